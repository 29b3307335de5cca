"""Orders: lists, rows, details and explanations, and excluded orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shiponce.domain.alarm import Alarm
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.money import Money
from shiponce.domain.order import Condition, OrderStatus, PackingFact, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.views.notifications import NotificationView
from shiponce.views.printing import LabelOnPaper
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView, ShipmentView


class Grid(StrEnum):
    """A list of orders that a person can open: the six statuses, hidden, and to decide."""

    AWAITING_SHIPMENT = "awaiting_shipment"
    ON_HOLD = "on_hold"
    AWAITING_PAYMENT = "awaiting_payment"
    PENDING_FULFILLMENT = "pending_fulfillment"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"
    #: Copies hidden behind their originals, in any status.
    HIDDEN = "hidden"
    #: Copies for which a person must decide which order is the original.
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Search:
    """The result of a search: ids of orders, newest first, in total and by grid."""

    every: Sequence[int]
    grids: Mapping[Grid, Sequence[int]]
    #: Ids of matching records of excluded orders (*records*), and ids of matching orders that are
    #: excluded because their store is disconnected (*away*).
    records: tuple[int, ...]
    away: tuple[int, ...] = ()

    @property
    def excluded(self) -> int:
        """The number of excluded orders that the search found: *records* and *away* together."""
        return len(self.records) + len(self.away)

    @property
    def counts(self) -> Mapping[Grid, int]:
        """The number of matches in each grid."""
        return {grid: len(ids) for grid, ids in self.grids.items()}


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line in the list of an open order."""

    #: Its SKU, or its title if it has none.
    called: str
    #: The units that are still to be shipped.
    due: int
    #: The units that the buyer ordered.
    units: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of a grid."""

    id: int
    number: str
    store: str
    marketplace: Platform
    source: Source
    status: OrderStatus
    visibility: Visibility
    buyer: str
    #: SKUs with the quantities ordered, such as ``MUG-SLATE × 2``.
    items: str
    quantity: int
    total: Money
    placed_at: datetime
    ship_by: datetime | None
    tags: tuple[str, ...]
    #: Another order of the same purchase is also in a grid, so both could be shipped.
    duplicated: bool
    #: The purchase was shipped twice: more units are under live labels than were sold.
    shipped_twice: bool = False
    #: Labels bought, or being bought, for other orders of the same purchase.
    twin_labels: tuple[LabelView, ...] = ()
    #: Which rule or person put the order on hold in the hub, and until when; None if none.
    hold: Sentence | None = None
    #: The order's personal data was removed: there is no buyer and no address.
    purged: bool = False
    #: Units that were shipped, by us or by others; and all units that are owed to the buyer.
    shipped_units: int = 0
    units: int = 0
    #: What the platform changed after a label was bought; a person has to act.
    alarms: tuple[Alarm, ...] = ()
    #: The buyer asks to cancel, nobody overruled the request, and it is not too late to cancel.
    asks_to_cancel: bool = False
    #: The lines of an open order of which not all units are due; empty if all are.
    due_lines: tuple[DueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonsDecision:
    """A person's decision whether one order is a copy of another, and how to undo the decision."""

    what: Sentence
    by: str
    at: datetime
    #: The id of the other order; 0 if the decision names no other order.
    order_id: int
    #: All compared fields, with their current values.
    evidence: tuple[EvidenceLine, ...]
    undo: Sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an order has its status; *headline* is the first line of the order's details."""

    headline: Sentence
    #: When the status was decided.
    at: datetime
    evidence: tuple[EvidenceLine, ...] = ()
    #: How to undo what led to the status, or None if there is nothing to undo.
    undo: Sentence | None = None
    #: Lasting warnings about this order.
    warnings: tuple[Sentence, ...] = ()
    #: Further facts that need no action.
    notes: tuple[Sentence, ...] = ()
    #: Persons' decisions about the order's twins (confirmed or rejected), each with how to undo it.
    decisions: tuple[PersonsDecision, ...] = ()


