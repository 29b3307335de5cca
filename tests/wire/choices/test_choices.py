"""What the platforms' documents leave open: every answer that may be chosen is seen on the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count

import httpx
import pytest

from mockplace.kernel.assumptions import all_assumptions
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient, ShippingCenter
from mockplace.kernel.records import OrderLine, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.testing import Mockplace, opened
from tests.wire.ebay.logistics_requests import wanted

AMAZON = "https://sellingpartnerapi-na.amazon.com"
MARKET = "ATVPDKIKX0DER"
_numbers = count(1)


class Shop:
    """Somebody's program with an account on each platform."""

    def __init__(self, place: Mockplace) -> None:
        self.place = place
        self.http = httpx.Client(transport=place.transport)

    def shop(self, method: str, path: str, json: object = None, token: str = "") -> httpx.Response:
        """A call to BigCommerce, with the right token where no other is given."""
        account = self.place.account("shop")
        where = f"https://api.bigcommerce.com/stores/{account.account}{path}"
        headers = {"X-Auth-Token": token or account.token}
        return self.http.request(method, where, json=json, headers=headers)

    def amazon(self, secret: str = "") -> httpx.Response:
        """A request for a token."""
        account = self.place.account("amz")
        form = {
            "grant_type": "refresh_token",
            "client_id": account.client_id,
            "client_secret": secret or account.client_secret,
            "refresh_token": account.token,
        }
        return self.http.post("https://api.amazon.com/auth/o2/token", data=form)

    def ebay(self, order_id: str) -> httpx.Response:
        """An order read from eBay."""
        where = f"https://api.ebay.com/sell/fulfillment/v1/order/{order_id}"
        return self.http.get(where, headers=self.signed_in())

    def logistics(self, path: str, body: object) -> httpx.Response:
        """A call to eBay's label shop."""
        where = f"https://api.ebay.com/sell/logistics/v1_beta/{path}"
        market = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_US"}
        return self.http.post(where, json=body, headers=self.signed_in() | market)

    def signed_in(self) -> dict[str, str]:
        """A header with a token of the eBay seller's."""
        account = self.place.account("bay")
        form = {"grant_type": "refresh_token", "refresh_token": account.token}
        client = (account.client_id, account.client_secret)
        token = self.http.post(
            "https://api.ebay.com/identity/v1/oauth2/token", data=form, auth=client
        ).json()["access_token"]
        return {"Authorization": f"Bearer {token}"}

    def confirm(
        self, order: PlatformOrder, lines: Sequence[OrderLine] | None = None, code: str = "UPS"
    ) -> httpx.Response:
        """A confirmation of an Amazon order's lines, under a reference that no other has."""
        package = {
            "packageReferenceId": str(next(_numbers)),
            "carrierCode": code,
            "trackingNumber": "1Z999AA10123456784",
            "shipDate": "2026-11-20T09:30:00.000Z",
            "orderItems": [
                {"orderItemId": line.line_id, "quantity": line.quantity}
                for line in lines or order.lines
            ],
        }
        headers = {"x-amz-access-token": self.amazon().json()["access_token"]}
        where = f"{AMAZON}/orders/v0/orders/{order.order_id}/shipmentConfirmation"
        body = {"marketplaceId": MARKET, "packageDetail": package}
        return self.http.post(where, json=body, headers=headers)

    def ship(self, order: PlatformOrder, units: int) -> dict[str, object]:
        """A shipment of so many units in the shop, and the order as it is then."""
        line = order.lines[0]
        body = {
            "order_address_id": order.address_id,
            "items": [{"order_product_id": int(line.line_id), "quantity": units}],
        }
        where = f"/v2/orders/{order.order_id}"
        assert self.shop("POST", f"{where}/shipments", body).status_code == 201
        shown: dict[str, object] = self.shop("GET", where).json()
        return shown


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A program in front of a market of its own."""
    with opened(seed=7) as place:
        yield Shop(place)


def partial(shop: Shop) -> object:
    """The status of an order of two of which one is shipped."""
    order = shop.place.world.buy("two", "shop", [("MUG-SLATE-12", 2, None)])
    return shop.ship(order, 1)["status_id"]


def mailed(shop: Shop) -> object:
    """Whom BigCommerce writes to: of a storefront order, and of a copy."""
    own = shop.place.buy("shop", "MUG-SLATE-12")
    shop.place.buy("amz", "MUG-SLATE-12")
    shop.place.pass_time(90)
    copy = list(shop.place.world.orders_of("shop"))[-1]
    for order in (own, copy):
        shop.ship(order, 1)
    to = [mail.to for mail in shop.place.world.mails if mail.store == "shop"]
    return own.buyer.email in to, copy.buyer.email in to


def about(shop: Shop) -> object:
    """What BigCommerce writes of, when an order is cancelled and another one marked as shipped."""
    for status in (5, 2):
        order = shop.place.buy("shop", "MUG-SLATE-12")
        where = f"/v2/orders/{order.order_id}"
        assert shop.shop("PUT", where, {"status_id": status}).is_success
    return [mail.about for mail in shop.place.world.mails]


def left_out(shop: Shop) -> object:
    """What a channel says of an e-mail that its second change does not name."""
    channel = shop.shop("GET", "/v3/channels").json()["data"][1]["id"]
    where = f"/v3/settings/email-statuses?channel_id={channel}"
    assert shop.shop("PUT", where, {"invoice_email": False}).is_success
    told = shop.shop("PUT", where, {"combined_order_status_email": False}).json()["data"]
    assert told["combined_order_status_email"] is False
    return told["invoice_email"]


def window(shop: Shop) -> object:
    """How many requests there are in a window, by its header and by trying."""
    first = shop.shop("GET", "/v2/time")
    quota = int(first.headers["x-rate-limit-requests-quota"])
    statuses = [shop.shop("GET", "/v2/time").status_code for _ in range(quota)]
    assert statuses == [200] * (quota - 1) + [429]
    return quota


def unauthorized(shop: Shop) -> object:
    """The body of a 401 of V2; V3's is documented."""
    assert shop.shop("GET", "/v3/channels", token="wrong").json()["status"] == 401
    answer = shop.shop("GET", "/v2/orders", token="wrong")
    assert answer.status_code == 401
    return type(answer.json()) if answer.content else None


