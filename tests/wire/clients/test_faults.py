"""Every kind of fault, met by published clients: what they see, and what the platform has done.

The tables say it: for a write whether the platform acted, for a read which orders came, for a
message what the subscriber got. A kind of the plan that is in no table fails a test.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from mockplace.kernel.fault_plan import KINDS, Fault, FaultKind, MessageFaultKind
from mockplace.kernel.world import World
from mockplace.respx import respx_router
from mockplace.serving.webhook_sender import deliver
from tests.wire.clients.conftest import MARKET, MINUTE, Places, bought
from tests.wire.messages.receiver import Received, Receiver

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
bigcommerce = pytest.importorskip("bigcommerce.api", reason="bigcommerce is not installed")

SINCE = "2026-11-01T00:00:00Z"
#: Milliseconds of a slow answer. Over a port they are real, so there are few of them.
SLOW = 100
#: Seconds after which bigcommerce gives up where an answer never comes; they are real too.
_PATIENCE = 0.7


@dataclass
class Seller:
    """A published client of one store: it lists, reads, and ships an order."""

    store: str
    list: Callable[[int], list[str]]
    status: Callable[[str], str]
    ship: Callable[[str], object]
    #: The operations of the plan behind those.
    listing: str
    reading: str
    shipping: str


@pytest.fixture
def amazon(world: World) -> Iterator[Seller]:
    """python-amazon-sp-api, in process: what it waits for passes on the world's clock."""
    account = world.accounts["amz"]
    credentials = {
        "refresh_token": account.token,
        "lwa_app_id": account.client_id,
        "lwa_client_secret": account.client_secret,
    }
    cache = pytest.importorskip("sp_api.auth.access_token_client").cache
    cache.clear()  # tokens of other tests' worlds
    with respx_router(world):
        client = sp_api.Orders(credentials=credentials, version="2026-01-01")
        old = sp_api.Orders(credentials=credentials)
        following: dict[int, str] = {}

        def page(number: int) -> list[str]:
            more = {"paginationToken": following[number]} if number > 1 else {}
            found = client.search_orders(createdAfter=SINCE, maxResultsPerPage=2, **more)
            following[number + 1] = found.next_token or ""
            return [order["orderId"] for order in found.payload["orders"]]

        def status(order_id: str) -> str:
            order = client.get_order(order_id, includedData=["FULFILLMENT"]).payload["order"]
            return str(order["fulfillment"]["fulfillmentStatus"])

        def ship(order_id: str) -> object:
            items = world.orders["amz", order_id].lines
            package = {
                "packageReferenceId": "1",
                "carrierCode": "UPS",
                "trackingNumber": "1Z999AA10123456784",
                "shipDate": "2026-11-20T09:05:00Z",
                "orderItems": [
                    {"orderItemId": line.line_id, "quantity": line.quantity} for line in items
                ],
            }
            return old.confirm_shipment(order_id, marketplaceId=MARKET, packageDetail=package)

        yield Seller("amz", page, status, ship, "searchOrders", "getOrder", "confirmShipment")
        for opened in (client, old):
            opened.close()
            opened._auth._transport.close()  # what it fetches tokens with has no way to close it


