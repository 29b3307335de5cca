"""What every face shows: frozen, cleaned, and free of rules. The faces only lay it out.

Sentences are not here but codes and facts; ``words.say`` makes the sentence in the reader's
language, so the terminal, the command line and the reports agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from shiponce.decisions.doctor_advice import Place as Place
from shiponce.decisions.doctor_checks import Level
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.channel_emails import ChannelEmails as ChannelEmails
from shiponce.domain.evidence import EvidenceLine as EvidenceLine
from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import (
    NotificationState,
    Route,
    ShipmentState,
    VoidWay,
    service_with_carrier,
)
from shiponce.domain.store import Integration, MatchingMode, Method, Platform, Source
from shiponce.words.domain_words import NOTIFICATION_WORD, SHIPMENT_WORD


class Shelf(StrEnum):
    """A list of orders that a person can open: the six grids, and two that are off the grid."""

    AWAITING_SHIPMENT = "awaiting_shipment"
    ON_HOLD = "on_hold"
    AWAITING_PAYMENT = "awaiting_payment"
    PENDING_FULFILLMENT = "pending_fulfillment"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    #: Copies behind their originals, whatever their status.
    HIDDEN = "hidden"
    #: "Origin unknown": a person decides.
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Search:
    """What a search has found: the ids of the orders, newest first, in all and by shelf."""

    every: Sequence[int]
    shelves: Mapping[Shelf, Sequence[int]]
    #: The records of excluded orders, and the excluded orders of disconnected stores.
    listed: tuple[int, ...]
    away: tuple[int, ...] = ()

    @property
    def excluded(self) -> int:
        """How many are excluded, for whatever reason."""
        return len(self.listed) + len(self.away)

    @property
    def counts(self) -> Mapping[Shelf, int]:
        """How many are on each shelf."""
        return {shelf: len(ids) for shelf, ids in self.shelves.items()}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A code of ``words`` with the facts of its sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShopEmails:
    """Whether a shop e-mails buyers itself when an order is shipped, channel by channel."""

    store: str
    #: When the setting was last read; None where it never could be.
    read_at: datetime | None = None
    #: Why the last reading did not go well, or None.
    trouble: Sentence | None = None
    channels: tuple[ChannelEmails, ...] = ()
    #: The names of marketplaces' channels whose buyers are written to as well.
    written_to: tuple[str, ...] = ()
    #: The names of channels that were switched off from here.
    switched_off: tuple[str, ...] = ()
    #: The channel of the shop's own orders that is written to and has copies on it; '' for none.
    shared: str = ""


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A connected store and how its import stands."""

    id: int
    name: str
    platform: Platform
    account: str
    integration: Integration | None
    #: BigCommerce: notices on or off, since when, and by whom.
    notifications_on: bool
    notifications_changed_at: datetime | None
    notifications_changed_by: str
    #: When the last import that reached its last page ended; None when none has.
    imported_at: datetime | None
    #: The last import's trouble, or None.
    trouble: Sentence | None
    orders: int
    #: Another connection to the account took over; nothing is imported through this one.
    replaced: bool = False
    #: When orders were last listed by creation date, and how many only that has found, ever.
    swept_at: datetime | None = None
    sweep_found: int = 0
    #: The last good import is too long ago: says how long.
    stale: Sentence | None = None
    market: str = ""
    prime_to_awaiting: bool = False
    buy_shipping: bool = True
    #: When a person disconnected the account; None while it is connected.
    disconnected_at: datetime | None = None
    #: Its orders that are excluded while it is disconnected.
    excluded: int = 0
    #: A shop's own e-mails to buyers; None for a marketplace.
    emails: ShopEmails | None = None

    @property
    def live(self) -> bool:
        """Whether orders are imported, shipped and told through it."""
        return not self.replaced and self.disconnected_at is None

    @property
    def is_left_out(self) -> bool:
        """Whether lists leave it out: it is disconnected, and nothing ever came through it."""
        never = not self.orders and self.imported_at is None
        return self.disconnected_at is not None and never


