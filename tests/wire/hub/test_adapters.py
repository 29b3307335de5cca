"""The hub's adapters against the simulator: two readings of the wire, written apart, must agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from shiponce.domain.document import LabelFormat
from shiponce.domain.order import Address, ImportedOrder, Line, OrderStatus
from shiponce.domain.platform import Source
from shiponce.domain.shipment import Confirmation, PackageSize, Route
from shiponce.domain.store import Store
from shiponce.errors import (
    Declined,
    NotAuthorised,
    NotThere,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
)
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import Credentials
from shiponce.ports import PlatformAdapter
from tests.doubles.permitted_writes import permitted
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, seller_credentials, shop_credentials

__all__ = ["permitted"]

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000
PLATFORMS = {"shop": BIGCOMMERCE, "amz": AMAZON, "bay": EBAY}
every_store = pytest.mark.parametrize("name", list(PLATFORMS))


@dataclass(frozen=True)
class WorldClock:
    """The world's time, to the hub."""

    world: World

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.fromtimestamp(self.world.now / 1000, UTC)


@dataclass
class Market:
    """A merchant on three platforms, and the hub's connections to them."""

    world: World
    connections: HttpConnections

    def store(self, name: str) -> Store:
        """The store behind an account."""
        account = self.world.accounts[name]
        number = list(PLATFORMS).index(name) + 1
        opened = datetime.fromtimestamp(START / 1000, UTC)
        return Store(number, name, PLATFORMS[name], account.account, opened, market=account.market)

    def adapter(self, name: str) -> PlatformAdapter:
        """The adapter of a store."""
        return self.connections.platform(self.store(name))

    def buy(self, name: str, *, quantity: int = 2, prime: bool = False) -> str:
        """Somebody buys mugs; the platform's order id."""
        purchase = f"{name}-{len(self.world.purchases())}"
        return self.world.buy(purchase, name, [("MUG", quantity, None)], prime=prime).order_id

    def wait(self, minutes: int) -> None:
        """Time passes."""
        self.world.advance_to(self.world.now + minutes * MINUTE)

    def listed(self, name: str) -> dict[str, ImportedOrder]:
        """What a day's listing shows, by id."""
        adapter = self.adapter(name)
        now = adapter.now()
        until = now - timedelta(seconds=125) if name == "amz" else now
        pages = adapter.listing(now - timedelta(days=1), until)
        orders = [order for page in pages for order in page.orders]
        assert all(isinstance(order, ImportedOrder) for order in orders), orders
        return {order.remote_id: order for order in orders if isinstance(order, ImportedOrder)}

    def read(self, name: str, order_id: str) -> ImportedOrder:
        """One order as it stands now."""
        order = self.adapter(name).read(order_id)
        assert isinstance(order, ImportedOrder), order
        return order

    def confirmation(self, name: str, order_id: str) -> Confirmation:
        """A shipment of every line."""
        return Confirmation(
            platform=PLATFORMS[name],
            remote_order=order_id,
            reference="7",
            carrier="UPS",
            service="UPS Ground",
            tracking="1Z9990000000000007",
            shipped_at=WorldClock(self.world).now(),
            extra=tuple(self.read(name, order_id).extra.items()),
        )


@pytest.fixture
def market() -> Iterator[Market]:
    """Three accounts and a mug; nothing is sold yet."""
    world = World(seed=7, start=START)
    world.open_account(Account("shop", "bigcommerce", "abc123"))
    world.open_account(Account("amz", "amazon", "A1SELLER", market="ATVPDKIKX0DER"))
    world.open_account(Account("bay", "ebay", "seller", market="EBAY_US"))
    world.list_product(Product("MUG", "Slate mug, 12 oz", 2400, 450, ("shop", "amz", "bay")))

    def credentials(store: Store) -> Credentials:
        account = world.accounts[store.name]
        if store.platform is BIGCOMMERCE:
            return shop_credentials(account.token)
        return seller_credentials(account.client_id, account.client_secret, account.token)

    connections = HttpConnections(credentials, clock=WorldClock(world), transport=Transport(world))
    yield Market(world, connections)
    connections.close()


@every_store
def test_a_purchase_is_read_as_it_was_made(market: Market, name: str) -> None:
    """Goods, money, time and address survive the wire, in a listing and alone."""
    order_id = market.buy(name)
    sold = market.world.orders[name, order_id]
    market.wait(5)
    listed = market.listed(name)[order_id]
    alone = market.read(name, order_id)
    assert replace(listed, packages=()) == replace(alone, packages=())
    assert [(line.sku, line.quantity, line.price.minor) for line in alone.lines] == [
        ("MUG", 2, 2400)
    ]
    assert alone.status is OrderStatus.AWAITING_SHIPMENT
    assert alone.placed_at == datetime.fromtimestamp(sold.placed_at / 1000, UTC)
    assert alone.ship_to is not None
    assert (alone.ship_to.name, alone.ship_to.postcode) == (sold.buyer.name, sold.buyer.postcode)


