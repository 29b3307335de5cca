"""W9: when a shop would be imported before the marketplaces whose copies it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shiponce.decisions.import_sequence import Turn, early
from shiponce.domain.store import Integration, MatchingMode, Method, Store
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
IDS = {"amz": 1, "bay": 2, "shop": 3, "shop2": 4}


def turn(name: str, imported_at: datetime | None = None, **more: object) -> Turn:
    """One store, with the time of its last import."""
    platforms = {"amz": AMAZON, "bay": EBAY}
    platform = platforms.get(name, BIGCOMMERCE)
    store = Store(IDS[name], name, platform, name, NOON, **more)  # type: ignore[arg-type]  # by name
    return Turn(store, imported_at)


def found(
    chosen: list[Turn],
    connected: list[Turn],
    mode: MatchingMode = MatchingMode.DOCUMENTED,
    method: Method = Method.B,
) -> dict[str, list[str]]:
    """The shops that are too early, each with the marketplaces that should come before it."""
    return {
        one.shop.name: [market.name for market in one.markets]
        for one in early(chosen, connected, mode, method)
    }


@pytest.mark.proves("W9")
@pytest.mark.parametrize(
    ("order", "late"),
    [
        ("shop amz bay", {"shop": ["amz", "bay"]}),
        ("amz shop bay", {"shop": ["bay"]}),
        ("amz bay shop", {}),
        ("shop", {"shop": ["amz", "bay"]}),
        ("amz shop", {"shop": ["bay"]}),
        ("amz", {}),
        ("", {}),
    ],
)
def test_what_comes_before_what_for_the_first_time(order: str, late: dict[str, list[str]]) -> None:
    """Of the stores that are connected, none was ever imported."""
    every = [turn(name) for name in ("amz", "bay", "shop")]
    chosen = [one for name in order.split() for one in every if one.store.name == name]
    assert found(chosen, every) == late


@pytest.mark.proves("W9")
@pytest.mark.parametrize(
    ("market", "shop", "warned"),
    [
        (NOON, None, False),
        (NOON, NOON - HOUR, False),
        (NOON, NOON, False),
        (NOON - HOUR, NOON, True),
        (None, NOON, True),
    ],
)
def test_a_shop_alone_asks_when_the_marketplace_was_imported(
    market: datetime | None, shop: datetime | None, warned: bool
) -> None:
    """It may have sold something since, unless it was imported after the shop was."""
    amz, own = turn("amz", market), turn("shop", shop)
    assert bool(found([own], [amz, own])) is warned


@pytest.mark.proves("W9")
def test_nothing_is_said_where_the_order_does_not_matter() -> None:
    """Reconciling, method A, the new integration, notifications off, no marketplace."""
    shop, amz = turn("shop"), turn("amz")
    both = [shop, amz]
    assert found(both, both)
    assert not found(both, both, mode=MatchingMode.RECONCILING)
    assert not found(both, both, method=Method.A)
    for more in ({"integration": Integration.NEW}, {"notifications_on": False}):
        other = turn("shop", **more)
        assert not found([other, amz], [other, amz])
    assert not found([shop], [shop])
