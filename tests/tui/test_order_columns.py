"""The columns of an order at every width: one that has no room is left out, none is cut."""

from __future__ import annotations

import pytest

from shiponce.tui.localized_text import Locale
from shiponce.tui.widgets.order_columns import order_columns
from tests.doubles.platforms_in_memory import NOON


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", range(64, 220))
def test_columns_that_are_shown_have_room(language: str, width: int) -> None:
    """Their least widths and the blanks between them fit into the grid."""
    columns = order_columns(Locale(language), lambda: NOON)
    shown = [column for column in columns if column.wants <= width]
    assert sum(column.width + 1 for column in shown) <= width + 1
