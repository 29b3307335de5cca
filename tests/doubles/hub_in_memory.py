"""A hub of view-models in memory: as many orders as a test wants, and whatever text it wants."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.alarm import Alarm
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.money import Money
from shiponce.domain.order import (
    Condition,
    OrderStatus,
    PackingFact,
    PackingFactKind,
    Visibility,
)
from shiponce.domain.platform import Source
from shiponce.domain.rule import Rule
from shiponce.domain.shipment import Label, NotificationState, Route, ShipmentState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.hub import Hub
from shiponce.views.acts import ActView
from shiponce.views.hub import HubState, TickReport
from shiponce.views.imports import ImportReport
from shiponce.views.maintenance import Finding
from shiponce.views.matching import Proposal
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import (
    ConditionView,
    DestinationView,
    ExcludedRow,
    Explanation,
    Grid,
    Happening,
    LineView,
    OrderDetail,
    OrderRow,
    PlatformCard,
    Search,
    TwinView,
)
from shiponce.views.rules import DryRun, DryRunRow, ReprocessReport, RuleRow, TraceRow
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView, ShipOption
from shiponce.views.stores import ShopEmails, StoreRow
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_BUYERS = ("Ada Nowak", "Björn Ek", "Chiara Sala", "Daan Visser", "Élodie Roux")
_GOODS = ("MUG-SLATE × 2", "TEAPOT-IRIS × 1", "LAMP-HERON × 1, MUG-MOSS × 1")


class _Interface:
    """One interface of the fake hub: what it does not answer, it notes as a call."""

    def __init__(self, hub: FakeHub, name: str) -> None:
        self.hub = hub
        self._name = name

    def note(self, call: str) -> None:
        """Note a call with the name of the interface."""
        self.hub.calls.append(f"{self._name}.{call}")

    def __getattr__(self, name: str) -> object:
        """Note a call of anything else, and do nothing."""
        if name.startswith("_"):
            raise AttributeError(name)

        def noted(*given: object, **named: object) -> None:
            self.note(" ".join(map(str, (name, *given, *named.values()))))

        return noted


class FakeOrders(_Interface):
    """``hub.orders``: what the screens ask about orders."""

    def ids(self, grid: Grid, query: str = "") -> array[int]:
        """Newest first; a query keeps every hundredth."""
        if grid is Grid.HIDDEN and self.hub.order_count:
            return array("q", [1, 2])
        if grid is not Grid.AWAITING_SHIPMENT:
            return array("q")
        if query == "nothing":
            return array("q")
        return array("q", range(self.hub.order_count, 0, -100 if query else -1))

    def search(self, query: str) -> Search:
        """A query keeps every hundredth."""
        grids = {grid: self.ids(grid, query) for grid in Grid}
        return Search([n for ids in grids.values() for n in ids], grids, ())

    def rows(self, ids: Sequence[int]) -> tuple[OrderRow, ...]:
        """The rows of these orders, in this order."""
        self.hub.asked.append((ids[0], ids[-1]) if ids else (0, 0))
        return tuple(self.hub.row(order_id) for order_id in ids)

    def detail(self, order_id: int) -> OrderDetail:
        """Everything of one order, with a twin, a shipment and a notice."""
        row = self.hub.row(order_id)
        said = self.hub.said
        return OrderDetail(
            row=row,
            remote_id=said(f"remote-{order_id}"),
            note=said("Wrap it twice"),
            wished_service=said("house:ground"),
            wished_package=said("Mug box"),
            hold_until=NOW + timedelta(days=5),
            why=Explanation(
                headline=Sentence(
                    "why.original",
                    {
                        "marketplace": f"word.{row.marketplace.value}",
                        "store": row.store,
                        "copy": said("1042"),
                    },
                ),
                at=NOW,
                evidence=(
                    EvidenceLine("external_id", said("113-1"), said("113-1"), True, "proves"),
                ),
                undo=Sentence(
                    "undo.hidden", {"number": row.number, "ref": "shop:1", "original": "amz:1"}
                ),
                warnings=(
                    Sentence(
                        "warning.twice",
                        {"number": said("1042"), "platform": "word.amazon", "store": said("amz")},
                    ),
                )
                if row.duplicated
                else (),
            ),
            address=(said("1 Quay Street"), said("Galway")),
            email="",
            requested_service=said("STANDARD"),
            prime=False,
            lines=self._lines(),
            packing=_packing(said) if self.hub.owed else (),
            destinations=self._destinations(),
            conditions=self._conditions(),
            twins=(
                TwinView(
                    order_id + 1,
                    said("1042"),
                    said("shop"),
                    BIGCOMMERCE,
                    OrderStatus.AWAITING_SHIPMENT,
                    Visibility.HIDDEN,
                    "proposed" if self.hub.held else "linked",
                    (EvidenceLine("goods", said("MUG × 2"), said("MUG × 1"), False, "likeness"),),
                ),
            ),
            shipments=(self.hub.shipment(order_id),),
            notifications=self.hub.notifications.rows(),
            relays=(),
            history=(
                Happening(
                    NOW, Sentence("event.shipped", {"carrier": said("UPS"), "tracking": said("1Z")})
                ),
            ),
        )

    def _lines(self) -> tuple[LineView, ...]:
        """One line; or two to different addresses, with units that are not due."""
        said, price = self.hub.said, Money(1299, "USD")
        if not self.hub.owed:
            return (LineView(said("MUG-SLATE"), said("Slate mug"), 2, 0, price, 1, due=2),)
        fact = PackingFact(PackingFactKind.OPTION, said("ADA"), said("Engraving"))
        return (
            LineView(
                said("MUG-SLATE"),
                said("Slate mug"),
                5,
                1,
                price,
                1,
                due=2,
                cancelled=1,
                refunded=1,
                shipped_by_others=1,
                destination="a",
                packing=(fact,),
            ),
            LineView(said("TEAPOT-IRIS"), said("Teapot"), 3, 0, price, 2, due=3, destination="b"),
        )

    def _destinations(self) -> tuple[DestinationView, ...]:
        said = self.hub.said
        if not self.hub.owed:
            return ()
        home = (said("Ada Nowak"), said("1 Quay Street"), said("Galway H91 AB12"), said("IE"))
        away = (said("Björn Ek"), said("Sveavägen 9"), said("111 57 Stockholm"), said("SE"))
        old = (said("Chiara Sala"), said("Via Po 3"), said("10124 Torino"), said("IT"))
        return (
            DestinationView("a", home, said("STANDARD"), 2, (1,)),
            DestinationView("b", away, said("EXPRESS"), 3, (2,)),
            DestinationView("c", old, "", 0, ()),
        )

    def _conditions(self) -> tuple[ConditionView, ...]:
        if not self.hub.owed:
            return ()
        return tuple(
            ConditionView(
                one, Sentence(f"word.condition.{one.value}"), one in self.hub.overruled, True
            )
            for one in (Condition.BUYER_ASKS_TO_CANCEL, Condition.TRANSPARENCY_CODES)
        )

    def overrule(self, order_id: int) -> tuple[ConditionView, ...]:
        """Overrule the request to cancel; the other condition stands on."""
        self.note(f"overrule {order_id}")
        self.hub.overruled.add(Condition.BUYER_ASKS_TO_CANCEL)
        return self._conditions()[:1]

    def look(self, order_id: int) -> tuple[PlatformCard, ...]:
        """Two platforms know the purchase."""
        self.note(f"look {order_id}")
        parcels = ((self.hub.said("UPS"), self.hub.said("1Z999")),)
        nothing = Sentence("look.no_order", {"platform": "word.ebay"})
        return (
            PlatformCard(
                AMAZON,
                self.hub.said("amz"),
                self.hub.said("113-1"),
                self.hub.said("Unshipped"),
                (),
            ),
            PlatformCard(
                BIGCOMMERCE,
                self.hub.said("shop"),
                self.hub.said("1042"),
                self.hub.said("Shipped"),
                parcels,
            ),
            PlatformCard(EBAY, "", "", "", (), nothing),
        )

    def excluded(self) -> tuple[ExcludedRow, ...]:
        """One of each kind."""
        if not self.hub.order_count:
            return ()
        reasons = (
            ("rule", Sentence("excluded.rule", {"rule": self.hub.said("Copies")})),
            ("not_importable", Sentence("excluded.no_address")),
            (
                "quarantine",
                Sentence("excluded.quarantine", {"fault": self.hub.said("total: no number")}),
            ),
        )
        return tuple(
            ExcludedRow(
                n,
                self.hub.said("shop"),
                self.hub.said(f"10{n}"),
                kind,
                reason,
                self.hub.said("amazon 113-1"),
                NOW,
            )
            for n, (kind, reason) in enumerate(reasons, 1)
        )


class FakeStores(_Interface):
    """``hub.stores``: what the screens ask about stores."""

    def rows(self) -> tuple[StoreRow, ...]:
        """A shop and two marketplaces."""
        if not self.hub.stores_known:
            return ()
        platforms = (BIGCOMMERCE, AMAZON, EBAY)
        return tuple(
            StoreRow(
                id=n,
                name=self.hub.said(name),
                platform=platform,
                account=self.hub.said(f"account-{n}"),
                integration=Integration.LEGACY if n == 1 else None,
                notifications_on=True,
                notifications_changed_at=NOW if n == 1 else None,
                notifications_changed_by=self.hub.said("Ada"),
                imported_at=NOW - timedelta(minutes=4 * n),
                trouble=None,
                orders=self.hub.order_count,
            )
            for n, (name, platform) in enumerate(
                zip(("shop", "amz", "bay"), platforms, strict=True), 1
            )
        )

    def emails(self, store: str) -> ShopEmails:
        """A shop that writes to the buyers of two channels."""
        self.note(f"emails {store}")
        return self._shop_emails()

    def switch_emails(self, store: str, *, on: bool, confirmed: bool = False) -> ShopEmails:
        """Nothing is written."""
        self.note(f"emails {store} {on} {confirmed}")
        return self._shop_emails()

    def _shop_emails(self) -> ShopEmails:
        names = (self.hub.said("Amazon amz"), self.hub.said("eBay bay"))
        return ShopEmails(self.hub.said("shop"), NOW, written_to=names)


class FakeImports(_Interface):
    """``hub.imports``: what the screens ask about imports."""

    def warnings(self, chosen: Sequence[str] = (), *, every: bool = False) -> tuple[Sentence, ...]:
        """Nothing to say before an import."""
        return ()

    def run(self, store: str) -> ImportReport:
        """Nothing new."""
        return ImportReport(store)

    def run_all(self, order: Sequence[str] = ()) -> tuple[ImportReport, ...]:
        """Nothing new anywhere."""
        return tuple(ImportReport(store) for store in order)


class FakeMatching(_Interface):
    """``hub.matching``: what the screens ask about matching."""

    def proposals(self) -> tuple[Proposal, ...]:
        """Two held orders: one that is like another, one that is like nothing."""
        if not self.hub.held:
            return ()
        like, alone = (
            self.hub.orders.detail(n) for n in (self.hub.order_count, self.hub.order_count - 1)
        )
        return Proposal(like.row, like.why, like.twins), Proposal(alone.row, alone.why, ())

    def same_purchase(self, order_id: int) -> tuple[int, ...]:
        """Every purchase stands once."""
        return ()


class FakeShipping(_Interface):
    """``hub.shipping``: what the screens ask about shipping."""

    def others_in_package(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
        """As it was named."""
        return tuple(together)

    def options(
        self,
        order_id: int,
        *,
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
    ) -> tuple[ShipOption, ...]:
        """An open way, a closed one, and entry by hand."""
        closed = Sentence(
            "limit.carrier_refuses",
            {
                "service": self.hub.said("UPS Ground"),
                "reason": self.hub.said("late"),
            },
        )
        return (
            ShipOption(
                "house:ground",
                Route.HOUSE,
                self.hub.said("UPS"),
                self.hub.said("UPS Ground"),
                Money(919, "USD"),
                NOW + timedelta(days=5),
                True,
                notifies=(self.hub.said("amz"), self.hub.said("shop")),
            ),
            ShipOption(
                "buy_shipping:x",
                Route.BUY_SHIPPING,
                self.hub.said("UPS"),
                self.hub.said("UPS Ground"),
                None,
                None,
                False,
                closed,
                Sentence("way_out.house_carrier"),
            ),
            ShipOption(
                "manual", Route.MANUAL, "", "", None, None, True, notifies=(self.hub.said("amz"),)
            ),
        )

    def ship(
        self,
        order_id: int,
        option: str,
        *,
        carrier: str = "",
        tracking: str = "",
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
        anyway: bool = False,
        same_package: bool = False,
        untracked: bool = False,
    ) -> ShipmentView:
        """A label."""
        called = f"ship {order_id} {option} {carrier} {tracking}".strip()
        self.note(f"{called} {lines} {together}")
        return self.hub.shipment(order_id)

    def notified_stores(self, shipment_id: int) -> Sentence | None:
        """A store knows of every other label."""
        facts = {"stores": self.hub.said("shop"), "tracking": self.hub.said("1Z")}
        return Sentence("warning.void_told_reconciling", facts) if shipment_id % 2 else None

    def perhaps_notified(self, shipment_id: int) -> Sentence | None:
        """The answer of every third label's store was lost."""
        facts = {"stores": self.hub.said("amz"), "tracking": self.hub.said("1Z")}
        return Sentence("warning.void_perhaps_told", facts) if shipment_id % 3 == 0 else None

    def second_email(self, order_id: int) -> Sentence | None:
        """The buyer of every other order gets a second message."""
        facts: dict[str, object] = {"store": self.hub.said("shop"), "n": 1, "letters": 2}
        facts["channel"] = self.hub.said("Amazon")
        return Sentence("warning.second_email", facts) if order_id % 2 else None


