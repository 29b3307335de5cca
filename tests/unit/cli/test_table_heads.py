"""Every column of every table has a head, in each language."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

import pytest

import shiponce.cli
from shiponce.words import LANGUAGES, say

MODULES = [one.name for one in iter_modules(shiponce.cli.__path__, f"{shiponce.cli.__name__}.")]


@pytest.mark.parametrize("module", MODULES)
def test_every_column_has_a_head(module: str) -> None:
    """A table whose head has no word would end in a fault of ours."""
    found = vars(import_module(module))
    heads = [value for name, value in found.items() if name.endswith("HEADS")]
    for language in LANGUAGES:
        for head in chain.from_iterable(heads):
            assert say(f"word.column.{head}", language)
