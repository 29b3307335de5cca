"""Keys have the names that stand on the reader's keyboard."""

from __future__ import annotations

import pytest

from shiponce.tui.key_bindings import BY_ID
from shiponce.words import say


@pytest.mark.parametrize(("language", "space"), [("en", "space"), ("fr", "espace")])
def test_a_key_with_a_word_on_it(language: str, space: str) -> None:
    """The footer of the player of stories, and help."""

    def word(code: str) -> str:
        return say(code, language)

    assert BY_ID["play"].shown_key(word) == space
    assert BY_ID["ship"].shown_key(word) == "s"
