"""A market of three invented stores, in memory, so that a command runs in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from shiponce.cli.run_command import run
from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
)
from shiponce.domain.platform import Platform, Source
from shiponce.domain.shipment import Quote, Route
from shiponce.domain.store import Store
from shiponce.hub import Hub
from shiponce.ports import Purchase
from tests.doubles.platforms_in_memory import NOON, FakeCarrier, FakePlatform, StandingClock
from tests.platform_ids import BIGCOMMERCE

#: What connecting an Amazon account takes beside its platform.
AMAZON = ("--account", "A1", "--market", "ATVPDKIKX0DER")


class CountedIdGenerator:
    """Tokens that count up."""

    def __init__(self) -> None:
        self.drawn = 0

    def token(self, purpose: str) -> str:
        """The next one."""
        self.drawn += 1
        return f"{self.drawn:08d}"


class Carrier(FakeCarrier):
    """Sells one service, and refuses another with a reason."""

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """One on offer and one refused."""
        refused = Quote(self.route, "House", "Air", "air", refusal="too heavy")
        return (*super().quotes(purchase), refused)


@dataclass
class Market:
    """The three platforms, by name of store, and the command line in front of a hub on them."""

    file: Path
    platforms: dict[str, FakePlatform]
    clock: StandingClock
    carriers: dict[Route, Carrier] = field(default_factory=dict)
    ids: CountedIdGenerator = field(default_factory=CountedIdGenerator)
    read_only: bool = False

    def place(self, store: str, *orders: ImportedOrder) -> None:
        """Let a store's platform show these orders as well."""
        self.platforms[store].orders |= {order.remote_id: order for order in orders}

    def platform(self, store: Store) -> FakePlatform:
        """The platform of a store."""
        return self.platforms[store.name]

    def carrier(self, route: Route, store: Store | None) -> Carrier:
        """A carrier for any route."""
        return self.carriers.setdefault(route, Carrier(route, []))

    def opening(self, file: Path, platforms_url: str | None, actor: str) -> Hub:
        """What ``run`` opens the hub with."""
        return Hub.open(file, self, clock=self.clock, ids=self.ids, actor=actor)

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
    clock = StandingClock()
    amazon = FakePlatform(Platform("amazon"), clock, [])
    shop = FakePlatform(BIGCOMMERCE, clock, [])
    here = Market(tmp_path / "hub.db", {"amz": amazon, "shop": shop}, clock)
    here.place("amz", mug(Platform("amazon"), "111-0000001-0000001"))
    here.place("shop", mug(BIGCOMMERCE, "500"), storefront())
    return here


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
