"""bigcommerce, unmodified, as a judge of the simulated shop.

Its https is fixed and its host is not: it is led to the simulator by its own variable of the
environment, and by a proxy under BigCommerce's own name; it trusts what requests is told to trust.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from tests.wire.clients.conftest import MINUTE, Places, bought, every_kind

bigcommerce = pytest.importorskip("bigcommerce.api", reason="bigcommerce is not installed")
exceptions = pytest.importorskip("bigcommerce.exception")

#: Longer than a window of the request limit.
CALM = 31_000


def _opened(world: World, token: str = "", **options: object) -> Any:
    account = world.accounts["shop"]
    return bigcommerce.BigcommerceApi(
        client_id="judge",
        store_hash=account.account,
        access_token=token or account.token,
        **options,
    )


@pytest.fixture(params=["its own variable", "a proxy"])
def judge(
    request: pytest.FixtureRequest,
    world: World,
    places: Places,
    environment: pytest.MonkeyPatch,
) -> Any:
    """The library with the shop's token, led to the simulator by its environment alone."""
    if request.param == "a proxy":
        environment.setenv("HTTPS_PROXY", places.proxy)
    else:
        environment.setenv("BC_API_ENDPOINT", places.tls)
    environment.setenv("REQUESTS_CA_BUNDLE", str(places.authority))
    places.stage.show(world)
    return _opened(world)


def _listed(found: Any) -> list[Any]:
    """What a list holds. Of an answer without a body the library makes an object without fields."""
    if isinstance(found, list):
        return found
    assert list(found) == ["_connection"]
    return []


def _shipment(judge: Any, order_id: str, **changes: object) -> Any:
    """Ships all of an order, with parts of what is said changed."""
    order = judge.Orders.get(order_id)
    (address,) = order.shipping_addresses()
    told: dict[str, object] = {
        "order_address_id": address.id,
        "tracking_number": "1Z999AA10123456784",
        "shipping_provider": "ups",
        "shipping_method": "UPS Ground",
        "items": [
            {"order_product_id": line.id, "quantity": line.quantity} for line in order.products()
        ],
    }
    return judge.OrderShipments.create(order_id, **(told | changes))


def _refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, str]:
    (entry,) = json.loads(refused.value.content)
    assert entry["status"] == refused.value.status_code
    return refused.value.status_code, entry["message"]


def test_it_lists_counts_and_pages(world: World, judge: Any) -> None:
    """By the page, and by following the pages to the answer without a body that ends them."""
    ids = bought(world, "shop", 5)
    pages = [judge.Orders.all(limit=2, page=page) for page in (1, 2, 3)]
    assert [str(order.id) for page in pages for order in page] == ids
    assert [str(order.id) for order in judge.Orders.iterall()] == ids
    assert [str(order.id) for order in judge.Orders.iterall(min_id=int(ids[3]))] == ids[3:]
    assert judge.Orders.count() == 5


def test_it_reads_every_kind_of_order(world: World, judge: Any) -> None:
    """Orders in every state with their lines, addresses and shipments; the links agree."""
    ids = every_kind(world, "shop")
    orders = judge.Orders.all(sort="id:asc")
    assert [str(order.id) for order in orders] == ids
    assert {order.status for order in orders} >= {
        "Shipped", "Partially Shipped", "Awaiting Fulfillment", "Cancelled",
    }  # fmt: skip
    for order in orders:
        assert [line.quantity for line in order.products()] == [2, 1]
        first = order.products()[0]
        assert order.products(first.id).sku == first.sku
        assert len(_listed(order.shipping_addresses())) == order.shipping_address_count
        assert _listed(order.coupons()) == []
        # its objects hide a field of the name items behind the method of a dict
        shipments = judge.connection.get(f"orders/{order.id}/shipments") or []
        units = [item["quantity"] for shipment in shipments for item in shipment["items"]]
        assert sum(units) == order.items_shipped


