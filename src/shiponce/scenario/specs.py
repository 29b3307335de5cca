"""The static half of a scenario file: its head, its world, its hub, and what a step can do.

Field names with spaces are written as such in YAML (``copies after``) through aliases. Each verb
is a class of its own; ``VERBS`` finds it by the key that a step uses.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from shiponce.scenario.units import (
    SCALAR,
    Count,
    Duration,
    Instant,
    Name,
    Offset,
    Price,
    Spec,
    Statement,
    Text,
    Weight,
    Words,
    YesNo,
    many,
)

#: What an editor is told of a name or a list of names.
ONE_OR_MANY = WithJsonSchema({"anyOf": [SCALAR, {"type": "array", "items": SCALAR}]})
Names = Annotated[tuple[Text, ...], BeforeValidator(many), ONE_OR_MANY]
Mode = Literal["documented", "reconciling"]


class ProductSpec(Spec):
    """An article of the merchant's catalogue."""

    sku: Text
    title: Text
    weight: Weight = 500
    price: Price | None = None
    #: Names of stores, or of platforms: each of their stores.
    sells_on: Names = Field(alias="sells on")
    linked: YesNo = True
    physical: YesNo = True


class StoreSpec(Spec):
    """An account on a platform, and how it is connected to the hub."""

    platform: Literal["bigcommerce", "amazon", "ebay"]
    integration: Literal["legacy", "new"] | None = None
    connector: Text | None = None
    copies_after: Duration | None = Field(default=None, alias="copies after")
    relays_after: Duration | None = Field(default=None, alias="relays after")
    marketplace: Text = "US"
    connected_at: Instant | None = Field(default=None, alias="connected at")
    prime_to_awaiting: YesNo = Field(default=False, alias="prime to awaiting")
    buy_shipping: YesNo = Field(default=True, alias="buy shipping")
    #: BigCommerce: whether it e-mails buyers when the status of an order changes.
    emails: YesNo = True


class WorldSpec(Spec):
    """What exists before the story begins."""

    currency: Text = "USD"
    catalog: tuple[ProductSpec, ...]
    stores: dict[Name, StoreSpec]


_RuleNames = Annotated[
    tuple[Literal["do-not-import-copies"], ...], BeforeValidator(many), ONE_OR_MANY
]


class HubSpec(Spec):
    """What the merchant has connected and chosen before the story begins."""

    method: Literal["A", "B"] = "B"
    stores: Names
    rules: _RuleNames = ()


class Outcome(Spec):
    """How the story ends, in each matching mode."""

    documented: Words
    reconciling: Words


class Head(Spec):
    """A scenario file without its steps' inner life, which is dispatched by hand."""

    scenario: Name
    title: Words
    lesson: Words | None = None
    proves: tuple[Statement, ...] = ()
    seed: Count = 7
    clock: Instant
    world: WorldSpec
    hub: HubSpec
    always: object = None
    outcome: Outcome | None = None
    steps: list[Any]


class AskSpec(Spec):
    """A prediction that a trainee makes before the answer is seen."""

    prompt: Words
    choices: tuple[Words, ...] = Field(min_length=2)
    #: One of the choices as it stands in English, for both modes or for each.
    answer: Text | dict[Mode, Text]
    why: Words

    @property
    def names(self) -> tuple[str, ...]:
        """The choices in English: by these an answer names its choice."""
        return tuple(choice.en for choice in self.choices)

    def answer_in(self, mode: str) -> str:
        """The right choice in a matching mode."""
        if isinstance(self.answer, str):
            return self.answer
        return {str(key): text for key, text in self.answer.items()}.get(mode, "")


