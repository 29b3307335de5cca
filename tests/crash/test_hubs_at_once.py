"""Several hubs on one file: they meet at the database, and nothing is shipped or told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.hubs_at_once import four_hubs


@pytest.mark.proves("X1", "X4", "N3", "W7")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("orders", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_four_hubs_ship_each_order_once(tmp_path: Path, orders: int) -> None:
    """One live label a purchase, one notice a store, and no "database is locked"."""
    found, _ = four_hubs(tmp_path, orders)
    assert found == []
