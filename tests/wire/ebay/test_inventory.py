"""The Inventory API: items, offers and locations, and what buyers can do because of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mockplace.kernel.refusal import Refusal
from mockplace.platforms.ebay.api import rate_limits
from tests.wire.ebay.conftest import Seller

BASE = "/sell/inventory/v1"
ITEM = f"{BASE}/inventory_item/MUG-SLATE"
SCOPE = "https://api.ebay.com/oauth/api_scope/sell.inventory"


def call(
    seller: Seller, method: str, path: str, body: object = None, language: str = "en-US"
) -> httpx.Response:
    """A call with the scope that it needs, in a language."""
    bearer = {"authorization": f"Bearer {seller.token(SCOPE)}"}
    headers = bearer | ({"content-language": language} if language else {})
    return seller.http.request(method, path, json=body, headers=headers)


def good(seller: Seller, method: str, path: str, body: object = None) -> Any:
    """The document of a call that is answered well, None for one without a body."""
    answer = call(seller, method, path, body)
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def item(quantity: object = 2, **changes: object) -> dict[str, object]:
    """A good inventory item."""
    return {
        "availability": {"shipToLocationAvailability": {"quantity": quantity}},
        "condition": "NEW",
        "product": {"title": "Blue bowl", "aspects": {"Color": ["blue"]}},
        "packageWeightAndSize": {"weight": {"value": 1.5, "unit": "KILOGRAM"}},
    } | changes


def offer(**changes: object) -> dict[str, object]:
    """A good offer of the bowl, complete enough to be published."""
    body: dict[str, object] = {
        "sku": "BOWL",
        "marketplaceId": "EBAY_US",
        "format": "FIXED_PRICE",
        "categoryId": "20625",
        "merchantLocationKey": "dock",
        "pricingSummary": {"price": {"value": "15.5", "currency": "USD"}},
        "listingPolicies": {
            "fulfillmentPolicyId": "1",
            "paymentPolicyId": "2",
            "returnPolicyId": "3",
        },
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def place(**changes: object) -> dict[str, object]:
    """A good location."""
    address = {"postalCode": "89502", "country": "US"}
    return {"name": "Dock", "location": {"address": address}} | changes


@pytest.fixture
def bowl(seller: Seller) -> str:
    """A bowl that is offered and not published yet: the number of its offer."""
    good(seller, "POST", f"{BASE}/location/dock", place())
    assert call(seller, "PUT", f"{BASE}/inventory_item/BOWL", item()).status_code == 201
    made = good(seller, "POST", f"{BASE}/offer", offer())
    return str(made["offerId"])


def test_an_article_is_an_item_with_a_published_offer_from_the_start(seller: Seller) -> None:
    """Its quantity is left out, as nobody counts; its listing is what buyers buy."""
    found = good(seller, "GET", ITEM)
    assert (found["product"]["title"], found["condition"]) == ("Slate mug, 12 oz", "NEW")
    assert "availability" not in found
    page = good(seller, "GET", f"{BASE}/offer?sku=MUG-SLATE")
    (shown,) = page["offers"]
    assert (page["total"], page["size"], shown["status"]) == (1, 1, "PUBLISHED")
    assert shown["pricingSummary"]["price"] == {"value": "24.00", "currency": "USD"}
    order = seller.world.buy("sale", "bay", [("MUG-SLATE", 2, None)])
    assert order.lines[0].listing_id == shown["listing"]["listingId"]
    again = good(seller, "GET", f"{BASE}/offer/{shown['offerId']}")
    assert again["listing"]["soldQuantity"] == 2


def test_an_item_is_put_offered_published_and_bought(seller: Seller, bowl: str) -> None:
    """Nobody buys before; the listing's number is what the order names."""
    found = good(seller, "GET", f"{BASE}/inventory_item/BOWL")
    assert found["product"]["aspects"] == {"Color": ["blue"]}
    assert found["locale"] == "en_US"
    assert found["availability"]["shipToLocationAvailability"]["quantity"] == 2
    assert good(seller, "GET", f"{BASE}/offer/{bowl}")["status"] == "UNPUBLISHED"
    with pytest.raises(Refusal, match="not sold on bay"):
        seller.world.buy("early", "bay", [("BOWL", 1, None)])
    listing = good(seller, "POST", f"{BASE}/offer/{bowl}/publish")["listingId"]
    line = seller.world.buy("sale", "bay", [("BOWL", 1, None)]).lines[0]
    assert (line.listing_id, line.price, line.weight) == (listing, 1550, 1500)
    shown = good(seller, "GET", f"{BASE}/offer/{bowl}")
    assert (shown["availableQuantity"], shown["listing"]["listingStatus"]) == (1, "ACTIVE")
    assert good(seller, "POST", f"{BASE}/offer/{bowl}/publish")["listingId"] == listing
    seller.world.buy("last", "bay", [("BOWL", 1, None)])
    assert good(seller, "GET", f"{BASE}/offer/{bowl}")["listing"]["listingStatus"] == "OUT_OF_STOCK"


