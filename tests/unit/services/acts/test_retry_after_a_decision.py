"""What was put aside is looked at again, and what a person decided is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from shiponce.domain.order import OrderStatus, Package, PageOfOrders
from shiponce.domain.shipment import Label, NotificationState, Route, ShipmentState
from shiponce.errors import BadInput, Refused, ServerTrouble, Unreachable
from shiponce.hub import Hub
from shiponce.ports import Purchase
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order, until_sure

SILENCE = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.getOrder")
NUMBER = an_order().remote_id
FAR = 10**20


def one_order() -> tuple[Hub, World]:
    """One Amazon order, imported."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    hub.imports.run("amz")
    return hub, world


@pytest.mark.proves("N3", "N7")
def test_a_conflict_is_sent_again_when_a_person_says_so() -> None:
    """The platform shows another parcel; the person has compared the two, and ours is right."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    world.stores["amz"].shown[NUMBER] = [Package("p", "Other", "OTHER1")]
    world.clock.wait(hours=5)
    hub.tick()
    (stopped,) = [n for n in hub.notifications.rows() if n.state is NotificationState.STOPPED]
    assert world.stores["amz"].told == []
    hub.notifications.retry(stopped.id, anyway=True)
    hub.tick()
    assert [told.tracking for told in world.stores["amz"].told] == ["TRACK1"]


@pytest.mark.proves("N3")
def test_a_notification_sent_again_is_read_back_first() -> None:
    """A person's second try finds that the parcel is shown by now, and sends nothing."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    world.stores["amz"].shown[NUMBER] = [Package("p", "Other", "OTHER1")]
    world.clock.wait(hours=5)
    hub.tick()
    (stopped,) = [n for n in hub.notifications.rows() if n.state is NotificationState.STOPPED]
    world.stores["amz"].shown[NUMBER].append(Package("q", "House", "TRACK1"))
    hub.notifications.retry(stopped.id)
    hub.tick()
    assert world.stores["amz"].told == []
    assert (
        hub.notifications.rows(order_id=hub.orders.find(f"amz:{NUMBER}"))[0].state
        is NotificationState.SENT
    )


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize("returned", [True, False])
def test_a_label_that_comes_after_it_was_given_up_is_given_back(returned: bool) -> None:
    """The carrier took so long that another hand settled the purchase as not bought."""
    hub, world = one_order()
    carrier = world.carriers[Route.HOUSE]
    given_back: list[str] = []
    buy = carrier.buy

    def take_back(remote_id: str) -> None:
        given_back.append(remote_id)
        if not returned:
            raise ServerTrouble("error.rubbish", platform="house", operation="void")

    def slowly(purchase: Purchase, service_id: str) -> Label:
        until_sure(hub, world)  # as another process on the file would
        return buy(purchase, service_id)

    carrier.buy = slowly  # type: ignore[method-assign]  # the carrier of this test is slow
    carrier.void = take_back  # type: ignore[method-assign]  # and remembers
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    code = "limit.given_up" if returned else "limit.given_up_unreturned"
    assert (refused.value.code, refused.value.facts["tracking"]) == (code, "TRACK1")
    assert given_back == ["TRACK1"]
    (shipment,) = hub.orders.detail(hub.orders.find(NUMBER)).shipments
    assert shipment.state is ShipmentState.NOT_BOUGHT


@pytest.mark.proves("X1")
def test_an_entry_that_was_held_up_too_long_is_refused_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another hub has given the package up meanwhile: it is entered again, and nothing is stuck."""
    hub, world = one_order()
    record = hub.shipping._shipping._purchases.record

    def slowly(shipment_id: int, label: Label) -> bool:
        until_sure(hub, world)  # as another process on the file would
        return record(shipment_id, label)

    monkeypatch.setattr(hub.shipping._shipping._purchases, "record", slowly)
    number = "1Z999AA10123456784"
    with pytest.raises(Refused) as refused:
        hub.shipping.ship(hub.orders.find(NUMBER), "manual", carrier="UPS", tracking=number)
    assert refused.value.code == "limit.entry_too_late"
    assert hub.acts.rows(everything=True) == ()
    monkeypatch.undo()
    hub.shipping.ship(hub.orders.find(NUMBER), "manual", carrier="UPS", tracking=number)
    hub.tick()
    assert [told.tracking for told in world.stores["amz"].told] == [number]


@pytest.mark.proves("X6")
def test_an_act_that_cannot_be_looked_at_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One void is of a label whose carrier nobody knows; the notifications go on."""
    hub, world = a_hub()
    one, other = NUMBER, "111-0000009-0000009"
    world.stores["amz"].orders = {n: an_order(remote_id=n) for n in (one, other)}
    hub.imports.run("amz")
    label = hub.shipping.ship(hub.orders.find(one), "house:ground")

    carrier = world.carriers[Route.HOUSE]
    lost = Unreachable("error.unreachable", platform="word.house", operation="word.call.voidLabel")
    lost.may_have_acted = True
    monkeypatch.setattr(carrier, "void", lambda remote_id: _raise(lost))
    monkeypatch.setattr(carrier, "is_live", lambda remote_id: _raise(BadInput("error.no_store")))
    with pytest.raises((BadInput, Unreachable)):
        hub.shipping.void(label.id)
    hub.shipping.ship(hub.orders.find(other), "house:ground")
    world.clock.wait(minutes=5)
    hub.tick()
    assert len(world.stores["amz"].told) == 1
    assert len(hub.acts.rows()) == 1


def _raise(fault: Exception) -> None:
    raise fault


@pytest.mark.proves("Q6")
def test_what_changed_during_a_purchase_is_listed_again() -> None:
    """Nothing moves under a purchase, so the next import begins no later than this one did."""
    hub, world = one_order()
    amazon, carrier = world.stores["amz"], world.carriers[Route.HOUSE]
    asked: list[datetime] = []
    listing = amazon.listing

    def noted(since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        asked.append(since)
        return listing(since, until, resume)

    amazon.listing = noted  # type: ignore[method-assign]  # this test looks at the window
    carrier.before, carrier.deaf = [SILENCE], [SILENCE]
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    amazon.orders[NUMBER] = an_order(status=OrderStatus.CANCELLED, modified_at=NOON)
    world.clock.wait(hours=3)
    hub.imports.run("amz")
    until_sure(hub, world)
    hub.imports.run("amz")
    hub.imports.run("amz")
    assert asked[1] == asked[0] < asked[2]
    assert hub.orders.detail(hub.orders.find(NUMBER)).row.status is OrderStatus.CANCELLED


def test_an_id_beyond_all_ids_is_nothing() -> None:
    """It is answered by a sentence, as any other id that does not exist."""
    hub, _ = one_order()
    for asked in (
        lambda: hub.shipping.void(FAR),
        lambda: hub.orders.detail(FAR),
        lambda: hub.imports.let_in(FAR),
        lambda: hub.notifications.retry(FAR),
        lambda: hub.rules.remove(FAR),
        lambda: hub.orders.cancel(FAR),
    ):
        with pytest.raises(BadInput):
            asked()


def test_a_manual_tracking_number_is_clean_and_is_one() -> None:
    """A number without a letter or digit could not be found again on any platform (N3)."""
    hub, _ = one_order()
    order_id = hub.orders.find(NUMBER)
    with pytest.raises(BadInput):
        hub.shipping.ship(order_id, "manual", carrier="UPS", tracking=" -- ")
    shipment = hub.shipping.ship(order_id, "manual", carrier=" UPS", tracking=" 1Z 999 ")
    assert (shipment.carrier, shipment.tracking) == ("UPS", "1Z999")
