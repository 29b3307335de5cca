"""A market of three invented stores, in memory, so that a command runs in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shiponce.cli.exit_codes import run
from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
    PageOfOrders,
)
from shiponce.domain.platform import Platform, Source
from shiponce.domain.shipment import Confirmation, Label, Quote, Route
from shiponce.domain.store import Store
from shiponce.errors import NotThere
from shiponce.hub import Hub
from shiponce.ports import Purchase
from tests.platform_ids import BIGCOMMERCE

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
#: What connecting an Amazon account takes beside its platform.
AMAZON = ("--account", "A1", "--market", "ATVPDKIKX0DER")


class FixedClock:
    """It is noon, always."""

    def now(self) -> datetime:
        """Noon."""
        return NOON


class CountedIdGenerator:
    """Tokens that count up."""

    def __init__(self) -> None:
        self.drawn = 0

    def token(self, purpose: str) -> str:
        """The next one."""
        self.drawn += 1
        return f"{self.drawn:08d}"


@dataclass
class FakePlatform:
    """One store's platform: orders in a list, parcels in another."""

    platform: Platform
    orders: list[ImportedOrder] = field(default_factory=list)
    told: list[Confirmation] = field(default_factory=list)
    settles_after: timedelta = timedelta(minutes=10)

    def now(self) -> datetime:
        """Noon there too."""
        return NOON

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Everything on one page."""
        yield PageOfOrders(tuple(self.orders), until, True)

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Nothing that a listing missed."""
        yield PageOfOrders((), until, last=True)

    def read(self, remote_id: str) -> ImportedOrder:
        """The order of that id."""
        for order in self.orders:
            if order.remote_id == remote_id:
                return order
        raise NotThere("error.not_there", platform=self.platform.value, operation="read")

    def confirm(self, confirmation: Confirmation) -> str:
        """Note the parcel."""
        self.told.append(confirmation)
        return confirmation.reference

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Nobody corrects here."""
        raise LookupError(package)

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """The parcels noted for an order."""
        return tuple(
            Package(told.reference, told.carrier, told.tracking)
            for told in self.told
            if told.remote_order == remote_id
        )


class FakeCarrier:
    """Sells one service, and refuses another with a reason."""

    settles_after = timedelta(minutes=10)

    def __init__(self, route: Route) -> None:
        self.route = route

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """One on offer and one refused."""
        price = Money(799, "USD")
        return (
            Quote(self.route, "House", "Ground", "ground", price, NOON + timedelta(days=3)),
            Quote(self.route, "House", "Air", "air", refusal="too heavy"),
        )

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """A label whose number is our reference."""
        cost = Money(799, "USD")
        return Label("L1", "House", "Ground", f"TRK-{purchase.reference}", cost)

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """Nothing was bought before."""
        return ()

    def void(self, remote_id: str) -> None:
        """Taken back."""

    def is_live(self, remote_id: str) -> bool:
        """It is."""
        return True


@dataclass
class Market:
    """The three platforms, by name of store, and the command line in front of a hub on them."""

    file: Path
    platforms: dict[str, FakePlatform]
    ids: CountedIdGenerator = field(default_factory=CountedIdGenerator)
    read_only: bool = False

    def platform(self, store: Store) -> FakePlatform:
        """The platform of a store."""
        return self.platforms[store.name]

    def carrier(self, route: Route, store: Store | None) -> FakeCarrier:
        """A carrier for any route."""
        return FakeCarrier(route)

    def opening(self, file: Path, platforms_url: str | None, actor: str) -> Hub:
        """What ``run`` opens the hub with."""
        return Hub.open(file, self, clock=FixedClock(), ids=self.ids, actor=actor)

    def run(self, *args: str) -> int:
        """One command on the market's database (SHIPONCE_DB); its exit code."""
        return run(args, self.opening)


def mug(platform: Platform, remote_id: str, **more: object) -> ImportedOrder:
    """An order of one mug, bought on Amazon as 111-0000001-0000001 unless *more* says else."""
    key = OriginKey(Platform("amazon"), "111-0000001-0000001")
    known: dict[str, object] = {
        "platform": platform,
        "remote_id": remote_id,
        "number": remote_id,
        "source": Source("amazon"),
        "placed_at": NOON - timedelta(hours=2),
        "modified_at": NOON - timedelta(hours=1),
        "status": OrderStatus.AWAITING_SHIPMENT,
        "remote_status": "Unshipped",
        "total": Money(1299, "USD"),
        "lines": (Line("1", "MUG-SLATE", "Slate mug", 1, Money(1299, "USD"), 400),),
        "keys": (OrderKey(key, Grade.PROVES, "orderId"),),
        "ship_to": Address("Ada Byron", "1 Mill Lane", "Boston", "US", postcode="02110"),
        "buyer": "Ada Byron",
    }
    return ImportedOrder(**(known | more))  # type: ignore[arg-type]  # by name, as the type has them


def storefront(remote_id: str = "501", **more: object) -> ImportedOrder:
    """An order of the merchant's own shop; it has no twin."""
    own: dict[str, object] = {"source": Source.STOREFRONT, "keys": ()}
    return mug(BIGCOMMERCE, remote_id, **(own | more))


@pytest.fixture
def market(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Market:
    """An empty database; on Amazon a mug, on BigCommerce its copy and a storefront order."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SHIPONCE_DB", "SHIPONCE_PLATFORMS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHIPONCE_DB", str(tmp_path / "hub.db"))
    amazon = FakePlatform(Platform("amazon"), [mug(Platform("amazon"), "111-0000001-0000001")])
    shop = FakePlatform(BIGCOMMERCE, [mug(BIGCOMMERCE, "500"), storefront()])
    return Market(tmp_path / "hub.db", {"amz": amazon, "shop": shop})


@pytest.fixture
def shop_first(market: Market, capsys: pytest.CaptureFixture[str]) -> Market:
    """Both stores connected, and imported in the wrong order."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("stores", "method", "B")
    assert market.run("import", "shop", "amz") == 0
    capsys.readouterr()
    return market


#: Reads what a command printed as JSON.
Answer = Callable[..., dict[str, object]]
