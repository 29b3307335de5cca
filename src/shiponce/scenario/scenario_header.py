"""The parts of a scenario file other than its steps: header, world, hub and questions.

A key with spaces in YAML (``copies after``) is the alias of a field. The guide and the schema for
editors are generated from the fields' descriptions.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from mockplace.kernel.judge import RULES
from shiponce.scenario import size_limits
from shiponce.scenario.platform_names import PlatformName
from shiponce.scenario.quantities import (
    SCALAR,
    Count,
    Currency,
    Duration,
    Instant,
    Name,
    Names,
    Price,
    Spec,
    Statement,
    Text,
    Weight,
    Words,
    YesNo,
    many,
)
from shiponce.scenario.scenario_rules import RuleSpec

Mode = Literal["documented", "reconciling"]


class ProductSpec(Spec):
    """An article of the merchant's catalog."""

    sku: Text = Field(description="The merchant's number of the article; steps name it by this.")
    title: Text = Field(description="What buyers read.")
    weight: Weight = Field(default=500, description="Of one unit; without it, 500 g.")
    price: Price | None = Field(
        default=None, description="Of one unit, in the world's currency; without it, 10.00 USD."
    )
    sells_on: Names = Field(
        alias="sells on", description="Names of stores, or of platforms: each of their stores."
    )
    linked: YesNo = Field(
        default=True,
        description="Whether BigCommerce knows the marketplace's listing; if not, its orders "
        "are never copied.",
    )
    physical: YesNo = Field(default=True, description="Whether it is shipped at all.")


class StoreSpec(Spec):
    """An account on a platform, and how it is connected to the hub."""

    platform: PlatformName = Field(description="Where the account is.")
    integration: Literal["legacy", "new"] | None = Field(
        default=None, description="BigCommerce: which integration connects it; without it, legacy."
    )
    connector: Text | None = Field(
        default=None,
        description="BigCommerce: who writes the copies there, a profile of the simulator; "
        "without it, channel-manager.",
    )
    copies_after: Duration | None = Field(
        default=None,
        alias="copies after",
        description="BigCommerce: how long after a marketplace purchase its copy is written; "
        "without it, 90 s.",
    )
    relays_after: Duration | None = Field(
        default=None,
        alias="relays after",
        description="BigCommerce: how long after a copy is shipped the connector passes that on "
        "to the marketplace; without it, 60 s.",
    )
    market: Text = Field(default="US", description="Amazon and eBay: the country of the market.")
    connected_at: Instant | None = Field(
        default=None,
        alias="connected at",
        description="When the store was connected; without it, at the step or the beginning. "
        "The first import goes back from there.",
    )
    prime_to_awaiting: YesNo = Field(
        default=False,
        alias="prime to awaiting",
        description="Amazon: Prime orders go to Awaiting Shipment, not to Pending Fulfillment.",
    )
    buy_shipping: YesNo = Field(
        default=True,
        alias="buy shipping",
        description="Amazon: labels can be bought from Amazon.",
    )
    emails: YesNo = Field(
        default=True,
        description="BigCommerce: whether it e-mails buyers when an order's status changes.",
    )


class WorldSpec(Spec):
    """What exists before the scenario begins."""

    currency: Currency = Field(
        default="USD", description="The one currency of all stores; prices are in it."
    )
    catalog: tuple[ProductSpec, ...] = Field(
        max_length=size_limits.MOST_ENTRIES, description="The articles, a list."
    )
    stores: dict[Name, StoreSpec] = Field(
        max_length=size_limits.MOST_ENTRIES,
        description="The accounts, each under the name that the steps use.",
    )


class HubSpec(Spec):
    """What the merchant has connected and chosen before the scenario begins."""

    method: Literal["A", "B"] = Field(
        default="B",
        description="A: BigCommerce alone is connected. B: the marketplaces as well, and copies "
        "are hidden behind their originals.",
    )
    stores: Names = Field(
        description="The stores that are connected, in this order; others can be connected later."
    )
    rules: Names = Field(
        default=(),
        description="The automation rules that are on from the start: `do-not-import-copies`, or "
        "names from the file's own `rules`.",
    )


