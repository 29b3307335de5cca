"""Every word of a notice, every answer to it with its time, and what stands in its way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from shiponce.domain.order import ImportedOrder, OrderStatus, Package
from shiponce.domain.shipment import Confirmation, NotificationState, Route
from shiponce.domain.store import MatchingMode
from shiponce.errors import (
    BadInput,
    Declined,
    PlatformError,
    RateLimited,
    Refused,
    ServerTrouble,
    Unreachable,
)
from shiponce.hub import Hub
from shiponce.services.notifying.send_notification import LEASE
from shiponce.views.notifications import NotificationView
from tests.doubles.platforms_in_memory import (
    NOON,
    FakePlatform,
    World,
    a_copy,
    a_hub,
    an_order,
    never_sent,
)
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

AT = {"platform": "amazon", "operation": "confirmShipment"}
NO = Declined(**AT, reason="bad carrier", reason_code="E1")
BUSY = ServerTrouble("error.server_trouble", **AT, status=503)
DOWN = never_sent(Unreachable("error.not_reached", **AT))
LOST = Unreachable("error.unreachable", platform="house", operation="buy")
SOON = NOON + timedelta(minutes=7)
ORIGINAL = an_order(extra={"b": "2", "a": "1"})
NUMBER = ORIGINAL.number


def with_orders(*found: ImportedOrder, read_in: bool = True) -> tuple[Hub, World]:
    """A hub into which these orders were imported, each from its own platform."""
    hub, world = a_hub()
    names = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
    for order in found:
        world.stores[names[order.platform]].orders[order.remote_id] = order
    if read_in:
        hub.imports.run_all()
    return hub, world


def to_store(hub: Hub, store: str) -> NotificationView:
    """The newest notice to a store."""
    return max(
        (one for one in hub.notifications.rows() if one.store == store), key=lambda one: one.id
    )


def said(notification: NotificationView) -> tuple[NotificationState, str, dict[str, object]]:
    """Its state, and the code and facts of its reason."""
    reason = notification.reason
    return (
        (notification.state, "", {})
        if reason is None
        else (notification.state, reason.code, {**reason.facts})
    )


def history(hub: Hub, order_id: int) -> list[tuple[datetime, str, dict[str, object]]]:
    """When which notice of an order was answered how."""
    return [
        (one.at, one.what.code.removeprefix("event.notification_"), dict(one.what.facts))
        for one in hub.orders.detail(order_id).history
        if one.what.code.startswith("event.notification_")
    ]


# -- the words of a notice


@pytest.mark.proves("N1")
def test_each_store_is_told_in_its_own_words() -> None:
    """The label's carrier, service, number and time; its own order, lines and extra facts."""
    mirrored = a_copy(ORIGINAL, extra={"address": "5"})
    hub, world = with_orders(ORIGINAL, mirrored)
    world.clock.time = SOON
    hub.shipping.ship(hub.orders.find(f"amz:{NUMBER}"), "house:ground")
    world.clock.wait(hours=1)
    hub.tick()
    references = [told.reference for store in ("amz", "shop") for told in world.stores[store].told]
    assert all(re.fullmatch(r"[1-9]\d{14}", one) for one in references)
    amazon = Confirmation(
        platform=AMAZON,
        remote_order=NUMBER,
        reference=references[0],
        carrier="House",
        service="Ground",
        tracking="TRACK1",
        shipped_at=SOON,
        lines=(("l1", 2),),
        extra=(("a", "1"), ("b", "2")),
    )
    shop = replace(
        amazon,
        platform=BIGCOMMERCE,
        remote_order="1042",
        reference=references[1],
        lines=(),
        extra=(("address", "5"),),
    )
    assert world.stores["amz"].told == [amazon]
    assert world.stores["shop"].told == [shop]