class FakeActs(_Interface):
    """``hub.acts``: what the screens ask about acts."""

    def rows(self, *, everything: bool = False, limit: int | None = None) -> tuple[ActView, ...]:
        """One of each kind; the last, of a store's own setting, has no order."""
        if not self.hub.unknown:
            return ()
        lost = {"platform": "word.amazon", "operation": "word.call.buyLabel"}
        return tuple(
            ActView(
                id=n,
                kind=kind,
                state=ActState.UNKNOWN,
                order_id=None if kind is ActKind.EMAILS else n,
                order_number="" if kind is ActKind.EMAILS else self.hub.said(f"SO-{n:06}"),
                store=self.hub.said("shop"),
                shipment_id=None if kind is ActKind.EMAILS else n,
                notification_id=n if kind in (ActKind.CONFIRM, ActKind.CORRECT) else None,
                key=self.hub.said(f"SO-{n}-abc"),
                at=NOW - timedelta(minutes=12 * n),
                look_at=NOW + timedelta(minutes=n),
                reason=Sentence("error.unreachable", lost),
                blocks=Sentence(f"act.blocks.{kind.value}", {"store": self.hub.said("shop")}),
                by=self.hub.said("Ada"),
            )
            for n, kind in enumerate(ActKind, 1)
        )

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """The carrier has two for every purchase."""
        said = self.hub.said
        return tuple(
            Label(said(number), said("UPS"), said("UPS Ground"), said(number), Money(742, "USD"))
            for number in ("1Z111", "1Z222")
        )


