"""What stores are told a second time: corrections, delays, switches, and labels bought anew."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from shiponce.domain.platform import Platform
from shiponce.domain.settings import NotificationSettings, Settings
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Declined, Refused
from shiponce.hub import Hub
from shiponce.persistence import outbox
from shiponce.views.notifications import NotificationView
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

NO = Declined(platform="amazon", operation="confirm", reason="bad carrier", reason_code="E1")


def pair(
    platform: Platform = AMAZON, settings: NotificationSettings | None = None
) -> tuple[Hub, World, str]:
    """An original with its copy behind it, and the name of its store."""
    hub, world = a_hub(settings=Settings(notifications=settings or NotificationSettings()))
    name = "amz" if platform is AMAZON else "bay"
    order = an_order(platform)
    world.stores[name].orders[order.remote_id] = order
    world.stores["shop"].orders["1042"] = a_copy(order)
    hub.imports.run_all()
    return hub, world, name


def one(hub: Hub, platform: Platform) -> NotificationView:
    """The newest notice to a platform."""
    return max((n for n in hub.notifications.rows() if n.platform is platform), key=lambda n: n.id)


def tell_all(hub: Hub, world: World) -> None:
    """Everything that is due, and what waits for it."""
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)


# -- voided and bought anew


@pytest.mark.proves("N8", "X4")
def test_reconciling_corrects_what_was_told() -> None:
    """Each platform shows one parcel, with the new number; none was confirmed twice."""
    hub, world, name = pair()
    first = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    hub.shipping.void(first.id)
    second = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    for store in (name, "shop"):
        platform = world.stores[store]
        assert [told.tracking for told in platform.told] == [first.tracking]
        assert [told.tracking for told in platform.corrected] == [second.tracking]
        ((shown,),) = platform.shown.values()
        assert shown.tracking == second.tracking
    for told in (AMAZON, BIGCOMMERCE):
        notification = one(hub, told)
        assert (notification.state, notification.corrects) == (
            NotificationState.SENT,
            first.tracking,
        )


@pytest.mark.proves("N8")
def test_documented_tells_nobody_again() -> None:
    """The old number stays on the marketplace, and the notice says that it does."""
    hub, world, name = pair()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    first = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    hub.shipping.void(first.id)
    hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    for store in (name, "shop"):
        assert [told.tracking for told in world.stores[store].told] == [first.tracking]
        assert world.stores[store].corrected == []
    notification = one(hub, AMAZON)
    assert notification.state is NotificationState.WITHDRAWN
    assert notification.reason is not None
    assert notification.reason.code == "notification.old_tracking_stays"
    assert notification.reason.facts == {"tracking": first.tracking}


@pytest.mark.proves("N8")
def test_where_a_platform_cannot_be_corrected_it_says_so() -> None:
    """EBay keeps the old number until a person changes it; BigCommerce is corrected."""
    hub, world, name = pair(EBAY)
    first = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    hub.shipping.void(first.id)
    second = hub.shipping.ship(1, "house:ground")
    for _ in range(8):
        tell_all(hub, world)
    notification = one(hub, EBAY)
    assert notification.state is NotificationState.STOPPED
    assert notification.reason is not None
    assert notification.reason.code == "error.not_correctable_ebay"
    assert notification.reason.facts["tracking"] == first.tracking
    assert [told.tracking for told in world.stores[name].told] == [first.tracking]
    assert [told.tracking for told in world.stores["shop"].corrected] == [second.tracking]


@pytest.mark.proves("N8", "N9")
def test_a_label_voided_before_anybody_was_told_needs_no_correction() -> None:
    """The new one is simply told."""
    hub, world, _ = pair()
    hub.shipping.void(hub.shipping.ship(1, "house:ground").id)
    second = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    assert [told.tracking for told in world.stores["amz"].told] == [second.tracking]
    assert world.stores["amz"].corrected == []
    assert one(hub, AMAZON).corrects == ""


def test_a_parcel_that_is_gone_there_is_confirmed_anew() -> None:
    """Somebody deleted it on the platform: there is nothing to correct."""
    hub, world, _ = pair()
    first = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    world.stores["amz"].shown.clear()
    hub.shipping.void(first.id)
    second = hub.shipping.ship(1, "house:ground")
    tell_all(hub, world)
    assert [told.tracking for told in world.stores["amz"].told] == [
        first.tracking,
        second.tracking,
    ]


# -- a person corrects


@pytest.mark.proves("N7")
def test_a_refused_notification_is_corrected_and_sent_again() -> None:
    """It and the copy's that waits for it say the new words; the label stays what it is."""
    hub, world, _ = pair()
    world.stores["amz"].before = [NO]
    label = hub.shipping.ship(1, "manual", carrier="UPSS", tracking="1Z 9")
    hub.tick()
    stopped = one(hub, AMAZON)
    assert (stopped.state, stopped.carrier) == (NotificationState.STOPPED, "UPSS")
    fixed = hub.notifications.correct(stopped.id, carrier=" UPS ", tracking="1Z10", by="Ada")
    assert (fixed.state, fixed.carrier, fixed.tracking) == (
        NotificationState.PENDING,
        "UPS",
        "1Z10",
    )
    tell_all(hub, world)
    for store in ("amz", "shop"):
        (told,) = world.stores[store].told
        assert (told.carrier, told.tracking) == ("UPS", "1Z10")
    assert {n.state for n in hub.notifications.rows()} == {NotificationState.SENT}
    assert hub.orders.detail(1).shipments[0].tracking == label.tracking
    said = [
        one.what
        for one in hub.orders.detail(1).history
        if one.what.code == "event.notification_corrected"
    ]
    assert [dict(what.facts) for what in said] == [
        {"carrier": "UPS", "tracking": "1Z10", "by": "Ada"}
    ]


