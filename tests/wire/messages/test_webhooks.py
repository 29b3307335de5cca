"""BigCommerce's webhooks: who is told what, how it is signed, and what follows a failure."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account, Product
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.api import webhook_subscriptions
from mockplace.serving.httpx_transport import Transport
from mockplace.serving.webhook_sender import deliver
from tests.wire.messages.receiver import Receiver, on_a_port

START = 1_795_165_200_000
MINUTE = 60_000


@pytest.fixture
def world() -> World:
    """A shop that sells a mug, and an Amazon account whose purchases are copied into it."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("shop", "bigcommerce", "abc123", client_secret="whispered"))
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.list_product(Product("MUG", "Slate mug", 1299, 400, ("shop", "amz")))
    return world


class Shop:
    """A program with the shop's token."""

    def __init__(self, world: World, http: httpx.Client | None = None) -> None:
        self.world = world
        self.receiver = Receiver()
        self._http = http or httpx.Client(
            transport=Transport(world), base_url="https://api.bigcommerce.com"
        )

    def call(
        self, method: str, path: str = "", json: dict[str, object] | None = None
    ) -> httpx.Response:
        """One call on the hooks."""
        headers = {"x-auth-token": self.world.accounts["shop"].token}
        address = f"/stores/abc123/v3/hooks{path}"
        return self._http.request(method, address, headers=headers, json=json)

    def subscribe(self, scope: str = "store/order/*", **more: object) -> int:
        """A new hook to the receiver; its id."""
        given = {"scope": scope, "destination": self.receiver.url} | more
        answer = self.call("POST", json=given)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["data"]["id"])

    def carried(self) -> list[object]:
        """The data of everything that the receiver has got, after what is due was carried."""
        deliver(self.world, self.receiver.client)
        return [one.content["data"] for one in self.receiver.got]

    def scopes(self) -> list[object]:
        """The topics that have come in."""
        deliver(self.world, self.receiver.client)
        return [one.content["scope"] for one in self.receiver.got]


@pytest.fixture
def shop(world: World) -> Shop:
    """The shop's program, in process."""
    return Shop(world)


def test_an_order_is_told_from_its_beginning_to_its_shipment(shop: Shop) -> None:
    """Each step under its own scope, with ids only and nothing about the buyer."""
    shop.subscribe()
    shop.subscribe("store/shipment/*")
    order = shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.world.shipping.ship_elsewhere("shop", order.order_id, "ups", "1Z")
    assert shop.scopes() == [
        "store/order/created",
        "store/shipment/created",
        "store/order/updated",
        "store/order/statusUpdated",
    ]
    data = shop.carried()
    number = int(order.order_id)
    assert data[0] == {"type": "order", "id": number}
    assert data[1] == {"type": "shipment", "id": 10010, "orderId": number}
    assert data[3] == {
        "type": "order",
        "id": number,
        "status": {"previous_status_id": 11, "new_status_id": 2},
    }
    for one in shop.receiver.got:
        assert set(one.content) == {
            "scope", "store_id", "data", "hash", "created_at", "producer"
        }  # fmt: skip
        assert order.buyer.email.encode() not in one.body


def test_a_copy_is_told_like_any_other_order(shop: Shop) -> None:
    """A hub that listens hears of it ninety seconds after the purchase."""
    shop.subscribe("store/order/created")
    shop.world.buy("mug", "amz", [("MUG", 1, None)])
    assert shop.scopes() == []
    shop.world.advance_to(START + 2 * MINUTE)
    assert shop.scopes() == ["store/order/created"]


def test_a_message_is_signed_as_standard_webhooks_says(shop: Shop) -> None:
    """The library of that standard verifies it with the client secret, and nothing else."""
    shop.subscribe("store/order/created", headers={"X-Own": "yes"})
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.carried()
    (one,) = shop.receiver.got
    name, sent = one.headers["webhook-id"], int(one.headers["webhook-timestamp"])
    standard = Webhook(base64.b64encode(b"whispered").decode())
    wanted = standard.sign(name, datetime.fromtimestamp(sent, UTC), one.body.decode())
    assert one.headers["webhook-signature"] == wanted
    assert sent == START // 1000
    assert one.headers["x-own"] == "yes"


def test_what_fails_is_tried_again_on_the_documented_days(shop: Shop) -> None:
    """Eleven more tries over two days; then the hook is switched off."""
    hook = shop.subscribe("store/order/created")
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.receiver.statuses = [500] * 12
    pauses = PLATFORMS.selling("bigcommerce").webhooks.retries
    for tried, pause in enumerate(pauses, 1):
        shop.carried()
        assert len(shop.receiver.got) == tried
        shop.world.advance_to(shop.world.now + pause * 1000 - 1)
        shop.carried()
        assert len(shop.receiver.got) == tried, "not before its time"
        assert shop.call("GET", f"/{hook}").json()["data"]["is_active"]
        shop.world.advance_to(shop.world.now + 1)
    shop.carried()
    assert len(shop.receiver.got) == 12
    assert len({one.headers["webhook-id"] for one in shop.receiver.got}) == 1
    assert not shop.call("GET", f"/{hook}").json()["data"]["is_active"]
    shop.world.advance_to(shop.world.now + 10 * 86_400_000)
    shop.carried()
    assert len(shop.receiver.got) == 12


