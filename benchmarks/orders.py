"""Orders as an adapter hands them over: typed, clean, and in pages of a hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Fetched,
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
from shiponce.domain.shipment import Confirmation, Route
from shiponce.domain.store import Store
from shiponce.ports import CarrierAdapter, PlatformAdapter
from tests.platform_ids import AMAZON, BIGCOMMERCE

START = datetime(2026, 11, 1, tzinfo=UTC)
PAGE = 100
_GOODS = (("MUG-SLATE", "Slate mug", 1299), ("BOWL-OAK", "Oak bowl", 2450), ("JAR", "Jar", 899))


class Ticking:
    """A clock that moves an hour at each look, so that no quota stands in the way."""

    def __init__(self) -> None:
        self.time = START + timedelta(days=30)

    def now(self) -> datetime:
        """Return a time an hour after the last one."""
        self.time += timedelta(hours=1)
        return self.time


def amazon_orders(count: int) -> list[ImportedOrder]:
    """*count* Amazon orders of one to three lines, every tenth of them Prime."""
    return [_amazon(number) for number in range(count)]


def _amazon(number: int) -> ImportedOrder:
    remote_id = f"111-{number // 10_000_000:07d}-{number % 10_000_000:07d}"
    placed = START + timedelta(seconds=37 * number % 2_000_000)
    lines = tuple(
        Line(f"{number}{n}", sku, title, 1 + number % 2, Money(price, "USD"), 400)
        for n, (sku, title, price) in enumerate(_GOODS[: 1 + number % 3])
    )
    return ImportedOrder(
        platform=AMAZON,
        remote_id=remote_id,
        number=remote_id,
        source=Source(AMAZON),
        placed_at=placed,
        modified_at=placed + timedelta(minutes=30),
        status=OrderStatus.AWAITING_SHIPMENT,
        remote_status="UNSHIPPED",
        total=Money(sum(line.price.minor * line.quantity for line in lines), "USD"),
        lines=lines,
        keys=(OrderKey(OriginKey(AMAZON, remote_id), Grade.PROVES, "orderId"),),
        ship_to=Address(
            f"Buyer {number}", f"{number} Main Street", "Reno", "US", state="NV", postcode="89501"
        ),
        buyer=f"Buyer {number}",
        email=f"{number}@marketplace.example",
        prime=number % 10 == 0,
        ship_by=placed + timedelta(days=2),
        deliver_by=placed + timedelta(days=5),
        requested_service="STANDARD",
        extra={"marketplaceId": "ATVPDKIKX0DER"},
    )


def copies_of(originals: Sequence[ImportedOrder]) -> list[ImportedOrder]:
    """BigCommerce's copies, each with its original's id in a field that nobody can edit."""
    return [
        replace(
            original,
            platform=BIGCOMMERCE,
            remote_id=str(1000 + number),
            number=str(1000 + number),
            remote_status="Awaiting Fulfillment",
            keys=(OrderKey(OriginKey(AMAZON, original.number), Grade.PROVES, "external_id"),),
            prime=False,
            extra={"order_address_id": str(number)},
        )
        for number, original in enumerate(originals)
    ]


class OnlyLists:
    """A platform that is only ever listed: an import asks for nothing else."""

    platform: Platform

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Nothing that a listing missed."""
        yield PageOfOrders((), until, last=True)

    def read(self, remote_id: str) -> Fetched:
        """Nobody asks."""
        raise LookupError(remote_id)

    def confirm(self, confirmation: Confirmation) -> str:
        """Nobody ships here."""
        raise LookupError(confirmation.remote_order)

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Nobody corrects here."""
        raise LookupError(package)

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Nobody asks."""
        raise LookupError(remote_id)


class Ready(OnlyLists):
    """An adapter whose orders are there already; it stands for a platform and its parsing."""

    settles_after = timedelta(0)

    def __init__(self, platform: Platform, orders: Sequence[ImportedOrder], clock: Ticking) -> None:
        self.platform = platform
        self._orders = orders
        self._clock = clock

    def now(self) -> datetime:
        """Return the hub's own time."""
        return self._clock.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Pages of a hundred."""
        for start in range(0, len(self._orders), PAGE):
            page = tuple(self._orders[start : start + PAGE])
            yield PageOfOrders(page, until, start + PAGE >= len(self._orders))


class Connected:
    """Connections to adapters that are ready, by the name of their store."""

    read_only = False

    def __init__(self, adapters: dict[str, Ready]) -> None:
        self._adapters = adapters

    def platform(self, store: Store) -> PlatformAdapter:
        """Return the adapter of a store."""
        return self._adapters[store.name]

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """Nobody ships here."""
        raise LookupError(route)