@pytest.mark.parametrize(("name", "source"), [("amz", Source(AMAZON)), ("bay", Source(EBAY))])
def test_a_copy_proves_its_original(market: Market, name: str, source: Source) -> None:
    """The channel manager's copy carries the original's own key, and its total."""
    order_id = market.buy(name)
    market.wait(5)
    original = market.read(name, order_id)
    (copy,) = market.listed("shop").values()
    assert copy.source is source
    assert copy.is_copy
    assert original.keys[0].key in {key.key for key in copy.keys if key.grade == "proves"}
    assert copy.total == original.total


def test_a_long_listing_is_complete(market: Market) -> None:
    """Every order of several pages, each once."""
    for _ in range(230):
        market.buy("shop", quantity=1)
    market.wait(5)
    assert len(market.listed("shop")) == 230


@every_store
def test_a_confirmation_is_read_back(market: Market, name: str) -> None:
    """The platform shows the parcel with our tracking, and the order as shipped."""
    order_id = market.buy(name)
    market.wait(5)
    market.adapter(name).confirm(market.confirmation(name, order_id))
    (package,) = market.adapter(name).packages(order_id)
    assert package.tracking == "1Z9990000000000007"
    assert package.carrier.upper() == "UPS"
    assert sum(units for _, units in package.lines) == 2
    assert market.read(name, order_id).status is OrderStatus.SHIPPED


@pytest.mark.proves("N5")
@pytest.mark.parametrize("name", ["amz", "bay"])
def test_a_second_confirmation_is_refused_by_the_marketplace(market: Market, name: str) -> None:
    """Another parcel for a fulfilled order is its refusal, and the one package stays one."""
    order_id = market.buy(name)
    market.wait(5)
    first = market.confirmation(name, order_id)
    market.adapter(name).confirm(first)
    with pytest.raises(Declined):
        market.adapter(name).confirm(replace(first, reference="8"))
    assert len(market.adapter(name).packages(order_id)) == 1


def test_amazon_edits_a_package_under_one_reference(market: Market) -> None:
    """The same reference again is the same package, with the newer tracking."""
    order_id = market.buy("amz")
    market.wait(5)
    first = market.confirmation("amz", order_id)
    lines = tuple((one.remote_id, one.quantity) for one in market.read("amz", order_id).lines)
    market.adapter("amz").confirm(replace(first, lines=lines))
    market.adapter("amz").confirm(replace(first, lines=lines, tracking="1Z9990000000000008"))
    (package,) = market.adapter("amz").packages(order_id)
    assert package.tracking == "1Z9990000000000008"


FAULTS: list[tuple[FaultKind, type[PlatformError]]] = [
    ("timeout_before_commit", Unreachable),
    ("timeout_after_commit", Unreachable),
    ("reset", Unreachable),
    ("reset_after_commit", Unreachable),
    ("connect_refused", Unreachable),
    ("rate_limited", RateLimited),
    ("server_error", ServerTrouble),
]


@pytest.mark.proves("N7")
@every_store
@pytest.mark.parametrize(("kind", "error"), FAULTS)
def test_each_fault_is_its_own_error(
    market: Market, name: str, kind: FaultKind, error: type[PlatformError]
) -> None:
    """Whatever happens to the call, the hub learns which kind of trouble it was."""
    order_id = market.buy(name)
    market.wait(5)
    confirmation = market.confirmation(name, order_id)
    operation = {"shop": "createShipment", "amz": "confirmShipment"}
    market.world.faults.add(Fault(kind, operation=operation.get(name, "createShippingFulfillment")))
    with pytest.raises(error):
        market.adapter(name).confirm(confirmation)
    shown = market.adapter(name).packages(order_id)
    assert len(shown) == kind.endswith("_after_commit")


@pytest.mark.proves("N7")
@every_store
def test_an_expired_token_costs_a_marketplace_nothing(market: Market, name: str) -> None:
    """The hub fetches a new one and asks again; BigCommerce's never expires, so it is refused."""
    order_id = market.buy(name)
    market.wait(5)
    market.world.faults.add(Fault("auth_expired", operation="getOrder"))
    if name == "shop":
        with pytest.raises(NotAuthorised):
            market.adapter(name).read(order_id)
    market.adapter(name).read(order_id)


@every_store
def test_a_page_that_comes_twice_brings_nothing_twice(market: Market, name: str) -> None:
    """Paging ends all the same, and every order is there."""
    wanted = {market.buy(name) for _ in range(3)}
    market.wait(5)
    operation = "searchOrders" if name == "amz" else "getOrders"
    market.world.faults.add(Fault("repeated_page", operation=operation, nth=2, times=2))
    assert set(market.listed(name)) == wanted
    assert set(market.listed(name)) == wanted


@every_store
def test_a_stale_page_misses_what_a_later_one_shows(market: Market, name: str) -> None:
    """What the platform does not show yet is not there; with the overlap it comes next time."""
    market.wait(5)
    order_id = market.buy(name)
    market.wait(5)
    operation = "searchOrders" if name == "amz" else "getOrders"
    market.world.faults.add(Fault("stale_read", operation=operation, delay=600_000))
    assert order_id not in market.listed(name)
    assert order_id in market.listed(name)


