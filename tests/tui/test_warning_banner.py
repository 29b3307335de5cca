"""Lasting warnings take few of a small terminal's lines."""

from __future__ import annotations

import pytest

from shiponce.tui.localized_text import Locale
from shiponce.tui.widgets.warning_banner import in_short
from shiponce.views.sentence import Sentence


def stale(store: str) -> Sentence:
    """Return the warning about one store."""
    age = {"say": "word.time.days", "n": 9}
    return Sentence("warning.stale_store", {"store": store, "n": 216, "age": age})


def test_one_stale_store_is_said_in_full() -> None:
    """Nothing is saved by a shorter sentence."""
    assert in_short([stale("shop")]) == [stale("shop")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_several_stale_stores_are_one_line(language: str) -> None:
    """Other warnings stay before it, and it has room on 80 columns."""
    other = Sentence("warning.other")
    first, last = in_short([stale("shop"), other, stale("amz"), stale("bay")])
    assert first == other
    said = Locale(language).sentence(last)
    assert "3" in said
    assert "shop" in said
    assert len(said) <= 76