#: Where the units of a line may be, in the order in which they are shown.
PARTS = (
    "cancelled",
    "refunded",
    "collected",
    "digital",
    "shipped_here",
    "shipped_by_others",
    "no_package",
    "due",
    "surplus",
)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of an order, with the units shipped.

    *quantity* is the sum of *cancelled*, *refunded*, *collected*, *digital*, *shipped_here*,
    *shipped_by_others*, *no_package* and *due*.
    """

    sku: str
    title: str
    quantity: int
    shipped: int
    price: Money
    #: The number that selects this line when a part of the order is shipped.
    line_no: int = 0
    #: Units that are still to be shipped.
    due: int = 0
    #: Units that the platform shows as cancelled, as refunded, and as collected in the shop.
    cancelled: int = 0
    refunded: int = 0
    collected: int = 0
    #: Units that need no package, such as downloads.
    digital: int = 0
    #: Units that are owed and are under our labels.
    shipped_here: int = 0
    #: Units of *shipped* that others shipped.
    shipped_by_others: int = 0
    #: Units that the platform calls shipped without showing them in a package.
    no_package: int = 0
    #: Units under our labels that nobody is owed.
    surplus: int = 0
    #: The platform's id of the line's address; '' if the order has only one.
    destination: str = ""
    packing: tuple[PackingFact, ...] = ()

    @property
    def parts(self) -> Mapping[str, int]:
        """Return where the units are: those of ``PARTS`` that are not 0."""
        return {name: units for name in PARTS if (units := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class DestinationView:
    """One of several addresses of an order."""

    #: The platform's id of the address.
    id: str
    address: tuple[str, ...]
    requested_service: str
    #: Units that are still to be shipped there.
    due: int
    #: The numbers of the lines that go there.
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ConditionView:
    """Something that the platform says of an order and that changes how it may be shipped."""

    kind: Condition
    what: Sentence
    #: True if a person decided to ship nevertheless.
    overruled: bool
    #: True if a person may decide so; False if only the platform ends the condition.
    overrulable: bool = False


@dataclass(frozen=True, slots=True)
class Relay:
    """A marketplace (*platform*) that BigCommerce (*by*) notifies of shipments (method A)."""

    platform: Platform
    by: Platform


@dataclass(frozen=True, slots=True)
class TwinView:
    """Another order of the same purchase, or a proposed original of a copy."""

    order_id: int
    number: str
    store: str
    platform: Platform
    status: OrderStatus
    visibility: Visibility
    #: linked; other_copy (another copy of the same original); same_key, same_order or same_lines
    #: (the same purchase, but not linked); proposed; possible (perhaps the same purchase); or
    #: rejected.
    bond: str
    evidence: tuple[EvidenceLine, ...] = ()
    #: The other order's live labels, and labels that are being bought for it.
    labels: tuple[LabelView, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of an order's history, without personal data."""

    at: datetime
    what: Sentence
    #: Who caused the event; empty if that was not recorded.
    by: str = ""


@dataclass(frozen=True, slots=True)
class RuledBy:
    """One effect of a rule on an order: a tag, a request, a note or a hold."""

    #: The code of the rule's action, such as ``add_tag``, and the action's argument (*argument*).
    action: str
    argument: str
    #: The name that the rule had when it had this effect.
    rule: str


@dataclass(frozen=True, slots=True)
class PackageOfOthers:
    """A package that the platforms show of an order and that others shipped."""

    carrier: str
    #: '' if the platform shows no tracking number.
    tracking: str
    #: The units in it; 0 if the platform does not name its lines.
    units: int


@dataclass(frozen=True, slots=True)
class PackedLine:
    """A line in a package, with what its platform says about packing it."""

    called: str
    units: int
    packing: tuple[PackingFact, ...] = ()
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class PackedOrder:
    """What a package holds of one order (personal data)."""

    order: str
    store: str
    #: The address that it goes to, line by line.
    address: tuple[str, ...]
    lines: tuple[PackedLine, ...]
    #: The packing facts of the whole order.
    packing: tuple[PackingFact, ...]


