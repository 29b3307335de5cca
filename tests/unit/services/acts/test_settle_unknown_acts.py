"""Label purchases that were cut off, and how a person ends what the carrier cannot."""

from __future__ import annotations

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Label, Route, ShipmentState
from shiponce.errors import BadInput, Declined, PlatformError, Refused, Unreachable
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

LOST = Unreachable("error.unreachable", platform="house", operation="buy")
SECOND = Label("L2", "House", "Ground", "SECOND", Money(799, "USD"))


def cut_off(*extra: Label, deaf: bool = False) -> tuple[Hub, World, int]:
    """A purchase whose answer was lost, after which the carrier has these labels as well."""
    hub, world = a_hub()
    mug = an_order()
    world.stores["amz"].orders = {mug.remote_id: mug}
    world.stores["shop"].orders = {"1001": a_copy(mug, "1001")}
    hub.imports.run_all()
    carrier = world.carriers[Route.HOUSE]
    carrier.after, carrier.extra = [LOST], list(extra)
    carrier.deaf = [LOST] * 50 if deaf else []
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find("amz:" + mug.remote_id), "house:ground")
    world.clock.wait(minutes=5)
    hub.tick()
    (doubt,) = hub.acts.unknown_purchases()
    assert doubt.state is ShipmentState.UNKNOWN
    return hub, world, doubt.id


def told(hub: Hub, world: World) -> list[str]:
    """The tracking numbers that the stores were told, after all that is due."""
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)
    return [one.tracking for store in world.stores.values() for one in store.told]


@pytest.mark.proves("X1", "N3")
def test_several_labels_stay_in_doubt_and_nobody_buys_meanwhile() -> None:
    """The hub does not choose; the order is not for sale until somebody has."""
    hub, world, doubt = cut_off(SECOND)
    assert [label.tracking for label in hub.acts.labels(doubt)] == ["TRACK1", "SECOND"]
    order = hub.acts.unknown_purchases()[0].order_id
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(order, "house:ground")
    assert refused.value.code == "limit.purchase_unknown"
    assert told(hub, world) == []


@pytest.mark.proves("X1", "N1")
@pytest.mark.parametrize(("kept", "returned"), [("TRACK1", "L2"), ("SECOND", "TRACK1")])
def test_one_label_is_kept_and_the_other_goes_back(kept: str, returned: str) -> None:
    """The label that a person chose is the shipment's; both stores are told of it once."""
    hub, world, doubt = cut_off(SECOND)
    view = hub.acts.settle_purchase(doubt, keep=kept, by="Ada")
    assert (view.state, view.tracking) == (ShipmentState.LABELLED, kept)
    assert world.carriers[Route.HOUSE].voided == [returned]
    assert hub.orders.rows([view.order_id])[0].status is OrderStatus.SHIPPED
    assert told(hub, world) == [kept, kept]
    assert hub.acts.unknown_purchases() == ()
    said = [one.what for one in hub.orders.detail(view.order_id).history]
    assert {one.code for one in said} >= {"event.extra_voided", "event.label_chosen"}
    assert all(one.facts["by"] == "Ada" for one in said if "by" in one.facts)


@pytest.mark.proves("X1")
def test_nothing_is_recorded_while_a_label_does_not_go_back() -> None:
    """A label that the carrier does not take back could still be used: the doubt stays."""
    hub, _, doubt = cut_off(Label("", "House", "Ground", "SECOND", Money(0, "USD")))
    with pytest.raises(Declined):
        hub.acts.settle_purchase(doubt, keep="TRACK1", by="Ada")
    assert hub.acts.unknown_purchases()[0].id == doubt
    assert "event.label_chosen" not in {
        one.what.code for one in hub.orders.detail(hub.acts.unknown_purchases()[0].order_id).history
    }


def test_only_a_label_that_the_carrier_has_can_be_kept() -> None:
    """A slip of the pen is refused, with the numbers that there are."""
    hub, world, doubt = cut_off(SECOND)
    with pytest.raises(BadInput) as refused:
        hub.acts.settle_purchase(doubt, keep="SECOMD", by="Ada")
    assert refused.value.code == "error.no_such_label"
    assert refused.value.facts["known"] == "TRACK1, SECOND"
    assert world.carriers[Route.HOUSE].voided == []


@pytest.mark.proves("X1")
def test_nobody_says_that_there_is_none_where_the_carrier_has_some() -> None:
    """Otherwise a second label would follow."""
    hub, _, doubt = cut_off(SECOND)
    with pytest.raises(Refused) as refused:
        hub.acts.settle_purchase(doubt, by="Ada", saw="nothing")
    assert refused.value.code == "limit.labels_exist"
    assert hub.acts.unknown_purchases()[0].id == doubt


def test_a_carrier_that_is_deaf_for_good_leaves_a_person_to_say_so() -> None:
    """The word of a person, with the name, frees the order; it can be shipped again."""
    hub, world, doubt = cut_off(deaf=True)
    with pytest.raises(PlatformError):
        hub.acts.labels(doubt)
    world.clock.wait(minutes=10)
    ended = hub.acts.settle_purchase(doubt, by="Ada", saw="the carrier's list is empty")
    assert ended.state is ShipmentState.NOT_BOUGHT
    order = hub.orders.find("amz:111-0000001-0000001")
    assert "event.given_up_by" in {one.what.code for one in hub.orders.detail(order).history}
    hub.shipping.ship(order, "manual", carrier="UPS", tracking="1Z")
    assert told(hub, world) == ["1Z", "1Z"]


def test_a_label_that_is_alone_settles_itself() -> None:
    """As soon as the carrier answers, with one label, there is no doubt."""
    hub, world, doubt = cut_off(SECOND)
    world.carriers[Route.HOUSE].extra = []
    world.clock.wait(minutes=5)
    hub.tick()
    assert hub.acts.unknown_purchases() == ()
    with pytest.raises(Refused) as refused:
        hub.acts.settle_purchase(doubt, keep="TRACK1", by="Ada")
    assert refused.value.code == "limit.not_unknown"


@pytest.mark.parametrize("by", ["", "  "])
def test_nobody_decides_without_a_name(by: str) -> None:
    """What a person decides says who."""
    hub, _, doubt = cut_off(SECOND)
    with pytest.raises(BadInput) as refused:
        hub.acts.settle_purchase(doubt, keep="TRACK1", by=by)
    assert refused.value.code == "error.no_actor"


def test_what_never_was_cannot_be_settled() -> None:
    """Neither a shipment that is not there nor a purchase that is under way just now."""
    hub, _ = a_hub()
    with pytest.raises(BadInput):
        hub.acts.settle_purchase(7, keep="X", by="Ada")
    with pytest.raises(BadInput):
        hub.acts.labels(7)
