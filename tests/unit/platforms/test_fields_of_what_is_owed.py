"""Each raw field from which the units that are owed are derived, with and without its reading.

A field that is read no more gives what its default gives: the second half of each test shows that
this is something else, so the first half turns red.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from shiponce.decisions.obligations import Counted, Obligation, Ours, Shown, by_line, due_units
from shiponce.decisions.obligations import shipped_by_others as others_of
from shiponce.domain.order import Condition, ImportedOrder, PackingFactKind
from shiponce.domain.platform import Platform
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import (
    Wire,
    amazon_order,
    ebay_order,
    reply,
    shop_order,
    store,
)

Body = dict[str, Any]
_NOTHING = Ours(numbers=frozenset(), notified={}, untracked=())
_AMAZON_ID, _EBAY_ID, _SHOP_ID = "111-2222222-3333333", "27-10411-55083", "1042"
_FULFILMENTS = f"/sell/fulfillment/v1/order/{_EBAY_ID}/shipping_fulfillment"
_SHIPMENTS = f"/stores/abc123/v2/orders/{_SHOP_ID}/shipments"
_BUYER_ASKS = (Condition.BUYER_ASKS_TO_CANCEL,)


def due(order: ImportedOrder) -> dict[str, int]:
    """Units by SKU that are due of an order, if nothing of it was shipped by us."""
    lines = order.lines
    shown = Shown(
        1,
        tuple(Counted(one.remote_id, one.sku, one.fulfilled) for one in lines),
        order.packages,
    )
    obliged = [_obligation(order, n) for n in range(len(lines))]
    units = by_line(shown, _NOTHING, obliged, others_of([shown], {1: _NOTHING}))
    obliged = [_obligation(order, n, units[n]) for n in range(len(lines))]
    return {lines[n].sku: left for n, left in due_units(obliged).items()}


def _obligation(order: ImportedOrder, n: int, others: int = 0) -> Obligation:
    line = order.lines[n]
    collected = line.quantity if line.collected or not line.physical else 0
    return Obligation(
        line_no=n,
        sku=line.sku,
        destination=line.destination,
        ordered=line.quantity,
        cancelled=line.cancelled,
        refunded=line.refunded,
        collected=collected,
        ours=0,
        others=others,
    )


def conditions(order: ImportedOrder) -> tuple[Condition, ...]:
    """What the platform says that changes how an order may be shipped."""
    return order.conditions


def destinations(order: ImportedOrder) -> list[tuple[str, int]]:
    """The address of each line, with its units."""
    return [(line.destination, line.quantity) for line in order.lines]


def numbers(order: ImportedOrder) -> list[str]:
    """The tracking numbers that the platform lists, by which our packages are told apart."""
    return [package.tracking for package in order.packages]


def street(order: ImportedOrder) -> tuple[str, ...]:
    """What of the address only some platforms have."""
    to = order.ship_to
    return (to.company, to.street3) if to else ()


def packing(order: ImportedOrder) -> set[tuple[PackingFactKind, str]]:
    """Every packing fact, of the order and of its lines."""
    facts = [*order.packing, *(one for line in order.lines for one in line.packing)]
    return {(one.kind, one.text) for one in facts}


# -- the orders, each with everything that is read


def _amazon() -> Body:
    """One mug of four sent in a package, one cancelled; the buyer asks to cancel the bowl."""
    return amazon_order(
        programs=["FBM_SHIP_PLUS"],
        fulfillment={"fulfillmentStatus": "PARTIALLY_SHIPPED", "fulfilledBy": "MERCHANT"},
        recipient={
            "deliveryAddress": {
                "name": "Receiving",
                "companyName": "Trust",
                "addressLine1": "North Campus",
                "addressLine3": "Dock C",
                "city": "Reno",
                "countryCode": "US",
            }
        },
        orderItems=[
            {
                "orderItemId": "11",
                "quantityOrdered": 4,
                "product": {"sellerSku": "MUG", "title": "Mug"},
                "fulfillment": {
                    "quantityFulfilled": 1,
                    "quantityUnfulfilled": 2,
                    "shipping": {"internationalShipping": {"iossNumber": "IM0000000000"}},
                },
            },
            {
                "orderItemId": "12",
                "quantityOrdered": 1,
                "programs": ["TRANSPARENCY"],
                "product": {"sellerSku": "BOWL", "title": "Bowl"},
                "cancellation": {"cancellationRequest": {"requester": "BUYER"}},
            },
        ],
        packages=[
            {
                "packageReferenceId": "1",
                "carrier": "UPS",
                "trackingNumber": "1Z1",
                "packageStatus": {"status": "SHIPPED"},
                "packageItems": [{"orderItemId": "11", "quantity": 1}],
            }
        ],
    )


def _ebay() -> Body:
    """One mug of three sent, the bowl refunded, the jar in no fulfillment; the buyer asks."""
    usd = {"currency": "USD"}
    return ebay_order(
        orderFulfillmentStatus="IN_PROGRESS",
        cancelStatus={
            "cancelState": "IN_PROGRESS",
            "cancelRequests": [{"cancelRequestState": "REQUESTED", "cancelInitiator": "BUYER"}],
        },
        buyerCheckoutNotes="Ring twice",
        fulfillmentHrefs=[f"https://api.ebay.com{_FULFILMENTS}/1Z1"],
        lineItems=[
            {
                "lineItemId": "71",
                "sku": "MUG",
                "quantity": 3,
                "lineItemCost": {"value": "30.00", **usd},
                "lineItemFulfillmentStatus": "FULFILLED",
            },
            {
                "lineItemId": "72",
                "sku": "BOWL",
                "quantity": 1,
                "lineItemCost": {"value": "8.00", **usd},
                "lineItemFulfillmentStatus": "NOT_STARTED",
                "refunds": [{"amount": {"value": "8.00", **usd}}],
            },
            {
                "lineItemId": "73",
                "sku": "JAR",
                "quantity": 1,
                "lineItemCost": {"value": "8.00", **usd},
                "lineItemFulfillmentStatus": "FULFILLED",
            },
        ],
    )


_EBAY_PACKAGES = {
    "fulfillments": [
        {
            "fulfillmentId": "1",
            "shipmentTrackingNumber": "1Z1",
            "shippingCarrierCode": "UPS",
            "lineItems": [{"lineItemId": "71", "quantity": 1}],
        }
    ]
}


def _shop() -> Body:
    """Two addresses; a mug sent, a bowl refunded, a jar collected."""
    body = shop_order(status_id=3, status="Partially Shipped", customer_message="Ring twice")
    (shipping,) = body["consignments"]["shipping"]
    (line,) = shipping.pop("line_items")
    mug = line | {"quantity_shipped": 1, "order_address_id": 43}
    bowl = line | {"id": 62, "sku": "BOWL", "quantity_refunded": 1, "order_address_id": 44}
    jar = line | {"id": 63, "sku": "JAR", "order_pickup_method_id": 3}
    lamp = line | {"id": 64, "sku": "LAMP", "quantity": 1, "order_address_id": 44}
    shipping["company"] = "Trust"
    body["consignments"]["shipping"] = [
        shipping | {"line_items": [mug]},
        shipping | {"id": 44, "line_items": [bowl, lamp]},
    ]
    body["consignments"]["pickups"] = [{"line_items": [jar]}]
    return body


_SHOP_PACKAGES = [
    {
        "id": 9,
        "order_id": 1042,
        "order_address_id": 43,
        "tracking_number": "1Z1",
        "shipping_provider": "ups",
        "items": [{"order_product_id": 61, "quantity": 1}],
    }
]

_BODIES: Mapping[Platform, Callable[[], Body]] = {
    AMAZON: _amazon,
    EBAY: _ebay,
    BIGCOMMERCE: _shop,
}


def read(wire: Wire, platform: Platform, body: Body, packages: object) -> ImportedOrder:
    """What becomes of an order that a platform shows."""
    wire.on("GET", f"/orders/2026-01-01/orders/{_AMAZON_ID}", reply({"order": body}))
    wire.on("GET", f"/sell/fulfillment/v1/order/{_EBAY_ID}", reply(body))
    wire.on("GET", _FULFILMENTS, reply(packages))
    wire.on("GET", f"/stores/abc123/v2/orders/{_SHOP_ID}", reply(body))
    wire.on("GET", _SHIPMENTS, reply(packages))
    order_id = {AMAZON: _AMAZON_ID, EBAY: _EBAY_ID, BIGCOMMERCE: _SHOP_ID}[platform]
    found = wire.connections().platform(store(platform)).read(order_id)
    assert isinstance(found, ImportedOrder), found
    return found


def without(body: Any, field: str) -> Any:
    """A body without a field, wherever it stands; a list that has to be there is empty then.

    An order of eBay without fulfillments has no addresses of them either.
    """
    gone = {field, "fulfillmentHrefs"} if field == "fulfillments" else {field}
    if isinstance(body, dict):
        left = {key: without(value, field) for key, value in body.items() if key not in gone}
        return left | {field: []} if field in body and field == "fulfillments" else left
    if isinstance(body, list):
        return [without(one, field) for one in body]
    return copy.deepcopy(body)


_DUE = {
    AMAZON: {"MUG": 2, "BOWL": 1},
    EBAY: {"MUG": 2},
    BIGCOMMERCE: {"MUG": 1, "BOWL": 1, "LAMP": 1},
}
_AMAZON_CONDITIONS = (
    Condition.BUYER_ASKS_TO_CANCEL,
    Condition.PLATFORM_CONFIRMS,
    Condition.TRANSPARENCY_CODES,
)
_FACT = PackingFactKind
Reading = Callable[[ImportedOrder], object]


@pytest.mark.proves("O1", "O2", "O3", "O4", "O5", "O6")
@pytest.mark.parametrize(
    ("platform", "field", "reading", "value"),
    [
        (AMAZON, "quantityUnfulfilled", due, _DUE[AMAZON]),
        (AMAZON, "quantityFulfilled", due, _DUE[AMAZON]),
        (AMAZON, "packages", numbers, ["1Z1"]),
        (AMAZON, "trackingNumber", numbers, ["1Z1"]),
        (AMAZON, "programs", conditions, _AMAZON_CONDITIONS),
        (AMAZON, "cancellationRequest", conditions, _AMAZON_CONDITIONS),
        (AMAZON, "companyName", street, ("Trust", "Dock C")),
        (AMAZON, "addressLine3", street, ("Trust", "Dock C")),
        (AMAZON, "iossNumber", packing, {(_FACT.TAX_NUMBER, "IM0000000000")}),
        (EBAY, "lineItemFulfillmentStatus", due, _DUE[EBAY]),
        (EBAY, "refunds", due, _DUE[EBAY]),
        (EBAY, "fulfillments", due, _DUE[EBAY]),
        (EBAY, "shipmentTrackingNumber", numbers, ["1Z1"]),
        (EBAY, "cancelStatus", conditions, _BUYER_ASKS),
        (EBAY, "cancelRequestState", conditions, _BUYER_ASKS),
        (EBAY, "buyerCheckoutNotes", packing, {(_FACT.BUYER_NOTE, "Ring twice")}),
        (BIGCOMMERCE, "quantity_shipped", due, _DUE[BIGCOMMERCE]),
        (BIGCOMMERCE, "quantity_refunded", due, _DUE[BIGCOMMERCE]),
        (BIGCOMMERCE, "order_pickup_method_id", due, _DUE[BIGCOMMERCE]),
        (
            BIGCOMMERCE,
            "order_address_id",
            destinations,
            [("43", 2), ("44", 2), ("44", 1), ("", 2)],
        ),
        (BIGCOMMERCE, "tracking_number", numbers, ["1Z1"]),
        (BIGCOMMERCE, "company", street, ("Trust", "")),
        (BIGCOMMERCE, "customer_message", packing, {(_FACT.BUYER_NOTE, "Ring twice")}),
    ],
)
def test_a_field_that_is_read_no_more_is_missed(
    wire: Wire, platform: Platform, field: str, reading: Reading, value: object
) -> None:
    """With it the order says what it says; without it something else."""
    body = _BODIES[platform]()
    packages: object = {EBAY: _EBAY_PACKAGES, BIGCOMMERCE: _SHOP_PACKAGES}.get(platform, {})
    assert reading(read(wire, platform, body, packages)) == value
    left = read(wire, platform, without(body, field), without(packages, field))
    assert reading(left) != value