@dataclass(frozen=True, slots=True)
class OrderDetail:
    """Everything about one order."""

    row: OrderRow
    remote_id: str
    why: Explanation
    #: The lines of the address (personal data); empty if there is no address.
    address: tuple[str, ...]
    email: str
    requested_service: str
    prime: bool
    lines: tuple[LineView, ...]
    twins: tuple[TwinView, ...]
    shipments: tuple[ShipmentView, ...]
    notifications: tuple[NotificationView, ...]
    relays: tuple[Relay, ...]
    #: Note, service, package and end of hold that rules or people set for this order; empty or
    #: None if not set.
    note: str
    wished_service: str
    wished_package: str
    hold_until: datetime | None
    history: tuple[Happening, ...]
    #: The effects of rules on the order, each with the rule.
    ruled: tuple[RuledBy, ...] = ()
    #: Packing facts of the whole order; those of a line stand with the line.
    packing: tuple[PackingFact, ...] = ()
    #: The addresses of an order with several. Empty for an order with one: that is *address*.
    destinations: tuple[DestinationView, ...] = ()
    conditions: tuple[ConditionView, ...] = ()
    #: Packages of others that are not among *shipments*.
    packages_of_others: tuple[PackageOfOthers, ...] = ()
    #: The labels among *shipments*, live or voided, with their documents and prints.
    labels: tuple[LabelOnPaper, ...] = ()

    @property
    def next_destination(self) -> str:
        """The id of the address that the next package goes to if nobody chooses another."""
        return next((line.destination for line in self.lines if line.due), "")

    def to_pack(self, units: Mapping[int, int] | None = None) -> tuple[PackedLine, ...]:
        """Return the lines of a package, {line_no: units}; without *units*, all that is due."""
        wanted = {line.line_no: line.due for line in self.lines} if units is None else units
        return tuple(
            PackedLine(line.sku or line.title, wanted[line.line_no], line.packing, line.line_no)
            for line in self.lines
            if wanted.get(line.line_no)
        )

    def packed(self, units: Mapping[int, int] | None = None) -> PackedOrder:
        """Return what a package holds of this order; *units* as in ``to_pack``."""
        lines = self.to_pack(units)
        numbers = {one.line_no for one in lines}
        address = next(
            (one.address for one in self.destinations if numbers.intersection(one.lines)),
            self.address,
        )
        return PackedOrder(self.row.number, self.row.store, address, lines, self.packing)

    def due_at(self, destination: str) -> dict[int, int]:
        """Return {line_no: units} that are due at one address of an order with several."""
        lines = (line for line in self.lines if line.destination == destination and line.due)
        return {line.line_no: line.due for line in lines}


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """An order that is in no grid, with the reason; no personal data."""

    id: int
    store: str
    remote_id: str
    #: rule, not_importable, quarantine, or disconnected (the order's store is disconnected).
    kind: str
    reason: Sentence
    #: The origin key of a copy, as text; empty for an order that is no copy.
    origin: str
    at: datetime
    #: How many times a quarantined order was read again.
    tries: int = 0
    #: How to import the order nevertheless, or None if that is impossible.
    undo: Sentence | None = None
    #: The order's id in the hub; set only for kind disconnected, whose *id* is 0.
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlatformCard:
    """What one platform itself shows of a purchase, read from it just now."""

    platform: Platform
    store: str
    #: The platform's order id; empty if the hub knows no order of the purchase there.
    remote_id: str
    #: The platform's own word for the status.
    status: str
    #: (carrier, tracking number) of each package that the platform shows.
    packages: tuple[tuple[str, str], ...]
    #: Why there is nothing to show, or what went wrong.
    remark: Sentence | None = None
    #: The buyer asks there to cancel.
    asks_to_cancel: bool = False
