"""What an import looks for a second time: missed orders, unreadable ones, and its own age."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import ImportedOrder, Unreadable
from shiponce.domain.settings import ImportSettings, Settings
from shiponce.errors import NotThere, Refused, ServerTrouble, Unreachable
from shiponce.hub import Hub
from shiponce.persistence.timestamps import to_ms
from shiponce.services import rate_limits
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, FakePlatform, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

DAILY = ImportSettings(sweep_every=timedelta(days=1), sweep_reach=timedelta(days=7))
BAD = Unreadable(EBAY, "27-9", "total: not an amount", b"{}")
TROUBLE = ServerTrouble("error.server_trouble", platform="ebay", operation="read")


def a_day(hub: Hub, world: World, **span: float) -> None:
    """Some time passes and eBay is imported."""
    world.clock.wait(**span)
    hub.imports.run("bay")


def late(number: str, **ago: float) -> ImportedOrder:
    """An eBay order that was placed some time before now."""
    placed = NOON - timedelta(**ago)
    return an_order(EBAY, number, placed_at=placed, modified_at=placed)


# -- sweeps


@pytest.mark.proves("X2")
def test_a_sweep_finds_what_no_listing_showed() -> None:
    """Once a day, counted, and only what is new; its orders are orders like all others."""
    hub, world = a_hub(settings=Settings(importing=DAILY))
    first = hub.imports.run("bay")
    assert first.swept is None  # it reached back far enough by itself
    world.stores["bay"].missed = [late("27-1", hours=3), late("27-2", days=6)]
    world.clock.wait(days=1, seconds=-1)
    assert hub.imports.run("bay").swept is None
    world.clock.wait(seconds=1)
    report = hub.imports.run("bay")
    assert (report.swept, report.added) == (2, 0)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2
    (row,) = [one for one in hub.stores.rows() if one.name == "bay"]
    assert (row.sweep_found, row.swept_at) == (2, NOON + timedelta(days=1))
    world.clock.wait(days=1)
    world.stores["bay"].missed.append(late("27-3", hours=1))
    assert hub.imports.run("bay").swept == 1
    (row,) = [one for one in hub.stores.rows() if one.name == "bay"]
    assert row.sweep_found == 3


def test_a_sweep_reaches_as_far_as_it_is_told() -> None:
    """From its reach, to now less the platform's lag; not a moment more."""
    hub, world = a_hub(settings=Settings(importing=DAILY))
    for name in ("bay", "amz"):
        hub.imports.run(name)
    world.stores["bay"].missed = [late("27-1", days=7), late("27-2", days=7, seconds=1)]
    assert hub.imports.sweep("bay") == 1
    edge = NOON - AMAZON.traits.listing_lag
    world.stores["amz"].missed = [
        an_order(remote_id="111-1", placed_at=edge),
        an_order(remote_id="111-2", placed_at=edge - timedelta(seconds=1)),
    ]
    assert hub.imports.sweep("amz") == 1
    assert hub.orders.find("111-2")


def test_a_sweep_that_fails_is_due_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs the import nothing, and the next import sweeps."""
    hub, world = a_hub(settings=Settings(importing=DAILY))
    hub.imports.run("bay")
    world.stores["bay"].missed = [late("27-1", hours=3)]
    created = FakePlatform.created

    def fails(*_: object) -> object:
        raise TROUBLE

    monkeypatch.setattr(FakePlatform, "created", fails)
    world.clock.wait(days=1)
    report = hub.imports.run("bay")
    assert (report.swept, report.trouble) == (None, None)
    monkeypatch.setattr(FakePlatform, "created", created)
    assert hub.imports.run("bay").swept == 1


def test_a_sweep_keeps_the_platforms_quota() -> None:
    """Asked for by a person it says "not now"; in an import it waits for the next one."""
    hub, world = a_hub(settings=Settings(importing=DAILY))
    a_day(hub, world)
    with hub._db.write() as conn:
        now = to_ms(world.clock.now())
        rate_limits.hold_back(conn, 3, "listing", now, now + 60_000)
    with pytest.raises(Refused) as refused:
        hub.imports.sweep("bay")
    assert refused.value.code == "limit.sweep_paced"


# -- quarantine


@pytest.mark.proves("X2")
def test_a_quarantined_order_goes_in_when_it_can_be_read() -> None:
    """At the next import, though no listing shows it again; through the rules like any other."""
    hub, world = a_hub()
    world.stores["bay"].orders["27-9"] = BAD
    hub.imports.run("bay")
    assert [(row.kind, row.tries) for row in hub.orders.excluded()] == [("quarantine", 1)]
    mended = an_order(EBAY, "27-9")
    listing = world.stores["bay"].orders
    world.stores["bay"].orders = {}
    assert hub.imports.run("bay").retried == 0
    assert hub.orders.excluded()[0].tries == 2
    world.stores["bay"].orders = listing | {"27-9": mended}
    assert hub.imports.retry_quarantined("bay") == 1
    assert hub.orders.excluded() == ()
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 1
    assert hub.imports.run("bay").retried == 0


@pytest.mark.proves("R1", "X2")
def test_a_mended_order_is_still_under_the_rules() -> None:
    """A rule keeps it out as it would have at once."""
    hub, world = a_hub()
    hub.rules.add(EXCLUDE_COPIES)
    world.stores["shop"].orders["1042"] = Unreadable(BIGCOMMERCE, "1042", "x", b"{}")
    hub.imports.run("shop")
    world.stores["shop"].orders["1042"] = a_copy(an_order())
    assert hub.imports.retry_quarantined("shop") == 0
    assert [row.kind for row in hub.orders.excluded()] == ["rule"]


def test_the_longest_untried_are_read_first_and_a_few_at_a_time() -> None:
    """A store full of them costs an import ten calls, and each has its turn."""
    hub, world = a_hub()
    for n in range(12):
        world.stores["bay"].orders[f"27-{n:02}"] = replace(BAD, remote_id=f"27-{n:02}")
    hub.imports.run("bay")
    tries = {row.remote_id: row.tries for row in hub.orders.excluded()}
    assert sum(tries.values()) == 10
    assert (tries["27-10"], tries["27-11"]) == (0, 0)
    world.clock.wait(minutes=1)
    hub.imports.retry_quarantined("bay")
    tries = {row.remote_id: row.tries for row in hub.orders.excluded()}
    assert (sum(tries.values()), tries["27-10"], tries["27-11"]) == (20, 1, 1)


def test_an_order_without_an_id_cannot_be_asked_for() -> None:
    """It stays listed, untried, with its bytes."""
    hub, world = a_hub()
    world.stores["bay"].orders["x"] = replace(BAD, remote_id="")
    hub.imports.run("bay")
    assert [row.tries for row in hub.orders.excluded()] == [0]


@pytest.mark.parametrize("fault", [NotThere("error.not_there", platform="ebay", operation="read")])
def test_one_that_is_gone_there_stays_listed(
    fault: NotThere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its reason stays, and it does not keep the others from their turn."""
    hub, world = a_hub()
    world.stores["bay"].orders = {n: replace(BAD, remote_id=n) for n in ("27-1", "27-2")}
    hub.imports.run("bay")
    read = FakePlatform.read

    def gone(self: FakePlatform, remote_id: str) -> object:
        if remote_id == "27-1":
            raise fault
        return read(self, remote_id)

    monkeypatch.setattr(FakePlatform, "read", gone)
    world.stores["bay"].orders["27-2"] = an_order(EBAY, "27-2")
    assert hub.imports.retry_quarantined("bay") == 1
    assert [(row.remote_id, row.tries) for row in hub.orders.excluded()] == [("27-1", 2)]


