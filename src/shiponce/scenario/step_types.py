"""What a step of a scenario can do: each verb is a class, found in ``VERBS`` by its key."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from shiponce.scenario import size_limits
from shiponce.scenario.quantities import (
    SCALAR,
    Count,
    Duration,
    Name,
    Offset,
    Price,
    Quantity,
    Spec,
    Text,
    Waiting,
    Words,
    YesNo,
)
from shiponce.scenario.scenario_header import AskSpec, Mode, Names


class Act(Spec):
    """The act of a step.

    *plain* names the field that a bare text or list is assigned to; if it is '', the step must
    name its fields.
    """

    plain: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        return {cls.plain: value} if cls.plain and not isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the shorthand to the schema if the act has one."""
        return short(handler(core), cls.plain)


def short(schema: JsonSchemaValue, plain: str) -> JsonSchemaValue:
    """Return *schema*, extended to accept a bare text or list if *plain* is not empty."""
    bare = [SCALAR, {"type": "array", "items": SCALAR}]
    return {"anyOf": [schema, *bare]} if plain else schema


class LineSpec(Spec):
    """One line of a purchase."""

    sku: Text = Field(description="An article of the catalog.")
    quantity: Quantity = Field(default=1, description="How many units; without it, 1.")
    price: Price | None = Field(
        default=None, description="Of one unit, where it is not the catalog's."
    )
    pickup: YesNo = Field(
        default=False, description="BigCommerce: the buyer collects it, so it has no package."
    )
    to: Count = Field(
        default=0,
        description="BigCommerce: 0 is the order's own address, 1 the first of its `addresses`.",
    )


class AddressSpec(Spec):
    """An address, or the parts of one that differ."""

    name: Text | None = Field(default=None, description="Who gets the package.")
    company: Text | None = Field(default=None, description="Amazon and BigCommerce.")
    street: Text | None = Field(default=None, description="Street and number.")
    city: Text | None = Field(default=None, description="The town.")
    state: Text | None = Field(default=None, description="Its code, such as NV.")
    postcode: Text | None = Field(default=None, description="The postcode.")
    country: Text | None = Field(default=None, description="Its code, two letters.")


class PartSpec(Spec):
    """Some units of an order line."""

    sku: Text = Field(description="An article of the order.")
    quantity: Quantity = Field(default=1, description="How many units; without it, 1.")


class EditedLine(Spec):
    """A line of an order with its new quantity."""

    sku: Text = Field(description="An article of the order.")
    quantity: Count = Field(description="How many units from now on; 0 takes the line out.")


class Buy(Act):
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


class Import(Act):
    """The hub imports a store, several stores in the order given, or ``all`` in the hub's order."""

    plain: ClassVar[str] = "stores"
    stores: Names = Field(min_length=1, description="A store, a list of them, or `all`.")

    @property
    def everything(self) -> bool:
        """True for "import all", where the hub itself chooses the order of the stores."""
        return self.stores == ("all",)


class Ship(Act):
    """A person ships an order in the hub."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")
    option: Text = Field(
        default="house",
        alias="with",
        description="The way to ship: a route, or a route with one of its services after a colon. "
        "A route alone takes the cheapest service that is available. Without it, house.",
    )
    carrier: Text = Field(default="", description="With `manual`: who carries it.")
    tracking: Text = Field(default="", description="With `manual`: the tracking number.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What goes into the package; without it, all that is left.",
    )
    together: Names = Field(default=(), description="Other orders in the same package.")
    anyway: YesNo = Field(
        default=False,
        description="Insist, although the purchase has left with another order.",
    )


class Void(Act):
    """A person voids the last label of an order."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class Cancel(Act):
    """A person cancels an order in the hub."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")
    anyway: YesNo = Field(
        default=False, description="Insist where the hub warns, as with an original."
    )
    swap: YesNo = Field(default=False, description="Cancel the copy in the original's place.")


class Notifications(Act):
    """Notifications to a BigCommerce store are switched on or off."""

    store: Text = Field(description="The store.")
    switch: YesNo = Field(description="`on` or `off`.")
    by: Text = Field(default="support", description="Who does it; without it, support.")
    confirmed: YesNo = Field(
        default=True, description="Whether the person has confirmed what the hub says of it."
    )


class Emails(Act):
    """A person switches a shop's own e-mails to the buyers of marketplaces off, or on again."""

    store: Text = Field(description="The store.")
    switch: YesNo = Field(description="`on` or `off`.")
    confirmed: YesNo = Field(
        default=True, description="Whether the person has confirmed what the hub says of it."
    )