class FakeNotifications(_Interface):
    """``hub.notifications``: what the screens ask about notifications."""

    def count(self, *, order_id: int | None = None) -> int:
        """How many there are."""
        return len(self.rows(order_id=order_id))

    def rows(
        self, *, order_id: int | None = None, limit: int | None = None
    ) -> tuple[NotificationView, ...]:
        """One of each state."""
        if not self.hub.order_count:
            return ()
        conflict = Sentence("notification.conflict", {"tracking": self.hub.said("1Z000")})
        reason = (
            Sentence("notification.closed", {"by": self.hub.said("Ada")})
            if self.hub.refused
            else conflict
        )
        return tuple(
            NotificationView(
                id=n,
                shipment_id=1,
                order_id=1,
                order_number=self.hub.said("SO-000001"),
                target_number=self.hub.said("1042"),
                store=self.hub.said("shop"),
                platform=BIGCOMMERCE if n % 2 else AMAZON,
                state=state,
                attempts=n,
                next_at=NOW + timedelta(minutes=5) if state is NotificationState.PENDING else None,
                reason=reason if state is NotificationState.STOPPED else None,
                carrier=self.hub.said("UPS"),
                tracking=self.hub.said("1Z999AA10123456784"),
                sent_at=NOW if state is NotificationState.SENT else None,
            )
            for n, state in enumerate(NotificationState, 1)
        )

    def correct(
        self, notification_id: int, *, carrier: str, tracking: str, same_package: bool = False
    ) -> NotificationView:
        """What it says instead."""
        self.note(f"correct {notification_id} {carrier} {tracking}")
        return self.rows()[0]


