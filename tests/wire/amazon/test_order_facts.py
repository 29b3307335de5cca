"""What an Amazon order says beside lines and money, by both versions and by Amazon's own models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    TaxNumber,
)
from mockplace.kernel.records import Account
from mockplace.kernel.refusal import Refusal
from tests.wire.amazon.test_bodies import SECTIONS, V0, V2026, Schemas, valid

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from tests.wire.amazon.conftest import Seller

IOSS = CollectedTax("IOSS", "IM0000000000", 200)


def buy(seller: Seller, name: str = "one", **more: Any) -> PlatformOrder:
    """Two mugs and a candle, with what *more* says of them."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    return seller.world.buy(name, "amz", lines, **more)


def shown_2026(seller: Seller, order: PlatformOrder) -> Any:
    """The order by 2026-01-01, with every section."""
    return seller.get(f"{V2026}/{order.order_id}", includedData=SECTIONS).json()["order"]


def shown_v0(seller: Seller, order: PlatformOrder, end: str = "", *elements: str) -> Any:
    """The order or a part of it by v0, with a restricted token where elements are named."""
    path = f"{V0}/{order.order_id}{end}"
    token = seller.restricted("GET", path, *elements) if elements else None
    return seller.get(path, token=token).json()["payload"]


def everything(seller: Seller) -> PlatformOrder:
    """An order that says all that a packed order can say."""
    return buy(
        seller,
        "full",
        facts=OrderFacts(
            programs=("AMAZON_BUSINESS", "PREMIUM"),
            note="Ring twice",
            buyer_company="Example Hospital Trust",
            purchase_order="PO-77",
            tax_numbers=(TaxNumber("VAT", "GB000000000", country="GB", legal_name="Trust Ltd"),),
        ),
        line_facts=[
            LineFacts(
                programs=("TRANSPARENCY",),
                gift=Gift("Happy birthday", "Red paper", 399),
                collected_taxes=(IOSS,),
            ),
            LineFacts(customized_url="https://example.test/custom.zip"),
        ],
        recipient=Recipient(
            name="Receiving",
            company="Example Hospital Trust",
            street1="North Campus",
            street2="Building 7",
            street3="Dock C, 400 Elm St",
            county="Washoe",
            state="NV",
            address_type="COMMERCIAL",
        ),
    )


def special(seller: Seller) -> list[str]:
    """Orders of every kind that says something; their ids."""
    easy = buy(seller, "easy", facts=OrderFacts(programs=("AMAZON_EASY_SHIP",)))
    shop = OrderFacts(programs=("IN_STORE_PICK_UP",))
    near = buy(seller, "near", facts=shop, line_facts=[LineFacts(pickup="RENO")] * 2)
    plus = buy(seller, "plus", facts=OrderFacts(programs=("FBM_SHIP_PLUS",)))
    again = buy(seller, "again", facts=OrderFacts(replaces="111-0000001-0000001"))
    swap = buy(seller, "swap", facts=OrderFacts(replaces="111-0000001-0000001", is_exchange=True))
    locker = buy(seller, "locker", recipient=Recipient(address_type="PICKUP_POINT"))
    bare = buy(seller, "bare", recipient=Recipient(name="", street1="", street2=""))
    mcf = buy(seller, "mcf", afn=True, facts=OrderFacts(sold_elsewhere=True))
    seller.world.shipping.collect("amz", near.order_id)
    seller.world.shipping.mark_shipped("amz", again.order_id)
    full = everything(seller)
    line = full.lines[0].line_id
    seller.world.after_sale.cancel_by_seller("amz", full.order_id, units={line: 1})
    seller.confirm(full.order_id, orderItems=[coded(full, 1)])
    return [one.order_id for one in (easy, near, plus, again, swap, locker, bare, mcf, full)]


