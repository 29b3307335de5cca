"""Each state of an order has a word of its own, also in the narrow column of the lists."""

from __future__ import annotations

import pytest

from shiponce.tui import theme
from shiponce.words import LANGUAGES, say

#: The cells of the column of states, less the mark and a blank.
ROOM = 10
STATES = (*theme.STATUS.values(), theme.HIDDEN, theme.EXCLUDED, theme.HELD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_are_told_apart_in_the_narrow_column(language: str) -> None:
    """Cut at the width of the column, no two are the same, and none is cut to a few letters."""
    words = [say(mark.short or mark.word, language) for mark in STATES]
    assert len({word[:ROOM] for word in words}) == len(words), words
    assert [word for word in words if len(word) > ROOM] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_have_words_of_their_own(language: str) -> None:
    """The full names differ too."""
    words = [say(mark.word, language) for mark in STATES]
    assert len(set(words)) == len(words), words
