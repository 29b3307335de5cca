"""What a BigCommerce order says beside lines and money, by the fields of Orders V2."""

from __future__ import annotations

from typing import Any

import pytest

from mockplace.kernel.order_facts import Gift, LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from tests.wire.bigcommerce.conftest import Shop
from tests.wire.bigcommerce.test_keys import KEYS

MUG, CANDLE, PDF = ("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None), ("GUIDE-PDF", 1, None)
FRIEND = Recipient(
    name="B Friend", street1="77 Other Ave", city="Boise", state="ID", postcode="83702"
)


def buy(shop: Shop, *lines: Any, name: str = "one", **more: Any) -> PlatformOrder:
    """An order of the storefront, with what *more* says of it."""
    return shop.world.buy(name, "shop", lines or (MUG, CANDLE), **more)


def both(shop: Shop) -> PlatformOrder:
    """An order whose mugs go to the buyer, and whose candle goes to a friend."""
    facts = OrderFacts(addresses=(FRIEND,))
    return buy(shop, facts=facts, line_facts=[LineFacts(), LineFacts(destination=1)])


def products(shop: Shop, order: PlatformOrder) -> list[Any]:
    """The order's products."""
    return list(shop.get(f"/v2/orders/{order.order_id}/products").json())


def shown(shop: Shop, order: PlatformOrder) -> Any:
    """The order itself."""
    return shop.get(f"/v2/orders/{order.order_id}").json()


def addresses(shop: Shop, order: PlatformOrder) -> list[Any]:
    """Its shipping addresses, none for 204."""
    answer = shop.get(f"/v2/orders/{order.order_id}/shipping_addresses")
    return list(answer.json()) if answer.content else []


def ship(shop: Shop, order: PlatformOrder, address_id: int, *lines: Any) -> Any:
    """Creates a shipment of one unit of each line to an address."""
    items = [{"order_product_id": one["id"], "quantity": 1} for one in lines]
    body = {"order_address_id": address_id, "items": items}
    return shop.call("POST", f"/v2/orders/{order.order_id}/shipments", json=body)


def test_each_line_names_its_address(shop: Shop) -> None:
    """Two addresses with their own counts; the order tells how many there are."""
    order = both(shop)
    first, second = addresses(shop, order)
    for one in (first, second):
        assert sorted(one) == sorted(KEYS["address"])
    assert [one["order_address_id"] for one in products(shop, order)] == [first["id"], second["id"]]
    assert shown(shop, order)["shipping_address_count"] == 2
    assert (second["first_name"], second["last_name"], second["street_1"], second["state"]) == (
        "B", "Friend", "77 Other Ave", "Idaho",
    )  # fmt: skip
    assert [(one["items_total"], one["items_shipped"]) for one in (first, second)] == [
        (2, 0), (1, 0),
    ]  # fmt: skip
    one = shop.get(f"/v2/orders/{order.order_id}/shipping_addresses/{second['id']}").json()
    assert one == second
    grouped = shop.get(f"/v2/orders/{order.order_id}/consignments").json()["shipping"]
    assert [one["id"] for one in grouped] == [first["id"], second["id"]]
    assert [len(one["line_items"]) for one in grouped] == [1, 1]


def test_a_shipment_names_its_address(shop: Shop) -> None:
    """Lines of another address are refused, and so is an address that the order has not."""
    order = both(shop)
    (first, second), (mug, candle) = addresses(shop, order), products(shop, order)
    wrong = ship(shop, order, second["id"], mug)
    assert (wrong.status_code, wrong.json()[0]["message"]) == (
        400, "The field 'items' is invalid.",
    )  # fmt: skip
    assert ship(shop, order, 7, mug).status_code == 400
    assert order.packages == []
    made = ship(shop, order, second["id"], candle).json()
    assert made["order_address_id"] == second["id"]
    assert made["shipping_address"]["street_1"] == "77 Other Ave"
    assert shown(shop, order)["status_id"] == 3
    assert ship(shop, order, first["id"], mug).json()["order_address_id"] == first["id"]
    assert ship(shop, order, first["id"], mug).status_code == 201
    assert shown(shop, order)["status_id"] == 2


def test_parts_are_shipped_in_the_control_panel(shop: Shop) -> None:
    """Address by address, with or without tracking."""
    order = both(shop)
    hand = shop.world.shipping.ship_elsewhere
    hand("shop", order.order_id, "ups", "1Z9", {order.lines[0].line_id: 1})
    hand("shop", order.order_id, "", "")
    hand("shop", order.order_id, "", "")
    made = shop.get(f"/v2/orders/{order.order_id}/shipments").json()
    own, other = (one["id"] for one in addresses(shop, order))
    assert [(one["order_address_id"], one["tracking_number"]) for one in made] == [
        (own, "1Z9"), (own, ""), (other, ""),
    ]  # fmt: skip
    assert [one["quantity_shipped"] for one in products(shop, order)] == [2, 1]
    assert shown(shop, order)["status_id"] == 2


def test_the_status_is_set_to_shipped_without_tracking(shop: Shop) -> None:
    """No shipment follows, and no unit is counted."""
    order = buy(shop)
    shop.world.shipping.mark_shipped("shop", order.order_id)
    told = shown(shop, order)
    assert (told["status_id"], told["items_shipped"]) == (2, 0)
    assert told["date_shipped"]
    assert shop.get(f"/v2/orders/{order.order_id}/shipments").status_code == 204


def test_lines_are_collected_in_the_shop(shop: Shop) -> None:
    """They name a method and no address; collected one by one, the last one completes it."""
    order = buy(shop, MUG, CANDLE, PDF, line_facts=[LineFacts(), LineFacts(pickup="3")])
    mug, candle, pdf = products(shop, order)
    found = [(one["order_pickup_method_id"], one["order_address_id"]) for one in (mug, candle, pdf)]
    assert found == [(0, order.address_id), (3, 0), (0, 0)]
    grouped = shop.get(
        f"/v2/orders/{order.order_id}/consignments", include="consignments.line_items"
    ).json()
    (pickup,), (sent,), (download,) = (
        grouped["pickups"], grouped["shipping"], grouped["downloads"],
    )  # fmt: skip
    assert (pickup["pickup_method_id"], pickup["pickup_method_display_name"]) == (
        3, "Collect in the shop",
    )  # fmt: skip
    assert sorted(pickup) == sorted(KEYS["pickup"])
    assert sorted(pickup["location"]) == sorted(KEYS["pickup_location"])
    assert [one["line_items"][0]["id"] for one in (pickup, sent, download)] == [
        candle["id"], mug["id"], pdf["id"],
    ]  # fmt: skip
    assert ship(shop, order, order.address_id, candle).status_code == 400
    shop.world.shipping.ship_elsewhere("shop", order.order_id, "ups", "1Z9")
    assert shown(shop, order)["status_id"] == 3
    shop.world.shipping.collect("shop", order.order_id)
    assert shown(shop, order)["status_id"] == 10
    assert products(shop, order)[1]["quantity_shipped"] == 0


def test_what_is_only_collected_has_no_address(shop: Shop) -> None:
    """The order counts none."""
    order = buy(shop, MUG, line_facts=[LineFacts(pickup="3")])
    assert addresses(shop, order) == []
    told = shown(shop, order)
    assert (told["shipping_address_count"], told["order_is_digital"]) == (0, False)


def test_a_gift_certificate_goes_by_email(shop: Shop) -> None:
    """It is no download, and goes to no address."""
    gift = Gift("For you", recipient_email="ada@example.test")
    order = buy(shop, PDF, ("GUIDE-PDF", 2, None), line_facts=[LineFacts(gift=gift)])
    card, pdf = products(shop, order)
    assert [one["type"] for one in (card, pdf)] == ["giftcertificate", "digital"]
    told = shop.get(
        f"/v2/orders/{order.order_id}/consignments", include="consignments.line_items"
    ).json()
    (sent,), (download,) = told["email"]["gift_certificates"], told["downloads"]
    assert (sent["recipient_email"], sent["line_items"][0]["id"]) == (
        "ada@example.test",
        card["id"],
    )
    assert [one["id"] for one in download["line_items"]] == [pdf["id"]]
    assert (addresses(shop, order), shown(shop, order)["order_is_digital"]) == ([], True)


def test_options_wrapping_and_notes_are_shown(shop: Shop) -> None:
    """With the wrapping's price in the sums, and the company on the address."""
    order = buy(
        shop,
        facts=OrderFacts(note="Leave it with the neighbour", staff_note="VIP"),
        line_facts=[
            LineFacts(
                options=(("Engraving", "For Ada"), ("Color", "red")),
                gift=Gift("Happy birthday", "Red paper", 350),
            )
        ],
        recipient=Recipient(company="Example Ltd"),
    )
    mug, candle = products(shop, order)
    assert sorted(mug) == sorted(KEYS["product"])
    engraving, color = mug["product_options"]
    assert sorted(engraving) == sorted(KEYS["product_option"])
    assert (engraving["display_name"], engraving["display_value"], engraving["type"]) == (
        "Engraving", "For Ada", "Text field",
    )  # fmt: skip
    assert (color["display_value"], candle["product_options"]) == ("red", [])
    assert (mug["wrapping_name"], mug["wrapping_message"], mug["base_wrapping_cost"]) == (
        "Red paper", "Happy birthday", "3.5000",
    )  # fmt: skip
    told = shown(shop, order)
    assert (told["customer_message"], told["staff_notes"]) == ("Leave it with the neighbour", "VIP")
    assert (told["base_wrapping_cost"], told["wrapping_cost_inc_tax"]) == ("3.5000", "3.5000")
    parts = ("subtotal_inc_tax", "wrapping_cost_inc_tax", "shipping_cost_inc_tax")
    assert float(told["total_inc_tax"]) == pytest.approx(sum(float(told[one]) for one in parts))
    assert addresses(shop, order)[0]["company"] == "Example Ltd"


def test_refunded_units_are_counted_by_line(shop: Shop) -> None:
    """Status 14 with a part, 4 with everything, the wrapping's price among it."""
    order = buy(shop, line_facts=[LineFacts(gift=Gift(wrapping="Red paper", cost=350))])
    mug = order.lines[0].line_id
    shop.world.after_sale.refund("shop", order.order_id, lines={mug: 1})
    line = products(shop, order)[0]
    assert (line["quantity_refunded"], line["is_refunded"]) == (1, False)
    assert shown(shop, order)["status_id"] == 14
    shop.world.after_sale.refund("shop", order.order_id, lines={mug: 1})
    line = products(shop, order)[0]
    assert line["is_refunded"] is True
    whole = float(line["total_inc_tax"]) + float(line["wrapping_cost_inc_tax"])
    assert float(line["refund_amount"]) == pytest.approx(whole)
    shop.world.after_sale.refund("shop", order.order_id)
    told = shown(shop, order)
    assert (told["status_id"], told["refunded_amount"]) == (4, told["total_inc_tax"])


def test_an_order_is_edited_after_it_was_read(shop: Shop) -> None:
    """A line fewer, another quantity and a new line; the date of the change moves."""
    order = buy(shop)
    before = shown(shop, order)
    mug, candle = (line.line_id for line in order.lines)
    shop.world.advance_to(shop.world.now + 60_000)
    shop.world.edit_lines("shop", order.order_id, {mug: 1, candle: 0}, [("GUIDE-PDF", 3, 450)])
    found = [(one["id"], one["sku"], one["quantity"]) for one in products(shop, order)]
    assert found[0] == (int(mug), "MUG-SLATE", 1)
    assert found[1][1:] == ("GUIDE-PDF", 3)
    assert found[1][0] not in (int(mug), int(candle))
    told = shown(shop, order)
    assert told["date_modified"] != before["date_modified"]
    assert told["items_total"] == 4
    assert told["subtotal_ex_tax"] == "26.4900"
    shop.world.edit_lines("shop", order.order_id, {str(found[1][0]): 0}, [CANDLE])
    assert products(shop, order)[1]["id"] not in (found[1][0], int(candle))


def test_an_edit_is_told_of_by_webhook_and_by_date(shop: Shop) -> None:
    """store/order/updated, and a search by modification finds the order."""
    hook = {"scope": "store/order/updated", "destination": "https://x.test/"}
    assert shop.call("POST", "/v3/hooks", json=hook).status_code == 200
    order = buy(shop)
    shop.world.advance_to(shop.world.now + 60_000)
    since = "2026-11-20T09:00:30Z"
    assert shop.ids(min_date_modified=since) == []
    shop.world.change_address("shop", order.order_id, Recipient(street1="99 New Home"))
    shop.world.edit_lines("shop", order.order_id, {order.lines[0].line_id: 1})
    assert shop.ids(min_date_modified=since) == [int(order.order_id)]
    assert addresses(shop, order)[0]["street_1"] == "99 New Home"
    sent = [one.webhook_event.topic for one in shop.world.webhooks.messages.values()]
    assert sent == ["store/order/updated"] * 2


def test_a_further_address_changes(shop: Shop) -> None:
    """By its id; the order's own stays."""
    order = both(shop)
    first, second = addresses(shop, order)
    shop.world.change_address("shop", order.order_id, Recipient(city="Reno"), second["id"])
    assert [one["city"] for one in addresses(shop, order)] == [first["city"], "Reno"]
    with pytest.raises(Refusal, match="no address 7"):
        shop.world.change_address("shop", order.order_id, Recipient(city="Reno"), 7)


def test_what_cannot_be_edited_is_refused(shop: Shop) -> None:
    """Refunded and shipped units, an unknown line, the last line, a cancelled order."""
    order = buy(shop)
    mug, candle = (line.line_id for line in order.lines)
    world = shop.world
    world.shipping.ship_elsewhere("shop", order.order_id, "ups", "1Z9", {mug: 2})
    world.after_sale.refund("shop", order.order_id, lines={candle: 1})
    for quantities, said in (
        ({mug: 1}, "2 units of line .* are shipped"),
        ({candle: 0}, "1 units of line .* were refunded"),
        ({"9": 1}, "no line 9"),
        ({mug: -1}, "cannot have -1 units"),
    ):
        with pytest.raises(Refusal, match=said):
            world.edit_lines("shop", order.order_id, quantities)
    other = buy(shop, MUG, name="other")
    with pytest.raises(Refusal, match="keeps a line"):
        world.edit_lines("shop", other.order_id, {other.lines[0].line_id: 0})
    world.cancel("shop", other.order_id)
    with pytest.raises(Refusal, match="was cancelled"):
        world.edit_lines("shop", other.order_id, {other.lines[0].line_id: 1})
    far = world.buy("far", "amz", [MUG])
    with pytest.raises(Refusal, match="the lines of an order on Amazon"):
        world.edit_lines("amz", far.order_id, {far.lines[0].line_id: 1})


def test_a_program_writes_where_an_order_is_from(shop: Shop) -> None:
    """Each field as it was written; an empty source stays empty."""
    written = {
        "order_source": "",
        "external_source": "CONNECTOR",
        "external_order_id": "AMZ-111-0000001-0000001",
        "external_merchant_id": "M-1",
        "payment_method": "Amazon",
        "staff_notes": "Amazon order 111-0000001-0000001",
    }
    order = buy(shop, facts=OrderFacts(written=tuple(written.items())))
    told = shown(shop, order)
    assert {name: told[name] for name in written} == written
    assert shop.ids(external_order_id=written["external_order_id"]) == [int(order.order_id)]


@pytest.mark.parametrize(
    ("unit", "word", "weight"),
    [
        ("", "Ounces", "14.1096"),
        ("LBS", "LBS", "0.8818"),
        ("KGS", "KGS", "0.4000"),
        ("Grams", "Grams", "400.0000"),
        ("Tonnes", "Tonnes", "0.0004"),
    ],
)
def test_weights_are_in_the_unit_of_the_store(
    shop: Shop, unit: str, word: str, weight: str
) -> None:
    """Of order lines and of the catalogue alike, as the store's profile names it."""
    world = shop.world
    world.open_account(Account("other", "bigcommerce", "def456", weight_unit=unit))
    world.list_product(world.catalog["MUG-SLATE"].__class__("CUP", "Cup", 900, 400, ("other",)))
    order = world.buy("cup", "other", [("CUP", 1, None)])
    there = Shop(world, shop.http, world.accounts["other"])
    assert there.get("/v2/store").json()["weight_units"] == word
    assert products(there, order)[0]["weight"] == weight
    assert there.get("/v3/catalog/products").json()["data"][0]["weight"] == float(weight)
    assert there.get("/v2/products").json()[0]["weight"] == weight


def test_the_page_may_have_shown_another_currency(shop: Shop) -> None:
    """The amounts are in the one that was paid, which is the default one."""
    plain = shown(shop, buy(shop))
    facts = OrderFacts(display_currency="AUD", display_rate="1.3846150000")
    told = shown(shop, buy(shop, name="two", facts=facts))
    names = ("currency_code", "currency_exchange_rate", "default_currency_code", "total_inc_tax")
    assert [plain[name] for name in names[:3]] == ["USD", "1.0000000000", "USD"]
    assert [told[name] for name in names] == ["AUD", "1.3846150000", "USD", plain[names[3]]]


@pytest.mark.parametrize(
    ("facts", "line", "said"),
    [
        (OrderFacts(programs=("PRIME",)), LineFacts(), "BigCommerce shows no programs"),
        (OrderFacts(), LineFacts(pickup="RENO"), "is a number"),
        (OrderFacts(), LineFacts(destination=1), "goes to address 1"),
        (OrderFacts(addresses=(FRIEND,)), LineFacts(pickup="3", destination=1), "no address"),
        (OrderFacts(written=(("order_source", "etsy"),)), LineFacts(), "'etsy'"),
        (OrderFacts(written=(("total_inc_tax", "1"),)), LineFacts(), "'total_inc_tax'"),
        (OrderFacts(written=(("channel_id", "x"),)), LineFacts(), "channel_id is a number"),
        (OrderFacts(), LineFacts(gift=Gift(sender="Ada")), "no sender"),
    ],
)
def test_what_bigcommerce_cannot_say_is_refused(
    shop: Shop, facts: OrderFacts, line: LineFacts, said: str
) -> None:
    """With the words that it has; nothing is placed."""
    with pytest.raises(Refusal, match=said):
        buy(shop, MUG, facts=facts, line_facts=[line])
    assert not shop.world.orders
