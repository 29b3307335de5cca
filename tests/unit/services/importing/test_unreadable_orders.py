"""Pages that hold what nobody can read: each bad order costs itself and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from shiponce.domain.order import Fetched, ImportedOrder, OrderStatus, PageOfOrders, Unreadable
from shiponce.errors import ServerTrouble
from shiponce.hub import Hub
from shiponce.views.imports import ImportReport
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EXCLUDE_COPIES

PERSONAL = b'{"orderId": "111-0000009-0000009", "buyer": "Ada Byron"}'


def unreadable(remote_id: str = "111-0000009-0000009", payload: bytes = PERSONAL) -> Unreadable:
    """An order of which only the id could be read, or not even that."""
    return Unreadable(AMAZON, remote_id, "orderTotal: not an amount", payload)


def amazon(nth: int, **more: Any) -> ImportedOrder:
    """An Amazon order with an id of its own."""
    return an_order(remote_id=f"111-0000000-{nth:07d}", **more)


def show(world: World, *fetched: Fetched, store: str = "amz") -> None:
    """The store lists these and nothing else, whatever stood there before."""
    world.stores[store].orders = {f"{n}": one for n, one in enumerate(fetched)}
    world.clock.wait(minutes=30)


def shown(hub: Hub, world: World, *fetched: Fetched) -> ImportReport:
    """The report of importing a listing of these."""
    show(world, *fetched)
    return hub.imports.run("amz")


def adds_up(report: ImportReport) -> bool:
    """Everything that was fetched is accounted for (X2)."""
    sorts = (report.added, report.refreshed, report.unchanged, report.excluded, report.quarantined)
    return report.fetched == sum(sorts)


def payloads(hub: Hub) -> list[bytes]:
    """The raw bytes that the file keeps."""
    return [row[0] for row in hub._db.conn.execute("SELECT body FROM payloads")]


@pytest.mark.proves("X2")
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_unreadable_order_costs_only_itself(place: int) -> None:
    """Wherever on the page it stands, the rest is imported and it is listed with its reason."""
    hub, world = a_hub()
    page: list[Fetched] = [amazon(1), amazon(2)]
    page.insert(place, unreadable())
    report = shown(hub, world, *page)
    assert (report.added, report.quarantined, report.trouble) == (2, 1, None)
    assert adds_up(report)
    (row,) = hub.orders.excluded()
    assert (row.kind, row.remote_id) == ("quarantine", "111-0000009-0000009")
    for language in LANGUAGES:
        assert "orderTotal" in say(row.reason.code, language, **row.reason.facts)


def test_a_page_of_rubbish_is_a_page_all_the_same() -> None:
    """The import ends well, so that the next one starts where this one ended."""
    hub, world = a_hub()
    report = shown(hub, world, *(unreadable(f"111-0000009-{n:07d}") for n in range(5)))
    assert (report.added, report.quarantined, report.trouble) == (0, 5, None)
    assert hub.stores.rows()[1].imported_at is not None


@pytest.mark.proves("B9")
def test_the_same_rubbish_twice_is_listed_once() -> None:
    """Importing again changes nothing, for what cannot be read as well."""
    hub, world = a_hub()
    first = shown(hub, world, unreadable(), unreadable("", b"not even an id"))
    before = hub.orders.excluded()
    again = shown(hub, world, unreadable(), unreadable("", b"not even an id"))
    after = tuple(replace(row, tries=0) for row in hub.orders.excluded())
    assert first.quarantined == again.quarantined == len(before) == 2
    assert after == tuple(replace(row, tries=0) for row in before)


def test_orders_without_an_id_are_told_apart_by_what_they_are() -> None:
    """Two of them must not stand for one another in the list."""
    hub, world = a_hub()
    shown(hub, world, unreadable("", b"one"), unreadable("", b"other"))
    assert len({row.remote_id for row in hub.orders.excluded()}) == 2


@pytest.mark.proves("X2")
def test_what_can_be_read_later_leaves_quarantine() -> None:
    """It stands in its grid then, and in no list any more; its raw bytes are gone."""
    hub, world = a_hub()
    shown(hub, world, unreadable())
    assert payloads(hub) == [PERSONAL]
    report = shown(hub, world, an_order(remote_id="111-0000009-0000009"))
    assert report.added == 1
    assert hub.orders.excluded() == ()
    assert payloads(hub) == []


@pytest.mark.proves("R6", "X8")
def test_what_is_kept_out_for_good_keeps_no_personal_data() -> None:
    """Readable at last and without an address, it stays listed: but its raw bytes go."""
    hub, world = a_hub()
    shown(hub, world, unreadable())
    shown(hub, world, an_order(remote_id="111-0000009-0000009", ship_to=None))
    (row,) = hub.orders.excluded()
    assert row.kind == "not_importable"
    assert payloads(hub) == []


@pytest.mark.proves("X8")
def test_no_list_and_no_event_repeats_what_the_platform_sent() -> None:
    """The raw bytes are personal data and stay where they can be purged."""
    hub, world = a_hub()
    shown(hub, world, unreadable())
    hub._db.conn.row_factory = None
    for table in ("listed", "events"):
        rows = hub._db.conn.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - two names
        assert "Ada" not in repr(rows)


def test_an_order_that_becomes_unreadable_keeps_its_last_readable_state() -> None:
    """Rubbish must not take an order out of the hands of whoever is packing it."""
    hub, world = a_hub()
    shown(hub, world, amazon(1))
    report = shown(hub, world, unreadable(amazon(1).remote_id))
    assert (report.quarantined, report.added) == (1, 0)
    assert hub.orders.excluded() == ()
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1


def test_an_order_that_is_shown_twice_on_a_page_is_one() -> None:
    """A listing shifts while it is read; the order is counted once."""
    hub, world = a_hub()
    report = shown(hub, world, amazon(1), unreadable(), amazon(1))
    assert (report.fetched, report.added, report.unchanged) == (2, 1, 0)
    assert adds_up(report)


@pytest.mark.proves("A7", "X2")
def test_what_cannot_be_imported_comes_in_when_it_can() -> None:
    """Listed while its address is missing, in the grid when the platform shows one."""
    hub, world = a_hub()
    report = shown(hub, world, amazon(1, ship_to=None))
    assert (report.excluded, hub.orders.excluded()[0].kind) == (1, "not_importable")
    later = amazon(1, modified_at=NOON + timedelta(minutes=1))
    assert shown(hub, world, later).added == 1
    assert hub.orders.excluded() == ()


def test_an_older_version_that_comes_late_changes_nothing() -> None:
    """Pages overtake one another; the newest version counts."""
    hub, world = a_hub()
    shown(hub, world, amazon(1, status=OrderStatus.CANCELLED))
    older = amazon(1, modified_at=NOON - timedelta(hours=2))
    assert shown(hub, world, older).unchanged == 1
    assert hub.orders.counts()[Grid.CANCELLED] == 1


@pytest.mark.proves("P1")
def test_a_prime_order_gets_its_tag_when_it_is_paid() -> None:
    """Amazon shows orders before they are paid; the tag must not be lost on the way."""
    hub, world = a_hub()
    unpaid = amazon(1, prime=True, status=OrderStatus.AWAITING_PAYMENT, ship_to=None)
    shown(hub, world, unpaid)
    shown(hub, world, amazon(1, prime=True, modified_at=NOON))
    (row,) = hub.orders.page(Grid.AWAITING_SHIPMENT)
    assert row.tags == ("Amazon Prime Order",)


@pytest.mark.parametrize(
    "name", ["[/]", "[link=x]y[/link]", "'; DROP TABLE orders; --", "{0}", "%s%n", "…" * 500]
)
def test_a_hostile_name_is_text(name: str) -> None:
    """It is stored and found as it is, and means nothing to the database."""
    hub, world = a_hub()
    shown(hub, world, amazon(1, buyer=name, number=name))
    (row,) = hub.orders.page(Grid.AWAITING_SHIPMENT)
    assert (row.buyer, row.number) == (name, name)
    assert hub.orders.find(name) == row.id


class Dying:
    """A platform that breaks down after its first page, once."""

    def __init__(self, world: World) -> None:
        self._inner = world.stores["amz"]
        self.platform = AMAZON
        self.broken = True

    def now(self) -> datetime:
        """The platform's time."""
        return self._inner.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """One page, and then nothing but trouble."""
        for page in self._inner.listing(since, until):
            yield page
            if self.broken:
                raise ServerTrouble("error.rubbish", platform="amazon", operation="searchOrders")

    def read(self, remote_id: str) -> Fetched:
        """One order."""
        return self._inner.read(remote_id)


