"""A clock that was wrong for a moment, here or there, makes nothing wait and loses no order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiponce.decisions import clock_skew, import_watermark
from shiponce.domain.order import ImportedOrder, PageOfOrders
from shiponce.domain.platform import Operation, Platform, platforms
from shiponce.domain.settings import ImportSettings
from shiponce.domain.shipment import NotificationState
from shiponce.errors import ServerTrouble
from shiponce.hub import Hub
from shiponce.persistence import stores
from shiponce.persistence.timestamps import to_ms
from shiponce.services import rate_limits
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import (
    NOON,
    StandingClock,
    World,
    a_hub,
    an_order,
    until_sure,
)
from tests.platform_ids import AMAZON, EBAY

JUMPS = [timedelta(hours=24), timedelta(days=400), timedelta(days=40 * 365)]
every_jump = pytest.mark.parametrize("jump", JUMPS, ids=["a day", "a year", "forty years"])
TROUBLE = ServerTrouble("error.rubbish", platform="word.amazon", operation="word.call.getOrder")
AMZ, BAY = 2, 3


class FakeStore:
    """A store whose platform has a clock and orders of its own, and shows what it is asked for."""

    def __init__(self, world: World, name: str = "bay") -> None:
        self.clock = StandingClock()
        self.store = world.stores[name]
        self.store.clock = self.clock
        self.windows: list[tuple[datetime, datetime]] = []
        self.orders: list[ImportedOrder] = []
        self.store.listing = self.listing  # type: ignore[method-assign]  # what it is asked for

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Orders that changed in the window, by the platform's own clock."""
        self.windows.append((since, until))
        changed = [one for one in self.orders if since <= one.modified_at < until]
        yield PageOfOrders(tuple(changed), until, last=True)

    def sells(self, number: int) -> None:
        """Somebody buys, now."""
        now = self.clock.now() - timedelta(minutes=1)
        remote = f"27-{number:05d}-00001"
        order = an_order(EBAY, remote, placed_at=now, modified_at=now)
        self.orders.append(order)


def watermark(hub: Hub, store: int = BAY) -> datetime | None:
    """How far the import of a store has come."""
    return stores.import_state(hub._db.conn, store).watermark


# -- the hub's clock


@every_jump
@pytest.mark.parametrize("operation", ["listing", "read", "confirm"])
def test_a_clock_that_was_ahead_leaves_no_quota_used_up(jump: timedelta, operation: str) -> None:
    """It made every call wait until the time that it had shown: a day, or years."""
    hub, _ = a_hub()
    conn = hub._db.conn
    ahead, now = to_ms(NOON + jump), to_ms(NOON)
    rate = AMAZON.traits.rates[Operation(operation)]
    assert rate is not None
    for _ in range(rate.burst):
        assert rate_limits.take(conn, AMZ, AMAZON, operation, ahead) is None
    assert rate_limits.take(conn, AMZ, AMAZON, operation, ahead) is not None
    wait = rate_limits.take(conn, AMZ, AMAZON, operation, now)
    one = int(1000 / rate.per_second) + 2
    assert wait is not None
    assert wait - now <= one
    assert rate_limits.take(conn, AMZ, AMAZON, operation, wait) is None


@every_jump
@pytest.mark.parametrize("platform", platforms())
def test_not_now_of_a_clock_that_was_ahead_is_over(jump: timedelta, platform: Platform) -> None:
    """A pause that it wrote down lies beyond every pause there is."""
    hub, _ = a_hub()
    ahead = to_ms(NOON + jump)
    rate_limits.hold_back(hub._db.conn, BAY, "listing", ahead, ahead + 60_000)
    assert rate_limits.take(hub._db.conn, BAY, EBAY, "listing", to_ms(NOON)) is None


