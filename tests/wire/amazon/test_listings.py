"""Listings Items 2021-08-01: what is read, what a write makes of it, and what is refused."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mockplace.kernel.records import Product
from mockplace.kernel.refusal import Refusal
from tests.wire.amazon.conftest import MARKET, MINUTE, Seller

ITEMS = "/listings/2021-08-01/items/A2EXAMPLE"
MUG = f"{ITEMS}/MUG-SLATE"
ALL = (
    "summaries,attributes,issues,offers,fulfillmentAvailability,procurement,relationships,"
    "productTypes"
)


def write(seller: Seller, method: str, path: str, body: object, **more: str) -> httpx.Response:
    """A submission in the seller's marketplace."""
    return seller.call(method, path, params={"marketplaceIds": MARKET} | more, json=body)


def patch(seller: Seller, *patches: dict[str, object], **more: str) -> httpx.Response:
    """Patches of the mug."""
    return write(seller, "PATCH", MUG, {"productType": "PRODUCT", "patches": list(patches)}, **more)


def quantity(units: object, op: str = "replace") -> dict[str, object]:
    """A patch of how many there are."""
    value = [{"fulfillment_channel_code": "DEFAULT", "quantity": units}]
    return {"op": op, "path": "/attributes/fulfillment_availability", "value": value}


def offered(price: object) -> list[dict[str, object]]:
    """An offer at a price."""
    schedule = [{"schedule": [{"value_with_tax": price}]}]
    return [{"marketplace_id": MARKET, "currency": "USD", "our_price": schedule}]


def listed(seller: Seller, path: str = MUG) -> Any:
    """A listing with everything in it."""
    answer = seller.get(path, marketplaceIds=MARKET, includedData=ALL)
    assert answer.status_code == 200, answer.text
    return answer.json()


def new(**changes: object) -> dict[str, object]:
    """A good listing of something new, with some attributes changed or (None) left out."""
    attributes: dict[str, object] = {
        "item_name": [{"value": "Blue bowl", "language_tag": "en_US", "marketplace_id": MARKET}],
        "condition_type": [{"value": "new_new", "marketplace_id": MARKET}],
        "purchasable_offer": offered(15.5),
        "fulfillment_availability": [{"fulfillment_channel_code": "DEFAULT", "quantity": 2}],
        "brand": [{"value": "Lakes"}],
    }
    kept = {name: value for name, value in (attributes | changes).items() if value is not None}
    return {"productType": "BOWL", "requirements": "LISTING", "attributes": kept}


def test_an_article_is_a_listing_from_the_start(seller: Seller) -> None:
    """It can be bought; its quantity is left out, as nobody counts."""
    found = listed(seller)
    (summary,) = found["summaries"]
    assert (summary["asin"][:2], summary["itemName"]) == ("B0", "Slate mug, 12 oz")
    assert summary["status"] == ["BUYABLE", "DISCOVERABLE"]
    assert found["offers"][0]["price"] == {"amount": "12.99", "currencyCode": "USD"}
    assert found["fulfillmentAvailability"] == [{"fulfillmentChannelCode": "DEFAULT"}]
    assert (
        found["attributes"]["purchasable_offer"][0]["our_price"] == offered(12.99)[0]["our_price"]
    )
    order = seller.world.buy("sale", "amz", [("MUG-SLATE", 1, None)])
    assert order.lines[0].listing_id == summary["asin"]
    plain = seller.get(MUG, marketplaceIds=MARKET).json()
    assert sorted(plain) == ["sku", "summaries"]


