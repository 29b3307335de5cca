"""Every answer of the invented carrier is what its OpenAPI file says, and every request too."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockplace.kernel.fault_plan import Fault
from mockplace.platforms.carrier.api.routes import ROUTES
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from tests.wire.carrier.conftest import Customer, package

DOCUMENT: dict[str, Any] = json.loads(
    files("mockplace.platforms.carrier").joinpath("openapi.json").read_text("utf-8")
)


def _resolved(part: Any) -> Any:
    while isinstance(part, dict) and "$ref" in part:
        name = part["$ref"].split("/")
        part = DOCUMENT["components"][name[2]][name[3]]
    return part


def _problems(schema: Any, content: object) -> list[str]:
    whole = {**schema, "components": DOCUMENT["components"]}
    validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [one.message for one in validator.iter_errors(content)]


def _described(method: str, path: str) -> dict[str, Any]:
    for template, item in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method in item:
            found: dict[str, Any] = item[method]
            return found
    raise AssertionError(f"{method} {path} is not described")


def _judge(answer: httpx.Response) -> None:
    """The request, where it was good, and the answer are as the file says."""
    method = answer.request.method.lower()
    operation = _described(method, answer.request.url.path)
    told = _resolved(operation["responses"].get(str(answer.status_code)))
    assert told, f"{operation['operationId']} is not described to answer {answer.status_code}"
    for name, header in told["headers"].items():
        schema = _resolved(header)["schema"]
        assert schema.get("const", answer.headers[name]) == answer.headers[name]
    kind = answer.headers["content-type"]
    if kind == "application/json":
        assert _problems(told["content"][kind]["schema"], answer.json()) == []
    else:
        assert kind in told["content"]
    if answer.status_code < 300 and "requestBody" in operation:
        asked = operation["requestBody"]["content"]["application/json"]["schema"]
        assert _problems(asked, json.loads(answer.request.content)) == []


def test_a_validator_of_openapi_finds_nothing() -> None:
    """Neither in the form nor in what refers to what."""
    assert [str(one) for one in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_every_route_is_described_and_nothing_else_is() -> None:
    """By method, address and name."""
    described = {
        (method.upper(), path, operation["operationId"])
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
    }
    assert described == {(one.method, one.template, one.operation) for one in ROUTES}


def test_every_answer_is_as_described(customer: Customer) -> None:
    """Each operation, while a label lives, when it is voided, and when its package has left."""
    label = customer.label()
    other = customer.label("SO-2")
    place = f"/labels/{label['labelId']}"
    get = customer.http.get
    answers = [customer.rates(), customer.buy(reference="SO-3"), customer.buy(), customer.find()]
    answers += [get(place), get(f"/tracking/{label['trackingNumber']}"), get("/pickups/next")]
    for kind in ("application/pdf", "image/png", "application/zpl", "text/html"):
        answers.append(get(f"{place}/document", headers={"Accept": kind}))
    answers += [customer.void(label["labelId"]), customer.find(), get(f"{place}/document")]
    customer.later(24)
    answers += [customer.void(other["labelId"]), get(f"/tracking/{other['trackingNumber']}")]
    customer.later(24 * 6)
    answers += [get(f"/labels/{other['labelId']}"), customer.find("SO-2"), customer.find("none")]
    for answer in answers:
        _judge(answer)
    assert {answer.status_code for answer in answers} == {200, 201, 406, 409}


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"reference": "with a blank"}, 400, "reference"),
        ({"reference": "r" * 65}, 400, "reference"),
        ({"reference": 7}, 400, "reference"),
        ({"serviceId": "sledge"}, 422, "serviceId"),
        ({"colour": "red"}, 400, "colour"),
        ({"package": None}, 400, "package"),
        ({"package": package(weightGrams=0)}, 400, "package.weightGrams"),
        ({"package": package(weightGrams=True)}, 400, "package.weightGrams"),
        ({"package": package(weightGrams=1.5)}, 400, "package.weightGrams"),
        ({"package": package(lengthMm="250")}, 400, "package.lengthMm"),
        ({"package": package(orders=[])}, 400, "package.orders"),
        ({"package": package(orders=["111-1"])}, 400, "package.orders[0]"),
        ({"package": package(orders=2 * package()["orders"])}, 400, "package.orders"),  # type: ignore[operator]
    ],
)
def test_a_wrong_field_is_refused_by_its_path(
    customer: Customer, change: dict[str, object], status: int, field: str
) -> None:
    """And the file would have refused it too; nothing is bought."""
    answer = customer.buy(**change)
    _judge(answer)
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert carrier_labels(customer.world.state).by_id == {}


def test_whoever_names_no_account_is_refused_everywhere(customer: Customer) -> None:
    """Of every operation, in the envelope."""
    del customer.http.headers["X-Carrier-Account"]
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "x", route.template).removeprefix("/carrier/v1")
        answer = customer.http.request(route.method, path)
        _judge(answer)
        assert answer.status_code == 401


def test_nothing_that_is_not_there_is_found(customer: Customer) -> None:
    """Of every operation that names something."""
    for route in ROUTES:
        if "{" in route.template:
            path = re.sub(r"\{\w+\}", "x", route.template).removeprefix("/carrier/v1")
            answer = customer.http.request(route.method, path)
            _judge(answer)
            assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "auth_expired", "slow"])
def test_trouble_is_told_in_the_envelope(customer: Customer, kind: str) -> None:
    """Whichever operation it strikes."""
    customer.world.faults.add(Fault(kind, platform="carrier", times=0))  # type: ignore[arg-type]
    for answer in (customer.rates(), customer.buy(), customer.find(), customer.void("x")):
        _judge(answer)
