"""The ledger of acts: one at a time, kept as it ended, and settled by what a person has seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shiponce import write_permits
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.errors import BadInput, GuardError, Overtaken, Refused, ServerTrouble, Unreachable
from shiponce.hub import Hub
from shiponce.services.acts.perform_act import SEND_WITHIN, Acting
from tests.doubles.platforms_in_memory import (
    FakePlatform,
    World,
    a_copy,
    a_hub,
    an_order,
    until_sure,
)

AT = {"platform": "word.amazon", "operation": "word.call.confirmShipment"}
LOST = Unreachable("error.unreachable", **AT)
NUMBER = an_order().number


def shipped() -> tuple[Hub, World, int]:
    """An Amazon order with its copy, shipped; nobody is notified yet."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run_all()
    return hub, world, hub.shipping.ship(hub.orders.find(f"amz:{NUMBER}"), "house:ground").id


def void_lost(hub: Hub, world: World, shipment: int) -> None:
    """The answer to a void is lost before the carrier acted, and it cannot be read just then."""
    house = world.carriers[Route.HOUSE]

    def lose(remote_id: str) -> None:
        raise LOST

    house.void, house.deaf = lose, [LOST]  # type: ignore[method-assign]
    with pytest.raises(Unreachable):
        hub.shipping.void(shipment)


# -- the guard and the permit


@pytest.mark.proves("X1", "X4")
def test_one_act_at_a_time_on_a_label() -> None:
    """The database refuses a second one, whoever asks."""
    hub, world, shipment = shipped()
    void_lost(hub, world, shipment)
    acting = Acting(hub._db, world.clock)
    (act,) = hub.acts.rows()
    with pytest.raises(GuardError), hub._db.write() as conn:
        acting.begin(conn, ActKind.VOID, key=act.key, shipment_id=shipment)


def test_what_has_ended_stays_as_it_ended() -> None:
    """Neither its state nor its row can be changed."""
    hub, _, _ = shipped()
    hub.tick()
    for statement in ("UPDATE acts SET state = 'unknown'", "DELETE FROM acts"):
        with pytest.raises(GuardError) as refused, hub._db.write() as conn:
            conn.execute(statement)
        assert refused.value.code == "guard.act_settled"


@pytest.mark.proves("X4")
def test_a_permit_ends_with_its_deadline_and_with_its_act() -> None:
    """Asked right before the bytes go: late, or settled by somebody else, nothing is sent."""
    hub, world = a_hub()
    acting = Acting(hub._db, world.clock)
    with hub._db.write() as conn:
        act = acting.begin(conn, ActKind.EMAILS, key="1=off", store_id=1)
    with acting.permitted(act):
        held = write_permits.held()
        assert held is not None
        held.use()
        world.clock.wait(seconds=SEND_WITHIN.total_seconds())
        with pytest.raises(Overtaken) as late:
            held.use()
        assert late.value.code == "error.act_too_late"
        world.clock.wait(seconds=-1)
        with hub._db.write() as conn:
            conn.execute("UPDATE acts SET state = 'unknown'")
        with pytest.raises(Overtaken) as taken:
            held.use()
        assert taken.value.code == "error.act_overtaken"
    assert write_permits.held() is None


# -- a person


@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.proves("N8", "X1")
def test_a_person_settles_a_void(happened: bool) -> None:
    """With the name, and what was seen and where."""
    hub, world, shipment = shipped()
    void_lost(hub, world, shipment)
    (act,) = hub.acts.rows()
    assert (act.kind, act.state, act.shipment_id) == (ActKind.VOID, ActState.UNKNOWN, shipment)
    world.carriers[Route.HOUSE].deaf = [LOST]
    world.clock.wait(minutes=11)
    view = hub.acts.settle(act.id, happened=happened, saw="the carrier's\x1b[2J page", by="Ada")
    assert (view.settled_by, view.saw) == ("Ada", "the carrier's page")
    state = hub.orders.detail(view.order_id or 0).shipments[0].state
    assert state is (ShipmentState.VOIDED if happened else ShipmentState.LABELLED)
    hub.tick()
    assert bool(world.stores["shop"].told) is not happened
    with pytest.raises(Refused) as refused:
        hub.acts.settle(act.id, happened=happened, saw="again", by="Ada")
    assert refused.value.code == "limit.act_settled"


