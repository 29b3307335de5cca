"""The pytest fixtures ``mockplace`` and ``mockplace_verdict``, available with shiponce installed.

A marker chooses another market: ``@pytest.mark.mockplace(orders=20, seed=3, limits=False,
connector="codisto")``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mockplace.kernel.judge import Verdict
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


@pytest.fixture
def mockplace_verdict(mockplace: Mockplace) -> Callable[..., Verdict]:
    """Give the test the judge of its market, which says what is wrong.

    ``assert mockplace_verdict().is_clean``. It takes what ``mockplace.testing.Mockplace.verdict``
    takes, such as all that the tested program shows as open:
    ``mockplace_verdict({"114-1234567-1234567": 2})``.
    """
    return mockplace.verdict