def test_it_ships_reads_back_corrects_and_deletes(world: World, judge: Any) -> None:
    """A shipment makes the order shipped, and its deletion does not take that back."""
    (order_id,) = bought(world, "shop", 1)
    made = _shipment(judge, order_id)
    order = judge.Orders.get(order_id)
    assert (order.status_id, order.items_shipped) == (2, 2)
    assert order.shipments(made.id).tracking_number == "1Z999AA10123456784"
    assert judge.OrderShipments.count(order_id) == 1
    changed = order.shipments()[0].update(tracking_number="1Z999AA10123456785")
    assert changed.tracking_number == "1Z999AA10123456785"
    changed.delete()
    assert _listed(order.shipments()) == []
    assert judge.Orders.get(order_id).status_id == 2


def test_it_writes_cancels_and_archives_an_order(judge: Any) -> None:
    """A custom product for a billing address; archived, it is out of the count."""
    person = {"first_name": "Jane", "last_name": "Doe", "street_1": "1 Main", "city": "Austin",
              "zip": "78751", "country": "United States", "email": "jane@example.test"}  # fmt: skip
    mug = {"name": "Mug", "quantity": 2, "price_ex_tax": 10, "price_inc_tax": 10.8}
    made = judge.Orders.create(
        billing_address=person, products=[mug], external_order_id="X-1", status_id=11
    )
    assert (made.order_source, made.total_inc_tax) == ("external", "21.6000")
    assert [order.id for order in judge.Orders.all(external_order_id="X-1")] == [made.id]
    assert [line.name for line in made.products()] == ["Mug"]
    assert made.update(status_id=5).status == "Cancelled"
    assert judge.Orders.count() == 1
    judge.Orders.get(made.id).delete()
    assert judge.Orders.count() == 0
    assert judge.Orders.get(made.id).is_deleted is True


def test_it_sets_a_status(world: World, judge: Any) -> None:
    """The status that it writes is the status that it reads."""
    (order_id,) = bought(world, "shop", 1)
    assert judge.Orders.get(order_id).update(status_id=9).status == "Awaiting Shipment"
    assert judge.Orders.get(order_id).status_id == 9


def test_it_asks_about_the_shop(world: World, judge: Any) -> None:
    """Its clock, its name and its statuses, which it also pages through to their end."""
    assert judge.Time.all().time == world.now // 1000
    assert judge.Store.all().name == "shop"
    assert len(judge.OrderStatuses.all()) == 15
    assert [status.id for status in judge.OrderStatuses.iterall()] == list(range(15))
    assert judge.OrderStatuses.get(11).name == "Awaiting Fulfillment"


def test_it_subscribes_and_lists_channels_by_v3(world: World, judge: Any) -> None:
    """Its connection takes another version's path: hooks and channels are V3's."""
    old = judge.connection
    account = world.accounts["shop"]
    newer = type(old)("judge", account.account, account.token, old.host, "/stores/{}/v3/{}")
    assert [channel["id"] for channel in newer.get("channels")["data"]] == [1]
    wanted = {
        "scope": "store/order/created",
        "destination": "https://127.0.0.1/hooks",
        "is_active": True,
    }
    made = newer.create("hooks", wanted)["data"]
    assert newer.get("hooks", made["id"])["data"]["scope"] == "store/order/created"
    assert newer.update("hooks", made["id"], {"is_active": False})["data"]["is_active"] is False
    newer.delete("hooks", made["id"])
    assert newer.get("hooks")["data"] == []
    with pytest.raises(exceptions.ClientRequestException) as refused:
        newer.create("hooks", {"scope": "store/order/created"})
    assert refused.value.status_code == 422
    assert "destination" in json.loads(refused.value.content)["errors"]


def test_it_meets_a_token_that_no_longer_opens(world: World, judge: Any) -> None:
    """BigCommerce's tokens do not expire, they are revoked: 401."""
    with pytest.raises(exceptions.ClientRequestException) as refused:
        _opened(world, token="revoked").Orders.all()
    assert _refusal(refused)[0] == 401


