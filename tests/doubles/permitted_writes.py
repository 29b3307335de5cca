"""A permit for tests that are about an adapter's requests, and not about who may send them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shiponce import write_permits


class Free:
    """Leave for everything."""

    def use(self) -> None:
        """It may go."""


@pytest.fixture(autouse=True)
def permitted() -> Iterator[None]:
    """Let every request of a test out, as inside an act."""
    with write_permits.holding(Free()):
        yield
