"""Amazon: tokens, the two-minute rule, what an order means, and a package confirmed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from shiponce.domain.order import Grade, ImportedOrder, OrderStatus, Package
from shiponce.domain.platform import Source
from shiponce.domain.shipment import Confirmation
from shiponce.errors import Declined, NotAuthorised, NotThere, RateLimited
from shiponce.ports import PlatformAdapter
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import AMAZON
from tests.unit.platforms.conftest import Wire, amazon_order, at, reply, store

ORDERS = "/orders/2026-01-01/orders"
ID = "111-2222222-3333333"
ORDER = f"{ORDERS}/{ID}"
CONFIRM = f"/orders/v0/orders/{ID}/shipmentConfirmation"
TOKENS = "/auth/o2/token"


@pytest.fixture
def amz(wire: Wire) -> PlatformAdapter:
    """The adapter of a North American account."""
    return wire.connections().platform(store(AMAZON))


def read(wire: Wire, amz: PlatformAdapter, **changes: object) -> ImportedOrder:
    """What becomes of an order with some changes."""
    wire.on("GET", ORDER, reply({"order": amazon_order(**changes)}))
    found = amz.read(ID)
    assert isinstance(found, ImportedOrder), found
    return found


def confirmation(**changes: Any) -> Confirmation:
    """A package with both units."""
    known: dict[str, Any] = {
        "platform": AMAZON,
        "remote_order": ID,
        "reference": "7",
        "carrier": "UPS",
        "service": "UPS Ground",
        "tracking": "1Z1",
        "shipped_at": NOON,
        "lines": (("9001", 2),),
        "extra": (("marketplaceId", "ATVPDKIKX0DER"),),
    }
    return Confirmation(**known | changes)


def error(code: str, message: str, details: str = "") -> dict[str, object]:
    """Amazon's envelope of a refusal."""
    return {"errors": [{"code": code, "message": message, "details": details}]}


EXPIRED = error("Unauthorized", "Access denied.", "The access token you provided has expired.")


def test_an_order_in_our_words(wire: Wire, amz: PlatformAdapter) -> None:
    """Its own id is its origin key, and proves."""
    order = read(wire, amz)
    (key,) = order.keys
    assert (key.key.platform, key.key.value) == (AMAZON, ID)
    assert (key.grade, key.field) == (Grade.PROVES, "orderId")
    assert order.source == Source(AMAZON)
    assert order.prime
    assert order.total.minor == 4318
    assert order.ship_by == at("07:59:59") + timedelta(days=1)
    assert order.lines[0].price.minor == 1999
    assert order.extra == {"marketplaceId": "ATVPDKIKX0DER"}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PENDING_AVAILABILITY", "awaiting_payment"),
        ("PENDING", "awaiting_payment"),
        ("UNSHIPPED", "awaiting_shipment"),
        ("PARTIALLY_SHIPPED", "awaiting_shipment"),
        ("SHIPPED", "shipped"),
        ("CANCELLED", "cancelled"),
    ],
)
def test_every_status_has_a_place(wire: Wire, amz: PlatformAdapter, word: str, status: str) -> None:
    """Each documented status maps to one of our grids."""
    assert read(wire, amz, fulfillment={"fulfillmentStatus": word}).status.value == status


def test_a_pending_order_has_neither_address_nor_price(wire: Wire, amz: PlatformAdapter) -> None:
    """It is read all the same, and waits for payment."""
    item = {"orderItemId": "9001", "quantityOrdered": 1, "product": {"sellerSku": "MUG"}}
    order = read(
        wire,
        amz,
        fulfillment={"fulfillmentStatus": "PENDING"},
        orderItems=[item],
        recipient=None,
        proceeds=None,
    )
    assert order.status is OrderStatus.AWAITING_PAYMENT
    assert order.ship_to is None
    assert order.total.minor == 0


def test_what_amazon_ships_is_not_ours(wire: Wire, amz: PlatformAdapter) -> None:
    """Fulfilled by Amazon is a fact of the order."""
    fulfillment = {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "AMAZON"}
    assert read(wire, amz, fulfillment=fulfillment).fulfilled_by_platform


def test_pages_follow_amazons_token_and_window(wire: Wire, amz: PlatformAdapter) -> None:
    """Every page goes up to the time that Amazon names, and the last one has no token."""
    told = {"lastUpdatedBefore": "2026-11-20T10:55:00Z"}
    first = {"orders": [amazon_order()], "pagination": {"nextToken": "a+/="}} | told
    wire.on("GET", ORDERS, reply(first), reply({"orders": []} | told))
    pages = list(amz.listing(at("09:00:00"), at("11:00:00")))
    assert [page.last for page in pages] == [False, True]
    assert {page.until for page in pages} == {at("10:55:00")}
    one, two = wire.sent(ORDERS)
    assert one.url.params["lastUpdatedBefore"] == "2026-11-20T11:00:00.000Z"
    assert "PACKAGES" in one.url.params["includedData"]
    assert two.url.params["paginationToken"] == "a+/="


def test_an_end_that_is_too_near_is_left_to_amazon(wire: Wire, amz: PlatformAdapter) -> None:
    """An end less than two minutes ago is refused; without one Amazon takes two minutes ago."""
    wire.on("GET", ORDERS, reply({"orders": [], "lastUpdatedBefore": "2026-11-20T11:58:00Z"}))
    (page,) = amz.listing(at("09:00:00"), NOON - timedelta(seconds=119))
    assert "lastUpdatedBefore" not in wire.sent(ORDERS)[0].url.params
    assert page.until == at("11:58:00")


