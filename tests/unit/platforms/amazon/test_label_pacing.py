"""Calls that sell labels stay within Amazon's rates before they are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shiponce.errors import RateLimited
from shiponce.platforms.amazon.label_pacing import BUYS, OFFERS, LabelPacing
from tests.doubles.platforms_in_memory import StandingClock


def test_a_whole_purchase_or_none() -> None:
    """Two labels at once, then one every half second; the wait is named."""
    clock = StandingClock()
    pacing = LabelPacing(clock)
    for _ in range(2):
        pacing.must_allow_purchase()
        for call in (OFFERS, OFFERS, BUYS):
            pacing.count(call)
    with pytest.raises(RateLimited) as full:
        pacing.must_allow_purchase()
    assert full.value.not_before == clock.now() + timedelta(seconds=0.5)
    assert not full.value.may_have_acted
    clock.wait(seconds=1)
    pacing.must_allow_purchase()


def test_offers_alone_are_limited_too() -> None:
    """Six a second after the first burst; room for the purchase itself is kept."""
    clock = StandingClock()
    pacing = LabelPacing(clock)
    shown = 0
    for _ in range(50):
        try:
            pacing.must_allow_purchase()
        except RateLimited:
            break
        pacing.count(OFFERS)
        shown += 1
    assert shown == 11
    clock.wait(minutes=1)
    pacing.must_allow_purchase()
