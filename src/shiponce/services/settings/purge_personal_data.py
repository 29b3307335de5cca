"""Purge personal data: of orders, of a buyer, or of purchases that were closed long ago.

A purchase is purged with all its orders. ``personal_data`` lists what is removed. The purge is
recorded, so no import restores the data. Then the old bytes in the file are overwritten, which has
to wait for readers of an older state of the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from shiponce.decisions.retention import Member, Stays, stays
from shiponce.domain.rule import Rule
from shiponce.domain.text_folding import folded
from shiponce.errors import BadInput, ReadOnly, Refused
from shiponce.persistence import (
    event_log,
    order_references,
    personal_data,
    print_jobs,
    purge_records,
    rules,
    same_purchase,
    secure_delete,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import span_ms, to_ms
from shiponce.ports import Clock
from shiponce.views.maintenance import Purge, PurgedPart
from shiponce.views.sentence import Sentence

#: Sentences that say why data is kept. Stays.YOUNG (closed too recently) has no sentence.
_STAYS = {Stays.OPEN: "purge.stays.open", Stays.IN_PURCHASE: "purge.stays.in_purchase"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to purge; only one of the three fields is set."""

    orders: Sequence[str] = ()
    buyer: str = ""
    older_than: timedelta | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """The purchases to purge, each with its orders, and the quarantined records to purge."""

    purchases: Sequence[Sequence[Member]]
    records: Sequence[purge_records.Record]
    named: Collection[int] = ()
    before: int | None = None


class Purging:
    """Purges personal data from one database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def plan(self, wanted: Wanted) -> Purge:
        """Return what a purge would remove; nothing is written."""
        found = self._find(self._db.conn, wanted)
        return self._report(self._db.conn, found, done=False)

    def purge(self, wanted: Wanted) -> Purge:
        """Purge data and overwrite its bytes; Refused if a named order's label is being bought."""
        at = to_ms(self._clock.now())
        with self._db.write() as conn:
            found = self._find(conn, wanted)
            _must_be_free(found)
            done = self._report(conn, found, done=True)
            if done.parts:
                _remove(conn, found, at)
                secure_delete.record_due(conn, at)
        _remove_printed(self._db.conn, found)
        return self._overwritten(done)

    def finish(self, patience: int | None = None) -> bool:
        """Overwrite the bytes that an earlier purge left; return True if nothing is left to do.

        *patience* is how long to wait for other connections, in milliseconds.
        """
        if self._db.is_read_only():
            raise ReadOnly
        if not secure_delete.is_due(self._db.conn):
            return True
        return secure_delete.overwrite(self._db, patience)

    def _overwritten(self, done: Purge) -> Purge:
        return done.with_overwritten(self.finish())

    def _find(self, conn: sqlite3.Connection, wanted: Wanted) -> _Found:
        if wanted.older_than is not None:
            before = to_ms(self._clock.now()) - span_ms(wanted.older_than)
            chosen = purge_records.closed_with_person(conn, before)
            old = purge_records.records(conn, before=before)
            return _Found(_purchases(conn, chosen), old, before=before)
        if wanted.buyer:
            chosen = purge_records.of_person(conn, wanted.buyer)
            return _Found(_purchases(conn, chosen), purge_records.records(conn, name=wanted.buyer))
        return _named(conn, wanted.orders)

    def _report(self, conn: sqlite3.Connection, found: _Found, *, done: bool) -> Purge:
        parts: list[PurgedPart] = []
        kept: list[Sentence] = []
        warnings: list[Sentence] = []
        for purchase in found.purchases:
            why = stays(purchase, named=found.named, before=found.before)
            if why is None:
                parts += filter(None, (_part(conn, one) for one in purchase))
                warnings += [_open(one) for one in purchase if one.is_open and one.has_person]
            elif why[0] is not Stays.YOUNG:
                kept.append(Sentence(_STAYS[why[0]], {"order": why[1].ref}))
        warnings += _rules_that_name(conn, [part.order_id for part in parts if part.order_id])
        for record in found.records:
            counted = personal_data.held(conn, [], [record.listed_id])
            parts.append(PurgedPart(None, record.ref, counted))
        total: dict[str, int] = {}
        for part in parts:
            for kind, n in part.removed.items():
                total[kind] = total.get(kind, 0) + n
        return Purge(done, tuple(parts), total, tuple(kept), tuple(warnings))