@every_store
def test_a_malformed_page_is_trouble(market: Market, name: str) -> None:
    """A body cut off in the middle moves nothing, and the next call reads it whole."""
    order_id = market.buy(name)
    market.wait(5)
    market.listed(name)
    operation = "searchOrders" if name == "amz" else "getOrders"
    market.world.faults.add(Fault("malformed", operation=operation))
    with pytest.raises(ServerTrouble):
        market.listed(name)
    assert order_id in market.listed(name)


@every_store
def test_an_unknown_order_is_not_there(market: Market, name: str) -> None:
    """An id that the platform never gave out."""
    unknown = {"shop": "999999", "amz": "111-1111111-1111111", "bay": "99-99999-99999"}
    with pytest.raises(NotThere):
        market.adapter(name).read(unknown[name])


@every_store
def test_wrong_credentials_are_refused(market: Market, name: str) -> None:
    """On each platform it is one kind of error."""
    found: dict[str, Credentials] = {
        "shop": shop_credentials("wrong"),
        "amz": seller_credentials("wrong", "wrong", "wrong"),
        "bay": seller_credentials("wrong", "wrong", "wrong"),
    }
    wrong = HttpConnections(
        lambda store: found[store.name],
        clock=WorldClock(market.world),
        transport=Transport(market.world),
    )
    with pytest.raises(NotAuthorised):
        wrong.platform(market.store(name)).read("1")


@pytest.mark.parametrize("name", ["amz", "bay"])
def test_a_token_outlives_its_hours(market: Market, name: str) -> None:
    """After its end the adapter fetches a new one, and nobody notices."""
    order_id = market.buy(name)
    market.wait(5)
    market.read(name, order_id)
    market.wait(150)
    assert market.read(name, order_id).remote_id == order_id


@dataclass(frozen=True)
class Wanted:
    """A purchase; implements ``ports.Purchase``."""

    order: str
    lines: tuple[tuple[Line, int], ...]
    store: Store
    reference: str = "SO-1-a"
    package: PackageSize = PackageSize(900)  # noqa: RUF009 - frozen, so nobody can change the shared one
    others: tuple[Wanted, ...] = ()
    ship_to: Address | None = None
    label_format: LabelFormat = LabelFormat.PDF


def wanted(market: Market, order_id: str) -> Wanted:
    """Everything in an order."""
    lines = market.read("amz", order_id).lines
    units = tuple((line, line.quantity) for line in lines)
    return Wanted(order_id, units, market.store("amz"))


@pytest.mark.proves("P2")
def test_buy_shipping_refuses_what_comes_late(market: Market) -> None:
    """For a Prime order a slow service is shown with Amazon's reason, and is not sold."""
    order_id = market.buy("amz", prime=True)
    market.wait(5)
    carrier = market.connections.carrier(Route.BUY_SHIPPING, market.store("amz"))
    quotes = carrier.quotes(wanted(market, order_id))
    late = [quote for quote in quotes if quote.refusal]
    assert late
    assert all(quote.price is not None for quote in quotes if not quote.refusal)
    with pytest.raises(Declined) as no:
        carrier.buy(wanted(market, order_id), late[0].service_id)
    assert no.value.reason == late[0].refusal
    assert market.world.labels == {}


@pytest.mark.proves("N10")
def test_a_bought_label_is_found_and_given_back(market: Market) -> None:
    """Amazon knows of the parcel by the purchase alone; after a void there is none."""
    order_id = market.buy("amz")
    market.wait(5)
    carrier = market.connections.carrier(Route.BUY_SHIPPING, market.store("amz"))
    purchase = wanted(market, order_id)
    assert carrier.find(purchase) == ()
    service = next(quote for quote in carrier.quotes(purchase) if not quote.refusal)
    label = carrier.buy(purchase, service.service_id)
    assert label.cost == service.price
    assert market.read("amz", order_id).status is OrderStatus.SHIPPED
    assert [found.tracking for found in carrier.find(purchase)] == [label.tracking]
    carrier.void(label.remote_id)
    assert carrier.find(purchase) == ()
    assert market.read("amz", order_id).status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("N3")
def test_a_lost_answer_to_a_purchase_is_settled_by_reading(market: Market) -> None:
    """The label was sold and the answer never came: it is found, once."""
    order_id = market.buy("amz")
    market.wait(5)
    carrier = market.connections.carrier(Route.BUY_SHIPPING, market.store("amz"))
    purchase = wanted(market, order_id)
    service = next(quote for quote in carrier.quotes(purchase) if not quote.refusal)
    market.world.faults.add(Fault("timeout_after_commit", operation="createShipment"))
    with pytest.raises(Unreachable):
        carrier.buy(purchase, service.service_id)
    (found,) = carrier.find(purchase)
    assert {found.tracking} == {label.tracking for label in market.world.labels.values()}


def test_a_label_found_by_reading_cannot_be_given_back_here(market: Market) -> None:
    """Amazon does not say which label a package has, so the refusal names the way out."""
    carrier = market.connections.carrier(Route.BUY_SHIPPING, market.store("amz"))
    with pytest.raises(Declined, match="Seller Central"):
        carrier.void("")