def test_a_late_success_ends_the_tries(shop: Shop) -> None:
    """The receiver was down for a moment."""
    shop.subscribe("store/order/created")
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.receiver.statuses = [503, 204]
    for _ in range(3):
        shop.carried()
        shop.world.advance_to(shop.world.now + MINUTE)
    assert len(shop.receiver.got) == 2


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("drop", ["2"]),
        ("duplicate", ["1", "1", "2"]),
        ("reorder", ["2", "1"]),
        ("delay", ["2"]),
    ],
)
def test_a_message_may_be_lost_doubled_overtaken_or_late(
    shop: Shop, kind: str, seen: list[str]
) -> None:
    """What a receiver must bear, since its platform does not promise otherwise."""
    shop.subscribe("store/order/created")
    shop.world.faults.add(Fault(kind, "store/order/created", delay=5 * MINUTE))  # type: ignore[arg-type]  # a parameter
    numbers = {}
    for name in ("1", "2"):
        order = shop.world.buy(name, "shop", [("MUG", 1, None)])
        numbers[int(order.order_id)] = name
    told = [numbers[data["id"]] for data in shop.carried()]  # type: ignore[index]  # JSON
    assert told == seen
    shop.world.advance_to(shop.world.now + 6 * MINUTE)
    later = [numbers[data["id"]] for data in shop.carried()]  # type: ignore[index]  # JSON
    assert later == (["2", "1"] if kind == "delay" else seen)


def test_a_doubled_message_has_one_id(shop: Shop) -> None:
    """By which a receiver knows it."""
    shop.subscribe("store/order/created")
    shop.world.faults.add(Fault("duplicate"))
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.carried()
    first, second = shop.receiver.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body


def test_hooks_are_listed_changed_and_deleted(shop: Shop) -> None:
    """Each answers with the hook as it is; a deleted one is told nothing more."""
    hook = shop.subscribe()
    other = shop.subscribe("store/shipment/created", is_active=False)
    assert [one["id"] for one in shop.call("GET").json()["data"]] == [hook, other]
    assert [one["id"] for one in shop.call("GET", "?is_active=false").json()["data"]] == [other]
    changed = shop.call("PUT", f"/{hook}", {"scope": "store/order/updated", "is_active": False})
    assert changed.json()["data"]["scope"] == "store/order/updated"
    assert not changed.json()["data"]["is_active"]
    assert shop.call("DELETE", f"/{hook}").json()["data"]["id"] == hook
    assert shop.call("GET", f"/{hook}").status_code == 404
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    assert shop.carried() == []


def test_what_waits_for_a_deleted_hook_is_dropped(shop: Shop) -> None:
    """Nobody is told who has asked not to be."""
    hook = shop.subscribe()
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    shop.call("DELETE", f"/{hook}")
    assert shop.carried() == []
    assert {one.status for one in shop.world.webhooks.messages.values()} == {"dropped"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scope": "store/order/created"}, "destination"),
        ({"destination": "https://x.test/"}, "scope"),
        ({"scope": "store/cat/*", "destination": "https://x.test/"}, "scope"),
        ({"scope": "store/order/*", "destination": "http://x.test/"}, "destination"),
        ({"scope": "store/order/*", "destination": "https://"}, "destination"),
        ({"scope": "store/order/*", "destination": 7}, "destination"),
        (
            {"scope": "store/order/*", "destination": "https://x.test/", "headers": {"a": "b\n"}},
            "headers",
        ),
        (
            {"scope": "store/order/*", "destination": "https://x.test/", "headers": {"a": "é"}},
            "headers",
        ),
    ],
)
def test_a_hook_that_cannot_be_is_422_with_its_field(
    shop: Shop, given: dict[str, object], field: str
) -> None:
    """In V3's envelope, and nothing is kept of it."""
    answer = shop.call("POST", json=given)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert shop.call("GET").json()["data"] == []


def test_a_number_is_given_once(shop: Shop) -> None:
    """Who remembers a deleted hook does not meet another one under its number."""
    first = shop.subscribe()
    shop.call("DELETE", f"/{first}")
    assert shop.subscribe() != first


def test_an_answer_that_cannot_be_read_is_a_failed_try(
    world: World, served: Callable[[World], httpx.Client]
) -> None:
    """It says gzip and is none: the message stays, and later ones are carried all the same."""
    with on_a_port() as receiver, served(world) as http:
        receiver.broken = 1
        shop = Shop(world, http)
        shop.receiver = receiver
        shop.subscribe("store/order/created")
        for name in ("first", "second"):
            world.buy(name, "shop", [("MUG", 1, None)])
            receiver.wait_for(1 if name == "first" else 2)
    assert len({one.headers["webhook-id"] for one in receiver.got}) == 2


def test_ten_hooks_of_a_scope_are_enough(shop: Shop) -> None:
    """As documented."""
    for _ in range(webhook_subscriptions.MOST):
        shop.subscribe()
    answer = shop.call("POST", json={"scope": "store/order/*", "destination": shop.receiver.url})
    assert answer.status_code == 422


def test_nothing_is_ever_sent_to_another_machine(shop: Shop) -> None:
    """Without a client of one's own: the message counts as unanswered."""
    shop.subscribe()
    shop.world.buy("mug", "shop", [("MUG", 1, None)])
    assert deliver(shop.world) == 0
    (message,) = shop.world.webhooks.messages.values()
    assert (message.status, message.answered) == ("waiting", 0)


def test_a_served_world_carries_its_messages_by_itself(
    world: World, served: Callable[[World], httpx.Client]
) -> None:
    """Over real sockets, both ways, without anybody asking for it."""
    with on_a_port() as receiver, served(world) as http:
        shop = Shop(world, http)
        shop.receiver = receiver
        shop.subscribe()
        order = world.buy("mug", "shop", [("MUG", 1, None)])
        receiver.wait_for(1)
    assert receiver.got[0].content["data"] == {"type": "order", "id": int(order.order_id)}
