"""One purchase never shares a package with itself: refused with the reason, in every mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, GuardError, Refused
from shiponce.services.shipping.twin_shipments import TwinShipments
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.unit.services.shipping.twice_imported_purchase import (
    ORIGINAL,
    WAYS,
    Twice,
    combined,
    later,
)


@pytest.mark.proves("Q3", "W7", "X1", "P4")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_twins_share_no_package(way: Callable[[], Twice]) -> None:
    """Every option is closed with the reason and the way out; nothing is bought."""
    found = way()
    for one, other in ((found.first, found.second), (found.second, found.first)):
        options = found.hub.shipping.options(one, together=[other])
        assert not any(option.available for option in options)
        said = {option.restriction.code for option in options if option.restriction}
        assert "limit.one_purchase" in said
        ways = {option.way_out.code for option in options if option.way_out}
        assert "way_out.leave_out" in ways
        for anyway in (False, True):
            with pytest.raises(Refused) as refused:
                found.hub.shipping.ship(one, "house:ground", together=[other], anyway=anyway)
            assert refused.value.code == "limit.one_purchase"
        with pytest.raises(Refused):
            found.hub.shipping.ship(
                one, "manual", carrier="UPS", tracking="1Z", together=[other], anyway=True
            )
    assert found.labels == 0
    assert found.hub.orders.detail(found.first).shipments == ()


@pytest.mark.proves("Q3", "W7")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_two_others_in_the_package_may_be_one_purchase_as_well(way: Callable[[], Twice]) -> None:
    """The order that is packed first is another purchase altogether."""
    found = way()
    third = an_order(remote_id="111-0000009-0000009")
    found.world.stores["amz"].orders = {third.remote_id: third}
    found.hub.imports.run("amz")
    lead = found.hub.orders.find(third.remote_id)
    options = found.hub.shipping.options(lead, together=[found.first, found.second])
    assert {o.restriction.code for o in options if o.restriction} >= {"limit.one_purchase"}
    with pytest.raises(Refused):
        found.hub.shipping.ship(lead, "house:ground", together=[found.first, found.second])


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_file_itself_refuses_it(
    way: Callable[[], Twice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever forgets to ask the limits meets the guard, in documented mode too."""
    found = way()
    monkeypatch.setattr(TwinShipments, "in_package", lambda *_: ())
    with pytest.raises(GuardError) as guard:
        found.hub.shipping.ship(found.first, "house:ground", together=[found.second], anyway=True)
    assert guard.value.code == "guard.one_purchase"
    assert found.labels == 0


@pytest.mark.proves("P5", "Q3")
def test_a_hidden_copy_stands_for_its_original_in_a_package() -> None:
    """Named by its copy, an order is packed once; the copy's own original is already packed."""
    hub, world = a_hub()
    one, two = an_order(), an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders = {one.remote_id: one, two.remote_id: two}
    world.stores["shop"].orders = {"1042": a_copy(one), "1043": a_copy(two, "1043")}
    hub.imports.run_all()
    first, second = hub.orders.find(f"amz:{ORIGINAL}"), hub.orders.find(two.remote_id)
    copy, other_copy = hub.orders.find("shop:1042"), hub.orders.find("shop:1043")
    assert hub.shipping.others_in_package(first, [other_copy]) == (second,)
    assert hub.shipping.others_in_package(copy, [second]) == (second,)
    for order_id, together in ((first, [copy]), (copy, [first]), (first, [second, other_copy])):
        with pytest.raises(Refused, match="the same purchase") as refused:
            hub.shipping.others_in_package(order_id, together)
        assert refused.value.code == "limit.one_purchase"
    for order_id, together in ((first, [first]), (copy, [copy]), (first, [second, second])):
        with pytest.raises(BadInput) as bad:
            hub.shipping.others_in_package(order_id, together)
        assert bad.value.code == "error.together_twice"


@pytest.mark.proves("Q4", "Q3")
def test_a_superseded_order_shares_no_package_with_its_heir() -> None:
    """Reconciling mode has closed it already; the reason is the first that stands in the way."""
    found = combined()
    found.hub.matching.choose_mode(MatchingMode.RECONCILING)
    with pytest.raises(Refused):
        found.hub.shipping.ship(found.second, "house:ground", together=[found.first], anyway=True)
    assert found.labels == 0


def test_a_newer_version_is_newer() -> None:
    """The helper of these tests does what it says."""
    assert later(an_order(), number="7").modified_at > an_order().modified_at
