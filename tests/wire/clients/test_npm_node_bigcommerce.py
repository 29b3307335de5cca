"""npm's node-bigcommerce, unmodified, as a judge: it takes an agent, which here is the proxy's.

It waits as many seconds as a 429 says and asks again. The scenario is
``node/node_bigcommerce.cjs``; its lines are read here.
"""

from __future__ import annotations

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places
from tests.wire.clients.elsewhere import Told, ids, node, opened_market, played


@pytest.fixture(scope="module")
def world() -> World:
    """Five orders in the shop."""
    return opened_market("shop")


@pytest.fixture(scope="module")
def told(world: World, places: Places) -> Told:
    """What the scenario saw, played once."""
    return played(node("node_bigcommerce.cjs", "node-bigcommerce"), places, world)


def test_it_lists_and_pages(world: World, told: Told) -> None:
    """Page by page, to the answer without a body."""
    assert [str(order) for order in told["pages"]] == ids(world, "shop")
    assert told["count"] == 5


def test_it_reads_one_order(told: Told) -> None:
    """By its id, as it stands."""
    assert told["one order"] == [told["pages"][0], "Awaiting Fulfillment"]


def test_it_ships_and_reads_back(told: Told) -> None:
    """The shipment makes the order shipped; it is corrected, and deleted without a body."""
    assert told["shipped"] == "1Z999AA10123456784"
    assert told["read back"] == ["Shipped", "1Z999AA10123456784"]
    assert (told["corrected"], told["deleted"]) == ("1Z1", "")
    assert told["a status"] == "Awaiting Shipment"


def test_it_meets_a_token_that_is_revoked(told: Told) -> None:
    """BigCommerce's tokens do not expire: 401, in an array."""
    refusal = told["a token that is revoked"]
    assert (refusal["code"], refusal["body"][0]["status"]) == (401, 401)


def test_it_meets_the_window(told: Told) -> None:
    """Without patience it is told for how long; with it, it waits so long and is let in."""
    assert told["the window, without patience"] == 30
    assert told["what patience met"] == [429, 200]
    assert told["the window, with patience"] == [5, True]


def test_it_meets_emptiness(told: Told) -> None:
    """An answer without a body, which the library makes an empty text of."""
    assert told["emptiness"] == ""


def test_it_meets_what_is_not_there(told: Told) -> None:
    """404, in an array."""
    body = [{"status": 404, "message": "The requested resource was not found."}]
    assert told["an order that is not there"] == {"code": 404, "body": body}


def test_it_meets_refusals_of_what_it_sends(told: Told) -> None:
    """400 in an array by V2, 422 in an object by V3."""
    assert (
        "'shipping_provider' is invalid" in told["a refusal of what is sent"]["body"][0]["message"]
    )
    refusal = told["a refusal of V3"]
    assert (refusal["code"], list(refusal["body"]["errors"])) == (422, ["destination"])


def test_it_speaks_v3(told: Told) -> None:
    """Channels and hooks."""
    assert told["channels"] == [1]
    assert told["a hook"] == "store/order/*"