@dataclass(frozen=True, slots=True)
class Disconnection:
    """What disconnecting a store does, or did."""

    store: str
    platform: Platform
    account: str
    #: Open orders that stand in no grid until the account is connected again.
    excluded: int
    #: Copies whose originals leave: they are judged again, and so many of them stand in a grid.
    judged_again: int
    shown: int
    #: Notifications that wait until the account is connected again.
    stopped: int
    #: Shipped and cancelled orders: they stay where they are.
    kept: int
    #: No marketplace is connected after it.
    last_marketplace: bool

    @property
    def effects(self) -> tuple[Sentence, ...]:
        """All of it in sentences, what changes first; nothing is said of what there is none of."""
        counted = {
            "stores.effect.excluded": self.excluded,
            "stores.effect.judged_again": self.judged_again,
            "stores.effect.stopped": self.stopped,
            "stores.effect.kept": self.kept,
        }
        said = [
            Sentence(code, {"n": n, "shown": self.shown})
            for code, n in counted.items()
            if n or code == "stores.effect.excluded"
        ]
        last = [Sentence("stores.effect.last_marketplace")] if self.last_marketplace else []
        return (*said, *last)


@dataclass(frozen=True, slots=True)
class LabelView:
    """A live label, or one whose purchase has no end yet, with the order that it is on."""

    order_id: int
    #: ``store:number``
    order: str
    #: labelled, purchasing or doubtful.
    state: ShipmentState
    #: Empty while it is being bought.
    carrier: str
    tracking: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of a grid."""

    id: int
    number: str
    store: str
    marketplace: Platform
    source: Source
    status: OrderStatus
    visibility: Visibility
    buyer: str
    #: SKUs with quantities, such as ``MUG-SLATE × 2``.
    items: str
    quantity: int
    total: Money
    placed_at: datetime
    ship_by: datetime | None
    tags: tuple[str, ...]
    #: Another order of the same purchase also stands in a grid.
    duplicated: bool
    #: The purchase was shipped twice: more units are under live labels than were sold.
    shipped_twice: bool = False
    #: Labels that other orders of the same purchase have, or that are being bought for them.
    twin_labels: tuple[LabelView, ...] = ()
    #: On hold here: by which rule or person, and until when.
    hold: Sentence | None = None
    #: Its personal data was removed: there is no buyer and no address.
    purged: bool = False
    #: Physical units that have left under a live label from here, and those that were bought.
    shipped_units: int = 0
    units: int = 0

    @property
    def in_part(self) -> bool:
        """Whether a part of it has left, and something is still to be shipped."""
        return 0 < self.shipped_units < self.units


@dataclass(frozen=True, slots=True)
class PersonsDecision:
    """What a person said about two orders, and how it is taken back."""

    what: Sentence
    by: str
    at: datetime
    #: The other order; 0 where there is none.
    order_id: int
    #: Every field compared, with the values of today.
    evidence: tuple[EvidenceLine, ...]
    undo: Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an order is where it is; *headline* is the first line of every detail."""

    headline: Sentence
    #: When it was decided.
    at: datetime
    evidence: tuple[EvidenceLine, ...] = ()
    #: How to undo it, or None where there is nothing to undo.
    undo: Sentence | None = None
    #: Lasting warnings about this order.
    warnings: tuple[Sentence, ...] = ()
    #: What else a person should know; nothing is to be done about it.
    notes: tuple[Sentence, ...] = ()
    #: What persons said about it: confirmed and rejected originals, each with its way back.
    decisions: tuple[PersonsDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """One item with what has left the house."""

    sku: str
    title: str
    quantity: int
    shipped: int
    price: Money
    #: What a part of an order is named by when it is shipped.
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class ShipmentView:
    """One shipment and its label."""

    id: int
    order_id: int
    state: ShipmentState
    route: Route
    carrier: str
    service: str
    tracking: str
    cost: Money | None
    at: datetime
    #: Who bought it; empty where that was not recorded.
    by: str = ""
    #: What voiding it is, as long as it is live.
    void_way: VoidWay = VoidWay.LABEL
    #: The numbers of all orders in its package, that of the label's purchase first.
    orders: tuple[str, ...] = ()
    #: The order with which the price of a shared label is booked, if that is another one.
    booked_with: str = ""

    @property
    def called(self) -> str:
        """Carrier and service; the carrier once, where the service begins with it."""
        return service_with_carrier(self.carrier, self.service)

    @property
    def word(self) -> str:
        """The code of its state's word: a package that was entered by hand has no label."""
        if self.route is Route.MANUAL and self.state is ShipmentState.LABELLED:
            return "word.shipment.entered"
        if self.route is Route.MANUAL and self.state is ShipmentState.VOIDED:
            return "word.shipment.taken_back"
        return SHIPMENT_WORD[self.state]


@dataclass(frozen=True, slots=True)
class ActView:
    """One act in the ledger: what was sent to a carrier or a platform, and how it ended."""

    id: int
    kind: ActKind
    state: ActState
    #: The order that it is about; None for a store's own setting.
    order_id: int | None
    order_number: str
    store: str
    shipment_id: int | None
    notification_id: int | None
    #: What the other side knows it by: our reference, the label's id, the tracking number.
    key: str
    at: datetime
    #: As long as it is unknown: when the other side is read next, why it is unknown, what waits.
    look_at: datetime | None = None
    reason: Sentence | None = None
    blocks: Sentence | None = None
    #: Who did it.
    by: str = ""
    settled_at: datetime | None = None
    #: Of a person who settled it: the name, and what was seen where.
    settled_by: str = ""
    saw: str = ""
    #: Of an act on a label: the numbers of all orders in its package.
    orders: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The orders that it is about, as a person reads them."""
        return " + ".join(self.orders) or self.order_number


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One notice to one store, with its state, attempts and next try."""

    id: int
    shipment_id: int
    #: The order that was shipped, and the order that the store is told about.
    order_id: int
    order_number: str
    target_number: str
    store: str
    platform: Platform
    state: NotificationState
    attempts: int
    #: Not before; None when nothing more is to come.
    next_at: datetime | None
    #: Why it waits or stopped, or None.
    reason: Sentence | None
    carrier: str
    tracking: str
    sent_at: datetime | None
    ship_by: datetime | None = None
    #: The tracking number that the store was told of before, and that this one replaces.
    corrects: str = ""
    #: As long as it is not sent: that the shop will then e-mail a marketplace's buyer too.
    second_email: Sentence | None = None

    @property
    def word(self) -> str:
        """The code of its state's word: what a person closed was not withdrawn with its package."""
        closed = self.reason is not None and self.reason.code == "notice.closed"
        by_hand = closed and self.state is NotificationState.WITHDRAWN
        return "word.notice.closed" if by_hand else NOTIFICATION_WORD[self.state]


@dataclass(frozen=True, slots=True)
class Relay:
    """A platform that another one tells: BigCommerce passes fulfilment on (method A)."""

    platform: Platform
    by: Platform


@dataclass(frozen=True, slots=True)
class TwinView:
    """The other order of a pair, or one proposed as such."""

    order_id: int
    number: str
    store: str
    platform: Platform
    status: OrderStatus
    visibility: Visibility
    #: linked, other_copy (behind the same original), same_key, same_order or same_lines (seen but
    #: not linked), proposed, or rejected.
    bond: str
    evidence: tuple[EvidenceLine, ...] = ()
    #: Its live labels, and those that are being bought.
    labels: tuple[LabelView, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of an order's history, without personal data."""

    at: datetime
    what: Sentence
    #: Who did it; empty where that was not recorded.
    by: str = ""


@dataclass(frozen=True, slots=True)
class RuledBy:
    """One thing that a rule did to an order: a tag, a wish, a note or a hold."""

    #: The action as a rule has it, such as ``add_tag``, and its argument.
    action: str
    argument: str
    #: The name that the rule had then.
    rule: str


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """Everything of one order."""

    row: OrderRow
    remote_id: str
    why: Explanation
    #: Lines of the address, personal data; empty when there is none.
    address: tuple[str, ...]
    email: str
    requested_service: str
    prime: bool
    lines: tuple[LineView, ...]
    twins: tuple[TwinView, ...]
    shipments: tuple[ShipmentView, ...]
    notifications: tuple[NotificationView, ...]
    relays: tuple[Relay, ...]
    #: What rules asked for; empty where they asked for nothing.
    note: str
    wished_service: str
    wished_package: str
    hold_until: datetime | None
    history: tuple[Happening, ...]
    #: What rules did to it, and which rule it was.
    ruled: tuple[RuledBy, ...] = ()


@dataclass(frozen=True, slots=True)
class ShipOption:
    """One way to ship, available or not; what is not says why and what would help."""

    #: What ``ship`` takes: ``house:ground``, ``buy_shipping:UPS_PTP_2ND_DAY_AIR``.
    code: str
    route: Route
    carrier: str
    service: str
    price: Money | None
    arrives_by: datetime | None
    available: bool
    #: The coded reason (``limit.…``) when it is not available.
    limit: Sentence | None = None
    way_out: Sentence | None = None
    #: A rule asked for this one (R9): the faces preselect it.
    preferred: bool = False
    #: It is available and would ship a purchase twice: a person must insist.
    warning: Sentence | None = None
    #: The stores that the hub notifies when it ships this way, by name; empty where it is closed.
    notifies: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Carrier and service; the carrier once, where the service begins with it."""
        return service_with_carrier(self.carrier, self.service)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A held order and the originals that it may be a copy of; nobody but a person decides."""

    order: OrderRow
    why: Explanation
    #: Each with its evidence, the likeliest first; empty when none is like it.
    originals: tuple[TwinView, ...]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """An order that is in no grid, with the reason; no personal data."""

    id: int
    store: str
    remote_id: str
    #: rule, not_importable, quarantine, or disconnected: its store is.
    kind: str
    reason: Sentence
    origin: str
    at: datetime
    #: How often a quarantined order was read again.
    tries: int = 0
    #: How it gets in all the same, or None where nothing here can let it in.
    undo: Sentence | None = None
    #: The order's id where it is in the hub: its store is disconnected, and *id* is 0.
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlatformCard:
    """What one platform itself shows of a purchase, read from it just now."""

    platform: Platform
    store: str
    #: The platform's order id; empty when it has no such order that we know of.
    remote_id: str
    #: The platform's own word for the status.
    status: str
    #: (carrier, tracking) of each parcel the platform shows.
    parcels: tuple[tuple[str, str], ...]
    #: Why there is nothing to show, or what went wrong.
    remark: Sentence | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One automation rule."""

    id: int
    position: int
    name: str
    enabled: bool
    #: (criterion, operator, values), all of which must hold.
    criteria: tuple[tuple[str, str, tuple[str, ...]], ...]
    #: (action, argument)
    actions: tuple[tuple[str, str], ...]
    #: Orders it has kept out so far.
    kept_out: int
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRunRow:
    """One order that rules would catch, with what they would do to it."""

    order: OrderRow
    #: The names of the rules that caught it.
    rules: str
    outcome: tuple[Sentence, ...]
    #: The purchase stands in the hub without this order.
    has_original: bool


@dataclass(frozen=True, slots=True)
class DryRun:
    """What rules would do to the orders in the hub; nothing was done."""

    seen: int
    caught: int
    #: The first of those caught.
    rows: tuple[DryRunRow, ...]
    #: Of those caught, copies whose original is not in the hub.
    without_original: int


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One criterion of a rule, looked at in one order."""

    rule: str
    criterion: str
    operator: str
    values: tuple[str, ...]
    #: What the order has; personal data where the criterion is.
    value: str
    held: bool


@dataclass(frozen=True, slots=True)
class ReprocessReport:
    """What running the rules again has done; what was seen and not counted is as it was."""

    seen: int
    changed: int
    kept_out: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What one import did: fetched = added + refreshed + unchanged + listed + quarantined."""

    store: str
    fetched: int = 0
    added: int = 0
    refreshed: int = 0
    unchanged: int = 0
    #: Kept out by a rule or not importable, with a record.
    listed: int = 0
    quarantined: int = 0
    #: Orders that became hidden by this import, on either side.
    hidden: int = 0
    #: Set when the import could not run or end; nothing that was imported is lost.
    trouble: Sentence | None = None
    #: The hub's own pacing said: not before.
    not_before: datetime | None = None
    #: This machine's clock and the platform's are far apart: a sentence with both times. Or the
    #: platform refused to list: what it was asked for.
    clock: Sentence | None = None
    #: From when on changes were listed; None when nothing was listed.
    since: datetime | None = None
    #: The store's first import: what is older than *since* is not brought in.
    first: bool = False
    #: Orders that only the sweep by creation date has found; None when none was due.
    swept: int | None = None
    #: Quarantined orders that could be read this time, and are in.
    retried: int = 0


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one round of due work did."""

    sent: int = 0
    retried: int = 0
    stopped: int = 0
    #: When the next work is due; None when there is none.
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HubState:
    """The hub's choices and its lasting warnings, for every screen's head."""

    mode: MatchingMode
    method: Method
    now: datetime
    stores: tuple[StoreRow, ...]
    counts: Mapping[Shelf, int]
    listed: int
    notifications_open: int
    warnings: tuple[Sentence, ...]
    #: Nothing is written to any platform or carrier.
    read_only: bool = False
    #: What is wrong with the order in which the stores are imported (W9).
    import_order: tuple[Sentence, ...] = ()
    #: How many acts have an outcome that nobody knows.
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class DoubleShipment:
    """More live labels for one purchase than units sold: the failure all this exists to prevent."""

    origin: str
    orders: tuple[str, ...]
    labels: tuple[str, ...]
    #: Each label with its order.
    parts: tuple[LabelView, ...] = ()
    #: The sentence that says so.
    what: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A copy of the database that was made and checked."""

    file: str
    #: Bytes.
    size: int
    orders: int
    shipments: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What `doctor` says of one thing that it looked at."""

    code: str
    #: trouble, warning or ok.
    level: Level
    what: Sentence
    #: What would help; null when all is well.
    way_out: Sentence | None = None
    #: What can be run about it, with every id in it; none of it makes anything worse.
    commands: tuple[str, ...] = ()
    #: Where on the screen it is mended; null: outside.
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PurgedPart:
    """One order whose personal data was, or would be, removed."""

    #: The order's id; null for one that could not be read.
    order_id: int | None
    #: The order, as ``store:number``.
    order: str
    #: How many values of each kind: buyer, email, address, phone, note, raw.
    removed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Purge:
    """What removing personal data did, or would do."""

    #: It was done; false: this is what would happen.
    done: bool
    parts: tuple[PurgedPart, ...]
    #: The same counts over all parts.
    removed: Mapping[str, int]
    #: Purchases that keep theirs, each with the reason.
    kept: tuple[Sentence, ...] = ()
    #: What a person should know before it is done.
    warnings: tuple[Sentence, ...] = ()
    #: Nothing of it is left in the file's bytes; null: nothing was removed yet.
    overwritten: bool | None = None

    def with_overwritten(self, overwritten: bool) -> Purge:
        """Return the same with whether the bytes are overwritten."""
        return replace(self, overwritten=overwritten)
