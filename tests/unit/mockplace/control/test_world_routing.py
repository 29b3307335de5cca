"""Worlds behind one server: their copies share nothing, and what is kept is bounded."""

from __future__ import annotations

import pytest

from mockplace.control.journal import MOST_BODY, MOST_CALLS
from mockplace.control.worlds import (
    MOST_SNAPSHOTS,
    MOST_WORLDS,
    UnknownName,
    Worlds,
    restored,
    saved,
)
from mockplace.serving.clock import MANUAL
from mockplace.serving.dispatch import Request
from tests.unit.mockplace.markets import after, market


def test_a_copy_goes_on_as_the_first_one_would() -> None:
    """Ids, buyers and effects that are due: all is the same, and nothing is shared."""
    world = market()
    world.buy("mug", "amz", [("MUG", 1, None)])
    copy = restored(saved(world))
    for one in (world, copy):
        after(one, 5)
        one.buy("candle", "bay", [("CANDLE", 2, None)])
    assert list(copy.orders.values()) == list(world.orders.values())
    copy.buy("more", "shop", [("MUG", 1, None)])
    assert len(copy.orders) == len(world.orders) + 1


def test_the_journal_is_bounded() -> None:
    """In calls and in bytes; numbers go on, and who forgot says so by not finding it."""
    served = Worlds(market(), MANUAL).default
    for _ in range(MOST_CALLS + 5):
        served.answer(Request("POST", "/none", body=b"x" * 10_000))
    assert len(served.journal.exchanges) == MOST_CALLS
    assert served.journal.find(5) is None
    last = served.journal.find(MOST_CALLS + 5)
    assert last is not None
    assert len(last.request.body) == MOST_BODY


def test_worlds_and_snapshots_are_bounded() -> None:
    """The sentence says how to go on, and an old name is always good."""
    worlds = Worlds(market(), MANUAL)
    for number in range(MOST_WORLDS - 1):
        worlds.find(f"w{number}", may_open=True)
    with pytest.raises(UnknownName, match="DELETE"):
        worlds.find("one-more", may_open=True)
    assert worlds.find("w0", may_open=True) is worlds.find("w0", may_open=False)
    with pytest.raises(UnknownName, match="there is no world 'x'"):
        worlds.forget("x")
    for _ in range(MOST_SNAPSHOTS):
        worlds.default.snapshot()
    with pytest.raises(UnknownName, match="at most"):
        worlds.default.snapshot()
    assert worlds.default.snapshot("snapshot-3") == "snapshot-3"
