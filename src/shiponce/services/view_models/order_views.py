"""Make view models of orders: rows of the grids, details, and orders to decide."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.decisions.double_shipments import Basis
from shiponce.decisions.obligations import Obligation
from shiponce.decisions.rule_reasons import end
from shiponce.decisions.shipping_restrictions import OVERRULABLE
from shiponce.domain.alarm import Alarm
from shiponce.domain.event import EVENT_KINDS
from shiponce.domain.money import Money
from shiponce.domain.order import Address, Condition, OrderStatus, Visibility
from shiponce.persistence import (
    acts,
    conditions,
    destinations,
    event_log,
    labels_on_paper,
    notification_queries,
    obligations,
    order_queries,
    order_states,
    packing_facts,
    purge_records,
    rule_effects,
    shipments,
)
from shiponce.persistence.order_queries import OrderRecord, OrderSummary
from shiponce.persistence.timestamps import maybe_from_ms
from shiponce.services.matching import decision_commands
from shiponce.services.printing import label_files
from shiponce.services.shipping.double_shipments import (
    Standing,
    label_view,
    standings,
)
from shiponce.services.shipping.on_hold import OUR_HOLDS
from shiponce.services.view_models import packages_of_others
from shiponce.services.view_models.alarms import alarms_of
from shiponce.services.view_models.explain_order import explanation
from shiponce.services.view_models.notification_views import notification_view
from shiponce.services.view_models.shipment_views import shipment_view
from shiponce.services.view_models.twin_views import twins_of
from shiponce.views.matching import Proposal
from shiponce.views.orders import (
    ConditionView,
    DestinationView,
    DueLine,
    Happening,
    LineView,
    OrderDetail,
    OrderRow,
    PackageOfOthers,
    Relay,
    RuledBy,
    TwinView,
)
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import ACT_WORD, CONDITION_WORD
from shiponce.words.families import Family

_EVENT = Family("event.{}", EVENT_KINDS)


#: An open order with such a bond is no visible duplicate: it is hidden, or nothing proves that it
#: is the same purchase.
_NO_DUPLICATE = (Basis.LINKED, Basis.COPIES, Basis.POSSIBLE)


def order_rows(conn: sqlite3.Connection, found: Sequence[OrderSummary]) -> tuple[OrderRow, ...]:
    """Return grid rows, each with facts about the other orders of its purchase."""
    order_ids = [row.id for row in found]
    beside = standings(conn, order_ids)
    others = {bond.other_id for one in beside.values() for bond in one.others}
    obliged = obligations.obligations(conn, order_ids)
    facts = _RowFacts(
        order_queries.standing_open(conn, sorted(others)),
        purge_records.of_orders(conn, order_ids),
        obliged,
        alarms_of(conn, order_ids, obliged),
        conditions.waiting(conn, order_ids, Condition.BUYER_ASKS_TO_CANCEL),
        order_queries.called(conn, order_ids),
    )
    return tuple(_order_row(row, beside.get(row.id, Standing()), facts) for row in found)


def _lone_row(conn: sqlite3.Connection, row: OrderRecord) -> OrderRow:
    return order_rows(conn, [row])[0]


@dataclass(frozen=True, slots=True)
class _RowFacts:
    """The facts about the orders of several rows; the first two fields also hold other orders."""

    standing_open: frozenset[int]
    purged: Collection[int]
    obliged: Mapping[int, Sequence[Obligation]]
    alarms: Mapping[int, tuple[Alarm, ...]]
    asks_to_cancel: frozenset[int]
    #: Order → {line number: SKU, or title if there is none}.
    called: Mapping[int, Mapping[int, str]]


def _order_row(row: OrderSummary, beside: Standing, facts: _RowFacts) -> OrderRow:
    obliged = facts.obliged.get(row.id, ())
    stands = row.visibility is Visibility.VISIBLE
    stands &= row.status is not OrderStatus.CANCELLED
    return OrderRow(
        id=row.id,
        number=row.number,
        store=row.store,
        marketplace=row.platform,
        source=row.source,
        status=row.status,
        visibility=row.visibility,
        buyer=row.buyer,
        items=row.items,
        quantity=row.quantity,
        total=Money(row.total, row.currency),
        placed_at=row.placed_at,
        ship_by=row.ship_by,
        tags=row.tags,
        duplicated=stands
        and any(
            bond.other_id in facts.standing_open and bond.basis not in _NO_DUPLICATE
            for bond in beside.others
        ),
        shipped_twice=bool(beside.twice),
        twin_labels=tuple(map(label_view, beside.left)),
        hold=_hold(row),
        purged=row.id in facts.purged,
        shipped_units=sum(one.shipped for one in obliged),
        units=sum(one.required for one in obliged),
        alarms=facts.alarms.get(row.id, ()),
        asks_to_cancel=row.id in facts.asks_to_cancel,
        due_lines=_due_lines(facts.called.get(row.id, {}), obliged) if row.status.is_open else (),
    )


def _due_lines(called: Mapping[int, str], obliged: Sequence[Obligation]) -> tuple[DueLine, ...]:
    """Return every line, those that are due first; () if all that needs a package is due."""
    if all(one.due == one.ordered - one.collected for one in obliged):
        return ()
    lines = [DueLine(called[one.line_no], one.due, one.ordered) for one in obliged]
    return tuple(sorted(lines, key=lambda line: not line.due))


def _hold(row: OrderSummary) -> Sentence | None:
    """Return which person or rule put an order on hold in the hub, and until when; None if none."""
    if row.status is not OrderStatus.ON_HOLD or row.why not in OUR_HOLDS:
        return None
    facts = dict(row.facts)
    ends = facts.get("until_at")
    until = end(ends if isinstance(ends, datetime) else None)
    for name, code in (("rule", "hold.rule"), ("by", "hold.by")):
        if name in facts:
            return Sentence(code, {"name": facts[name], "until": until})
    return Sentence("hold.unnamed")


def order_detail(conn: sqlite3.Connection, row: OrderRecord, now: datetime) -> OrderDetail:
    """Return everything about one order, from its ``order_queries.detail`` row."""
    order_id: int = row.id
    twins, lines = twins_of(conn, row), _lines(conn, row)
    shipped = shipments.of_orders(conn, {order_id, *_linked(twins)})
    wanted = rule_effects.requests_of(conn, order_id)
    return OrderDetail(
        row=_lone_row(conn, row),
        remote_id=row.remote_id,
        why=explanation(conn, row, now, twins),
        address=_address(conn, order_id),
        email=row.email,
        requested_service=row.requested_service,
        prime=row.prime,
        lines=lines,
        packing=packing_facts.of_order(conn, order_id).get("", ()),
        destinations=_destinations(conn, order_id, lines),
        conditions=_conditions(conn, order_id),
        twins=twins,
        shipments=tuple(shipment_view(conn, one) for one in shipped),
        labels=tuple(
            label_files.label_view(conn, one)
            for one in labels_on_paper.of_orders(conn, {one.order_id for one in shipped})
        ),
        packages_of_others=tuple(
            PackageOfOthers(one.carrier, one.tracking, sum(units for _, units in one.lines))
            for one in packages_of_others.of_purchase(conn, order_id)
            if one.tracking not in {known.tracking for known in shipped}
        ),
        notifications=tuple(
            notification_view(conn, one)
            for one in notification_queries.listing(conn, order_id=order_id)
        ),
        relays=_relays(conn, row),
        note=wanted.note,
        wished_service=wanted.service,
        wished_package=wanted.package,
        hold_until=maybe_from_ms(wanted.hold_until),
        history=_history(conn, order_id),
        ruled=tuple(
            RuledBy(one.action, one.argument, one.rule)
            for one in rule_effects.marks_of(conn, order_id)
        ),
    )


def _linked(twins: Sequence[TwinView]) -> list[int]:
    return [twin.order_id for twin in twins if twin.bond == "linked"]


def refs(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[str]:
    """Return an unambiguous name for each of these orders: ``shop:1042 (#12)``."""
    found = order_queries.rows(conn, order_ids)
    return [f"{row.store}:{row.number} (#{row.id})" for row in found]


def proposal(conn: sqlite3.Connection, row: OrderRecord, now: datetime) -> Proposal:
    """Return an order that a person must decide on, with its likely originals."""
    twins = twins_of(conn, row)
    found = tuple(twin for twin in twins if twin.bond not in ("linked", "rejected", "possible"))
    return Proposal(
        _lone_row(conn, row),
        explanation(conn, row, now, twins),
        found,
        tuple(decision_commands.confirmed_as(conn, row.id, twin.order_id) for twin in found),
        decision_commands.rejected_as(conn, row.id),
    )


def _address(conn: sqlite3.Connection, order_id: int) -> tuple[str, ...]:
    """Return the lines of the first address of an order."""
    return _address_lines(destinations.of_order(conn, order_id)[0].address)


def _address_lines(to: Address | None) -> tuple[str, ...]:
    if to is None:
        return ()
    town = " ".join(part for part in (to.city, to.state, to.postcode) if part)
    parts = (to.name, to.company, to.street1, to.street2, to.street3, town, to.country)
    return tuple(part for part in parts if part)


def _destinations(
    conn: sqlite3.Connection, order_id: int, lines: Sequence[LineView]
) -> tuple[DestinationView, ...]:
    """Return every address of an order that has several; () if it has only one."""
    found = destinations.of_order(conn, order_id)
    if len(found) == 1:
        return ()
    return tuple(
        DestinationView(
            one.remote_id,
            _address_lines(one.address),
            one.requested_service,
            sum(line.due for line in lines if line.destination == one.remote_id),
            tuple(line.line_no for line in lines if line.destination == one.remote_id),
        )
        for one in found
    )


def _conditions(conn: sqlite3.Connection, order_id: int) -> tuple[ConditionView, ...]:
    gone = conditions.overruled(conn, order_id)
    return tuple(
        ConditionView(one, Sentence(CONDITION_WORD[one]), one in gone, one in OVERRULABLE)
        for one in conditions.of_order(conn, order_id)
    )


def _lines(conn: sqlite3.Connection, row: OrderRecord) -> tuple[LineView, ...]:
    """Return the lines; nothing is due of an order that is shipped or cancelled."""
    obliged = {one.line_no: one for one in obligations.of_order(conn, row.id)}
    facts = packing_facts.of_order(conn, row.id)
    found = []
    for line in order_queries.lines(conn, row.id):
        one = obliged[line.line_no]
        gone = one.due if row.status is OrderStatus.SHIPPED else 0
        cancelled = one.due if row.status is OrderStatus.CANCELLED else 0
        collected = one.ordered - one.cancelled - one.refunded - one.required
        found.append(
            LineView(
                line.sku,
                line.title,
                line.quantity,
                one.shipped,
                Money(line.price, line.currency),
                line.line_no,
                due=one.due - gone - cancelled,
                cancelled=one.cancelled + cancelled,
                refunded=min(one.refunded, one.ordered - one.cancelled),
                collected=max(0, collected) if line.physical else 0,
                digital=0 if line.physical else max(0, collected),
                shipped_here=one.here,
                shipped_by_others=one.others,
                no_package=gone,
                surplus=one.surplus,
                destination=one.destination,
                packing=facts.get(line.remote_id, ()),
            )
        )
    return tuple(found)


def _history(conn: sqlite3.Connection, order_id: int) -> tuple[Happening, ...]:
    """Return an order's events by time, including statements by which persons settled acts."""
    found = [
        Happening(
            row.at,
            Sentence(_EVENT[row.kind], row.data),
            row.by,
        )
        for row in event_log.of_order(conn, order_id)
    ]
    for row in acts.seen_by_persons(conn, order_id):
        at = row.settled_at
        what = Sentence("event.seen", {"act": ACT_WORD[row.kind], "saw": row.saw})
        place = next((n for n in range(len(found), 0, -1) if found[n - 1].at <= at), 0)
        found.insert(place, Happening(at, what, row.settled_by))
    return tuple(found)


def _relays(conn: sqlite3.Connection, row: OrderRecord) -> tuple[Relay, ...]:
    """Return the marketplace that the shop notifies of a copy's shipment (A2).

    Return () for any order except a shipped copy that has no original in the hub.
    """
    source, shop = row.source.platform, row.platform
    if not shop.is_shop or source is None:
        return ()
    if order_states.original_of(conn, row.id) is not None or not shipments.live(conn, row.id):
        return ()
    return (Relay(source, shop),)
