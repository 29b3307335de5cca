"""python-amazon-sp-api, unmodified, as a judge of the simulated listings."""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.world import World
from tests.wire.clients import selling_partner
from tests.wire.clients.conftest import MARKET
from tests.wire.clients.selling_partner import Judge

base = pytest.importorskip("sp_api.base")

SELLER = "A2EXAMPLE"
judge = selling_partner.judge


@pytest.fixture
def listings(judge: Judge) -> Any:
    """The library's interface to listings."""
    return judge("ListingsItemsV20210801")


def patch(listings: Any, sku: str, units: object) -> Any:
    """A patch of how many there are."""
    value = [{"fulfillment_channel_code": "DEFAULT", "quantity": units}]
    path = "/attributes/fulfillment_availability"
    body = {
        "productType": "PRODUCT",
        "patches": [{"op": "replace", "path": path, "value": value}],
    }
    return listings.patch_listings_item(SELLER, sku, marketplaceIds=[MARKET], body=body).payload


def test_it_searches_page_by_page(listings: Any) -> None:
    """Its own token leads to the next page."""
    first = listings.search_listings_items(SELLER, marketplaceIds=[MARKET], pageSize=1)
    token = first.pagination["nextToken"]
    second = listings.search_listings_items(
        SELLER, marketplaceIds=[MARKET], pageSize=1, pageToken=token
    )
    found = {one["sku"] for page in (first, second) for one in page.payload["items"]}
    assert found == {"MUG-SLATE", "CNDL-CEDAR"}
    assert "nextToken" not in second.pagination


def test_it_patches_reads_back_and_ends(world: World, listings: Any) -> None:
    """What it wrote is what can be bought; what it ended is not there."""
    assert patch(listings, "MUG-SLATE", 2)["status"] == "ACCEPTED"
    world.buy("sale", "amz", [("MUG-SLATE", 1, None)])
    asked = {"marketplaceIds": [MARKET], "includedData": ["summaries", "fulfillmentAvailability"]}
    found = listings.get_listings_item(SELLER, "MUG-SLATE", **asked).payload
    assert found["fulfillmentAvailability"][0]["quantity"] == 1
    ended = listings.delete_listings_item(SELLER, "MUG-SLATE", marketplaceIds=[MARKET]).payload
    assert ended["status"] == "ACCEPTED"
    with pytest.raises(base.SellingApiNotFoundException):
        listings.get_listings_item(SELLER, "MUG-SLATE", **asked)


def test_it_puts_a_listing(world: World, listings: Any) -> None:
    """And meets the issues of one that lacks its name."""
    attributes: dict[str, object] = {
        "condition_type": [{"value": "new_new"}],
        "purchasable_offer": [
            {"currency": "USD", "our_price": [{"schedule": [{"value_with_tax": 4}]}]}
        ],
    }
    body = {"productType": "BOWL", "attributes": attributes}
    asked = {"marketplaceIds": [MARKET], "body": body}
    bad = listings.put_listings_item(SELLER, "BOWL", **asked).payload
    assert (bad["status"], bad["issues"][0]["attributeNames"]) == ("INVALID", ["item_name"])
    attributes["item_name"] = [{"value": "Bowl"}]
    assert listings.put_listings_item(SELLER, "BOWL", **asked).payload["status"] == "ACCEPTED"
    assert world.inventory.price("amz", "BOWL") == 400


def test_it_meets_refusals(listings: Any) -> None:
    """Each as the library's own exception."""
    with pytest.raises(base.SellingApiForbiddenException):
        listings.get_listings_item("A2SOMEBODY", "MUG-SLATE", marketplaceIds=[MARKET])
    with pytest.raises(base.SellingApiBadRequestException):
        listings.search_listings_items(SELLER, marketplaceIds=[MARKET], pageSize=99)
    with pytest.raises(base.SellingApiBadRequestException):
        patch(listings, "NOTHING", 1)
