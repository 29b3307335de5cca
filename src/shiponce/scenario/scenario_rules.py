"""Automation rules that a scenario file writes itself."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test, exclude_copies
from shiponce.scenario import size_limits
from shiponce.scenario.quantities import ONE_OR_MANY, Spec, Text, many

E = TypeVar("E", bound=StrEnum)
#: The rule of ShipStation's help article, which every scenario can name.
EXCLUDE_COPIES = "do-not-import-copies"


def spaced(name: StrEnum) -> str:
    """Return a name of the rules as a file writes it: ``at least``."""
    return name.value.replace("_", " ")


def _among(kind: type[E]) -> Any:
    known = {spaced(one): one for one in kind}

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "text is wanted")
        found = known.get(value.strip().lower().replace("_", " "))
        if found is None:
            raise PydanticCustomError(
                "choice", "{text}", {"text": value, "known": ", ".join(known)}
            )
        return found

    return BeforeValidator(read)


def _words(kind: type[StrEnum]) -> WithJsonSchema:
    return WithJsonSchema({"enum": [spaced(one) for one in kind]})


CriterionName = Annotated[Criterion, _among(Criterion), _words(Criterion)]
OperatorName = Annotated[Operator, _among(Operator), _words(Operator)]
ActionName = Annotated[Action, _among(Action), _words(Action)]
_Values = Annotated[
    tuple[Text, ...],
    Field(max_length=size_limits.MOST_ENTRIES),
    BeforeValidator(many),
    ONE_OR_MANY,
]


class TestSpec(Spec):
    """What an order must have for the rule to apply."""

    __test__ = False  # not a test case, whatever a test runner thinks of the name

    criterion: CriterionName = Field(description="The property of the order.")
    operator: OperatorName = Field(description="How it is compared.")
    values: _Values = Field(
        default=(), description="With what: a value, or a list of which one must match."
    )


class ActionSpec(Spec):
    """What the rule does."""

    action: ActionName = Field(description="What is done with the order.")
    argument: Text = Field(
        default="", alias="with", description="The tag, note, service, package or date."
    )


class RuleSpec(Spec):
    """A rule of this story."""

    title: Text = Field(default="", description="How the hub calls it; without it, its name here.")
    when: tuple[TestSpec, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="All must hold, a list."
    )
    do: tuple[ActionSpec, ...] = Field(
        min_length=1, max_length=size_limits.MOST_ENTRIES, description="What is done, a list."
    )


def rule_of(name: str, spec: RuleSpec) -> Rule:
    """Return the rule that a file writes under *name*."""
    return Rule(
        spec.title or name,
        tuple(Test(one.criterion, one.operator, one.values) for one in spec.when),
        tuple((one.action, one.argument) for one in spec.do),
    )


def known_rules(own: Mapping[str, RuleSpec]) -> dict[str, Rule]:
    """Return every rule that a scenario can name: the help article's one, and its own."""
    return {EXCLUDE_COPIES: exclude_copies()} | {
        name: rule_of(name, spec) for name, spec in own.items()
    }
