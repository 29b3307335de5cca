"""Turn input errors into sentences: the place, what is wrong, and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import ValidationError

#: The maximum number of characters of an invalid value that an error message quotes.
_LONGEST_VALUE = 60


def sentences(problem: ValidationError, known: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each error; *known* are keys that may be suggested."""
    names = tuple(known)
    return [
        _sentence(found["loc"], found["type"], found["msg"], found["input"], names)
        for found in problem.errors(include_url=False)
    ]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return `` - did you mean 'x'?`` with the most similar known word; '' if none is similar."""
    found = difflib.get_close_matches(word, [one for one in known if one != word], 1, 0.6)
    return f" - did you mean {found[0]!r}?" if found else ""


def _sentence(
    where: tuple[int | str, ...], kind: str, said: str, value: object, known: tuple[str, ...]
) -> str:
    place = ".".join(str(step) for step in where) or "the whole"
    if kind == "extra_forbidden":
        return f"{place}: unknown key{nearest(str(where[-1]), known)}"
    if kind == "missing":
        return f"{place}: it is missing"
    return f"{place}: {said.removeprefix('Value error, ')}{_shown(value)}"


def _shown(value: object) -> str:
    if isinstance(value, (dict, list)):
        return ""
    text = repr(value)
    return f", not {text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + '…'}"
