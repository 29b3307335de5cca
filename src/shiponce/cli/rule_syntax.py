"""Parse criteria and actions: ``source equals ebay, amazon``, ``add tag gift``.

A criterion is a name, an operator, and values separated by commas; a value with a comma is quoted.
The words of a name may be joined by a space, hyphen or underscore. The wording of the screens, in
either language, is accepted too: ``pays est FR``. Dates are stored as ISO 8601.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from shiponce.domain.rule import OPERATORS, Action, Criterion, Operator, Test
from shiponce.errors import BadInput
from shiponce.words import input_parsing, rule_sentences

E = TypeVar("E", bound=StrEnum)
#: The action "set service" as users type it: "set carrier and service to …".
_SERVICE = re.compile(
    r"^\s*set[\s_-]+(carrier[\s_-]+and[\s_-]+)?service(\s+to)?(?=\s|$)", re.IGNORECASE
)
_DATES = (Criterion.PAID_DATE, Criterion.SHIP_BY)
_WITH_ARGUMENT = frozenset(
    {Action.ADD_TAG, Action.ADD_NOTE, Action.SET_SERVICE, Action.SET_PACKAGE}
)


def read_test(text: str, language: str = "en") -> Test:
    """Parse one criterion; BadInput for a wrong word lists the valid words."""
    criterion, rest = _leading(Criterion, text)
    if criterion is None:
        raise BadInput(
            "cli.bad.criterion", text=text, known=rule_sentences.listing(Criterion, language)
        )
    fitting = sorted(OPERATORS[criterion])
    operator, rest = _leading(fitting, rest)
    if operator is None:
        known = rule_sentences.listing(fitting, language)
        raise BadInput("cli.bad.operator", text=text, criterion=_spaced(criterion), known=known)
    values = _values(rest)
    if bool(values) == (operator is Operator.IS_BLANK):
        code = "cli.bad.no_value_wanted" if values else "cli.bad.value_wanted"
        raise BadInput(code, text=text, operator=_spaced(operator))
    if criterion in _DATES:
        values = tuple(input_parsing.stored_date(value, language) for value in values)
    return Test(criterion, operator, values)


def read_action(text: str, language: str = "en") -> tuple[Action, str]:
    """Parse one action and its argument, which is '' if the action has none."""
    action, argument = _leading(Action, _SERVICE.sub("set service", text))
    if action is None:
        raise BadInput("cli.bad.action", text=text, known=rule_sentences.listing(Action, language))
    if action in _WITH_ARGUMENT and not argument:
        raise BadInput("cli.bad.value_wanted", text=text, operator=_spaced(action))
    if action is Action.HOLD:
        argument = input_parsing.stored_hold(argument, language)
    return action, argument


def _leading(names: Iterable[E], text: str) -> tuple[E | None, str]:
    """Return the longest name that *text* begins with, and the rest of the text."""
    known = [(words, name) for name in names for words in rule_sentences.typed(name)]
    for words, name in sorted(known, key=lambda pair: len(pair[0]), reverse=True):
        parts = (re.escape(word) for word in re.split(r"[\s_-]+", words))
        pattern = r"\s*" + r"[\s_-]+".join(parts) + r"(?=\s|$)"
        if match := re.match(pattern, text.replace("'", "’"), re.IGNORECASE):
            return name, text[match.end() :].strip()
    return None, text


def _values(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    (row,) = csv.reader([text.replace("\n", " ")], skipinitialspace=True)
    return tuple(value.strip() for value in row if value.strip())


def _spaced(name: StrEnum) -> str:
    return name.value.replace("_", " ")
