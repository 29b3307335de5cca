"""A listing that has no end is left with a reason; what it showed is kept, and nothing moves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx
import pytest

from shiponce.domain.order import PageOfOrders
from shiponce.domain.platform import Platform
from shiponce.errors import Endless, ServerTrouble
from shiponce.platforms import pagination
from shiponce.platforms.connections import HttpConnections
from shiponce.ports import PlatformAdapter
from tests.doubles.platforms_in_memory import StandingClock
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import (
    _credentials,
    amazon_order,
    at,
    ebay_order,
    shop_order,
    store,
)
from tests.unit.platforms.test_raw_order_fields import every_platform

#: Pages before the end of all patience: a few that repeat, and the first ones.
FEW = 12
TOKEN = {"access_token": "T", "expires_in": 3600, "token_type": "bearer"}
SWEEPS = ["listing", "created"]


class Office:
    """A platform whose pages a test makes up, one by one; it counts what it is asked."""

    def __init__(self, platform: Platform, bodies: Iterator[object]) -> None:
        self.platform = platform
        self.bodies = bodies
        self.asked = 0
        self.queries: list[dict[str, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """A token for whoever asks for one, and the next page."""
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json=TOKEN)
        if request.url.path.endswith("/v2/store"):
            return httpx.Response(200, json={"weight_units": "Ounces"})
        self.asked += 1
        self.queries.append(dict(request.url.params))
        return httpx.Response(200, content=json.dumps(next(self.bodies)).encode())

    def adapter(self) -> PlatformAdapter:
        """The adapter that asks this office."""
        connections = HttpConnections(
            _credentials, clock=StandingClock(), transport=httpx.MockTransport(self)
        )
        return connections.platform(store(self.platform))


def body(platform: Platform, orders: list[dict[str, Any]], token: str = "t") -> object:  # noqa: S107 - a page token
    """A page that says that there is more."""
    if platform is BIGCOMMERCE:
        return orders
    if platform is AMAZON:
        return {"orders": orders, "pagination": {"nextToken": token}}
    return {"orders": orders, "total": 10**6, "next": "https://api.ebay.com/next"}


def full(platform: Platform, first: int, size: int = 100) -> list[dict[str, Any]]:
    """A full page of orders of their own."""
    if platform is BIGCOMMERCE:
        return [shop_order(id=first + n) for n in range(size)]
    make = amazon_order if platform is AMAZON else ebay_order
    return [make(orderId=f"1-{first + n}") for n in range(size)]


def pages(adapter: PlatformAdapter, sweep: str) -> Iterator[PageOfOrders]:
    """A listing by change, or one by creation."""
    yield from getattr(adapter, sweep)(at("09:00:00"), at("11:00:00"))


@pytest.mark.parametrize("sweep", SWEEPS)
@pytest.mark.parametrize("platform", [AMAZON, EBAY])
def test_empty_pages_with_more_behind_them(platform: Platform, sweep: str) -> None:
    """It asked 4,676 times in twelve seconds."""
    office = Office(platform, (body(platform, [], f"t{n}") for n in count()))
    with pytest.raises(Endless) as said:
        list(pages(office.adapter(), sweep))
    assert office.asked < FEW
    assert said.value.facts["n"] == office.asked


@every_platform
@pytest.mark.parametrize("sweep", SWEEPS)
@pytest.mark.parametrize("turns", [1, 2])
def test_pages_that_go_in_a_circle(platform: Platform, sweep: str, turns: int) -> None:
    """One page for ever, or two in turn: what they hold is given once, and then it ends."""
    given = [full(platform, 1 + 1000 * n) for n in range(turns)]
    bodies = (body(platform, given[n % turns], f"t{n}") for n in count())
    office = Office(platform, bodies)
    got: list[str] = []
    with pytest.raises(Endless):
        got.extend(one.remote_id for page in pages(office.adapter(), sweep) for one in page.orders)
    assert office.asked < FEW
    assert len(set(got)) == 100 * turns


@pytest.mark.parametrize("sweep", SWEEPS)
def test_a_page_token_that_comes_again_and_again(sweep: str) -> None:
    """Although its page is another one each time: nobody can say where it leads."""
    bodies = (body(AMAZON, full(AMAZON, 1000 * n), "same") for n in count())
    office = Office(AMAZON, bodies)
    with pytest.raises(Endless):
        list(pages(office.adapter(), sweep))
    assert office.asked < FEW


@every_platform
@pytest.mark.parametrize("sweep", SWEEPS)
def test_new_orders_without_end(
    platform: Platform, sweep: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are taken in, as far as a store can have any; then it ends all the same."""
    monkeypatch.setattr(pagination, "MOST_PAGES", 20)
    bodies = (body(platform, full(platform, 1 + 1000 * n, 100), f"t{n}") for n in count())
    office = Office(platform, bodies)
    got: list[int] = []
    with pytest.raises(Endless):
        got.extend(len(page.orders) for page in pages(office.adapter(), sweep))
    assert (office.asked, sum(got)) == (21, 2_000)


@pytest.mark.parametrize("platform", [AMAZON, EBAY])
def test_a_page_that_is_shown_twice_ends_nothing(platform: Platform) -> None:
    """Listings shift while they are read, and a cache shows the page before: it goes on."""
    first, second = body(platform, full(platform, 1), "a"), body(platform, full(platform, 500), "b")
    last: dict[str, Any] = {"orders": full(platform, 900, 1), "total": 201}
    office = Office(platform, iter([first, first, second, last]))
    found = list(pages(office.adapter(), "listing"))
    assert [len(page.orders) for page in found] == [100, 100, 100, 1]
    assert found[-1].last


@pytest.mark.parametrize("token", [7, True, ["t"], {"t": 1}, "t" * 10_000, "é", "\ud800"])
def test_a_page_token_that_is_none(token: object) -> None:
    """It would be put into an address: what cannot stand in one is the platform's trouble."""
    odd = {"orders": full(AMAZON, 1), "pagination": {"nextToken": token}}
    office = Office(AMAZON, iter([odd] * 9))
    with pytest.raises(ServerTrouble):
        list(pages(office.adapter(), "listing"))
    assert office.asked == 1


@pytest.mark.parametrize("total", [10**30, -1, "1e999", None, "many", [], True])
def test_a_total_that_is_none(total: object) -> None:
    """EBay's number of orders tells when a listing is read again, and never without end."""
    given = {"orders": full(EBAY, 1), "total": total}
    office = Office(EBAY, iter([given] * 9))
    try:
        list(pages(office.adapter(), "listing"))
    except ServerTrouble:
        assert office.asked == 1
    assert office.asked <= 3


@pytest.mark.parametrize(
    "far", ["Thu, 20 Nov 2098 10:00:00 +0000", "2098-11-20T10:00:00Z", "garbage", None, 7, [[]]]
)
def test_a_date_at_the_end_of_a_page_passes_over_no_order(far: object) -> None:
    """BigCommerce's next page begins at the time of the last order, if that is one at all."""
    rows = full(BIGCOMMERCE, 1)
    rows[-1]["date_modified"] = far
    office = Office(BIGCOMMERCE, iter([rows, full(BIGCOMMERCE, 500, 3)]))
    found = list(pages(office.adapter(), "listing"))
    assert sum(len(page.orders) for page in found) == 103
    asked = datetime.fromisoformat(office.queries[1]["min_date_modified"])
    assert asked <= datetime(2026, 11, 20, 11, tzinfo=UTC)
