"""Lists of items in narrow columns: the quantity is what a packer needs."""

from __future__ import annotations

import pytest

from shiponce.words.order_items import with_quantity


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("TRAY-OAK-S × 2", 14, "TRAY-OAK-S × 2"),
        ("TRAY-OAK-S × 2", 13, "TRAY-OAK… × 2"),
        ("TRAY-OAK-S × 12", 10, "TRAY… × 12"),
        ("LAMP-HERON × 1, THROW-FJORD × 3", 20, "LAMP-HERON × 1, …"),
        ("LAMP-HERON × 1, THROW-FJORD × 3", 13, "LAMP-… × 1, …"),
        ("MUG-SLATE × 1 of 2 due, BOWL × 1", 21, "MUG-… × 1 of 2 due, …"),
        ("A × B × 2", 8, "A ×… × 2"),
        ("Some title without a quantity", 12, "Some title without a quantity"),
        ("TRAY-OAK-S × 2", 5, "TRAY-OAK-S × 2"),
    ],
)
def test_the_first_quantity_is_kept(text: str, room: int, shown: str) -> None:
    """The name is cut instead; where even that does not fit, the column cuts as ever."""
    assert with_quantity(text, room, len) == shown
