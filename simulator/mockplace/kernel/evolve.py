"""How events change the state: the only place that writes it."""

from __future__ import annotations

from functools import singledispatch

from mockplace.kernel import events as happened
from mockplace.kernel.inventory import evolve_inventory
from mockplace.kernel.inventory.listings import ShelfEvent
from mockplace.kernel.label_quotes import MOST_QUOTES
from mockplace.kernel.manual_shipments import SentByHand
from mockplace.kernel.past_views import remembered
from mockplace.kernel.place_order import NOT_LISTED
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.amazon.rules.feeds import rules as feeds
from mockplace.platforms.carrier.rules import labels_and_pickups

#: BigCommerce status id → what it means in the world's words; the rest are open.
STATUS_WORDS = {
    0: "unpaid", 1: "unpaid", 2: "shipped", 3: "partial", 4: "cancelled", 5: "cancelled",
    6: "cancelled", 7: "unpaid", 10: "shipped",
}  # fmt: skip


#: E-mails that are remembered.
_MOST_MAILS = 10_000


def evolve(state: State, event: happened.Event) -> None:
    """Writes one event into the state."""
    _evolve(event, state)


@singledispatch
def _evolve(event: object, state: State) -> None:
    raise TypeError(f"not an event: {event!r}")


@_evolve.register
def _placed(event: happened.Placed, state: State) -> None:
    order = event.order
    state.orders[order.store, order.order_id] = order
    state.stores[order.store].add(order)
    for line in order.lines:
        if line.listing_id != NOT_LISTED:
            state.listings[order.store, line.sku] = line.listing_id
            state.taken.add((order.store, line.listing_id))
    if order.mirrors:
        state.copies[order.mirrors_store, order.mirrors] = (order.store, order.order_id)
    else:
        state.bought[order.purchase] = (order.store, order.order_id)


@_evolve.register
def _paid(event: happened.Paid, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    order.status = "open"
    order.status_id = 11
    order.paid = True


@_evolve.register
def _cancelled(event: happened.Cancelled, state: State) -> None:
    _touched(state, event.store, event.order_id, event.at).status = "cancelled"


@_evolve.register
def _parcel_put(event: happened.ParcelPut, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    places = [n for n, p in enumerate(order.parcels) if p.parcel_id == event.parcel.parcel_id]
    if places:
        order.parcels[places[0]] = event.parcel
    else:
        order.parcels.append(event.parcel)
        order.parcels_made += 1
    _count(order, event.at)


@_evolve.register
def _parcel_gone(event: happened.ParcelGone, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    order.parcels = [p for p in order.parcels if p.parcel_id != event.parcel_id]
    _count(order, event.at)


@_evolve.register
def _status_set(event: happened.StatusSet, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    order.status_id = event.status_id
    order.status = _word(order, event.status_id)
    order.paid = order.paid or order.status not in ("unpaid", "cancelled")
    if order.status == "shipped" and not order.shipped_at:
        order.shipped_at = event.at


@_evolve.register
def _written(event: happened.Written, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    order.written.update(event.texts)


@_evolve.register
def _relayed(event: happened.Relayed, state: State) -> None:
    state.orders[event.store, event.order_id].relayed = True
    state.relays.extend(event.notes)


@_evolve.register
def _relay_due(event: happened.RelayDue, state: State) -> None:
    state.orders[event.store, event.order_id].relay_due = True


@_evolve.register
def _label_put(event: happened.LabelPut, state: State) -> None:
    label = event.label
    state.labels[label.shipment_id] = label
    if label.quote_id:
        state.sold[label.quote_id] = label.shipment_id
    if label.key:
        state.keys[label.store, label.key] = label.shipment_id


@_evolve.register
def _quoted(event: happened.Quoted, state: State) -> None:
    state.quotes[event.quote.quote_id] = event.quote
    if len(state.quotes) > MOST_QUOTES:
        del state.quotes[next(iter(state.quotes))]


@_evolve.register
def _mailed(event: happened.Mailed, state: State) -> None:
    state.mails.append(event.mail)
    del state.mails[:-_MOST_MAILS]


@_evolve.register
def _cancellation_put(event: happened.CancellationPut, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    found = event.cancellation
    kept = [one for one in order.cancellations if one.cancel_id != found.cancel_id]
    order.cancellations = [*kept, found]
    state.cancellations[event.store, found.cancel_id] = event.order_id


@_evolve.register
def _lines_cancelled(event: happened.LinesCancelled, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    for line in order.lines:
        line.cancelled += event.units.get(line.line_id, 0)
    if order.status != "unpaid":
        _count(order, event.at)


@_evolve.register
def _refunded(event: happened.Refunded, state: State) -> None:
    order = _touched(state, event.store, event.order_id, event.at)
    order.refunds.append(event.refund)
    state.refunds[event.store, event.refund.refund_id] = event.order_id


@_evolve.register
def _archived(event: happened.Archived, state: State) -> None:
    _touched(state, event.store, event.order_id, event.at).archived = True
    state.stores[event.store].archived.add(event.order_id)


def _word(order: PlatformOrder, status_id: int) -> str:
    """What a status means; a refund does not make what was shipped less shipped."""
    if status_id in (4, 14) and any(line.fulfilled for line in order.lines):
        left = any(line.fulfilled < line.quantity for line in order.lines if line.physical)
        return "partial" if left else "shipped"
    return STATUS_WORDS.get(status_id, "open")


@_evolve.register
def _sent_by_hand(event: SentByHand, state: State) -> None:
    state.by_hand[event.package.tracking] = event.package


_evolve.register(happened.CarrierLabelPut, labels_and_pickups.put)
_evolve.register(happened.DocumentPut, feeds.put_document)
_evolve.register(happened.FeedPut, feeds.put_feed)


@_evolve.register
def _shelf(event: ShelfEvent, state: State) -> None:
    evolve_inventory.written(event, state)


def _touched(state: State, store: str, order_id: str, at: int) -> PlatformOrder:
    order = state.orders[store, order_id]
    if at > order.modified_at:  # what happens at one moment is one change
        state.history.keep(remembered(order), at)
    state.stores[store].touch(order, at)
    order.version += 1
    return order


def _count(order: PlatformOrder, at: int) -> None:
    """Counts fulfilled units from the parcels, and on a marketplace the status from the units."""
    for line in order.lines:
        line.fulfilled = sum(parcel.units.get(line.line_id, 0) for parcel in order.parcels)
    if order.platform == "bigcommerce" or order.status == "cancelled":
        return  # BigCommerce's status is its own, and deleting a shipment does not take it back
    lines = [line for line in order.lines if line.quantity > line.cancelled] or order.lines
    lines = [line for line in lines if line.physical] or lines
    if all(line.fulfilled >= line.quantity - line.cancelled for line in lines):
        order.status = "shipped"
        order.shipped_at = order.shipped_at or at
    elif any(line.fulfilled for line in lines):
        order.status = "partial"
    else:
        order.status = "open"
        order.shipped_at = 0