def test_a_withdrawn_listing_is_over_and_the_next_one_has_another_number(
    seller: Seller, bowl: str
) -> None:
    """The offer stays; what was not published cannot be withdrawn."""
    publish, withdraw = f"{BASE}/offer/{bowl}/publish", f"{BASE}/offer/{bowl}/withdraw"
    first = good(seller, "POST", publish)["listingId"]
    assert good(seller, "POST", withdraw)["listingId"] == first
    with pytest.raises(Refusal, match="not sold on bay"):
        seller.world.buy("late", "bay", [("BOWL", 1, None)])
    shown = good(seller, "GET", f"{BASE}/offer/{bowl}")
    assert (shown["status"], "listing" in shown) == ("UNPUBLISHED", False)
    assert refusal(call(seller, "POST", withdraw)) == (400, 25002)
    assert good(seller, "POST", publish)["listingId"] != first
    seller.world.buy("again", "bay", [("BOWL", 1, None)])
    (mug,) = good(seller, "GET", f"{BASE}/offer?sku=MUG-SLATE")["offers"]
    good(seller, "POST", f"{BASE}/offer/{mug['offerId']}/withdraw")
    assert good(seller, "GET", f"{BASE}/offer/{mug['offerId']}")["status"] == "UNPUBLISHED"
    good(seller, "POST", f"{BASE}/offer/{mug['offerId']}/publish")
    seller.world.buy("mug", "bay", [("MUG-SLATE", 1, None)])


def test_an_offer_is_rewritten_deleted_and_made_again(seller: Seller, bowl: str) -> None:
    """A new price holds for the next buyer; a new offer has a new number."""
    good(seller, "POST", f"{BASE}/offer/{bowl}/publish")
    price = {"price": {"value": "9.99", "currency": "USD"}}
    changed = offer(pricingSummary=price, availableQuantity=7, listingDescription="Now less")
    assert call(seller, "PUT", f"{BASE}/offer/{bowl}", changed).status_code == 204
    shown = good(seller, "GET", f"{BASE}/offer/{bowl}")
    assert (shown["availableQuantity"], shown["listingDescription"]) == (7, "Now less")
    assert seller.world.buy("sale", "bay", [("BOWL", 1, None)]).lines[0].price == 999
    twice = call(seller, "POST", f"{BASE}/offer", offer())
    assert refusal(twice) == (400, 25002)
    (entry,) = twice.json()["errors"]
    assert {"name": "offerId", "value": bowl} in entry["parameters"]
    good(seller, "DELETE", f"{BASE}/offer/{bowl}")
    assert refusal(call(seller, "GET", f"{BASE}/offer/{bowl}")) == (404, 25713)
    assert refusal(call(seller, "GET", f"{BASE}/offer?sku=BOWL")) == (404, 25713)
    with pytest.raises(Refusal, match="not sold on bay"):
        seller.world.buy("late", "bay", [("BOWL", 1, None)])
    assert good(seller, "POST", f"{BASE}/offer", offer())["offerId"] != bowl


