"""bigcommerce, unmodified, as a judge of the simulated shop's products: it speaks V2."""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places

bigcommerce = pytest.importorskip("bigcommerce.api", reason="bigcommerce is not installed")
exceptions = pytest.importorskip("bigcommerce.exception")


@pytest.fixture
def judge(world: World, places: Places, environment: pytest.MonkeyPatch) -> Any:
    """The library with the shop's token, led to the simulator by its environment alone."""
    environment.setenv("BC_API_ENDPOINT", places.tls)
    environment.setenv("REQUESTS_CA_BUNDLE", str(places.authority))
    places.stage.show(world)
    account = world.accounts["shop"]
    return bigcommerce.BigcommerceApi(
        client_id="judge", store_hash=account.account, access_token=account.token
    )


def test_it_lists_pages_and_counts(judge: Any) -> None:
    """Every product once, through the library's own paging."""
    assert {one.sku for one in judge.Products.all()} == {"MUG-SLATE", "CNDL-CEDAR"}
    seen = [one.sku for one in judge.Products.iterall()]
    assert sorted(seen) == ["CNDL-CEDAR", "MUG-SLATE"]
    pages = [judge.Products.all(limit=1, page=page)[0].sku for page in (1, 2)]
    assert pages == seen
    assert judge.Products.count() == 2
    (mug,) = judge.Products.all(sku="MUG-SLATE")
    assert (mug.price, mug.inventory_tracking) == ("12.9900", "none")


def test_it_writes_and_reads_back(world: World, judge: Any) -> None:
    """Stock and price, as the next buyer meets them."""
    (mug,) = judge.Products.all(sku="MUG-SLATE")
    mug.update(inventory_tracking="simple", inventory_level=2, price="9.5000")
    order = world.buy("sale", "shop", [("MUG-SLATE", 1, None)])
    assert (order.lines[0].price, order.lines[0].listing_id) == (950, str(mug.id))
    again = judge.Products.get(mug.id)
    assert (again.inventory_level, again.price, again.total_sold) == (1, "9.5000", 1)


def test_it_meets_refusals(judge: Any) -> None:
    """A product that is not there, and a level that cannot be."""
    with pytest.raises(exceptions.ClientRequestException) as refused:
        judge.Products.get(5)
    assert refused.value.status_code == 404
    (mug,) = judge.Products.all(sku="MUG-SLATE")
    with pytest.raises(exceptions.ClientRequestException) as refused:
        mug.update(inventory_level="many")
    assert refused.value.status_code == 400
