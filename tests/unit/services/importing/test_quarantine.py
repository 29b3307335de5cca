"""One bad order, or one bad answer, never stops its store: the next import works as ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import httpx
import pytest

from shiponce.domain.order import ImportedOrder, PageOfOrders
from shiponce.domain.platform import Platform, platforms
from shiponce.errors import PlatformError
from shiponce.persistence import stores
from shiponce.words import LANGUAGES, say
from tests.doubles.hostile_market import Market, order, page
from tests.doubles.platforms_in_memory import NOON, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

TOO_MUCH = 2**70
every_platform = pytest.mark.parametrize("platform", platforms())


def endless(platform: Platform, token: str) -> httpx.Response:
    """The same full page, and always another one behind it."""
    orders = [order(platform, number) for number in range(1, 101)]
    more: dict[str, object] = {"total": 10**6, "next": "https://api.ebay.com/next"}
    if platform is AMAZON:
        more = {"pagination": {"nextToken": token}}
    return httpx.Response(200, content=page(platform, orders, **more).encode())


@every_platform
def test_a_listing_without_end_stops_with_a_reason(platform: Platform) -> None:
    """What it showed is kept, the watermark has not moved, and the next import lists anew."""
    market = Market(platform)
    tokens = count()
    market.listing = lambda: endless(platform, f"t{next(tokens)}")
    hub = market.hub()
    report = hub.imports.run("it")
    assert report.trouble is not None
    for language in LANGUAGES:
        said = say(report.trouble.code, language, **report.trouble.facts)
        assert str(market.asked) in said
    assert report.added == 100
    assert market.asked < 12
    state = stores.import_state(hub._db.conn, 1)
    assert (state.watermark, state.unfinished) == (None, None)
    assert hub.stores.rows()[0].trouble == report.trouble
    market.shows(page(platform, [order(platform, 500)]).encode())
    market.clock.wait(hours=1)
    again = hub.imports.run("it")
    assert (again.trouble, again.added) == (None, 1)
    assert hub.stores.rows()[0].trouble is None


@every_platform
def test_a_sweep_without_end_stops_and_stays_due(platform: Platform) -> None:
    """The import that it belongs to is a good one; asked for by a person, it says why."""
    market = Market(platform)
    market.shows(page(platform, []).encode())
    hub = market.hub()
    hub.imports.run("it")
    swept = stores.import_state(hub._db.conn, 1).swept_at
    tokens = count()
    market.listing = lambda: endless(platform, f"t{next(tokens)}")
    market.asked = 0
    market.clock.wait(hours=2)
    with pytest.raises(PlatformError) as said:
        hub.imports.sweep("it")
    assert said.value.code == "error.endless"
    assert market.asked < 12
    assert stores.import_state(hub._db.conn, 1).swept_at == swept


def test_a_listing_that_is_taken_up_for_ever_begins_anew() -> None:
    """Each import goes on where the last one stopped, but not for longer than a month."""
    hub, world = a_hub()
    amz = world.stores["amz"]
    amz.page_size, amz.resumes = 1, True
    ids = [f"111-0000000-{number:07d}" for number in range(1_200)]
    amz.orders = {one: an_order(remote_id=one) for one in ids}
    began: list[int] = []
    while world.clock.now() < NOON + timedelta(days=32):
        hub.imports.run("amz")
        began.append(amz.begun_at[-1])
        world.clock.wait(hours=19)
    assert began.count(0) == 2
    assert began.index(0, 1) * timedelta(hours=19) >= timedelta(days=30)


@every_platform
def test_an_order_that_no_file_can_hold_is_set_aside_alone(platform: Platform) -> None:
    """It can be read and not be recorded; its page is, whole and counted right."""
    name = {BIGCOMMERCE: "shop", AMAZON: "amz", EBAY: "bay"}[platform]
    hub, world = a_hub()
    good = [an_order(platform, f"27-0000{number}-00001") for number in (1, 2, 3)]
    line = replace(good[1].lines[0], quantity=TOO_MUCH)
    good[1] = replace(good[1], lines=(line, *good[1].lines[1:]))
    world.stores[name].orders = {one.remote_id: one for one in good}
    report = hub.imports.run(name)
    assert (report.added, report.quarantined, report.trouble) == (2, 1, None)
    assert report.fetched == 3
    (row,) = hub.orders.excluded()
    assert row.remote_id == "27-00002-00001"
    assert stores.import_state(hub._db.conn, world_id(name)).watermark is not None


@every_platform
def test_why_it_is_quarantined_is_said_in_the_readers_language(platform: Platform) -> None:
    """What is wrong with an order as a whole has words; it repeats nothing of the order."""
    kinds = {"[" * 3_000 + "]" * 3_000: "nested", "9" * 5_000: "digits", "nothing": "JSON"}
    told: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for bad, word in kinds.items():
        market = Market(platform)
        odd = order(platform, 1) | {"unneeded": "HOLE"}
        market.shows(page(platform, [odd]).replace('"HOLE"', bad).encode())
        hub = market.hub()
        assert hub.imports.run("it").quarantined == 1
        (row,) = hub.orders.excluded()
        for language in LANGUAGES:
            told[language].add(say(row.reason.code, language, **row.reason.facts))
        assert word in say(row.reason.code, "en", **row.reason.facts)
    assert all(len(sentences) == len(kinds) for sentences in told.values())
    assert not told["en"] & told["fr"]


def world_id(name: str) -> int:
    """The id of one of the three stores."""
    return {"shop": 1, "amz": 2, "bay": 3}[name]


@pytest.mark.parametrize(
    "bad", [KeyError("Ada Quill"), RecursionError("deep"), MemoryError(), UnicodeError("é")]
)
def test_what_nobody_foresaw_is_trouble_with_a_name(
    bad: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report says the kind and repeats nothing; pages before it stay, the next import works."""
    hub, world = a_hub()
    bay = world.stores["bay"]
    first: ImportedOrder = an_order(EBAY, "27-00001-00001")
    bay.orders = {first.remote_id: first}

    def listing(since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        yield PageOfOrders((first,), until, last=False)
        raise bad

    with monkeypatch.context() as broken:
        broken.setattr(bay, "listing", listing)
        report = hub.imports.run("bay")
    assert report.added == 1
    assert report.trouble is not None
    for language in LANGUAGES:
        said = say(report.trouble.code, language, **report.trouble.facts)
        assert type(bad).__name__ in said
        assert "Quill" not in said
    assert stores.import_state(hub._db.conn, 3).watermark is None
    assert hub.imports.run("bay").trouble is None
    assert stores.import_state(hub._db.conn, 3).watermark == NOON


def test_the_watermark_never_goes_back() -> None:
    """An older end of a listing, of a slower hub or of a page token of yesterday, moves nothing."""
    hub, _ = a_hub()
    conn = hub._db.conn
    stores.import_done(conn, 3, NOON, 1)
    stores.import_done(conn, 3, NOON - timedelta(hours=1), 2)
    assert stores.import_state(conn, 3).watermark == NOON
    stores.import_done(conn, 3, NOON + timedelta(hours=1), 3)
    assert stores.import_state(conn, 3).watermark == NOON + timedelta(hours=1)


def test_amazons_own_end_of_a_listing_takes_no_watermark_back() -> None:
    """It names the time up to which it listed; one long past is no reason to forget."""
    market = Market(AMAZON)
    hub = market.hub()
    reached = []
    for told in ("2026-11-20T11:50:00Z", "2001-01-01T00:00:00Z", "2098-01-01T00:00:00Z"):
        document = json.loads(page(AMAZON, [])) | {"lastUpdatedBefore": told}
        market.shows(json.dumps(document).encode())
        hub.imports.run("it")
        reached.append(stores.import_state(hub._db.conn, 1).watermark)
        market.clock.wait(minutes=10)
    assert reached[0] == reached[1] == datetime.fromisoformat("2026-11-20T11:50:00+00:00")
    assert reached[2] is not None
    assert reached[2] <= NOON + timedelta(minutes=20)
