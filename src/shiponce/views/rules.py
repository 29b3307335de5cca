"""Automation rules, what they would do, and what they have done."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.views.orders import OrderRow
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One automation rule."""

    id: int
    position: int
    name: str
    enabled: bool
    #: Each criterion as (criterion, operator, values); an order must meet all of them.
    criteria: tuple[tuple[str, str, tuple[str, ...]], ...]
    #: (action, argument)
    actions: tuple[tuple[str, str], ...]
    #: The number of orders that the rule has excluded so far.
    excluded: int
    warnings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class DryRunRow:
    """One order that rules would match, with what they would do to it."""

    order: OrderRow
    #: The names of the rules that match the order.
    rules: str
    outcome: tuple[Sentence, ...]
    #: True if this order is no copy, or if its original is in the hub.
    has_original: bool


@dataclass(frozen=True, slots=True)
class DryRun:
    """What rules would do to the orders in the hub; nothing was done."""

    seen: int
    caught: int
    #: Rows of the first matched orders; *caught* is the number of all matched orders.
    rows: tuple[DryRunRow, ...]
    #: The number of matched copies whose original is not in the hub.
    without_original: int


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One criterion of a rule, evaluated for one order."""

    rule: str
    criterion: str
    operator: str
    values: tuple[str, ...]
    #: The order's value for the criterion; personal data for criteria such as the postcode.
    value: str
    met: bool


@dataclass(frozen=True, slots=True)
class ReprocessReport:
    """The result of running the rules again."""

    seen: int
    changed: int
    excluded: int
