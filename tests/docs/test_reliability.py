"""The page of reliability is what the attacks have measured."""

from __future__ import annotations

from docs import reliability
from tests.torture import results
from tests.torture.registry import PROMISES


def test_the_page_is_what_was_measured() -> None:
    """``make torture`` writes the results, and ``python -m docs.reliability`` the page."""
    assert reliability.PAGE.read_text("utf-8") == reliability.page()


def test_every_promise_was_run_whole_and_kept() -> None:
    """None stands there without a figure, and none with a violation."""
    found = results.last()
    assert set(found) == {str(promise.number) for promise in PROMISES}
    assert {key: one["violated"] for key, one in found.items() if one["violated"]} == {}
    assert all(one["tried"] for one in found.values())
