"""The register of personal data: every column of every table, and what a purge does to it.

A test fails if a column is missing here, so no new column is forgotten. *Personal* data says
something about a buyer. Names of people who acted in the hub are the merchant's own record of who
did what, and stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shiponce.domain.redaction import harmless
from shiponce.persistence import search_index
from shiponce.persistence.json_columns import ids

#: SQL condition: the row belongs to an order that is being purged.
_ORDERS = "order_id IN (SELECT value FROM json_each(:orders))"
_SHIPMENTS = f"SELECT id FROM shipments WHERE {_ORDERS}"  # noqa: S608 - a constant


@dataclass(frozen=True, slots=True)
class Removed:
    """A column with personal data: its kind, and the value (in SQL) that a purge writes to it."""

    #: A key under ``word.personal``; '' for derived data, which is not reported.
    kind: str
    left: str


@dataclass(frozen=True, slots=True)
class Register:
    """One table: which rows belong to an order, which columns are purged, which stay and why."""

    #: Reason → names of the columns that a purge keeps for this reason.
    kept: Mapping[str, str] = field(default_factory=dict)
    removed: Mapping[str, Removed] = field(default_factory=dict)
    where: str = _ORDERS
    #: Whether a purge deletes whole rows.
    deleted: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """Return every column of the table, purged or kept."""
        return frozenset(self.removed) | {c for line in self.kept.values() for c in line.split()}


_IDS = "ids, places in lists, times, states and amounts"
_CHOICE = "a choice or a name of the merchant's own"
_WORDS = "codes and facts of sentences: ids, names of stores and rules, cleaned refusals"
_ACTOR = "who acted here: the merchant's own record"
_GOODS = "what was sold"
_INDEX = "an index over search_texts, made anew at every purge"
_LABEL = "what a carrier made or sold: a package, not a person"

REGISTER: Mapping[str, Register] = {
    "_sqlite_migrations": Register({_IDS: "id migration_set name applied_at"}),
    "platforms": Register({_IDS: "id role"}),
    "settings": Register({_CHOICE: "name value"}),
    "stores": Register(
        {
            _CHOICE: "name platform account integration market prime_to_awaiting buy_shipping",
            _IDS: "id connected_at replaced_at disconnected_at",
        }
    ),
    "notice_switch": Register({_IDS: "store_id on_ changed_at", _ACTOR: "changed_by"}),
    "import_state": Register(
        {
            _IDS: "store_id watermark imported_at resume resume_since resume_until resume_at"
            " swept_at sweep_found",
            _WORDS: "trouble",
        }
    ),
    "orders": Register(
        {
            _IDS: "id store_id remote_id number platform source placed_at modified_at"
            " remote_status shown_status total currency quantity prime by_platform ship_by"
            " deliver_by seen_at extra packages_known conditions",
            _GOODS: "items requested_service",
            _LABEL: "packages",
        },
        # A 16-byte hash over the whole order: a guessed address could be checked against it.
        {"digest": Removed("", "x''")},
        where="id IN (SELECT value FROM json_each(:orders))",
    ),
    "order_lines": Register(
        {
            _IDS: "order_id line_no remote_id quantity price currency physical fulfilled cancelled"
            " refunded collected destination elsewhere",
            _GOODS: "sku title weight",
        }
    ),
    "order_keys": Register({_IDS: "platform value order_id grade field"}),
    "label_documents": Register(
        {_IDS: "shipment_id format checksum at"},
        {
            "content": Removed("label", "NULL"),
            "sha256": Removed("", "''"),
            "size": Removed("", "0"),
            "missing": Removed("", "'purged'"),
        },
        # The bytes stand with the shipment that the label was bought for, for all its orders.
        where=f"shipment_id IN (SELECT coalesce(combined_with, id) FROM shipments WHERE {_ORDERS})",  # noqa: S608
    ),
    "print_jobs": Register(
        {
            _IDS: "id key paper shipment_id copy format size void state at deadline ended_at",
            _CHOICE: "printer kind address",
            _WORDS: "code facts",
            _ACTOR: "by_ settled_by",
        },
        {
            # Bytes that still wait for their printer; without them, nothing is printed.
            "content": Removed("label", "NULL"),
            # A person's note of what was seen may name a buyer.
            "saw": Removed("note", "''"),
        },
        where=f"shipment_id IN (SELECT coalesce(combined_with, id) FROM shipments WHERE {_ORDERS})",  # noqa: S608
    ),
    "people": Register(
        {_IDS: "order_id"},
        {
            "buyer": Removed("buyer", "''"),
            "email": Removed("email", "''"),
            "name": Removed("address", "NULL"),
            "street1": Removed("address", "NULL"),
            "street2": Removed("address", "NULL"),
            "city": Removed("address", "NULL"),
            "state": Removed("address", "NULL"),
            "postcode": Removed("address", "NULL"),
            "country": Removed("address", "NULL"),
            "phone": Removed("phone", "NULL"),
            "company": Removed("address", "NULL"),
            "street3": Removed("address", "NULL"),
            "packing": Removed("packing", "NULL"),
        },
    ),
    "destinations": Register(
        {_IDS: "order_id remote_id place", _GOODS: "requested_service"},
        {
            "name": Removed("address", "NULL"),
            "street1": Removed("address", "NULL"),
            "street2": Removed("address", "NULL"),
            "city": Removed("address", "NULL"),
            "state": Removed("address", "NULL"),
            "postcode": Removed("address", "NULL"),
            "country": Removed("address", "NULL"),
            "phone": Removed("phone", "NULL"),
            "company": Removed("address", "NULL"),
            "street3": Removed("address", "NULL"),
        },
    ),
    "overruled": Register({_IDS: "order_id condition at", _ACTOR: "by_"}),
    "search_pending": Register({_INDEX: "order_id names words numbers"}),
    "search_trigrams": Register({_INDEX: "names words numbers"}),
    "search_trigrams_data": Register({_INDEX: "id block"}),
    "search_trigrams_idx": Register({_INDEX: "segid term pgno"}),
    "search_trigrams_docsize": Register({_INDEX: "id sz"}),
    "search_trigrams_config": Register({_INDEX: "k v"}),
    "search_texts": Register({_IDS: "order_id names numbers"}, {"words": Removed("", "goods")}),
    "order_state": Register(
        {
            _IDS: "order_id visibility status sort_at hub_set decided_at ruled",
            _WORDS: "why facts evidence",
            _CHOICE: "tags",
        }
    ),
    "twins": Register({_IDS: "copy_id original_id basis at"}),
    "possible_twins": Register({_IDS: "copy_id original_id named"}),
    "twin_refusals": Register({_IDS: "copy_id original_id at", _ACTOR: "refused_by"}),
    "suspended_twins": Register(
        {_IDS: "copy_id original_id basis at", _WORDS: "why facts evidence"}
    ),
    "excluded_orders": Register(
        {_IDS: "order_id visibility decided_at", _WORDS: "why facts evidence"}
    ),
    "superseded": Register({_IDS: "order_id by_id at"}),
    "copies_of_combined": Register({_IDS: "copy_id order_id"}),
    "sold_lines": Register({_IDS: "store_id line_id order_id"}),
    "rules": Register({_IDS: "id position enabled created_at", _CHOICE: "body"}),
    "rule_marks": Register(
        {_IDS: "order_id action rule_id", _CHOICE: "rule"},
        {"argument": Removed("note", "")},
        where=f"{_ORDERS} AND action = 'add_note'",
        deleted=True,
    ),
    "wishes": Register(
        {_IDS: "order_id hold_until", _CHOICE: "service package"},
        {"note": Removed("note", "''")},
    ),
    "cancellations": Register(
        {_IDS: "order_id at status hub_set hold_until", _ACTOR: "by_", _WORDS: "why facts evidence"}
    ),
    "listed": Register(
        {
            _IDS: "id store_id remote_id kind rule_id origin_platform origin_value at let_in_at"
            " tries tried_at is_open",
            _WORDS: "code facts",
        },
        {"digest": Removed("", "x''")},
        where="id IN (SELECT value FROM json_each(:listed))",
    ),
    "payloads": Register(
        {_IDS: "listed_id"},
        {"body": Removed("raw", "")},
        where="listed_id IN (SELECT value FROM json_each(:listed))",
        deleted=True,
    ),
    "shipments": Register(
        {
            _IDS: "id order_id state reference cost currency at settled_at combined_with"
            " destination bought_for",
            _LABEL: "route carrier service service_id tracking remote_id",
            _ACTOR: "by_",
        },
        # A digest of an address: a guessed address could be checked against it.
        {"sent_to": Removed("", "NULL")},
    ),
    "presets": Register(
        {_CHOICE: "name service length width height weight_rule grams", _IDS: "at", _ACTOR: "by_"}
    ),
    "batches": Register(
        {
            _IDS: "id at confirmed_at cancelled_at ended_at",
            _CHOICE: "service preset",
            _ACTOR: "by_ confirmed_by cancelled_by",
        }
    ),
    "batch_entries": Register(
        {
            _IDS: "id batch_id place order_id same_purchase destination units price currency"
            " arrives_by shipment_id",
            _LABEL: "option carrier service package",
            _WORDS: "notifies reason way_out facts",
        },
        # A digest of an address: a guessed address could be checked against it.
        {"sent_to": Removed("", "NULL")},
    ),
    "package_lines": Register({_IDS: "shipment_id line_no quantity"}),
    "notices": Register(
        {
            _IDS: "id shipment_id store_id target_id target_remote state attempts next_at"
            " attempted_at after_id wait_until verify sent_at at due_at claims gone_since"
            " confirmed_at reference",
            _WORDS: "code facts",
            _LABEL: "carrier tracking corrects",
        }
    ),
    "acts": Register(
        {
            _IDS: "id kind state shipment_id notice_id store_id at token deadline sent_by looks"
            " look_at none_at settled_at",
            _LABEL: "key replaces",
            _WORDS: "code facts",
            _ACTOR: "by_ settled_by",
        },
        # A person's note of what was seen may name a buyer.
        {"saw": Removed("note", "''")},
        where=f"(shipment_id IN ({_SHIPMENTS}) OR notice_id IN (SELECT id FROM notices"  # noqa: S608 - constants
        f" WHERE shipment_id IN ({_SHIPMENTS})))",
    ),
    "pacing": Register({_IDS: "store_id operation tokens at not_before"}),
    "events": Register({_IDS: "id at kind order_id", _WORDS: "data", _ACTOR: "by_"}),
    "shop_emails": Register({_IDS: "store_id read_at tried_at", _WORDS: "trouble"}),
    "channel_emails": Register({_IDS: "store_id channel marketplace own on_", _CHOICE: "name"}),
    "emails_switched_off": Register({_IDS: "store_id channel was"}),
    "purges": Register({_IDS: "platform account remote_id at", _ACTOR: "by_"}),
}

#: SQL condition: this row of ``people`` still has personal data.
HAS_PERSON = "(p.buyer <> '' OR p.email <> '' OR coalesce(" + (
    ", ".join(f"p.{c}" for c, one in REGISTER["people"].removed.items() if one.left == "NULL")
    + ") IS NOT NULL)"
)


def held(
    conn: sqlite3.Connection, order_ids: Sequence[int], excluded_ids: Sequence[int]
) -> dict[str, int]:
    """Count the personal data of each kind that these orders and quarantined records hold now."""
    found: dict[str, int] = {}
    for table, column, one in _removed():
        if one.kind:
            row = conn.execute(
                f"SELECT count(*) FROM {table} WHERE {REGISTER[table].where}"  # noqa: S608 - the register's own
                f" AND {column} IS NOT NULL AND {column} <> ''",
                {"orders": ids(list(order_ids)), "listed": ids(list(excluded_ids))},
            ).fetchone()
            if row[0]:
                found[one.kind] = max(found.get(one.kind, 0), row[0])
    return found


def remove(conn: sqlite3.Connection, order_ids: Sequence[int], excluded_ids: Sequence[int]) -> None:
    """Remove the personal data of these orders and quarantined records."""
    conn.create_function("harmless", 1, lambda text: harmless(text), deterministic=True)
    asked = {"orders": ids(list(order_ids)), "listed": ids(list(excluded_ids))}
    for table, one in REGISTER.items():
        if one.deleted:
            conn.execute(f"DELETE FROM {table} WHERE {one.where}", asked)  # noqa: S608 - the register's own
        elif table == "search_texts":
            search_index.keep_goods(conn, order_ids)
        elif one.removed:
            left = ", ".join(f"{column} = {how.left}" for column, how in one.removed.items())
            conn.execute(f"UPDATE {table} SET {left} WHERE {one.where}", asked)  # noqa: S608 - the register's own


def _removed() -> Iterator[tuple[str, str, Removed]]:
    for table, one in REGISTER.items():
        for column, how in one.removed.items():
            yield table, column, how
