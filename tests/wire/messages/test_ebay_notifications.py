"""eBay's notifications: proving an address, signed messages, and the key that verifies them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from mockplace.serving.webhook_sender import deliver
from tests.wire.messages.receiver import Received, Receiver, on_a_port

START = 1_795_165_200_000


class Application:
    """A program with its own token."""

    def __init__(self, world: World, http: httpx.Client | None = None) -> None:
        self.world = world
        self.receiver = Receiver()
        self.http = http or httpx.Client(
            transport=Transport(world), base_url="https://api.ebay.com"
        )
        account = world.accounts["bay"]
        form = {
            "grant_type": "client_credentials",
            "scope": "https://api.ebay.com/oauth/api_scope",
        }
        answer = self.http.post(
            "/identity/v1/oauth2/token",
            data=form,
            auth=(account.client_id, account.client_secret),
        )
        self._token = answer.json()["access_token"]

    def call(self, method: str, path: str, body: object = None) -> httpx.Response:
        """One call of the Notification API."""
        headers = {"authorization": f"Bearer {self._token}"}
        address = f"/commerce/notification/v1{path}"
        return self.http.request(method, address, json=body, headers=headers)

    def body(self, **changes: object) -> dict[str, object]:
        """A good destination, with parts changed."""
        delivery = {"endpoint": self.receiver.url, "verificationToken": self.receiver.token}
        return {"name": "mine", "status": "ENABLED", "deliveryConfig": delivery} | changes

    def destination(self) -> str:
        """A new destination at the receiver's address; its id."""
        answer = self.call("POST", "/destination", self.body())
        assert answer.status_code == 201, answer.text
        return answer.headers["location"].rpartition("/")[2]

    def subscribe(self, topic: str = "ORDER_CONFIRMATION", destination: str = "") -> str:
        """A subscription; its id."""
        body = {"topicId": topic, "destinationId": destination or self.destination()}
        answer = self.call("POST", "/subscription", body | {"status": "ENABLED"})
        assert answer.status_code == 201, answer.text
        return answer.headers["location"].rpartition("/")[2]

    def carried(self) -> list[Received]:
        """What the receiver has got, after what is due was carried."""
        deliver(self.world, self.receiver.client)
        return self.receiver.got

    def verify(self, one: Received) -> None:
        """As eBay's guide says: the key by the id in the header, then ECDSA over the body."""
        header = json.loads(base64.b64decode(one.headers["x-ebay-signature"]))
        shown = self.call("GET", f"/public_key/{header['kid']}").json()
        assert (shown["algorithm"], shown["digest"]) == ("ECDSA", "SHA1")
        begin, end = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
        middle = shown["key"].removeprefix(begin).removesuffix(end)
        key = serialization.load_pem_public_key(f"{begin}\n{middle}\n{end}\n".encode())
        assert isinstance(key, ec.EllipticCurvePublicKey)
        signature = base64.b64decode(header["signature"])
        key.verify(signature, one.body, ec.ECDSA(hashes.SHA1()))  # noqa: S303 - eBay's own choice