def test_prices_and_quantities_are_pushed_in_bulk(seller: Seller, bowl: str) -> None:
    """Each with an answer of its own: 207 where one of them failed."""
    (mug,) = good(seller, "GET", f"{BASE}/offer?sku=MUG-SLATE")["offers"]
    price = {"value": "20.00", "currency": "USD"}
    wanted = {
        "requests": [
            {"sku": "MUG-SLATE", "shipToLocationAvailability": {"quantity": 5},
             "offers": [{"offerId": mug["offerId"], "availableQuantity": 4, "price": price}]},
            {"offers": [{"offerId": bowl, "availableQuantity": 0}]},
        ]
    }  # fmt: skip
    answer = call(seller, "POST", f"{BASE}/bulk_update_price_quantity", wanted)
    assert answer.status_code == 200
    assert [(one["sku"], one.get("offerId")) for one in answer.json()["responses"]] == [
        ("MUG-SLATE", None),
        ("MUG-SLATE", mug["offerId"]),
        ("BOWL", bowl),
    ]
    assert seller.world.buy("sale", "bay", [("MUG-SLATE", 4, None)]).lines[0].price == 2000
    with pytest.raises(Refusal, match="0 of MUG-SLATE left"):
        seller.world.buy("late", "bay", [("MUG-SLATE", 1, None)])
    mixed = {
        "requests": [
            {"sku": "MUG-SLATE", "shipToLocationAvailability": {"quantity": 3}},
            {"sku": "NOTHING", "shipToLocationAvailability": {"quantity": 3}},
            {"sku": "CNDL-CEDAR", "shipToLocationAvailability": {"quantity": -3}},
            {"offers": [{"offerId": "1", "availableQuantity": 3}]},
            {"offers": [{"offerId": bowl, "price": {"value": "-1", "currency": "USD"}}]},
            {"offers": [{"offerId": bowl, "price": {"value": "1.00", "currency": "EUR"}}]},
            {"offers": [{"offerId": bowl}]},
        ]
    }
    answer = call(seller, "POST", f"{BASE}/bulk_update_price_quantity", mixed)
    told = answer.json()["responses"]
    assert answer.status_code == 207
    assert [one["statusCode"] for one in told] == [200, 404, 400, 404, 400, 400, 400]
    assert [one["errors"][0]["errorId"] for one in told[1:]] == [
        25702, 25004, 25713, 25003, 25003, 25709,
    ]  # fmt: skip
    seller.world.buy("more", "bay", [("MUG-SLATE", 3, None)])


def test_a_bulk_call_of_a_wrong_shape_has_done_nothing(seller: Seller, bowl: str) -> None:
    """It is refused as a whole, so the good ones before the bad one are left as they were."""
    first = {"sku": "MUG-SLATE", "shipToLocationAvailability": {"quantity": 5}}
    for bad in ({"sku": 7}, {"offers": "x"}, {"offers": [{"offerId": 7}]}):
        wanted = {"requests": [first, bad]}
        answer = call(seller, "POST", f"{BASE}/bulk_update_price_quantity", wanted)
        assert (answer.status_code, "responses" in answer.json()) == (400, False)
    offer = seller.world.inventory.offer("bay", "MUG-SLATE")
    assert offer
    assert offer.stock is None
    puts = {"requests": [{"sku": "CUP", **item(3)}, {"sku": "CAP", "locale": 7, **item(3)}]}
    path = f"{BASE}/bulk_create_or_replace_inventory_item"
    assert call(seller, "POST", path, puts).status_code == 400
    assert "CUP" not in seller.world.catalog


def test_an_offer_without_a_price_has_the_one_that_is_pushed(seller: Seller, bowl: str) -> None:
    """Until then it shows none, not even one of nothing."""
    good(seller, "PUT", f"{BASE}/offer/{bowl}", offer(pricingSummary={}))
    assert "price" not in good(seller, "GET", f"{BASE}/offer/{bowl}").get("pricingSummary", {})
    price = {"value": "5.00", "currency": "USD"}
    pushed = {"requests": [{"offers": [{"offerId": bowl, "price": price}]}]}
    good(seller, "POST", f"{BASE}/bulk_update_price_quantity", pushed)
    assert good(seller, "GET", f"{BASE}/offer/{bowl}")["pricingSummary"]["price"] == price
    assert good(seller, "POST", f"{BASE}/offer/{bowl}/publish")["listingId"]


