"""Every column of every table has a head, in each language."""

from __future__ import annotations

from importlib import import_module
from itertools import chain

import pytest

from shiponce.cli.root_command import COMMANDS
from shiponce.words import LANGUAGES, say


@pytest.mark.parametrize("module", sorted(set(COMMANDS.values())))
def test_every_column_has_a_head(module: str) -> None:
    """A table whose head has no word would end in a fault of ours."""
    found = vars(import_module(module))
    heads = [value for name, value in found.items() if name.endswith("HEADS")]
    for language in LANGUAGES:
        for head in chain.from_iterable(heads):
            assert say(f"word.column.{head}", language)