def second(shop: Shop) -> object:
    """The status of a second confirmation; there is one package whatever it is."""
    order = shop.place.buy("amz", "MUG-SLATE-12")
    assert shop.confirm(order).status_code == 204
    status = shop.confirm(order).status_code
    assert len(order.packages) == 1
    return status


def labelled(shop: Shop) -> object:
    """The status of a confirmation behind a label of Amazon's."""
    order = shop.place.buy("amz", "MUG-SLATE-12")
    shop.place.world.shipping.buy_label(
        "amz", order.order_id, service_id="UPS_PTP_GND", offer_id="x", carrier="UPS",
        service="UPS Ground", price=900, units={order.lines[0].line_id: 1},
        via="merchant-fulfillment",
    )  # fmt: skip
    status = shop.confirm(order).status_code
    assert [parcel.recorded_by for parcel in order.packages] == ["buy-shipping"]
    return status


def prime(shop: Shop) -> object:
    """The status of a confirmation of a Prime order with another carrier's label."""
    order = shop.place.buy("amz", "MUG-SLATE-12", prime=True)
    assert shop.confirm(shop.place.buy("amz", "MUG-SLATE-12")).status_code == 204
    answer = shop.confirm(order)
    assert len(order.packages) == int(answer.status_code == 204)
    return answer.status_code


def wrong_client(shop: Shop) -> object:
    """The status of a token request of an unknown application."""
    answer = shop.amazon(secret="wrong")
    assert answer.json()["error"] == "invalid_client"
    return answer.status_code


def unknown(shop: Shop) -> object:
    """The status of an eBay order that there is not."""
    answer = shop.ebay("01-00000-00000")
    assert answer.json()["errors"][0]["errorId"] == 32100
    return answer.status_code


def unanswered(shop: Shop) -> object:
    """The state of a paid order three days after its buyer wanted to cancel it."""
    order = shop.place.buy("bay", "MUG-SLATE-12")
    shop.place.request_cancellation(order)
    shop.place.pass_time(3 * 86_400 + 1)
    assert order.cancellations[0].is_open is False
    return shop.ebay(order.order_id).json()["cancelStatus"]["cancelState"]