@pytest.mark.proves("X2")
def test_an_import_that_dies_keeps_its_pages_and_starts_again() -> None:
    """What was recorded stays; the watermark has not moved, so the rest comes next time."""
    hub, world = a_hub()
    show(world, amazon(1), unreadable(), amazon(2), amazon(3))
    world.stores["amz"].page_size = 2
    dying = Dying(world)
    world.stores["amz"] = dying  # type: ignore[assignment]  # it only lists
    first = hub.imports.run("amz")
    assert (first.added, first.quarantined) == (1, 1)
    assert first.trouble is not None
    dying.broken = False
    world.clock.wait(minutes=30)
    second = hub.imports.run("amz")
    assert (second.added, second.unchanged, second.quarantined) == (2, 1, 1)
    assert second.trouble is None


def test_a_copy_beside_rubbish_is_still_compared() -> None:
    """A bad neighbour must not keep a copy from being hidden behind its original."""
    hub, world = a_hub()
    shown(hub, world, amazon(1))
    bad = replace(unreadable("77"), platform=BIGCOMMERCE)
    show(world, bad, a_copy(amazon(1)), bad, store="shop")
    report = hub.imports.run("shop")
    assert (report.hidden, report.quarantined) == (1, 1)
    assert adds_up(report)


@pytest.mark.proves("R1", "R6")
def test_a_rule_looks_past_rubbish() -> None:
    """What the rule keeps out and what cannot be read are listed apart."""
    hub, world = a_hub()
    hub.rules.add(EXCLUDE_COPIES)
    bad = replace(unreadable("77"), platform=BIGCOMMERCE)
    show(world, bad, a_copy(amazon(1)), store="shop")
    report = hub.imports.run("shop")
    assert (report.excluded, report.quarantined, report.added) == (1, 1, 0)
    assert sorted(row.kind for row in hub.orders.excluded()) == ["quarantine", "rule"]