def test_items_are_put_and_read_in_bulk(seller: Seller) -> None:
    """What is there already is replaced; what is not is told of."""
    path = f"{BASE}/bulk_create_or_replace_inventory_item"
    wanted = [{"sku": "MUG-SLATE", **item(1)}, {"sku": "CUP", "locale": "en_US", **item(3)}]
    answer = call(seller, "POST", path, {"requests": [*wanted, {"sku": "BAD", **item(-1)}]})
    assert answer.status_code == 207
    assert [one["statusCode"] for one in answer.json()["responses"]] == [200, 201, 400]
    asked = {"requests": [{"sku": "CUP"}, {"sku": "BAD"}]}
    answer = call(seller, "POST", f"{BASE}/bulk_get_inventory_item", asked)
    there, absent = answer.json()["responses"]
    assert there["inventoryItem"]["availability"]["shipToLocationAvailability"]["quantity"] == 3
    assert (absent["statusCode"], absent["errors"][0]["errorId"]) == (404, 25702)


def test_an_item_that_is_replaced_without_its_quantity_loses_it(seller: Seller) -> None:
    """As its documents warn; what was never counted is not."""
    assert call(seller, "PUT", ITEM, {"product": {"title": "Mug"}}).status_code == 204
    seller.world.buy("sale", "bay", [("MUG-SLATE", 9, None)])
    good(seller, "PUT", ITEM, item(5))
    good(seller, "PUT", ITEM, {"product": {"title": "Mug"}})
    with pytest.raises(Refusal, match="0 of MUG-SLATE left"):
        seller.world.buy("late", "bay", [("MUG-SLATE", 1, None)])


def test_a_deleted_item_takes_its_offer_and_its_listing_with_it(seller: Seller) -> None:
    """And can be put again, unlisted."""
    good(seller, "DELETE", ITEM)
    assert refusal(call(seller, "GET", ITEM)) == (404, 25702)
    assert refusal(call(seller, "DELETE", ITEM)) == (404, 25702)
    assert refusal(call(seller, "GET", f"{BASE}/offer?sku=MUG-SLATE")) == (404, 25713)
    with pytest.raises(Refusal, match="not sold on bay"):
        seller.world.buy("late", "bay", [("MUG-SLATE", 1, None)])
    assert call(seller, "PUT", ITEM, item()).status_code == 201


def test_items_are_listed_page_by_page(seller: Seller) -> None:
    """``offset`` is the number of the page, and the links lead on and back."""
    for name in ("A", "B", "C"):
        good(seller, "PUT", f"{BASE}/inventory_item/{name}", item())
    page, seen = good(seller, "GET", f"{BASE}/inventory_item?limit=2"), []
    assert (page["total"], page["size"], "prev" in page) == (5, 3, False)
    while True:
        seen += [one["sku"] for one in page["inventoryItems"]]
        if "next" not in page:
            break
        page = seller.http.get(
            page["next"], headers={"authorization": f"Bearer {seller.token(SCOPE)}"}
        ).json()
    assert seen == ["MUG-SLATE", "CNDL-CEDAR", "A", "B", "C"]
    assert page["href"].endswith("/sell/inventory/v1/inventory_item?limit=2&offset=2")
    assert page["prev"].endswith("limit=2&offset=1")


def test_locations_are_made_switched_listed_and_deleted(seller: Seller) -> None:
    """There is one from the start; an offer can be published from one that is there alone."""
    for key in ("dock", "shed"):
        assert call(seller, "POST", f"{BASE}/location/{key}", place()).status_code == 204
    assert refusal(call(seller, "POST", f"{BASE}/location/dock", place())) == (409, 25803)
    found = good(seller, "GET", f"{BASE}/location?limit=2&offset=1")
    assert [one["merchantLocationKey"] for one in found["locations"]] == ["dock", "shed"]
    assert (found["total"], found["offset"], "next" in found) == (3, 1, False)
    assert found["locations"][0]["locationTypes"] == ["WAREHOUSE"]
    assert found["locations"][0]["location"]["locationId"].isdigit()
    good(seller, "POST", f"{BASE}/location/dock/disable")
    assert good(seller, "GET", f"{BASE}/location/dock")["merchantLocationStatus"] == "DISABLED"
    good(seller, "POST", f"{BASE}/location/dock/enable")
    assert good(seller, "GET", f"{BASE}/location/dock")["merchantLocationStatus"] == "ENABLED"
    good(seller, "DELETE", f"{BASE}/location/dock")
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/enable")):
        assert refusal(call(seller, method, f"{BASE}/location/dock{path}")) == (404, 25805)