@every_jump
def test_no_pause_is_longer_than_the_longest(jump: timedelta) -> None:
    """Whoever asks for more, it is kept no longer than that."""
    hub, _ = a_hub()
    rate_limits.hold_back(hub._db.conn, BAY, "listing", to_ms(NOON), to_ms(NOON + jump))
    wait = rate_limits.take(hub._db.conn, BAY, EBAY, "listing", to_ms(NOON))
    assert wait == to_ms(NOON + clock_skew.LONGEST_WAIT)
    end = wait + 1
    assert rate_limits.take(hub._db.conn, BAY, EBAY, "listing", end) is None


@every_jump
def test_imports_go_on_when_the_clock_is_back(jump: timedelta) -> None:
    """The listing, the sweep and the retries: nothing waits for the time that was shown."""
    hub, world = a_hub()
    store = FakeStore(world)
    hub.imports.run("bay")
    world.clock.time += jump
    for _ in range(60):
        hub.imports.run("bay")
    world.clock.time = NOON + timedelta(minutes=5)
    store.clock.wait(minutes=5)
    store.sells(1)
    report = hub.imports.run("bay")
    assert (report.trouble, report.not_before, report.added) == (None, None, 1)
    row = hub.stores.rows()[2]
    assert row.imported_at == world.clock.now()
    world.clock.wait(days=1, hours=1)
    store.clock.wait(days=1, hours=1)
    assert hub.imports.run("bay").swept == 0


@every_jump
def test_a_notification_goes_out_when_the_clock_is_back(jump: timedelta) -> None:
    """One that was put off while the clock was ahead, and one that was claimed by a dead sender."""
    hub, world = a_hub()
    order = an_order()
    world.stores["amz"].orders = {order.remote_id: order}
    hub.imports.run_all()
    world.stores["amz"].before = [TROUBLE]
    hub.shipping.ship(hub.orders.find("amz:" + order.number), "house:ground")
    world.clock.time += jump
    hub.tick()
    (put_off,) = hub.notifications.rows()
    assert put_off.next_at is not None
    assert put_off.next_at > world.clock.now()
    world.clock.time = NOON + timedelta(minutes=1)
    due = hub.tick().next_at
    assert due is None or due <= world.clock.now() + timedelta(hours=1)
    world.clock.wait(minutes=2)
    hub.tick()
    until_sure(hub, world)
    assert len(world.stores["amz"].told) == 1
    assert hub.notifications.rows()[0].state is NotificationState.SENT


@every_jump
def test_a_notification_written_while_the_clock_was_ahead_goes_out(jump: timedelta) -> None:
    """Its time was counted from a time that has not come: it is counted from now."""
    hub, world = a_hub()
    order = an_order()
    world.stores["amz"].orders = {order.remote_id: order}
    hub.imports.run_all()
    world.clock.time += jump
    hub.shipping.ship(hub.orders.find("amz:" + order.number), "house:ground")
    world.clock.time = NOON + timedelta(minutes=1)
    hub.tick()
    world.clock.wait(minutes=2)
    hub.tick()
    assert len(world.stores["amz"].told) == 1


@every_jump
def test_it_is_said_that_the_clock_was_ahead(jump: timedelta) -> None:
    """In the history, and for a day at the head of every screen, in both languages."""
    hub, world = a_hub()
    world.clock.time += jump
    hub.imports.run("bay")
    world.clock.time = NOON + timedelta(minutes=5)
    assert hub.state().warnings == ()
    hub.tick()
    kinds = [row[0] for row in hub._db.conn.execute("SELECT kind FROM events")]
    assert kinds.count("clock_set_right") == 1
    (warning,) = hub.state().warnings
    for language in LANGUAGES:
        assert "12:05" in say(warning.code, language, **warning.facts)
    hub.tick()
    assert [row[0] for row in hub._db.conn.execute("SELECT kind FROM events")] == kinds
    world.clock.wait(days=1)
    hub.imports.run("bay")
    assert all(one.code != "warning.clock_was_ahead" for one in hub.state().warnings)


