"""The control plane of a served world, over the wire."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import jsonschema
import pytest

from mockplace.control.operations import OPERATIONS
from tests.wire.serve.serve_process import Served, found, served

BASE = "/_mockplace"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose time is moved by hand."""
    args = ("--orders", "5", "--clock", "manual", "--no-limits")
    with served(tmp_path_factory.mktemp("control"), *args) as server:
        yield server


@pytest.fixture
def http(running: Served, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client that speaks to a world of the test's own."""
    with running.client() as client:
        name = f"t-{abs(hash(request.node.name))}"
        client.headers["X-Mockplace-World"] = name
        yield client
        client.delete(f"{BASE}/worlds/{name}")


def ask(http: httpx.Client, method: str, path: str, body: object = None, code: int = 200) -> Any:
    """What the control plane tells; its status must be *code*."""
    answer = (
        http.request(method, f"{BASE}{path}", json=body)
        if body is not None
        else (http.request(method, f"{BASE}{path}"))
    )
    assert answer.status_code == code, answer.text
    return answer.json()


def listed(running: Served, http: httpx.Client, prefix: str = "") -> list[dict[str, Any]]:
    """The shop's orders, as BigCommerce lists them."""
    path, token = running.store
    answer = http.get(f"{prefix}{path}/orders", headers=token | {"Accept": "application/json"})
    return answer.json() if answer.content else []


def buy(**more: object) -> dict[str, object]:
    """Two mugs on Amazon."""
    return {"store": "amz", "lines": [{"sku": "MUG-SLATE-12", "quantity": 2}], **more}


def test_an_order_is_placed_and_copied_when_the_clock_is_moved(
    running: Served, http: httpx.Client
) -> None:
    """Nothing falls due before; ninety seconds later the shop lists the copy."""
    before = len(listed(running, http))
    order = ask(http, "POST", "/orders", buy(name="mug", buyer="Ann"), 201)
    assert (order["store"], order["units"], order["status"]) == ("amz", 2, "open")
    assert order["buyer"] == "Ann"
    assert len(listed(running, http)) == before
    began = ask(http, "GET", "/clock")
    moved = ask(http, "PUT", "/clock", {"advance": "90 s"})
    assert moved["now"] > began["now"]
    assert len(listed(running, http)) == before + 1
    state = ask(http, "GET", "/state")
    assert state["latest"][0]["mirrors"] == order["order_id"]
    assert state["orders"]["amz"]["open"] >= 1


def test_a_clock_is_frozen_runs_and_never_goes_back(http: httpx.Client) -> None:
    """Each mode as it promises; what cannot be is said."""
    now = ask(http, "GET", "/clock")["now"]
    assert ask(http, "PUT", "/clock", {"mode": "frozen"})["mode"] == "frozen"
    assert "frozen" in ask(http, "PUT", "/clock", {"advance": "1 s"}, 400)["error"]["message"]
    assert ask(http, "GET", "/clock")["now"] == now
    back = ask(http, "PUT", "/clock", {"mode": "manual", "now": "2001-01-01T00:00:00Z"}, 400)
    assert "does not go back" in back["error"]["message"]
    ask(http, "PUT", "/clock", {"mode": "manual", "now": "9999-12-31T00:00:00Z"}, 400)
    ahead = {"mode": "manual", "now": "2099-01-01T00:00:00Z"}
    assert ask(http, "PUT", "/clock", ahead)["now"] == ahead["now"]
    ask(http, "PUT", "/clock", {"mode": "x999999"})
    first = ask(http, "GET", "/clock")["now"]
    while ask(http, "GET", "/clock")["now"] == first:
        pass  # at that speed two requests are not long within one millisecond
    assert ask(http, "PUT", "/clock", {"mode": "manual"})["mode"] == "manual"


def test_faults_are_planned_counted_played_and_cleared(running: Served, http: httpx.Client) -> None:
    """The platform acts as planned, and why says that the fault did it."""
    planned = ask(http, "POST", "/faults", {"kind": "server_error", "store": "shop"}, 201)
    assert planned["faults"][0]["seen"] == 0
    path, token = running.store
    assert http.get(f"{path}/orders", headers=token).status_code == 500
    assert ask(http, "GET", "/faults")["faults"][0]["seen"] == 1
    assert http.get(f"{path}/orders", headers=token).status_code == 200
    assert ask(http, "GET", "/journal")["calls"][0]["cause"]["kind"] == "fault"
    assert ask(http, "DELETE", "/faults") == {"faults": []}
    ask(http, "POST", "/faults", {"kind": "connect_refused"}, 201)
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(f"{path}/orders", headers=token)
    assert ask(http, "GET", "/why/last")["call"]["status"] is None


def chosen(http: httpx.Client) -> dict[str, str]:
    """What is chosen, by name."""
    return {one["name"]: one["chosen"] for one in ask(http, "GET", "/choices")["choices"]}


def test_choices_are_made_all_or_none(http: httpx.Client) -> None:
    """One answer that cannot be chosen leaves the others as they were; a reset takes them back."""
    usual = chosen(http)
    name = "amazon.second-confirmation"
    wrong = {name: "ignored", "ebay.unknown-order": "500"}
    assert "404 or 400" in ask(http, "PUT", "/choices", wrong, 400)["error"]["message"]
    assert chosen(http) == usual
    ask(http, "PUT", "/choices", {name: "ignored"})
    assert chosen(http) == usual | {name: "ignored"}
    ask(http, "POST", "/reset", {})
    assert chosen(http) == usual


def test_mails_to_buyers_are_read(running: Served, http: httpx.Client) -> None:
    """Who was written to when a shop's order was shipped, and why."""
    bought = {"store": "shop", "lines": [{"sku": "MUG-SLATE-12"}]}
    order = ask(http, "POST", "/orders", bought, 201)["order_id"]
    path, token = running.store
    shown = http.get(f"{path}/orders/{order}", headers=token).json()
    address = http.get(f"{path}/orders/{order}/shipping_addresses", headers=token).json()[0]
    (line,) = http.get(f"{path}/orders/{order}/products", headers=token).json()
    items = [{"order_product_id": line["id"], "quantity": 1}]
    body = {"order_address_id": address["id"], "items": items}
    assert http.post(f"{path}/orders/{order}/shipments", headers=token, json=body).is_success
    (mail,) = ask(http, "GET", "/mails?limit=1")["mails"]
    assert (mail["order_id"], mail["about"]) == (order, "shipped")
    assert mail["to"] == shown["billing_address"]["email"]


def test_the_worlds_own_verdict_is_asked(http: httpx.Client) -> None:
    """What was sent by hand and told to nobody is found; what a program owns up to is counted."""
    bought = {"store": "shop", "lines": [{"sku": "MUG-SLATE-12"}]}
    order = ask(http, "POST", "/orders", bought, 201)["order_id"]
    assert ask(http, "GET", "/verdict")["findings"] == []
    ask(http, "POST", f"/orders/{order}/send-by-hand", {"tracking": "1Z1", "store": "shop"})
    told = ask(http, "GET", "/verdict")
    assert [one["rule"] for one in told["findings"]] == [
        "never-notified",
        "open-everywhere",
        "not-closed",
    ]
    assert order in told["findings"][0]["sentence"]
    people = {"stopped": [{"store": "shop", "order_id": order}], "labels": ["1Z1"]}
    compared = ask(http, "POST", "/verdict", {"people": people})
    assert compared["counted"]["never-notified"] == {"looked": 1, "admitted": 1, "found": 0}
    assert "never-notified" not in {one["rule"] for one in compared["findings"]}


def test_the_settings_of_a_shop_s_emails_come_back_with_a_snapshot(
    running: Served, http: httpx.Client
) -> None:
    """They are part of the world, as everything that a client writes."""
    path, token = running.store
    where = path.replace("/v2", "/v3/settings/email-statuses")
    off = {"combined_order_status_email": False}
    assert http.put(where, headers=token, json=off).is_success
    ask(http, "POST", "/snapshot", {"name": "off"}, 201)
    assert http.put(where, headers=token, json={name: True for name in off}).is_success
    ask(http, "POST", "/restore", {"name": "off"})
    told = http.get(where, headers=token).json()["data"]
    assert told["combined_order_status_email"] is False


def test_messages_are_read_with_what_became_of_them(running: Served, http: httpx.Client) -> None:
    """Whom they go to, how often they were tried, and the body that a receiver gets."""
    path, token = running.store
    nobody = {"scope": "store/order/created", "destination": "https://elsewhere.test/in"}
    assert (
        http.post(path.replace("/v2", "/v3/hooks"), headers=token, json=nobody).status_code == 200
    )
    bought = {"store": "shop", "lines": [{"sku": "MUG-SLATE-12"}]}
    order = ask(http, "POST", "/orders", bought, 201)
    (told,) = ask(http, "GET", "/messages?limit=5")["messages"]
    assert (told["topic"], told["order_id"]) == ("store/order/created", order["order_id"])
    assert told["address"] == "https://elsewhere.test/in"
    assert told["outcome"] == "waiting"
    assert json.loads(told["body"])["data"] == {"type": "order", "id": int(order["order_id"])}


def test_why_tells_the_route_the_words_and_the_changes(running: Served, http: httpx.Client) -> None:
    """Of a refusal, of an address that is none, of a call that changed something; no secret."""
    path, token = running.store
    http.get(f"{path}/orders", headers={"X-Auth-Token": "real-and-secret"})
    http.get("/orders/v9/orders?a=b")
    order = listed(running, http)[0]
    http.put(f"{path}/orders/{order['id']}", headers=token, json={"staff_notes": "gift"})
    calls = ask(http, "GET", "/journal?limit=4")["calls"]
    kinds = [call["cause"]["kind"] for call in calls]
    assert kinds == ["token", "no-route", "answered", "answered"]
    first, second, _, last = (ask(http, "GET", f"/why/{call['request']}") for call in calls)
    assert first["route"].startswith("GET /stores/{storeHash}/v2/orders")
    assert "real-and-secret" not in json.dumps(first)
    assert (second["route"], second["call"]["query"]) == (None, "a=b")
    assert len(second["nearest"]) == 3
    assert [change["event"] for change in last["changes"]] == ["Written"]
    assert "gift" in last["sent"]["body"]
    assert "it holds" in ask(http, "GET", "/why/999", code=404)["error"]["message"]


def test_tokens_that_are_given_are_not_kept(running: Served, http: httpx.Client) -> None:
    """Neither what was shown for them nor what was given."""
    form = {"grant_type": "refresh_token", "client_secret": "hush", "refresh_token": "hush"}
    http.post("/auth/o2/token", data=form)
    assert "hush" not in json.dumps(ask(http, "GET", "/why/last"))
    assert running.said


def test_a_snapshot_a_reset_and_a_seed(running: Served, http: httpx.Client) -> None:
    """Back to what was, back to the beginning, and on to another beginning."""
    began = ask(http, "GET", "/state")
    ask(http, "POST", "/orders", buy(name="one"), 201)
    kept = ask(http, "POST", "/snapshot", {"name": "before"}, 201)
    ask(http, "POST", "/faults", {"kind": "reset"}, 201)
    ask(http, "POST", "/orders", buy(name="two"), 201)
    ask(http, "PUT", "/clock", {"advance": "1 d"})
    assert ask(http, "POST", "/restore", {"name": "before"})["clock"] == kept["clock"]
    state = ask(http, "GET", "/state")
    assert state["latest"][0]["name"] == "one"
    assert (state["faults"], state["snapshots"]) == (0, ["before"])
    assert ask(http, "POST", "/orders", buy(name="two"), 201)["name"] == "two"
    assert "before" in ask(http, "POST", "/restore", {"name": "none"}, 400)["error"]["message"]
    ask(http, "POST", "/reset")
    again = ask(http, "GET", "/state")
    assert (again["orders"], again["clock"]) == (began["orders"], began["clock"])
    clock = {"seed": 8, "orders": 3, "clock": "2026-11-20T09:00:00Z"}
    first = ask(http, "POST", "/seed", clock)
    ask(http, "POST", "/orders", buy(), 201)
    assert ask(http, "POST", "/reset") == first
    assert first["seed"] == 8
    path, token = running.store
    assert http.get(f"{path}/orders", headers=token).status_code in (401, 404)  # another token now


def test_worlds_do_not_meet(running: Served) -> None:
    """By header or by path: what happens in one is not seen in another; both ways mean the same."""
    with running.client() as http:
        before = len(listed(running, http))
        inside = f"{BASE}/worlds/alpha"
        order = {"store": "shop", "lines": [{"sku": "MUG-SLATE-12"}]}
        assert http.post(f"{inside}{BASE}/orders", json=order).status_code == 201
        assert len(listed(running, http, inside)) == before + 1
        assert len(listed(running, http)) == before
        http.headers["X-Mockplace-World"] = "beta"
        assert len(listed(running, http)) == before
        http.headers["X-Mockplace-World"] = "alpha"
        assert len(listed(running, http)) == before + 1
        assert ask(http, "GET", "/state")["world"] == "alpha"
        assert {"default", "alpha", "beta"} <= set(ask(http, "GET", "/worlds")["worlds"])
        for name in ("alpha", "beta"):
            assert name not in ask(http, "DELETE", f"/worlds/{name}")["worlds"]
        http.headers["X-Mockplace-World"] = "no name"
        assert "cannot name a world" in ask(http, "GET", "/state", code=400)["error"]["message"]
        del http.headers["X-Mockplace-World"]
        assert "stays" in ask(http, "DELETE", "/worlds/default", code=400)["error"]["message"]


def test_a_world_that_was_restored_still_tells_its_subscribers(
    running: Served, http: httpx.Client
) -> None:
    """Messages are of the world as it is now, and a world beside it has nothing to tell."""
    path, token = running.store
    with receiver() as (address, told):
        hook = {"scope": "store/order/*", "destination": address, "is_active": True}
        made = http.post(path.replace("/v2", "/v3") + "/hooks", headers=token, json=hook)
        assert made.status_code == 200, made.text
        ask(http, "POST", "/snapshot", {"name": "before"}, 201)
        ask(http, "POST", "/restore", {"name": "before"})
        order = ask(http, "POST", "/orders", buy(store="shop"), 201)
        ask(http, "PUT", "/clock", {"advance": "1 min"})
        assert str(told.get(timeout=10)["data"]["id"]) == order["order_id"]
        assert told.empty()


@contextmanager
def receiver() -> Iterator[tuple[str, queue.Queue[dict[str, Any]]]]:
    """An address on this machine, and what was posted to it."""
    told: queue.Queue[dict[str, Any]] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.put(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/", told
        finally:
            server.shutdown()
            thread.join(10)


@pytest.mark.parametrize(
    ("method", "path", "body", "said"),
    [
        ("POST", "/orders", {}, "store: it is missing"),
        ("POST", "/orders", {"store": "amz", "lines": []}, "lines"),
        ("POST", "/orders", {"stor": "amz", "lines": [{"sku": "A"}]}, "did you mean 'store'?"),
        ("POST", "/orders", buy(store="nowhere"), "there is no account 'nowhere'"),
        ("POST", "/orders", buy(lines=[{"sku": "MUG"}]), "nothing is listed as 'MUG'"),
        ("POST", "/orders", buy(lines=[{"sku": "M", "quantity": "2"}]), "lines.0.quantity"),
        ("POST", "/orders", buy(lines=[{"sku": "M", "price": 1.5}]), "lines.0.price"),
        ("POST", "/orders", buy(store="shop", order_id="x"), "BigCommerce numbers its orders"),
        ("POST", "/orders", [], "an object"),
        ("PUT", "/clock", {}, "say mode, now or advance"),
        ("PUT", "/clock", {"advance": 5}, "advance"),
        ("PUT", "/clock", {"advance": "5 weeks"}, "'5 min'"),
        ("PUT", "/clock", {"mode": "fast"}, "x60"),
        ("PUT", "/clock", {"now": "2026-13-01T00:00:00Z"}, "2026-11-20T09:00:00Z"),
        ("POST", "/faults", {"kind": "flood"}, "timeout_before_commit"),
        ("POST", "/faults", {"kind": "slow", "operation": "confirmShipmnt"}, "confirmShipment"),
        ("POST", "/faults", {"kind": "slow", "store": "nowhere"}, "there is no store"),
        (
            "POST",
            "/faults",
            {"kind": "slow", "since": "2027-01-01T00:00Z", "until": "2026-01-01T00:00Z"},
            "since is not before until",
        ),
        ("GET", "/journal?limit=0", None, "limit"),
        ("GET", "/journal?last=5", None, "last: unknown key"),
        ("GET", "/state?all=1", None, "leave the query"),
        ("POST", "/snapshot", {"name": "../x"}, "a name is letters"),
        ("POST", "/seed", {"seed": "7"}, "seed"),
        ("POST", "/seed", {"seed": 7, "orders": 10**9}, "orders"),
        ("POST", "/reset", {"all": True}, "all: unknown key"),
    ],
)
def test_a_mistake_is_told_with_an_example(
    http: httpx.Client, method: str, path: str, body: object, said: str
) -> None:
    """400, what is wrong, what would be right; and the world is as it was."""
    before = ask(http, "GET", "/state")
    error = ask(http, method, path, body, 400)["error"]
    assert said in error["message"]
    if body is not None:
        assert error["example"] is not None
    assert ask(http, "GET", "/state") == before


def test_an_address_or_a_method_that_is_none(http: httpx.Client) -> None:
    """404 with what is near; 405 with what is taken; bytes that are no JSON."""
    assert "/_mockplace/state" in ask(http, "GET", "/stat", code=404)["error"]["message"]
    assert "GET, PUT" in ask(http, "POST", "/clock", {}, 405)["error"]["message"]
    answer = http.post(f"{BASE}/orders", content=b"\xff{")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed")


def test_the_description_is_true(running: Served, http: httpx.Client) -> None:
    """Every operation is described, every example is accepted, every answer has its shape."""
    document = http.get(f"{BASE}/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item
    }
    assert described == {(one.method, f"{BASE}{one.path}") for one in OPERATIONS}
    listed(running, http)  # so that there is a call to explain
    ask(http, "POST", "/snapshot", {"name": "before"}, 201)
    for one in OPERATIONS:
        item = document["paths"][f"{BASE}{one.path}"][one.method.lower()]
        body = item.get("requestBody", {}).get("content", {}).get("application/json", {})
        path = one.path.replace("{request}", "last").replace("{name}", "gone")
        path = path.replace("{sku}", "MUG-SLATE-12")
        if one.path == "/worlds/{name}":
            http.get(f"{BASE}/state", headers={"X-Mockplace-World": "gone"})
        if one.path.startswith("/orders/"):
            path = path.replace("gone", prepared(http, one.path.rpartition("/")[2]))
        told = ask(http, one.method, path, body.get("example"), one.status)
        conform(document, item["responses"][str(one.status)], told)
        if body:
            conform(document, {"content": {"application/json": body}}, body["example"])
            wrong = ask(http, one.method, path, {"no such key": 1}, 400)
            conform(document, item["responses"]["default"], wrong)


def prepared(http: httpx.Client, move: str) -> str:
    """The name of an order to which a move can be made."""
    name = f"for-{move.strip('{}')}"
    store = {"withdraw": "amz", "edit": "shop"}.get(move, "bay")
    more: dict[str, object] = {}
    if move == "collect":
        more["lines"] = [{"sku": "MUG-SLATE-12", "quantity": 2, "facts": {"pickup": "RENO"}}]
    if move == "combine":
        more["buyer"] = "Ada Example"
        ask(http, "POST", "/orders", buy(store=store, name="lamp", **more), 201)
    ask(http, "POST", "/orders", buy(store=store, name=name, paid=move != "pay", **more), 201)
    if move in ("approve", "decline", "withdraw"):
        ask(http, "POST", f"/orders/{name}/request-cancel", {"reason": "mistake"})
    return name


def conform(document: dict[str, Any], described: dict[str, Any], told: object) -> None:
    """Hold a document to a described shape, in which nothing undescribed may stand."""
    schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": document["components"]}
    jsonschema.Draft202012Validator.check_schema(whole)
    jsonschema.Draft202012Validator(whole).validate(told)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(whole).validate({"undescribed": 1})


def test_another_sites_page_is_refused(running: Served) -> None:
    """A browser names the origin of a page; this server's own page may ask."""
    with running.client() as http:
        url = f"{BASE}/state"
        assert http.get(url, headers={"Origin": "https://evil.example"}).status_code == 403
        assert http.get(url, headers={"Origin": running.plain}).status_code == 200
        rebound = {"Origin": "http://evil.example:80", "Host": "evil.example:80"}
        assert http.get(url, headers=rebound).status_code == 421
        assert http.get(url, headers={"Origin": "http://[nowhere"}).status_code == 403


def test_off_loopback_the_control_plane_asks_for_the_token(tmp_path: Any) -> None:
    """Printed when it is made up; platforms need none, but they open no world without it."""
    args = ("--host", "0.0.0.0", "--orders", "0")  # noqa: S104 - what is tested
    with served(tmp_path, *args) as server:
        token = found(r"control plane: token (\S+)", "".join(server.lines))
        base = server.plain.replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - as above
        with httpx.Client(base_url=base, trust_env=False) as http:
            path, shop = server.store
            assert http.get(f"{path}/orders", headers=shop).status_code in (200, 204)
            assert "printed" in ask(http, "GET", "/state", code=401)["error"]["message"]
            for headers in ({"X-Mockplace-Token": token}, {"Authorization": f"Bearer {token}"}):
                assert http.get(f"{BASE}/state", headers=headers).status_code == 200
            wrong = {"X-Mockplace-Token": "wrong"}
            assert http.get(f"{BASE}/state", headers=wrong).status_code == 401
            shop["X-Mockplace-World"] = "mine"
            assert http.get(f"{path}/orders", headers=shop).status_code == 400
            assert http.get(f"{BASE}/openapi.json").status_code == 200


def test_a_token_from_the_environment_is_asked_for_and_not_printed(tmp_path: Any) -> None:
    """Also on loopback, where it is somebody's wish."""
    with served(tmp_path, "--orders", "0", MOCKPLACE_TOKEN="sesame") as server:
        assert "sesame" not in "".join(server.lines)
        with server.client() as http:
            ask(http, "GET", "/state", code=401)
            http.headers["X-Mockplace-Token"] = "sesame"
            assert ask(http, "GET", "/state")["world"] == "default"