def test_answers_have_the_documented_keys_and_no_other(seller: Seller, bowl: str) -> None:
    """Whatever else a program has written; eBay's documents require almost nothing."""
    extra = {"unheard-of": 1, "sku": "OTHER", "offerId": "1", "status": "PUBLISHED"}
    good(seller, "PUT", f"{BASE}/inventory_item/BOWL", item(**extra))
    good(seller, "PUT", f"{BASE}/offer/{bowl}", offer(**extra))
    good(seller, "POST", f"{BASE}/offer/{bowl}/publish")
    good(seller, "POST", f"{BASE}/location/shed", place(**extra))
    assert sorted(good(seller, "GET", f"{BASE}/inventory_item/BOWL")) == [
        "availability", "condition", "locale", "packageWeightAndSize", "product", "sku",
    ]  # fmt: skip
    assert sorted(good(seller, "GET", f"{BASE}/offer/{bowl}")) == [
        "availableQuantity", "categoryId", "format", "listing", "listingPolicies", "marketplaceId",
        "merchantLocationKey", "offerId", "pricingSummary", "sku", "status",
    ]  # fmt: skip
    assert sorted(good(seller, "GET", f"{BASE}/location/shed")) == [
        "location", "locationTypes", "merchantLocationKey", "merchantLocationStatus", "name",
    ]  # fmt: skip
    assert sorted(good(seller, "GET", f"{BASE}/inventory_item?limit=1&offset=1")) == [
        "href", "inventoryItems", "limit", "next", "prev", "size", "total",
    ]  # fmt: skip


def refusal(answer: httpx.Response) -> tuple[int, int]:
    """The status and eBay's number, in its envelope."""
    (entry,) = answer.json()["errors"]
    assert entry["domain"] == "API_INVENTORY"
    assert entry["category"] in ("REQUEST", "APPLICATION")
    return answer.status_code, entry["errorId"]


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"pricingSummary": None}, 25003),
        ({"categoryId": None}, 25005),
        ({"listingPolicies": {"paymentPolicyId": "2", "returnPolicyId": "3"}}, 25007),
        ({"listingPolicies": {"fulfillmentPolicyId": "2", "returnPolicyId": "3"}}, 25008),
        ({"listingPolicies": {"fulfillmentPolicyId": "2", "paymentPolicyId": "3"}}, 25009),
        ({"merchantLocationKey": "nowhere"}, 25012),
        ({"merchantLocationKey": None}, 25012),
        ({"availableQuantity": 0}, 25004),
    ],
)
def test_an_offer_that_lacks_what_a_listing_needs_is_not_published(
    seller: Seller, bowl: str, changes: dict[str, object], number: int
) -> None:
    """Each lack with its own number, and it is not for sale."""
    good(seller, "PUT", f"{BASE}/offer/{bowl}", offer(**changes))
    assert refusal(call(seller, "POST", f"{BASE}/offer/{bowl}/publish")) == (400, number)
    assert good(seller, "GET", f"{BASE}/offer/{bowl}")["status"] == "UNPUBLISHED"


DEEP: Any = {}
for _ in range(300):
    DEEP = {"value": DEEP}