def _finding(value: object) -> object:
    """Check that *value* is the name of a rule of the judge."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text is wanted")
    if value not in FINDINGS:
        raise PydanticCustomError("choice", "{text}", {"text": value, "known": ", ".join(FINDINGS)})
    return value


def _of_setting(value: object) -> object:
    """Check that *value* is a finding that no hub can prevent."""
    if value not in NOT_PREVENTABLE:
        known = ", ".join(NOT_PREVENTABLE)
        raise PydanticCustomError("choice", "{text}", {"text": str(value), "known": known})
    return value


#: What the simulator's judge can find.
FINDINGS = tuple(rule.code for rule in RULES)
#: Findings that follow only from a merchant's setting: no hub can prevent them, so they fail no
#: scenario.
NOT_PREVENTABLE = ("mailed-by-setting",)


def _one_or_many(words: tuple[str, ...]) -> WithJsonSchema:
    """Return the schema of one of *words* or a list of them, for editors."""
    one = {"enum": [*words]}
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one}]})


def findings_schema(*others: str) -> WithJsonSchema:
    """Return the schema of findings and *others*, one or a list of them, for editors."""
    return _one_or_many((*FINDINGS, *others))


Findings = Annotated[
    tuple[Annotated[str, BeforeValidator(_finding)], ...],
    Field(max_length=size_limits.MOST_ENTRIES),
    BeforeValidator(many),
    _one_or_many(FINDINGS),
]
FindingsOfSettings = Annotated[
    tuple[Annotated[str, BeforeValidator(_of_setting)], ...],
    Field(max_length=size_limits.MOST_ENTRIES),
    BeforeValidator(many),
    _one_or_many(NOT_PREVENTABLE),
]


class Documented(Words):
    """How the scenario ends in documented mode."""

    findings: Findings = Field(
        default=(),
        description="What the judge of the simulated world finds by the end, exactly; without it, "
        "nothing. What a merchant's setting causes (`mailed-by-setting`) need not be named.",
    )


class Reconciling(Words):
    """How the scenario ends in reconciling mode."""

    findings: FindingsOfSettings = Field(
        default=(),
        description="As in documented mode, but only what a merchant's setting causes can be "
        "named; any other finding fails.",
    )


class Outcome(Spec):
    """How the scenario ends, in each matching mode."""

    documented: Documented = Field(description="In documented mode.")
    reconciling: Reconciling = Field(description="In reconciling mode.")


class Head(Spec):
    """A scenario file without the content of its steps, which is validated separately."""

    scenario: Name = Field(description="The story's name, which reports use.")
    title: Words = Field(description="One line that a person chooses it by.")
    lesson: Words | None = Field(default=None, description="What there is to learn.")
    proves: tuple[Statement, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="Codes of the statements that its checks prove.",
    )
    seed: Count = Field(
        default=7, description="What every id and every chance follows from; without it, 7."
    )
    clock: Instant = Field(description="When the story begins; steps count from here.")
    world: WorldSpec = Field(description="What exists before the story begins.")
    hub: HubSpec = Field(description="What the merchant has connected and chosen.")
    rules: dict[Name, RuleSpec] = Field(
        default={},
        max_length=size_limits.MOST_ENTRIES,
        description="Automation rules, each under the name that `hub` and the steps use.",
    )
    always: object = Field(
        default=None,
        description="The invariants that are watched after every step, a list or one for each "
        "mode; each named one must have had something to watch. Without it, all five are "
        "watched and none must.",
    )
    outcome: Outcome | None = Field(
        default=None, description="How it ends, in a sentence for each mode."
    )
    steps: list[Any] = Field(description="What happens, in the order of time.")


class Answer(Spec):
    """The right choice in each matching mode; plain text is the choice in both modes."""

    documented: Text = Field(description="In documented mode.")
    reconciling: Text = Field(description="In reconciling mode.")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return dict.fromkeys(cls.model_fields, value) if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Allow plain text in the schema."""
        return {"anyOf": [dict(SCALAR), handler(core)]}


class AskSpec(Spec):
    """A prediction that a trainee makes before the answer is shown."""

    prompt: Words = Field(description="The question.")
    choices: tuple[Words, ...] = Field(
        min_length=2, max_length=9, description="Between two and nine answers to choose from."
    )
    answer: Answer = Field(
        description="The right choice as it stands in English, one for both modes or one for each."
    )
    why: Words = Field(description="Why that is the answer.")

    @property
    def names(self) -> tuple[str, ...]:
        """The choices in English; an answer refers to its choice by this text."""
        return tuple(choice.en for choice in self.choices)

    def answer_in(self, mode: str) -> str:
        """Return the right choice in a matching mode."""
        return str(getattr(self.answer, mode))
