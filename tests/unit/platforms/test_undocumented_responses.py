"""An answer that is not what a platform documents is trouble, and trouble is tried again.

Never a traceback, never a guess, and never an order that is simply gone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from shiponce.domain.order import Unreadable
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Confirmation
from shiponce.errors import Declined, NotThere, ServerTrouble
from shiponce.platforms.json_decoding import loads
from shiponce.platforms.raw_order_fields import Fault, fetched, moment, money
from shiponce.ports import PlatformAdapter
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import AMAZON as SELLER
from tests.platform_ids import BIGCOMMERCE
from tests.platform_ids import EBAY as BAY
from tests.unit.platforms.conftest import Wire, amazon_order, ebay_order, reply, shop_order, store

SHOP = "/stores/abc123/v2/orders/1042"
AMAZON = "/orders/2026-01-01/orders/111-2222222-3333333"
EBAY = "/sell/fulfillment/v1/order/27-10411-55083"
IDS = {
    BIGCOMMERCE: "1042",
    SELLER: "111-2222222-3333333",
    BAY: "27-10411-55083",
}


def confirmation(platform: Platform, **changes: Any) -> Confirmation:
    """A shipment of everything that is left, its address not known."""
    known: dict[str, Any] = {
        "platform": platform,
        "remote_order": IDS[platform],
        "reference": "7",
        "carrier": "UPS",
        "service": "",
        "tracking": "1Z1",
        "shipped_at": NOON,
    }
    return Confirmation(**known | changes)


Call = Callable[[PlatformAdapter], object]


def confirm(platform: Platform, **changes: Any) -> Call:
    """Tell the platform of a shipment."""
    return lambda adapter: adapter.confirm(confirmation(platform, **changes))


def packages(platform: Platform) -> Call:
    """Read the parcels back."""
    return lambda adapter: adapter.packages(IDS[platform])


SHOP_LINES = [{"id": 61, "quantity": 2, "quantity_shipped": 0, "type": "physical", "sku": "MUG"}]


@pytest.mark.parametrize("body", [{}, [], {"time": "soon"}, {"time": None}, {"time": 10**30}])
def test_a_clock_without_a_time(wire: Wire, body: object) -> None:
    """The window of an import is never made from a guess."""
    wire.on("GET", "/stores/abc123/v2/time", reply(body))
    with pytest.raises(ServerTrouble) as said:
        wire.connections().platform(store(BIGCOMMERCE)).now()
    assert said.value.code == "error.rubbish"
    assert said.value.operation == "word.call.getTime"


NONSENSE: list[tuple[Platform, str, object, Call, str]] = [
    (BIGCOMMERCE, f"{SHOP}/products", {"a": 1}, confirm(BIGCOMMERCE), "Products"),
    (BIGCOMMERCE, f"{SHOP}/products", [{}], confirm(BIGCOMMERCE), "Products"),
    (SELLER, AMAZON, {"nothing": 1}, confirm(SELLER), "getOrder"),
    (SELLER, AMAZON, [], packages(SELLER), "getOrder"),
    (SELLER, AMAZON, {"order": [1]}, packages(SELLER), "getOrder"),
    (SELLER, AMAZON, {"order": {"packages": [1]}}, packages(SELLER), "getOrder"),
    (SELLER, AMAZON, {"order": {"orderId": []}}, confirm(SELLER), "getOrder"),
    (BAY, f"{EBAY}/shipping_fulfillment", [], packages(BAY), "Fulfillments"),
    (
        BAY,
        f"{EBAY}/shipping_fulfillment",
        {"fulfillments": [{}]},
        packages(BAY),
        "Fulfillments",
    ),
    (BAY, EBAY, {"orderId": {}}, confirm(BAY), "getOrder"),
]


@pytest.mark.proves("N7")
@pytest.mark.parametrize(("platform", "path", "body", "call", "operation"), NONSENSE)
def test_an_answer_that_makes_no_sense_is_tried_again(
    wire: Wire, platform: Platform, path: str, body: object, call: Call, operation: str
) -> None:
    """The error is the kind that notices and imports try again after, and it names the call."""
    wire.on("GET", SHOP, reply({"id": 1042, "status_id": 11}))
    wire.on("GET", path, reply(body))
    with pytest.raises(ServerTrouble) as said:
        call(wire.connections().platform(store(platform)))
    assert said.value.code == "error.rubbish"
    assert operation in said.value.operation


@pytest.mark.parametrize(
    ("addresses", "error"),
    [([], NotThere), ([{}], NotThere), ([{"id": []}], ServerTrouble), ([{"id": "x"}], NotThere)],
)
def test_an_address_that_cannot_be_named(
    wire: Wire, addresses: list[object], error: type[Exception]
) -> None:
    """BigCommerce wants the address of a shipment by its id: without one nothing is sent."""
    wire.on("GET", f"{SHOP}/products", reply(SHOP_LINES))
    wire.on("GET", SHOP, reply({"id": 1042, "items_total": 2}))
    wire.on("GET", f"{SHOP}/shipping_addresses", reply(addresses))
    with pytest.raises(error):
        confirm(BIGCOMMERCE)(wire.connections().platform(store(BIGCOMMERCE)))
    assert not wire.sent(f"{SHOP}/shipments")


def test_an_unknown_address_is_asked_for(wire: Wire) -> None:
    """An order imported without its address has it looked up, and its lines as well."""
    wire.on("GET", f"{SHOP}/products", reply(SHOP_LINES))
    wire.on("GET", SHOP, reply({"id": 1042, "items_total": 2}))
    wire.on("GET", f"{SHOP}/shipping_addresses", reply([{"id": 43}]))
    wire.on("POST", f"{SHOP}/shipments", reply({"id": 9}, 201))
    adapter = wire.connections().platform(store(BIGCOMMERCE))
    assert adapter.confirm(confirmation(BIGCOMMERCE)) == "9"
    (sent,) = wire.sent(f"{SHOP}/shipments")
    assert b'"order_address_id":43' in sent.content
    assert b'"items":[{"order_product_id":61,"quantity":2}]' in sent.content


@pytest.mark.parametrize("body", [[], {"data": [{}]}, {"data": None}])
def test_channels_that_make_no_sense(wire: Wire, body: object) -> None:
    """Where an order was bought is not guessed when the list of channels cannot be read."""
    wire.on("GET", "/stores/abc123/v3/channels", reply(body))
    wire.on("GET", SHOP, reply(shop_order(channel_id=66)))
    with pytest.raises(ServerTrouble) as said:
        wire.connections().platform(store(BIGCOMMERCE)).read("1042")
    assert said.value.operation == "word.call.getChannels"


@pytest.mark.parametrize(
    "token", [{}, {"access_token": "t"}, {"access_token": 1, "expires_in": "x"}]
)
def test_a_token_office_that_makes_no_sense(wire: Wire, token: object) -> None:
    """No call leaves with a token that is none."""
    wire.on("POST", "/auth/o2/token", reply(token))
    with pytest.raises(ServerTrouble):
        wire.connections().platform(store(SELLER)).read(IDS[SELLER])
    assert not wire.sent(AMAZON)


def test_a_refusal_in_no_known_form_is_told_by_its_status(wire: Wire) -> None:
    """A person still reads something when a refusal has no readable words."""
    wire.on("GET", SHOP, httpx.Response(422, content=b"<html>"))
    with pytest.raises(Declined) as said:
        wire.connections().platform(store(BIGCOMMERCE)).read("1042")
    assert said.value.reason_code == "422"
    assert said.value.reason


@pytest.mark.parametrize("told", ["yesterday", "Fri, 99 Nov 2026 12:00:00 GMT", "0"])
def test_a_date_that_is_none_says_nothing(wire: Wire, told: str) -> None:
    """Amazon's clock is read from its answers; one that cannot be read is the hub's own."""
    wire.on("GET", AMAZON, reply({"order": amazon_order()}, Date=told))
    adapter = wire.connections().platform(store(SELLER))
    adapter.read(IDS[SELLER])
    assert adapter.now() == NOON


def test_an_order_asked_for_without_consignments_has_its_parts_fetched(wire: Wire) -> None:
    """Lines and addresses that an answer leaves out are asked for, and not taken as none."""
    bare = shop_order()
    lines = bare.pop("consignments")["shipping"][0]["line_items"]
    wire.on("GET", SHOP, reply(bare))
    wire.on("GET", f"{SHOP}/products", reply(lines))
    wire.on("GET", f"{SHOP}/shipping_addresses", reply([]))
    found = wire.connections().platform(store(BIGCOMMERCE)).read("1042")
    assert not isinstance(found, Unreadable)
    assert len(found.lines) == len(lines)
    assert found.ship_to is None


def test_ebay_confirms_every_line_when_none_is_named(wire: Wire) -> None:
    """A copy kept out by a rule is confirmed from the platform's own lines."""
    wire.on("GET", EBAY, reply(ebay_order()))
    wire.on("POST", f"{EBAY}/shipping_fulfillment", reply({}, 201, Location="x/9405"))
    adapter = wire.connections().platform(store(BAY))
    assert adapter.confirm(confirmation(BAY)) == "9405"
    (sent,) = wire.sent(f"{EBAY}/shipping_fulfillment")
    for line in ebay_order()["lineItems"]:
        assert f'"lineItemId":"{line["lineItemId"]}"'.encode() in sent.content


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "a time expected"),
        (5, "a time expected"),
        ("soon", "a time expected"),
        ("1995-12-31T00:00:00Z", "a time of this century expected"),
        ("2100-01-01T00:00:00Z", "a time of this century expected"),
    ],
)
def test_what_is_no_time(value: object, fault: str) -> None:
    """A time is ISO 8601 or RFC 2822, and within the years in which anybody buys here."""
    with pytest.raises(Fault, match=fault):
        moment(value)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("1996-01-01T00:00:00Z", datetime(1996, 1, 1, tzinfo=UTC)),
        ("2099-12-31T23:59:59", datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 16:40:02 +0100", datetime(2026, 11, 20, 15, 40, 2, tzinfo=UTC)),
        ("2026-11-20T16:40:02.1234567Z", datetime(2026, 11, 20, 16, 40, 2, 123456, tzinfo=UTC)),
    ],
)
def test_what_is_a_time(text: str, when: datetime) -> None:
    """Seven digits of a second, another zone, none at all: it is one moment in UTC."""
    assert moment(text) == when


