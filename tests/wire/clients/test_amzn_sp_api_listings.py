"""Amazon's own library, unmodified, as a judge of the simulated listings.

It refuses any answer that lacks a required field or has a word that Amazon's models do not know.
"""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.amazons_own import amazons_client, refusal
from tests.wire.clients.conftest import MARKET, MINUTE

spapi = pytest.importorskip("spapi", reason="amzn-sp-api is not installed")
models = pytest.importorskip("spapi.models.listings_items_v2021_08_01")

SELLER = "A2EXAMPLE"
ALL = [
    "summaries", "attributes", "issues", "offers", "fulfillmentAvailability", "procurement",
    "relationships", "productTypes",
]  # fmt: skip


@pytest.fixture
def judge(world: World, base: str) -> Any:
    """The library's interface over the seller's client."""
    return spapi.ListingsApi(amazons_client(world, base))


def patches(units: int) -> Any:
    """A patch of how many there are."""
    value = [{"fulfillment_channel_code": "DEFAULT", "quantity": units}]
    path = "/attributes/fulfillment_availability"
    patch = models.PatchOperation(op="replace", path=path, value=value)
    return models.ListingsItemPatchRequest(product_type="PRODUCT", patches=[patch])


def test_it_searches_and_pages(judge: Any) -> None:
    """One on a page, both of them found."""
    seen: list[str] = []
    token = None
    for _ in range(2):
        more: dict[str, Any] = {"page_token": token} if token else {}
        page = judge.search_listings_items(SELLER, [MARKET], page_size=1, included_data=ALL, **more)
        seen += [one.sku for one in page.items]
        token = page.pagination.next_token
    assert (sorted(seen), page.number_of_results, token) == (["CNDL-CEDAR", "MUG-SLATE"], 2, None)


def test_it_writes_what_a_buyer_then_meets(world: World, judge: Any) -> None:
    """Patched, sold, read back."""
    answer = judge.patch_listings_item(SELLER, "MUG-SLATE", [MARKET], patches(3))
    assert (answer.status, answer.issues) == ("ACCEPTED", [])
    world.buy("sale", "amz", [("MUG-SLATE", 2, None)])
    found = judge.get_listings_item(SELLER, "MUG-SLATE", [MARKET], included_data=ALL)
    assert found.fulfillment_availability[0].quantity == 1
    assert found.summaries[0].status == ["BUYABLE", "DISCOVERABLE"]
    assert found.offers[0].price.amount == "12.99"
    world.buy("last", "amz", [("MUG-SLATE", 1, None)])
    world.advance_to(world.now + MINUTE)
    found = judge.get_listings_item(SELLER, "MUG-SLATE", [MARKET])
    assert found.summaries[0].status == ["DISCOVERABLE"]


def test_it_lists_something_new_and_ends_it(world: World, judge: Any) -> None:
    """A preview, the submission, a purchase, the end."""
    offer = {
        "currency": "USD",
        "our_price": [{"schedule": [{"value_with_tax": 15.5}]}],
        "marketplace_id": MARKET,
    }
    body = models.ListingsItemPutRequest(
        product_type="BOWL",
        requirements="LISTING",
        attributes={
            "item_name": [{"value": "Bowl", "marketplace_id": MARKET}],
            "condition_type": [{"value": "new_new", "marketplace_id": MARKET}],
            "purchasable_offer": [offer],
            "fulfillment_availability": [{"fulfillment_channel_code": "DEFAULT", "quantity": 1}],
        },
    )
    preview = judge.put_listings_item(
        SELLER, "BOWL", [MARKET], body, mode="VALIDATION_PREVIEW", included_data=["identifiers"]
    )
    assert (preview.status, "BOWL" in world.catalog) == ("VALID", False)
    assert judge.put_listings_item(SELLER, "BOWL", [MARKET], body).status == "ACCEPTED"
    assert world.buy("sale", "amz", [("BOWL", 1, None)]).lines[0].price == 1550
    assert judge.delete_listings_item(SELLER, "BOWL", [MARKET]).status == "ACCEPTED"
    with pytest.raises(spapi.ApiException) as refused:
        judge.get_listings_item(SELLER, "BOWL", [MARKET])
    assert refusal(refused) == (404, "NotFound")


def test_it_reads_the_issues_of_what_is_not_valid(world: World, judge: Any) -> None:
    """A number that cannot be is INVALID, with an issue in Amazon's words."""
    answer = judge.patch_listings_item(SELLER, "MUG-SLATE", [MARKET], patches(-1))
    (issue,) = answer.issues
    assert (answer.status, issue.severity) == ("INVALID", "ERROR")
    assert issue.attribute_names == ["fulfillment_availability"]
    assert not world.state.inventory_records.offers


def test_it_meets_refusals(judge: Any) -> None:
    """Somebody else's listings, a page that is none, an article that is not listed."""
    with pytest.raises(spapi.ApiException) as refused:
        judge.get_listings_item("A2SOMEBODY", "MUG-SLATE", [MARKET])
    assert refusal(refused) == (403, "Unauthorized")
    with pytest.raises(spapi.ApiException) as refused:
        judge.search_listings_items(SELLER, [MARKET], page_token="mine")
    assert refusal(refused) == (400, "InvalidInput")
    with pytest.raises(spapi.ApiException) as refused:
        judge.patch_listings_item(SELLER, "NOTHING", [MARKET], patches(1))
    assert refusal(refused) == (400, "InvalidInput")