class Act(Spec):
    """What a step does. ``plain`` is the field that a bare text stands for."""

    plain: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        return {cls.plain: value} if cls.plain and not isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The shorthand will do where there is one."""
        return short(handler(core), cls.plain)


def short(schema: JsonSchemaValue, plain: str) -> JsonSchemaValue:
    """A schema that takes a bare text or list as well, if there is a field for it."""
    bare = [SCALAR, {"type": "array", "items": SCALAR}]
    return {"anyOf": [schema, *bare]} if plain else schema


class LineSpec(Spec):
    """One line of a purchase."""

    sku: Text
    quantity: Count = 1
    price: Price | None = None


class Buy(Act):
    """Somebody buys on a store."""

    as_: Name = Field(alias="as")
    on: Text
    lines: tuple[LineSpec, ...] = Field(min_length=1)
    buyer: Text = ""
    service: Text = "Standard"
    prime: YesNo = False
    afn: YesNo = False
    paid: YesNo = True
    address: YesNo = True


class Import(Act):
    """The hub imports one store, several in the order given, or ``all`` with its one button."""

    plain: ClassVar[str] = "stores"
    stores: Names = Field(min_length=1)

    @property
    def everything(self) -> bool:
        """The button "import all": the hub itself decides on the order."""
        return self.stores == ("all",)


class Ship(Act):
    """A person ships an order; ``with`` is an option's code or the part before its colon.

    *lines* is a part of it, *together* are other orders in the same parcel.
    """

    plain: ClassVar[str] = "order"
    order: Text
    option: Text = Field(default="house", alias="with")
    carrier: Text = ""
    tracking: Text = ""
    lines: tuple[LineSpec, ...] = ()
    together: Names = ()


class Void(Act):
    """The order's last live label is given back."""

    plain: ClassVar[str] = "order"
    order: Text


class Cancel(Act):
    """A person cancels an order in the hub."""

    plain: ClassVar[str] = "order"
    order: Text
    anyway: YesNo = False
    swap: YesNo = False


class Notices(Act):
    """Notices to a BigCommerce store are switched on or off."""

    store: Text
    switch: YesNo
    by: Text = "support"
    confirmed: YesNo = True


class Emails(Act):
    """A person switches a shop's own e-mails to the buyers of marketplaces off, or on again."""

    store: Text
    switch: YesNo
    confirmed: YesNo = True


class Rule(Act):
    """An automation rule is added, switched or taken away; exactly one of the four keys."""

    add: Literal["do-not-import-copies"] | None = None
    enable: Literal["do-not-import-copies"] | None = None
    disable: Literal["do-not-import-copies"] | None = None
    remove: Literal["do-not-import-copies"] | None = None

    @property
    def what(self) -> tuple[str, str]:
        """The key used and the rule's short name; ('', '') unless there is exactly one."""
        used = [(key, str(name)) for key, name in self if name is not None]
        return used[0] if len(used) == 1 else ("", "")


class Choose(Act):
    """The merchant asks for a method."""

    plain: ClassVar[str] = "method"
    method: Literal["A", "B"]


class Connect(Act):
    """A store of the world is connected to the hub in the course of the story."""

    plain: ClassVar[str] = "store"
    store: Text


class LetIn(Act):
    """An order that a rule kept out is fetched again, past the rules."""

    plain: ClassVar[str] = "order"
    order: Text


class Wait(Act):
    """Time passes: a duration, or ``quiet`` for as long as anything is due."""

    plain: ClassVar[str] = "duration"
    duration: Literal["quiet"] | Duration = Field(union_mode="left_to_right")


class ShipElsewhere(Act):
    """Somebody ships the purchase in the platform's own back office."""

    order: Text
    carrier: Text
    tracking: Text


class BuyerCancels(Act):
    """The buyer cancels on the platform."""

    plain: ClassVar[str] = "order"
    order: Text


class Fault(Act):
    """A platform misbehaves at the next calls of one operation."""

    on: Text
    operation: Text
    kind: Literal[
        "timeout_before_commit",
        "timeout_after_commit",
        "reset",
        "reset_after_commit",
        "connect_refused",
        "rate_limited",
        "server_error",
        "auth_expired",
        "malformed",
        "truncated_page",
        "repeated_page",
        "stale_read",
    ]
    times: Count = 1


#: The key of a step → what it does.
VERBS: dict[str, type[Act]] = {
    "buy": Buy,
    "import": Import,
    "ship": Ship,
    "void": Void,
    "cancel": Cancel,
    "notices": Notices,
    "emails": Emails,
    "rule": Rule,
    "method": Choose,
    "connect": Connect,
    "let in": LetIn,
    "wait": Wait,
    "ship elsewhere": ShipElsewhere,
    "buyer cancels": BuyerCancels,
    "fault": Fault,
}

#: The keys that any step may have beside its verb.
COMMON: dict[str, object] = {
    "at": Offset,
    "say": Words,
    "ask": AskSpec,
    "only": Mode,
    "expect": object,
}
