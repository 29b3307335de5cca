"""What other people's tests get: a fixture, a context manager, and three ways in."""

from __future__ import annotations

import httpx
import pytest

from mockplace.testing import START, Mockplace, opened

pytest_plugins = ["pytester"]

INNER = """
import httpx
import pytest

def orders(place, http, base="https://api.bigcommerce.com"):
    account = place.account("shop")
    headers = {"x-auth-token": account.token}
    return http.get(f"{base}/stores/{account.account}/v2/orders", headers=headers)

def test_in_process(mockplace):
    mockplace.buy("shop")
    http = httpx.Client(transport=mockplace.transport)
    assert len(orders(mockplace, http).json()) == 1

def test_every_test_has_its_own(mockplace):
    assert mockplace.world.orders == {}

def test_over_a_port(mockplace):
    mockplace.buy("shop")
    assert len(orders(mockplace, httpx.Client(), mockplace.url).json()) == 1

def test_any_client_under_the_real_name(mockplace):
    mockplace.buy("shop")
    with mockplace.router:
        assert len(orders(mockplace, httpx).json()) == 1

@pytest.mark.mockplace(orders=30, seed=5, connector="none")
def test_another_market(mockplace):
    assert len(mockplace.world.orders) == 30

def test_trouble(mockplace):
    mockplace.fail("timeout_after_commit", "getOrders")
    with pytest.raises(httpx.ReadTimeout):
        orders(mockplace, httpx.Client(transport=mockplace.transport))
    assert mockplace.calls[-1].fault == "timeout_after_commit"
"""


def test_the_fixture_serves_somebody_elses_tests(pytester: pytest.Pytester) -> None:
    """As they would write them, in a directory that knows nothing of this project."""
    pytester.makepyfile(INNER)
    plugin = ("-p", "mockplace.pytest_plugin")  # where the project is not installed, only on a path
    result = pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", "--strict-markers")
    result.assert_outcomes(passed=6)


def test_time_passes_when_the_test_says_so() -> None:
    """The connector's copy comes ninety seconds after the purchase, and not before."""
    with opened(seed=4) as place:
        place.buy("amz", "MUG-SLATE-12")
        assert place.world.now == START
        place.pass_time(89)
        assert place.world.purchases()[0].copy_id == ""
        place.pass_time(1)
        assert place.world.purchases()[0].copy_id != ""


def test_a_served_market_stops_with_its_block() -> None:
    """Nothing listens afterwards; a market that was never served starts nothing."""
    with opened(orders=3) as place:
        url = place.url
        assert place.url == url
        assert httpx.get(f"{url}/nowhere", trust_env=False).status_code == 501
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/nowhere", trust_env=False)


def test_a_world_of_ones_own_is_taken_as_it_is() -> None:
    """For who wants other accounts than the usual three."""
    with opened(seed=9) as first, opened(world=first.world) as second:
        assert isinstance(second, Mockplace)
        assert second.world is first.world


def test_the_same_seed_makes_the_same_market() -> None:
    """Down to the ids."""
    with opened(orders=5, seed=3) as one, opened(orders=5, seed=3) as other:
        assert list(one.world.orders) == list(other.world.orders)


def test_a_store_without_articles_says_so() -> None:
    """In place of a purchase of nothing."""
    with opened() as place:
        place.world.state.catalog.clear()
        with pytest.raises(LookupError, match="amz sells nothing"):
            place.buy("amz")


def test_who_buys_anything_buys_what_is_there() -> None:
    """The first article that is on offer and not sold out, until there is none."""
    with opened(connector="none") as place:
        first = place.buy("bay").lines[0].sku
        place.stock(first, 0, store="bay")
        second = place.buy("bay").lines[0].sku
        assert second != first
        place.world.inventory.set_listing("bay", second, "ended")
        assert place.buy("bay").lines[0].sku not in (first, second)
        for product in place.world.inventory.offered("bay"):
            place.stock(product.sku, 0)
        with pytest.raises(LookupError, match="put stock there"):
            place.buy("bay")


def test_a_name_that_there_is_not_is_said_with_those_that_there_are() -> None:
    """A fault of a misspelt operation would never strike, and its test would test nothing."""
    with opened() as place:
        for call in (place.account, place.buy, lambda name: place.buy(name, "MUG-SLATE-12")):
            with pytest.raises(LookupError, match="no account 'zz'; there are: shop, amz, bay"):
                call("zz")
        with pytest.raises(LookupError, match=r"no platform has an operation 'nope'.*getOrders"):
            place.fail("timeout_after_commit", "nope")
        with pytest.raises(LookupError, match="ebay has no operation 'buyLabel'"):
            place.fail("timeout_after_commit", "buyLabel", platform="ebay")
        with pytest.raises(LookupError, match="no platform 'etsy'; there are: bigcommerce"):
            place.fail("slow", platform="etsy")
        with pytest.raises(LookupError, match="no account 'zz'"):
            place.fail("slow", store="zz")
        assert place.world.faults.faults == []
        place.fail("drop", "a topic")
        place.fail("slow", "getOrders", platform="bigcommerce", store="shop")
        assert len(place.world.faults.faults) == 2
