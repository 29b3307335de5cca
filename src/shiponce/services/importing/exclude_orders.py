"""Record orders that an import excludes or puts into quarantine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from shiponce.decisions.rule_reasons import facts_of
from shiponce.domain.event import EventKind
from shiponce.domain.order import Grade, ImportedOrder, OriginKey, Unreadable
from shiponce.persistence import event_log, excluded_and_quarantined, imported_orders, purge_records
from shiponce.persistence.excluded_and_quarantined import Entry
from shiponce.services.importing.page_context import PageContext
from shiponce.services.importing.unreadable_reasons import fact_of

#: The event of an order that is kept out for a reason of a kind.
_RECORDED: Mapping[str, EventKind] = {
    "rule": "excluded_rule",
    "not_importable": "excluded_not_importable",
}


def exclude_by_rule(
    page: PageContext,
    order: ImportedOrder,
    digest: bytes,
    rule_id: int,
    out: excluded_and_quarantined.Listed | None,
) -> None:
    """Exclude an order by a rule, and notify what that makes due (R6, R7)."""
    facts = facts_of(dict(page.rules)[rule_id], rule_id)
    exclude(page, order, "rule", "excluded.rule", facts, digest, out, rule_id)
    page.matcher.excluded(_origin(order))


def exclude(
    page: PageContext,
    order: ImportedOrder,
    kind: Literal["rule", "not_importable"],
    code: str,
    facts: dict[str, object],
    digest: bytes,
    out: excluded_and_quarantined.Listed | None,
    rule_id: int | None = None,
) -> None:
    """Record an excluded order, unless the same record is there."""
    page.tally.excluded += 1
    if out is not None and out.digest == digest and out.kind == kind:
        return
    origin = _origin(order)
    entry = Entry(
        page.store.id,
        order.remote_id,
        kind,
        code,
        facts,
        digest,
        rule_id,
        origin,
        is_open=order.status.is_open,
    )
    excluded_and_quarantined.put(page.conn, entry, page.at)
    data: dict[str, object] = {"store": page.store.name, "remote": order.remote_id}
    event_log.record(page.conn, page.at, (_RECORDED[kind], None, data))


def quarantine(page: PageContext, bad: Unreadable) -> None:
    """Record an order that cannot be read; one that is in the hub keeps its last state."""
    page.tally.quarantined += 1
    bad = _without_person(page, bad)
    digest = _digest(bad.payload)
    remote_id = bad.remote_id or f"?{digest.hex()}"
    if imported_orders.known(page.conn, page.store.id, [remote_id]):
        page.aside |= bad.momentary  # what it says now is listed again
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
    """Drop the raw data of a purged order."""
    remote_id = bad.remote_id or f"?{_digest(bad.payload).hex()}"
    if not purge_records.among(page.conn, page.store.id, [remote_id]):
        return bad
    return replace(bad, remote_id=remote_id, payload=b"")


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=16).digest()


def _origin(order: ImportedOrder) -> OriginKey | None:
    """Return the purchase that an order proves, by which it can be notified of a shipment (R7)."""
    proved = {key.key for key in order.keys if key.grade is Grade.PROVES}
    return proved.pop() if len(proved) == 1 else None
