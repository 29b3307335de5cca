"""npm's amazon-sp-api, unmodified, as a judge: it goes through the proxy under Amazon's own hosts.

It sends credentials as JSON, fetches a new token only at Amazon's exact words, and waits when it is
throttled. The scenario is ``node/amazon_sp_api.cjs``; its lines are read here.
"""

from __future__ import annotations

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places
from tests.wire.clients.elsewhere import Told, ids, node, opened_market, played


@pytest.fixture(scope="module")
def world() -> World:
    """Five orders on Amazon."""
    return opened_market("amz")


@pytest.fixture(scope="module")
def told(world: World, places: Places) -> Told:
    """What the scenario saw, played once."""
    return played(node("amazon_sp_api.cjs", "amazon-sp-api"), places, world)


def test_it_lists_and_pages(world: World, told: Told) -> None:
    """By both versions, two at a time, to the last order."""
    assert told["pages of 2026-01-01"] == told["pages of v0"] == ids(world, "amz")


def test_it_reads_one_order(world: World, told: Told) -> None:
    """By both versions, and again with a token of its own."""
    assert told["one order"] == told["one order of v0"] == ids(world, "amz")[0]


def test_it_ships_and_reads_back(told: Told) -> None:
    """The confirmation has no body, and the package is on the order."""
    assert told["shipped"] == {"success": True}
    assert told["read back"] == ["SHIPPED", "1Z999AA10123456784"]


def test_it_renews_a_token_that_has_expired(world: World, told: Told) -> None:
    """At the words of the 403 it fetches another and asks again; the program notices nothing."""
    assert told["what an expired token met"] == [403, 200]
    assert told["a new token"] is True
    assert told["after an hour"] == ids(world, "amz")[0]


def test_it_meets_the_quota(told: Told) -> None:
    """Without patience the 429 is an error; with it, it waits, asks again and is let in."""
    assert told["the quota, without patience"]["code"] == "QuotaExceeded"
    assert told["what patience met"] == [429, 200]
    assert told["the quota, with patience"] == [5, True]


def test_it_meets_emptiness(told: Told) -> None:
    """No orders since, and no destinations under a token without a seller."""
    assert told["emptiness"] == []
    assert told["a grantless call"] == []


def test_it_meets_what_is_not_there(told: Told) -> None:
    """Its error has Amazon's code."""
    assert told["an order that is not there"]["code"] == "NotFound"


def test_it_meets_refusals_of_what_it_sends(told: Told) -> None:
    """A reference that is no text is named; a search needs a date."""
    assert "packageDetail.packageReferenceId" in told["a refusal of what is sent"]["message"]
    assert told["a search without a date"]["code"] == "InvalidInput"


def test_it_meets_credentials_that_do_not_open(told: Told) -> None:
    """Its error has the code of the token endpoint."""
    assert told["a wrong secret"]["code"] == "invalid_client"
    assert told["a wrong refresh token"]["code"] == "invalid_grant"
