"""What arrives, in which order and when: pages again, late, shifted, under clocks that lie."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise, permutations

from shiponce.domain.order import Fetched, ImportedOrder, PageOfOrders
from shiponce.domain.store import MatchingMode
from shiponce.errors import ServerTrouble
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import (
    NOON,
    FakePlatform,
    StandingClock,
    World,
    a_hub,
    an_order,
)
from tests.platform_ids import EBAY
from tests.property import test_interleaving as interleaving
from tests.property import test_order_of_arrival as arrival
from tests.torture.outcome import Outcome, Share

RECONCILING, DOCUMENTED = MatchingMode.RECONCILING, MatchingMode.DOCUMENTED


# -- pages again, in pieces, one import within another


@cache
def _wanted() -> interleaving.End:
    return interleaving.end_of(RECONCILING, (), ("amz", "bay", "shop"))


def pages(share: Share) -> Outcome:
    """Let pages of several stores run into one another, again and again, in versions that grow."""
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        stores = list(interleaving._STORES)
        course = [
            (
                chance.randrange(len(interleaving.MARKET)),
                chance.choice(stores),
                chance.randrange(1, 4),
                tuple(chance.choices(stores, k=chance.randrange(4))),
            )
            for _ in range(chance.randrange(1, 9))
        ]
        outcome.tried += 1
        outcome.measure("imports", sum(1 + len(step[3]) for step in course))
        end = interleaving.end_of(RECONCILING, course, chance.sample(stores, 3))
        if end != _wanted():
            outcome.violated(seed, f"{course} ends otherwise")
    return outcome


# -- every order of arrival


def orders_of_arrival(share: Share) -> Outcome:
    """Let six orders arrive in each of their 720 orders, in both modes.

    Reconciling has one end. Documented hides a copy exactly when its original was there before.
    """
    outcome = Outcome()
    every = list(permutations(range(len(arrival.MARKET))))
    one = arrival.end_of(RECONCILING, range(len(arrival.MARKET)))
    for seed in share.seeds():
        order = every[seed % len(every)]
        outcome.tried += 2
        if arrival.end_of(RECONCILING, order) != one:
            outcome.violated(seed, f"reconciling, {order}: another end")
        standing, _ = arrival.end_of(DOCUMENTED, order)
        hidden = {number for _, number, place, _ in standing if place == "hidden"}
        due = {copy for copy, at, its in (("1001", 3, 0), ("1002", 4, 2))
               if order.index(its) < order.index(at)}  # fmt: skip
        if hidden != due:
            outcome.violated(seed, f"documented, {order}: {hidden} hidden in place of {due}")
    return outcome


# -- clocks, and what a listing shows when


@dataclass
class SellerOrders(FakePlatform):
    """A platform whose listing honours its window, and shows each order only some time later."""

    #: Remote id → when it appears in listings, on the platform's clock.
    seen_from: dict[str, datetime] = field(default_factory=dict)
    #: How many further pages it gives before it breaks down; None: every one.
    breaks_after: int | None = None
    windows: list[tuple[datetime, datetime]] = field(default_factory=list)

    def put(self, order: ImportedOrder, late: timedelta = timedelta(0)) -> None:
        """Keep an order that appears in listings *late*."""
        self.orders[order.remote_id] = order
        self.seen_from[order.remote_id] = order.modified_at + late

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Orders changed in the window that can be seen by now, the oldest change first."""
        self._outside()
        self.windows.append((since, until))
        yield from self._paged(
            [o for o in self._all() if since <= o.modified_at < until and self._seen(o)], until
        )

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """The same by the time at which they were placed."""
        self._outside()
        yield from self._paged(
            [o for o in self._all() if since <= o.placed_at < until and self._seen(o)], until
        )

    def _paged(self, found: list[ImportedOrder], until: datetime) -> Iterator[PageOfOrders]:
        pages: list[tuple[Fetched, ...]] = [
            tuple(found[at : at + self.page_size]) for at in range(0, len(found), self.page_size)
        ] or [()]
        for number, page in enumerate(pages):
            if self.breaks_after is not None:
                if self.breaks_after == 0:
                    self.breaks_after = None
                    raise ServerTrouble("error.rubbish", platform="ebay", operation="listing")
                self.breaks_after -= 1
            yield PageOfOrders(page, until, last=number == len(pages) - 1)

    def _all(self) -> list[ImportedOrder]:
        found = [one for one in self.orders.values() if isinstance(one, ImportedOrder)]
        return sorted(found, key=lambda one: one.modified_at)

    def _seen(self, order: ImportedOrder) -> bool:
        return self.seen_from[order.remote_id] <= self.clock.now()


