"""A hold on a hidden copy would hold nothing: it is refused, and its original named."""

from __future__ import annotations

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order


@pytest.mark.parametrize("mode", [*MatchingMode])
def test_a_hidden_copy_is_not_held_and_its_original_can_be(mode: MatchingMode) -> None:
    """Nothing of the copy changes; its reason and evidence stay."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1001": a_copy(original, "1001")}
    hub.imports.run_all(["amz", "shop"])
    copy = hub.orders.find("shop:1001")
    before = hub.orders.detail(copy)
    with pytest.raises(Refused) as refused:
        hub.orders.hold(copy)
    assert refused.value.code == "limit.hold_hidden"
    assert refused.value.facts["original"] == original.remote_id
    assert hub.orders.detail(copy) == before
    hub.orders.hold(hub.orders.find(f"amz:{original.remote_id}"))
    assert (
        hub.orders.detail(hub.orders.find(f"amz:{original.remote_id}")).row.status
        is OrderStatus.ON_HOLD
    )