BULK = f"{BASE}/bulk_update_price_quantity"
MANY = [{"sku": str(n), "shipToLocationAvailability": {"quantity": 1}} for n in range(26)]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "number"),
    [
        ("GET", f"{BASE}/inventory_item/NOTHING", None, 404, 25702),
        ("GET", f"{BASE}/inventory_item?limit=201", None, 400, 25706),
        ("GET", f"{BASE}/inventory_item?limit=0", None, 400, 25706),
        ("GET", f"{BASE}/inventory_item?offset=-1", None, 400, 25706),
        ("GET", f"{BASE}/offer", None, 400, 25707),
        ("GET", f"{BASE}/offer/1", None, 404, 25713),
        ("PUT", f"{BASE}/offer/1", {}, 404, 25713),
        ("DELETE", f"{BASE}/offer/1", None, 404, 25713),
        ("POST", f"{BASE}/offer/1/publish", None, 404, 25713),
        ("POST", f"{BASE}/offer/1/withdraw", None, 404, 25713),
        ("PUT", f"{BASE}/inventory_item/{'x' * 51}", item(), 400, 25707),
        ("PUT", ITEM, [], 400, 25604),
        ("PUT", ITEM, {"product": DEEP}, 400, 25604),
        ("PUT", ITEM, {"product": "mug"}, 400, 25709),
        ("PUT", ITEM, item(condition=1), 400, 25709),
        *(("PUT", ITEM, item(wrong), 400, 25004) for wrong in (-1, "1", 1.5, True, 2**31)),
        ("PUT", ITEM, item(packageWeightAndSize={"weight": {"value": "1", "unit": "GRAM"}}),
         400, 25709),
        ("PUT", ITEM, item(packageWeightAndSize={"weight": {"value": 1, "unit": "STONE"}}),
         400, 25709),
        ("POST", f"{BASE}/offer", offer(sku="NOTHING"), 404, 25702),
        ("POST", f"{BASE}/offer", offer(sku="MUG-SLATE", marketplaceId="EBAY_GB"), 400, 25709),
        ("POST", f"{BASE}/offer", offer(sku="MUG-SLATE", format="AUCTION"), 400, 25709),
        ("POST", f"{BASE}/offer", offer(sku="MUG-SLATE"), 400, 25002),
        ("POST", f"{BASE}/offer", offer(sku=5), 400, 25709),
        ("POST", f"{BASE}/offer", offer(listingPolicies=[1]), 400, 25709),
        ("POST", BULK, {}, 400, 25709),
        ("POST", BULK, {"requests": [1]}, 400, 25709),
        ("POST", BULK, {"requests": [{"sku": "MUG-SLATE", "offers": [1]}]}, 400, 25709),
        ("POST", BULK, {"requests": MANY}, 400, 25727),
        ("POST", BULK, {"requests": [MANY[0], MANY[0]]}, 400, 25734),
        ("GET", f"{BASE}/location/nowhere", None, 404, 25805),
        ("POST", f"{BASE}/location/{'x' * 37}", place(), 400, 25800),
        ("POST", f"{BASE}/location/dock", {}, 400, 25801),
        ("POST", f"{BASE}/location/dock", place(location={"address": {"country": "US"}}),
         400, 25801),
        ("POST", f"{BASE}/location/dock", place(location={"address": {"postalCode": "1"}}),
         400, 25800),
        ("POST", f"{BASE}/location/dock", place(locationTypes=["SHIP"]), 400, 25800),
        ("POST", f"{BASE}/location/dock", place(locationTypes=[["SHIP"]]), 400, 25800),
        ("POST", f"{BASE}/location/dock", place(merchantLocationStatus="OPEN"), 400, 25800),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_its_number(
    seller: Seller, method: str, path: str, body: object, status: int, number: int
) -> None:
    """And nothing has changed."""
    assert refusal(call(seller, method, path, body)) == (status, number)
    assert not seller.world.state.inventory_records.offers
    assert not seller.world.state.inventory_records.records


@pytest.mark.parametrize("language", ["", "english"])
def test_a_text_without_its_language_is_refused(seller: Seller, language: str) -> None:
    """In the words that sellers have met."""
    answer = call(seller, "PUT", ITEM, item(), language)
    assert refusal(answer) == (400, 25709)
    assert answer.json()["errors"][0]["message"] == "Invalid value for header Content-Language."


def test_reading_needs_the_read_only_scope_and_writing_the_other(seller: Seller) -> None:
    """Fulfillment's scopes open nothing here."""
    reader = seller.token(f"{SCOPE}.readonly")
    asked = {"requests": [{"sku": "MUG-SLATE"}]}
    for method, path, body, token, status in (
        ("GET", ITEM, None, reader, 200),
        ("POST", f"{BASE}/bulk_get_inventory_item", asked, reader, 200),
        ("DELETE", ITEM, None, reader, 403),
        ("GET", ITEM, None, seller.token(), 403),
    ):
        assert seller.call(method, path, json=body, token=token).status_code == status


def test_the_quota_is_inventorys_own(seller: Seller) -> None:
    """Its calls do not count against Fulfillment's."""
    limits = seller.world.limits
    limits.enforced = True
    good(seller, "GET", ITEM)
    today = seller.world.now - 7 * 3_600_000
    client = seller.account.client_id
    assert limits.used_in_day(f"{client}/{rate_limits.INVENTORY.resource}", today) == 1
    assert limits.used_in_day(f"{client}/{rate_limits.FULFILLMENT.resource}", today) == 0