def coded(order: PlatformOrder, units: int) -> dict[str, object]:
    """An item of a confirmation, with a code for each unit."""
    codes = [f"AZ:{n:027d}" for n in range(units)]
    return {
        "orderItemId": order.lines[0].line_id,
        "quantity": units,
        "transparencyCodes": codes,
    }


def test_what_orders_say_is_valid_by_amazons_models(seller: Seller, schemas: Schemas) -> None:
    """By both versions, with and without personal data; no key that the models do not name."""
    ids = special(seller)
    for order_id in ids:
        for asked in ({}, {"includedData": SECTIONS}):
            body = seller.get(f"{V2026}/{order_id}", **asked).json()
            valid(schemas, "orders_2026-01-01", "GetOrderResponse", body)
    for end, definition in (
        ("", "GetOrderResponse"),
        ("/orderItems", "GetOrderItemsResponse"),
        ("/address", "GetOrderAddressResponse"),
        ("/buyerInfo", "GetOrderBuyerInfoResponse"),
        ("/orderItems/buyerInfo", "GetOrderItemsBuyerInfoResponse"),
    ):
        opened = seller.restricted("GET", f"{V0}/{{orderId}}{end}", "buyerInfo", "shippingAddress")
        for order_id in ids:
            for token in (None, opened):
                body = seller.get(f"{V0}/{order_id}{end}", token=token).json()
                valid(schemas, "ordersV0", definition, body)


def test_company_and_third_line_stand_on_the_address(seller: Seller) -> None:
    """With district, type and the note for whoever delivers; v0 shows them to some only."""
    order = everything(seller)
    shown = shown_2026(seller, order)
    address = shown["recipient"]["deliveryAddress"]
    assert {name: address[name] for name in ("companyName", "addressLine3", "addressType")} == {
        "companyName": "Example Hospital Trust",
        "addressLine3": "Dock C, 400 Elm St",
        "addressType": "COMMERCIAL",
    }
    assert address["districtOrCounty"] == "Washoe"
    assert shown["recipient"]["deliveryPreference"] == {"addressInstruction": "Ring twice"}
    old = shown_v0(seller, order, "/address", "shippingAddress")["ShippingAddress"]
    assert (old["CompanyName"], old["AddressLine3"], old["County"], old["AddressType"]) == (
        "Example Hospital Trust", "Dock C, 400 Elm St", "Washoe", "Commercial",
    )  # fmt: skip
    assert "CompanyName" not in shown_v0(seller, order, "/address")["ShippingAddress"]


def test_an_address_may_lack_its_name_and_street(seller: Seller) -> None:
    """What is empty is left out, as where a role is missing."""
    order = buy(seller, recipient=Recipient(name="", street1="", street2=""))
    address = shown_2026(seller, order)["recipient"]["deliveryAddress"]
    assert not {"name", "addressLine1", "addressLine2"} & address.keys()
    assert address["city"]


def test_gift_and_custom_data_are_shown(seller: Seller) -> None:
    """The message and the wrap by line; in v0 they are restricted data, with the wrap's price."""
    order = everything(seller)
    mug, candle = shown_2026(seller, order)["orderItems"]
    assert mug["fulfillment"]["packing"]["giftOption"] == {
        "giftMessage": "Happy birthday",
        "giftWrapLevel": "Red paper",
    }
    assert {"type": "GIFT_WRAP", "subtotal": {"amount": "3.99", "currencyCode": "USD"}} in (
        mug["proceeds"]["breakdowns"]
    )
    assert candle["product"]["customization"]["customizedUrl"] == "https://example.test/custom.zip"
    plain = shown_v0(seller, order, "/orderItems")["OrderItems"]
    assert [item["IsGift"] for item in plain] == ["true", "false"]
    assert not any("BuyerInfo" in item for item in plain)
    seen = shown_v0(seller, order, "/orderItems", "buyerInfo")["OrderItems"]
    also = shown_v0(seller, order, "/orderItems/buyerInfo", "buyerInfo")["OrderItems"]
    assert seen[0]["BuyerInfo"] == {
        "GiftMessageText": "Happy birthday",
        "GiftWrapLevel": "Red paper",
        "GiftWrapPrice": {"CurrencyCode": "USD", "Amount": "3.99"},
        "GiftWrapTax": {"CurrencyCode": "USD", "Amount": "0.00"},
    }
    assert also[1]["BuyerCustomizedInfo"] == {"CustomizedURL": "https://example.test/custom.zip"}
    assert (
        "GiftMessageText" not in shown_v0(seller, order, "/orderItems/buyerInfo")["OrderItems"][0]
    )


