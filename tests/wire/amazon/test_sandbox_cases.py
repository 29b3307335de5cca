"""Amazon's own sandbox: the requests and answers that stand inside its models, replayed here.

Amazon's sandbox knows a few fixed requests. Each of them is sent to a world that holds what the
request speaks of; the answer must have the same status, and every key that both have the same type.
What Amazon's answer has and ours has not is written down in ``sandbox_gaps.json``, no more and no
less.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockplace.platforms.amazon.api.routes import ROUTES
from tests.wire.amazon.conftest import MARKET, Seller
from tests.wire.reference import amazon_model

GAPS = Path(__file__).parent / "sandbox_gaps.json"
FILES = ("ordersV0", "orders_2026-01-01", "merchantFulfillmentV0", "tokens_2021-03-01")
LINES = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
#: Cases whose request is a magic id and whose answer speaks of another value: a well-formed UUID is
#: refused there for its form. Here it is 404, as it is nobody's, and the value that the answer
#: names is answered word for word as Amazon answers it.
MAGIC = ("getShipment 400", "cancelShipment 400")
Case = dict[str, Any]


def cases() -> Iterator[Any]:
    """(its name, method, template, the case), for the operations that are served."""
    served = {(route.method, route.template) for route in ROUTES}
    for name in FILES:
        model = amazon_model(name)
        for template, methods in model["paths"].items():
            for method, operation in methods.items():
                if (method.upper(), template) not in served:
                    continue
                for status, response in operation["responses"].items():
                    sandbox = response.get("x-amzn-api-sandbox", {}).get("static", [])
                    for n, case in enumerate(sandbox, 1):
                        named = f"{name} {operation['operationId']} {status} {n}"
                        yield pytest.param(named, method.upper(), template, case, id=named)


CASES = list(cases())


@pytest.mark.parametrize(("name", "method", "template", "case"), CASES)
def test_the_sandbox_case_is_answered_alike(
    seller: Seller, name: str, method: str, template: str, case: Case
) -> None:
    """The status, the keys, and what kind of thing stands under each of them."""
    status = name.split()[2]
    answer = _replayed(seller, method, template, status, case)
    if name.split(maxsplit=1)[1][:-2] in MAGIC:
        assert answer.status_code == 404
        answer = _replayed(seller, method, template, status, _as_answered(case))
        assert answer.json() == case["response"]
    assert answer.status_code == int(status), answer.text
    if status == "204":
        assert answer.content == b""
        return
    ours, theirs = dict(_leaves(answer.json())), dict(_leaves(case["response"]))
    known: dict[str, list[str]] = json.loads(GAPS.read_text("utf-8"))
    assert sorted(theirs.keys() - ours.keys()) == known.get(name, [])
    for path in ours.keys() & theirs.keys():
        assert ours[path] == theirs[path], f"{path}: {ours[path]} here, {theirs[path]} there"


def _replayed(
    seller: Seller, method: str, template: str, status: str, case: Case
) -> httpx.Response:
    given = {name: one["value"] for name, one in case["request"].get("parameters", {}).items()}
    order_id = _order_of(given)
    if status != "400" and not _known(seller, order_id):
        seller.world.buy(f"case {order_id}", "amz", LINES, prime=False, order_id=order_id)
    given = _made_possible(seller, template, status, given, order_id)
    path = template.format(
        **{key: given.pop(key) for key in list(given) if f"{{{key}}}" in template}
    )
    body = given.pop("body", None)
    token = None
    reads = method == "GET" and template.startswith("/orders/v0")
    if reads or template.startswith("/mfn/v0/shipments"):
        token = seller.restricted(method, template, "buyerInfo", "shippingAddress")
    query = {key: ",".join(v) if isinstance(v, list) else str(v) for key, v in given.items()}
    return seller.call(method, path, params=query, json=body, token=token)


def _as_answered(case: Case) -> Case:
    """The case with the value in its request of which its answer speaks."""
    said = re.search(r"Value '(\w+)' at '(\w+)'", case["response"]["errors"][0]["message"])
    assert said, "a magic case whose answer names no value"
    return case | {"request": {"parameters": {said[2]: {"value": said[1]}}}}


def _order_of(given: dict[str, Any]) -> str:
    """The order that a case speaks of; a fixed one where it names none or a magic word."""
    body = given.get("body") or {}
    details = body.get("ShipmentRequestDetails", {})
    named = str(given.get("orderId") or details.get("AmazonOrderId") or body.get("OrderId") or "")
    return named if named[:3].isdecimal() else "902-1845936-5435065"


def _known(seller: Seller, order_id: str) -> bool:
    return ("amz", order_id) in seller.world.orders


def _made_possible(
    seller: Seller, template: str, status: str, given: dict[str, Any], order_id: str
) -> dict[str, Any]:
    """The parameters of a case, with the sandbox's magic words as what they stand for."""
    if status == "400":
        return {"orderId": "TEST_CASE_400", "shipmentId": "x"} | given
    made = dict(given)
    for name in ("CreatedAfter", "createdAfter"):
        if name in made:
            made[name] = "2026-11-01T00:00:00Z"
    for name in ("NextToken", "paginationToken"):
        made.pop(name, None)  # the one in the model is the sandbox's own
    if "marketplaceIds" in made:
        made["marketplaceIds"] = [MARKET]
    if "orderId" in made:
        made["orderId"] = order_id
    if "{shipmentId}" in template:
        bought = seller.buy(order_id, "UPS_PTP_GND")
        made["shipmentId"] = bought.json()["payload"]["ShipmentId"]
    if isinstance(made.get("body"), dict):
        made["body"] = _in_this_world(seller, made["body"], order_id)
    return made


def _in_this_world(seller: Seller, body: dict[str, Any], order_id: str) -> dict[str, Any]:
    """The body with the lines that the order has here."""
    order = seller.world.orders["amz", order_id]
    line, units = order.lines[0].line_id, 1
    made: dict[str, Any] = json.loads(json.dumps(body))
    if "ShipmentRequestDetails" in made:
        details = made["ShipmentRequestDetails"]
        details["ItemList"] = [{"OrderItemId": line, "Quantity": units}]
        details["AmazonOrderId"] = order_id
        for date in ("ShipDate", "MustArriveByDate"):
            details.pop(date, None)  # long past
        made.pop("ShippingServiceOfferId", None)
    if "packageDetail" in made:
        made["marketplaceId"] = MARKET
        made["packageDetail"]["shipDate"] = "2026-11-20T09:30:00Z"
        made["packageDetail"]["orderItems"] = [{"orderItemId": line, "quantity": units}]
    return made


def _leaves(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each key by its path, with the kind of what stands there; entries of a list are alike."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(document, list):
        for value in document:
            yield from _leaves(value, f"{path}[]")
    elif document is not None:
        yield path, _kind(document)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "truth"
    return "number" if isinstance(value, int | float) else "text"