def test_it_meets_the_limit(world: World, judge: Any) -> None:
    """The window is used up, it says for how long, and is let in again afterwards."""
    bought(world, "shop", 1)
    world.advance_to(world.now + CALM)
    for _ in range(150):
        judge.Time.all()
    assert judge.connection.rate_limit["requests_remaining"] == 0
    with pytest.raises(exceptions.RateLimitingException) as refused:
        judge.Orders.all()
    assert _refusal(refused)[0] == 429
    assert int(refused.value.headers["X-Retry-After"]) == 30
    world.advance_to(world.now + int(refused.value.retry_after))
    assert len(judge.Orders.all()) == 1


def test_it_manages_its_rate_by_the_headers(world: World, judge: Any) -> None:
    """It calls back as soon as the headers say that few requests are left."""
    called: list[object] = []
    managed = {
        "min_requests_remaining": 148,
        "wait": False,
        "callback_function": called.append,
        "callback_args": "few are left",
    }
    careful = _opened(world, rate_limiting_management=managed)
    careful.Time.all()
    assert called == []
    careful.Time.all()
    assert called == ["few are left"]


def test_it_meets_emptiness(world: World, judge: Any) -> None:
    """No orders, and an order without shipments, are answers without a body."""
    assert _listed(judge.Orders.all()) == []
    assert list(judge.Orders.iterall()) == []
    assert judge.Orders.count() == 0
    (order_id,) = bought(world, "shop", 1)
    assert _listed(judge.Orders.get(order_id).shipments()) == []


def test_it_meets_what_is_not_there(world: World, judge: Any) -> None:
    """404 for an order, for its lines and for a shipment."""
    (order_id,) = bought(world, "shop", 1)
    for read, ids in (
        (judge.Orders.get, (999_999,)),
        (judge.OrderProducts.all, (999_999,)),
        (judge.OrderShipments.get, (order_id, 999_999)),
    ):
        with pytest.raises(exceptions.ClientRequestException) as refused:
            read(*ids)
        assert _refusal(refused) == (404, "The requested resource was not found.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"tracking_number": "1" * 51}, "'tracking_number' is invalid"),
        ({"shipping_provider": "pigeon"}, "'shipping_provider' is invalid"),
        ({"items": [{"order_product_id": 1, "quantity": 0}]}, "'quantity' is invalid"),
        ({"items": [{"product_id": 1, "quantity": 1}]}, "'product_id' cannot be written to"),
        ({"colour": "blue"}, "'colour' is not supported"),
    ],
)
def test_it_meets_a_shipment_that_is_not_valid(
    world: World, judge: Any, changes: dict[str, object], words: str
) -> None:
    """400 in BigCommerce's words, and nothing has happened."""
    (order_id,) = bought(world, "shop", 1)
    with pytest.raises(exceptions.ClientRequestException) as refused:
        _shipment(judge, order_id, **changes)
    status, message = _refusal(refused)
    assert status == 400
    assert words in message
    assert judge.Orders.get(order_id).status_id == 11


def test_it_meets_a_status_that_is_none(world: World, judge: Any) -> None:
    """400 for the status, and for a field that cannot be written."""
    order = judge.Orders.get(bought(world, "shop", 1)[0])
    for field, value in (("status_id", 99), ("date_modified", "today")):
        with pytest.raises(exceptions.ClientRequestException) as refused:
            order.update(**{field: value})
        assert _refusal(refused)[0] == 400


def test_it_meets_a_shop_that_is_broken(world: World, judge: Any) -> None:
    """500 is an exception of its own, and the next call is good again."""
    world.faults.add(Fault("server_error", "getOrders"))
    with pytest.raises(exceptions.ServerException):
        judge.Orders.all()
    world.advance_to(world.now + MINUTE)
    assert _listed(judge.Orders.all()) == []