@pytest.mark.proves("N7")
@pytest.mark.parametrize(
    ("carrier", "tracking", "by", "code"),
    [
        ("", "1Z", "Ada", "error.correction_needs_all"),
        ("UPS", "", "Ada", "error.correction_needs_all"),
        ("UPS", "1Z", "  ", "error.no_actor"),
        ("UPS", " - ", "Ada", "error.tracking_none"),
        ("n/a", "1Z", "Ada", "error.carrier_none"),
        ("UPS", "1Z999AA10123456784; 1Z999AA10123456785", "Ada", "error.tracking_several"),
    ],
)
def test_a_correction_needs_everything(carrier: str, tracking: str, by: str, code: str) -> None:
    """Half a correction would be refused again, or be nobody's."""
    hub, world, _ = pair()
    world.stores["amz"].before = [NO]
    hub.shipping.ship(1, "house:ground")
    hub.tick()
    stopped = one(hub, AMAZON)
    with pytest.raises(BadInput) as bad:
        hub.notifications.correct(stopped.id, carrier=carrier, tracking=tracking, by=by)
    assert bad.value.code == code
    assert one(hub, AMAZON) == stopped


def test_only_a_stopped_notification_is_corrected() -> None:
    """One that is on its way may be accepted with what it says."""
    hub, world, _ = pair()
    hub.shipping.ship(1, "house:ground")
    waiting = one(hub, AMAZON)
    with pytest.raises(Refused) as refused:
        hub.notifications.correct(waiting.id, carrier="UPS", tracking="1Z", by="Ada")
    assert refused.value.code == "limit.notification_not_stopped"
    with pytest.raises(BadInput) as bad:
        hub.notifications.correct(99, carrier="UPS", tracking="1Z", by="Ada")
    assert bad.value.code == "error.no_notification"
    tell_all(hub, world)
    assert one(hub, AMAZON).tracking == waiting.tracking


def test_a_stopped_notification_of_a_voided_label_waits_for_nobody() -> None:
    """There is nothing left to decide about it."""
    hub, world, _ = pair()
    world.stores["amz"].before = [NO]
    shipment = hub.shipping.ship(1, "house:ground")
    hub.tick()
    hub.shipping.void(shipment.id)
    assert hub.state().notifications_open == 0
    assert one(hub, AMAZON).state is NotificationState.WITHDRAWN


# -- the switch


@pytest.mark.proves("D1")
def test_switching_off_takes_back_what_a_copy_has_not_been_told() -> None:
    """The marketplace is told all the same, and switching on again tells nothing late."""
    hub, world, _ = pair()
    hub.shipping.ship(1, "house:ground")
    hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    notification = one(hub, BIGCOMMERCE)
    assert notification.state is NotificationState.WITHDRAWN
    assert notification.reason is not None
    assert notification.reason.code == "notification.switched_off"
    hub.stores.set_notifications("shop", True, by="Ada", confirmed=True)
    tell_all(hub, world)
    assert world.stores["shop"].told == []
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("D1", "N2")
def test_a_storefront_orders_own_notification_is_not_taken_back() -> None:
    """The switch is about copies of what is shipped elsewhere."""
    hub, world = a_hub()
    world.stores["shop"].orders["1050"] = an_order(BIGCOMMERCE, "1050")
    hub.imports.run_all()
    hub.shipping.ship(1, "house:ground")
    hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    tell_all(hub, world)
    assert [told.remote_order for told in world.stores["shop"].told] == ["1050"]


# -- delays


@pytest.mark.proves("N9")
def test_a_notification_waits_for_its_delay() -> None:
    """Both do, the copy's behind the marketplace's; not a moment longer."""
    hub, world, _ = pair(settings=NotificationSettings(delay=timedelta(hours=3)))
    hub.shipping.ship(1, "house:ground")
    assert one(hub, AMAZON).next_at == NOON + timedelta(hours=3)
    world.clock.wait(hours=3, seconds=-1)
    hub.tick()
    assert world.stores["amz"].told == []
    world.clock.wait(seconds=1)
    hub.tick()
    assert len(world.stores["amz"].told) == len(world.stores["shop"].told) == 1


