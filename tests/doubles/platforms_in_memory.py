"""Stores in memory behind the ports, for tests that are about the hub and not about the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from shiponce.domain.document import (
    DocumentFormat,
    LabelDocument,
    LabelFormat,
    NoDocument,
)
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
from shiponce.domain.settings import Settings
from shiponce.domain.shipment import Confirmation, Label, Quote, Route
from shiponce.domain.store import Store
from shiponce.errors import Declined, NotCorrectable, NotThere, PlatformError
from shiponce.hub import Hub
from shiponce.persistence.database import Database
from shiponce.ports import CarrierAdapter, PlatformAdapter, Purchase
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class StandingClock:
    """Time that moves when a test says so."""

    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def wait(self, **span: float) -> None:
        self.time += timedelta(**span)


@dataclass
class CountingIdGenerator:
    """Names in a row."""

    drawn: int = 0

    def token(self, purpose: str) -> str:
        self.drawn += 1
        return f"{purpose}{self.drawn}"


@dataclass
class FakePlatform:
    """One store's platform: its orders, what it was told, and the faults it is to show."""

    platform: Platform
    clock: StandingClock
    db: list[Database]
    orders: dict[str, Fetched] = field(default_factory=dict)
    told: list[Confirmation] = field(default_factory=list)
    corrected: list[Confirmation] = field(default_factory=list)
    #: Orders that no listing by change ever shows.
    missed: list[ImportedOrder] = field(default_factory=list)
    shown: dict[str, list[Package]] = field(default_factory=dict)
    #: Raised before the platform acts, in turn; None acts.
    before: list[PlatformError | None] = field(default_factory=list)
    #: Raised after it has acted: the answer is lost.
    after: list[PlatformError | None] = field(default_factory=list)
    page_size: int = 100
    #: Whether its listings can be taken up again, and where each one began.
    resumes: bool = False
    begun_at: list[int] = field(default_factory=list)
    #: Called before each further page of a listing: what else happens meanwhile.
    meanwhile: Callable[[], None] | None = None

    def _outside(self) -> None:
        assert not any(db.in_transaction for db in self.db), "a call inside a transaction (X6)"

    def now(self) -> datetime:
        self._outside()
        return self.clock.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        every = list(self.orders.values())
        first = int(resume or 0)
        self.begun_at.append(first)
        for start in range(first, max(1, len(every)), self.page_size):
            self._outside()
            if self.meanwhile is not None and start > first:
                self.meanwhile()
            page = tuple(every[start : start + self.page_size])
            last = start + self.page_size >= len(every)
            resume = str(start + self.page_size) if self.resumes and not last else ""
            yield PageOfOrders(page, until, last, resume)

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        self._outside()
        placed = [o for o in self.orders.values() if isinstance(o, ImportedOrder)]
        yield PageOfOrders(
            tuple(o for o in [*placed, *self.missed] if since <= o.placed_at < until),
            until,
            last=True,
        )

    def read(self, remote_id: str) -> Fetched:
        self._outside()
        if remote_id not in self.orders:
            raise NotThere("error.not_there", platform=self.platform.value, operation="read")
        return self.orders[remote_id]

    def confirm(self, confirmation: Confirmation) -> str:
        self._outside()
        before = self.before.pop(0) if self.before else None
        if before is not None:
            raise before
        self.told.append(confirmation)
        package = Package("p", confirmation.carrier, confirmation.tracking)
        self.shown.setdefault(confirmation.remote_order, []).append(package)
        after = self.after.pop(0) if self.after else None
        if after is not None:
            raise after
        return "p"

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        self._outside()
        if self.platform is EBAY:
            raise NotCorrectable(
                "error.not_correctable_ebay",
                platform="ebay",
                operation="confirm",
                order=confirmation.remote_order,
                tracking=package.tracking,
            )
        self.corrected.append(confirmation)
        shown = self.shown[confirmation.remote_order]
        new = Package(package.remote_id, confirmation.carrier, confirmation.tracking)
        shown[shown.index(package)] = new

    settles_after: timedelta = timedelta(minutes=10)

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        self._outside()
        return tuple(self.shown.get(remote_id, ()))