class FakeRules(_Interface):
    """``hub.rules``: what the screens ask about rules."""

    def rows(self) -> tuple[RuleRow, ...]:
        """One rule."""
        if not self.hub.order_count:
            return ()
        return (
            RuleRow(
                1,
                1,
                self.hub.said("Copies from BigCommerce"),
                True,
                (("marketplace", "equals", (self.hub.said("bigcommerce"),)),),
                (("add_tag", self.hub.said("copy")),),
                3,
            ),
        )

    def move(self, rule_id: int, position: int) -> RuleRow:
        """Where it is put."""
        self.note(f"move {rule_id} {position}")
        return self.rows()[0]


class FakeReprocessing(_Interface):
    """``hub.reprocessing``: what the screens ask about reprocessing."""

    def trace(self, order_id: int) -> tuple[TraceRow, ...]:
        """A rule with two criteria, one of which holds, and one that catches the order."""
        said = self.hub.said
        copies, mugs = said("Copies from BigCommerce"), said("Mugs in their box")
        return (
            TraceRow(
                copies, "marketplace", "equals", (said("bigcommerce"),), said("amazon"), False
            ),
            TraceRow(copies, "source", "equals", (said("ebay"), said("amazon")), "amazon", True),
            TraceRow(mugs, "sku", "starts_with", (said("MUG"),), said("MUG-SLATE"), True),
        )

    def dry_run(self, rule: Rule | None = None) -> DryRun:
        """The first order would be tagged."""
        self.note("dry_run")
        outcome = (Sentence("rule.would.tag", {"tag": self.hub.said("mug")}),)
        row = DryRunRow(self.hub.row(1), self.hub.said("Mugs"), outcome, has_original=False)
        return DryRun(self.hub.order_count, 1, (row,), 1)

    def run(self) -> ReprocessReport:
        """Two looked at, one changed."""
        self.note("run")
        return ReprocessReport(2, 1, 0)


