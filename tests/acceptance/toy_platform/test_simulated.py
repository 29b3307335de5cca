"""A marketplace that only these tests know is simulated in full, and no line changes for it.

It registers itself with one call. Its orders are placed, copied into BigCommerce, shipped, faulted
and limited like those of the others, in process, through respx and over the control plane.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import mockplace
from mockplace import registry
from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds, restored, saved
from mockplace.http_types import Request
from mockplace.kernel.judge import judge
from mockplace.kernel.records import PlatformOrder
from mockplace.seeding import world_file
from mockplace.serving.clock import MANUAL
from mockplace.serving.proxy import why_refused
from mockplace.testing import Mockplace, opened
from tests.acceptance.toy_platform.simulated.api import BASE
from tests.acceptance.toy_platform.simulated.platform import HOST, TOYBAY
from tests.acceptance.toy_platform.simulated.rules import ORDER_ID

URL = f"https://{HOST}{BASE}"


@pytest.fixture
def market() -> Iterator[Mockplace]:
    """The default market, with a Toybay account beside the others."""
    with registry.registered(TOYBAY), opened(limits=True) as market:
        yield market


@pytest.fixture
def seller(market: Mockplace) -> httpx.Client:
    """The program of a seller on Toybay."""
    headers = {"x-toybay-key": market.account("toys").token}
    return httpx.Client(transport=market.transport, headers=headers)


@pytest.fixture
def order(market: Mockplace) -> PlatformOrder:
    """A purchase on Toybay."""
    return market.buy("toys", "MUG-SLATE-12")


def fault_of(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and the reason in Toybay's envelope."""
    return answer.status_code, answer.json()["fault"]["reason"]


def test_its_orders_have_its_own_ids_and_are_read_over_its_api(
    seller: httpx.Client, order: PlatformOrder
) -> None:
    """The listing and the single purchase show the same."""
    assert ORDER_ID.fullmatch(order.order_id)
    (listed,) = seller.get(URL).json()["purchases"]
    assert listed == seller.get(f"{URL}/{order.order_id}").json()
    assert (listed["id"], listed["lines"][0]["sku"]) == (order.order_id, "MUG-SLATE-12")
    unknown = seller.get(f"{URL}/TB-NONE-000000")
    assert fault_of(unknown) == (404, "purchase")
    assert fault_of(httpx.Client(transport=seller._transport).get(URL)) == (401, "key")


def test_bigcommerces_connector_copies_them(market: Mockplace, order: PlatformOrder) -> None:
    """The copy names the marketplace and the purchase, as BigCommerce's own API shows it."""
    assert market.copy_of(order) is None
    market.pass_time(91)
    copy = market.copy_of(order)
    assert copy is not None
    shop = market.account("shop")
    address = f"https://api.bigcommerce.com/stores/{shop.account}/v2/orders/{copy.order_id}"
    with httpx.Client(transport=market.transport, headers={"x-auth-token": shop.token}) as client:
        shown = client.get(address).json()
        assert (shown["external_id"], shown["order_source"]) == (order.order_id, "toybay")
        assert shown["payment_method"] == "Toybay"
        body: dict[str, Any] = {
            "tracking_number": "1Z999AA10123456784",
            "shipping_provider": "ups",
            "order_address_id": copy.address_id,
            "items": [{"order_product_id": int(copy.lines[0].line_id), "quantity": 1}],
        }
        assert client.post(f"{address}/shipments", json=body).status_code == 201
    market.pass_time(61)
    assert [parcel.tracking for parcel in order.packages] == ["1Z999AA10123456784"]
    assert order.status == "shipped"


def test_a_shipment_is_confirmed_in_its_own_codes(
    seller: httpx.Client, order: PlatformOrder
) -> None:
    """A carrier is a number; what is refused comes in Toybay's envelope."""
    address = f"{URL}/{order.order_id}/dispatches"
    units = {order.lines[0].line_id: 1}
    wanted = {"carrier": 2, "tracking": "1Z999AA10123456784", "units": units}
    assert fault_of(seller.post(address, json=wanted | {"carrier": 9})) == (422, "carrier")
    assert fault_of(seller.post(address, content=b"[")) == (400, "body")
    made = seller.post(address, json=wanted)
    assert (made.status_code, made.json()["carrier"]) == (201, 2)
    assert fault_of(seller.post(address, json=wanted)) == (409, "already-fulfilled")
    assert seller.get(address).json()["dispatches"] == [made.json()]


def test_its_rate_limit_holds(seller: httpx.Client, market: Mockplace) -> None:
    """Twenty listings at once, and one a second after that, for each account."""
    assert {seller.get(URL).status_code for _ in range(20)} == {200}
    assert fault_of(seller.get(URL)) == (429, "busy")
    market.pass_time(1)
    assert seller.get(URL).status_code == 200


