"""What the code of an operation gives away: the words that it compares with, and its scopes."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from mockplace.serving.dispatch import Route

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_:.-]{1,39}")
_PACKAGE = "mockplace.platforms."


@cache
def words(handler: Callable[..., object]) -> tuple[str, ...]:
    """The words in the modules behind a handler: names of keys and values among them."""
    found: set[str] = set()
    for name in {function.__module__ for function in _functions(handler)}:
        if name.startswith(_PACKAGE):
            found |= _strings(name)
    return tuple(sorted(found))


@cache
def _strings(module: str) -> frozenset[str]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(one for one in constants if isinstance(one, str) and _WORD.fullmatch(one))


@cache
def scopes(handler: Callable[..., object]) -> tuple[str, ...]:
    """The scopes that an eBay operation was given."""
    found = []
    for content in _enclosed(handler):
        if isinstance(content, tuple):
            found += [one for one in content if isinstance(one, str) and "/oauth/" in one]
    return tuple(found)


def _functions(handler: Callable[..., object]) -> Iterator[Any]:
    yield from (one for one in (handler, *_enclosed(handler)) if inspect.isfunction(one))


def _enclosed(handler: Any) -> Iterator[Any]:
    """Everything that a function and the functions in it close over."""
    waiting, met = [handler], {id(handler)}
    while waiting:
        one = waiting.pop()
        if isinstance(one, Route):
            inside = [one.handler]
        else:
            cells = getattr(one, "__closure__", None) or ()
            inside = [cell.cell_contents for cell in cells]
        for content in inside:
            if id(content) not in met:
                met.add(id(content))
                waiting.append(content)
                yield content