@pytest.mark.proves("R7")
def test_a_shop_is_told_of_an_order_that_it_alone_knows() -> None:
    """A copy that was kept out has no row: no lines and no facts."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run_all()
    hub.shipping.ship(1, "house:ground")
    hub.tick()
    (told,) = world.stores["shop"].told
    assert (told.remote_order, told.lines, told.extra) == ("1042", (), ())
    assert (told.platform, told.tracking) == (BIGCOMMERCE, "TRACK1")


# -- its answers, each with its time


@pytest.mark.proves("N7", "B11")
def test_every_answer_stands_in_the_history_with_its_time() -> None:
    """Put off, refused, corrected and sent: store, number, and when it is tried again."""
    hub, world = with_orders(ORIGINAL)
    world.stores["amz"].before = [DOWN, NO]
    hub.shipping.ship(1, "house:ground")
    times = [SOON, SOON + timedelta(hours=1), SOON + timedelta(hours=2)]
    for world.clock.time in times[:2]:
        hub.tick()
    world.clock.time = times[2]
    hub.notifications.correct(1, carrier="UPS", tracking="1Z9", by="Ada")
    world.clock.wait(minutes=3)
    hub.tick()
    assert [(at, code) for at, code, _ in history(hub, 1)] == [
        (times[0], "put_off"),
        (times[1], "stopped"),
        (times[2], "corrected"),
        (times[2] + timedelta(minutes=3), "sent"),
    ]
    put_off, stopped, _, sent = (facts for _, _, facts in history(hub, 1))
    assert put_off == {"store": "amz", "again_at": times[0] + timedelta(seconds=30)}
    assert stopped == {"store": "amz", "tracking": "TRACK1"}
    assert sent == {"store": "amz", "tracking": "1Z9"}
    notification = to_store(hub, "amz")
    assert (notification.attempts, notification.sent_at) == (3, times[2] + timedelta(minutes=3))


@pytest.mark.proves("N8", "N9")
def test_a_withdrawn_notification_says_so_in_the_history() -> None:
    """Its try was refused, so nothing is to be read first: it ends with the void."""
    hub, world = with_orders(ORIGINAL)
    world.stores["amz"].before = [DOWN]
    shipment = hub.shipping.ship(1, "house:ground")
    hub.tick()
    hub.shipping.void(shipment.id)
    world.clock.time = SOON
    report = hub.tick()
    assert (report.sent, report.retried, report.stopped) == (0, 0, 0)
    assert said(to_store(hub, "amz")) == (NotificationState.WITHDRAWN, "notification.withdrawn", {})
    assert to_store(hub, "amz").sent_at is None
    assert history(hub, 1)[-1] == (NOON, "withdrawn", {"store": "amz", "tracking": "TRACK1"})


def test_a_refused_correction_names_the_notification() -> None:
    """So that a person finds the one they meant."""
    hub, _ = with_orders(ORIGINAL)
    hub.shipping.ship(1, "house:ground")
    with pytest.raises(BadInput, match="7") as bad:
        hub.notifications.correct(7, carrier="UPS", tracking="1Z", by="Ada")
    assert bad.value.facts == {"notification": 7}
    with pytest.raises(Refused, match="1") as refused:
        hub.notifications.correct(1, carrier="UPS", tracking="1Z", by="Ada")
    assert refused.value.facts["notification"] == 1


# -- rounds, quotas and pauses


@pytest.mark.proves("N7")
@pytest.mark.parametrize("advice", [SOON, None])
def test_one_full_quota_spares_the_stores_other_notifications_their_try(
    advice: datetime | None,
) -> None:
    """They wait as long, cost no call and no attempt, and another store is told meanwhile."""
    hub, world = with_orders(ORIGINAL, an_order(remote_id="111-2"), an_order(EBAY, "27-1"))
    world.stores["amz"].before = [RateLimited(**AT, not_before=advice)] * 2
    for order_id in (1, 2, 3):
        hub.shipping.ship(order_id, "house:ground")
    report = hub.tick()
    assert (report.sent, report.retried) == (1, 2)
    assert len(world.stores["amz"].before) == 1
    again = advice or NOON + timedelta(seconds=30)
    first, second = sorted(
        (one for one in hub.notifications.rows() if one.store == "amz"), key=lambda n: n.id
    )
    assert said(first) == (NotificationState.PENDING, "error.rate_limited", AT)
    assert said(second) == (NotificationState.PENDING, "notification.paced", {})
    assert [(one.attempts, one.next_at) for one in (first, second)] == [(1, again), (0, again)]
    assert [code for _, code, _ in history(hub, first.order_id)] == ["put_off"]
    assert history(hub, second.order_id) == []
    assert report.next_at == again


def test_a_round_ends_after_fifty_notifications() -> None:
    """The rest is due at once, and goes with the next one."""
    mug = ORIGINAL.lines[0]
    sales = [an_order(EBAY, f"27-{n}", lines=(replace(mug, remote_id=f"{n}"),)) for n in range(51)]
    hub, world = with_orders(*sales)
    for order_id in range(1, 52):
        hub.shipping.ship(order_id, "house:ground")
    report = hub.tick()
    assert (report.sent, report.next_at) == (50, NOON)
    assert hub.tick().sent == 1
    assert len(world.stores["bay"].told) == 51


@dataclass
class Dying(FakePlatform):
    """Its process is killed in the middle of a call, as often as it is told to."""

    deaths: list[bool] = field(default_factory=list)

    def confirm(self, confirmation: Confirmation) -> str:
        """What was sent has arrived, and nobody is left to hear the answer."""
        sent = super().confirm(confirmation)
        if self.deaths and self.deaths.pop():
            raise KeyboardInterrupt
        return sent


@pytest.mark.proves("N3")
def test_a_sender_that_died_is_followed_when_its_time_is_over() -> None:
    """Nobody else takes the notice before; then the platform is read, and knows it already."""
    hub, world = with_orders(ORIGINAL)
    dying = Dying(AMAZON, world.clock, world.db, world.stores["amz"].orders, deaths=[True])
    world.stores["amz"] = dying
    hub.shipping.ship(1, "house:ground")
    with pytest.raises(KeyboardInterrupt):
        hub.tick()
    notification = to_store(hub, "amz")
    assert (notification.state, notification.attempts) == (NotificationState.SENDING, 1)
    assert notification.next_at == NOON + LEASE == NOON + timedelta(minutes=5)
    world.clock.wait(minutes=5, seconds=-1)
    assert hub.tick().sent == 0
    world.clock.wait(seconds=1)
    assert hub.tick().sent == 1
    assert said(to_store(hub, "amz")) == (
        NotificationState.SENT,
        "notification.accepted_before",
        {},
    )
    assert len(dying.told) == 1


# -- what a platform shows already


def by_hand(hub: Hub, order_id: int, tracking: str) -> int:
    """A parcel of this number; its shipment."""
    return hub.shipping.ship(order_id, "manual", carrier="UPS", tracking=tracking).id


@pytest.mark.proves("N8")
def test_the_right_one_of_two_parcels_is_corrected() -> None:
    """The one with the number that the store was told of; somebody else's stays as it is."""
    hub, world = with_orders(ORIGINAL)
    first = by_hand(hub, 1, "1Z1")
    hub.tick()
    hub.shipping.void(first)
    world.stores["amz"].shown[NUMBER].insert(0, Package("other", "DHL", "00340"))
    by_hand(hub, 1, "1Z2")
    hub.tick()
    assert [one.tracking for one in world.stores["amz"].corrected] == ["1Z2"]
    shown = [(one.remote_id, one.tracking) for one in world.stores["amz"].shown[NUMBER]]
    assert shown == [("other", "00340"), ("p", "1Z2")]
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N5", "N8")
@pytest.mark.parametrize("beside", [False, True])
def test_an_old_number_is_no_conflict_and_another_parcel_beside_it_is_one(beside: bool) -> None:
    """A copy linked again is read first: what it was told before is expected to stand there."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL))
    original, copy = hub.orders.find(f"amz:{NUMBER}"), hub.orders.find("shop:1042")
    first = by_hand(hub, original, "1Z1")
    hub.tick()
    hub.shipping.void(first)
    hub.matching.reject(copy, original, by="Ada")
    by_hand(hub, original, "1Z2")
    if beside:
        world.stores["shop"].shown["1042"].append(Package("other", "DHL", "00340"))
    hub.matching.confirm(copy, original, by="Ada")
    for _ in range(3):
        hub.tick()
        world.clock.wait(hours=1)
    notification = to_store(hub, "shop")
    conflict = (NotificationState.STOPPED, "notification.conflict", {"tracking": "00340"})
    assert said(notification) == (conflict if beside else (NotificationState.SENT, "", {}))
    corrected = [one.tracking for one in world.stores["shop"].corrected]
    assert corrected == ([] if beside else ["1Z2"])
    assert [one.tracking for one in world.stores["shop"].told] == ["1Z1"]


@pytest.mark.proves("W8", "N5")
@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (("OTHER1", "OTHER2"), "notification.conflict"),
        (("OTHER1", "track 1"), "notification.passed_on"),
    ],
)
def test_what_a_relay_made_of_a_parcel(shown: tuple[str, ...], code: str) -> None:
    """Any parcel with our number will do; without one, the first of the others is named."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.imports.run("shop")
    hub.shipping.ship(1, "house:ground")
    hub.imports.run("amz")
    parcels = [Package(f"p{n}", "UPS", tracking) for n, tracking in enumerate(shown)]
    world.stores["amz"].shown[NUMBER] = parcels
    world.clock.wait(hours=4)
    report = hub.tick()
    notification = to_store(hub, "amz")
    assert notification.attempts == 1
    if code == "notification.conflict":
        assert report.stopped == 1
        assert said(notification) == (NotificationState.STOPPED, code, {"tracking": "OTHER1"})
    else:
        assert report.stopped == 0
        assert said(notification) == (NotificationState.ALREADY_KNOWN, code, {})
    assert world.stores["amz"].told == []


