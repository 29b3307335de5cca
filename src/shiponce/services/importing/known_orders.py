"""Update the orders that the hub already has with their changes on the platform."""

from __future__ import annotations

from shiponce.decisions import order_status as standing
from shiponce.decisions import rules as rulebook
from shiponce.decisions.order_status import SHOWN_THERE
from shiponce.domain.order import ImportedOrder, OrderStatus, Visibility
from shiponce.persistence import (
    event_log,
    imported_orders,
    numbers_of_other_orders,
    obligations,
    order_states,
    shipments,
)
from shiponce.persistence.order_states import OrderState, Reason
from shiponce.persistence.timestamps import to_ms
from shiponce.services.importing import derive_units_of_others, units_no_longer_due
from shiponce.services.importing.apply_rules import hold_reason, put_wishes
from shiponce.services.importing.exclude_orders import exclude_by_rule
from shiponce.services.importing.page_context import PageContext
from shiponce.services.notifying.notify_shipped_elsewhere import REOPENED
from shiponce.services.shipping.nothing_due import closed_by_units
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import platform_word

#: Why an order waits for shipment although its marketplace shows it as shipped.
NUMBER_OF_OTHER = "why.number_of_other_order"


def refresh(
    page: PageContext, known: imported_orders.Known, order: ImportedOrder, digest: bytes
) -> None:
    """Import the changes of an order that is in the hub, unless its label is being bought."""
    stale = to_ms(order.modified_at) < known.modified_at
    if known.digest == digest or stale:
        page.tally.unchanged += 1
        return
    if shipments.in_flight(page.conn, known.id):
        # An order is not changed while its label is being bought; the next import reads it again.
        page.aside = True
        page.tally.unchanged += 1
        return
    page.tally.refreshed += 1
    before = obligations.of_order(page.conn, known.id)
    imported_orders.refresh(page.conn, known.id, order, digest, page.at)
    units_no_longer_due.record(page.conn, known.id, before, page.at)
    page.touched.add(known.id)
    page.changed.add(order_states.original_of(page.conn, known.id) or known.id)
    _restate(page, known.id, order, digest)
    page.look_for_combined({known.id: order})
    if page.store.platform.is_shop and page.reconciling:
        page.tally.hidden += page.matcher.judge_again([known.id])


def _restate(page: PageContext, order_id: int, order: ImportedOrder, digest: bytes) -> None:
    row = order_states.state_of(page.conn, order_id)
    assert row is not None, "an order in the file has a place"  # noqa: S101
    current = row.status
    status = standing.refreshed(
        current, bool(row.hub_set), order, page.store, reconciling=page.reconciling
    )
    if status is OrderStatus.AWAITING_SHIPMENT:
        status = _left_with_ours(page, order_id, order) or status
    if status is OrderStatus.SHIPPED and _shown_under_number_of_other(page, order_id):
        _keep_due(page, order_id, current)
        return
    if status is current:
        _close_if_nothing_is_due(page, order_id, row)
        return
    place = standing.arrival(order, page.store, reconciling=page.reconciling)
    tags = place.tags if isinstance(place, standing.Arrival) else ()
    decision = None if row.ruled else page.rules_on(order, status, tags)
    if status is OrderStatus.AWAITING_SHIPMENT:
        order_states.rules_ran(page.conn, order_id)
    if decision is not None and row.visibility is Visibility.VISIBLE:
        if decision.excluded_by is not None and _untouched(page, order_id):
            exclude_by_rule(page, order, digest, decision.excluded_by, None)
            imported_orders.remove(page.conn, order_id)
            return
        put_wishes(page.conn, order_id, decision, page.rules, page.at)
        tags = (*tags, *decision.tags)
        status = OrderStatus.ON_HOLD if decision.held_by is not None else status
    _move(page, order_id, order, row.visibility, status, decision)
    order_states.add_tags(page.conn, order_id, tags)
    event_log.record(page.conn, page.at, ("status_there", order_id, _moved(current, status)))


