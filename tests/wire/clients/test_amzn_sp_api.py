"""Amazon's own library, unmodified, as a judge of the simulated Amazon.

It is the strictest one there is: a required field that is missing from an answer, or a word that
Amazon's models do not know, is a ValueError. It takes the addresses from its constructor.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from hashlib import md5
from typing import Any

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.amazons_own import amazons_client, reading_closed
from tests.wire.clients.conftest import HOUR, MARKET, MINUTE, bought, every_kind

spapi = pytest.importorskip("spapi", reason="amzn-sp-api is not installed")
orders_v0 = pytest.importorskip("spapi.models.orders_v0")
mfn = pytest.importorskip("spapi.models.merchant_fulfillment_v0")
notes = pytest.importorskip("spapi.models.notifications_v1")
tokens = pytest.importorskip("spapi.models.tokens_v2021_03_01")

SINCE = "2026-11-01T00:00:00Z"
EVERYTHING = [
    "BUYER", "RECIPIENT", "PROCEEDS", "EXPENSE", "PROMOTION", "CANCELLATION", "FULFILLMENT",
    "PACKAGES",
]  # fmt: skip


class Judge:
    """The library's interfaces over one seller's client."""

    def __init__(self, world: World, base: str, scope: str | None = None) -> None:
        client = amazons_client(world, base, scope)
        self.base = base
        self.v0 = spapi.OrdersV0Api(client)
        self.search = spapi.SearchOrdersApi(client)
        self.one = spapi.GetOrderApi(client)
        self.services = spapi.MerchantFulfillmentApi(client)
        self.tokens = spapi.TokensApi(client)
        self.notes = spapi.NotificationsApi(client)

    def labels(self, method: str, path: str) -> Any:
        """Merchant Fulfillment under a restricted token, which the library fetches as well."""
        resource = tokens.RestrictedResource(method=method, path=path)
        wanted = tokens.CreateRestrictedDataTokenRequest(restricted_resources=[resource])
        given = self.tokens.create_restricted_data_token(wanted)
        configuration = spapi.Configuration()
        configuration.host = self.base
        configuration.access_token_cache = Restricted(given.restricted_data_token)
        return spapi.MerchantFulfillmentApi(reading_closed(spapi.ApiClient(configuration)))

    def package(self, order_id: str, **changes: object) -> Any:
        """A confirmation of everything in an order, in the library's own models."""
        items = self.v0.get_order_items(order_id).payload.order_items
        told = {
            "package_reference_id": "1",
            "carrier_code": "UPS",
            "shipping_method": "UPS Ground",
            "tracking_number": "1Z999AA10123456784",
            "ship_date": "2026-11-20T09:30:00Z",
            "order_items": [
                orders_v0.ConfirmShipmentOrderItem(
                    order_item_id=item.order_item_id, quantity=item.quantity_ordered
                )
                for item in items
            ],
        }
        detail = orders_v0.PackageDetail(**(told | changes))
        return orders_v0.ConfirmShipmentRequest(package_detail=detail, marketplace_id=MARKET)

    def wish(self, order_id: str) -> Any:
        """What a label is wanted for, in the library's own models."""
        items = self.v0.get_order_items(order_id).payload.order_items
        return mfn.ShipmentRequestDetails(
            amazon_order_id=order_id,
            item_list=[
                mfn.Item(order_item_id=item.order_item_id, quantity=item.quantity_ordered)
                for item in items
            ],
            ship_from_address=mfn.Address(
                name="Dock",
                address_line1="1 Dock Rd",
                email="dock@example.test",
                city="Reno",
                state_or_province_code="NV",
                postal_code="89502",
                country_code="US",
                phone="7755550100",
            ),
            package_dimensions=mfn.PackageDimensions(
                length=10.0, width=8.0, height=6.0, unit="inches"
            ),
            weight=mfn.Weight(value=32.0, unit="oz"),
            shipping_service_options=mfn.ShippingServiceOptions(
                delivery_experience="DeliveryConfirmationWithoutSignature",
                carrier_will_pick_up=False,
            ),
        )


