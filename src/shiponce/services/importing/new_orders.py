"""Import orders that the hub does not have: decide their status, run rules, and match twins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shiponce.decisions import order_status as standing
from shiponce.decisions import rules as rulebook
from shiponce.decisions.not_importable import NotImportable
from shiponce.domain.order import ImportedOrder, OrderStatus, Visibility
from shiponce.persistence import event_log, excluded_and_quarantined, imported_orders, order_states
from shiponce.persistence.order_states import State
from shiponce.persistence.timestamps import to_ms
from shiponce.services.importing.apply_rules import hold_reason, put_wishes
from shiponce.services.importing.exclude_orders import exclude, exclude_by_rule
from shiponce.services.importing.page_context import PageContext
from shiponce.words.domain_words import STATUS_WORD


@dataclass(slots=True)
class Arrival:
    """A new order with its status."""

    id: int
    order: ImportedOrder
    digest: bytes
    state: State
    #: What the rules request for the order; None if no rule ran.
    judgement: rulebook.Judgement | None = None


def admit(
    page: PageContext,
    order_id: int,
    order: ImportedOrder,
    digest: bytes,
    out: excluded_and_quarantined.Known | None,
) -> Arrival | None:
    """Return a new order with its status; None if the order is excluded."""
    place = standing.arrival(order, page.store, reconciling=page.reconciling)
    if isinstance(place, NotImportable):
        exclude(page, order, "not_importable", place.code, {}, digest, out)
        return None
    state = State(
        order_id,
        Visibility.VISIBLE,
        place.status,
        to_ms(order.placed_at),
        place.code,
        dict(place.facts),
        tags=tuple(place.tags),
        ruled=place.status is OrderStatus.AWAITING_SHIPMENT,
    )
    if out is not None and out.let_in:
        return Arrival(order_id, order, digest, state)
    return _under_rules(page, order, digest, state, out)


def _under_rules(
    page: PageContext,
    order: ImportedOrder,
    digest: bytes,
    state: State,
    out: excluded_and_quarantined.Known | None,
) -> Arrival | None:
    """Run the rules on an order that enters Awaiting Shipment (R4); None if one excludes it."""
    arrival = Arrival(state.order_id, order, digest, state)
    decision = page.rules_on(order, state.status, state.tags)
    if decision is None:
        return arrival
    if decision.excluded_by is not None:
        exclude_by_rule(page, order, digest, decision.excluded_by, out)
        return None
    arrival.judgement = decision
    tags = (*state.tags, *(tag for tag in decision.tags if tag not in state.tags))
    arrival.state = replace(state, tags=tags)
    if decision.held_by is not None:
        reason = hold_reason(decision, page.rules, page.at)
        arrival.state = replace(
            arrival.state,
            status=OrderStatus.ON_HOLD,
            why=reason.why,
            facts=reason.facts,
            hub_set=True,
        )
    return arrival


def add(page: PageContext, arrivals: list[Arrival], came_out: list[str]) -> None:
    """Insert the new orders of a page, and match them with what is in the hub."""
    if not arrivals:
        return
    page.tally.added += len(arrivals)
    page.touched |= {arrival.id for arrival in arrivals}
    imported_orders.insert(
        page.conn, page.store.id, [(a.id, a.order, a.digest) for a in arrivals], page.at
    )
    copies = page.store.platform.is_shop
    original_of = _place_copies(page, arrivals) if copies else {}
    order_states.insert(page.conn, [a.state for a in arrivals], page.at)
    event_log.record_all(page.conn, page.at, [_imported(page, a) for a in arrivals])
    for arrival in arrivals:
        if arrival.judgement is not None:
            put_wishes(page.conn, arrival.id, arrival.judgement, page.rules, page.at)
    if came_out:
        excluded_and_quarantined.taken_in(page.conn, page.store.id, came_out)
    page.matcher.linked_on_arrival(original_of)
    if page.store.platform.is_marketplace:
        page.changed |= {arrival.id for arrival in arrivals}
        page.tally.hidden += page.matcher.originals_arrived(
            {arrival.id: arrival.order.keys for arrival in arrivals}
        )
    page.look_for_combined({arrival.id: arrival.order for arrival in arrivals})


def _place_copies(page: PageContext, arrivals: list[Arrival]) -> dict[int, int]:
    """Set the states of new copies, link them, and return copy id → original id for each link."""
    copies = [imported_orders.candidate_of(a.id, a.order) for a in arrivals]
    decisions = page.matcher.decisions(page.store, copies)
    original_of = {n: v.original.id for n, v in decisions.items() if v.original is not None}
    order_states.link_all(page.conn, original_of.items(), page.at)
    for arrival in arrivals:
        decision = decisions[arrival.id]
        reason = (arrival.state.why, arrival.state.facts)
        arrival.state = page.matcher.place(arrival.state, decision)
        if arrival.state.visibility is Visibility.VISIBLE and reason[0] != "why.arrived":
            # Keep the reason for the status; it says more than the reason why the order is visible.
            arrival.state = replace(arrival.state, why=reason[0], facts=reason[1])
    page.tally.hidden += len(original_of)
    return original_of


def _imported(page: PageContext, arrival: Arrival) -> event_log.Event:
    data: dict[str, object] = {
        "store": page.store.name,
        "status": STATUS_WORD[arrival.state.status],
        "why": arrival.state.why,
    }
    return ("imported", arrival.id, data)
