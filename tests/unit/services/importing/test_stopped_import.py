"""An import that stops says why, until when, and loses nothing of what it had begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from shiponce.domain.order import PageOfOrders
from shiponce.errors import Declined, NotAuthorised, PlatformError, RateLimited, ServerTrouble
from shiponce.hub import Hub
from shiponce.persistence import stores
from shiponce.persistence.timestamps import to_ms
from shiponce.services import rate_limits
from shiponce.views.imports import ImportReport
from tests.doubles.platforms_in_memory import NOON, FakePlatform, World, a_hub, an_order
from tests.platform_ids import EBAY

AT = {"platform": "ebay", "operation": "getOrders"}
TROUBLE = ServerTrouble("error.server_trouble", **AT, status=503)
NO = Declined(**AT, reason="bad filter", reason_code="30700")
LOCKED = NotAuthorised("error.not_authorised", **AT)


def stopping(
    trouble: PlatformError, monkeypatch: pytest.MonkeyPatch
) -> tuple[Hub, World, ImportReport]:
    """An import whose second page does not come; the first was resumable and held one order."""
    hub, world = a_hub()
    order = an_order(EBAY, "27-1")

    def pages(
        self: FakePlatform, since: datetime, until: datetime, resume: str = ""
    ) -> Iterator[PageOfOrders]:
        yield PageOfOrders((order,), until, last=False, resume="next")
        raise trouble

    monkeypatch.setattr(FakePlatform, "listing", pages)
    return hub, world, hub.imports.run("bay")


def held_until(hub: Hub, store_id: int) -> int | None:
    """Before when (ms) the hub asks this store for no listing."""
    with hub._db.write() as conn:
        return rate_limits.take(conn, store_id, EBAY, "listing", to_ms(NOON))


@pytest.mark.proves("N7", "X2")
@pytest.mark.parametrize("trouble", [TROUBLE, NO, LOCKED], ids=lambda t: type(t).__name__)
def test_the_trouble_is_in_the_report_and_with_the_store(
    trouble: PlatformError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its code and facts, what came in before it, and no date before which nobody asks."""
    hub, _, report = stopping(trouble, monkeypatch)
    assert report.trouble is not None
    assert (report.trouble.code, report.trouble.facts) == (trouble.code, trouble.facts)
    assert (report.store, report.fetched, report.added, report.not_before) == ("bay", 1, 1, None)
    (row,) = [one for one in hub.stores.rows() if one.name == "bay"]
    assert row.trouble is not None
    assert (row.trouble.code, row.trouble.facts) == (trouble.code, trouble.facts)
    assert row.imported_at is None
    assert held_until(hub, 3) is None
    (event,) = hub._db.conn.execute(
        "SELECT at, order_id, data FROM events WHERE kind = 'import_stopped'"
    ).fetchall()
    assert (event["at"], event["order_id"], event["data"]) == (
        to_ms(NOON),
        None,
        '{"store":"bay"}',
    )


@pytest.mark.proves("N7")
@pytest.mark.parametrize("told", [NOON + timedelta(minutes=7), None])
def test_a_full_quota_is_kept_until_the_platform_says(
    told: datetime | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own time, or three minutes when it names none; the hub keeps it on disk."""
    hub, _, report = stopping(RateLimited(**AT, not_before=told), monkeypatch)
    until = told or NOON + timedelta(minutes=3)
    assert report.not_before == until
    assert report.trouble is not None
    assert report.trouble.code == "error.rate_limited"
    assert held_until(hub, 3) == to_ms(until)


@pytest.mark.parametrize(("trouble", "kept"), [(TROUBLE, True), (LOCKED, True), (NO, False)])
def test_where_it_stopped_is_where_it_goes_on(
    trouble: PlatformError, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the platform refused: it may be the page token that it refuses."""
    hub, _, _ = stopping(trouble, monkeypatch)
    unfinished = stores.import_state(hub._db.conn, 3).unfinished
    assert (unfinished is not None) is kept
    if unfinished is not None:
        assert (unfinished.resume, unfinished.since, unfinished.until, unfinished.at) == (
            "next",
            NOON - timedelta(days=30),
            NOON,
            NOON,
        )
