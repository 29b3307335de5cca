"""ebay_rest's interface to the Inventory API, unmodified, as a judge of the simulated one.

Its models are generated from eBay's own specification. The address is that of its configuration;
the token is fetched beforehand, with the scope that the API asks for.
"""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World

inventory = pytest.importorskip("ebay_rest.api.sell_inventory", reason="ebay_rest is missing")
rest = pytest.importorskip("ebay_rest.api.sell_inventory.rest")

SCOPE = "https://api.ebay.com/oauth/api_scope/sell.inventory"
JSON = "application/json"
SPOKEN = "en-US"


class Judge:
    """The library's interfaces with one seller's token."""

    def __init__(self, world: World, base: str, scope: str = SCOPE) -> None:
        account = world.accounts["bay"]
        given = httpx.post(
            f"{base}/identity/v1/oauth2/token",
            data={
                "grant_type": "refresh_token",
                "refresh_token": account.token,
                "scope": scope,
            },
            auth=(account.client_id, account.client_secret),
        )
        configuration = inventory.Configuration()
        configuration.host = f"{base}/sell/inventory/v1"
        configuration.access_token = given.json()["access_token"]
        client = inventory.ApiClient(configuration)
        self.items = inventory.InventoryItemApi(client)
        self.offers = inventory.OfferApi(client)
        self.locations = inventory.LocationApi(client)


@pytest.fixture
def judge(world: World, base: str) -> Judge:
    """A seller who may write."""
    return Judge(world, base)


def refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, int]:
    """The status, and eBay's number."""
    (entry,) = json.loads(refused.value.body)["errors"]
    return refused.value.status, entry["errorId"]


def item(units: int) -> dict[str, object]:
    """A good inventory item."""
    return {
        "availability": {"shipToLocationAvailability": {"quantity": units}},
        "condition": "NEW",
        "product": {"title": "Bowl"},
    }


def offer(sku: str) -> dict[str, object]:
    """An offer with everything that a listing needs."""
    return {
        "sku": sku,
        "marketplaceId": "EBAY_US",
        "format": "FIXED_PRICE",
        "categoryId": "20625",
        "merchantLocationKey": "dock",
        "pricingSummary": {"price": {"value": "15.50", "currency": "USD"}},
        "listingPolicies": {
            "fulfillmentPolicyId": "1",
            "paymentPolicyId": "2",
            "returnPolicyId": "3",
        },
    }


def test_it_lists_page_by_page(judge: Judge) -> None:
    """Two articles on two pages."""
    pages = [judge.items.get_inventory_items(limit="1", offset=str(n)) for n in range(2)]
    assert [page.inventory_items[0].sku for page in pages] == ["MUG-SLATE", "CNDL-CEDAR"]
    assert (pages[0].total, pages[0].next is None, pages[1].next) == (2, False, None)


def test_it_lists_something_new_from_nothing(world: World, judge: Judge) -> None:
    """Location, item, offer, listing; then a buyer, and the end."""
    address = {"address": {"postalCode": "89502", "country": "US"}}
    judge.locations.create_inventory_location({"location": address}, JSON, "dock")
    assert judge.locations.get_inventory_location("dock").location.address.country == "US"
    assert judge.locations.get_inventory_locations().total == 2
    judge.items.create_or_replace_inventory_item(item(1), SPOKEN, JSON, "BOWL")
    found = judge.items.get_inventory_item("BOWL")
    assert found.availability.ship_to_location_availability.quantity == 1
    offer_id = judge.offers.create_offer(offer("BOWL"), SPOKEN, JSON).offer_id
    listing = judge.offers.publish_offer(offer_id).listing_id
    order = world.buy("sale", "bay", [("BOWL", 1, None)])
    assert (order.lines[0].listing_id, order.lines[0].price) == (listing, 1550)
    shown = judge.offers.get_offer(offer_id)
    assert (shown.status, shown.listing.listing_status) == ("PUBLISHED", "OUT_OF_STOCK")
    assert (shown.listing.sold_quantity, shown.available_quantity) == (1, 0)
    judge.offers.update_offer(offer("BOWL") | {"availableQuantity": 3}, SPOKEN, JSON, offer_id)
    (again,) = judge.offers.get_offers(sku="BOWL").offers
    assert again.available_quantity == 3
    assert judge.offers.withdraw_offer(offer_id).listing_id == listing
    with pytest.raises(Refusal, match="not sold on bay"):
        world.buy("late", "bay", [("BOWL", 1, None)])
    judge.offers.delete_offer(offer_id)
    judge.items.delete_inventory_item("BOWL")
    judge.locations.delete_inventory_location("dock")
    with pytest.raises(rest.ApiException) as refused:
        judge.items.get_inventory_item("BOWL")
    assert refusal(refused) == (404, 25702)


def test_it_pushes_stock_and_prices(world: World, judge: Judge) -> None:
    """What a buyer pays, and how many are left, by its bulk calls."""
    (mug,) = judge.offers.get_offers(sku="MUG-SLATE").offers
    price = {"value": "9.00", "currency": "USD"}
    pushed = {
        "requests": [
            {
                "sku": "MUG-SLATE",
                "shipToLocationAvailability": {"quantity": 2},
                "offers": [{"offerId": mug.offer_id, "price": price}],
            }
        ]
    }
    told = judge.items.bulk_update_price_quantity(pushed, JSON).responses
    assert [one.status_code for one in told] == [200, 200]
    assert world.buy("sale", "bay", [("MUG-SLATE", 1, None)]).lines[0].price == 900
    read = judge.items.bulk_get_inventory_item({"requests": [{"sku": "MUG-SLATE"}]}, JSON)
    (one,) = read.responses
    assert one.inventory_item.availability.ship_to_location_availability.quantity == 1
    wanted = {"requests": [{"sku": "CUP", "locale": "en_US", **item(3)}]}
    made = judge.items.bulk_create_or_replace_inventory_item(wanted, JSON, SPOKEN)
    assert made.responses[0].status_code == 201


def test_it_meets_refusals(world: World, base: str, judge: Judge) -> None:
    """What is not there, what cannot be, and a scope that does not suffice."""
    with pytest.raises(rest.ApiException) as refused:
        judge.offers.get_offer("1")
    assert refusal(refused) == (404, 25713)
    with pytest.raises(rest.ApiException) as refused:
        judge.items.create_or_replace_inventory_item(item(-1), SPOKEN, JSON, "BOWL")
    assert refusal(refused) == (400, 25004)
    with pytest.raises(rest.ApiException) as refused:
        judge.offers.create_offer(offer("NOTHING"), SPOKEN, JSON)
    assert refusal(refused) == (404, 25702)
    with pytest.raises(rest.ApiException) as refused:
        judge.items.get_inventory_items(limit="201")
    assert refusal(refused) == (400, 25706)
    reader = Judge(world, base, f"{SCOPE}.readonly")
    assert reader.items.get_inventory_item("MUG-SLATE").product.title
    with pytest.raises(rest.ApiException) as refused:
        reader.items.delete_inventory_item("MUG-SLATE")
    assert refusal(refused) == (403, 1100)
