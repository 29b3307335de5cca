"""Batches and their entries; the schema's guards check every claim of a purchase."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson

from shiponce.domain.batch import Agreement, PackageRule, WeightRule
from shiponce.domain.money import Money
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence.json_columns import an_id, pack
from shiponce.persistence.timestamps import maybe_ms
from shiponce.persistence.typed_rows import TypedRows, column


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as it is recorded."""

    id: int
    #: The code of an option, or ``cheapest`` or ``paid``.
    service: str
    #: The name of the preset; '' without one.
    preset: str
    at: datetime
    by: str = column("by_")
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    cancelled_at: datetime | None = None
    cancelled_by: str = ""
    ended_at: datetime | None = None


_BATCHES = TypedRows(Batch)


@dataclass(frozen=True, slots=True)
class Entry:
    """One package of a batch, as it was planned; *reason* if it was refused then or later."""

    id: int
    order_id: int
    #: Names of other orders of the batch that are the same purchase.
    same_purchase: tuple[str, ...] = ()
    #: The platform's id of its address; '' if the order has only one.
    destination: str = ""
    #: [line_no, units] of each line, as JSON.
    units: str = "[]"
    option: str = ""
    carrier: str = ""
    service: str = ""
    price: int | None = None
    currency: str | None = None
    arrives_by: datetime | None = None
    #: The names of the stores to be notified.
    notifies: tuple[str, ...] = ()
    #: The package of the preset, as JSON; None: the usual one.
    package: str | None = None
    #: A digest of the address.
    sent_to: bytes | None = field(default=None, repr=False)
    reason: str | None = None
    way_out: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    shipment_id: int | None = None
    #: The state of the shipment; None before one was begun.
    shipment_state: ShipmentState | None = None

    @property
    def lines(self) -> dict[int, int]:
        """Return {line_no: units}."""
        return dict(orjson.loads(self.units))

    @property
    def agreed_price(self) -> Money | None:
        """Return the price of the plan; None if nothing is to be bought."""
        if self.price is None or self.currency is None:
            return None
        return Money(self.price, self.currency)

    @property
    def reason_facts(self) -> dict[str, object]:
        """Return the facts of *reason*, amounts of money among them."""
        return {
            name: Money(**value) if isinstance(value, Mapping) and "minor" in value else value
            for name, value in self.facts.items()
        }

    @property
    def package_rule(self) -> PackageRule | None:
        """Return the package of the preset."""
        if self.package is None:
            return None
        length, width, height, rule, grams = orjson.loads(self.package)
        return PackageRule(length, width, height, WeightRule(rule), grams)

    @property
    def is_open(self) -> bool:
        """Return True if its label is still to be bought."""
        over = (None, ShipmentState.NOT_BOUGHT)
        return self.reason is None and self.shipment_state in over


_ENTRIES = TypedRows(Entry)
_FROM_ENTRIES = (
    f"SELECT {_ENTRIES.columns('e').replace('e.shipment_state', 's.state AS shipment_state')}"  # noqa: S608 - columns
    " FROM batch_entries e LEFT JOIN shipments s ON s.id = e.shipment_id"
)


def packed_rule(rule: PackageRule | None) -> str | None:
    """Return the package of a preset as it is stored in an entry."""
    if rule is None:
        return None
    return pack([rule.length, rule.width, rule.height, rule.weight_rule.value, rule.grams])


def _packed(facts: Mapping[str, object]) -> str:
    def plain(value: object) -> object:
        if isinstance(value, Money):
            return {"minor": value.minor, "currency": value.currency}
        return value

    return pack({name: plain(value) for name, value in facts.items()})


def add(
    conn: sqlite3.Connection, service: str, preset: str, entries: Sequence[Entry], at: int
) -> int:
    """Record a plan; return the batch's id."""
    done = conn.execute(
        "INSERT INTO batches (service, preset, at, by_) VALUES (?, ?, ?, acting())",
        (service, preset, at),
    )
    batch_id = int(done.lastrowid or 0)
    conn.executemany(
        "INSERT INTO batch_entries (batch_id, place, order_id, same_purchase, destination, units,"
        " option, carrier, service, price, currency, arrives_by, notifies, package, sent_to,"
        " reason, way_out, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                batch_id,
                place,
                one.order_id,
                pack(list(one.same_purchase)),
                one.destination,
                one.units,
                one.option,
                one.carrier,
                one.service,
                one.price,
                one.currency,
                maybe_ms(one.arrives_by),
                pack(list(one.notifies)),
                one.package,
                one.sent_to,
                one.reason,
                one.way_out,
                _packed(one.facts),
            )
            for place, one in enumerate(entries)
        ],
    )
    return batch_id


