"""Whatever a platform sends as text, what comes out can be shown in a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shiponce.domain.text_sanitizing import LONGEST, printable

#: Every kind of character, the ones that steer a terminal or reorder a line among the likeliest.
NASTY = st.sampled_from(
    "\x1b\x00\x07\x08\x9b\x9d\x7f\r\n\t\v\f\x85\u2028\u2029\u202a\u202b\u202d\u202e\u202c"
    "\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u200b\u0301\u20dd\ue000\U000e0041\ud800 [/]"
)
TEXTS = st.text(st.one_of(NASTY, st.characters(), st.characters(codec="ascii")), max_size=60)
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(TEXTS)
@example("\x1b]52;c;cm0gLXJmIH4=\x07")
@example("\x9b2J")
@example("Ada\u202egpj.exe")
def test_nothing_that_steers_survives(text: str) -> None:
    """No control, no direction override, no line break: one line of what a person can read."""
    clean = printable(text)
    assert not BIDI & set(clean)
    assert not [c for c in clean if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn")]
    assert len(clean.splitlines()) <= 1


@given(TEXTS, st.integers(1, 40))
@example("x" * 4000, LONGEST)
@example("é" * 4000, LONGEST)
@example("e" + "\u0301" * 10_000, LONGEST)
def test_no_text_is_longer_than_asked(text: str, longest: int) -> None:
    """The bound holds for every text, and a cut one says so."""
    clean = printable(text, longest)
    assert len(clean) <= longest


@given(TEXTS, st.integers(1, 40))
def test_clean_text_stays_as_it_is(text: str, longest: int) -> None:
    """Cleaned twice is cleaned once, so it does not matter who has cleaned before."""
    clean = printable(text, longest)
    assert printable(clean, longest) == clean


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_what_people_write_is_kept(text: str) -> None:
    """Letters, digits and signs of every script pass unchanged."""
    assert printable(text) == text


@given(st.text(max_size=60))
def test_it_is_the_same_word_on_both_ways_through(text: str) -> None:
    """The quick way for plain ASCII gives what the careful way gives."""
    assert printable(text + "é").removesuffix("é").rstrip() == printable(text).rstrip()


def test_a_pile_of_marks_is_cut_down() -> None:
    """Marks heaped on one letter would run over the lines above; a few are a language's own."""
    assert printable("a" + "\u0301" * 50) == "a" + "\u0301" * 4


def test_a_long_text_ends_in_an_ellipsis() -> None:
    """Whoever reads it sees that something was left out."""
    assert printable("x" * 4000).endswith("…")
    assert len(printable("x" * 4000)) == LONGEST


@pytest.mark.parametrize("text", ["[/]", "[link=https://x]", "<b>", "{0}", "%s", "'; DROP TABLE"])
def test_markup_is_only_text(text: str) -> None:
    """It is nobody's to remove: it must be shown as it is, and is harmless where it is shown."""
    assert printable(text) == text