def test_tax_numbers_are_shown(seller: Seller) -> None:
    """The IOSS number by line, the buyer's registration by order."""
    order = everything(seller)
    shown = shown_2026(seller, order)
    mug, candle = shown["orderItems"]
    shipping = mug["fulfillment"]["shipping"]
    assert shipping == {"internationalShipping": {"iossNumber": "IM0000000000"}}
    assert mug["tax"]["taxCalculationBreakdowns"] == [{"reportingScheme": "IOSS"}]
    assert "shipping" not in candle["fulfillment"]
    assert shown["tax"]["taxRegistrations"] == [
        {
            "entityType": "BUYER",
            "legalName": "Trust Ltd",
            "taxRegistrationType": "VAT",
            "taxRegistrationNumber": "GB000000000",
        }
    ]
    item = shown_v0(seller, order, "/orderItems")["OrderItems"][0]
    assert (item["IossNumber"], item["DeemedResellerCategory"]) == ("IM0000000000", "IOSS")
    buyer = shown_v0(seller, order, "/buyerInfo", "buyerInfo")
    assert buyer["BuyerTaxInfo"]["TaxClassifications"] == [{"Name": "VAT", "Value": "GB000000000"}]
    assert buyer["PurchaseOrderNumber"] == "PO-77"
    assert "BuyerTaxInfo" not in shown_v0(seller, order, "/buyerInfo")


@pytest.mark.parametrize(
    ("program", "field", "value"),
    [
        ("AMAZON_BUSINESS", "IsBusinessOrder", True),
        ("AMAZON_EASY_SHIP", "EasyShipShipmentStatus", "PendingSchedule"),
        ("PREMIUM", "IsPremiumOrder", True),
    ],
)
def test_a_program_is_shown_by_both_versions(
    seller: Seller, program: str, field: str, value: object
) -> None:
    """As a word of 2026-01-01, and in v0 as a field of its own."""
    order = buy(seller, facts=OrderFacts(programs=(program,)))
    assert shown_2026(seller, order)["programs"] == [program]
    assert shown_v0(seller, order)[field] == value


def test_ship_plus_and_the_shop_are_shown_by_v0(seller: Seller) -> None:
    """The one as a program of the item, the other with the shop in which it is collected."""
    plus = buy(seller, facts=OrderFacts(programs=("FBM_SHIP_PLUS",)))
    item = shown_v0(seller, plus, "/orderItems")["OrderItems"][0]
    assert item["AmazonPrograms"] == {"Programs": ["FBM_SHIP_PLUS"]}
    near = buy(
        seller,
        "near",
        facts=OrderFacts(programs=("IN_STORE_PICK_UP",)),
        line_facts=[LineFacts(pickup="RENO")] * 2,
    )
    assert shown_v0(seller, near)["IsISPU"] is True
    assert shown_v0(seller, near, "/orderItems")["OrderItems"][0]["StoreChainStoreId"] == "RENO"