@pytest.mark.proves("N9")
def test_voided_before_its_delay_nobody_hears_of_it() -> None:
    """That is what a delay is for."""
    hub, world, _ = pair(settings=NotificationSettings(delay=timedelta(hours=3)))
    shipment = hub.shipping.ship(1, "house:ground")
    world.clock.wait(hours=2)
    hub.shipping.void(shipment.id)
    world.clock.wait(hours=9)
    hub.tick()
    assert world.stores["amz"].told == world.stores["shop"].told == []


@pytest.mark.proves("N9", "N10")
def test_amazons_own_labels_ignore_the_delay() -> None:
    """Amazon knows already, so BigCommerce hears at once."""
    hub, world, _ = pair(settings=NotificationSettings(delay=timedelta(hours=3)))
    hub.shipping.ship(1, "buy_shipping:ground")
    hub.tick()
    assert world.stores["amz"].told == []
    assert len(world.stores["shop"].told) == 1


@pytest.mark.proves("N9")
@pytest.mark.parametrize(
    ("until", "zone", "due"),
    [
        (time(18), "UTC", datetime(2026, 11, 20, 18, tzinfo=UTC)),
        (time(12), "UTC", NOON),
        (time(9), "UTC", NOON),
        (time(9), "America/Los_Angeles", datetime(2026, 11, 20, 17, tzinfo=UTC)),
        (time(23, 30), "Asia/Tokyo", datetime(2026, 11, 20, 14, 30, tzinfo=UTC)),
    ],
)
def test_a_time_on_the_ship_date(until: time, zone: str, due: datetime) -> None:
    """In the merchant's own zone; when it is over already the notice leaves at once."""
    settings = NotificationSettings(delay=timedelta(hours=9), delay_until=until, delay_zone=zone)
    hub, _, _ = pair(settings=settings)
    hub.shipping.ship(1, "house:ground")
    assert one(hub, AMAZON).next_at == due


@pytest.mark.proves("N4")
def test_patience_begins_when_the_marketplaces_is_due() -> None:
    """A delayed notice is not overtaken by the copy's."""
    settings = NotificationSettings(delay=timedelta(hours=1), patience=timedelta(minutes=10))
    hub, world, _ = pair(settings=settings)
    hub.shipping.ship(1, "house:ground")
    world.stores["amz"].before = [NO]
    assert one(hub, BIGCOMMERCE).next_at == NOON + timedelta(hours=1, minutes=10)
    world.clock.wait(hours=1)
    hub.tick()
    assert world.stores["shop"].told == []
    world.clock.wait(minutes=10)
    hub.tick()
    assert len(world.stores["shop"].told) == 1


def test_every_hub_on_a_file_keeps_its_delays(tmp_path: Path) -> None:
    """What one was told stands in the file; one that is told the same writes nothing."""
    file = str(tmp_path / "hub.db")
    settings = Settings(notifications=NotificationSettings(delay=timedelta(hours=3)))
    hub, _ = a_hub(file, settings=settings)
    before = hub._db.conn.execute("SELECT * FROM settings").fetchall()
    assert [row["name"] for row in before] == ["notices"]
    hub.close()
    again, _ = a_hub(file, connect=False, settings=settings)
    assert again._db.conn.execute("SELECT * FROM settings").fetchall() == before
    again.close()
    plain, _ = a_hub(connect=False)
    assert plain._db.conn.execute("SELECT * FROM settings").fetchall() == []


# -- nothing is written


@pytest.mark.proves("X5")
def test_read_only_notifications_wait_without_an_attempt() -> None:
    """Nothing is lost by it: with writing switched on again they leave."""
    hub, world, _ = pair()
    hub.shipping.ship(1, "manual", carrier="UPS", tracking="1Z1")
    world.read_only = True
    report = hub.tick()
    assert (report.sent, report.retried, report.stopped) == (0, 0, 0)
    assert one(hub, AMAZON).attempts == 0
    world.read_only = False
    tell_all(hub, world)
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("N7")
def test_the_earliest_ship_by_goes_first() -> None:
    """Whatever was labelled first; an order without a date comes last."""
    hub, world = a_hub()
    days = {"111-1": 5, "111-2": 1, "111-3": None, "111-4": 3}
    world.stores["amz"].orders = {
        number: an_order(
            remote_id=number, ship_by=None if days_ is None else NOON + timedelta(days=days_)
        )
        for number, days_ in days.items()
    }
    hub.imports.run_all()
    for order_id in (1, 2, 3, 4):
        hub.shipping.ship(order_id, "house:ground")
    assert outbox.count_open(hub._db.conn) == 4
    hub.tick()
    told = [one.remote_order for one in world.stores["amz"].told]
    assert told == ["111-2", "111-4", "111-1", "111-3"]
