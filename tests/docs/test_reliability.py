"""The page of what holds when things go wrong is what the last whole run has found."""

from __future__ import annotations

from docs import reliability
from tests.torture.registry import PROMISES
from tests.torture.results import last


def test_the_page_is_the_last_runs() -> None:
    """Written by ``python -m docs.reliability``, and by nobody else."""
    assert reliability.PAGE.read_text(encoding="utf-8") == reliability.page()


def test_every_promise_stands_on_the_page() -> None:
    """With the figure of its last whole run, or with the word that there was none."""
    rows = reliability.page().split("\n| ")
    found = last()["promises"]
    for promise in PROMISES:
        (row,) = [one for one in rows if f"| {promise.promise} |" in one]
        assert ("not run whole yet" in row) is (str(promise.number) not in found)
    assert all(one["tried"] > 0 for one in found.values())