def one(conn: sqlite3.Connection, batch_id: int) -> Batch | None:
    """Return a batch; None if there is none of this id."""
    found = conn.execute(
        f"SELECT {_BATCHES.columns()} FROM batches WHERE id = ?",  # noqa: S608 - columns
        (an_id(batch_id),),
    )
    return _BATCHES.first(found)


def every(conn: sqlite3.Connection, limit: int) -> list[Batch]:
    """Return the latest batches, the newest first."""
    found = conn.execute(
        f"SELECT {_BATCHES.columns()} FROM batches ORDER BY id DESC LIMIT ?",  # noqa: S608 - columns
        (an_id(limit),),
    )
    return _BATCHES.all(found)


def count(conn: sqlite3.Connection) -> int:
    """Return how many batches there are."""
    return int(conn.execute("SELECT count(*) FROM batches").fetchone()[0])


def unfinished(conn: sqlite3.Connection) -> list[int]:
    """Return the batches that were confirmed and neither ended nor cancelled, oldest first."""
    found = conn.execute(
        "SELECT id FROM batches WHERE confirmed_at IS NOT NULL AND cancelled_at IS NULL"
        " AND ended_at IS NULL ORDER BY id"
    )
    return [row[0] for row in found]


def entries(conn: sqlite3.Connection, batch_id: int) -> list[Entry]:
    """Return the entries of a batch in their sequence."""
    found = conn.execute(f"{_FROM_ENTRIES} WHERE e.batch_id = ? ORDER BY e.place", (batch_id,))
    return _ENTRIES.all(found)


def confirm(conn: sqlite3.Connection, batch_id: int, at: int) -> None:
    """Record that a person confirmed the plan; a second confirmation changes nothing."""
    conn.execute(
        "UPDATE batches SET confirmed_at = ?, confirmed_by = acting()"
        " WHERE id = ? AND confirmed_at IS NULL",
        (at, batch_id),
    )


def cancel(conn: sqlite3.Connection, batch_id: int, at: int) -> bool:
    """Record that no further order of the batch is to be shipped; False if it is over."""
    done = conn.execute(
        "UPDATE batches SET cancelled_at = ?, cancelled_by = acting()"
        " WHERE id = ? AND cancelled_at IS NULL AND ended_at IS NULL",
        (at, batch_id),
    )
    return done.rowcount > 0


def end(conn: sqlite3.Connection, batch_id: int, at: int) -> None:
    """Record that every order of the batch was tried."""
    conn.execute(
        "UPDATE batches SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (at, batch_id)
    )


def claim(conn: sqlite3.Connection, agreed: Agreement, shipment_id: int) -> None:
    """Tie a package's entry to the shipment begun in the same transaction.

    A guard raises if the batch is not confirmed, if it was cancelled, or if the entry's label was
    begun or refused meanwhile.
    """
    conn.execute(
        "UPDATE batch_entries SET shipment_id = ? WHERE id = ?", (shipment_id, agreed.entry_id)
    )


def refuse(
    conn: sqlite3.Connection,
    entry_id: int,
    reason: str,
    way_out: str | None,
    facts: Mapping[str, object],
) -> None:
    """Record why an entry is left out, unless its label is being bought or was bought."""
    conn.execute(
        "UPDATE batch_entries SET reason = ?, way_out = ?, facts = ? WHERE id = ?"
        " AND reason IS NULL AND NOT EXISTS (SELECT 1 FROM shipments s"
        " WHERE s.id = shipment_id AND s.state <> 'not_bought')",
        (reason, way_out, _packed(facts), entry_id),
    )


def shipment_of(conn: sqlite3.Connection, entry_id: int) -> int | None:
    """Return the shipment of an entry; None if none was begun."""
    row = conn.execute("SELECT shipment_id FROM batch_entries WHERE id = ?", (entry_id,)).fetchone()
    return None if row is None or row[0] is None else int(row[0])
