"""A hub of view-models in memory: as many orders as a test wants, and whatever text it wants."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import cast

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.rule import Rule
from shiponce.domain.shipment import Label, NoticeState, Route, ShipmentState
from shiponce.domain.store import Integration, MatchingMode, Method, Platform, Source
from shiponce.hub import Hub
from shiponce.views import (
    ActView,
    DryRun,
    DryRunRow,
    EvidenceLine,
    Explanation,
    Finding,
    Happening,
    HubState,
    ImportReport,
    LineView,
    ListedRow,
    NoticeView,
    OrderDetail,
    OrderRow,
    PlatformCard,
    Proposal,
    ReprocessReport,
    RuleRow,
    Search,
    Sentence,
    Shelf,
    ShipmentView,
    ShipOption,
    ShopEmails,
    StoreRow,
    TickReport,
    TraceRow,
    TwinView,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_BUYERS = ("Ada Nowak", "Björn Ek", "Chiara Sala", "Daan Visser", "Élodie Roux")
_GOODS = ("MUG-SLATE × 2", "TEAPOT-IRIS × 1", "LAMP-HERON × 1, MUG-MOSS × 1")


@dataclass
class FakeHub:
    """Answers what the screens ask; *text* replaces every text that a platform could send."""

    orders: int = 40
    text: str = ""
    mode: MatchingMode = MatchingMode.RECONCILING
    stores_known: bool = True
    #: Every order waits for a decision about its origin.
    held: bool = False
    #: The stopped notification was refused by its platform; otherwise it is a conflict.
    refused: bool = False
    #: One act of each kind has an outcome that nobody knows.
    unknown: bool = False
    #: The ids of every page that was asked for.
    asked: list[tuple[int, int]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

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

    # -- reading

    def state(self) -> HubState:
        """Two shelves have orders."""
        counts = dict.fromkeys(Shelf, 0)
        counts[Shelf.AWAITING_SHIPMENT] = self.orders
        counts[Shelf.HIDDEN] = 2 if self.orders else 0
        counts[Shelf.HELD] = len(self.proposals())
        return HubState(
            mode=self.mode,
            method=Method.B,
            now=NOW,
            stores=self.stores(),
            counts=counts,
            listed=len(self.listed()),
            notices_open=1 if self.orders else 0,
            warnings=(Sentence("warning.new_integration", {"store": self.text}),)
            if self.text
            else (),
            unknown=len(self.acts()),
        )

    def stores(self) -> tuple[StoreRow, ...]:
        """A shop and two marketplaces."""
        if not self.stores_known:
            return ()
        platforms = (Platform.BIGCOMMERCE, Platform.AMAZON, Platform.EBAY)
        return tuple(
            StoreRow(
                id=n,
                name=self.said(name),
                platform=platform,
                account=self.said(f"account-{n}"),
                integration=Integration.LEGACY if n == 1 else None,
                notices_on=True,
                notices_changed_at=NOW if n == 1 else None,
                notices_changed_by=self.said("Ada"),
                imported_at=NOW - timedelta(minutes=4 * n),
                trouble=None,
                orders=self.orders,
            )
            for n, (name, platform) in enumerate(
                zip(("shop", "amz", "bay"), platforms, strict=True), 1
            )
        )

    def order_ids(self, shelf: Shelf, query: str = "") -> array[int]:
        """Newest first; a query keeps every hundredth."""
        if shelf is Shelf.HIDDEN and self.orders:
            return array("q", [1, 2])
        if shelf is not Shelf.AWAITING_SHIPMENT:
            return array("q")
        if query == "nothing":
            return array("q")
        return array("q", range(self.orders, 0, -100 if query else -1))

    def search(self, query: str) -> Search:
        """A query keeps every hundredth."""
        shelves = {shelf: self.order_ids(shelf, query) for shelf in Shelf}
        return Search([n for ids in shelves.values() for n in ids], shelves, ())

    def rows(self, ids: Sequence[int]) -> tuple[OrderRow, ...]:
        """The rows of these orders, in this order."""
        self.asked.append((ids[0], ids[-1]) if ids else (0, 0))
        return tuple(self.row(order_id) for order_id in ids)

    def row(self, n: int) -> OrderRow:
        """One line, made from its number."""
        copy = n % 4 == 0
        platform = Platform.BIGCOMMERCE if copy else (Platform.AMAZON, Platform.EBAY)[n % 2]
        return OrderRow(
            id=n,
            number=self.said(f"SO-{n:06}"),
            store=self.said("shop" if copy else "amz"),
            marketplace=platform,
            source=Source.AMAZON if copy else Source(platform.value),
            status=OrderStatus.AWAITING_SHIPMENT,
            visibility=Visibility.HELD if self.held else Visibility.VISIBLE,
            buyer=self.said(_BUYERS[n % len(_BUYERS)]),
            items=self.said(_GOODS[n % len(_GOODS)]),
            quantity=1 + n % 3,
            total=Money(1299 + 371 * (n % 40), "USD"),
            placed_at=NOW - timedelta(minutes=17 * max(self.orders - n, 0) + 2),
            ship_by=NOW + timedelta(hours=n % 50 - 4),
            tags=(self.said("Prime"),) if n % 7 == 0 else (),
            duplicated=self.mode is MatchingMode.DOCUMENTED and n % 4 in (0, 1),
        )

    def order(self, order_id: int) -> OrderDetail:
        """Everything of one order, with a twin, a shipment and a notice."""
        row = self.row(order_id)
        said = self.said
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
            lines=(LineView(said("MUG-SLATE"), said("Slate mug"), 2, 0, Money(1299, "USD")),),
            twins=(
                TwinView(
                    order_id + 1,
                    said("1042"),
                    said("shop"),
                    Platform.BIGCOMMERCE,
                    OrderStatus.AWAITING_SHIPMENT,
                    Visibility.HIDDEN,
                    "proposed" if self.held else "linked",
                    (EvidenceLine("goods", said("MUG × 2"), said("MUG × 1"), False, "likeness"),),
                ),
            ),
            shipments=(self.shipment(order_id),),
            notices=self.notices(),
            relays=(),
            history=(
                Happening(
                    NOW, Sentence("event.shipped", {"carrier": said("UPS"), "tracking": said("1Z")})
                ),
            ),
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

    def look(self, order_id: int) -> tuple[PlatformCard, ...]:
        """Two platforms know the purchase."""
        self.calls.append(f"look {order_id}")
        parcels = ((self.said("UPS"), self.said("1Z999")),)
        nothing = Sentence("look.no_order", {"platform": "word.ebay"})
        return (
            PlatformCard(
                Platform.AMAZON, self.said("amz"), self.said("113-1"), self.said("Unshipped"), ()
            ),
            PlatformCard(
                Platform.BIGCOMMERCE,
                self.said("shop"),
                self.said("1042"),
                self.said("Shipped"),
                parcels,
            ),
            PlatformCard(Platform.EBAY, "", "", "", (), nothing),
        )

    def listed(self) -> tuple[ListedRow, ...]:
        """One of each kind."""
        if not self.orders:
            return ()
        reasons = (
            ("rule", Sentence("listed.rule", {"rule": self.said("Copies")})),
            ("not_importable", Sentence("listed.no_address")),
            ("quarantine", Sentence("listed.quarantine", {"fault": self.said("total: no number")})),
        )
        return tuple(
            ListedRow(
                n,
                self.said("shop"),
                self.said(f"10{n}"),
                kind,
                reason,
                self.said("amazon 113-1"),
                NOW,
            )
            for n, (kind, reason) in enumerate(reasons, 1)
        )

    def notices(self, *, order_id: int | None = None, limit: int = 500) -> tuple[NoticeView, ...]:
        """One of each state."""
        if not self.orders:
            return ()
        conflict = Sentence("notice.conflict", {"tracking": self.said("1Z000")})
        reason = Sentence("notice.closed", {"by": self.said("Ada")}) if self.refused else conflict
        return tuple(
            NoticeView(
                id=n,
                shipment_id=1,
                order_id=1,
                order_number=self.said("SO-000001"),
                target_number=self.said("1042"),
                store=self.said("shop"),
                platform=Platform.BIGCOMMERCE if n % 2 else Platform.AMAZON,
                state=state,
                attempts=n,
                next_at=NOW + timedelta(minutes=5) if state is NoticeState.PENDING else None,
                reason=reason if state is NoticeState.STOPPED else None,
                carrier=self.said("UPS"),
                tracking=self.said("1Z999AA10123456784"),
                sent_at=NOW if state is NoticeState.SENT else None,
            )
            for n, state in enumerate(NoticeState, 1)
        )

    def acts(self, *, everything: bool = False, limit: int = 500) -> tuple[ActView, ...]:
        """One of each kind; the last, of a store's own setting, has no order."""
        if not self.unknown:
            return ()
        lost = {"platform": "word.amazon", "operation": "word.call.buyLabel"}
        return tuple(
            ActView(
                id=n,
                kind=kind,
                state=ActState.UNKNOWN,
                order_id=None if kind is ActKind.EMAILS else n,
                order_number="" if kind is ActKind.EMAILS else self.said(f"SO-{n:06}"),
                store=self.said("shop"),
                shipment_id=None if kind is ActKind.EMAILS else n,
                notification_id=n if kind in (ActKind.CONFIRM, ActKind.CORRECT) else None,
                key=self.said(f"SO-{n}-abc"),
                at=NOW - timedelta(minutes=12 * n),
                look_at=NOW + timedelta(minutes=n),
                reason=Sentence("error.unreachable", lost),
                blocks=Sentence(f"act.blocks.{kind.value}", {"store": self.said("shop")}),
                by=self.said("Ada"),
            )
            for n, kind in enumerate(ActKind, 1)
        )

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """The carrier has two for every purchase."""
        said = self.said
        return tuple(
            Label(said(number), said("UPS"), said("UPS Ground"), said(number), Money(742, "USD"))
            for number in ("1Z111", "1Z222")
        )

    def proposals(self) -> tuple[Proposal, ...]:
        """Two held orders: one that is like another, one that is like nothing."""
        if not self.held:
            return ()
        like, alone = (self.order(n) for n in (self.orders, self.orders - 1))
        return Proposal(like.row, like.why, like.twins), Proposal(alone.row, alone.why, ())

    def trace(self, order_id: int) -> tuple[TraceRow, ...]:
        """A rule with two criteria, one of which holds, and one that catches the order."""
        said = self.said
        copies, mugs = said("Copies from BigCommerce"), said("Mugs in their box")
        return (
            TraceRow(
                copies, "marketplace", "equals", (said("bigcommerce"),), said("amazon"), False
            ),
            TraceRow(copies, "source", "equals", (said("ebay"), said("amazon")), "amazon", True),
            TraceRow(mugs, "sku", "starts_with", (said("MUG"),), said("MUG-SLATE"), True),
        )

    def rules(self) -> tuple[RuleRow, ...]:
        """One rule."""
        if not self.orders:
            return ()
        return (
            RuleRow(
                1,
                1,
                self.said("Copies from BigCommerce"),
                True,
                (("marketplace", "equals", (self.said("bigcommerce"),)),),
                (("add_tag", self.said("copy")),),
                3,
            ),
        )

    def doctor(self) -> tuple[Finding, ...]:
        """One finding of each level."""
        store = Sentence("warning.stale_store", {"store": self.said("bay"), "n": 7})
        return tuple(
            Finding(level.value, level, store, Sentence("way_out.ship_apart")) for level in Level
        )

    def dry_run(self, rule: Rule | None = None) -> DryRun:
        """The first order would be tagged."""
        self.calls.append("dry_run")
        outcome = (Sentence("rule.would.tag", {"tag": self.said("mug")}),)
        row = DryRunRow(self.row(1), self.said("Mugs"), outcome, has_original=False)
        return DryRun(self.orders, 1, (row,), 1)

    def reprocess(self) -> ReprocessReport:
        """Two looked at, one changed."""
        self.calls.append("reprocess")
        return ReprocessReport(2, 1, 0)

    def move_rule(self, rule_id: int, position: int) -> RuleRow:
        """Where it is put."""
        self.calls.append(f"move_rule {rule_id} {position}")
        return self.rules()[0]

    def correct_notice(
        self, notice_id: int, *, carrier: str, tracking: str, same_package: bool = False
    ) -> NoticeView:
        """What it says instead."""
        self.calls.append(f"correct_notice {notice_id} {carrier} {tracking}")
        return self.notices()[0]

    # -- acting

    def told_of(self, shipment_id: int) -> Sentence | None:
        """A store knows of every other label."""
        facts = {"stores": self.said("shop"), "tracking": self.said("1Z")}
        return Sentence("warning.void_told_reconciling", facts) if shipment_id % 2 else None

    def second_email(self, order_id: int) -> Sentence | None:
        """The buyer of every other order gets a second message."""
        facts = {"store": self.said("shop"), "channel": self.said("Amazon")}
        return Sentence("warning.second_email", facts) if order_id % 2 else None

    def emails(self, store: str) -> ShopEmails:
        """A shop that writes to the buyers of two channels."""
        self.calls.append(f"emails {store}")
        return self._shop_emails()

    def switch_emails(self, store: str, *, on: bool, confirmed: bool = False) -> ShopEmails:
        """Nothing is written."""
        self.calls.append(f"emails {store} {on} {confirmed}")
        return self._shop_emails()

    def _shop_emails(self) -> ShopEmails:
        names = (self.said("Amazon amz"), self.said("eBay bay"))
        return ShopEmails(self.said("shop"), NOW, written_to=names)

    def same_purchase(self, order_id: int) -> tuple[int, ...]:
        """Every purchase stands once."""
        return ()

    def parcel(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
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
                "service": self.said("UPS Ground"),
                "reason": self.said("late"),
            },
        )
        return (
            ShipOption(
                "house:ground",
                Route.HOUSE,
                self.said("UPS"),
                self.said("UPS Ground"),
                Money(919, "USD"),
                NOW + timedelta(days=5),
                True,
                notifies=(self.said("amz"), self.said("shop")),
            ),
            ShipOption(
                "buy_shipping:x",
                Route.BUY_SHIPPING,
                self.said("UPS"),
                self.said("UPS Ground"),
                None,
                None,
                False,
                closed,
                Sentence("way_out.house_carrier"),
            ),
            ShipOption(
                "manual", Route.MANUAL, "", "", None, None, True, notifies=(self.said("amz"),)
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
    ) -> ShipmentView:
        """A label."""
        called = f"ship {order_id} {option} {carrier} {tracking}".strip()
        self.calls.append(f"{called} {lines} {together}")
        return self.shipment(order_id)

    def import_warnings(
        self, chosen: Sequence[str] = (), *, every: bool = False
    ) -> tuple[Sentence, ...]:
        """Nothing to say before an import."""
        return ()

    def import_store(self, store: str) -> ImportReport:
        """Nothing new."""
        return ImportReport(store)

    def import_all(self, order: Sequence[str] = ()) -> tuple[ImportReport, ...]:
        """Nothing new anywhere."""
        return tuple(ImportReport(store) for store in order)

    def tick(self) -> TickReport:
        """Nothing is due."""
        return TickReport()

    def __getattr__(self, name: str) -> object:
        """Every other deed is noted and does nothing."""
        if name.startswith("_"):
            raise AttributeError(name)

        def deed(*given: object, **named: object) -> None:
            self.calls.append(" ".join(map(str, (name, *given, *named.values()))))

        return deed