@pytest.mark.parametrize("exchange", [False, True])
def test_a_replacement_names_the_order_that_it_replaces(seller: Seller, exchange: bool) -> None:
    """With the kind of relation; v0 knows replacements only."""
    facts = OrderFacts(replaces="111-0000001-0000001", is_exchange=exchange)
    order = buy(seller, facts=facts)
    kind = "EXCHANGE_ORIGINAL_ID" if exchange else "REPLACEMENT_ORIGINAL_ID"
    assert shown_2026(seller, order)["associatedOrders"] == [
        {"orderId": "111-0000001-0000001", "associationType": kind}
    ]
    old = shown_v0(seller, order)
    assert old["IsReplacementOrder"] is not exchange
    assert old.get("ReplacedOrderId") == (None if exchange else "111-0000001-0000001")


def test_what_is_sold_elsewhere_is_shipped_by_amazon(seller: Seller) -> None:
    """It names no marketplace, and is not the seller's to confirm."""
    facts = OrderFacts(sold_elsewhere=True)
    order = buy(seller, afn=True, order_id="S01-1234567-1234567", facts=facts)
    assert shown_2026(seller, order)["salesChannel"] == {"channelName": "NON_AMAZON"}
    assert shown_v0(seller, order)["SalesChannel"] == "Non-Amazon"
    assert seller.confirm(order.order_id).status_code == 400
    with pytest.raises(Refusal, match="what it ships itself"):
        buy(seller, "mine", facts=facts)


def test_ship_plus_is_not_the_sellers_to_confirm(seller: Seller) -> None:
    """400 as documented, and nothing is recorded; a label bought from Amazon ships it."""
    order = buy(seller, facts=OrderFacts(programs=("FBM_SHIP_PLUS",)))
    answer = seller.confirm(order.order_id)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "InvalidInput")
    assert order.packages == []
    assert seller.buy(order.order_id, "UPS_PTP_GND").status_code == 200
    assert [package.recorded_by for package in order.packages] == ["buy-shipping"]


def test_a_transparency_item_needs_a_code_a_unit(seller: Seller) -> None:
    """Codes are shown with the package; too few, and what is no list of texts, are refused."""
    order = buy(seller, line_facts=[LineFacts(programs=("TRANSPARENCY",))])
    assert shown_v0(seller, order, "/orderItems")["OrderItems"][0]["IsTransparency"] is True
    item = coded(order, 2)
    for codes in (None, [], ["AZ:1"], "AZ:1", [1, 2], ["", ""]):
        wrong = [item | {"transparencyCodes": codes}]
        assert seller.confirm(order.order_id, orderItems=wrong).status_code == 400
    assert order.packages == []
    assert seller.confirm(order.order_id, orderItems=[item]).status_code == 204
    (package,) = shown_2026(seller, order)["packages"]
    assert package["packageItems"][0]["transparencyCodes"] == item["transparencyCodes"]