class Restricted:
    """The place from which the library takes its token, holding a restricted one."""

    def __init__(self, token: str) -> None:
        self._token = token

    def get_lwa_access_token(self) -> str:
        """The token of the next request."""
        return self._token


@pytest.fixture
def judge(world: World, base: str) -> Judge:
    """The library with the seller's credentials."""
    return Judge(world, base)


def _refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, dict[str, str]]:
    (entry,) = json.loads(refused.value.body)["errors"]
    return refused.value.status, entry


def test_its_models_take_every_order_by_v0(world: World, judge: Judge) -> None:
    """Orders in every state, and each of their parts, are as Amazon's models demand."""
    ids = every_kind(world, "amz")
    listed = judge.v0.get_orders([MARKET], created_after=SINCE).payload.orders
    assert {order.amazon_order_id for order in listed} == set(ids)
    assert {order.order_status for order in listed} >= {
        "Pending", "Unshipped", "PartiallyShipped", "Shipped", "Canceled",
    }  # fmt: skip
    for order_id in ids:
        assert judge.v0.get_order(order_id).payload.amazon_order_id == order_id
        assert len(judge.v0.get_order_items(order_id).payload.order_items) == 2
        assert judge.v0.get_order_address(order_id).payload.amazon_order_id == order_id
        assert judge.v0.get_order_buyer_info(order_id).payload.amazon_order_id == order_id
        assert judge.v0.get_order_items_buyer_info(order_id).payload.amazon_order_id == order_id
        world.advance_to(world.now + MINUTE)  # for the next token of the quota


def test_its_models_take_every_order_by_2026(world: World, judge: Judge) -> None:
    """The same with every section that can be asked for."""
    ids = every_kind(world, "amz")
    listed = judge.search.search_orders(created_after=SINCE, included_data=EVERYTHING).orders
    assert {order.order_id for order in listed} == set(ids)
    assert {order.fulfillment.fulfillment_status for order in listed} >= {
        "PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED",
    }  # fmt: skip
    for order_id in ids:
        order = judge.one.get_order(order_id, included_data=EVERYTHING).order
        assert [item.quantity_ordered for item in order.order_items] == [2, 1]


