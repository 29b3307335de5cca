"""Rules run on an order that enters Awaiting Shipment after its import, too."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, a_copy, a_hub, an_order
from tests.platform_ids import EXCLUDE_COPIES


@pytest.mark.proves("R1", "R4", "R6")
def test_a_copy_that_is_paid_later_is_kept_out_then() -> None:
    """A copy imported unpaid would slip past the rule: it leaves the grids when it is paid."""
    hub, world = a_hub()
    hub.rules.add(EXCLUDE_COPIES)
    original = an_order()
    unpaid = a_copy(original, status=OrderStatus.AWAITING_PAYMENT)
    world.stores["shop"].orders = {"1042": unpaid}
    hub.imports.run("shop")
    assert hub.orders.counts()[Grid.AWAITING_PAYMENT] == 1

    world.stores["shop"].orders = {"1042": a_copy(original, modified_at=NOON)}
    hub.imports.run("shop")
    assert sum(hub.orders.counts().values()) == 0
    (row,) = hub.orders.excluded()
    assert (row.kind, row.remote_id) == ("rule", "1042")
    hub.imports.let_in(row.id)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1


@pytest.mark.proves("R4")
def test_a_rule_holds_and_tags_an_order_when_it_is_paid() -> None:
    """Hold and tag apply at the moment of entering, and a later import does not undo them."""
    hub, world = a_hub()
    mugs = (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),)
    hub.rules.add(Rule("Look at mugs", mugs, ((Action.ADD_TAG, "mug"), (Action.HOLD, ""))))
    world.stores["amz"].orders = {"1": an_order(status=OrderStatus.AWAITING_PAYMENT)}
    hub.imports.run("amz")
    for step in (0, 1):
        paid = an_order(modified_at=NOON.replace(minute=step), requested_service=f"service {step}")
        world.stores["amz"].orders = {"1": paid}
        hub.imports.run("amz")
    (row,) = hub.orders.page(Grid.ON_HOLD)
    assert row.tags == ("mug",)
