"""The originals that are proposed for a copy are those that ``similar_orders`` calls alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import ImportedOrder
from shiponce.services.matching.likely_originals import likely_originals
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order


def sold(number: int, sku: str, hours: int) -> ImportedOrder:
    """An Amazon order of two units, placed some hours later."""
    order = an_order(remote_id=f"111-0000000-{number:07}")
    line = replace(order.lines[0], sku=sku)
    return replace(order, lines=(line,), placed_at=order.placed_at + timedelta(hours=hours))


@pytest.mark.proves("B8")
def test_an_alike_original_is_found_behind_many_nearer_ones() -> None:
    """Six orders of other goods cost as much and were placed nearer; none of them is proposed."""
    hub, world = a_hub()
    near = [sold(number, "BOWL", 0) for number in range(1, 7)]
    alike = sold(7, "MUG", 5)
    world.stores["amz"].orders = {order.remote_id: order for order in (*near, alike)}
    copy = a_copy(alike, keys=(), lines=alike.lines)
    world.stores["shop"].orders = {copy.remote_id: copy}
    hub.imports.run_all()
    order_id = hub.orders.find("shop:1042")
    assert likely_originals(hub._db.conn, order_id) == [hub.orders.find(alike.remote_id)]
    (proposal,) = hub.matching.proposals()
    assert [one.number for one in proposal.originals] == [alike.number]


@pytest.mark.proves("B8")
def test_a_rejected_original_is_not_proposed_again() -> None:
    """It is compared with only where a person's own no is explained."""
    hub, world = a_hub()
    alike = sold(1, "MUG", 0)
    world.stores["amz"].orders = {alike.remote_id: alike}
    world.stores["shop"].orders = {"1042": a_copy(alike, keys=(), lines=alike.lines)}
    hub.imports.run_all()
    copy, original = hub.orders.find("shop:1042"), hub.orders.find(alike.remote_id)
    hub.matching.reject(copy, original)
    assert likely_originals(hub._db.conn, copy) == []
    assert likely_originals(hub._db.conn, copy, rejected=True) == [original]
