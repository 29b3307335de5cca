"""A source of requests for every operation of the control plane, derived from its own table."""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from copy import deepcopy
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel

from mockplace.control.addresses import PREFIX
from mockplace.control.operation import Operation
from mockplace.control.operations import OPERATIONS
from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds, saved
from mockplace.kernel.fault_plan import KINDS
from mockplace.seeding import default_market
from mockplace.serving.clock import MANUAL
from mockplace.serving.dispatch import Request, Response
from tests.wire.fuzz.spoiling import LONE, TEXTS, odd

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
#: Names of worlds: good ones, and some that are none.
_WORLDS = ("default", "a", "b", "c.d_e-f", "é", "", "x" * 65, "..", "quiet ")
#: What stands under a key that is known, by the key.
_GOOD: dict[str, list[Any]] = {
    "kind": list(KINDS),
    "store": ["shop", "amz", "bay", "nobody"],
    "platform": ["amazon", "ebay", "bigcommerce", "etsy"],
    "operation": ["getOrders", "confirmShipment", "store/order/created", "getOrdres"],
    "advance": ["1 s", "5 min", "2 h", "90", "-1 s", "10000000 h", "1e9 s", "٣ s"],
    "now": ["2026-11-20T10:00:00Z", "2020-01-01T00:00:00Z", "9998-12-31T00:00:00Z", "tomorrow"],
    "since": ["2026-11-20T10:00:00Z", "2027-01-01T00:00:00Z", None],
    "until": ["2026-11-20T09:00:00Z", "2027-01-01T00:00:00+23:59", None],
    "clock": ["2026-11-20T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", None],
    "mode": ["manual", "real", "frozen", "x60", "x0", "x-1", "x999999"],
    "delay": ["0 s", "5 s", "3 weeks", "1 ms"],
    "name": ["before", "after", "b" * 64, "b" * 65, "ü", "", None],
    "orders": [0, 3, 12, -1, 10**30, 1.5],
    "seed": [1, 7, -(2**63), 2**63, "7"],
    "nth": [1, 2, 0, 10**9],
    "times": [1, 0, -1],
    "limit": [1, 10, 1000, 0, 1001],
    "lines": [
        [{"sku": "MUG-SLATE-12"}], [{"sku": "MUG-SLATE-12", "quantity": 2, "price": 5}],
        [{"sku": "NONE"}], [], [{"sku": "MUG-SLATE-12", "quantity": 0}],
    ],
    "paid": [True, False],
    "limits": [True, False, "yes"],
    "connector": ["codisto", "bare", "none", "magic"],
}  # fmt: skip
_STEPS = ("1", "last", "0", "99999999999999999999", "²", "-1", "a", "b", "default", "%2e%2e", "é")