@pytest.mark.proves("N7", "N5")
def test_a_person_who_has_compared_two_parcels_sends_all_the_same() -> None:
    """The conflict is not found a second time."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.imports.run("shop")
    hub.shipping.ship(1, "house:ground")
    hub.imports.run("amz")
    world.stores["amz"].shown[NUMBER] = [Package("p0", "UPS", "OTHER1")]
    world.clock.wait(hours=4)
    assert hub.tick().stopped == 1
    hub.notifications.retry(to_store(hub, "amz").id, anyway=True)
    assert hub.tick().sent == 1
    assert said(to_store(hub, "amz")) == (NotificationState.SENT, "", {})
    assert [one.tracking for one in world.stores["amz"].told] == ["TRACK1"]


@pytest.mark.proves("N9", "N5")
def test_another_parcel_does_not_keep_a_voided_one_from_its_end() -> None:
    """Nothing is to be told any more, so there is nothing to compare."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.imports.run("shop")
    shipment = hub.shipping.ship(1, "house:ground")
    hub.imports.run("amz")
    world.stores["amz"].shown[NUMBER] = [Package("p0", "UPS", "OTHER1")]
    world.stores["amz"].before = [BUSY]
    world.clock.wait(hours=4)
    hub.tick()
    hub.shipping.void(shipment.id)
    world.clock.wait(hours=4)
    hub.tick()
    assert to_store(hub, "amz").state is NotificationState.WITHDRAWN