def test_its_models_take_requests_and_cancellations(world: World, judge: Judge) -> None:
    """What a buyer asked for at one line, and what the seller did with another."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    placed = world.buy("two", "amz", lines)
    mug, candle = (line.line_id for line in placed.lines)
    world.after_sale.request_cancellation("amz", placed.order_id, "mistake", lines=[mug])
    world.after_sale.cancel_by_seller("amz", placed.order_id, lines=[candle])
    order = judge.one.get_order(placed.order_id, included_data=EVERYTHING).order
    asked, done = (item.cancellation for item in order.order_items)
    assert asked.cancellation_request.requester == "BUYER"
    assert asked.cancellation_request.cancel_reason == "Ordered by mistake"
    assert done.cancellation_execution.cancelled_by == "MERCHANT"
    items = judge.v0.get_order_items(placed.order_id).payload.order_items
    assert [item.buyer_requested_cancel.is_buyer_requested_cancel for item in items] == [
        "true",
        "false",
    ]
    world.after_sale.cancel_by_seller("amz", placed.order_id)
    assert judge.v0.get_order(placed.order_id).payload.order_status == "Canceled"


def test_it_pages_by_both_versions(world: World, judge: Judge) -> None:
    """Two, two and one; the last page says that it is the last."""
    ids, found, newer = bought(world, "amz", 5), [], []
    page = judge.v0.get_orders([MARKET], created_after=SINCE, max_results_per_page=2).payload
    found += page.orders
    while page.next_token:
        page = judge.v0.get_orders([MARKET], next_token=page.next_token).payload
        found += page.orders
    asked = {"created_after": SINCE, "max_results_per_page": 2}
    result = judge.search.search_orders(**asked)
    newer += result.orders
    while result.pagination and result.pagination.next_token:
        token = result.pagination.next_token
        result = judge.search.search_orders(**asked, pagination_token=token)
        newer += result.orders
    assert [order.amazon_order_id for order in found] == ids
    assert [order.order_id for order in newer] == ids


def test_it_ships_and_reads_back(world: World, judge: Judge) -> None:
    """A confirmation in its models is taken, and the order shows the package by both versions."""
    (order_id,) = bought(world, "amz", 1)
    assert judge.v0.confirm_shipment(order_id, judge.package(order_id)) is None
    assert judge.v0.get_order(order_id).payload.order_status == "Shipped"
    order = judge.one.get_order(order_id, included_data=["FULFILLMENT", "PACKAGES"]).order
    (package,) = order.packages
    assert (package.tracking_number, package.package_status.status) == (
        "1Z999AA10123456784",
        "SHIPPED",
    )
    assert order.fulfillment.fulfillment_status == "SHIPPED"


def test_it_buys_reads_and_gives_back_a_label(world: World, judge: Judge) -> None:
    """The label's document is what its checksum says, and goes when the label is given back."""
    (order_id,) = bought(world, "amz", 1)
    wanted = mfn.GetEligibleShipmentServicesRequest(shipment_request_details=judge.wish(order_id))
    offered = judge.services.get_eligible_shipment_services(wanted).payload.shipping_service_list
    buying = mfn.CreateShipmentRequest(
        shipment_request_details=judge.wish(order_id),
        shipping_service_id=offered[0].shipping_service_id,
        shipping_service_offer_id=offered[0].shipping_service_offer_id,
    )
    bought_label = judge.labels("POST", "/mfn/v0/shipments").create_shipment(buying).payload
    file = bought_label.label.file_contents
    document = gzip.decompress(b64decode(file.contents))
    assert b64decode(file.checksum) == md5(document, usedforsecurity=False).digest()
    path = f"/mfn/v0/shipments/{bought_label.shipment_id}"
    shown = judge.labels("GET", path).get_shipment(bought_label.shipment_id).payload
    assert (shown.tracking_id, shown.status) == (bought_label.tracking_id, "Purchased")
    assert judge.v0.get_order(order_id).payload.order_status == "Shipped"
    gone = judge.labels("DELETE", path).cancel_shipment(bought_label.shipment_id).payload
    assert gone.status == "RefundPending"


def test_it_subscribes_to_changes_of_orders(world: World, base: str, judge: Judge) -> None:
    """A destination for the application, a subscription for the seller, and both taken back."""
    own = Judge(world, base, scope="sellingpartnerapi::notifications")
    queue = notes.SqsResource(arn="arn:aws:sqs:us-east-1:123456789012:orders")
    made = own.notes.create_destination(
        notes.CreateDestinationRequest(
            name="orders", resource_specification=notes.DestinationResourceSpecification(sqs=queue)
        )
    ).payload
    assert [one.destination_id for one in own.notes.get_destinations().payload] == [
        made.destination_id
    ]
    wanted = notes.CreateSubscriptionRequest(
        payload_version="1.0", destination_id=made.destination_id
    )
    subscription = judge.notes.create_subscription("ORDER_CHANGE", wanted).payload
    shown = judge.notes.get_subscription("ORDER_CHANGE").payload
    assert shown.subscription_id == subscription.subscription_id
    with pytest.raises(spapi.ApiException) as refused:
        judge.notes.create_subscription("ORDER_CHANGE", wanted)
    assert _refusal(refused)[0] == 409
    own.notes.delete_subscription_by_id(subscription.subscription_id, "ORDER_CHANGE")
    with pytest.raises(spapi.ApiException) as refused:
        judge.notes.get_subscription("ORDER_CHANGE")
    assert _refusal(refused)[0] == 404
    own.notes.delete_destination(made.destination_id)
    assert own.notes.get_destinations().payload == []


