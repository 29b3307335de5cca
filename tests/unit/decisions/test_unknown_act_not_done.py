"""An act whose answer was lost counts as not done after two readings that do not show it."""

from __future__ import annotations

import pytest

from shiponce.decisions.unknown_act_not_done import heard_nothing

SETTLES = 600_000


@pytest.mark.parametrize("early", [0, 1, SETTLES - 1])
def test_a_reading_that_is_too_early_counts_for_nothing(early: int) -> None:
    """However often it is repeated."""
    heard = heard_nothing(0, None, early, SETTLES, looks=5)
    assert (heard.ends, heard.none_at) == (False, None)
    assert early < heard.look_at <= SETTLES


def test_nothing_counts_when_it_was_heard_twice_and_apart() -> None:
    """Two readings of one moment may be one server's."""
    first = heard_nothing(0, None, SETTLES, SETTLES, looks=2)
    assert (first.ends, first.none_at) == (False, SETTLES)
    at_once = heard_nothing(0, first.none_at, SETTLES + 1, SETTLES, looks=3)
    assert (at_once.ends, at_once.none_at) == (False, SETTLES)
    later = heard_nothing(0, first.none_at, first.look_at, SETTLES, looks=3)
    assert later.ends


def test_a_clock_that_was_ahead_begins_the_count_again() -> None:
    """A first hearing in the future is none, and a sending in the future was now."""
    ahead = heard_nothing(0, 10 * SETTLES, 2 * SETTLES, SETTLES, looks=3)
    assert (ahead.ends, ahead.none_at) == (False, 2 * SETTLES)
    sent = heard_nothing(9 * SETTLES, None, SETTLES, SETTLES, looks=3)
    assert (sent.ends, sent.look_at, sent.sent_by) == (False, 2 * SETTLES, SETTLES)
