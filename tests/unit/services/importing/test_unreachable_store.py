"""A store in trouble for weeks is tried at every import, and comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from shiponce.domain.order import PageOfOrders
from shiponce.domain.store import MatchingMode
from shiponce.errors import Unreachable
from tests.doubles.platforms_in_memory import a_hub, an_order

FAILURES = 200


@pytest.mark.parametrize("mode", MatchingMode)
def test_two_hundred_failures_switch_no_store_off(
    mode: MatchingMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each import asks the platform again; the first answer brings everything in."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    amz = world.stores["amz"]
    order = an_order()
    amz.orders = {order.remote_id: order}
    asked: list[datetime] = []

    def down(since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        asked.append(until)
        raise Unreachable("error.unreachable", platform="amazon", operation="listing")

    with monkeypatch.context() as outage:
        outage.setattr(amz, "listing", down)
        for nth in range(1, FAILURES + 1):
            trouble = hub.imports.run("amz").trouble
            assert trouble is not None
            assert (trouble.code, len(asked)) == ("error.unreachable", nth)
            world.clock.wait(minutes=1)
    report = hub.imports.run("amz")
    assert (report.trouble, report.added) == (None, 1)
    [row] = [one for one in hub.state().stores if one.name == "amz"]
    assert (row.trouble, row.imported_at) == (None, world.clock.now())
