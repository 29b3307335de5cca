"""Automation rules as data: criteria that must all hold, and actions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shiponce.domain.platform import marketplaces, platforms


class Criterion(StrEnum):
    """The property of an order that a rule compares."""

    MARKETPLACE = "marketplace"
    STORE = "store"
    SOURCE = "source"
    ORDER_NUMBER = "order_number"
    SKU = "sku"
    ITEM_NAME = "item_name"
    COUNTRY = "country"
    STATE = "state"
    POSTCODE = "postcode"
    REQUESTED_SERVICE = "requested_service"
    #: The marketplace's programme: ``prime``, or blank.
    PROGRAM = "program"
    TOTAL = "total"
    QUANTITY = "quantity"
    #: The weight of all units together, in grams.
    WEIGHT = "weight"
    LINES = "lines"
    PAID_DATE = "paid_date"
    SHIP_BY = "ship_by"
    TAG = "tag"


class Operator(StrEnum):
    """How a criterion compares an order with its values; ``Test`` says how many must match."""

    EQUALS = "equals"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    IS_BLANK = "is_blank"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    INCLUDE = "include"
    DO_NOT_INCLUDE = "do_not_include"


class Action(StrEnum):
    """What a rule does with a matching order."""

    DO_NOT_IMPORT = "do_not_import"
    ADD_TAG = "add_tag"
    #: Its argument: a date, a time span such as ``5 days``, or '' (until somebody releases it).
    HOLD = "hold"
    #: Its argument: carrier and service (``UPS Ground``), or an option's code (``house:ground``).
    SET_SERVICE = "set_service"
    SET_PACKAGE = "set_package"
    ADD_NOTE = "add_note"
    STOP_PROCESSING = "stop_processing"


#: The operators that criteria accept, for each kind of criterion.
TEXT = frozenset(
    {
        Operator.EQUALS,
        Operator.IS_NOT,
        Operator.CONTAINS,
        Operator.STARTS_WITH,
        Operator.ENDS_WITH,
        Operator.IS_BLANK,
    }
)
MEASURE = frozenset({Operator.EQUALS, Operator.AT_LEAST, Operator.AT_MOST})
TAGS = frozenset({Operator.INCLUDE, Operator.DO_NOT_INCLUDE})

OPERATORS: dict[Criterion, frozenset[Operator]] = {
    **dict.fromkeys(Criterion, TEXT),
    Criterion.TOTAL: MEASURE,
    Criterion.QUANTITY: MEASURE,
    Criterion.WEIGHT: MEASURE,
    Criterion.LINES: MEASURE,
    Criterion.PAID_DATE: MEASURE,
    Criterion.SHIP_BY: MEASURE,
    Criterion.TAG: TAGS,
}


@dataclass(frozen=True, slots=True)
class Test:
    """One criterion of a rule: holds if one of *values* matches or, if negated, none of them."""

    __test__ = False  # not a test case, whatever a test runner thinks of the name

    criterion: Criterion
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: all *tests* must hold; *actions* are pairs of an action and its argument or ''."""

    name: str
    tests: tuple[Test, ...]
    actions: tuple[tuple[Action, str], ...]
    enabled: bool = True


def exclude_copies() -> Rule:
    """Return the rule of ShipStation's help article (R1), for the registered platforms."""
    shops = tuple(one.value for one in platforms() if one.is_shop)
    bought = tuple(one.value for one in reversed(marketplaces()))
    return Rule(
        name="Marketplace copies from BigCommerce",
        tests=(
            Test(Criterion.MARKETPLACE, Operator.EQUALS, shops),
            Test(Criterion.SOURCE, Operator.EQUALS, bought),
        ),
        actions=((Action.DO_NOT_IMPORT, ""),),
    )