def _named(conn: sqlite3.Connection, refs: Sequence[str]) -> _Found:
    order_ids: list[int] = []
    records: list[purge_records.Record] = []
    for ref in refs:
        found = order_references.matching(conn, ref.strip())
        aside = purge_records.records(conn, ref=ref.strip()) if not found else []
        if not found and not aside:
            raise BadInput("error.no_order", order=ref)
        if len(found) + len(aside) > 1:
            known = ", ".join(one.ref for one in purge_records.members(conn, found).values())
            raise BadInput("error.several_orders", order=ref, n=len(found), known=known)
        order_ids += found
        records += aside
    purchases = _purchases(conn, order_ids)
    return _Found(purchases, records, named=frozenset(order_ids))


def _purchases(conn: sqlite3.Connection, order_ids: Iterable[int]) -> list[list[Member]]:
    """Return the purchases that these orders belong to, each with all its orders."""
    first = {order_id: order_id for order_id in order_ids}

    def root(order_id: int) -> int:
        while first[order_id] != order_id:
            order_id = first[order_id]
        return order_id

    fresh: Collection[int] = list(first)
    while fresh:
        known = set(first)
        for bond in same_purchase.bonds(conn, fresh):
            if not bond.refused:
                first.setdefault(bond.other_id, bond.other_id)
                first[root(bond.other_id)] = root(bond.order_id)
        fresh = set(first) - known
    members = purge_records.members(conn, first)
    found: dict[int, list[Member]] = {}
    for order_id in sorted(first):
        found.setdefault(root(order_id), []).append(members[order_id])
    return list(found.values())


def _must_be_free(found: _Found) -> None:
    """Raise Refused if a person named orders, and a label of their purchase is being bought."""
    for purchase in found.purchases:
        why = stays(purchase, named=found.named, before=found.before)
        if why is not None and why[0] is Stays.IN_PURCHASE and found.named:
            raise Refused("limit.purge_in_purchase", order=why[1].ref)


def _going(found: _Found) -> list[int]:
    """Return the orders whose personal data goes."""
    return [
        one.order_id
        for purchase in found.purchases
        if stays(purchase, named=found.named, before=found.before) is None
        for one in purchase
    ]


def _remove_printed(conn: sqlite3.Connection, found: _Found) -> None:
    """Remove the files that the hub wrote for folder printers and that nobody took away yet."""
    for folder, name in print_jobs.files_of(conn, _going(found)):
        for file in (Path(folder, name), Path(folder, f".{name}.tmp")):
            with suppress(OSError):  # the folder is gone, or is not ours to change
                file.unlink(missing_ok=True)


def _remove(conn: sqlite3.Connection, found: _Found, at: int) -> None:
    going = _going(found)
    listed = [record.listed_id for record in found.records]
    personal_data.remove(conn, going, listed)
    purge_records.remember(conn, going, listed, at)
    event_log.record_all(conn, at, [("purged", order_id, {}) for order_id in going])
    event_log.record_all(
        conn, at, [("purged_record", None, {"order": record.ref}) for record in found.records]
    )


def _part(conn: sqlite3.Connection, one: Member) -> PurgedPart | None:
    counted = personal_data.held(conn, [one.order_id], [])
    return PurgedPart(one.order_id, one.ref, counted) if counted else None


def _rules_that_name(conn: sqlite3.Connection, order_ids: Sequence[int]) -> Iterable[Sentence]:
    """Yield a warning for each rule that contains a buyer's name; a person must change the rule."""
    names = purge_records.names(conn, order_ids)
    for row in rules.every(conn) if names else ():
        rule = row.rule
        said = folded(" ".join((rule.name, *_texts(rule))))
        if any(name in said for name in names):
            yield Sentence("purge.rule_names", {"rule": rule.name, "id": row.id})


def _texts(rule: Rule) -> Iterable[str]:
    yield from (value for test in rule.tests for value in test.values)
    yield from (argument for _, argument in rule.actions)


def _open(one: Member) -> Sentence:
    return Sentence("purge.open", {"order": one.ref})
