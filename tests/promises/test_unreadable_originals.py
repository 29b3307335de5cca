"""B11: a copy whose original was sent but could not be read says so, and what follows."""

from __future__ import annotations

import pytest

from shiponce.domain.order import Unreadable
from shiponce.domain.platform import Platform
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, EBAY


@pytest.mark.proves("B11", "B8", "W1")
@pytest.mark.parametrize(("name", "platform"), [("amz", AMAZON), ("bay", EBAY)])
@pytest.mark.parametrize("copy_first", [True, False])
def test_a_copy_of_a_quarantined_order_says_so(
    name: str, platform: Platform, *, copy_first: bool
) -> None:
    """The hub has seen the original and could not read it; once it can, the copy is hidden."""
    hub, world = a_hub()
    original = an_order(platform)
    copy = a_copy(original)
    world.stores["shop"].orders = {copy.remote_id: copy}
    unreadable = Unreadable(platform, original.remote_id, "total: not an amount", b"{}")
    world.stores[name].orders = {original.remote_id: unreadable}
    for store in ("shop", name) if copy_first else (name, "shop"):
        hub.imports.run(store)
    said = hub.orders.why(hub.orders.find(f"shop:{copy.remote_id}")).headline
    assert said.code == "why.original_quarantined"
    assert said.facts["original"] == original.remote_id
    world.stores[name].orders = {original.remote_id: original}
    hub.imports.run(name)
    hidden = hub.orders.why(hub.orders.find(f"shop:{copy.remote_id}")).headline
    assert hidden.code == "why.hidden"
