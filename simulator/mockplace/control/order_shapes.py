"""Requests and answers about one order, strictly validated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from mockplace.control.shapes import Count, OrderView
from mockplace.seeding.fact_shapes import RecipientShape
from mockplace.seeding.input_shapes import Instant, Line
from mockplace.seeding.text_shapes import Money, Name, Strict, Text

_STORE = Field(
    default="",
    description="The account, where the id is another's too; a purchase's name and the shop mean "
    "its copy.",
)


# -- requests


class Units(Strict):
    """Some units of a line."""

    line: Name = Field(description="Its id, or its SKU.")
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1


class OrderQuery(Strict):
    """The account of the order, needed if several accounts have an order with the same id."""

    store: Text = _STORE


class CancelRequest(OrderQuery):
    """Cancel an order."""

    by: Literal["buyer", "seller"] = Field(
        default="buyer", description="A buyer cancels at once, without asking the seller."
    )
    reason: Text = Field(default="out-of-stock", description="A seller's: a word or any text.")
    lines: list[Name] = Field(default=[], description="A seller's on Amazon; left out: all.")
    units: list[Units] = Field(default=[], description="On Amazon: some units of lines.")


class CancellationRequest(OrderQuery):
    """A buyer asks the seller to cancel."""

    reason: Text = Field(
        default="other", description="mistake, cheaper, too-late, address, other, or any text."
    )
    lines: list[Name] = Field(default=[], description="On Amazon; left out: all.")


class CancellationAnswer(OrderQuery):
    """The seller answers a request to cancel."""

    cancel_id: Text = Field(default="", description="Left out: the one that is open.")


class ShipRequest(OrderQuery):
    """The seller marks the order as shipped on the platform's own site."""

    carrier: Text = Field(default="UPS", description="Left out without tracking: none.")
    tracking: Text = Field(default="", description="Left out: none is entered.")
    lines: list[Units] = Field(default=[], description="Left out: all that is left.")
    address_id: Count = Field(
        default=0,
        description="Of several: left out, the first with units left to ship.",
    )


class HandRequest(OrderQuery):
    """A person sends a package with a label from elsewhere."""

    carrier: Name = "UPS"
    tracking: Name
    lines: list[Units] = Field(default=[], description="Left out: the whole order.")


class CollectRequest(OrderQuery):
    """The buyer collects units in the shop."""

    lines: list[Units] = Field(default=[], description="Left out: all that wait for it.")


class CombineRequest(OrderQuery):
    """The buyer combines the order with others of the same account into a new order."""

    purchase: Text = Field(description="The new purchase's name.")
    others: list[Text] = Field(
        min_length=1, description="Names of the other purchases, or ids of their orders."
    )


class AddressRequest(OrderQuery):
    """An address of the order changes."""

    recipient: RecipientShape
    address_id: Count = Field(default=0, description="Left out: the order's own.")


class NewQuantity(Strict):
    """A line with another quantity."""

    line: Name = Field(description="Its id, or its SKU.")
    quantity: Annotated[int, Field(ge=0, le=10_000, description="0 takes it out.")]


class EditRequest(OrderQuery):
    """The seller changes the lines of an order, on BigCommerce."""

    lines: list[NewQuantity] = Field(default=[], description="Other quantities.")
    add: list[Line] = Field(default=[], max_length=100, description="New lines.")


class RefundRequest(OrderQuery):
    """The seller refunds money."""

    amount: Money | None = Field(default=None, description="Minor units, of the order at large.")
    lines: list[Units] = Field(default=[], description="Units that are paid back.")
    shipping: Money | None = Field(default=None, description="Minor units, of the shipping.")
    reason: Text = "other"
    comment: Text = ""


# -- answers


class LineView(Strict):
    """A line of an order."""

    line: str
    sku: str
    title: str
    quantity: Count
    price: Count = Field(description="Minor units, of one.")
    tax: Count
    shipped: Count
    cancelled: Count
    refunded: Count = Field(description="Units.")
    collected: Count
    address_id: int = Field(description="Of a further address; 0: the order's own, or none.")
    facts: dict[str, Any] = Field(description="What it says beside that.")


class PackageView(Strict):
    """A shipment recorded by the platform."""

    package: str
    carrier: str
    tracking: str
    shipped: Instant
    recorded_by: str
    units: dict[str, Count] = Field(description="By the line's id.")


class CancellationView(Strict):
    """A cancellation, and its outcome."""

    cancel_id: str
    by: str
    reason: str
    lines: list[str]
    requested: Instant
    state: Literal["requested", "declined", "expired", "completed", "withdrawn"]
    respond_by: Instant | None
    closed: Instant | None


class RefundView(Strict):
    """A refund."""

    refund_id: str
    at: Instant
    by: str
    reason: str
    comment: str
    amount: Count
    units: dict[str, Count] = Field(description="By the line's id.")


class OrderDetails(Strict):
    """An order with everything that the world knows about it."""

    order: OrderView
    lines: list[LineView]
    shipping_cost: Count
    paid: Count = Field(description="What the buyer was charged, in minor units.")
    refunded: Count
    archived: bool
    status_id: int | None = Field(description="BigCommerce's.")
    packages: list[PackageView]
    cancellations: list[CancellationView]
    refunds: list[RefundView]
    written: dict[str, str] = Field(description="What a connector or a program wrote into it.")
    facts: dict[str, Any] = Field(description="What it says beside that.")
    copies: list[OrderDetails] = Field(description="The shop's copies of a marketplace order.")