def _bay(hub: Hub, world: World, there: StandingClock) -> SellerOrders:
    """EBay in the place of the store that the hub knows by that name, on a clock of its own."""
    bay = SellerOrders(EBAY, there, world.db)
    world.stores["bay"] = bay
    return bay


def _order(number: int, at: datetime) -> ImportedOrder:
    return replace(an_order(EBAY, f"26-{number:05d}-00001"), placed_at=at, modified_at=at)


def _missing(hub: Hub, bay: SellerOrders) -> set[str]:
    known = {row[0] for row in hub._db.conn.execute("SELECT remote_id FROM orders")}
    return set(bay.orders) - known


def clocks(share: Share) -> Outcome:
    """Let the hub's clock jump by up to a day, and the platform's differ by up to five minutes.

    In one schedule of ten the platform's is hours ahead for a while, further than listings overlap.
    Then the watermark has to be taken back, and that stands in the history each time.
    """
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        hub, world = a_hub()
        with closing(hub):
            true, there = StandingClock(NOON), StandingClock(NOON)
            bay = _bay(hub, world, there)
            is_far_off = chance.random() < 0.1
            marks: list[int] = []
            for number in range(chance.randrange(4, 9)):
                wrong = timedelta(seconds=chance.uniform(-300, 300))
                if is_far_off and chance.random() < 0.3:
                    wrong = timedelta(hours=chance.uniform(1, 24))
                there.time = true.now() + wrong
                if chance.random() < 0.8:
                    bay.put(_order(number, there.now() - timedelta(seconds=chance.uniform(0, 60))))
                world.clock.time = true.now() + timedelta(hours=chance.uniform(-24, 24))
                hub.imports.run("bay")
                marks.append(_mark(hub))
                true.wait(minutes=chance.choice((0, 0, chance.uniform(1, 90))))
            true.wait(hours=2)
            there.time = true.now()
            world.clock.time = true.now() + timedelta(days=2)
            hub.imports.run("bay")
            marks.append(_mark(hub))
            missing = _missing(hub, bay)
            taken_back = _events(hub, "watermark_set_back")
        outcome.tried += 1
        outcome.measure("imports", len(marks))
        outcome.measure("platform's clock far ahead", int(is_far_off))
        back = sum(later < before for before, later in pairwise(marks))
        if missing or back > (taken_back if is_far_off else 0):
            outcome.violated(seed, f"missing {sorted(missing)}, watermarks {marks}")
    return outcome


def _events(hub: Hub, kind: str) -> int:
    row = hub._db.conn.execute("SELECT count(*) FROM events WHERE kind = ?", (kind,)).fetchone()
    return int(row[0])


def _mark(hub: Hub) -> int:
    row = hub._db.conn.execute("SELECT watermark FROM import_state WHERE store_id = 3").fetchone()
    return int(row[0] or 0) if row else 0


def cursors(share: Share) -> Outcome:
    """Show orders late, several in one second, and let the listing die at any page.

    Up to the overlap nothing is missed at the next import; beyond it by the next sweep, always.
    """
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        hub, world = a_hub()
        with closing(hub):
            bay = _bay(hub, world, world.clock)
            bay.page_size = chance.randrange(1, 4)
            beyond = chance.random() < 0.4
            for number in range(chance.randrange(6, 14)):
                at = world.clock.now().replace(microsecond=0)
                late = chance.uniform(0, 60 * 24 if beyond else 9.5)
                bay.put(_order(number, at), timedelta(minutes=late))
                if chance.random() < 0.5:
                    continue  # the next one changes in the same second
                world.clock.wait(minutes=chance.uniform(0, 30))
                if chance.random() < 0.7:
                    bay.breaks_after = chance.choice((None, None, 0, 1, 2))
                    hub.imports.run("bay")
            bay.breaks_after = None
            world.clock.wait(minutes=10)
            hub.imports.run("bay")
            if not beyond and (missing := _missing(hub, bay)):
                outcome.violated(seed, f"missing within the overlap: {sorted(missing)}")
            world.clock.wait(hours=25)
            hub.imports.run("bay")
            if missing := _missing(hub, bay):
                outcome.violated(seed, f"missing after a sweep: {sorted(missing)}")
        outcome.tried += 1
    return outcome