@pytest.mark.parametrize("minutes", [-30, 30])
def test_clocks_that_are_apart_are_said_at_the_import(minutes: int) -> None:
    """While it happens, with both times; a few minutes are nothing."""
    hub, world = a_hub()
    FakeStore(world)
    assert hub.imports.run("bay").clock is None
    world.clock.wait(minutes=minutes)
    said = hub.imports.run("bay").clock
    assert said is not None
    for language in LANGUAGES:
        sentence = say(said.code, language, **said.facts)
        assert "12:00" in sentence
        assert world.clock.now().strftime("%H:%M") in sentence


# -- the platform's clock


@pytest.mark.parametrize("ahead", [timedelta(hours=9), timedelta(days=3), timedelta(days=2000)])
@pytest.mark.proves("B9")
def test_a_watermark_in_the_future_heals(ahead: timedelta) -> None:
    """The platform's time was ahead once: what was sold since is listed all the same."""
    hub, world = a_hub()
    store = FakeStore(world)
    store.sells(1)
    hub.imports.run("bay")
    store.clock.time += ahead
    hub.imports.run("bay")
    assert watermark(hub) == NOON + ahead
    for clock in (store.clock, world.clock):
        clock.time = NOON + timedelta(hours=2)
    store.sells(2)
    store.clock.wait(minutes=20)
    world.clock.wait(minutes=20)
    report = hub.imports.run("bay")
    assert (report.added, report.trouble) == (1, None)
    assert watermark(hub) == store.clock.now()
    kinds = [row[0] for row in hub._db.conn.execute("SELECT kind FROM events")]
    assert "watermark_set_back" in kinds
    world.clock.wait(minutes=20)
    store.clock.wait(minutes=20)
    hub.imports.run("bay")
    assert store.windows[-1][0] == watermark(hub) - timedelta(minutes=30)  # type: ignore[operator]  # it has one


@pytest.mark.parametrize("year", [1996, 2001, 2020])
def test_a_time_long_past_moves_no_watermark_back(year: int) -> None:
    """Hub and watermark agree, so it is the platform's: nothing is listed, and it is said."""
    hub, world = a_hub()
    store = FakeStore(world)
    hub.imports.run("bay")
    before = watermark(hub)
    store.clock.time = datetime(year, 1, 1, tzinfo=UTC)
    report = hub.imports.run("bay")
    assert report.trouble is not None
    for language in LANGUAGES:
        assert str(year) in say(report.trouble.code, language, **report.trouble.facts)
    assert watermark(hub) == before
    store.clock.time = world.clock.time = NOON + timedelta(minutes=40)
    store.sells(1)
    report = hub.imports.run("bay")
    assert (report.trouble, report.added, store.windows[-1][0]) == (
        None,
        1,
        NOON - timedelta(minutes=10),
    )


def test_a_store_that_rested_for_years_is_not_asked_for_more_than_it_shows() -> None:
    """EBay and Amazon show two years: asked for more, eBay refuses, and would for ever."""
    hub, world = a_hub()
    store = FakeStore(world)
    hub.imports.run("bay")
    for clock in (store.clock, world.clock):
        clock.wait(days=1_500)
    assert hub.imports.run("bay").trouble is None
    since, until = store.windows[-1]
    assert until - since == import_watermark.FURTHEST