def label_ships(shop: Shop) -> object:
    """The state of an order for which a label was bought of eBay."""
    order = shop.place.buy("bay", "MUG-SLATE-12")
    quote = shop.logistics("shipping_quote", wanted(order)).json()
    bought = {
        "shippingQuoteId": quote["shippingQuoteId"],
        "rateId": quote["rates"][0]["rateId"],
    }
    made = shop.logistics("shipment/create_from_shipping_quote", bought)
    assert made.status_code == 201, made.text
    return shop.ebay(order.order_id).json()["orderFulfillmentStatus"]


def quota(shop: Shop) -> object:
    """How many reads eBay answers before it has had enough, three being tried."""
    order = shop.place.buy("bay", "MUG-SLATE-12")
    return [shop.ebay(order.order_id).status_code for _ in range(3)].count(200)


def amazons_carrier(shop: Shop) -> object:
    """The answer to a carrierCode that Amazon does not list."""
    return shop.confirm(shop.place.buy("amz", "MUG-SLATE-12"), code="UPS Ground").status_code


def shops_carrier(shop: Shop) -> object:
    """The answer to a tracking_carrier that is no code of AfterShip's."""
    order = shop.place.buy("shop", "MUG-SLATE-12")
    body = {
        "order_address_id": order.address_id,
        "tracking_carrier": "UPS Ground",
        "items": [{"order_product_id": int(order.lines[0].line_id), "quantity": 1}],
    }
    return shop.shop("POST", f"/v2/orders/{order.order_id}/shipments", body).status_code


def program(*programs: str, pickup: str = "") -> Callable[[Shop], object]:
    """Look at the answer to the confirmation of an order of some programs."""

    def look(shop: Shop) -> object:
        order = shop.place.world.buy(
            "special",
            "amz",
            [("MUG-SLATE-12", 1, None)],
            facts=OrderFacts(programs=programs),
            line_facts=[LineFacts(pickup=pickup)],
        )
        return shop.confirm(order).status_code

    return look


def transparency(shop: Shop) -> object:
    """The answer to a confirmation without the codes that an item needs."""
    facts = [LineFacts(programs=("TRANSPARENCY",))]
    lines = [("MUG-SLATE-12", 1, None)]
    return shop.confirm(shop.place.world.buy("t", "amz", lines, line_facts=facts)).status_code


def withdrawn(shop: Shop) -> object:
    """What Amazon shows of a request that its buyer took back."""
    order = shop.place.buy("amz", "MUG-SLATE-12")
    shop.place.request_cancellation(order)
    shop.place.withdraw_cancellation(order)
    headers = {"x-amz-access-token": shop.amazon().json()["access_token"]}
    where = f"{AMAZON}/orders/2026-01-01/orders/{order.order_id}?includedData=CANCELLATION"
    shown = shop.http.get(where, headers=headers).json()["order"]["orderItems"][0]
    return "cancellation" in shown


def abroad(shop: Shop) -> object:
    """Whether an order of eBay International Shipping has a reference."""
    center = ShippingCenter("1234567890123456", "international-shipping")
    lines = [("MUG-SLATE-12", 1, None)]
    order = shop.place.world.buy("far", "bay", lines, facts=OrderFacts(shipping_center=center))
    (told,) = shop.ebay(order.order_id).json()["fulfillmentStartInstructions"]
    return "shipToReferenceId" in told["shippingStep"]


def untracked_twice(shop: Shop) -> object:
    """The answer to a second fulfilment without tracking."""
    order = shop.place.world.buy("two", "bay", [("MUG-SLATE-12", 2, None)])
    where = f"https://api.ebay.com/sell/fulfillment/v1/order/{order.order_id}/shipping_fulfillment"
    body = {"lineItems": [{"lineItemId": order.lines[0].line_id, "quantity": 1}]}
    answers = [shop.http.post(where, json=body, headers=shop.signed_in()) for _ in range(2)]
    return [answer.status_code for answer in answers]