@dataclass
class Busy(FakePlatform):
    """Fails the first times that a parcel is to be corrected."""

    troubles: list[PlatformError] = field(default_factory=list)

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """As any other platform, once the troubles are over."""
        if self.troubles:
            raise self.troubles.pop()
        super().correct(confirmation, package)


@pytest.mark.proves("N8", "N7")
@pytest.mark.parametrize("written", ["1Z1", " 1z-1"])
def test_a_correction_that_fails_is_made_later(written: str) -> None:
    """However the platform writes the old number, the new one never becomes a second parcel."""
    hub, world = with_orders(ORIGINAL)
    busy = Busy(AMAZON, world.clock, world.db, troubles=[DOWN])
    world.stores["amz"] = busy
    first = by_hand(hub, 1, "1Z1")
    hub.tick()
    hub.shipping.void(first)
    busy.shown[NUMBER] = [Package("p", "UPS", written)]
    by_hand(hub, 1, "1Z2")
    assert hub.tick().retried == 1
    assert said(to_store(hub, "amz")) == (NotificationState.PENDING, DOWN.code, DOWN.facts)
    world.clock.wait(seconds=30)
    assert hub.tick().sent == 1
    assert busy.shown[NUMBER] == [Package("p", "UPS", "1Z2")]
    assert len(busy.told) == 1


# -- what must not be told


