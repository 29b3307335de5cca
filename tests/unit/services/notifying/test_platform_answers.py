"""What a notice says of every answer that a platform can give, and when it is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shiponce.domain.order import Package
from shiponce.domain.shipment import NotificationState
from shiponce.errors import (
    Declined,
    NotAuthorised,
    NotCorrectable,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
)
from shiponce.hub import Hub
from shiponce.persistence.timestamps import to_ms
from shiponce.services import rate_limits
from shiponce.views.notifications import NotificationView
from tests.doubles.platforms_in_memory import (
    NOON,
    FakePlatform,
    World,
    a_hub,
    an_order,
    never_sent,
    until_sure,
)
from tests.platform_ids import AMAZON

AT = {"platform": "amazon", "operation": "confirmShipment"}
NO = Declined(**AT, reason="bad carrier", reason_code="E1")
BUSY = ServerTrouble("error.server_trouble", **AT, status=503)


def shipped(*faults: PlatformError | None) -> tuple[Hub, World]:
    """An Amazon order that was shipped; its platform answers with these, in turn."""
    hub, world = a_hub()
    world.stores["amz"].orders["111-0000001-0000001"] = an_order()
    hub.imports.run("amz")
    world.stores["amz"].before = list(faults)
    hub.shipping.ship(1, "house:ground")
    return hub, world


def the_notification(hub: Hub) -> NotificationView:
    """The only one there is."""
    (notification,) = hub.notifications.rows()
    return notification


def said(notification: NotificationView) -> tuple[NotificationState, str, dict[str, object]]:
    """Its state, and the code and facts of its reason."""
    assert notification.reason is not None
    return notification.state, notification.reason.code, dict(notification.reason.facts)


def shows(world: World, *tracking: str) -> None:
    """Amazon shows these parcels, whoever confirmed them."""
    parcels = [Package(f"p{n}", "UPS", number) for n, number in enumerate(tracking)]
    world.stores["amz"].shown["111-0000001-0000001"] = parcels


@pytest.mark.proves("N7")
@pytest.mark.parametrize(
    ("told", "again"),
    [
        (NOON + timedelta(minutes=9), NOON + timedelta(minutes=9)),
        (NOON - timedelta(hours=1), NOON + timedelta(milliseconds=1)),
        (None, NOON + timedelta(seconds=30)),
    ],
)
def test_a_full_quota_holds_the_store_back(told: datetime | None, again: datetime) -> None:
    """Until the platform's own time, never into the past; else for the first pause."""
    hub, world = shipped(RateLimited(**AT, not_before=told))
    report = hub.tick()
    assert (report.sent, report.retried, report.stopped) == (0, 1, 0)
    notification = the_notification(hub)
    assert said(notification) == (NotificationState.PENDING, "error.rate_limited", AT)
    assert (notification.next_at, notification.attempts) == (again, 1)
    world.clock.time = again + timedelta(seconds=1)  # and a token of our own pacing is there
    assert hub.tick().sent == 1


@pytest.mark.proves("N7")
@pytest.mark.parametrize(
    "trouble",
    [
        NotAuthorised("error.not_authorised", **AT),
        never_sent(Unreachable("error.not_reached", **AT)),
    ],
)
def test_pauses_grow_up_to_the_longest(trouble: PlatformError) -> None:
    """Thirty seconds, doubled each time, never more than an hour, and for ever."""
    hub, world = shipped(*[trouble] * 10)
    pauses = []
    for attempt in range(1, 11):
        assert hub.tick().retried == 1
        notification = the_notification(hub)
        assert said(notification) == (NotificationState.PENDING, trouble.code, trouble.facts)
        assert notification.attempts == attempt
        assert notification.next_at is not None
        pauses.append((notification.next_at - world.clock.now()).total_seconds())
        world.clock.time = notification.next_at
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    put_off = [
        one.what for one in hub.orders.detail(1).history if one.what.code.endswith("put_off")
    ]
    assert len(put_off) == 10
    assert put_off[0].facts["store"] == "amz"
    assert hub.tick().sent == 1
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N7")
@pytest.mark.parametrize("fault", [NO, NotCorrectable("error.not_correctable_ebay", **AT)])
def test_a_refusal_stops_with_the_platforms_words(fault: PlatformError) -> None:
    """Nothing is tried again by itself, and the hub counts it as open."""
    hub, world = shipped(fault)
    report = hub.tick()
    assert (report.sent, report.retried, report.stopped, report.next_at) == (0, 0, 1, None)
    notification = the_notification(hub)
    assert said(notification) == (NotificationState.STOPPED, fault.code, fault.facts)
    assert (notification.next_at, notification.sent_at) == (None, None)
    assert hub.state().notifications_open == 1
    world.clock.wait(days=9)
    assert hub.tick().stopped == 0


@pytest.mark.proves("N5")
def test_a_refusal_after_a_relay_is_no_alarm() -> None:
    """The very parcel stands there already, however its number is written."""
    hub, world = shipped(NO)
    shows(world, "OTHER", " track-1 ")
    assert hub.tick().sent == 1
    notification = the_notification(hub)
    assert said(notification) == (NotificationState.ALREADY_KNOWN, "notification.passed_on", {})
    assert notification.sent_at == NOON
    (event,) = [
        one.what
        for one in hub.orders.detail(1).history
        if one.what.code == "event.notification_already_known"
    ]
    assert dict(event.facts) == {"store": "amz", "tracking": "TRACK1"}