def test_a_patched_quantity_is_what_can_be_bought(seller: Seller) -> None:
    """Accepted with a submission of its own; nought is not buyable, and a sale counts down."""
    first, second = patch(seller, quantity(2)).json(), patch(seller, quantity(1, "merge")).json()
    assert (first["status"], first["issues"]) == ("ACCEPTED", [])
    assert first["submissionId"] != second["submissionId"]
    assert listed(seller)["fulfillmentAvailability"][0]["quantity"] == 1
    seller.world.advance_to(seller.world.now + MINUTE)
    seller.world.buy("sale", "amz", [("MUG-SLATE", 1, None)])
    found = listed(seller)
    assert found["fulfillmentAvailability"][0]["quantity"] == 0
    assert found["summaries"][0]["status"] == ["DISCOVERABLE"]
    assert found["summaries"][0]["lastUpdatedDate"] == "2026-11-20T09:01:00Z"
    with pytest.raises(Refusal, match="0 of MUG-SLATE left"):
        seller.world.buy("late", "amz", [("MUG-SLATE", 1, None)])
    patch(seller, quantity(0), quantity(4, "add"))
    seller.world.buy("more", "amz", [("MUG-SLATE", 4, None)])


def test_an_offer_is_patched_and_deleted(seller: Seller) -> None:
    """Another price is what the next buyer pays; without an offer nobody buys."""
    path = "/attributes/purchasable_offer"
    patch(seller, {"op": "replace", "path": path, "value": offered(9)})
    assert listed(seller)["offers"][0]["price"]["amount"] == "9.00"
    assert seller.world.buy("cheap", "amz", [("MUG-SLATE", 1, None)]).lines[0].price == 900
    assert patch(seller, {"op": "delete", "path": path}).json()["status"] == "ACCEPTED"
    found = listed(seller)
    assert (found["offers"], found["summaries"][0]["status"]) == ([], ["DISCOVERABLE"])
    with pytest.raises(Refusal, match="not sold on amz"):
        seller.world.buy("late", "amz", [("MUG-SLATE", 1, None)])
    patch(seller, {"op": "delete", "path": "/attributes/fulfillment_availability"})
    assert listed(seller)["fulfillmentAvailability"][0]["quantity"] == 0


def test_something_new_is_put_bought_ended_and_put_again(seller: Seller) -> None:
    """Its attributes are read back as they were given; after its end it is not there."""
    path = f"{ITEMS}/BOWL 1"
    assert seller.get(path, marketplaceIds=MARKET).status_code == 404
    accepted = write(seller, "PUT", path, new(), includedData="identifiers,issues").json()
    assert (accepted["status"], accepted["identifiers"][0]["asin"][:2]) == ("ACCEPTED", "B0")
    found = listed(seller, path)
    assert found["attributes"]["brand"] == [{"value": "Lakes"}]
    assert found["productTypes"] == [{"marketplaceId": MARKET, "productType": "BOWL"}]
    assert found["summaries"][0]["createdDate"] == "2026-11-20T09:00:00Z"
    order = seller.world.buy("sale", "amz", [("BOWL 1", 2, None)])
    assert (order.lines[0].title, order.lines[0].price) == ("Blue bowl", 1550)
    ended = write(seller, "DELETE", path, None).json()
    assert (ended["status"], seller.get(path, marketplaceIds=MARKET).status_code) == (
        "ACCEPTED",
        404,
    )
    with pytest.raises(Refusal, match="not sold on amz"):
        seller.world.buy("late", "amz", [("BOWL 1", 1, None)])
    write(seller, "PUT", path, new())
    seller.world.buy("again", "amz", [("BOWL 1", 2, None)])


def test_a_preview_changes_nothing(seller: Seller) -> None:
    """It says whether it would be taken."""
    asked = {"mode": "VALIDATION_PREVIEW", "includedData": "issues,identifiers"}
    good = patch(seller, quantity(3), **asked).json()
    assert (good["status"], len(good["identifiers"])) == ("VALID", 1)
    bad = patch(seller, quantity(-3), **asked).json()
    assert (bad["status"], bad["identifiers"]) == ("INVALID", [])
    assert write(seller, "PUT", f"{ITEMS}/BOWL", new(), **asked).json()["status"] == "VALID"
    assert listed(seller)["fulfillmentAvailability"] == [{"fulfillmentChannelCode": "DEFAULT"}]
    assert seller.get(f"{ITEMS}/BOWL", marketplaceIds=MARKET).status_code == 404