@dataclass
class FakeCarrier:
    """Sells labels and remembers them by our reference."""

    route: Route
    db: list[Database]
    sold: dict[str, Label] = field(default_factory=dict)
    #: Further labels that the carrier has for every purchase, until they are given back.
    extra: list[Label] = field(default_factory=list)
    voided: list[str] = field(default_factory=list)
    before: list[PlatformError | None] = field(default_factory=list)
    after: list[PlatformError | None] = field(default_factory=list)
    deaf: list[PlatformError | None] = field(default_factory=list)
    arrives: datetime = NOON + timedelta(days=3)
    #: What stands on the documents of its labels.
    printed: str = "SPECIMEN"
    settles_after: timedelta = timedelta(minutes=10)

    def _outside(self) -> None:
        assert not any(db.in_transaction for db in self.db), "a call inside a transaction (X6)"

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        self._outside()
        return (
            Quote(
                self.route,
                "House",
                "Ground",
                "ground",
                Money(799, "USD"),
                self.arrives,
            ),
        )

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        self._outside()
        before = self.before.pop(0) if self.before else None
        if before is not None:
            raise before
        number = f"TRACK{len(self.sold) + len(self.voided) + 1}"
        label = Label(number, "House", "Ground", number, Money(799, "USD"))
        self.sold[purchase.reference] = label
        after = self.after.pop(0) if self.after else None
        if after is not None:
            raise after
        return label

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        self._outside()
        deaf = self.deaf.pop(0) if self.deaf else None
        if deaf is not None:
            raise deaf
        found = (self.sold[purchase.reference],) if purchase.reference in self.sold else ()
        return (*found, *self.extra)

    def document(self, remote_id: str, wanted: LabelFormat) -> LabelDocument | NoDocument:
        self._outside()
        if not remote_id:
            return NoDocument.ONLY_AT_CARRIER
        return LabelDocument(b"%PDF-1.4 " + self.printed.encode(), DocumentFormat.PDF)

    def is_live(self, remote_id: str) -> bool:
        self._outside()
        deaf = self.deaf.pop(0) if self.deaf else None
        if deaf is not None:
            raise deaf
        return remote_id not in self.voided

    def void(self, remote_id: str) -> None:
        self._outside()
        if not remote_id:
            raise Declined(platform="house", operation="void", reason="no id")
        self.voided.append(remote_id)
        self.extra = [label for label in self.extra if label.remote_id != remote_id]
        self.sold = {ref: one for ref, one in self.sold.items() if one.remote_id != remote_id}


@dataclass
class World:
    """A hub over stores in memory."""

    clock: StandingClock
    stores: dict[str, FakePlatform]
    carriers: dict[Route, FakeCarrier]
    db: list[Database] = field(default_factory=list)
    read_only: bool = False
    #: What the set-up of a store lacks, by its name.
    lacking: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def platform(self, store: Store) -> PlatformAdapter:
        return self.stores[store.name]

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        return self.carriers[route]

    def lacks(self, store: Store) -> tuple[str, ...]:
        return self.lacking.get(store.name, ())


def a_hub(
    file: str = ":memory:",
    *,
    connect: bool = True,
    ids: CountingIdGenerator | None = None,
    clock: StandingClock | None = None,
    settings: Settings | None = None,
    actor: str = "Tess",
) -> tuple[Hub, World]:
    """A hub with shop (BigCommerce, legacy), amz and bay connected, under method B.

    *connect* False: the file has these stores already.
    """
    clock = clock or StandingClock()
    db: list[Database] = []
    names = {"shop": BIGCOMMERCE, "amz": AMAZON, "bay": EBAY}
    world = World(
        clock,
        {name: FakePlatform(platform, clock, db) for name, platform in names.items()},
        {route: FakeCarrier(route, db) for route in Route},
        db,
    )
    ids = ids or CountingIdGenerator()
    hub = Hub.open(file, world, clock=clock, ids=ids, settings=settings, actor=actor)
    db.append(hub._db)
    for name, platform in names.items() if connect else ():
        market = {AMAZON: "ATVPDKIKX0DER", EBAY: "EBAY_US"}.get(platform, "")
        hub.stores.connect(name, platform, f"account-{name}", market=market)
    return hub, world


def until_sure(hub: Hub, world: World) -> None:
    """Let the hub hear twice, late enough, what became of acts whose answers were lost."""
    for _ in range(2):
        world.clock.wait(minutes=15)
        hub.tick()


def never_sent(trouble: PlatformError) -> PlatformError:
    """The same trouble before the first byte: there was no connection."""
    trouble.may_have_acted = False
    return trouble


def an_order(
    platform: Platform = AMAZON, remote_id: str = "111-0000001-0000001", **more: object
) -> ImportedOrder:
    """A marketplace order of two mugs, or a storefront order on BigCommerce."""
    source = Source.STOREFRONT if platform is BIGCOMMERCE else Source(platform.value)
    keys: tuple[OrderKey, ...] = ()
    if platform.is_marketplace:
        keys = (OrderKey(OriginKey(platform, remote_id), Grade.PROVES, "orderId"),)
    order = ImportedOrder(
        platform=platform,
        remote_id=remote_id,
        number=remote_id,
        source=source,
        placed_at=NOON - timedelta(hours=2),
        modified_at=NOON - timedelta(hours=1),
        status=OrderStatus.AWAITING_SHIPMENT,
        remote_status="UNSHIPPED",
        total=Money(2598, "USD"),
        lines=(Line("l1", "MUG-SLATE", "Slate mug", 2, Money(1299, "USD"), 400),),
        keys=keys,
        ship_to=Address("Ada Byron", "1 Analytical Way", "Reno", "US", state="NV"),
        buyer="Ada Byron",
        email="ada@example.test",
    )
    return replace(order, **more)  # type: ignore[arg-type]  # by the names of the fields


def a_copy(
    original: ImportedOrder,
    remote_id: str = "1042",
    grade: Grade = Grade.PROVES,
    **more: object,
) -> ImportedOrder:
    """BigCommerce's copy of a marketplace order."""
    key = OrderKey(OriginKey(original.platform, original.remote_id), grade, "external_id")
    return an_order(
        BIGCOMMERCE,
        remote_id,
        **{"source": original.source, "keys": (key,), "total": original.total, **more},
    )