@pytest.fixture
def shop(
    world: World,
    places: Places,
    environment: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Seller:
    """bigcommerce, over a port with TLS."""
    environment.setenv("BC_API_ENDPOINT", places.tls)
    environment.setenv("REQUESTS_CA_BUNDLE", str(places.authority))
    places.stage.show(world)
    account = world.accounts["shop"]
    client = bigcommerce.BigcommerceApi(
        client_id="judge", store_hash=account.account, access_token=account.token
    )
    if "timeout" in request.node.name:
        client.connection.timeout = _PATIENCE

    def ship(order_id: str) -> object:
        (address,) = client.OrderShippingAddresses.all(order_id)
        items = [
            {"order_product_id": line.id, "quantity": line.quantity}
            for line in client.OrderProducts.all(order_id)
        ]
        told = {"order_address_id": address.id, "tracking_number": "1Z", "items": items}
        return client.OrderShipments.create(order_id, **told)

    def page(number: int) -> list[str]:
        return [str(order.id) for order in client.Orders.all(limit=2, page=number)]

    def status(order_id: str) -> str:
        return str(client.Orders.get(order_id).status)

    return Seller("shop", page, status, ship, "getOrders", "getOrder", "createShipment")


@pytest.fixture
def ebay(world: World, places: Places, environment: pytest.MonkeyPatch) -> Iterator[Seller]:
    """ebay_rest, through the proxy. It waits for ever, so that no fault may keep it waiting."""
    library = pytest.importorskip("ebay_rest", reason="ebay_rest is not installed")
    kind = pytest.importorskip("ebay_rest.api.sell_fulfillment").Configuration
    before, led = kind(), kind()
    led.proxy, led.ssl_ca_cert = places.proxy, str(places.authority)
    environment.setenv("HTTPS_PROXY", places.proxy)
    environment.setenv("REQUESTS_CA_BUNDLE", str(places.authority))
    places.stage.show(world)
    kind.set_default(led)
    account = world.accounts["bay"]
    names = {"dev_id": "judge", "redirect_uri": "judge"}
    client = library.API(
        application={"app_id": account.client_id, "cert_id": account.client_secret, **names},
        user={
            "email_or_username": "seller@example.test",
            "password": "unused",
            "refresh_token": account.token,
            "refresh_token_expiry": "2099-01-01T00:00:00.000Z",
        },
        header={
            "accept_language": "en-US",
            "content_language": "en-US",
            "country": "US",
            "currency": "USD",
            "marketplace_id": "EBAY_US",
        },
    )

    def page(number: int) -> list[str]:
        since = f"creationdate:[{SINCE[:-1]}.000Z..]"
        found = list(client.sell_fulfillment_get_orders(filter=since))  # every page by itself
        return [one["record"]["order_id"] for one in found if "record" in one][: 2 * number]

    def status(order_id: str) -> str:
        return str(client.sell_fulfillment_get_order(order_id)["order_fulfillment_status"])

    def ship(order_id: str) -> object:
        lines = world.orders["bay", order_id].lines
        body = {
            "lineItems": [
                {"lineItemId": line.line_id, "quantity": line.quantity} for line in lines
            ],
            "shippingCarrierCode": "USPS",
            "trackingNumber": "9400111899223000000017",
        }
        return client.sell_fulfillment_create_shipping_fulfillment(
            body=body, content_type="application/json", order_id=order_id
        )

    yield Seller("bay", page, status, ship, "getOrders", "getOrder", "createShippingFulfillment")
    kind.set_default(before)


SELLERS = ("amazon", "shop", "ebay")
#: A fault of a write → whether the platform acts, and the error of each client ('' for none).
WRITES: dict[FaultKind, tuple[bool, dict[str, str]]] = {
    "timeout_before_commit": (False, {"amazon": "ReadTimeout", "shop": "ReadTimeout"}),
    "timeout_after_commit": (True, {"amazon": "ReadTimeout", "shop": "ReadTimeout"}),
    "reset": (
        False,
        {"amazon": "RemoteProtocolError", "shop": "ConnectionError", "ebay": ""},
    ),
    "reset_after_commit": (
        True,
        {"amazon": "RemoteProtocolError", "shop": "ConnectionError", "ebay": "99400"},
    ),
    "connect_refused": (
        False,
        {"amazon": "ConnectError", "shop": "ConnectionError", "ebay": ""},
    ),
    "rate_limited": (
        False,
        {
            "amazon": "SellingApiRequestThrottledException",
            "shop": "RateLimitingException",
            "ebay": "99429",
        },
    ),
    "server_error": (
        False,
        {"amazon": "SellingApiServerException", "shop": "ServerException", "ebay": "99500"},
    ),
    "auth_expired": (
        False,
        {
            "amazon": "SellingApiForbiddenException",
            "shop": "ClientRequestException",
            "ebay": "99401",
        },
    ),
    "not_found": (
        False,
        {
            "amazon": "SellingApiNotFoundException",
            "shop": "ClientRequestException",
            "ebay": "99404",
        },
    ),
    # Amazon's and eBay's clients read no body here; bigcommerce stumbles over its own report.
    "malformed": (True, {"amazon": "", "shop": "AttributeError", "ebay": ""}),
    "arrives_twice": (
        True,
        {"amazon": "", "shop": "ClientRequestException", "ebay": "99400"},
    ),
    "gateway": (
        True,
        {"amazon": "", "shop": "ClientRequestException", "ebay": "99404"},
    ),
    "slow": (True, {"amazon": "", "shop": "", "ebay": ""}),
    "forgets": (False, {"amazon": "", "shop": "", "ebay": ""}),
    "late_arrival": (True, {"amazon": "", "shop": "", "ebay": ""}),
    "suspended": (True, {"amazon": "", "shop": "", "ebay": ""}),
}  # fmt: skip
#: After these ebay_rest's urllib3 sends the same request once more by itself, whatever it is: where
#: the platform had acted, the second is refused.
SENT_AGAIN = ("reset", "reset_after_commit", "connect_refused")
#: A fault of a write that is carried out when its client is gone, and the error of each client.
LATE: dict[FaultKind, dict[str, str]] = {
    "late_commit": {"amazon": "ReadTimeout", "shop": "ReadTimeout"},
    "reset_late_commit": {"amazon": "RemoteProtocolError", "shop": "ConnectionError"},
}
#: A fault of a read, and the clients that meet it below.
READS: dict[FaultKind, tuple[str, ...]] = {
    "truncated_page": SELLERS,
    "repeated_page": ("amazon", "shop"),  # ebay_rest keeps its own count
    "stale_read": SELLERS,
    "wrong_order": SELLERS,
}
#: A fault of a message → the messages of two orders as they come in, at once and a while later.
MESSAGES: dict[MessageFaultKind, tuple[list[int], list[int]]] = {
    "drop": ([2], []),
    "duplicate": ([1, 1, 2], []),
    "reorder": ([2, 1], []),
    "delay": ([2], [1]),
}


def test_every_kind_of_the_plan_is_met_below() -> None:
    """A kind that is added to the plan is added here, with a client that sees it."""
    documents = {"wrong_checksum", "no_checksum", "damaged_document", "no_document"}
    assert {*WRITES, *LATE, *READS, *MESSAGES} | documents == set(KINDS)
    assert all(clients for _acts, clients in WRITES.values())


def _error(client: str, problem: Exception) -> str:
    """What the error is to the client: its class; of ebay_rest, which has one alone, its number."""
    number = getattr(problem, "number", None)
    return str(number) if client == "ebay" and number else type(problem).__name__


@pytest.mark.parametrize(
    ("kind", "client"), [(kind, client) for kind, (_, each) in WRITES.items() for client in each]
)
def test_a_write_suffers(
    world: World, kind: FaultKind, client: str, request: pytest.FixtureRequest
) -> None:
    """The client sees its own error, the platform acted or not, and afterwards all is as usual."""
    acts, errors = WRITES[kind]
    seller: Seller = request.getfixturevalue(client)
    order_id, other = bought(world, seller.store, 2)
    seller.list(1)  # signed in
    world.faults.add(Fault(kind, seller.shipping, delay=SLOW))
    seen = ""
    try:
        seller.ship(order_id)
    except Exception as problem:  # its class is what is tested
        seen = _error(client, problem)
    again = client == "ebay" and kind in SENT_AGAIN
    assert seen == errors[client]
    assert world.orders[seller.store, order_id].status == ("shipped" if acts or again else "open")
    suffered = [
        call.fault for call in world.calls if call.operation == seller.shipping and not call.sent
    ]
    twice = [kind] * (1 + (kind == "arrives_twice"))
    assert suffered == ([kind, ""] if again else twice)
    seller.ship(other)
    assert world.orders[seller.store, other].status == "shipped"


@pytest.mark.parametrize(
    ("kind", "client"), [(kind, client) for kind, each in LATE.items() for client in each]
)
def test_a_write_is_carried_out_behind_a_client_with_a_timeout(
    world: World, kind: FaultKind, client: str, request: pytest.FixtureRequest
) -> None:
    """The client has had its error, and nothing is done; a while later the order is shipped."""
    seller: Seller = request.getfixturevalue(client)
    (order_id,) = bought(world, seller.store, 1)
    seller.list(1)  # signed in
    world.faults.add(Fault(kind, seller.shipping, delay=MINUTE))
    seen = ""
    try:
        seller.ship(order_id)
    except Exception as problem:  # its class is what is tested
        seen = _error(client, problem)
    assert seen == LATE[kind][client]
    while not world.late_requests.waiting:  # over a port, a client that goes is noticed then
        seller.list(1)
    assert world.orders[seller.store, order_id].status == "open"
    world.advance_to(world.now + MINUTE)
    assert world.orders[seller.store, order_id].status == "shipped"


@pytest.mark.parametrize("client", READS["truncated_page"])
def test_a_page_comes_without_its_second_half(
    world: World, client: str, request: pytest.FixtureRequest
) -> None:
    """The client is told of nothing: an order is simply not there, until it asks again."""
    seller: Seller = request.getfixturevalue(client)
    bought(world, seller.store, 2)
    whole = seller.list(1)
    world.faults.add(Fault("truncated_page", seller.listing))
    assert (len(whole), seller.list(1)) == (2, whole[:1])
    assert seller.list(1) == whole


@pytest.mark.parametrize("client", READS["repeated_page"])
def test_a_page_comes_once_more(world: World, client: str, request: pytest.FixtureRequest) -> None:
    """Who pages on gets the same orders again; who asks again gets the right ones."""
    seller: Seller = request.getfixturevalue(client)
    ids = bought(world, seller.store, 4)
    world.faults.add(Fault("repeated_page", seller.listing, nth=2))
    assert [seller.list(1), seller.list(2)] == [ids[:2], ids[:2]]
    if client == "shop":  # Amazon's next page is only known from the page itself
        assert seller.list(2) == ids[2:]


@pytest.mark.parametrize("client", READS["stale_read"])
def test_a_read_shows_the_past(world: World, client: str, request: pytest.FixtureRequest) -> None:
    """A shipment that was taken is not seen yet; the next read shows it."""
    seller: Seller = request.getfixturevalue(client)
    (order_id,) = bought(world, seller.store, 1)
    before = seller.status(order_id)
    seller.ship(order_id)
    world.faults.add(Fault("stale_read", seller.reading))
    assert seller.status(order_id) == before
    assert seller.status(order_id) != before


@pytest.mark.parametrize("client", READS["wrong_order"])
def test_a_read_answers_about_another_order(
    world: World, client: str, request: pytest.FixtureRequest
) -> None:
    """The client takes the status of an order that is shipped for that of one that is not."""
    seller: Seller = request.getfixturevalue(client)
    order_id, other = bought(world, seller.store, 2)
    before = seller.status(order_id)
    seller.ship(other)
    shipped = seller.status(other)
    world.faults.add(Fault("wrong_order", seller.reading))
    assert [seller.status(order_id), seller.status(order_id)] == [shipped, before]


@pytest.mark.parametrize("kind", list(MESSAGES))
def test_a_message_suffers(world: World, shop: Seller, kind: MessageFaultKind) -> None:
    """Each message that comes is verified by Standard Webhooks' library, and its order read."""
    receiver = Receiver(url="https://127.0.0.1/in")
    _subscribe(world, receiver.url)
    at_once, later = MESSAGES[kind]
    world.faults.add(Fault(kind, "store/order/created", delay=5 * MINUTE))
    ids = [world.buy(f"told-{n}", "shop", [("MUG-SLATE", 1, None)]).order_id for n in (1, 2)]
    seen = _told(world, receiver, ids)
    world.advance_to(world.now + 10 * MINUTE)
    assert (seen, _told(world, receiver, ids)) == (at_once, later)
    for number in {*at_once, *later}:
        assert shop.status(ids[number - 1]) == "Awaiting Fulfillment"
    assert kind in {message.fault for message in world.webhooks.messages.values()}


def _subscribe(world: World, url: str) -> None:
    """A hook, made by bigcommerce's own connection."""
    account = world.accounts["shop"]
    old = bigcommerce.BigcommerceApi(
        client_id="judge", store_hash=account.account, access_token=account.token
    ).connection
    newer = type(old)("judge", account.account, account.token, old.host, "/stores/{}/v3/{}")
    newer.create("hooks", {"scope": "store/order/created", "destination": url, "is_active": True})


def _told(world: World, receiver: Receiver, ids: list[str]) -> list[int]:
    """Which of the orders the receiver hears of, the first of them as 1."""
    receiver.got.clear()
    deliver(world, receiver.client)
    return [ids.index(_verified(world, one)) + 1 for one in receiver.got]


def _verified(world: World, one: Received) -> str:
    """The order of a message that is signed as the library of the standard signs it."""
    secret = b64encode(world.accounts["shop"].client_secret.encode()).decode()
    sent = datetime.fromtimestamp(int(one.headers["webhook-timestamp"]), UTC)
    wanted = Webhook(secret).sign(one.headers["webhook-id"], sent, one.body.decode())
    assert one.headers["webhook-signature"] == wanted
    content: Any = json.loads(one.body)
    return str(content["data"]["id"])