@pytest.mark.parametrize(
    ("changes", "code", "name"),
    [
        ({"item_name": None}, "90220", "item_name"),
        ({"condition_type": None}, "90220", "condition_type"),
        ({"item_name": [{}]}, "90000900", "item_name"),
        ({"brand": "Lakes"}, "90000900", "brand"),
        ({"brand": ["Lakes"]}, "90000900", "brand"),
        ({"purchasable_offer": []}, "90000900", "purchasable_offer"),
        ({"purchasable_offer": offered(-1)}, "90000900", "purchasable_offer"),
        ({"purchasable_offer": offered(0.001)}, "90000900", "purchasable_offer"),
        ({"purchasable_offer": offered("9")}, "90000900", "purchasable_offer"),
        ({"purchasable_offer": offered(1e300)}, "90000900", "purchasable_offer"),
        ({"purchasable_offer": [offered(9)[0] | {"currency": "EUR"}]}, "90000900",
         "purchasable_offer"),
        *(
            ({"fulfillment_availability": [{"fulfillment_channel_code": "DEFAULT", **entry}]},
             "90000900", "fulfillment_availability")
            for entry in ({"quantity": -1}, {"quantity": "1"}, {"quantity": 1.5},
                          {"quantity": True}, {"quantity": 2**31})
        ),
        ({"fulfillment_availability": [{"quantity": 1}]}, "90000900", "fulfillment_availability"),
    ],
)  # fmt: skip
def test_a_listing_that_is_not_valid_is_answered_with_its_issues(
    seller: Seller, changes: dict[str, object], code: str, name: str
) -> None:
    """200 and INVALID, as Amazon does, and nothing is listed."""
    answer = write(seller, "PUT", f"{ITEMS}/BOWL", new(**changes))
    assert (answer.status_code, answer.json()["status"]) == (200, "INVALID")
    (issue,) = answer.json()["issues"]
    assert (issue["code"], issue["attributeNames"], issue["severity"]) == (code, [name], "ERROR")
    assert seller.get(f"{ITEMS}/BOWL", marketplaceIds=MARKET).status_code == 404


