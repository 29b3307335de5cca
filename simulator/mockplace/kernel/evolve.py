"""Apply events to the state: only this module, order_status and the platforms write the state."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from mockplace.kernel import combined_orders, order_status
from mockplace.kernel import events as happened
from mockplace.kernel.inventory import evolve_inventory
from mockplace.kernel.inventory.listing_ids import NOT_LISTED
from mockplace.kernel.inventory.listings import InventoryEvent
from mockplace.kernel.label_quotes import MOST_QUOTES
from mockplace.kernel.manual_shipments import SentByHand
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.stale_reads import remembered
from mockplace.kernel.state import State

#: How many e-mails are kept.
_MOST_MAILS = 10_000


def evolve(state: State, event: happened.Event) -> None:
    """Apply one event to the state: the kernel's part, then the platforms' parts."""
    of_platforms = PLATFORMS.evolve(type(event))
    own = _evolve.dispatch(type(event))
    if own is not _not_an_event or not of_platforms:
        own(event, state)
    for write in of_platforms:
        write(event, state)


def _not_an_event(event: object, state: State) -> None:
    raise TypeError(f"not an event: {event!r}")


_evolve = singledispatch(_not_an_event)


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
        place, copy = (order.mirrors_store, order.mirrors), (order.store, order.order_id)
        if state.copies.setdefault(place, copy) != copy:
            state.more_copies[place] = (*state.more_copies.get(place, ()), copy)
    else:
        state.bought[order.purchase] = (order.store, order.order_id)


@_evolve.register
def _combined(event: combined_orders.Combined, state: State) -> None:
    combined_orders.written(event, state)


@_evolve.register
def _paid(event: happened.Paid, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    order.status = "open"
    order.paid = True


@_evolve.register
def _cancelled(event: happened.Cancelled, state: State) -> None:
    touched(state, event.store, event.order_id, event.at).status = "cancelled"


@_evolve.register
def _package_put(event: happened.PackagePut, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    places = [n for n, p in enumerate(order.packages) if p.package_id == event.package.package_id]
    if places:
        order.packages[places[0]] = event.package
    else:
        order.packages.append(event.package)
        order.packages_made += 1
    order_status.recount(order, event.at)


@_evolve.register
def _package_gone(event: happened.PackageGone, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    order.packages = [p for p in order.packages if p.package_id != event.package_id]
    order_status.recount(order, event.at)


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
    order = touched(state, event.store, event.order_id, event.at)
    found = event.cancellation
    kept = [one for one in order.cancellations if one.cancel_id != found.cancel_id]
    order.cancellations = [*kept, found]
    state.cancellations[event.store, found.cancel_id] = event.order_id


@_evolve.register
def _lines_cancelled(event: happened.LinesCancelled, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    for line in order.lines:
        line.cancelled += event.units.get(line.line_id, 0)
    if order.status != "unpaid":
        order_status.recount(order, event.at)


@_evolve.register
def _collected(event: happened.Collected, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    for line in order.lines:
        line.collected += event.units.get(line.line_id, 0)
    order_status.recount(order, event.at)


@_evolve.register
def _address_changed(event: happened.AddressChanged, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    before = order.destinations.get(event.address_id, order.buyer)
    earlier = (event.at, event.address_id, before)
    order.earlier_addresses = (*order.earlier_addresses, earlier)
    if event.address_id:
        order.destinations = {**order.destinations, event.address_id: event.person}
    else:
        order.buyer = event.person


@_evolve.register
def _lines_edited(event: happened.LinesEdited, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    before = {line.line_id for line in order.lines}
    added = sum(line.line_id not in before for line in event.lines)
    once = order.once_ordered
    most = {
        line.line_id: max(line, once.get(line.line_id, line), key=lambda one: one.quantity)
        for line in order.lines
    }
    order.once_ordered = once | most
    order.lines_made = max(order.lines_made, len(order.lines)) + added
    order.lines = [replace(line) for line in event.lines]
    order_status.recount(order, event.at)


@_evolve.register
def _refunded(event: happened.Refunded, state: State) -> None:
    order = touched(state, event.store, event.order_id, event.at)
    order.refunds.append(event.refund)
    state.refunds[event.store, event.refund.refund_id] = event.order_id


@_evolve.register
def _sent_by_hand(event: SentByHand, state: State) -> None:
    state.by_hand[event.package.tracking] = event.package


@_evolve.register
def _inventory(event: InventoryEvent, state: State) -> None:
    evolve_inventory.written(event, state)


def touched(state: State, store: str, order_id: str, at: int) -> PlatformOrder:
    """Keep an order's previous version; return the order, marked as modified at *at*."""
    order = state.orders[store, order_id]
    if at > order.modified_at:  # events at the same time count as one change
        state.history.keep(remembered(order), at)
    state.stores[store].touch(order, at)
    order.version += 1
    return order
