"""Quarantine orders that cannot be read or whose times are impossible."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shiponce.decisions import clock_skew
from shiponce.domain.order import Fetched, ImportedOrder, Unreadable
from shiponce.persistence import event_log, excluded_and_quarantined, imported_orders, purge_records
from shiponce.persistence.excluded_and_quarantined import Entry
from shiponce.services.importing.page_context import PageContext
from shiponce.services.importing.unreadable_reasons import fact_of

Orders = Sequence[Fetched]


def quarantine(page: PageContext, bad: Unreadable) -> None:
    """Record an order that cannot be read; an order in the hub keeps its last readable state."""
    page.tally.quarantined += 1
    bad = _without_person(page, bad)
    digest = _digest(bad.payload)
    remote_id = bad.remote_id or f"?{digest.hex()}"
    if imported_orders.known(page.conn, page.store.id, [remote_id]):
        page.aside |= bad.momentary  # its current state must be listed again
        return  # it is in a grid already; its last readable state stays
    facts: dict[str, object] = {"fault": fact_of(bad.fault)}
    entry = Entry(
        page.store.id,
        remote_id,
        "quarantine",
        "excluded.quarantine",
        facts,
        digest,
        payload=bad.payload or None,
    )
    before = excluded_and_quarantined.known(page.conn, page.store.id, [remote_id]).get(remote_id)
    if before is None or before.digest != digest:
        excluded_and_quarantined.put(page.conn, entry, page.at)
        data: dict[str, object] = {"store": page.store.name, "remote": remote_id}
        event_log.record(page.conn, page.at, ("excluded_quarantine", None, data))


def _without_person(page: PageContext, bad: Unreadable) -> Unreadable:
    """Return an unreadable order, without its raw data if the order was purged."""
    remote_id = bad.remote_id or f"?{_digest(bad.payload).hex()}"
    if not purge_records.among(page.conn, page.store.id, [remote_id]):
        return bad
    return replace(bad, remote_id=remote_id, payload=b"")


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()


def timely(orders: Orders, there: datetime) -> tuple[Fetched, ...]:
    """Return the orders; an order with a time ahead of the platform's clock becomes unreadable.

    Such an order would sort before all others, and no newer version of it would be accepted.
    """
    latest = there + clock_skew.AHEAD
    return tuple(
        unreadable(one, "a time that has not come yet")
        if isinstance(one, ImportedOrder) and max(one.placed_at, one.modified_at) > latest
        else one
        for one in orders
    )


def unreadable(order: ImportedOrder, fault: str) -> Unreadable:
    """Return the record that is quarantined in place of an order; *fault* is the reason."""
    return Unreadable(order.platform, order.remote_id, fault, b"")