def test_it_meets_an_expired_token(world: World, base: str, judge: Judge) -> None:
    """It does not renew a token that its own clock calls good; a new client has a new one."""
    bought(world, "amz", 1)
    world.advance_to(world.now + HOUR)
    with pytest.raises(spapi.ApiException) as refused:
        judge.v0.get_orders([MARKET], created_after=SINCE)
    status, entry = _refusal(refused)
    assert (status, entry["code"]) == (403, "Unauthorized")
    assert entry["details"] == "The access token you provided has expired."
    assert Judge(world, base).v0.get_orders([MARKET], created_after=SINCE).payload.orders


def test_it_meets_the_quota(world: World, judge: Judge) -> None:
    """Twenty searches, then the refusal without a rate, then one more after three minutes."""
    for _ in range(20):
        judge.search.search_orders(created_after=SINCE)
    with pytest.raises(spapi.ApiException) as refused:
        judge.search.search_orders(created_after=SINCE)
    status, entry = _refusal(refused)
    assert (status, entry["code"]) == (429, "QuotaExceeded")
    assert "x-amzn-RateLimit-Limit" not in refused.value.headers
    world.advance_to(world.now + 3 * MINUTE)
    assert judge.search.search_orders(created_after=SINCE).orders == []


def test_it_meets_emptiness(judge: Judge) -> None:
    """No orders are an empty list without a next page."""
    page = judge.v0.get_orders([MARKET], created_after=SINCE).payload
    assert (page.orders, page.next_token) == ([], None)
    result = judge.search.search_orders(created_after=SINCE)
    assert (result.orders, result.pagination) == ([], None)


def test_it_meets_an_order_that_is_not_there(judge: Judge) -> None:
    """404 by both versions, for an order and for what is in one."""
    for read in (judge.v0.get_order, judge.v0.get_order_items, judge.one.get_order):
        with pytest.raises(spapi.ApiException) as refused:
            read("111-0000000-0000000")
        assert _refusal(refused)[0] == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"package_reference_id": "zero"}, "must be a positive numeric value"),
        ({"order_items": []}, "not valid"),
        ({"ship_date": "yesterday"}, "Invalid Input"),
    ],
)
def test_it_meets_a_confirmation_that_is_not_valid(
    world: World, judge: Judge, changes: dict[str, object], words: str
) -> None:
    """400 with the sentence that Amazon says, and nothing has happened."""
    (order_id,) = bought(world, "amz", 1)
    with pytest.raises(spapi.ApiException) as refused:
        judge.v0.confirm_shipment(order_id, judge.package(order_id, **changes))
    status, entry = _refusal(refused)
    assert status == 400
    assert words in entry["message"]
    assert judge.v0.get_order(order_id).payload.order_status == "Unshipped"


def test_it_meets_a_search_without_a_date(judge: Judge) -> None:
    """400 by both versions."""
    for search in (lambda: judge.v0.get_orders([MARKET]), judge.search.search_orders):
        with pytest.raises(spapi.ApiException) as refused:
            search()
        assert (_refusal(refused)[0], _refusal(refused)[1]["code"]) == (400, "InvalidInput")


def test_it_meets_a_wrong_secret(world: World, base: str) -> None:
    """No token, and its own exception. It would try three times more, seconds apart."""
    cache = pytest.importorskip("spapi.auth.lwa_request").AccessTokenCache
    account = world.accounts["amz"]
    endpoint = f"{base}/auth/o2/token"
    wrong = cache(account.client_id, "wrong", account.token, oauth_endpoint=endpoint, max_retries=0)
    with pytest.raises(pytest.importorskip("spapi.auth.lwa_exception").LwaException):
        wrong.get_lwa_access_token()