def collected_on_ebay(shop: Shop) -> object:
    """The status of an order whose buyer has collected it."""
    lines, facts = [("MUG-SLATE-12", 1, None)], [LineFacts(pickup="RENO")]
    order = shop.place.world.buy("near", "bay", lines, line_facts=facts)
    shop.place.collect(order)
    return shop.ebay(order.order_id).json()["orderFulfillmentStatus"]


def other_address(shop: Shop) -> object:
    """The answer to a shipment to one address of a line that goes to another one."""
    order = shop.place.world.buy(
        "both",
        "shop",
        [("MUG-SLATE-12", 1, None), ("TRAY-OAK-S", 1, None)],
        facts=OrderFacts(addresses=(Recipient(city="Boise"),)),
        line_facts=[LineFacts(), LineFacts(destination=1)],
    )
    item = {"order_product_id": int(order.lines[1].line_id), "quantity": 1}
    body = {"order_address_id": order.address_id, "items": [item]}
    return shop.shop("POST", f"/v2/orders/{order.order_id}/shipments", body).status_code


def set_to_shipped(shop: Shop) -> object:
    """The units that count as shipped when somebody has set the status by hand."""
    order = shop.place.world.buy("two", "shop", [("MUG-SLATE-12", 2, None)])
    shop.place.mark_shipped(order)
    (line,) = shop.shop("GET", f"/v2/orders/{order.order_id}/products").json()
    return line["quantity_shipped"]


def collected_in_the_shop(shop: Shop) -> object:
    """The units that count as shipped when their buyer has collected one of two."""
    lines, facts = [("MUG-SLATE-12", 2, None)], [LineFacts(pickup="3")]
    order = shop.place.world.buy("near", "shop", lines, line_facts=facts)
    shop.place.collect(order, units={"MUG-SLATE-12": 1})
    (line,) = shop.shop("GET", f"/v2/orders/{order.order_id}/products").json()
    return line["quantity_shipped"]


def edited(shop: Shop) -> object:
    """The lines of an order of which a shipped one was to be taken out."""
    order = shop.place.buy("shop", "MUG-SLATE-12", "TRAY-OAK-S")
    shop.place.ship(order, "1Z9", units={"TRAY-OAK-S": 1})
    with suppress(Refusal):
        shop.place.edit(order, {"TRAY-OAK-S": 0})
    where = f"/v2/orders/{order.order_id}"
    (shipment,) = shop.shop("GET", f"{where}/shipments").json()
    assert shipment["tracking_number"] == "1Z9"
    return len(shop.shop("GET", f"{where}/products").json())


#: Choice → how it shows, and what shows for each answer.
SEEN: dict[str, tuple[Callable[[Shop], object], dict[str, object]]] = {
    "bigcommerce.partial-shipment": (partial, {"partially-shipped": 3, "unchanged": 11}),
    "bigcommerce.shipment-mail": (
        mailed,
        {"everybody": (True, True), "storefront": (True, False), "nobody": (False, False)},
    ),
    "bigcommerce.mailed-statuses": (
        about,
        {"shipping": ["shipped"], "every": ["status", "shipped"]},
    ),
    "bigcommerce.emails-left-out": (left_out, {"kept": False, "inherited": None}),
    "bigcommerce.requests": (window, {"150": 150, "450": 450, "2": 2}),
    "bigcommerce.v2-unauthorized": (unauthorized, {"array": list, "object": dict, "empty": None}),
    "amazon.second-confirmation": (second, {"refused": 400, "ignored": 204}),
    "amazon.labelled-confirmation": (labelled, {"refused": 400, "ignored": 204}),
    "amazon.prime-own-label": (prime, {"taken": 204, "refused": 400}),
    "amazon.unlisted-carrier-code": (amazons_carrier, {"refused": 400, "taken": 204}),
    "bigcommerce.unlisted-tracking-carrier": (shops_carrier, {"refused": 400, "taken": 201}),
    "amazon.easy-ship-confirmation": (
        program("AMAZON_EASY_SHIP"),
        {"refused": 400, "taken": 204},
    ),
    "amazon.pick-up-confirmation": (
        program("IN_STORE_PICK_UP", pickup="RENO"),
        {"refused": 400, "taken": 204},
    ),
    "amazon.transparency-codes": (transparency, {"refused": 400, "taken": 204}),
    "amazon.withdrawn-cancellation": (withdrawn, {"gone": False, "shown": True}),
    "ebay.international-shipping-reference": (abroad, {"returned": True, "absent": False}),
    "ebay.second-untracked-fulfillment": (
        untracked_twice,
        {"refused": [201, 400], "taken": [201, 201]},
    ),
    "ebay.collected-status": (
        collected_on_ebay,
        {"fulfilled": "FULFILLED", "not-started": "NOT_STARTED"},
    ),
    "bigcommerce.shipment-of-another-address": (other_address, {"refused": 400, "taken": 201}),
    "bigcommerce.units-of-a-status": (set_to_shipped, {"unchanged": 0, "all": 2}),
    "bigcommerce.collected-units": (collected_in_the_shop, {"unchanged": 0, "counted": 1}),
    "bigcommerce.edit-of-shipped-lines": (edited, {"refused": 2, "taken": 1}),
    "amazon.invalid-client": (wrong_client, {"401": 401, "400": 400}),
    "ebay.unknown-order": (unknown, {"404": 404, "400": 400}),
    "ebay.unanswered-cancellation": (
        unanswered,
        {"stands": "NONE_REQUESTED", "cancelled": "CANCELED"},
    ),
    "ebay.label-ships": (label_ships, {"yes": "FULFILLED", "no": "NOT_STARTED"}),
    "ebay.fulfillment-calls": (quota, {"100000": 3, "2": 2}),
}