@pytest.mark.parametrize("by", ["buyer", "seller"])
def test_single_units_are_cancelled(seller: Seller, by: str) -> None:
    """Ordered less fulfilled less unfulfilled is what was cancelled; the rest completes it."""
    order = buy(seller)
    mug, candle = (line.line_id for line in order.lines)
    sale = seller.world.after_sale
    if by == "buyer":
        sale.cancel_by_buyer("amz", order.order_id, {mug: 1})
    else:
        sale.cancel_by_seller("amz", order.order_id, units={mug: 1})
    shown = shown_2026(seller, order)["orderItems"][0]
    counts = shown["fulfillment"]
    assert (shown["quantityOrdered"], counts) == (
        2,
        {"quantityFulfilled": 0, "quantityUnfulfilled": 1},
    )
    who = "BUYER" if by == "buyer" else "MERCHANT"
    assert shown["cancellation"]["cancellationExecution"]["cancelledBy"] == who
    assert shown_v0(seller, order)["NumberOfItemsUnshipped"] == 2
    with pytest.raises(Refusal, match="1 units left"):
        sale.cancel_by_seller("amz", order.order_id, units={mug: 2})
    sale.cancel_by_seller("amz", order.order_id, units={mug: 1})
    assert shown_2026(seller, order)["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"
    sale.cancel_by_seller("amz", order.order_id, units={candle: 1})
    assert shown_2026(seller, order)["fulfillment"]["fulfillmentStatus"] == "CANCELLED"


def test_a_unit_behind_a_shipped_one_is_cancelled(seller: Seller) -> None:
    """One of two is shipped, the other one cancelled: nothing of the line is left."""
    order = buy(seller)
    mug = order.lines[0].line_id
    seller.confirm(order.order_id, orderItems=[{"orderItemId": mug, "quantity": 1}])
    seller.world.after_sale.cancel_by_seller("amz", order.order_id, units={mug: 1})
    counts = shown_2026(seller, order)["orderItems"][0]["fulfillment"]
    assert counts == {"quantityFulfilled": 1, "quantityUnfulfilled": 0}
    with pytest.raises(Refusal, match="0 units left"):
        seller.world.after_sale.cancel_by_seller("amz", order.order_id, units={mug: 1})


def test_a_withdrawn_request_is_gone(seller: Seller) -> None:
    """By both versions; a second request is another one, which can be answered."""
    order = buy(seller)
    sale = seller.world.after_sale
    sale.request_cancellation("amz", order.order_id, "mistake")
    sale.withdraw_cancellation("amz", order.order_id)
    assert not any("cancellation" in one for one in shown_2026(seller, order)["orderItems"])
    asked = shown_v0(seller, order, "/orderItems")["OrderItems"][0]["BuyerRequestedCancel"]
    assert asked["IsBuyerRequestedCancel"] == "false"
    with pytest.raises(Refusal, match="waiting for an answer"):
        sale.withdraw_cancellation("amz", order.order_id)
    sale.request_cancellation("amz", order.order_id, "cheaper")
    sale.approve_cancellation("amz", order.order_id)
    assert shown_2026(seller, order)["fulfillment"]["fulfillmentStatus"] == "CANCELLED"


def test_a_part_is_shipped_in_amazons_pages(seller: Seller) -> None:
    """With and without tracking; what nobody entered is not shown."""
    order = buy(seller)
    mug = order.lines[0].line_id
    shipping = seller.world.shipping
    shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z999AA10123456784", {mug: 1})
    shipping.ship_elsewhere("amz", order.order_id, "", "", {mug: 1})
    shown = shown_2026(seller, order)
    assert shown["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    first, second = shown["packages"]
    assert (first["carrier"], first["trackingNumber"]) == ("UPS", "1Z999AA10123456784")
    assert not {"carrier", "trackingNumber"} & second.keys()
    assert first["packageReferenceId"] != second["packageReferenceId"]
    shipping.mark_shipped("amz", order.order_id)
    shown = shown_2026(seller, order)
    assert shown["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    assert [one["fulfillment"]["quantityUnfulfilled"] for one in shown["orderItems"]] == [0, 0]


def test_collected_units_are_fulfilled(seller: Seller) -> None:
    """One after another; there is no package, and what is collected cannot be shipped."""
    facts = OrderFacts(programs=("IN_STORE_PICK_UP",))
    order = buy(seller, facts=facts, line_facts=[LineFacts(pickup="RENO")] * 2)
    mug = order.lines[0].line_id
    seller.world.shipping.collect("amz", order.order_id, {mug: 1})
    shown = shown_2026(seller, order)
    assert shown["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    assert shown["orderItems"][0]["fulfillment"] == {
        "quantityFulfilled": 1,
        "quantityUnfulfilled": 1,
    }
    seller.world.shipping.collect("amz", order.order_id)
    shown = shown_2026(seller, order)
    assert (shown["fulfillment"]["fulfillmentStatus"], shown["packages"]) == ("SHIPPED", [])
    with pytest.raises(Refusal, match="nothing of the order is left"):
        seller.world.shipping.collect("amz", order.order_id)


def test_an_address_changes_after_the_order(seller: Seller) -> None:
    """The order counts as updated, and every version shows the new one."""
    order = buy(seller)
    before = shown_2026(seller, order)["lastUpdatedTime"]
    seller.world.advance_to(seller.world.now + 60_000)
    seller.world.change_address(
        "amz", order.order_id, Recipient(street1="99 New Home", city="Boise", state="ID")
    )
    shown = shown_2026(seller, order)
    address = shown["recipient"]["deliveryAddress"]
    assert (address["addressLine1"], address["city"]) == ("99 New Home", "Boise")
    assert shown["lastUpdatedTime"] > before


def test_one_account_sells_in_several_markets(seller: Seller) -> None:
    """An order names its own; a search finds it there only, and the account lists them all."""
    world = seller.world
    world.open_account(
        Account("eu", "amazon", "A3", market="A1PA6795UKMFR9", more_markets=("A13V1IB3VIYZZH",))
    )
    world.list_product(world.catalog["MUG-SLATE"].__class__("CUP", "Cup", 900, 200, ("eu",)))
    german = world.buy("de", "eu", [("CUP", 1, None)])
    french = world.buy("fr", "eu", [("CUP", 1, None)], facts=OrderFacts(market="A13V1IB3VIYZZH"))
    seller.account, seller.tokens = world.accounts["eu"], {}
    asked = {"createdAfter": "2026-11-01T00:00:00Z"}
    for markets, found in (
        ("A13V1IB3VIYZZH", [french]),
        ("A1PA6795UKMFR9", [german]),
        ("A13V1IB3VIYZZH,A1PA6795UKMFR9", [german, french]),
        ("ATVPDKIKX0DER", []),
    ):
        page = seller.get(V2026, marketplaceIds=markets, **asked).json()["orders"]
        assert [one["orderId"] for one in page] == [order.order_id for order in found]
    channel = shown_2026(seller, french)["salesChannel"]
    assert (channel["marketplaceId"], channel["marketplaceName"]) == (
        "A13V1IB3VIYZZH", "Amazon.fr",
    )  # fmt: skip
    told = seller.get("/sellers/v1/marketplaceParticipations").json()["payload"]
    assert [one["marketplace"]["countryCode"] for one in told] == ["DE", "FR"]
    with pytest.raises(Refusal, match="does not sell in the market"):
        world.buy("it", "eu", [("CUP", 1, None)], facts=OrderFacts(market="APJ6JRA9NG5V4"))


@pytest.mark.parametrize(
    ("facts", "line", "said"),
    [
        (OrderFacts(programs=("EASY_SHIP",)), LineFacts(), "no program 'EASY_SHIP'"),
        (OrderFacts(programs=("PRIME",)), LineFacts(), "say prime"),
        (OrderFacts(), LineFacts(programs=("PRIME",)), "no item's program"),
        (OrderFacts(programs=("IN_STORE_PICK_UP",)), LineFacts(), "go together"),
        (OrderFacts(), LineFacts(pickup="RENO"), "go together"),
        (OrderFacts(staff_note="x"), LineFacts(), "Amazon shows no staff_note"),
        (OrderFacts(), LineFacts(options=(("Size", "S"),)), "Amazon shows no options"),
        (OrderFacts(), LineFacts(collected_taxes=(CollectedTax("VOEC", "1"),)), "'VOEC'"),
        (OrderFacts(), LineFacts(gift=Gift(sender="Ada")), "no sender"),
        (OrderFacts(tax_numbers=(TaxNumber("EIN", "1"),)), LineFacts(), "tax registration"),
    ],
)
def test_what_amazon_cannot_say_is_refused(
    seller: Seller, facts: OrderFacts, line: LineFacts, said: str
) -> None:
    """With the words that it has; nothing is placed."""
    with pytest.raises(Refusal, match=said):
        buy(seller, facts=facts, line_facts=[line])
    assert not seller.world.orders