@pytest.mark.parametrize(
    ("amount", "currency", "fault"),
    [
        ("1", "usd", "not a currency"),
        ("1", "US", "not a currency"),
        ("1", "ÜSD", "not a currency"),
        ("much", "USD", "not an amount"),
        ("NaN", "USD", "not an amount|no amount that"),
        ("-0.01", "USD", "no amount that anybody pays"),
        ("10000000000.01", "USD", "no amount that anybody pays"),
    ],
)
def test_what_is_no_money(amount: str, currency: str, fault: str) -> None:
    """The field is named, and what stood in it is not repeated."""
    with pytest.raises(Fault, match=f"total: ({fault})"):
        money(amount, currency, "total")


def test_the_most_that_anybody_pays() -> None:
    """The bound itself is still an amount."""
    assert money("10000000000.00", "USD", "total").minor == 10**12
    assert money("0", "USD", "total").minor == 0


def test_a_body_nested_too_deep_is_none() -> None:
    """A hostile answer costs one call and not the program."""
    with pytest.raises(ValueError, match="nested too deep"):
        loads(b"[" * 200_000)


def test_a_fault_repeats_nothing_of_what_was_sent() -> None:
    """Personal data that stands in the wrong field reaches no log by way of the reason (X8)."""

    def order_of(raw: object) -> Any:
        raise KeyError("Ada Quill, 5 Elm Row")

    found = fetched(BAY, {"orderId": "7"}, lambda raw: raw["orderId"], order_of)  # type: ignore[index]  # it is a dict
    assert isinstance(found, Unreadable)
    assert found.fault == "KeyError"
    assert found.remote_id == "7"


def test_what_cannot_be_written_as_json_is_kept_as_it_reads() -> None:
    """The bytes of a quarantined order are there for a later look, whatever they were."""

    def order_of(raw: object) -> Any:
        raise Fault("id: an id expected")

    found = fetched(BAY, {"orderId": {1, 2}}, lambda raw: raw["orderId"], order_of)  # type: ignore[index]  # it is a dict
    assert isinstance(found, Unreadable)
    assert found.remote_id == ""
    assert found.payload == b"{'orderId': {1, 2}}"