def _close_if_nothing_is_due(page: PageContext, order_id: int, row: OrderState) -> None:
    """Close an order that a void has reopened once none of its units is due; keep its reason."""
    reopened = row.hub_set and row.status is OrderStatus.AWAITING_SHIPMENT
    if not reopened or row.why not in REOPENED:
        return
    derive_units_of_others.derive(page.conn, [order_id], page.at)
    closed = closed_by_units(page.conn, order_id)
    if closed is None:
        return
    order_states.restate(page.conn, order_id, closed)
    moved = _moved(OrderStatus.AWAITING_SHIPMENT, closed)
    event_log.record(page.conn, page.at, ("status_there", order_id, moved))


def _left_with_ours(page: PageContext, order_id: int, order: ImportedOrder) -> OrderStatus | None:
    """Return Shipped if our packages and those of others hold every unit; else None.

    The platform itself may call such an order open, because it lost a package of ours that it had
    accepted. Nothing is due then; the notification of that package is raised instead (O7).
    """
    if not any(line.fulfilled for line in order.lines):
        return None
    derive_units_of_others.derive(page.conn, [order_id], page.at)
    obliged = obligations.of_order(page.conn, order_id)
    ours = any(one.ours for one in obliged)
    return OrderStatus.SHIPPED if ours and not any(one.due for one in obliged) else None


def _shown_under_number_of_other(page: PageContext, order_id: int) -> bool:
    """Return True if its marketplace calls the order shipped for our package of another order.

    The package does not hold the order's goods, as far as the hub knows; a person decides (O3).
    """
    return (
        page.reconciling
        and not any(one.ours or one.twins for one in obligations.of_order(page.conn, order_id))
        and numbers_of_other_orders.only_these_are_shown(page.conn, order_id)
    )


def _keep_due(page: PageContext, order_id: int, current: OrderStatus) -> None:
    """Let an order wait for shipment although its marketplace shows it as shipped."""
    waits = OrderStatus.AWAITING_SHIPMENT
    row = order_states.state_of(page.conn, order_id)
    assert row is not None, "an order in the file has a place"  # noqa: S101
    if row.why == NUMBER_OF_OTHER or row.visibility is not Visibility.VISIBLE:
        return
    (first, *_) = numbers_of_other_orders.of_orders(page.conn, [order_id])
    facts: dict[str, object] = {"tracking": first.tracking, "other": first.other}
    order_states.move(
        page.conn,
        order_id,
        page.at,
        why=NUMBER_OF_OTHER,
        facts=facts,
        status=waits,
        hub_set=True,
    )
    event_log.record(page.conn, page.at, ("number_of_other_order", order_id, facts))


def _untouched(page: PageContext, order_id: int) -> bool:
    """Return True if nothing was shipped or linked: only then can a rule exclude the order."""
    return not (
        shipments.of_orders(page.conn, [order_id]) or order_states.copies_of(page.conn, order_id)
    )


def _move(
    page: PageContext,
    order_id: int,
    order: ImportedOrder,
    visibility: str,
    status: OrderStatus,
    decision: rulebook.Judgement | None,
) -> None:
    if visibility != Visibility.VISIBLE.value:
        order_states.restate(page.conn, order_id, status)
        return
    reason = Reason(SHOWN_THERE[status], {"platform": platform_word(order.platform)})
    held = decision is not None and decision.held_by is not None
    if decision is not None and held:
        reason = hold_reason(decision, page.rules, page.at)
    order_states.move(
        page.conn,
        order_id,
        page.at,
        why=reason.why,
        facts=reason.facts,
        status=status,
        hub_set=held,
    )


def _moved(before: OrderStatus, after: OrderStatus) -> dict[str, object]:
    return {"before": STATUS_WORD[before], "after": STATUS_WORD[after]}
