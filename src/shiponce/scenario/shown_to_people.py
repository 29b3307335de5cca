"""What the hub shows to people, as data for the judge of the simulated world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mockplace.kernel.confirmations import remaining
from mockplace.kernel.judge import ShownToPeople
from mockplace.kernel.world import World
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.hub import Hub
from shiponce.views.orders import Grid, OrderDetail

#: An order on its platform: (store, the platform's order id).
Place = tuple[str, str]

#: The lists of orders that are open, but not ready to be shipped.
_WAITING = (Grid.ON_HOLD, Grid.AWAITING_PAYMENT, Grid.PENDING_FULFILLMENT, Grid.HELD)

#: The kinds of excluded orders whose units no other order shows.
_NOT_IMPORTED = ("not_importable", "quarantine")


def shown_to_people(hub: Hub, details: Sequence[OrderDetail]) -> ShownToPeople:
    """Return what a person finds in the hub; *details* is every order in it."""
    places = {detail.row.id: _place(detail) for detail in details}
    stores = hub.stores.rows()
    listed = [(row.store, row.remote_id) for row in hub.orders.excluded()]
    labels = [one for detail in details for one in detail.shipments if one.tracking]
    waiting = [order for grid in _WAITING for order in hub.orders.ids(grid)]
    return ShownToPeople(
        stores=frozenset(store.name for store in stores if store.live),
        silenced=frozenset(store.name for store in stores if not store.notifications_on),
        ready=frozenset(places[order] for order in hub.orders.ids(Grid.AWAITING_SHIPMENT)),
        shown=frozenset([*(places[order] for order in waiting), *listed]),
        labels=frozenset([*(one.tracking for one in labels), *(a.key for a in hub.acts.rows())]),
        live=frozenset(one.tracking for one in labels if one.state is ShipmentState.LABELLED),
        stopped=frozenset(_stopped(hub, details)),
        warned=frozenset(_place(detail) for detail in details if detail.why.warnings),
    )


def open_units(hub: Hub, details: Sequence[OrderDetail]) -> dict[Place, int | Mapping[str, int]]:
    """Return what the hub shows as still to be shipped: order → units by SKU.

    An order that was cancelled in the hub counts if the hub warns that its buyer still waits, but
    not a hidden one: its original shows the units. An order with one SKU on several lines has only
    the sum of its units.
    """
    lists = (Grid.AWAITING_SHIPMENT, *_WAITING)
    visible = {order for grid in lists for order in hub.orders.ids(grid)}
    warned = {
        one.row.id
        for one in details
        if one.why.warnings
        and one.row.status is OrderStatus.CANCELLED
        and one.row.visibility is not Visibility.HIDDEN
    }
    return {
        _place(detail): _due(detail)
        for detail in details
        if detail.row.id in visible | warned and not _is_proposed_beside(detail, visible)
    }


def units_not_imported(hub: Hub, world: World) -> dict[Place, int | Mapping[str, int]]:
    """Return the units of each order that the hub lists as one that it cannot import.

    The list names only the order; its units are those that its platform shows as unshipped.
    """
    found: dict[Place, int | Mapping[str, int]] = {}
    for row in hub.orders.excluded():
        order = world.orders.get((row.store, row.remote_id))
        if row.kind in _NOT_IMPORTED and order is not None and order.status == "open":
            found[row.store, row.remote_id] = remaining(order)
    return found


def _place(detail: OrderDetail) -> Place:
    return detail.row.store, detail.remote_id


def _due(detail: OrderDetail) -> int | Mapping[str, int]:
    due = {line.sku: line.due for line in detail.lines}
    if len(due) < len(detail.lines):
        return sum(line.due for line in detail.lines)
    return {sku: units for sku, units in due.items() if units}


def _is_proposed_beside(detail: OrderDetail, visible: set[int]) -> bool:
    """Return True for an order to decide whose likely original is open: its units show there."""
    return detail.row.visibility is Visibility.HELD and any(
        twin.bond == "proposed" and twin.order_id in visible for twin in detail.twins
    )


def _stopped(hub: Hub, details: Sequence[OrderDetail]) -> Iterator[Place]:
    by_number = {(detail.row.store, detail.row.number): _place(detail) for detail in details}
    for one in hub.notifications.rows():
        if one.state is NotificationState.STOPPED and one.reason is not None:
            yield by_number.get((one.store, one.target_number), (one.store, one.target_number))
