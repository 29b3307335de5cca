"""How long something is, as a person reads it and as a configuration file takes it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shiponce.words import durations


@pytest.mark.parametrize(
    ("length", "english", "french"),
    [
        (timedelta(seconds=59), "now", "maintenant"),
        (timedelta(minutes=59), "59 min", "59 min"),
        (timedelta(hours=47), "47 h", "47 h"),
        (timedelta(minutes=13_871), "9 d", "9 j"),
        (-timedelta(hours=3), "3 h", "3 h"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(length: timedelta, english: str, french: str) -> None:
    """Nobody counts thousands of minutes or hundreds of hours."""
    said = [durations.span(length, language).replace("\xa0", " ") for language in ("en", "fr")]
    assert said == [english, french]


@pytest.mark.parametrize(
    ("length", "english", "french"),
    [
        (timedelta(days=3650), "3650 d", "3650 j"),
        (timedelta(days=1, minutes=90), "1 d 1 h 30 min", "1 j 1 h 30 min"),
        (timedelta(milliseconds=1500), "1 s 500 ms", "1 s 500 ms"),
        (timedelta(), "0 s", "0 s"),
    ],
)
def test_a_setting_is_said_in_all_its_units(length: timedelta, english: str, french: str) -> None:
    """The text can be typed into the file again."""
    said = [durations.exact(length, language).replace("\xa0", " ") for language in ("en", "fr")]
    assert said == [english, french]
