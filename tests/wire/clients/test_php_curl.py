"""PHP's own curl as a judge: eBay's real host names, with a proxy and a certificate.

The scenario is ``php/ebay.php``; its lines are read here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places
from tests.wire.clients.elsewhere import Told, ids, opened_market, played, program

SCRIPT = Path(__file__).parent / "php" / "ebay.php"


@pytest.fixture(scope="module")
def world() -> World:
    """Five orders on eBay."""
    return opened_market("bay")


@pytest.fixture(scope="module")
def told(world: World, places: Places) -> Told:
    """What the scenario saw, played once."""
    account = world.accounts["bay"]
    given = {
        "CLIENT_ID": account.client_id,
        "CLIENT_SECRET": account.client_secret,
        "REFRESH_TOKEN": account.token,
    }
    return played([program("php"), str(SCRIPT)], places, world, **given)


def test_it_pages_by_the_links(world: World, told: Told) -> None:
    """The next page's address leads through the same proxy again."""
    assert sorted(told["pages"]) == sorted(ids(world, "bay"))
    assert told["one order"] == told["pages"][0]


def test_it_ships_and_reads_back_by_the_location(told: Told) -> None:
    """201 without a body; the address of what was made leads to it."""
    assert told["shipped"] == [201, ""]
    assert told["read back"] == "9400111899223000000017"


def test_it_meets_refusals(told: Told) -> None:
    """400, 404 and 401, with eBay's numbers."""
    assert told["a refusal of what is sent"] == [400, 32300]
    assert told["an order that is not there"] == [404, 32100]
    assert told["no token"] == 401
