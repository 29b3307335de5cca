"""python-amazon-sp-api, unmodified, as a judge of the simulated listings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from mockplace.respx import respx_router
from mockplace.world.world import World
from tests.wire.clients.conftest import MARKET

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
base = pytest.importorskip("sp_api.base")

SELLER = "A2EXAMPLE"
_numbers = count()


@pytest.fixture
def judge(world: World) -> Iterator[Any]:
    """The library with the seller's credentials; it remembers tokens by them, so they are new."""
    token = f"Atzr|listings-{next(_numbers)}"
    world.accounts["amz"] = account = replace(world.accounts["amz"], token=token)
    credentials = {
        "refresh_token": account.token,
        "lwa_app_id": account.client_id,
        "lwa_client_secret": account.client_secret,
    }
    with respx_router(world):
        client = sp_api.ListingsItemsV20210801(credentials=credentials)
        yield client
        client.close()


def patch(judge: Any, sku: str, units: object) -> Any:
    """A patch of how many there are."""
    value = [{"fulfillment_channel_code": "DEFAULT", "quantity": units}]
    path = "/attributes/fulfillment_availability"
    body = {
        "productType": "PRODUCT",
        "patches": [{"op": "replace", "path": path, "value": value}],
    }
    return judge.patch_listings_item(SELLER, sku, marketplaceIds=[MARKET], body=body).payload


def test_it_searches_page_by_page(judge: Any) -> None:
    """Its own token leads to the next page."""
    first = judge.search_listings_items(SELLER, marketplaceIds=[MARKET], pageSize=1)
    token = first.pagination["nextToken"]
    second = judge.search_listings_items(
        SELLER, marketplaceIds=[MARKET], pageSize=1, pageToken=token
    )
    found = {one["sku"] for page in (first, second) for one in page.payload["items"]}
    assert found == {"MUG-SLATE", "CNDL-CEDAR"}
    assert "nextToken" not in second.pagination


def test_it_patches_reads_back_and_ends(world: World, judge: Any) -> None:
    """What it wrote is what can be bought; what it ended is not there."""
    assert patch(judge, "MUG-SLATE", 2)["status"] == "ACCEPTED"
    world.buy("sale", "amz", [("MUG-SLATE", 1, None)])
    asked = {"marketplaceIds": [MARKET], "includedData": ["summaries", "fulfillmentAvailability"]}
    found = judge.get_listings_item(SELLER, "MUG-SLATE", **asked).payload
    assert found["fulfillmentAvailability"][0]["quantity"] == 1
    ended = judge.delete_listings_item(SELLER, "MUG-SLATE", marketplaceIds=[MARKET]).payload
    assert ended["status"] == "ACCEPTED"
    with pytest.raises(base.SellingApiNotFoundException):
        judge.get_listings_item(SELLER, "MUG-SLATE", **asked)


def test_it_puts_a_listing(world: World, judge: Any) -> None:
    """And meets the issues of one that lacks its name."""
    attributes: dict[str, object] = {
        "condition_type": [{"value": "new_new"}],
        "purchasable_offer": [
            {"currency": "USD", "our_price": [{"schedule": [{"value_with_tax": 4}]}]}
        ],
    }
    body = {"productType": "BOWL", "attributes": attributes}
    asked = {"marketplaceIds": [MARKET], "body": body}
    bad = judge.put_listings_item(SELLER, "BOWL", **asked).payload
    assert (bad["status"], bad["issues"][0]["attributeNames"]) == ("INVALID", ["item_name"])
    attributes["item_name"] = [{"value": "Bowl"}]
    assert judge.put_listings_item(SELLER, "BOWL", **asked).payload["status"] == "ACCEPTED"
    assert world.price("amz", "BOWL") == 400


def test_it_meets_refusals(judge: Any) -> None:
    """Each as the library's own exception."""
    with pytest.raises(base.SellingApiForbiddenException):
        judge.get_listings_item("A2SOMEBODY", "MUG-SLATE", marketplaceIds=[MARKET])
    with pytest.raises(base.SellingApiBadRequestException):
        judge.search_listings_items(SELLER, marketplaceIds=[MARKET], pageSize=99)
    with pytest.raises(base.SellingApiBadRequestException):
        patch(judge, "NOTHING", 1)