class ControlFuzzer:
    """Requests for the control plane of worlds that lie side by side; all from the seed."""

    #: A world that no request names.
    QUIET = "quiet"

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        world = default_market.open_market(seed=seed, start=START)
        world.populate(5)
        self.worlds = Worlds(world, MANUAL)
        self.front = WorldRouter(self.worlds)
        self.quiet = self.worlds.find(self.QUIET, may_open=True)
        self.untouched = saved(self.quiet.world)
        #: Texts and numbers that answers have shown, by the names of their keys.
        self._shown: dict[str, list[str]] = defaultdict(list)

    def request(self, operation: Operation) -> Request:
        """One request for an operation, in some world, more often good than not."""
        path = re.sub(r"\{(\w+)\}", self._step, operation.path)
        headers = {"host": "127.0.0.1:80"}
        world = self.chance.choice(_WORLDS)
        roll = self.chance.random()
        if roll < 0.4:
            headers["x-mockplace-world"] = world
        prefix = f"{PREFIX}/worlds/{world}{PREFIX}" if roll > 0.7 else PREFIX
        if self.chance.random() < 0.03:
            headers["origin"] = self.chance.choice(["http://evil.test", "http://[", "null", "é"])
        method = operation.method
        if self.chance.random() < 0.03:
            method = self.chance.choice(["PATCH", "HEAD", "DELETE", "POST", "OPTIONS", "BREW"])
        query = self._query(operation) if operation.method == "GET" else ""
        body = b"" if operation.method in ("GET", "DELETE") else self._body(operation)
        return Request(method, prefix + path, query, headers, body)

    def answer(self, request: Request) -> Response:
        """What the server's front answers; now and then a platform is asked first."""
        if self.chance.random() < 0.2:
            self.front.answer(self._of_a_platform())
        response = self.front.answer(request)[0]
        if response.status < 300 and "json" in response.headers["content-type"]:
            self._learn(json.loads(response.body))
        return response

    def _step(self, parameter: re.Match[str]) -> str:
        """What stands in a parameter's place: half the time what an answer has shown."""
        shown = self._shown.get(parameter[1]) if self.chance.random() < 0.5 else None
        return quote(self.chance.choice(shown or _STEPS), safe="%")

    def _learn(self, content: object) -> None:
        if isinstance(content, list):
            for one in content[:5]:
                self._learn(one)
        elif isinstance(content, dict):
            for name, value in content.items():
                known = self._shown[name] if isinstance(value, str | int) else None
                if known is None:
                    self._learn(value)
                elif value not in ("", *known):
                    known.append(str(value))
                    del known[:-20]

    def _of_a_platform(self) -> Request:
        """A call that the journal keeps: good, refused, or to nowhere."""
        account = self.worlds.default.world.accounts["shop"]
        paths = (f"/stores/{account.account}/v2/orders", "/orders/v0/orders", "/nowhere", "/é\x00")
        world = self.chance.choice(("default", "a", "b"))
        headers = {"x-mockplace-world": world, "x-auth-token": account.token, "cookie": LONE}
        return Request("GET", self.chance.choice(paths), "limit=2", headers)

    def _query(self, operation: Operation) -> str:
        if operation.request_shape is None or self.chance.random() < 0.1:
            return self.chance.choice(["", "", "a=b", "limit", "&&=", "%zz=%00"])
        names = [*operation.request_shape.model_fields, "unknown"]
        picked = self.chance.sample(names, self.chance.randint(0, len(names)))
        return "&".join(f"{name}={self._value(name)}" for name in picked)

    def _body(self, operation: Operation) -> bytes:
        if self.chance.random() < 0.08:
            bad = [b"", b"[]", b"\xff\xfe", b"{", b"null", b"[" * 5000, b'{"a":1e999}', b"NaN"]
            return self.chance.choice(bad)
        body = deepcopy(operation.example or {}) if self.chance.random() < 0.4 else {}
        if operation.request_shape is not None:
            body |= self._asked(operation.request_shape)
        if self.chance.random() < 0.15:
            body[self.chance.choice(["unknown", "", LONE, "__class__"])] = odd(self.chance)
        return json.dumps(body).encode()

    def _asked(self, shape: type[BaseModel]) -> dict[str, object]:
        names = list(shape.model_fields)
        picked = self.chance.sample(names, self.chance.randint(0, min(4, len(names))))
        return {name: self._value(name) for name in picked}

    def _value(self, name: str) -> Any:
        good = _GOOD.get(name) or self._shown.get(name) or TEXTS
        return self.chance.choice(good) if self.chance.random() < 0.8 else odd(self.chance)


def check_control(request: Request, response: Response) -> None:
    """2xx with JSON or a page, or 4xx in the one envelope, which says what is wrong."""
    where = f"{request.method} {request.path}?{request.query} {request.body!r}"[:2000]
    assert 200 <= response.status < 500, where
    assert not response.lost, where
    content = json.loads(response.body)
    if response.status >= 400:
        assert content["error"]["code"], where
        assert content["error"]["message"], where


def operations() -> tuple[Operation, ...]:
    """Everything that the control plane can do."""
    return OPERATIONS