def test_a_token_is_kept_until_it_ends(wire: Wire, amz: PlatformAdapter) -> None:
    """One token serves its hour by our clock, and then a new one is fetched."""
    read(wire, amz)
    read(wire, amz)
    assert len(wire.sent(TOKENS)) == 1
    wire.clock.wait(hours=1)
    read(wire, amz)
    assert len(wire.sent(TOKENS)) == 2


def test_an_expired_token_is_renewed_once(wire: Wire, amz: PlatformAdapter) -> None:
    """403 with "expired" makes one new token and one new try; a second 403 is the answer."""
    wire.on("GET", ORDER, reply(EXPIRED, 403), reply({"order": amazon_order()}))
    assert amz.read(ID).remote_id == ID
    assert len(wire.sent(TOKENS)) == 2
    wire.on("GET", ORDER, reply(EXPIRED, 403))
    with pytest.raises(NotAuthorised):
        amz.read(ID)
    assert len(wire.sent(ORDER)) == 4


def test_refused_credentials_say_so(wire: Wire, amz: PlatformAdapter) -> None:
    """The token office's refusal is no trouble of the server, and holds no secret."""
    wire.on("POST", TOKENS, reply({"error": "invalid_grant", "error_description": "x"}, 400))
    with pytest.raises(NotAuthorised) as refused:
        amz.now()
    assert "refresh-of-amz" not in f"{refused.value!r} {refused.value} {refused.value.facts}"


def test_a_package_is_confirmed_under_our_reference(wire: Wire, amz: PlatformAdapter) -> None:
    """The reference is Amazon's packageReferenceId: the same again edits, and never adds."""
    wire.on("POST", CONFIRM, httpx.Response(204))
    assert amz.confirm(confirmation()) == "7"
    body = json.loads(wire.sent(CONFIRM)[0].content)
    assert body["marketplaceId"] == "ATVPDKIKX0DER"
    assert body["packageDetail"] == {
        "packageReferenceId": "7",
        "carrierCode": "UPS",
        "carrierName": "UPS",
        "shippingMethod": "UPS Ground",
        "trackingNumber": "1Z1",
        "shipDate": "2026-11-20T12:00:00.000Z",
        "orderItems": [{"orderItemId": "9001", "quantity": 2}],
    }


def test_a_carrier_that_amazon_lacks_goes_by_its_name(wire: Wire, amz: PlatformAdapter) -> None:
    """The code is Other, and then the name is required."""
    wire.on("POST", CONFIRM, httpx.Response(204))
    amz.confirm(confirmation(carrier="Bike Couriers"))
    detail = json.loads(wire.sent(CONFIRM)[0].content)["packageDetail"]
    assert (detail["carrierCode"], detail["carrierName"]) == ("Other", "Bike Couriers")


def test_a_refusal_has_amazons_words(wire: Wire, amz: PlatformAdapter) -> None:
    """Message and details together, with the code."""
    wire.on("POST", CONFIRM, reply(error("InvalidInput", "Not valid.", "Already fulfilled."), 400))
    with pytest.raises(Declined) as no:
        amz.confirm(confirmation())
    assert (no.value.reason, no.value.reason_code) == (
        "Not valid. Already fulfilled.",
        "InvalidInput",
    )


def test_the_read_back_passes_over_cancelled_packages(wire: Wire, amz: PlatformAdapter) -> None:
    """A voided label's package is none that could stand in the way."""
    item = {"orderItemId": "9001", "quantity": 2}
    shown = [
        {"packageReferenceId": "1", "packageStatus": {"status": "CANCELLED"}},
        {
            "packageReferenceId": "7",
            "carrier": "UPS",
            "trackingNumber": "1Z1",
            "packageStatus": {"status": "SHIPPED"},
            "packageItems": [item],
        },
    ]
    wire.on("GET", ORDER, reply({"order": amazon_order(packages=shown)}))
    assert amz.packages(ID) == (Package("7", "UPS", "1Z1", (("9001", 2),)),)


@pytest.mark.proves("N7")
@pytest.mark.parametrize(
    ("headers", "wait"), [({"x_amzn_RateLimit_Limit": "0.0056"}, 178), ({}, 0)]
)
def test_a_full_quota_says_when(
    wire: Wire, amz: PlatformAdapter, headers: dict[str, str], wait: int
) -> None:
    """One call's share of the rate that the header names; without it no time is claimed."""
    wire.on("GET", ORDER, reply(error("QuotaExceeded", "Quota."), 429, **headers))
    with pytest.raises(RateLimited) as later:
        amz.read(ID)
    until = later.value.not_before
    assert (0 if until is None else int((until - NOON).total_seconds())) == wait


def test_an_id_never_leaves_its_path(wire: Wire, amz: PlatformAdapter) -> None:
    """What is no order id is not there, without a call."""
    with pytest.raises(NotThere):
        amz.read("../../tokens")
    assert wire.requests == []


@pytest.mark.parametrize(("ahead", "now"), [(0, NOON), (90, NOON + timedelta(seconds=90))])
def test_amazons_clock_is_its_date_header(
    wire: Wire, amz: PlatformAdapter, ahead: int, now: object
) -> None:
    """The token answer's Date tells how far its clock is from ours; a second is no difference."""
    date = (NOON + timedelta(seconds=ahead)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    token = {"access_token": "Atza|x", "expires_in": 3600}
    wire.on("POST", TOKENS, reply(token, Date=date))
    assert amz.now() == now