def test_faults_come_in_its_own_envelope(
    seller: httpx.Client, market: Mockplace, order: PlatformOrder
) -> None:
    """Refusals, a page cut short, an order that is not found, and one in another's place."""
    other = market.buy("toys", "TRAY-OAK-S")
    for kind, expected in (
        ("rate_limited", (429, "busy")),
        ("server_error", (500, "broken")),
        ("auth_expired", (401, "key")),
    ):
        market.fail(kind, "listPurchases", platform="toybay")  # type: ignore[arg-type]  # from a table
        assert fault_of(seller.get(URL)) == expected
    market.fail("truncated_page", "listPurchases")
    assert len(seller.get(URL).json()["purchases"]) == 1
    one = f"{URL}/{order.order_id}"
    market.fail("not_found", order_id=order.order_id)
    assert fault_of(seller.get(one)) == (404, "purchase")
    market.fail("wrong_order", "getPurchase")
    assert seller.get(one).json()["id"] == other.order_id
    assert [call.fault for call in market.calls if call.fault] == [
        "rate_limited", "server_error", "auth_expired", "truncated_page", "not_found",
        "wrong_order",
    ]  # fmt: skip


def test_an_answer_is_lost_after_the_shipment_is_on_record(
    seller: httpx.Client, market: Mockplace, order: PlatformOrder
) -> None:
    """The double shipment's maker: the client times out, and Toybay has the package."""
    market.fail("timeout_after_commit", "createDispatch")
    units = {order.lines[0].line_id: 1}
    tracking = "9400111899223000000017"
    market.world.shipping.send_by_hand("USPS", tracking, {("toys", order.order_id): units})
    body = {"carrier": 1, "tracking": tracking, "units": units}
    with pytest.raises(httpx.ReadTimeout):
        seller.post(f"{URL}/{order.order_id}/dispatches", json=body)
    assert len(order.packages) == 1
    assert judge(market.world).findings == ()


def test_any_client_in_the_process_reaches_its_real_host(
    market: Mockplace, order: PlatformOrder
) -> None:
    """Through respx, and a proxy opens a tunnel to it."""
    headers = {"x-toybay-key": market.account("toys").token}
    with mockplace.respx_router(market.world):
        shown = httpx.get(f"{URL}/{order.order_id}", headers=headers)
    assert shown.json()["id"] == order.order_id
    assert not why_refused(f"CONNECT {HOST}:443 HTTP/1.1\r\n\r\n".encode())


def test_the_control_plane_moves_its_orders(market: Mockplace) -> None:
    """Placed, shipped and shown over HTTP; the OpenAPI document names the platform."""
    control = WorldRouter(Worlds(market.world, MANUAL))

    def call(method: str, path: str, body: object = None) -> Any:
        content = json.dumps(body).encode() if body is not None else b""
        response, _ = control.answer(Request(method, f"/_mockplace{path}", body=content))
        return json.loads(response.body)

    wanted = {"store": "toys", "name": "gift", "lines": [{"sku": "MUG-SLATE-12"}]}
    placed = call("POST", "/orders", wanted)
    assert (placed["platform"], placed["store"]) == ("toybay", "toys")
    shipped = call("POST", "/orders/gift/ship", {"carrier": "UPS", "tracking": "1Z1"})
    assert (shipped["order"]["status"], shipped["status_id"]) == ("shipped", None)
    planned = call("POST", "/faults", {"kind": "slow", "platform": "toybay"})
    assert planned["faults"][0]["platform"] == "toybay"
    assert "toybay" in json.dumps(call("GET", "/openapi.json"))
    assert [one["platform"] for one in call("GET", "/state")["stores"]] == [
        "bigcommerce", "amazon", "ebay", "toybay",
    ]  # fmt: skip


def test_a_world_file_and_a_snapshot_hold_it(market: Mockplace, tmp_path: Path) -> None:
    """A file may open an account there; a saved world comes back with its orders."""
    file = tmp_path / "market.yaml"
    file.write_text(
        "stores:\n  toys: {platform: toybay}\n"
        "articles:\n  - {sku: DUCK, title: Duck, price: 500, sells_on: [toybay]}\n"
        "orders:\n  - {store: toys, lines: [{sku: DUCK}]}\n"
    )
    world = world_file.read(file, now=market.world.now)
    (place,) = world.orders
    assert restored(saved(world)).orders[place].platform == "toybay"


def test_without_it_a_file_that_names_it_is_refused(tmp_path: Path) -> None:
    """The sentence lists the platforms that there are."""
    file = tmp_path / "market.yaml"
    file.write_text("stores:\n  toys: {platform: toybay}\n")
    with pytest.raises(world_file.Unreadable, match=r"'bigcommerce', 'amazon' or 'ebay'.*toybay"):
        world_file.read(file, now=0)