def a_world() -> World:
    """A seller of mugs and candles."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("bay", "ebay", "lakes"))
    world.list_product(Product("MUG", "Slate mug", 1299, 400, ("bay",)))
    world.list_product(Product("CANDLE", "Candle", 1999, 300, ("bay",)))
    return world


@pytest.fixture
def application() -> Application:
    """In process."""
    return Application(a_world())


def data(one: Received) -> dict[str, Any]:
    """What a message is about."""
    notification: Any = one.content["notification"]
    found: dict[str, Any] = notification["data"]
    return found


def test_a_paid_order_is_told_line_by_line(application: Application) -> None:
    """One message for each line, from the moment of payment."""
    application.subscribe()
    order = application.world.buy(
        "both", "bay", [("MUG", 1, None), ("CANDLE", 2, None)], paid=False
    )
    assert application.carried() == []
    application.world.pay("bay", order.order_id)
    told = application.carried()
    assert [data(one)["sku"] for one in told] == ["MUG", "CANDLE"]
    assert {data(one)["orderId"] for one in told} == {order.order_id}
    topic: Any = told[0].content["metadata"]
    assert topic["topic"] == "ORDER_CONFIRMATION"


def test_a_shipped_line_is_told(application: Application) -> None:
    """Whoever shipped it."""
    application.subscribe("ITEM_MARKED_SHIPPED")
    order = application.world.buy("mug", "bay", [("MUG", 1, None)])
    application.world.shipping.ship_elsewhere("bay", order.order_id, "USPS", "9400")
    (one,) = application.carried()
    assert data(one)["orderLineItemId"] == order.lines[0].line_id


def test_the_signature_is_verified_with_the_public_key(application: Application) -> None:
    """And a body of which one letter was changed is not."""
    application.subscribe()
    application.world.buy("mug", "bay", [("MUG", 1, None)])
    (one,) = application.carried()
    application.verify(one)
    forged = Received(one.path, one.headers, one.body.replace(b"MUG", b"JUG"))
    with pytest.raises(InvalidSignature):
        application.verify(forged)
    assert application.call("GET", "/public_key/another").status_code == 404


def test_an_address_has_to_prove_itself_first(application: Application) -> None:
    """Its owner answers a challenge with the token; before that nothing is sent to it."""
    application.subscribe()
    application.world.buy("mug", "bay", [("MUG", 1, None)])
    application.receiver.token = "another token, which is not the one that was given"
    assert application.carried() == []
    (destination,) = application.call("GET", "/destination").json()["destinations"]
    assert destination["status"] == "MARKED_DOWN"
    application.receiver.token = "t" * 40
    path = f"/destination/{destination['destinationId']}"
    changed = application.body(
        deliveryConfig={
            "endpoint": application.receiver.url + "?v=2",
            "verificationToken": "t" * 40,
        }
    )
    application.receiver.url += "?v=2"
    assert application.call("PUT", path, changed).status_code == 204
    application.carried()
    assert len(application.carried()) == 1
    assert len(application.receiver.challenged) == 2


def test_subscriptions_are_listed_switched_and_deleted(application: Application) -> None:
    """A disabled one is told nothing, and an enabled one what happens from then on."""
    subscription = application.subscribe()
    listed = application.call("GET", "/subscription").json()
    assert [one["subscriptionId"] for one in listed["subscriptions"]] == [subscription]
    path = f"/subscription/{subscription}"
    assert application.call("POST", f"{path}/disable").status_code == 204
    application.world.buy("unheard", "bay", [("MUG", 1, None)])
    assert application.call("GET", path).json()["status"] == "DISABLED"
    assert application.call("POST", f"{path}/enable").status_code == 204
    order = application.world.buy("heard", "bay", [("MUG", 1, None)])
    assert [data(one)["orderId"] for one in application.carried()] == [order.order_id]
    (destination,) = application.call("GET", "/destination").json()["destinations"]
    where = f"/destination/{destination['destinationId']}"
    assert application.call("DELETE", where).status_code == 409
    assert application.call("DELETE", path).status_code == 204
    assert application.call("DELETE", where).status_code == 204
    assert application.call("GET", path).status_code == 404
    assert application.call("GET", where).status_code == 404


def test_what_fails_is_tried_again_with_its_count(application: Application) -> None:
    """The receiver sees in the message how often it was sent."""
    application.subscribe()
    application.world.buy("mug", "bay", [("MUG", 1, None)])
    application.receiver.statuses = [500]
    application.carried()
    application.world.advance_to(application.world.now + 300_000)
    counts = []
    for one in application.carried():
        notification: Any = one.content["notification"]
        counts.append(notification["publishAttemptCount"])
    assert counts == [1, 2]


def test_the_topics_are_those_that_an_order_hub_needs(application: Application) -> None:
    """With what can be subscribed to in them."""
    topics = application.call("GET", "/topic").json()["topics"]
    assert [one["topicId"] for one in topics] == ["ORDER_CONFIRMATION", "ITEM_MARKED_SHIPPED"]
    one = application.call("GET", "/topic/ORDER_CONFIRMATION").json()
    assert one["supportedPayloads"][0]["deliveryProtocol"] == "HTTPS"
    assert application.call("GET", "/topic/CATS").status_code == 404


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"deliveryConfig": {"endpoint": "http://x.test", "verificationToken": "t" * 40}}, 195011),
        ({"deliveryConfig": {"endpoint": "https://x.test", "verificationToken": "t"}}, 195012),
        ({"status": "OPEN"}, 195013),
        ({"name": " "}, 195014),
        ({"deliveryConfig": []}, 195011),
    ],
)
def test_a_destination_that_cannot_be_is_refused_by_number(
    application: Application, changes: dict[str, object], number: int
) -> None:
    """In eBay's envelope, and nothing is made."""
    answer = application.call("POST", "/destination", application.body(**changes))
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (400, number)
    assert application.call("GET", "/destination").json()["total"] == 0


def test_doubles_are_conflicts_and_strangers_unknown(application: Application) -> None:
    """One address once, one topic once; a topic or destination that is not there."""
    destination = application.destination()
    assert application.call("POST", "/destination", application.body()).status_code == 409
    application.subscribe(destination=destination)
    again = {"topicId": "ORDER_CONFIRMATION", "destinationId": destination}
    assert application.call("POST", "/subscription", again).status_code == 409
    strange = again | {"topicId": "CATS"}
    assert application.call("POST", "/subscription", strange).status_code == 400
    nowhere = {"topicId": "ITEM_MARKED_SHIPPED", "destinationId": "x"}
    assert application.call("POST", "/subscription", nowhere).status_code == 404


def test_a_served_world_proves_and_tells_by_itself(
    served: Callable[[World], httpx.Client],
) -> None:
    """Over real sockets, the challenge included."""
    world = a_world()
    with on_a_port() as receiver, served(world) as http:
        application = Application(world, http)
        application.receiver = receiver
        application.subscribe()
        world.buy("mug", "bay", [("MUG", 1, None)])
        receiver.wait_for(1)
        application.verify(receiver.got[0])
    assert len(receiver.challenged) == 1
