"""The fixture ``mockplace`` for pytest, available when shiponce is installed.

A marker chooses another market: ``@pytest.mark.mockplace(orders=20, seed=3, limits=False,
connector="codisto")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockplace.testing import Mockplace


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "mockplace(orders, seed, start, limits, connector): the market of the fixture mockplace",
    )


@pytest.fixture
def mockplace(request: pytest.FixtureRequest) -> Iterator[Mockplace]:
    """Give the test a simulated BigCommerce shop, Amazon account and eBay account of its own."""
    from mockplace.testing import opened  # loaded only when a test uses the fixture

    marker = request.node.get_closest_marker("mockplace")
    with opened(**(marker.kwargs if marker else {})) as place:
        yield place
