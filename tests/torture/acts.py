"""What a hub does that leaves the house, each in a market that was brought so far that it can."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from mockplace.kernel.fault_plan import Fault
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.hub import Hub
from tests.promises.merchant import MINUTE, Trade
from tests.torture.beyond import Work
from tests.torture.scene import TOLD, option, pass_by, remote, take_in


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a hub does, in a market that was brought so far that it can."""

    name: str
    prepare: Callable[[Trade], Work]


def _bought(trade: Trade, *stores: str) -> list[str]:
    """Orders of four mugs, and one more in each store that something can be mistaken for."""
    orders = [trade.buy(store, ("MUG", 4)) for store in stores]
    for store in stores:
        trade.buy(store, ("JAR", 1))
    trade.world.advance_to(trade.world.now + 60 * MINUTE)  # so that the past has them too
    take_in(trade)
    return [remote(order) for order in orders]


def _ship(trade: Trade, store: str, carrier: str, units: int = 0) -> Work:
    (order,) = _bought(trade, store)
    code = option(trade, trade.hub.orders.find(order), carrier)

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        order_id = hub.orders.find(order)
        lines = {hub.orders.detail(order_id).lines[0].line_no: units} if units else None
        hub.shipping.ship(order_id, code, lines=lines)

    return work


def import_and_ship(trade: Trade) -> Work:
    """The whole way of a purchase: imported, bought for, told."""
    order = trade.buy("amz", ("MUG", 2))

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        hub.imports.run_all()
        hub.shipping.ship(hub.orders.find(remote(order)), "house:ground")
        for _ in range(3):
            hub.tick()
            wait(3)

    return work


def _void(trade: Trade, store: str, carrier: str, told: bool) -> Work:
    (order,) = _bought(trade, store)
    order_id = trade.hub.orders.find(order)
    shipment = trade.hub.shipping.ship(order_id, option(trade, order_id, carrier)).id
    if told:
        pass_by(trade, 5)

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        hub.shipping.void(shipment)

    return work


def _confirm(trade: Trade, store: str, carrier: str, units: int = 0) -> Work:
    (order,) = _bought(trade, store)
    order_id = trade.hub.orders.find(order)
    lines = {trade.hub.orders.detail(order_id).lines[0].line_no: units} if units else None
    trade.hub.shipping.ship(order_id, option(trade, order_id, carrier), lines=lines)

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        for _ in range(3):
            hub.tick()
            wait(3)

    return work


def correct(trade: Trade) -> Work:
    """The stores were told of a label that was voided: they are told of the one in its place."""
    (order,) = _bought(trade, "amz")
    order_id = trade.hub.orders.find(order)
    first = trade.hub.shipping.ship(order_id, option(trade, order_id, "house")).id
    pass_by(trade, 5)
    trade.hub.shipping.void(first)
    trade.hub.shipping.ship(order_id, option(trade, order_id, "house"))

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        for _ in range(3):
            hub.tick()
            wait(3)

    return work


def emails(trade: Trade) -> Work:
    """A shop's own e-mails are switched off."""
    _bought(trade, "amz", "bay")

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        hub.stores.switch_emails("shop", on=False, confirmed=True)

    return work


def settle_purchase(trade: Trade) -> Work:
    """A person says which label it was whose answer was lost, and whom nobody could ask."""
    (order,) = _bought(trade, "amz")
    order_id = trade.hub.orders.find(order)
    _unheard(trade, "buyLabel", "findLabels")
    with suppress(*TOLD):
        trade.hub.shipping.ship(order_id, option(trade, order_id, "house"))
    trade.world.faults.clear()
    (label,) = carrier_labels(trade.world.state).by_id.values()
    shipment = trade.hub.orders.detail(order_id).shipments[-1].id
    trade.world.advance_to(trade.world.now + 5 * MINUTE)

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        hub.acts.settle_purchase(shipment, keep=label.tracking, by="Ada", saw="the carrier's page")

    return work


def settle_void(trade: Trade) -> Work:
    """A person says that a label was given back, though no answer came."""
    (order,) = _bought(trade, "bay")
    order_id = trade.hub.orders.find(order)
    shipment = trade.hub.shipping.ship(order_id, option(trade, order_id, "house")).id
    pass_by(trade, 5)
    _unheard(trade, "voidLabel", "getLabel")
    with suppress(*TOLD):
        trade.hub.shipping.void(shipment)
    trade.world.faults.clear()
    (act,) = trade.hub.acts.rows()

    def work(hub: Hub, wait: Callable[[int], None]) -> None:
        hub.acts.settle(act.id, happened=True, by="Ada", saw="the carrier's page")

    return work


def _unheard(trade: Trade, write: str, read: str) -> None:
    """Lose the answer to a write, and let nobody read what came of it."""
    trade.world.faults.add(Fault("timeout_after_commit", operation=write))
    trade.world.faults.add(Fault("server_error", operation=read, times=0))


#: The act that BigCommerce can record twice.
PART = "confirm: storefront, a part"
ACTS = (
    Act("import and ship", import_and_ship),
    Act("buy: Amazon Buy Shipping", lambda trade: _ship(trade, "amz", "buy_shipping")),
    Act("buy: house, Amazon", lambda trade: _ship(trade, "amz", "house")),
    Act("buy: house, eBay", lambda trade: _ship(trade, "bay", "house")),
    Act("buy: house, storefront, a part", lambda trade: _ship(trade, "shop", "house", 1)),
    Act("void: Buy Shipping, untold", lambda trade: _void(trade, "amz", "buy_shipping", False)),
    Act("void: Buy Shipping, told", lambda trade: _void(trade, "amz", "buy_shipping", True)),
    Act("void: house, told", lambda trade: _void(trade, "bay", "house", True)),
    Act("confirm: Buy Shipping", lambda trade: _confirm(trade, "amz", "buy_shipping")),
    Act("confirm: Amazon", lambda trade: _confirm(trade, "amz", "house")),
    Act("confirm: eBay", lambda trade: _confirm(trade, "bay", "house")),
    Act("confirm: storefront", lambda trade: _confirm(trade, "shop", "house")),
    Act(PART, lambda trade: _confirm(trade, "shop", "house", 1)),
    Act("correct", correct),
    Act("e-mails", emails),
    Act("settle: a purchase", settle_purchase),
    Act("settle: a void", settle_void),
)