@pytest.mark.parametrize("happened", [True, False])
@pytest.mark.proves("N3")
def test_a_person_settles_a_notification(happened: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sent, or is sent again at once."""

    def fails(*_: object) -> object:
        raise LOST

    hub, world, _ = shipped()
    world.stores["amz"].before = [LOST]
    hub.tick()
    (act,) = hub.acts.rows()
    assert (act.kind, act.store) == (ActKind.CONFIRM, "amz")
    world.clock.wait(minutes=11)
    if happened:  # the word of a person stands where the platform cannot be read
        monkeypatch.setattr(FakePlatform, "packages", fails)
    hub.acts.settle(act.id, happened=happened, saw="Seller Central", by="Ada")
    monkeypatch.undo()
    hub.tick()
    first = next(one for one in hub.notifications.rows() if one.store == "amz")
    assert first.state is NotificationState.SENT
    assert len(world.stores["amz"].told) == (0 if happened else 1)


@pytest.mark.proves("N3")
def test_nobody_says_notified_of_a_package_that_is_not_shown() -> None:
    """The platform can be read, and knows nothing of it: it is sent in the end."""
    hub, world, _ = shipped()
    world.stores["amz"].before = [LOST]
    hub.tick()
    (act,) = hub.acts.rows()
    with pytest.raises(Refused) as refused:
        hub.acts.settle(act.id, happened=True, saw="Seller Central", by="Ada")
    assert refused.value.code == "limit.not_shown_there"
    for _ in range(6):
        world.clock.wait(minutes=11)
        hub.tick()
    assert len(world.stores["amz"].told) == 1


def test_a_purchase_is_settled_by_its_label() -> None:
    """A word on it alone would not say which label is kept."""
    hub, world, _ = shipped()
    world.stores["bay"].orders = {}
    other = an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders[other.remote_id] = other
    hub.imports.run("amz")
    world.carriers[Route.HOUSE].before = [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find(other.number), "house:ground")
    act = next(one for one in hub.acts.rows() if one.kind is ActKind.BUY)
    with pytest.raises(Refused) as refused:
        hub.acts.settle(act.id, happened=False, saw="nothing", by="Ada")
    assert refused.value.code == "limit.act_is_buy"
    assert act.shipment_id is not None
    world.clock.wait(minutes=11)
    hub.acts.settle_purchase(act.shipment_id, by="Ada", saw="Seller Central shows none")
    ended = next(one for one in hub.acts.rows(everything=True) if one.id == act.id)
    assert (ended.state, ended.settled_by) == (ActState.NONE, "Ada")
    assert ended.saw == "Seller Central shows none"
    with pytest.raises(BadInput):
        hub.acts.settle(10**6, happened=True, saw="x", by="Ada")


# -- what is said meanwhile


@pytest.mark.proves("B11", "N8")
def test_what_is_unknown_is_said_of_its_order() -> None:
    """In the order's warnings, in the notification that waits, and by the doctor."""
    hub, world, shipment = shipped()
    void_lost(hub, world, shipment)
    order_id = hub.orders.find(f"amz:{NUMBER}")
    assert "warning.void_unknown" in {one.code for one in hub.orders.why(order_id).warnings}
    assert "unknown" in {one.code for one in hub.maintenance.doctor()}
    hub.tick()
    waits = {one.reason.code for one in hub.notifications.rows() if one.reason}
    assert waits == {"notification.void_unknown"}
    until_sure(hub, world)
    assert hub.acts.rows() == ()
    assert "event.void_not_done" in {one.what.code for one in hub.orders.detail(order_id).history}


@pytest.mark.proves("N8")
def test_a_void_that_is_under_way_is_not_called_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks meanwhile hears so; only once its sender must have died does nobody know."""
    hub, world, shipment = shipped()
    house = world.carriers[Route.HOUSE]
    heard: list[tuple[str, str | None]] = []

    def ask() -> None:
        with pytest.raises(Refused) as refused:
            hub.shipping.void(shipment)
        heard.append((refused.value.code, refused.value.way_out))

    def meanwhile(remote_id: str) -> None:
        ask()
        assert {one.reason.code for one in hub.notifications.rows() if one.reason} == {
            "notification.void_under_way"
        }
        world.clock.wait(seconds=SEND_WITHIN.total_seconds())
        ask()

    monkeypatch.setattr(house, "void", meanwhile)
    hub.shipping.void(shipment)
    assert heard == [
        ("limit.void_under_way", None),
        ("limit.void_unknown", "error.act_unknown_way_out"),
    ]


@pytest.mark.proves("B11", "Q3")
def test_an_unknown_shared_label_is_said_of_every_order_that_shares_it() -> None:
    """In the warnings of each and as the reason of each; the head of every screen counts one."""
    hub, world = a_hub()
    orders = [an_order(), an_order(remote_id="111-2")]
    world.stores["amz"].orders = {one.remote_id: one for one in orders}
    hub.imports.run("amz")
    assert hub.state().unknown == 0
    house = world.carriers[Route.HOUSE]
    house.after, house.deaf = [LOST], [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(1, "house:ground", together=[2])
    for order_id in (1, 2):
        assert "warning.buy_unknown" in {one.code for one in hub.orders.why(order_id).warnings}
        reasons = {
            one.restriction.code for one in hub.shipping.options(order_id) if one.restriction
        }
        assert reasons == {"limit.purchase_unknown"}
    assert hub.state().unknown == 1
    until_sure(hub, world)
    assert hub.state().unknown == 0
    assert {one.state for n in (1, 2) for one in hub.orders.detail(n).shipments} == {
        ShipmentState.LABELLED
    }


def test_who_settles_says_what_was_seen() -> None:
    """Blanks and what nobody sees are nothing that was seen; nothing is changed."""
    hub, world, shipment = shipped()
    void_lost(hub, world, shipment)
    (act,) = hub.acts.rows()
    for saw in ("", "  ", "\x1b\u202e"):
        with pytest.raises(BadInput) as refused:
            hub.acts.settle(act.id, happened=True, saw=saw, by="Ada")
        assert refused.value.code == "error.nothing_seen"
    assert hub.acts.rows() == (act,)


@pytest.mark.proves("N3", "N7")
def test_pauses_between_tries_grow_though_each_was_unknown() -> None:
    """A platform that answers 500 for a day is tried at most about once an hour in the end."""
    hub, world, _ = shipped()
    amazon = world.stores["amz"]
    amazon.before = [ServerTrouble("error.server_trouble", **AT, status=500) for _ in range(60)]
    left = []
    for _ in range(2):
        for _ in range(10 * 60):
            world.clock.wait(minutes=1)
            hub.tick()
        left.append(len(amazon.before))
    assert 8 <= left[0] - left[1] <= 10
    amazon.before = []
    for _ in range(90):
        world.clock.wait(minutes=1)
        hub.tick()
    assert len(amazon.told) == 1
    assert hub.acts.rows() == ()


@pytest.mark.proves("N8", "Q6")
def test_an_order_whose_first_label_was_told_stays_open_after_its_second() -> None:
    """The platform's "shipped" is an echo of the first label, however many were voided since."""
    hub, world = a_hub()
    mug = an_order(world.stores["bay"].platform, "27-1")
    world.stores["bay"].orders = {"27-1": mug}
    hub.imports.run("bay")
    order_id = hub.orders.find("27-1")
    first = hub.shipping.ship(order_id, "house:ground")
    hub.tick()
    hub.shipping.void(first.id)
    second = hub.shipping.ship(order_id, "house:ground")
    hub.tick()
    hub.shipping.void(second.id)
    later = mug.modified_at + timedelta(hours=2)
    world.stores["bay"].orders = {
        "27-1": an_order(mug.platform, "27-1", status=OrderStatus.SHIPPED, modified_at=later)
    }
    world.clock.wait(hours=2)
    hub.imports.run("bay")
    assert hub.orders.detail(order_id).row.status is OrderStatus.AWAITING_SHIPMENT
