"""What a platform registers with the kernel: everything in which it differs from the others.

The kernel decides, records and schedules. Wherever platforms differ, it uses the rules of the
platform that an account, an order or a label belongs to. No rule has a default, so a platform that
leaves one out raises an error when it is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import Refund
    from mockplace.kernel.assumptions import Assumption
    from mockplace.kernel.commands import Command, Confirm, EditLines
    from mockplace.kernel.events import Event
    from mockplace.kernel.judging.label_records import Destination, LabelRecord
    from mockplace.kernel.records import Account, BoughtLabel, PlatformOrder, ShippedPackage
    from mockplace.kernel.schedule import Effect
    from mockplace.kernel.state import State
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.webhooks.topics import WebhookEvent
    from mockplace.kernel.world import World

#: A shop sells in its own name, and its connector may copy a marketplace's orders into it; a
#: carrier sells labels and has no orders.
Role = Literal["shop", "marketplace", "carrier"]
#: (command, state) → its events; raises ``Refusal`` if the command cannot be carried out.
Decide = Callable[[Any, "State"], "tuple[Event, ...]"]
#: (event, state): writes the event into the state.
Evolve = Callable[[Any, "State"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRules:
    """Values for the fields that are empty when an account is opened."""

    #: The market of an account that names none, '' where the platform has no markets.
    market: str
    #: (seed, account's name) → the platform's own id of the seller.
    new_id: Callable[[int, str], str]
    #: (seed, account's name) → the token that the platform's API accepts.
    new_token: Callable[[int, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRules:
    """How a seller changes the lines of an order after it was placed."""

    #: Refuses a change that the platform does not allow.
    check: Callable[[State, PlatformOrder, EditLines], None]
    #: (order, n) → the id of an added line, which is the nth of all lines that the order ever had.
    new_line_id: Callable[[PlatformOrder, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """How orders are created."""

    #: Sales tax that the platform shows to the seller, in percent.
    tax_percent: int
    #: Minor units that a buyer pays for the shipping.
    shipping_cost: int
    #: The host of the e-mail addresses that the platform shows for its buyers.
    email_host: str
    #: (state, account, purchase's name) → the id of a new order.
    new_id: Callable[[State, Account, str], str]
    #: Refuses a requested order id that does not have the platform's format.
    check_id: Callable[[str], None]
    #: Fills in the fields that only this platform's orders have.
    complete: Callable[[State, PlatformOrder], None]
    #: The names of the facts (``order_facts``) that the platform shows; it refuses all others.
    facts: frozenset[str]
    #: None where nobody changes the lines of an order.
    edits: EditRules | None
    #: Whether a buyer can combine several orders into a new one.
    combines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRules:
    """How articles are listed."""

    #: (seed, account, SKU, n) → the nth id under which the article may be listed.
    new_id: Callable[[int, Account, str, int], str]
    #: Whether an ended listing gets a new id when it is listed again.
    relists_under_new_id: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentRules:
    """Which shipment confirmations the platform accepts, and what it does then."""

    #: Raises ``Refusal`` if the platform does not accept the confirmation for the order.
    check: Callable[[State, PlatformOrder, Confirm], None]
    #: The id under which the platform records the package.
    package_id: Callable[[State, PlatformOrder, Confirm], str]
    #: Whether a confirmation with the id of an earlier package replaces that package; otherwise the
    #: confirmation is refused.
    edits_packages: bool
    #: Whether the platform accepts the confirmation and changes nothing.
    ignores: Callable[[State, PlatformOrder, Confirm], bool]
    #: Further events that follow from a new package.
    follow_up: Callable[[State, PlatformOrder, ShippedPackage], tuple[Event, ...]]
    #: Whether the order's status follows from its packages; otherwise it is set separately.
    sets_order_status: bool
    #: Whether the platform e-mails the buyer about a new package of this order.
    emails_buyer: Callable[[State, PlatformOrder], bool]
    #: Whether a setting of the store decides about these e-mails; otherwise nobody can prevent
    #: them.
    emails_by_setting: bool
    #: Whether a package on record can be corrected.
    corrects_packages: bool
    #: Whether a line is always confirmed as a whole.
    whole_lines_only: bool
    #: Whether the platform keeps only the letters and digits of a tracking number.
    strips_tracking_numbers: bool
    #: What follows when a person sets an order to shipped without entering a package. None: the
    #: platform then records a package of everything that is left, without a tracking number.
    mark_shipped: Callable[[State, PlatformOrder], tuple[Event, ...]] | None
    #: (state, order, line id → units): further events that follow when units are collected.
    collected: Callable[[State, PlatformOrder, Mapping[str, int]], tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationRules:
    """Who may cancel, and what follows from it."""

    #: How a platform without cancellation records cancels an order. None: the platform keeps such
    #: records, and buyers can ask the seller to cancel.
    set_cancelled: Callable[[State, PlatformOrder], tuple[Event, ...]] | None
    #: Whether lines can be cancelled on their own, and single units of them.
    by_line: bool
    #: Whether a buyer can withdraw a request to cancel.
    buyer_withdraws: bool
    #: Milliseconds in which a seller must answer a request, 0 for no deadline.
    answer_time: int
    #: Milliseconds after a sale in which a seller may cancel, 0 for any time.
    seller_time: int
    #: Whether the platform refunds a cancelled order by itself.
    refunds: bool
    #: Whether a paid order is cancelled if the seller does not answer the request in time.
    cancels_unanswered: Callable[[State], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRules:
    """How the buyer is refunded."""

    #: Whether the buyer is charged when lines are shipped; otherwise when the order is paid.
    charges_on_shipment: bool
    #: Milliseconds until the buyer's bank receives a refund.
    settle_time: int
    #: Whether the payment went through the platform, so that it can return the money.
    holds_payment: Callable[[PlatformOrder], bool]
    #: Whether a full refund is split into lines and shipping.
    by_line: bool
    #: Whether the shipping charge can be refunded as part of the first line.
    line_includes_shipping: bool
    #: The id of the order's next refund.
    new_id: Callable[[State, PlatformOrder], str]
    #: Further events that follow from a refund.
    follow_up: Callable[[State, PlatformOrder, Refund], tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRules:
    """Labels that a marketplace sells for its own orders."""

    #: Whether a label confirms the shipment of its orders.
    confirms: Callable[[State, BoughtLabel], bool]
    #: The id of the package that the label confirms.
    package_id: Callable[[BoughtLabel], str]
    #: The address that the buyer of the label gave for the package; None if the package goes to the
    #: address of its order.
    destination: Callable[[BoughtLabel], Destination | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookRules:
    """How the platform sends webhooks."""

    #: (state, event) → its webhook events; called before the event is applied to the state.
    topics: Callable[[State, Event], Iterable[WebhookEvent]]
    #: Pauses between delivery attempts, in seconds: before the first retry, the second, and so on.
    retries: tuple[int, ...]
    #: (a subscription's own fields, a webhook event's facts) → whether to send the event.
    passes_filter: Callable[[Mapping[str, object], Mapping[str, str]], bool]
    #: (state, queue address, message): puts the message into the queue.
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
    #: The rules for the labels that the platform sells; None if it sells none.
    labels: LabelRules | None
    webhooks: WebhookRules
    #: Whether each line has an item id and a transaction id, which a connector may write to a copy.
    has_item_transactions: bool
    #: The weight of the platform among the invented purchases of a population.
    share_of_purchases: int
    #: On average, one of this many invented purchases is a Prime order; 0: none is.
    one_prime_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformRules:
    """All rules of one platform."""

    #: The name by which accounts refer to the platform.
    name: str
    #: The name as people write it.
    title: str
    role: Role
    #: None for a carrier.
    selling: SellingRules | None
    #: Class of one of the platform's own commands → the function that decides it.
    decide: Mapping[type[Command], Decide]
    #: Event class → the function that applies it; if the kernel has one too, that runs first.
    evolve: Mapping[type[Event], Evolve]
    #: (state, the events of a command) → further events of the same command.
    follow: Callable[[State, Sequence[Event]], Iterable[Event]]
    #: (state, event) → effects to schedule; called after the event is applied to the state.
    reactions: Callable[[State, Event], Iterable[Effect]]
    #: Effect kind → the function that carries it out when due.
    effects: Mapping[str, Callable[[World, Effect], None]]
    #: The kinds of effects that change no order; a wait for order changes ignores them.
    background_effects: frozenset[str]
    #: The questions that the platform's documents leave open.
    assumptions: tuple[Assumption, ...]
    #: For the judge: labels that the platform sold and that are not in ``state.labels``.
    label_records: Callable[[State], Iterable[LabelRecord]]
    #: (state, order) → why a marketplace order has no copy in this shop, '' if it has one or needs
    #: none. None: no orders are copied to this platform.
    why_no_copy: Callable[[State, PlatformOrder], str] | None

    def __post_init__(self) -> None:
        """Check what types cannot express; raise ValueError that names the fault."""
        if not self.name or not self.title:
            raise ValueError("a platform needs a name and a title")
        if (self.selling is None) != (self.role == "carrier"):
            raise ValueError(f"{self.name}: a shop or a marketplace needs selling rules")
        if not self.background_effects <= self.effects.keys():
            raise ValueError(f"{self.name}: a background effect has no handler")
