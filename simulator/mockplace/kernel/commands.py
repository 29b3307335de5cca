"""The commands that all platforms share; a platform adds commands of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mockplace.kernel.after_sale_records import PartKind, Party
from mockplace.kernel.order_facts import AS_INVENTED, NO_FACTS, LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import Rate


class Command:
    """A command to a world."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Buy(Command):
    """Place an order.

    A line is (SKU, quantity, unit price in minor units); a price of None is the list price.
    """

    name: str
    store: str
    lines: tuple[tuple[str, int, int | None], ...]
    prime: bool = False
    fulfilled_by_platform: bool = False
    requested_service: str = "Standard"
    paid: bool = True
    address: bool = True
    buyer: str = ""
    order_id: str = ""
    facts: OrderFacts = NO_FACTS
    #: The facts of each line; lines beyond its end have none.
    line_facts: tuple[LineFacts, ...] = ()
    recipient: Recipient = AS_INVENTED


@dataclass(frozen=True, slots=True)
class Pay(Command):
    """Pay an unpaid order."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Cancel(Command):
    """Cancel units of an order's lines as its buyer; without units, cancel the whole order."""

    store: str
    order_id: str
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Confirm(Command):
    """Confirm a shipment to the platform; ``units`` is line id → units."""

    store: str
    order_id: str
    carrier: str
    service: str
    tracking: str
    units: Mapping[str, int]
    shipped_at: int
    reference: str = ""
    recorded_by: str = "api"
    provider: str = ""
    link: str = ""
    comments: str = ""
    #: The platform's id of the address that the package goes to; 0 for the order's own.
    address_id: int = 0
    #: line id → codes that prove the units to be genuine
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkShipped(Command):
    """Let a person set an order to shipped on the platform's own site, without tracking."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class Collect(Command):
    """Let the buyer collect units in the shop; ``units`` is line id → units."""

    store: str
    order_id: str
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ChangeAddress(Command):
    """Change an address of an order; an address id of 0 means the order's own."""

    store: str
    order_id: str
    recipient: Recipient
    address_id: int = 0


@dataclass(frozen=True, slots=True)
class EditLines(Command):
    """Let the seller change an order's lines.

    ``quantities`` is line id → new quantity, 0 to remove the line; ``added`` holds new lines as
    (SKU, quantity, unit price in minor units or None for the list price).
    """

    store: str
    order_id: str
    quantities: Mapping[str, int]
    added: tuple[tuple[str, int, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class AskQuote(Command):
    """Ask a platform's label service what one package costs.

    ``units`` is order → line → units, empty for an order from another platform. ``key`` identifies
    the package; the quote's id is derived from it. The quote is valid for ``life`` milliseconds.
    """

    store: str
    via: str
    key: str
    life: int
    units: Mapping[str, Mapping[str, int]]
    rates: tuple[Rate, ...]
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuyQuoted(Command):
    """Buy one rate of a quote; repeating the purchase with the same ``key`` buys nothing."""

    store: str
    quote_id: str
    rate_id: str
    key: str = ""
    #: The price of the options added to the rate, in minor units.
    extra: int = 0
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BuyLabel(Command):
    """Buy a label from a platform, which then confirms the shipment of its own orders.

    Without an order, the label is for an order from another platform.
    """

    store: str
    order_id: str
    service_id: str
    offer_id: str
    carrier: str
    service: str
    price: int
    units: Mapping[str, int]
    #: The platform's API that sells the label.
    via: str
    details: Mapping[str, object] = field(default_factory=dict)
    #: The quote to buy from, and the key that prevents buying twice.
    quote_id: str = ""
    key: str = ""
    #: Further orders in the package: order → line → units.
    others: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: When the carrier collects the package and when it arrives, 0 if not planned.
    collects: int = 0
    arrives: int = 0


@dataclass(frozen=True, slots=True)
class VoidLabel(Command):
    """Void a label."""

    shipment_id: str


@dataclass(frozen=True, slots=True)
class RequestCancel(Command):
    """Ask the seller, as the buyer, to cancel lines of an order; all if ``lines`` is empty."""

    store: str
    order_id: str
    reason: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCancel(Command):
    """Approve or decline a request to cancel, the open request if ``cancel_id`` is ''."""

    store: str
    order_id: str
    approve: bool
    cancel_id: str = ""


@dataclass(frozen=True, slots=True)
class CancelBySeller(Command):
    """Cancel lines of an order as the seller, without a request; all if ``lines`` is empty."""

    store: str
    order_id: str
    reason: str
    lines: tuple[str, ...] = ()
    #: Line id → units to cancel; a line that is only in ``lines`` is cancelled as a whole.
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WithdrawCancel(Command):
    """Let the buyer withdraw a request to cancel; id '' means the open request."""

    store: str
    order_id: str
    cancel_id: str = ""


@dataclass(frozen=True, slots=True)
class ExpireCancel(Command):
    """Expire an unanswered request to cancel."""

    store: str
    order_id: str
    cancel_id: str


@dataclass(frozen=True, slots=True)
class RequestedPart:
    """A requested share of a refund.

    An amount of None means the price and tax of the units, or what is left of the shipping charge.
    """

    kind: PartKind
    line_id: str = ""
    quantity: int = 0
    amount: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IssueRefund(Command):
    """Refund money to the buyer; if ``parts`` is empty, everything not yet refunded."""

    store: str
    order_id: str
    parts: tuple[RequestedPart, ...]
    reason: str
    comment: str = ""
    by: Party = "seller"
    offline: bool = False