def test_trouble_ends_the_retries_and_not_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """The orders of the listing are in, and the import is a good one."""
    hub, world = a_hub()
    world.stores["bay"].orders = {"27-9": BAD, "27-1": an_order(EBAY, "27-1")}

    def fails(*_: object) -> object:
        raise Unreachable("error.unreachable", platform="ebay", operation="read")

    monkeypatch.setattr(FakePlatform, "read", fails)
    report = hub.imports.run("bay")
    assert (report.added, report.quarantined, report.retried) == (1, 1, 0)
    assert report.trouble is None
    assert hub.orders.excluded()[0].tries == 0


def test_an_order_that_its_platform_cannot_show_keeps_no_other_in_quarantine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server error at the first one is about that one: the next is read, and is in."""
    hub, world = a_hub()
    other = replace(BAD, remote_id="27-8")
    world.stores["bay"].orders = {"27-9": BAD, "27-8": other}

    def reads(_: object, remote_id: str) -> object:
        if remote_id == "27-9":
            raise TROUBLE
        return an_order(EBAY, remote_id)

    monkeypatch.setattr(FakePlatform, "read", reads)
    assert hub.imports.run("bay").retried == 1
    (left,) = hub.orders.excluded()
    assert (left.remote_id, left.tries) == ("27-9", 1)


def test_an_answer_about_another_order_takes_nothing_out_of_quarantine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was not asked for is not taken in as what was."""
    hub, world = a_hub()
    world.stores["bay"].orders = {"27-9": BAD}
    monkeypatch.setattr(FakePlatform, "read", lambda *_: an_order(EBAY, "27-4"))
    assert hub.imports.run("bay").retried == 0
    assert [row.remote_id for row in hub.orders.excluded()] == ["27-9"]
    assert sum(hub.orders.counts().values()) == 0


# -- how old it is


def test_a_first_import_says_how_far_back_it_goes() -> None:
    """And only the first one is the first."""
    hub, world = a_hub()
    report = hub.imports.run("bay")
    assert (report.first, report.since) == (True, NOON - timedelta(days=30))
    world.clock.wait(hours=1)
    report = hub.imports.run("bay")
    assert (report.first, report.since) == (False, NOON - timedelta(minutes=10))


def test_a_store_that_was_not_heard_of_for_long_is_stale() -> None:
    """Beyond the limit and not at it; said in hours on every screen, and over with an import."""
    hub, world = a_hub()
    hub.imports.run("bay")
    world.clock.wait(hours=6)
    assert hub.state().warnings == ()
    world.clock.wait(minutes=59)
    (stale,) = hub.state().warnings
    age = {"say": "word.time.hours", "n": 6}
    facts = {"store": "bay", "n": 6, "age": age}
    assert (stale.code, dict(stale.facts)) == ("warning.stale_store", facts)
    by_name = {row.name: row.stale for row in hub.stores.rows()}
    assert by_name == {"shop": None, "amz": None, "bay": stale}
    hub.imports.run("bay")
    assert hub.state().warnings == ()


def test_a_failed_import_makes_nothing_younger() -> None:
    """The age is that of the last good one."""
    hub, world = a_hub()
    hub.imports.run("bay")
    world.clock.wait(hours=7)
    world.stores["bay"].listing = lambda *_: (_ for _ in ()).throw(TROUBLE)  # type: ignore[method-assign]  # this one fails
    assert hub.imports.run("bay").trouble is not None
    assert [one.code for one in hub.state().warnings] == ["warning.stale_store"]
