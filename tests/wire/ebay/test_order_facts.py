"""What an eBay order says beside lines and money, by the Fulfillment API's fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockplace.kernel.order_facts import (
    CollectedTax,
    Gift,
    LineFacts,
    OrderFacts,
    Recipient,
    ShippingCenter,
    TaxNumber,
)
from mockplace.kernel.records import Product
from mockplace.kernel.refusal import Refusal
from tests.wire.ebay.conftest import ORDERS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from tests.wire.ebay.conftest import Seller

KEYS: dict[str, list[str]] = json.loads((Path(__file__).parent / "keys.json").read_text("utf-8"))
REFERENCE = "1234567890123456"


def buy(seller: Seller, name: str = "one", units: int = 2, **more: Any) -> PlatformOrder:
    """So many mugs, with what *more* says of them."""
    return seller.world.buy(name, "bay", [("MUG-SLATE", units, None)], **more)


def shown(seller: Seller, order: PlatformOrder) -> Any:
    """The order as getOrder shows it."""
    answer = seller.call("GET", f"{ORDERS}/{order.order_id}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_full_order_has_the_fields_of_the_specification(seller: Seller) -> None:
    """And no other; what eBay returns only sometimes is there where the order says it."""
    seller.world.list_product(Product("CARD", "Gift card", 2500, 0, ("bay",), physical=False))
    order = seller.world.buy(
        "full",
        "bay",
        [("MUG-SLATE", 2, None), ("CARD", 1, None)],
        facts=OrderFacts(
            note="Please pack it well",
            tax_numbers=(TaxNumber("CODICE_FISCALE", "RSSMRA00A00A000A", country="IT"),),
            shipping_center=ShippingCenter(REFERENCE, "international-shipping"),
        ),
        line_facts=[
            LineFacts(
                options=(("Color", "Blue"), ("Size", "L")),
                variation_id="4000123",
                collected_taxes=(CollectedTax("IOSS", "IM0000000000", 480),),
            ),
            LineFacts(gift=Gift("For Ada", sender="Bo", recipient_email="ada@example.test")),
        ],
        recipient=Recipient(company="Example Ltd", county="Washoe", street2="Flat 2"),
    )
    told = shown(seller, order)
    for name, one in (
        ("order", told),
        ("buyer", told["buyer"]),
        ("instruction", told["fulfillmentStartInstructions"][0]),
        ("ship_to", told["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]),
        ("line", told["lineItems"][0]),
        ("line", told["lineItems"][1]),
    ):
        assert not set(one) - {*KEYS[name], *KEYS[f"{name}_sometimes"]}, name
    assert told["buyerCheckoutNotes"] == "Please pack it well"
    assert told["buyer"]["taxIdentifier"] == {
        "taxpayerId": "RSSMRA00A00A000A",
        "taxIdentifierType": "CODICE_FISCALE",
        "issuingCountry": "IT",
    }
    (listed,) = seller.orders().json()["orders"]
    assert "taxIdentifier" not in listed["buyer"]
    assert told["ebayCollectAndRemitTax"] is True
    mug, card = told["lineItems"]
    assert mug["legacyVariationId"] == "4000123"
    assert mug["variationAspects"] == [
        {"name": "Color", "value": "Blue"},
        {"name": "Size", "value": "L"},
    ]
    assert mug["ebayCollectAndRemitTaxes"] == [
        {
            "taxType": "VAT",
            "amount": {"value": "4.80", "currency": "USD"},
            "collectionMethod": "NET",
            "ebayReference": {"name": "IOSS", "value": "IM0000000000"},
        }
    ]
    assert card["giftDetails"] == {
        "message": "For Ada",
        "recipientEmail": "ada@example.test",
        "senderName": "Bo",
    }


def test_a_plain_order_says_none_of_it(seller: Seller) -> None:
    """The keys are those that every order has."""
    told = shown(seller, buy(seller))
    assert set(told) == set(KEYS["order"])
    assert set(told["lineItems"][0]) == set(KEYS["line"])
    assert set(told["fulfillmentStartInstructions"][0]) == set(KEYS["instruction"])


def test_company_and_second_line_stand_on_the_address(seller: Seller) -> None:
    """With the county; a third line is no field of eBay's."""
    who = Recipient(company="Example Ltd", street2="Flat 2", county="Washoe")
    told = shown(seller, buy(seller, recipient=who))
    ship_to = told["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]
    assert ship_to["companyName"] == "Example Ltd"
    assert ship_to["contactAddress"]["addressLine2"] == "Flat 2"
    assert ship_to["contactAddress"]["county"] == "Washoe"
    with pytest.raises(Refusal, match="eBay shows no street3"):
        buy(seller, "third", recipient=Recipient(street3="Dock C"))
    order = buy(seller, "later")
    with pytest.raises(Refusal, match="eBay shows no street3"):
        seller.world.change_address("bay", order.order_id, Recipient(street3="Dock C"))


@pytest.mark.parametrize("program", ["global-shipping", "international-shipping"])
def test_a_package_for_abroad_goes_to_the_center(seller: Seller, program: str) -> None:
    """With its reference; the buyer's address is the final destination."""
    center = ShippingCenter(REFERENCE, program)
    order = buy(
        seller,
        facts=OrderFacts(shipping_center=center),
        recipient=Recipient(street1="1 Rue", city="Lyon", state="", country="FR"),
    )
    told = shown(seller, order)
    (instruction,) = told["fulfillmentStartInstructions"]
    assert instruction["fulfillmentInstructionsType"] == "SHIP_TO"
    assert instruction["ebaySupportedFulfillment"] is True
    step = instruction["shippingStep"]
    assert step["shipToReferenceId"] == REFERENCE
    assert step["shipTo"]["contactAddress"]["countryCode"] == "US"
    final = instruction["finalDestinationAddress"]
    assert (final["addressLine1"], final["city"], final["countryCode"]) == ("1 Rue", "Lyon", "FR")
    abroad = told.get("program", {}).get("ebayInternationalShipping")
    assert abroad == ({"returnsManagedBy": "EBAY"} if program != "global-shipping" else None)


def test_an_order_is_collected_in_a_shop(seller: Seller) -> None:
    """Without a shipping step and without dates; one unit makes the line FULFILLED."""
    order = buy(seller, line_facts=[LineFacts(pickup="RENO-1")])
    (instruction,) = shown(seller, order)["fulfillmentStartInstructions"]
    assert instruction == {
        "fulfillmentInstructionsType": "PREPARE_FOR_PICKUP",
        "pickupStep": {"merchantLocationKey": "RENO-1"},
        "ebaySupportedFulfillment": False,
    }
    seller.world.shipping.collect("bay", order.order_id, {order.lines[0].line_id: 1})
    told = shown(seller, order)
    assert told["orderFulfillmentStatus"] == "FULFILLED"
    assert told["lineItems"][0]["lineItemFulfillmentStatus"] == "FULFILLED"
    assert told["fulfillmentHrefs"] == []
    with pytest.raises(Refusal, match="has 1 units left"):
        seller.world.shipping.collect("bay", order.order_id, {order.lines[0].line_id: 2})


def test_a_part_is_shipped_in_ebays_pages(seller: Seller) -> None:
    """FULFILLED with the first unit, with or without tracking; each fulfilment has an own id."""
    order = buy(seller, units=4)
    line = order.lines[0].line_id
    ship = seller.world.shipping.ship_elsewhere
    ship("bay", order.order_id, "", "", {line: 1})
    told = shown(seller, order)
    assert told["orderFulfillmentStatus"] == "FULFILLED"
    ship("bay", order.order_id, "USPS", "9400111899223000000017", {line: 1})
    ship("bay", order.order_id, "", "", {line: 1})
    seller.world.shipping.mark_shipped("bay", order.order_id)
    listed = seller.call("GET", f"{ORDERS}/{order.order_id}/shipping_fulfillment").json()
    found = [
        (one["fulfillmentId"], one.get("shipmentTrackingNumber"), one["lineItems"][0]["quantity"])
        for one in listed["fulfillments"]
    ]
    assert found == [
        ("999", None, 1),
        ("9400111899223000000017", "9400111899223000000017", 1),
        ("999-2", None, 1),
        ("999-3", None, 1),
    ]
    for fulfillment_id, *_ in found:
        path = f"{ORDERS}/{order.order_id}/shipping_fulfillment/{fulfillment_id}"
        assert seller.call("GET", path).json()["fulfillmentId"] == fulfillment_id
    assert seller.ship(order.order_id).status_code == 400


def test_a_refund_of_units_stands_at_its_line(seller: Seller) -> None:
    """And one of the order at the order only."""
    order = buy(seller)
    line = order.lines[0].line_id
    seller.world.after_sale.refund("bay", order.order_id, lines={line: 1})
    seller.world.advance_to(seller.world.now + 60_000)
    seller.world.after_sale.refund("bay", order.order_id, amount=100)
    told = shown(seller, order)
    assert [one["amount"]["value"] for one in told["lineItems"][0]["refunds"]] == ["24.00"]
    totals = [one["amount"]["value"] for one in told["paymentSummary"]["refunds"]]
    assert totals == ["24.00", "1.00"]
    assert told["orderPaymentStatus"] == "PARTIALLY_REFUNDED"


@pytest.mark.parametrize(
    ("answer", "state", "request_state"),
    [
        ("", "IN_PROGRESS", "REQUESTED"),
        ("decline", "NONE_REQUESTED", "REJECTED"),
        ("approve", "CANCELED", "COMPLETED"),
    ],
)
def test_a_request_is_shown_until_it_is_closed(
    seller: Seller, answer: str, state: str, request_state: str
) -> None:
    """By getOrder with its requests, by getOrders with the state only; nobody withdraws one."""
    order = buy(seller)
    sale = seller.world.after_sale
    sale.request_cancellation("bay", order.order_id, "mistake")
    with pytest.raises(Refusal, match="withdraws no request on eBay"):
        sale.withdraw_cancellation("bay", order.order_id)
    if answer:
        getattr(sale, f"{answer}_cancellation")("bay", order.order_id)
    status = shown(seller, order)["cancelStatus"]
    assert status["cancelState"] == state
    (request,) = status["cancelRequests"]
    assert (request["cancelInitiator"], request["cancelRequestState"]) == ("BUYER", request_state)
    (listed,) = seller.orders().json()["orders"]
    assert (listed["cancelStatus"]["cancelState"], listed["cancelStatus"]["cancelRequests"]) == (
        state, [],
    )  # fmt: skip


def test_an_order_has_an_id_of_the_older_form(seller: Seller) -> None:
    """Item and transaction, by which it is read too; an order of two lines has none."""
    order = buy(seller, facts=OrderFacts(older_id=True))
    (line,) = order.lines
    older = f"{line.listing_id}-{line.line_id}"
    told = shown(seller, order)
    assert (told["orderId"], told["legacyOrderId"]) == (order.order_id, older)
    assert told["lineItems"][0]["legacyItemId"] == line.listing_id
    assert seller.call("GET", f"{ORDERS}/{older}").json()["orderId"] == order.order_id
    found = seller.orders(f"orderIds={older}").json()["orders"]
    assert [one["orderId"] for one in found] == [order.order_id]
    plain = buy(seller, "plain")
    other = f"{plain.lines[0].listing_id}-{plain.lines[0].line_id}"
    assert seller.call("GET", f"{ORDERS}/{other}").status_code == 404
    lines = [("MUG-SLATE", 1, None), ("CNDL-CEDAR", 1, None)]
    with pytest.raises(Refusal, match="an order of one line"):
        seller.world.buy("two", "bay", lines, facts=OrderFacts(older_id=True))


def test_single_units_are_not_cancelled(seller: Seller) -> None:
    """EBay cancels an order as a whole, the buyer's way and the seller's."""
    order = buy(seller)
    units = {order.lines[0].line_id: 1}
    with pytest.raises(Refusal, match="as a whole"):
        seller.world.after_sale.cancel_by_buyer("bay", order.order_id, units)
    with pytest.raises(Refusal, match="as a whole"):
        seller.world.after_sale.cancel_by_seller("bay", order.order_id, units=units)
    assert shown(seller, order)["cancelStatus"]["cancelState"] == "NONE_REQUESTED"


def test_an_address_changes_after_the_order(seller: Seller) -> None:
    """The order counts as modified."""
    order = buy(seller)
    before = shown(seller, order)["lastModifiedDate"]
    seller.world.advance_to(seller.world.now + 60_000)
    seller.world.change_address("bay", order.order_id, Recipient(street1="99 New Home"))
    told = shown(seller, order)
    ship_to = told["fulfillmentStartInstructions"][0]["shippingStep"]["shipTo"]
    assert ship_to["contactAddress"]["addressLine1"] == "99 New Home"
    assert told["lastModifiedDate"] > before


@pytest.mark.parametrize(
    ("facts", "line", "said"),
    [
        (OrderFacts(programs=("PRIME",)), LineFacts(), "eBay shows no programs"),
        (OrderFacts(), LineFacts(collected_taxes=(CollectedTax("EORI", "1"),)), "'EORI'"),
        (OrderFacts(), LineFacts(gift=Gift("Hello")), "digital gift cards only"),
        (OrderFacts(shipping_center=ShippingCenter("1", "by-mule")), LineFacts(), "'by-mule'"),
        (OrderFacts(addresses=(Recipient(),)), LineFacts(), "eBay shows no addresses"),
    ],
)
def test_what_ebay_cannot_say_is_refused(
    seller: Seller, facts: OrderFacts, line: LineFacts, said: str
) -> None:
    """With the words that it has; nothing is placed."""
    with pytest.raises(Refusal, match=said):
        buy(seller, facts=facts, line_facts=[line])
    assert not seller.world.orders
