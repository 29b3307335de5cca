"""npm's ebay-api, unmodified, as a judge: axios takes the proxy and the certificate from outside.

It begins with a token that is none, so its very first call is a refusal at whose words it fetches
another. The scenario is ``node/ebay_api.cjs``; its lines are read here.
"""

from __future__ import annotations

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places
from tests.wire.clients.elsewhere import Told, ids, node, opened_market, played


@pytest.fixture(scope="module")
def world() -> World:
    """Five orders on eBay."""
    return opened_market("bay")


@pytest.fixture(scope="module")
def told(world: World, places: Places) -> Told:
    """What the scenario saw, played once."""
    return played(node("ebay_api.cjs", "ebay-api"), places, world)


def test_it_lists_and_pages(world: World, told: Told) -> None:
    """By the offset, until a page names no next one."""
    assert sorted(told["pages"]) == sorted(ids(world, "bay"))


def test_it_reads_one_order(told: Told) -> None:
    """By its id, as it stands."""
    assert told["one order"] == [told["pages"][0], "NOT_STARTED"]


def test_it_ships_and_reads_back(told: Told) -> None:
    """201 has no body; the fulfilment's id is its tracking number."""
    tracking = "9400111899223000000017"
    assert told["shipped"] == ""
    assert told["read back"] == ["FULFILLED", [tracking], tracking]


def test_it_renews_a_token_that_has_expired(told: Told) -> None:
    """It is refused by 401, fetches another token and asks again; the program notices nothing."""
    assert told["the first token was refused and another fetched"] == ["User Access Token"]
    assert told["a new token"] == ["User Access Token"]
    assert told["what an expired token met"] == [401, 200]
    assert told["after two hours"] == told["pages"][0]


def test_it_meets_the_limit(told: Told) -> None:
    """429 with eBay's number, which it hands on; the next call is let in."""
    assert (told["the limit"]["status"], told["the limit"]["number"]) == (429, 2001)
    assert told["after the limit"] == told["pages"][0]


def test_it_meets_emptiness(told: Told) -> None:
    """A total of nothing."""
    assert told["emptiness"] == [0, []]


def test_it_meets_what_is_not_there(told: Told) -> None:
    """404 with eBay's number."""
    refusal = told["an order that is not there"]
    assert (refusal["status"], refusal["number"]) == (404, 32100)


def test_it_meets_refusals_of_what_it_sends(told: Told) -> None:
    """400 with the number of the thing that is wrong."""
    assert told["a refusal of what is sent"]["number"] == 32300
    assert told["a filter that is none"]["number"] == 30700


def test_it_meets_credentials_that_do_not_open(told: Told) -> None:
    """401 from the token endpoint, and 403 where the scopes do not suffice."""
    wrong = told["a wrong secret"]
    assert (wrong["status"], wrong["data"]["error"]) == (401, "invalid_client")
    assert told["scopes that do not suffice"]["status"] == 403


def test_it_reads_the_topics_of_notifications(told: Told) -> None:
    """With the seller's token, by another API of eBay's."""
    assert told["topics"] is True