@pytest.mark.proves("Q6", "N1")
@pytest.mark.parametrize("cancelled", ["original", "copy"])
def test_whose_order_was_cancelled_is_not_told(cancelled: str) -> None:
    """The purchase itself stops both notices; a cancelled copy stops only its own shop's."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL))
    hub.shipping.ship(hub.orders.find(f"amz:{NUMBER}"), "house:ground")
    store, number = ("amz", NUMBER) if cancelled == "original" else ("shop", "1042")
    order = world.stores[store].orders[number]
    assert isinstance(order, ImportedOrder)
    changed = replace(order, status=OrderStatus.CANCELLED, modified_at=SOON)
    world.stores[store].orders[number] = changed
    world.clock.time = SOON
    hub.imports.run(store)
    for _ in range(3):
        hub.tick()
        world.clock.wait(hours=1)
    both = cancelled == "original"
    state, code, _ = said(to_store(hub, "amz"))
    assert state is (NotificationState.STOPPED if both else NotificationState.SENT)
    assert code == ("notification.cancelled_there" if both else "")
    assert said(to_store(hub, "shop")) == (
        NotificationState.STOPPED,
        "notification.cancelled_there",
        {},
    )
    assert world.stores["shop"].told == []
    assert len(world.stores["amz"].told) == (0 if cancelled == "original" else 1)


@pytest.mark.proves("Q6", "R7")
def test_a_kept_out_copy_of_a_cancelled_purchase_is_not_told() -> None:
    """There is no row of the copy; the purchase alone says it."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run_all()
    hub.shipping.ship(1, "house:ground")
    gone = replace(ORIGINAL, status=OrderStatus.CANCELLED, modified_at=SOON)
    world.stores["amz"].orders[NUMBER] = gone
    hub.imports.run("amz")
    world.clock.wait(hours=1)
    hub.tick()
    assert said(to_store(hub, "shop")) == (
        NotificationState.STOPPED,
        "notification.cancelled_there",
        {},
    )
    assert world.stores["shop"].told == []


@pytest.mark.proves("W8", "Q6")
def test_the_shop_of_a_shipped_copy_is_not_told_of_a_cancelled_purchase() -> None:
    """Its own order is open there, but what it mirrors is not."""
    hub, world = with_orders(ORIGINAL, a_copy(ORIGINAL), read_in=False)
    hub.imports.run("shop")
    world.stores["shop"].before = [DOWN]
    hub.shipping.ship(1, "house:ground")
    hub.tick()
    world.stores["amz"].orders[NUMBER] = replace(ORIGINAL, status=OrderStatus.CANCELLED)
    hub.imports.run("amz")
    world.clock.wait(hours=1)
    hub.tick()
    assert said(to_store(hub, "shop")) == (
        NotificationState.STOPPED,
        "notification.cancelled_there",
        {},
    )
    assert world.stores["shop"].told == []


@pytest.mark.proves("Q2")
def test_documented_names_lines_to_everybody_but_amazon() -> None:
    """The trap of a split order is Amazon's alone."""
    mug = ORIGINAL.lines[0]
    hub, world = with_orders(an_order(EBAY, "27-1", lines=(mug,)))
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.shipping.ship(1, "house:ground", lines={1: 1})
    hub.shipping.ship(1, "house:ground")
    hub.tick()
    assert [one.lines for one in world.stores["bay"].told] == [(("l1", 1),), (("l1", 1),)]


@pytest.mark.proves("N7")
def test_a_round_counts_every_notification_that_stops_in_it() -> None:
    """One refusal does not hide another."""
    hub, world = with_orders(ORIGINAL, an_order(remote_id="111-2"))
    world.stores["amz"].before = [NO, NO]
    for order_id in (1, 2):
        hub.shipping.ship(order_id, "house:ground")
    assert hub.tick().stopped == 2


@pytest.mark.proves("N1", "N3")
def test_a_purchase_that_was_settled_later_was_shipped_when_it_was() -> None:
    """Its label was in doubt until then, and nothing could leave."""
    hub, world = with_orders(ORIGINAL)
    house = world.carriers[Route.HOUSE]
    house.after, house.deaf = [LOST], [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(1, "house:ground")
    world.clock.time = SOON
    hub.tick()
    (told,) = world.stores["amz"].told
    assert (told.tracking, told.shipped_at) == ("TRACK1", SOON)
