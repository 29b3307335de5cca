"""The heart of the matter: in which order the stores show their orders must not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiponce.domain.order import Grade, ImportedOrder
from shiponce.domain.store import MatchingMode
from shiponce.hub import Hub
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE, EBAY

_MUG = an_order()
_LAMP = an_order(EBAY, "26-00001-00001")
_ALONE = an_order(remote_id="111-0000002-0000002")

#: Every order of the market with the store that shows it.
MARKET: tuple[tuple[str, ImportedOrder], ...] = (
    ("amz", _MUG),
    ("amz", _ALONE),
    ("bay", _LAMP),
    ("shop", a_copy(_MUG, "1001")),
    ("shop", a_copy(_LAMP, "1002", Grade.SUPPORTS)),
    ("shop", an_order(BIGCOMMERCE, "1003")),
)

#: What a person sees of the end: per order where it stands, and per store what it was told.
End = tuple[frozenset[tuple[str, str, str, str]], tuple[tuple[str, str], ...]]


def arrivals() -> st.SearchStrategy[list[int]]:
    """Every order once in any order, with repetitions strewn in."""
    every = st.permutations(range(len(MARKET)))
    again = st.lists(st.tuples(st.integers(0, 11), st.integers(0, len(MARKET) - 1)), max_size=5)

    def strewn(drawn: tuple[Sequence[int], list[tuple[int, int]]]) -> list[int]:
        order = list(drawn[0])
        for place, which in drawn[1]:
            order.insert(place, which)
        return order

    return st.tuples(every, again).map(strewn)


def end_of(mode: MatchingMode, order: Sequence[int]) -> End:
    """Import one order at a time, in this order, then ship what stands in the grid."""
    hub, world = a_hub()
    with closing(hub):
        hub.matching.choose_mode(mode)
        for which in order:
            store, shown = MARKET[which]
            world.stores[store].orders = {shown.remote_id: shown}
            hub.imports.run(store)
            world.clock.wait(hours=1)
        return frozenset(_standing(hub)), told_of_all(hub, world)


def _standing(hub: Hub) -> Iterator[tuple[str, str, str, str]]:
    for grid in (Grid.AWAITING_SHIPMENT, Grid.HIDDEN, Grid.HELD):
        for row in hub.orders.page(grid):
            why = hub.orders.why(row.id).headline.code
            yield row.store, row.number, row.visibility.value, why


def told_of_all(hub: Hub, world: World) -> tuple[tuple[str, str], ...]:
    """Ship what stands in the grid, send what is due: (store, order) of each notice accepted."""
    for row in sorted(
        hub.orders.page(Grid.AWAITING_SHIPMENT), key=lambda row: (row.store, row.number)
    ):
        hub.shipping.ship(
            row.id, "house:ground", anyway=True
        )  # in documented mode its twin may have left
    for _ in range(20):
        hub.tick()
        world.clock.wait(hours=1)
    return tuple(
        sorted((name, told.remote_order) for name, s in world.stores.items() for told in s.told)
    )


@pytest.mark.proves("W10", "B3")
@given(arrivals())
@settings(max_examples=60, deadline=None)
def test_reconciling_ends_the_same_in_every_order(order: list[int]) -> None:
    """Any permutation and repetition ends with the same grid, reasons and accepted notices."""
    assert end_of(MatchingMode.RECONCILING, order) == end_of(
        MatchingMode.RECONCILING, range(len(MARKET))
    )


@pytest.mark.proves("W1")
def test_documented_does_not() -> None:
    """The same check fails in documented mode, as the article says: the order matters there."""
    forwards, backwards = range(len(MARKET)), range(len(MARKET) - 1, -1, -1)
    assert end_of(MatchingMode.DOCUMENTED, forwards) != end_of(MatchingMode.DOCUMENTED, backwards)