DEEP: Any = [{}]
for _ in range(300):
    DEEP = [{"value": DEEP}]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", f"{ITEMS}/NOTHING", None, 404),
        ("DELETE", f"{ITEMS}/NOTHING", None, 400),
        ("PATCH", f"{ITEMS}/NOTHING", {"productType": "P", "patches": [quantity(1)]}, 400),
        ("GET", "/listings/2021-08-01/items/A2SOMEBODY/MUG-SLATE", None, 403),
        ("GET", "/listings/2021-08-01/items/A2SOMEBODY", None, 403),
        ("PUT", "/listings/2021-08-01/items/A2SOMEBODY/MUG-SLATE", new(), 403),
        ("PUT", MUG, [], 400),
        ("PUT", MUG, {"productType": 1, "attributes": {}}, 400),
        ("PUT", MUG, {"productType": "P"}, 400),
        ("PUT", MUG, new() | {"requirements": "ANY"}, 400),
        ("PUT", MUG, {"productType": "P", "attributes": {"brand": DEEP}}, 400),
        ("PUT", f"{ITEMS}/{'x' * 41}", new(), 400),
        ("PATCH", MUG, {"productType": "P", "patches": []}, 400),
        ("PATCH", MUG, {"productType": "P", "patches": [quantity(1) | {"op": "move"}]}, 400),
        ("PATCH", MUG, {"productType": "P", "patches": [quantity(1) | {"path": "/x"}]}, 400),
        ("PATCH", MUG, {"productType": "P", "patches": [quantity(1) | {"value": 1}]}, 400),
        ("PATCH", MUG, {"productType": "P", "patches": [{"op": "add", "path": "/attributes/a"}]},
         400),
        ("PATCH", MUG, {"productType": "P", "patches": [quantity(1) | {"value": DEEP}]}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_the_envelope(
    seller: Seller, method: str, path: str, body: object, status: int
) -> None:
    """With the documented status, and nothing changed."""
    answer = write(seller, method, path, body)
    assert answer.status_code == status, answer.text
    assert answer.json()["errors"][0]["code"]
    assert not seller.world.state.inventory_records.offers


@pytest.mark.parametrize(
    "asked",
    [
        {"marketplaceIds": "A1F83G8C2ARO7P"},
        {"marketplaceIds": ""},
        {"includedData": "everything"},
        {"pageSize": "21"},
        {"pageSize": "00000000005"},
        {"pageToken": "mine"},
        {"identifiers": "MUG-SLATE"},
        {"identifiersType": "SKU"},
        {"identifiers": "x", "identifiersType": "NAME"},
        {"identifiers": "x", "identifiersType": "SKU", "variationParentSku": "x"},
        {"withStatus": "SOLD"},
        {"sortBy": "price"},
        {"sortOrder": "UP"},
        {"createdAfter": "yesterday"},
    ],
)
def test_a_search_that_cannot_be_is_refused(seller: Seller, asked: dict[str, str]) -> None:
    """400 in the envelope."""
    answer = seller.get(ITEMS, **({"marketplaceIds": MARKET} | asked))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")


def test_a_search_pages_both_ways_and_filters(seller: Seller) -> None:
    """Each listing once; a token leads on within its own search alone."""
    for n in range(3):
        seller.world.list_product(Product(f"CUP-{n}", "Cup", 100, 1, ("amz",)))
    seen, token = [], ""
    while True:
        page = search(seller, pageSize="2", sortBy="sku", sortOrder="ASC", pageToken=token)
        assert page["numberOfResults"] == 5
        seen += [one["sku"] for one in page["items"]]
        token = page["pagination"].get("nextToken", "")
        if not token:
            break
        last = token
    assert seen == ["CNDL-CEDAR", "CUP-0", "CUP-1", "CUP-2", "MUG-SLATE"]
    back = page["pagination"]["previousToken"]
    again = search(seller, pageSize="2", sortBy="sku", sortOrder="ASC", pageToken=back)
    assert [one["sku"] for one in again["items"]] == seen[2:4]
    assert seller.get(ITEMS, marketplaceIds=MARKET, pageToken=last).status_code == 400
    patch(seller, quantity(0))
    asin = seller.world.inventory.listing_id("amz", "CUP-1")
    for asked, wanted in (
        ({"identifiers": "CUP-0,MUG-SLATE", "identifiersType": "SKU"}, {"CUP-0", "MUG-SLATE"}),
        ({"identifiers": asin, "identifiersType": "ASIN"}, {"CUP-1"}),
        ({"identifiers": "4006381333931", "identifiersType": "EAN"}, set()),
        ({"withoutStatus": "BUYABLE"}, {"MUG-SLATE"}),
        ({"lastUpdatedAfter": "2026-11-20T09:00:00Z"}, {"MUG-SLATE"}),
        ({"createdAfter": "2026-11-20T09:00:00Z"}, set()),
        ({"withIssueSeverity": "ERROR"}, set()),
    ):
        assert {one["sku"] for one in search(seller, **asked)["items"]} == wanted, asked
    assert search(seller)["items"][0]["sku"] == "MUG-SLATE"  # changed last, shown first


def search(seller: Seller, **asked: str) -> Any:
    """A search that is answered."""
    answer = seller.get(ITEMS, marketplaceIds=MARKET, **asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_usage_plan_is_kept(seller: Seller) -> None:
    """Ten reads, five patches, and the rate in the header."""
    seller.world.limits.enforced = True
    reads = [seller.get(MUG, marketplaceIds=MARKET) for _ in range(11)]
    assert [one.status_code for one in reads] == [200] * 10 + [429]
    assert reads[0].headers["x-amzn-RateLimit-Limit"] == "5"
    writes = [patch(seller, quantity(n)).status_code for n in range(6)]
    assert writes == [200] * 5 + [429]
    seller.world.advance_to(seller.world.now + 200)
    assert seller.get(MUG, marketplaceIds=MARKET).status_code == 200
