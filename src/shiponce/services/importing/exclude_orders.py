"""Record orders that an import excludes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shiponce.decisions.rule_reasons import facts_of
from shiponce.domain.event import EventKind
from shiponce.domain.order import Grade, ImportedOrder, OriginKey
from shiponce.persistence import event_log, excluded_and_quarantined
from shiponce.persistence.excluded_and_quarantined import Entry
from shiponce.services.importing.page_context import PageContext

#: Kind of exclusion → the event that records it.
_RECORDED: Mapping[str, EventKind] = {
    "rule": "excluded_rule",
    "not_importable": "excluded_not_importable",
}


def exclude_by_rule(
    page: PageContext,
    order: ImportedOrder,
    digest: bytes,
    rule_id: int,
    out: excluded_and_quarantined.Known | None,
) -> None:
    """Exclude an order by a rule, and record the notifications that are now due (R6, R7)."""
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
    out: excluded_and_quarantined.Known | None,
    rule_id: int | None = None,
) -> None:
    """Record an excluded order; an identical record is kept as it is."""
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


def _origin(order: ImportedOrder) -> OriginKey | None:
    """Return the origin key that read-only ids prove; the hub finds excluded copies by it (R7)."""
    proved = {key.key for key in order.keys if key.grade is Grade.PROVES}
    return proved.pop() if len(proved) == 1 else None