class Rule(Act):
    """An automation rule is added, switched or removed; exactly one of the four keys is used."""

    add: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Add the rule; it is on."
    )
    enable: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Switch the rule on."
    )
    disable: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Switch the rule off."
    )
    remove: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Remove the rule."
    )

    @property
    def what(self) -> tuple[str, str]:
        """The key used and the rule's short name; ('', '') unless exactly one key is used."""
        used = [(key, str(name)) for key, name in self if name is not None]
        return used[0] if len(used) == 1 else ("", "")


class Choose(Act):
    """The merchant chooses a method."""

    plain: ClassVar[str] = "method"
    method: Literal["A", "B"] = Field(description="`A` or `B`.")


class Connect(Act):
    """A store of the world is connected to the hub during the scenario."""

    plain: ClassVar[str] = "store"
    store: Text = Field(description="The store.")


class LetIn(Act):
    """A person imports an order that a rule excluded, regardless of the rules."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class Wait(Act):
    """Time passes: a duration, or ``quiet`` for as long as anything is due."""

    plain: ClassVar[str] = "duration"
    duration: Waiting = Field(description="A duration, or `quiet`.")


class ShipElsewhere(Act):
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


class BuyerCancels(Act):
    """The buyer cancels an order on the platform."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class BuyerAsks(Act):
    """The buyer asks the seller, on the platform, to cancel an order; nothing changes by itself."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class BuyerWithdraws(Act):
    """The buyer withdraws the request to cancel."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")


class Answer(Act):
    """The seller answers, in the platform's own back office, the buyer's request to cancel."""

    order: Text = Field(description="The order on its platform.")
    cancel: YesNo = Field(description="`yes` cancels the order, `no` declines the request.")


class CancelUnits(Act):
    """Units of an order are cancelled on the platform."""

    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="What is cancelled."
    )
    by: Literal["buyer", "seller"] = Field(
        default="seller", description="Who cancels; without it, the seller."
    )


class Refund(Act):
    """The seller refunds an order on the platform."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What is refunded; without it, all that was paid.",
    )


class Collect(Act):
    """The buyer collects in the shop what needs no package."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order on its platform.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What is collected; without it, all that waits.",
    )


class EditAddress(AddressSpec, Act):
    """The address of an order is corrected on the platform; what is not given stays."""

    order: Text = Field(description="The order on its platform.")


class EditLines(Act):
    """The seller changes the quantities of an order in BigCommerce."""

    order: Text = Field(description="The order on its platform.")
    lines: tuple[EditedLine, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="The new quantities."
    )


class Overrule(Act):
    """A person decides to ship an order in spite of what its platform says of it."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class Fault(Act):
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


#: The key of a step → the class of its act.
VERBS: dict[str, type[Act]] = {
    "buy": Buy,
    "import": Import,
    "ship": Ship,
    "void": Void,
    "cancel": Cancel,
    "notifications": Notifications,
    "emails": Emails,
    "rule": Rule,
    "method": Choose,
    "connect": Connect,
    "let in": LetIn,
    "wait": Wait,
    "ship elsewhere": ShipElsewhere,
    "buyer cancels": BuyerCancels,
    "buyer asks to cancel": BuyerAsks,
    "buyer withdraws": BuyerWithdraws,
    "answer": Answer,
    "cancel units": CancelUnits,
    "refund": Refund,
    "collect": Collect,
    "edit address": EditAddress,
    "edit lines": EditLines,
    "overrule": Overrule,
    "fault": Fault,
}

#: The keys that any step may have in addition to its verb.
COMMON: dict[str, object] = {
    "at": Offset,
    "say": Words,
    "ask": AskSpec,
    "only": Mode,
    "expect": object,
}
