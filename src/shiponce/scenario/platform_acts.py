"""What buyers, sellers and platforms do in a step: acts outside the hub."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from shiponce.scenario import size_limits
from shiponce.scenario.quantities import Count, Duration, Name, Names, Quantity, Text, YesNo
from shiponce.scenario.step_base import (
    AddressSpec,
    EditedLine,
    LineSpec,
    OutsideAct,
    PartSpec,
)


class Buy(OutsideAct):
    """Somebody buys on a store."""

    as_: Name = Field(alias="as", description="The name by which the story knows the purchase.")
    on: Text = Field(description="The store.")
    lines: tuple[LineSpec, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="What is bought, a list."
    )
    buyer: Text = Field(
        default="",
        description="The buyer's name; the same name is the same person. Without it, somebody.",
    )
    service: Text = Field(
        default="Standard",
        description="The shipping that the buyer chose, in the platform's words: Standard, "
        "Expedited, SecondDay, NextDay and so on.",
    )
    prime: YesNo = Field(default=False, description="Amazon: a Prime order that the seller ships.")
    afn: YesNo = Field(default=False, description="Amazon: Amazon itself ships it.")
    paid: YesNo = Field(default=True, description="Whether it is paid at once.")
    address: YesNo = Field(default=True, description="Whether the platform shows an address.")
    addresses: tuple[AddressSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="BigCommerce: further addresses, to which lines can go; what is not given is "
        "invented.",
    )
    note: Text = Field(default="", description="What the buyer writes to the seller.")


class ShipElsewhere(OutsideAct):
    """Somebody ships the purchase in the platform's own back office."""

    order: Text = Field(description="The order on its platform.")
    carrier: Text = Field(default="", description="Who carries it.")
    tracking: Text = Field(
        default="", description="The tracking number; without it, none is entered."
    )
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What goes into the package; without it, all that is left.",
    )


class BuyerCancels(OutsideAct):
    """The buyer cancels an order on the platform."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class BuyerAsks(OutsideAct):
    """The buyer asks the seller, on the platform, to cancel an order; nothing changes by itself."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class BuyerWithdraws(OutsideAct):
    """The buyer withdraws the request to cancel."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class Answer(OutsideAct):
    """The seller answers, in the platform's own back office, the buyer's request to cancel."""

    order: Text = Field(description="The order on its platform.")
    cancel: YesNo = Field(description="`yes` cancels the order, `no` declines the request.")


class CancelUnits(OutsideAct):
    """Units of an order are cancelled on the platform."""

    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="What is cancelled."
    )
    by: Literal["buyer", "seller"] = Field(
        default="seller", description="Who cancels; without it, the seller."
    )


class Refund(OutsideAct):
    """The seller refunds an order on the platform."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What is refunded; without it, all that was paid.",
    )


class Collect(OutsideAct):
    """The buyer collects in the shop what needs no package."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What is collected; without it, all that waits.",
    )


class EditAddress(AddressSpec, OutsideAct):
    """The address of an order is corrected on the platform; parts that are not given stay."""

    order: Text = Field(description="The order on its platform.")


class EditLines(OutsideAct):
    """The seller changes the quantities of an order in BigCommerce."""

    order: Text = Field(description="The order on its platform.")
    lines: tuple[EditedLine, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="The new quantities."
    )


class Fault(OutsideAct):
    """A platform fails at the next calls of one operation."""

    on: Text = Field(description="The store, or `carrier`: the house carrier.")
    operation: Text = Field(description="What the hub will ask for, such as `confirmShipment`.")
    kind: Literal[
        "timeout_before_commit",
        "timeout_after_commit",
        "late_commit",
        "reset",
        "reset_after_commit",
        "reset_late_commit",
        "connect_refused",
        "rate_limited",
        "server_error",
        "auth_expired",
        "not_found",
        "malformed",
        "truncated_page",
        "repeated_page",
        "stale_read",
        "wrong_order",
        "forgets",
        "arrives_twice",
        "gateway",
        "late_arrival",
        "suspended",
        "wrong_checksum",
        "no_checksum",
        "damaged_document",
        "no_document",
    ] = Field(description="What goes wrong.")
    delay: Duration | None = Field(
        default=None,
        description="How old a `stale_read` is, or how late a request is carried out; without it, "
        "1 min.",
    )
    order: Text | None = Field(
        default=None, description="Only calls about this order; without it, about any."
    )
    nth: Quantity = Field(
        default=1, description="The first call to suffer among those that match; without it, 1."
    )
    times: Count = Field(
        default=1,
        description="How many calls suffer, without it 1; 0 is every one until the story ends.",
    )
    lasting: Duration | None = Field(
        default=None,
        alias="for",
        description="How long it may strike from this step on; without it, until the story ends.",
    )


class Outage(OutsideAct):
    """A platform cannot be reached: every call of the hub to it fails."""

    on: Text = Field(description="The store, or `carrier`: the house carrier.")
    lasting: Duration | None = Field(
        default=None, alias="for", description="How long; without it, until the story ends."
    )
    after: Count = Field(
        default=0, description="How many more calls still succeed; without it, none."
    )
    kind: Literal["connect_refused", "server_error", "timeout_before_commit"] = Field(
        default="connect_refused", description="How each call fails; without it, connect_refused."
    )


class MarkShipped(OutsideAct):
    """Somebody sets an order to shipped on the platform's own page, without a package."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class ReplaceOrder(OutsideAct):
    """Amazon sends the buyer the goods of an order once more, as a new order without a price."""

    as_: Name = Field(alias="as", description="The name by which the story knows the new order.")
    order: Text = Field(description="The order that is replaced.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What is sent again; without it, all of it.",
    )


class CombineOrders(OutsideAct):
    """A buyer combines orders on eBay: they are gone, and a new order has their goods."""

    as_: Name = Field(alias="as", description="The name by which the story knows the new order.")
    orders: Names = Field(min_length=2, description="The orders, at least two, of one buyer.")
