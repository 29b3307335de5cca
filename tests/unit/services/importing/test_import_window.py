"""The window of an import stands on the platform's clock, however wrong the hub's own is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from shiponce.domain.order import PageOfOrders
from shiponce.errors import Declined
from shiponce.words import LANGUAGES, say
from shiponce.words.number_and_date_formats import moment
from tests.doubles.platforms_in_memory import StandingClock, a_hub
from tests.platform_ids import AMAZON


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_hub_clock_that_jumps_a_day_moves_no_window(
    hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every window begins the overlap before the last one's end, and none is put off."""
    hub, world = a_hub()
    bay = world.stores["bay"]
    there = StandingClock()
    bay.clock = there
    began = there.now()
    windows: list[tuple[datetime, datetime]] = []

    def listing(since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        windows.append((since, until))
        yield PageOfOrders((), until, last=True)

    monkeypatch.setattr(bay, "listing", listing)
    for jump in (0, hours, -hours):
        world.clock.wait(hours=jump)
        report = hub.imports.run("bay")
        assert (report.trouble, report.not_before) == (None, None)
        there.wait(minutes=30)
    half, overlap = timedelta(minutes=30), timedelta(minutes=10)
    assert windows == [
        (began - timedelta(days=30), began),
        (began - overlap, began + half),
        (began + half - overlap, began + 2 * half),
    ]


@pytest.mark.parametrize("years", [-20, 0, 20])
def test_a_listing_that_is_refused_says_which_time_was_asked_for(
    years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A platform calls a window that its clock has not reached "not valid", and no more.

    With a time in its answers that is none, or none of ours, the hub's clock counts.
    """
    hub, world = a_hub()
    amazon = world.stores["amz"]
    amazon.clock = there = StandingClock()
    there.wait(days=365 * years)

    def listing(since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        raise Declined(platform="word.amazon", operation="word.call.listOrders", reason="not valid")
        yield

    monkeypatch.setattr(amazon, "listing", listing)
    report = hub.imports.run("amz")
    assert report.trouble is not None
    assert report.clock is not None
    until = there.now() - (AMAZON.traits.listing_lag if not years else timedelta(0))
    for language in LANGUAGES:
        told = say(report.clock.code, language, **report.clock.facts)
        assert moment(until, language) in told
