"""From rows of the file to view-models: what every face shows, and no rule."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from shiponce.decisions.double_shipments import Basis
from shiponce.decisions.rule_reasons import end, told
from shiponce.domain.act import ActState
from shiponce.domain.event import EVENT_KINDS
from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState, void_way
from shiponce.domain.store import Store
from shiponce.persistence import (
    acts,
    disconnected_orders,
    event_log,
    order_queries,
    order_states,
    outbox,
    purge_records,
    rule_effects,
    rule_requests,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.disconnected_orders import DisconnectedOrder
from shiponce.persistence.excluded_and_quarantined import Record
from shiponce.persistence.json_columns import unpack_trouble
from shiponce.persistence.order_queries import OrderRecord, OrderSummary
from shiponce.persistence.outbox import ListedNotification
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.timestamps import maybe_from_ms
from shiponce.services.notifying.buyer_emails import second_email, shop_emails
from shiponce.services.shipping.double_shipments import (
    Standing,
    all_doubles,
    facts_of_twice,
    label_view,
    standing,
    standings,
)
from shiponce.services.shipping.on_hold import OUR_HOLDS
from shiponce.services.view_models.explain_order import explanation, twins_of
from shiponce.views.matching import DoubleShipment, Proposal
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import (
    ExcludedRow,
    Happening,
    LineView,
    OrderDetail,
    OrderRow,
    Relay,
    RuledBy,
)
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView
from shiponce.views.stores import StoreRow
from shiponce.words.domain_words import ACT_WORD
from shiponce.words.families import Family

_EVENT = Family("event.{}", EVENT_KINDS)


def order_rows(conn: sqlite3.Connection, found: Sequence[OrderSummary]) -> tuple[OrderRow, ...]:
    """Grid lines, each knowing what else there is of its purchase."""
    beside = standings(conn, [row.id for row in found])
    others = {bond.other_id for one in beside.values() for bond in one.others}
    standing_open = order_queries.standing_open(conn, sorted(others))
    order_ids = [row.id for row in found]
    purged, left = purge_records.of_orders(conn, order_ids), shipments.left_of(conn, order_ids)
    return tuple(
        _order_row(row, beside.get(row.id, Standing()), standing_open, purged, left)
        for row in found
    )


def _lone_row(conn: sqlite3.Connection, row: OrderRecord) -> OrderRow:
    beside = standing(conn, row.id)
    others = [bond.other_id for bond in beside.others]
    purged = purge_records.of_orders(conn, [row.id])
    left = shipments.left_of(conn, [row.id])
    return _order_row(row, beside, order_queries.standing_open(conn, others), purged, left)


def _order_row(
    row: OrderSummary,
    beside: Standing,
    standing_open: frozenset[int],
    purged: Collection[int],
    left: Mapping[int, tuple[int, int]],
) -> OrderRow:
    shipped_units, units = left.get(row.id, (0, 0))
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
            bond.other_id in standing_open and bond.basis not in (Basis.LINKED, Basis.COPIES)
            for bond in beside.others
        ),
        shipped_twice=bool(beside.twice),
        twin_labels=tuple(map(label_view, beside.left)),
        hold=_hold(row),
        purged=row.id in purged,
        shipped_units=shipped_units,
        units=units,
    )


def _hold(row: OrderSummary) -> Sentence | None:
    """Who or which rule holds an order here, and until when; None where nobody here does."""
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
    """Everything of one order, from its ``reading.detail`` row."""
    order_id: int = row.id
    twins = twins_of(conn, row)
    wanted = rule_requests.of(conn, order_id)
    family = {order_id, *(twin.order_id for twin in twins if twin.bond == "linked")}
    return OrderDetail(
        row=_lone_row(conn, row),
        remote_id=row.remote_id,
        why=explanation(conn, row, now, twins),
        address=_address(row),
        email=row.email,
        requested_service=row.requested_service,
        prime=row.prime,
        lines=_lines(conn, order_id),
        twins=twins,
        shipments=tuple(shipment_view(conn, one) for one in shipments.of_orders(conn, family)),
        notifications=tuple(
            notification_view(conn, one) for one in outbox.listing(conn, order_id=order_id)
        ),
        relays=_relays(conn, row),
        note=wanted.note,
        wished_service=wanted.service,
        wished_package=wanted.package,
        hold_until=maybe_from_ms(wanted.hold_until),
        history=_history(conn, order_id),
        ruled=tuple(
            RuledBy(one.action, one.argument, one.rule) for one in rule_effects.of(conn, order_id)
        ),
    )


def refs(conn: sqlite3.Connection, order_ids: Sequence[int]) -> list[str]:
    """Return what names each of these orders and no other one: ``shop:1042 (#12)``."""
    found = order_queries.rows(conn, order_ids)
    return [f"{row.store}:{row.number} (#{row.id})" for row in found]


def proposal(conn: sqlite3.Connection, row: OrderRecord, now: datetime) -> Proposal:
    """A held order with its likely originals, from its ``reading.detail`` row."""
    twins = twins_of(conn, row)
    return Proposal(
        _lone_row(conn, row),
        explanation(conn, row, now, twins),
        tuple(twin for twin in twins if twin.bond not in ("linked", "rejected")),
    )


def listed_row(row: Record) -> ExcludedRow:
    """An order that was kept out, from its record with the store's name."""
    origin = f"{row.origin_platform} {row.origin_value}" if row.origin_value else ""
    return ExcludedRow(
        row.id,
        row.store,
        row.remote_id,
        row.kind,
        _why_listed(row),
        origin,
        row.at,
        row.tries,
        Sentence("undo.listed_rule", {"id": row.id}) if row.kind == "rule" else None,
    )


def _why_listed(row: Record) -> Sentence:
    """The rule with its criteria; a record from before those were kept names the rule alone."""
    facts = dict(row.facts)
    code: str = row.code
    if code == "listed.rule":
        return Sentence(code if "tests" in facts else "listed.rule_unnamed", told(facts))
    return Sentence(code, facts)


def excluded_row(row: DisconnectedOrder) -> ExcludedRow:
    """An order that is excluded because its store is disconnected."""
    origin = f"{row.origin_platform} {row.origin_value}" if row.origin_value else ""
    facts = dict(row.facts) | {"store": row.store, "number": row.number}
    return ExcludedRow(
        0,
        row.store,
        row.remote_id,
        "disconnected",
        Sentence(row.why, facts),
        origin,
        row.decided_at,
        undo=Sentence("undo.store_disconnected", facts | {"store": shlex.quote(row.store)}),
        order_id=row.id,
    )


def _address(row: OrderRecord) -> tuple[str, ...]:
    town = " ".join(part for part in (row.city, row.state, row.postcode) if part)
    parts = (row.name, row.street1, row.street2, town, row.country)
    return tuple(part for part in parts if part)


def _lines(conn: sqlite3.Connection, order_id: int) -> tuple[LineView, ...]:
    gone = shipments.shipped_units(conn, order_id)
    return tuple(
        LineView(
            line.sku,
            line.title,
            line.quantity,
            gone.get(line.line_no, 0),
            Money(line.price, line.currency),
            line.line_no,
        )
        for line in order_queries.lines(conn, order_id)
    )


def _history(conn: sqlite3.Connection, order_id: int) -> tuple[Happening, ...]:
    """What happened, and what persons said they saw: that stands in the ledger, for each once."""
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
    """A shipped BigCommerce copy without an original here: BigCommerce passes it on (A2)."""
    source, shop = row.source.platform, row.platform
    if not shop.is_shop or source is None:
        return ()
    if order_states.original_of(conn, row.id) is not None or not shipments.live(conn, row.id):
        return ()
    return (Relay(source, shop),)


def shipment_view(conn: sqlite3.Connection, row: Shipment) -> ShipmentView:
    """One shipment as the faces show it; the price of a shared label stands with one order."""
    shared = row.combined_with is not None
    together = shipments.orders_under(conn, row.id)
    return ShipmentView(
        row.id,
        row.order_id,
        row.state,
        row.route,
        row.carrier,
        row.service,
        row.tracking,
        None if shared else row.price,
        row.shipped_at,
        row.by,
        void_way(row.route, row.remote_id),
        together,
        together[0] if shared and row.cost is not None else "",
    )


def notification_view(conn: sqlite3.Connection, row: ListedNotification) -> NotificationView:
    """One notice as the faces show it, from its ``notices.listing`` row."""
    return NotificationView(
        id=row.id,
        shipment_id=row.shipment_id,
        order_id=row.shipped_id,
        order_number=row.shipped_number,
        target_number=row.target_number,
        store=row.store,
        platform=row.platform,
        state=NotificationState(row.state),
        attempts=row.attempts,
        next_at=_next_at(row),
        reason=_reason(row),
        carrier=row.carrier,
        tracking=row.tracking,
        sent_at=row.sent_at,
        ship_by=row.ship_by,
        corrects=row.corrects or "",
        second_email=_second_email(conn, row),
    )


#: States in which something is still to be sent, or a person is waited for.
_OPEN = (NotificationState.PENDING, NotificationState.SENDING, NotificationState.STOPPED)


def _second_email(conn: sqlite3.Connection, row: ListedNotification) -> Sentence | None:
    if row.state not in _OPEN or row.target_id is None or row.platform.is_marketplace:
        return None
    return second_email(conn, row.target_id)


def _waited_for(row: ListedNotification) -> datetime | None:
    """Return until when it waits for the notification before it; None: it does not."""
    waits = row.after_state is not None and row.after_state not in outbox.RELEASING
    return row.wait_until if waits else None


def _next_at(row: ListedNotification) -> datetime | None:
    if row.next_at is None:
        return None
    return max(row.next_at, _waited_for(row) or row.next_at)


def _reason(row: ListedNotification) -> Sentence | None:
    if row.void_state and row.next_at is not None:
        is_open = row.void_state is ActState.OPEN
        return Sentence("notice.void_under_way" if is_open else "notice.void_unknown", {})
    if row.code:
        return Sentence(row.code, row.facts)
    waited_for = _waited_for(row)
    if row.next_at is not None and waited_for is not None:
        return Sentence("notice.waits", {"until_at": waited_for})
    return None


def store_row(
    conn: sqlite3.Connection, store: Store, number: int, now: datetime, stale_after: timedelta
) -> StoreRow:
    """A store with its switch and how its import stands."""
    changed_at, changed_by = stores.switch_of(conn, store.id)
    state = stores.import_state(conn, store.id)
    trouble = None
    if state.trouble and store.live:
        trouble = Sentence(*unpack_trouble(state.trouble))
    return StoreRow(
        store.id,
        store.name,
        store.platform,
        store.account,
        store.integration,
        store.notifications_on,
        changed_at,
        changed_by,
        state.imported_at,
        trouble,
        number,
        store.replaced,
        state.swept_at,
        state.sweep_found,
        _stale(store, state.imported_at, now, stale_after) if store.live else None,
        store.market,
        store.prime_to_awaiting,
        store.buy_shipping,
        stores.disconnected_at(conn, store.id),
        disconnected_orders.count_of(conn, store.id) if store.disconnected else 0,
        None if store.platform.is_marketplace else shop_emails(conn, store),
    )


def _stale(
    store: Store, imported_at: datetime | None, now: datetime, after: timedelta
) -> Sentence | None:
    """What a person should know of a store that has not been heard of for long."""
    if imported_at is None or now - imported_at <= after:
        return None
    hours = int((now - imported_at) / timedelta(hours=1))
    return Sentence("warning.stale_store", {"store": store.name, "n": hours})


def double_shipments(conn: sqlite3.Connection) -> tuple[DoubleShipment, ...]:
    """Every purchase with more live labels than units sold (W7)."""
    return tuple(_double(conn, labels) for labels in all_doubles(conn))


def _double(conn: sqlite3.Connection, labels: Sequence[same_purchase.Held]) -> DoubleShipment:
    numbers = {one.order_id: one.number for one in labels}
    return DoubleShipment(
        same_purchase.origin(conn, list(numbers)),
        tuple(numbers.values()),
        tuple(dict.fromkeys(f"{one.carrier} {one.tracking}" for one in labels)),
        tuple(map(label_view, labels)),
        tuple(Sentence("warning.shipped_twice", facts) for facts in facts_of_twice(labels)),
    )
