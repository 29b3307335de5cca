"""What the hub shows to people, as data for the judge of the simulated world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from mockplace.kernel.confirmations import remaining
from mockplace.kernel.judge import ShownToPeople
from mockplace.kernel.world import World
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.hub import Hub
from shiponce.views.orders import Grid, OrderDetail

#: A store's name in the hub → the account of the world, for stores whose names differ: none.
_SAME: Mapping[str, str] = {}
#: An order on its platform: (store, the platform's order id).
Place = tuple[str, str]

#: The lists of orders that are open, but not ready to be shipped.
_WAITING = (Grid.ON_HOLD, Grid.AWAITING_PAYMENT, Grid.PENDING_FULFILLMENT, Grid.HELD)

#: The kinds of excluded orders whose units no other order shows.
_NOT_IMPORTED = ("not_importable", "quarantine")


def shown_to_people(
    hub: Hub,
    details: Sequence[OrderDetail],
    accounts: Mapping[str, str] = _SAME,
    others: Sequence[tuple[Hub, Sequence[OrderDetail]]] = (),
) -> ShownToPeople:
    """Return what a person finds in the hub; *details* is every order in it.

    *accounts* names the world's account of each store that has another name in the hub.

    What *others*, other hubs of the same merchant, know of labels is known too. Which orders they
    show is left out, because each hub has its own list of the same orders.
    """
    place_of = _places(accounts)
    places = {detail.row.id: place_of(detail) for detail in details}
    stores = hub.stores.rows()
    listed = [(accounts.get(row.store, row.store), row.remote_id) for row in hub.orders.excluded()]
    elsewhere = [shown_to_people(other, orders) for other, orders in others]
    labels = [label for detail in details for label in detail.shipments if label.tracking]
    waiting = [order for grid in _WAITING for order in hub.orders.ids(grid)]
    return ShownToPeople(
        stores=frozenset(accounts.get(store.name, store.name) for store in stores if store.live),
        silenced=frozenset(
            accounts.get(store.name, store.name) for store in stores if not store.notifications_on
        ),
        ready=frozenset(places[order] for order in hub.orders.ids(Grid.AWAITING_SHIPMENT)),
        shown=frozenset([*(places[order] for order in waiting), *listed]),
        labels=frozenset(
            [*(label.tracking for label in labels), *(a.key for a in hub.acts.rows())]
        ).union(*(shown.labels for shown in elsewhere)),
        live=frozenset(
            label.tracking for label in labels if label.state is ShipmentState.LABELLED
        ).union(*(shown.live for shown in elsewhere)),
        stopped=frozenset(_stopped(hub, details, accounts)),
        warned=frozenset(place_of(detail) for detail in details if detail.why.warnings),
    )


def open_units(
    hub: Hub, details: Sequence[OrderDetail], accounts: Mapping[str, str] = _SAME
) -> dict[Place, int | Mapping[str, int]]:
    """Return what the hub shows as still to be shipped: order → units by SKU.

    An order that was cancelled in the hub counts if the hub warns that its buyer still waits. A
    hidden order does not count: its original shows the units. If several lines of an order have the
    same SKU, their units are added up.
    """
    lists = (Grid.AWAITING_SHIPMENT, *_WAITING)
    visible = {order for grid in lists for order in hub.orders.ids(grid)}
    warned = {
        detail.row.id
        for detail in details
        if detail.why.warnings
        and detail.row.status is OrderStatus.CANCELLED
        and detail.row.visibility is not Visibility.HIDDEN
    }
    place_of = _places(accounts)
    found: dict[Place, int | Mapping[str, int]] = {}
    for detail in details:
        if detail.row.id in visible | warned and not _is_proposed_beside(detail, visible):
            place, due = place_of(detail), _due(detail)
            found[place] = _both(found[place], due) if place in found else due
    return found


def _both(
    first: int | Mapping[str, int], second: int | Mapping[str, int]
) -> int | Mapping[str, int]:
    """Return the units of an order that a hub shows twice."""
    if isinstance(first, int) or isinstance(second, int):
        return _sum(first) + _sum(second)
    return Counter(first) + Counter(second)


def _sum(units: int | Mapping[str, int]) -> int:
    return units if isinstance(units, int) else sum(units.values())


def units_not_imported(
    hub: Hub, world: World, accounts: Mapping[str, str] = _SAME
) -> dict[Place, int | Mapping[str, int]]:
    """Return the units of each order that the hub lists as one that it cannot import.

    The list names only the order; its units are those that its platform shows as unshipped.
    """
    found: dict[Place, int | Mapping[str, int]] = {}
    for row in hub.orders.excluded():
        place = accounts.get(row.store, row.store), row.remote_id
        order = world.orders.get(place)
        if row.kind in _NOT_IMPORTED and order is not None and order.status == "open":
            found[place] = remaining(order)
    return found


def _places(accounts: Mapping[str, str]) -> Callable[[OrderDetail], Place]:
    return lambda detail: (accounts.get(detail.row.store, detail.row.store), detail.remote_id)


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


def _stopped(
    hub: Hub, details: Sequence[OrderDetail], accounts: Mapping[str, str]
) -> Iterator[Place]:
    place_of = _places(accounts)
    by_number = {(detail.row.store, detail.row.number): place_of(detail) for detail in details}
    for sent in hub.notifications.rows():
        if sent.state is NotificationState.STOPPED and sent.reason is not None:
            here = accounts.get(sent.store, sent.store), sent.target_number
            yield by_number.get((sent.store, sent.target_number), here)