@pytest.mark.proves("N5")
def test_a_refusal_with_another_parcel_is_a_conflict() -> None:
    """Its number is shown, for a person to compare."""
    hub, world = shipped(NO)
    shows(world, "OTHER1", "OTHER2")
    assert hub.tick().stopped == 1
    assert said(the_notification(hub)) == (
        NotificationState.STOPPED,
        "notification.conflict",
        {"tracking": "OTHER1"},
    )


def test_a_refusal_is_one_when_the_platform_could_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An earlier arrival of the request may have been taken: nobody has to see it before."""
    hub, world = shipped(NO, NO)

    def fails(*_: object) -> object:
        raise BUSY

    monkeypatch.setattr(FakePlatform, "packages", fails)
    hub.tick()
    monkeypatch.undo()
    assert said(the_notification(hub)) == (NotificationState.PENDING, NO.code, NO.facts)
    world.clock.wait(hours=5)
    hub.tick()
    assert said(the_notification(hub)) == (NotificationState.STOPPED, NO.code, NO.facts)


@pytest.mark.proves("N3")
def test_an_accepted_try_whose_answer_was_lost_counts_as_sent() -> None:
    """Read back, found, and not sent again."""
    hub, world = shipped()
    world.stores["amz"].after = [Unreachable("error.unreachable", **AT)]
    assert hub.tick().retried == 1
    world.clock.wait(seconds=30)
    assert hub.tick().sent == 1
    assert said(the_notification(hub)) == (
        NotificationState.SENT,
        "notification.accepted_before",
        {},
    )
    assert len(world.stores["amz"].told) == 1


def test_what_was_sent_says_so_and_nothing_else() -> None:
    """One attempt, its time, no reason, and one event with store and number."""
    hub, _ = shipped()
    assert hub.tick().sent == 1
    notification = the_notification(hub)
    assert (notification.state, notification.attempts, notification.reason) == (
        NotificationState.SENT,
        1,
        None,
    )
    assert (notification.sent_at, notification.next_at, notification.platform) == (
        NOON,
        None,
        AMAZON,
    )
    (event,) = [
        one.what
        for one in hub.orders.detail(1).history
        if one.what.code == "event.notification_sent"
    ]
    assert dict(event.facts) == {"store": "amz", "tracking": "TRACK1"}


def test_the_pacing_of_a_store_costs_no_attempt() -> None:
    """Eleven parcels, and Amazon takes ten at once: the last waits half a second."""
    hub, world = a_hub()
    for n in range(11):
        number = f"111-{n:07}-0000001"
        world.stores["amz"].orders[number] = an_order(remote_id=number)
    hub.imports.run("amz")
    for order_id in range(1, 12):
        hub.shipping.ship(order_id, "house:ground")
    report = hub.tick()
    assert report.sent == 10
    assert report.retried >= 1
    (waiting,) = [one for one in hub.notifications.rows() if one.state is NotificationState.PENDING]
    assert said(waiting) == (NotificationState.PENDING, "notification.paced", {})
    assert waiting.attempts == 0
    assert waiting.next_at is not None
    assert NOON < waiting.next_at <= NOON + timedelta(seconds=1)
    world.clock.wait(seconds=1)
    assert hub.tick().sent == 1


def quota_of_reads_is_used_up(hub: Hub, until: datetime) -> None:
    """Amazon is not to be read before then."""
    with hub._db.write() as conn:
        store_id = conn.execute("SELECT id FROM stores WHERE name = 'amz'").fetchone()[0]
        rate_limits.hold_back(conn, store_id, "read", to_ms(NOON), to_ms(until))


@pytest.mark.proves("N3", "N7")
def test_a_second_try_waits_until_the_platform_may_be_read() -> None:
    """Without the quota to look, nothing is sent blindly, and no attempt is counted."""
    hub, world = shipped(Unreachable("error.unreachable", **AT))
    hub.tick()
    until = NOON + timedelta(minutes=20)
    quota_of_reads_is_used_up(hub, until)
    world.clock.wait(minutes=10)
    hub.tick()
    assert world.stores["amz"].told == []
    assert said(the_notification(hub)) == (NotificationState.PENDING, "notification.paced", {})
    assert the_notification(hub).next_at == until
    world.clock.time = until
    hub.tick()
    until_sure(hub, world)
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N5", "N7")
def test_a_refusal_is_no_alarm_before_the_platform_was_read() -> None:
    """BigCommerce may have been faster; who cannot look yet looks at the next try."""
    hub, world = shipped(NO, NO)
    until = NOON + timedelta(minutes=20)
    quota_of_reads_is_used_up(hub, until)
    hub.tick()
    assert said(the_notification(hub)) == (NotificationState.PENDING, "notification.paced", {})
    shows(world, "TRACK1")
    world.clock.time = until
    hub.tick()
    assert the_notification(hub).state is NotificationState.SENT
    assert world.stores["amz"].told == []