class FakeMaintenance(_Interface):
    """``hub.maintenance``: what the screens ask about upkeep."""

    def doctor(self) -> tuple[Finding, ...]:
        """One finding of each level."""
        age = {"say": "word.time.hours", "n": 7}
        facts = {"store": self.hub.said("bay"), "n": 7, "age": age}
        store = Sentence("warning.stale_store", facts)
        return tuple(
            Finding(level.value, level, store, Sentence("way_out.ship_apart")) for level in Level
        )


def _packing(said: Callable[[str], str]) -> tuple[PackingFact, ...]:
    return (
        PackingFact(PackingFactKind.GIFT_MESSAGE, said("Happy birthday, Björn")),
        PackingFact(PackingFactKind.TAX_NUMBER, said("IM1234567890"), said("IOSS")),
    )


@dataclass
class FakeHub:
    """Answers what the screens ask; *text* replaces every text that a platform could send."""

    order_count: int = 40
    text: str = ""
    mode: MatchingMode = MatchingMode.RECONCILING
    stores_known: bool = True
    #: Every order waits for a decision about its origin.
    held: bool = False
    #: The stopped notification was refused by its platform; otherwise it is a conflict.
    refused: bool = False
    #: One act of each kind has an outcome that nobody knows.
    unknown: bool = False
    #: Orders go to several addresses, with packing facts, conditions and alarms.
    owed: bool = False
    overruled: set[Condition] = field(default_factory=set)
    #: The ids of every page that was asked for.
    asked: list[tuple[int, int]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hand out the interfaces."""
        self.orders = FakeOrders(self, "orders")
        self.stores = FakeStores(self, "stores")
        self.imports = FakeImports(self, "imports")
        self.matching = FakeMatching(self, "matching")
        self.shipping = FakeShipping(self, "shipping")
        self.acts = FakeActs(self, "acts")
        self.notifications = FakeNotifications(self, "notifications")
        self.rules = FakeRules(self, "rules")
        self.reprocessing = FakeReprocessing(self, "reprocessing")
        self.maintenance = FakeMaintenance(self, "maintenance")

    @property
    def actor(self) -> str:
        """Who works at the screen."""
        return self.said("Ada")

    def as_hub(self) -> Hub:
        """Under the type that the screens know; the calls are the same."""
        return cast(Hub, self)

    def sibling(self) -> FakeHub:
        """Memory has no threads of its own."""
        return self

    def close(self) -> None:
        """Nothing to give back."""

    def explained(self, error: Exception) -> Exception:
        """No file is to blame."""
        return error

    def said(self, usual: str) -> str:
        """The hostile text, or what would usually stand there."""
        return self.text or usual

    def state(self) -> HubState:
        """Two shelves have orders."""
        counts = dict.fromkeys(Grid, 0)
        counts[Grid.AWAITING_SHIPMENT] = self.order_count
        counts[Grid.HIDDEN] = 2 if self.order_count else 0
        counts[Grid.HELD] = len(self.matching.proposals())
        return HubState(
            mode=self.mode,
            method=Method.B,
            now=NOW,
            stores=self.stores.rows(),
            counts=counts,
            excluded=len(self.orders.excluded()),
            notifications_open=1 if self.order_count else 0,
            warnings=(Sentence("warning.new_integration", {"store": self.text}),)
            if self.text
            else (),
            unknown=len(self.acts.rows()),
        )

    def row(self, n: int) -> OrderRow:
        """One line, made from its number."""
        copy = n % 4 == 0
        platform = BIGCOMMERCE if copy else (AMAZON, EBAY)[n % 2]
        return OrderRow(
            id=n,
            number=self.said(f"SO-{n:06}"),
            store=self.said("shop" if copy else "amz"),
            marketplace=platform,
            source=Source(AMAZON) if copy else Source(platform.value),
            status=OrderStatus.AWAITING_SHIPMENT,
            visibility=Visibility.HELD if self.held else Visibility.VISIBLE,
            buyer=self.said(_BUYERS[n % len(_BUYERS)]),
            items=self.said(_GOODS[n % len(_GOODS)]),
            quantity=1 + n % 3,
            total=Money(1299 + 371 * (n % 40), "USD"),
            placed_at=NOW - timedelta(minutes=17 * max(self.order_count - n, 0) + 2),
            ship_by=NOW + timedelta(hours=n % 50 - 4),
            tags=(self.said("Prime"),) if n % 7 == 0 else (),
            duplicated=self.mode is MatchingMode.DOCUMENTED and n % 4 in (0, 1),
            alarms=(Alarm.ADDRESS_CHANGED,) if self.owed and n % 4 == 2 else (),
            asks_to_cancel=self.owed and n % 4 == 0 and not self.overruled,
        )

    def shipment(self, order_id: int) -> ShipmentView:
        """A label that was voided."""
        return ShipmentView(
            1,
            order_id,
            ShipmentState.VOIDED,
            Route.HOUSE,
            self.said("UPS"),
            self.said("Ground"),
            self.said("1Z999"),
            Money(742, "USD"),
            NOW,
        )

    def tick(self) -> TickReport:
        """Nothing is due."""
        return TickReport()