@pytest.mark.parametrize(
    ("name", "answer"), [(name, answer) for name, (_, seen) in SEEN.items() for answer in seen]
)
def test_each_answer_shows_on_the_wire(shop: Shop, name: str, answer: str) -> None:
    """What is chosen is what a program meets."""
    look, seen = SEEN[name]
    shop.place.choose(name, answer)
    assert look(shop) == seen[answer]


@pytest.mark.parametrize("name", SEEN)
def test_the_usual_answer_holds_by_itself(shop: Shop, name: str) -> None:
    """It is the first one, and it is what a program meets where nobody chose."""
    look, seen = SEEN[name]
    assert look(shop) == seen[all_assumptions()[name].usual]


def test_every_choice_is_looked_at() -> None:
    """None without a look, and none of its answers."""
    assert set(SEEN) == set(all_assumptions())
    assert all(set(SEEN[name][1]) >= set(one.answers) for name, one in all_assumptions().items())


def test_every_choice_says_where_it_is_from() -> None:
    """A source, or the word that it is assumed."""
    assert all(one.source and one.question for one in all_assumptions().values())


def test_two_choices_of_one_kind_do_not_mix(shop: Shop) -> None:
    """A repeated confirmation may be ignored where one behind a label is refused."""
    shop.place.choose("amazon.second-confirmation", "ignored")
    assert (second(shop), labelled(shop)) == (204, 400)


def test_an_ignored_confirmation_of_more_is_still_refused(shop: Shop) -> None:
    """What is passed over is a repetition, not a line that was not shipped yet."""
    shop.place.choose("amazon.second-confirmation", "ignored")
    order = shop.place.buy("amz", "MUG-SLATE-12", "TRAY-OAK-S")
    assert shop.confirm(order, order.lines[:1]).status_code == 204
    assert shop.confirm(order).status_code == 400
    assert shop.confirm(order, order.lines[:1]).status_code == 204
    assert len(order.packages) == 1


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("amazon.second-confirmaton", "ignored", "there is no choice 'amazon.second-confirmaton'"),
        ("amazon.second-confirmation", "maybe", "refused or ignored, not 'maybe'"),
        ("bigcommerce.requests", "0", "a number from 1, not '0'"),
        ("bigcommerce.requests", "007", "a number from 1, not '007'"),
        ("bigcommerce.requests", "9" * 5000, "a number from 1"),
    ],
)
def test_what_cannot_be_chosen_is_refused(shop: Shop, name: str, answer: str, said: str) -> None:
    """With what there is to choose."""
    with pytest.raises(ValueError, match=said.replace("(", "\\(")):
        shop.place.choose(name, answer)
