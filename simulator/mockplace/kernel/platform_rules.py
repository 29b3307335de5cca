"""What a platform registers with the kernel: everything in which it differs from the others.

The kernel decides, records and schedules; wherever platforms differ it asks the rules of the
platform that an account, an order or a label belongs to. No part of the rules has a default, so
a platform that forgets one does not construct.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Refund
    from mockplace.kernel.assumptions import Assumption
    from mockplace.kernel.commands import Command, Confirm
    from mockplace.kernel.events import Event
    from mockplace.kernel.judging.label_records import LabelRecord
    from mockplace.kernel.records import Account, BoughtLabel, PlatformOrder, ShippedPackage
    from mockplace.kernel.schedule import Effect
    from mockplace.kernel.state import State
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.webhooks.topics import WebhookEvent
    from mockplace.kernel.world import World

#: A shop sells in its own name, and its connector may copy a marketplace's orders into it; a
#: carrier sells labels and has no orders.
Role = Literal["shop", "marketplace", "carrier"]
#: (command, state) → its events; ``Refusal`` where it cannot be carried out.
Decide = Callable[[Any, "State"], "tuple[Event, ...]"]
#: (event, state): writes the event into the state.
Evolve = Callable[[Any, "State"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRules:
    """What an account has that whoever opens it leaves out."""

    #: The market of an account that names none, '' where the platform has no markets.
    market: str
    #: (seed, account's name) → the platform's own id of the seller.
    new_id: Callable[[int, str], str]
    #: (seed, account's name) → the token that the platform's API accepts.
    new_token: Callable[[int, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """How orders come to be."""

    #: Sales tax that the platform shows to the seller, per hundred.
    tax_percent: int
    #: Minor units that a buyer pays for the shipping.
    shipping_cost: int
    #: The host of the e-mail addresses that the platform shows for its buyers.
    email_host: str
    #: (state, account, purchase's name) → the id of a new order.
    new_id: Callable[[State, Account, str], str]
    #: Refuses an id, chosen by whoever places the order, that is not of the platform's shape.
    check_id: Callable[[str], None]
    #: Fills in what only this platform's orders have.
    complete: Callable[[State, PlatformOrder], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """How articles are listed."""

    #: (seed, account, SKU, n) → the nth id under which the article may be listed.
    new_id: Callable[[int, Account, str, int], str]
    #: Whether a listing that had ended is listed again under another id.
    relists_under_new_id: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRules:
    """What the platform takes as a confirmation of a shipment, and what it does then."""

    #: Refuses a confirmation that the order cannot take.
    check: Callable[[State, PlatformOrder, Confirm], None]
    #: The id under which the platform has the package on record.
    package_id: Callable[[State, PlatformOrder, Confirm], str]
    #: Whether a confirmation with the id of an earlier package takes its place; otherwise it is
    #: refused.
    edits_packages: bool
    #: Whether the platform accepts the confirmation and changes nothing.
    ignores: Callable[[State, PlatformOrder, Confirm], bool]
    #: What else happens to the order with a new package.
    follow_up: Callable[[State, PlatformOrder, ShippedPackage], tuple[Event, ...]]
    #: Whether the order's status follows from its packages; otherwise it is set on its own.
    sets_order_status: bool
    #: Whether the platform writes to the buyer about a new package of this order.
    emails_buyer: Callable[[State, PlatformOrder], bool]
    #: Whether a package on record can be corrected.
    corrects_packages: bool
    #: Whether a line is always confirmed as a whole.
    whole_lines_only: bool
    #: Whether the platform keeps only the letters and digits of a tracking number.
    strips_tracking_numbers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationRules:
    """Who may cancel, and what follows from it."""

    #: How the platform cancels an order where it keeps no cancellations of their own; None where
    #: it does, and buyers may then ask the seller for one.
    set_cancelled: Callable[[State, PlatformOrder], tuple[Event, ...]] | None
    #: Whether lines can be cancelled on their own.
    by_line: bool
    #: Milliseconds in which a seller has to answer a request, 0 for no such time.
    answer_time: int
    #: Milliseconds after a sale in which a seller may cancel, 0 for any time.
    seller_time: int
    #: Whether the platform refunds a cancelled order by itself.
    refunds: bool
    #: Whether a paid order is cancelled when its request was not answered in time.
    cancels_unanswered: Callable[[State], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRules:
    """How money goes back to the buyer."""

    #: Whether the buyer is charged for what is shipped; otherwise when the order is paid.
    charges_on_shipment: bool
    #: Milliseconds until the buyer's bank has a refund.
    settle_time: int
    #: Whether the platform itself has the buyer's money.
    holds_payment: Callable[[PlatformOrder], bool]
    #: Whether a refund of everything is counted line by line.
    by_line: bool
    #: Whether the first line has the shipping charge in it.
    line_includes_shipping: bool
    #: The id of the order's next refund.
    new_id: Callable[[State, PlatformOrder], str]
    #: What else happens to the order with a refund.
    follow_up: Callable[[State, PlatformOrder, Refund], tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRules:
    """Labels that a marketplace sells for its own orders."""

    #: Whether a label confirms the shipment of its orders.
    confirms: Callable[[State, BoughtLabel], bool]
    #: The id of the package that the label confirms.
    package_id: Callable[[BoughtLabel], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRules:
    """What the platform sends by itself."""

    #: The webhook events of an event that is not recorded yet.
    topics: Callable[[State, Event], Iterable[WebhookEvent]]
    #: Seconds between one try and the next.
    retries: tuple[int, ...]
    #: (a subscription's own fields, a webhook event's facts) → whether it is wanted.
    passes_filter: Callable[[Mapping[str, object], Mapping[str, str]], bool]
    #: Puts a message into the queue of that address, for destinations that are no http(s) address.
    enqueue: Callable[[State, str, Message], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingRules:
    """The rules of a platform on which people buy."""

    accounts: AccountRules
    orders: OrderRules
    listings: ListingRules
    shipments: ShipmentRules
    cancellations: CancellationRules
    refunds: RefundRules
    #: None where the platform sells no labels.
    labels: LabelRules | None
    webhooks: WebhookRules
    #: Whether a line is an item with a transaction of its own, which copies name.
    has_item_transactions: bool
    #: How often somebody buys there in an invented population, against the other platforms.
    share_of_purchases: int
    #: Of so many invented purchases one is a Prime order; 0: none is.
    one_prime_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRules:
    """Everything that the kernel asks of one platform."""

    #: As accounts name it.
    name: str
    #: As people write it.
    title: str
    role: Role
    #: None for a carrier.
    selling: SellingRules | None
    #: The platform's own commands, by their class.
    decide: Mapping[type[Command], Decide]
    #: The platform's own events, and what it adds to the kernel's, by their class.
    evolve: Mapping[type[Event], Evolve]
    #: (state, the events of a command) → further events of the same command.
    follow: Callable[[State, Sequence[Event]], Iterable[Event]]
    #: What an event, which is recorded already, makes fall due.
    reactions: Callable[[State, Event], Iterable[Effect]]
    #: What happens when an effect falls due, by its kind.
    effects: Mapping[str, Callable[[World, Effect], None]]
    #: The kinds of effects that change no order: nobody who watches orders waits for them.
    background_effects: frozenset[str]
    #: What the platform's documents leave open.
    assumptions: tuple[Assumption, ...]
    #: Labels that the platform has sold beside those of ``state.labels``, for the judge.
    label_records: Callable[[State], Iterable[LabelRecord]]
    #: Why a marketplace order has no copy in this shop ('' where it has or needs none); None where
    #: the platform copies nothing.
    why_no_copy: Callable[[State, PlatformOrder], str] | None

    def __post_init__(self) -> None:
        """Check what the types cannot say; ValueError says what is missing."""
        if not self.name or not self.title:
            raise ValueError("a platform needs a name and a title")
        if (self.selling is None) != (self.role == "carrier"):
            raise ValueError(f"{self.name}: a shop or a marketplace needs selling rules")
        if not self.background_effects <= self.effects.keys():
            raise ValueError(f"{self.name}: a background effect has no handler")