@settings(max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 300),
            st.sampled_from([0, 0, 0, -24 * 60, 24 * 60, -5, 5, 1_000_000, -400_000]),
            st.sampled_from([0, 0, 0, 0, -5, 5]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_the_watermark_never_goes_back_and_no_order_is_missed(
    steps: list[tuple[int, int, int]],
) -> None:
    """The hub's clock jumps by years and back, the platform's drifts by minutes: nothing is lost.

    Each step: minutes that pass, what the hub's clock is off by, what the platform's is off by.
    """
    hub, world = a_hub()
    store = FakeStore(world)
    true = NOON
    seen: list[datetime] = []
    for number, (minutes, off_here, off_there) in enumerate(steps, 1):
        true += timedelta(minutes=minutes)
        store.clock.time = true
        store.sells(number)
        store.clock.time = true + timedelta(minutes=off_there)
        world.clock.time = true + timedelta(minutes=off_here)
        report = hub.imports.run("bay")
        assert report.trouble is None
        reached = watermark(hub)
        assert reached is not None
        assert reached <= true + timedelta(minutes=5)
        seen.append(reached)
    assert all(later >= earlier for earlier, later in pairwise(seen))
    store.clock.time = world.clock.time = true + timedelta(minutes=30)
    hub.imports.run("bay")
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == len(steps)


# -- orders that are dated wrongly


@pytest.mark.parametrize("field", ["placed_at", "modified_at"])
@pytest.mark.parametrize("year", [2027, 2050, 2099])
def test_an_order_from_the_future_is_quarantined(field: str, year: int) -> None:
    """It would stand before all others, and nothing newer would ever be believed of it."""
    hub, world = a_hub()
    good = an_order(EBAY, "27-00001-00001")
    far = {field: datetime(year, 1, 1, tzinfo=UTC)}
    bad = an_order(EBAY, "27-00002-00001", **far)
    world.stores["bay"].orders = {one.remote_id: one for one in (good, bad)}
    report = hub.imports.run("bay")
    assert (report.added, report.quarantined, report.trouble) == (1, 1, None)
    (row,) = hub.orders.excluded()
    assert row.remote_id == "27-00002-00001"
    assert watermark(hub) == NOON


def test_a_version_from_the_future_freezes_no_order() -> None:
    """What the platform says next, a cancellation most of all, is believed."""
    hub, world = a_hub()
    order = an_order(EBAY, "27-00001-00001")
    bay = world.stores["bay"]
    bay.orders = {order.remote_id: order}
    hub.imports.run("bay")
    far = datetime(2099, 1, 1, tzinfo=UTC)
    bay.orders = {order.remote_id: an_order(EBAY, order.remote_id, modified_at=far)}
    world.clock.wait(minutes=5)
    hub.imports.run("bay")
    later = an_order(EBAY, order.remote_id, buyer="Zoe", modified_at=NOON)
    bay.orders = {order.remote_id: later}
    world.clock.wait(minutes=5)
    assert hub.imports.run("bay").refreshed == 1


# -- the rules themselves

moments = st.datetimes(datetime(1996, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001 - made aware below
    lambda when: when.replace(tzinfo=UTC)
)
spans = st.timedeltas(timedelta(0), timedelta(days=4_000))


@settings(deadline=None)
@given(moments, moments, spans)
def test_a_window_begins_no_later_than_the_watermark(
    watermark_: datetime, there: datetime, overlap: timedelta
) -> None:
    """And no further back than platforms show: nothing is passed over that is still to be had."""
    since = import_watermark.begin(watermark_, there, overlap)
    if since is None:
        assert there < watermark_ - overlap
    else:
        assert since == max(watermark_ - overlap, there - import_watermark.FURTHEST)


@settings(deadline=None)
@given(moments, moments, st.none() | moments)
def test_beginning_again_reaches_back_as_far_as_the_gap(
    there: datetime, here: datetime, imported_at: datetime | None
) -> None:
    """To the last import at least, and never into the future."""
    reach = ImportSettings().first_reach
    since = import_watermark.begin_again(there, here, imported_at, reach)
    assert there - import_watermark.FURTHEST <= since <= there - reach


@settings(deadline=None)
@given(moments, moments)
def test_a_wait_never_outlasts_the_longest(not_before: datetime, now: datetime) -> None:
    """Whatever was written down."""
    if clock_skew.waits(not_before, now):
        assert now < not_before <= now + clock_skew.LONGEST_WAIT
