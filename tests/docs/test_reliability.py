"""The page of what holds when things go wrong is what the last whole run has found."""

from __future__ import annotations

from docs import reliability
from tests.torture.registry import PROMISES
from tests.torture.results import last


def test_the_page_is_the_last_runs() -> None:
    """Written by ``python -m docs.reliability``, and by nobody else."""
    assert reliability.PAGE.read_text(encoding="utf-8") == reliability.page()


def test_every_promise_was_attacked_and_held() -> None:
    """None is left out, none was tried less than it is tried in a moment, and none was violated."""
    found = last()["promises"]
    assert sorted(map(int, found)) == sorted(promise.number for promise in PROMISES)
    assert all(one["tried"] > 0 for one in found.values())
    violated = {number: one["seeds"] for number, one in found.items() if one["violated"]}
    assert violated == {}
