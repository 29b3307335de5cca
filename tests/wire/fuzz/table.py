"""A source of requests for every route of the table, derived from the table itself.

What stands in a path, a query or a body is learned: from the answers that came before, and from the
words that the code of an operation compares with. A route that is added is therefore fuzzed by
being in the table; ``BODIES`` only says sooner what a good body is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.platforms.amazon.api.login_with_amazon import access_token as amazon_token
from mockplace.platforms.amazon.api.login_with_amazon import restricted_token
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from mockplace.platforms.ebay.api.oauth import GRANTED
from mockplace.platforms.ebay.api.oauth import access_token as ebay_token
from mockplace.serving.dispatch import Request, Response, Route, table
from tests.wire.fuzz.marketplaces import (
    GOOD_QUERIES,
    LINES,
    NAMES,
    Fuzzer,
    Resource,
)
from tests.wire.fuzz.spoiling import TEXTS, odd, spoil
from tests.wire.fuzz.words import scopes, words

#: The account of each platform in the fuzzed market.
STORES = {"bigcommerce": "shop", "amazon": "amz", "ebay": "bay", "carrier": ""}
#: The tokens that may open an operation; which does is learned.
TOKENS = {
    "bigcommerce": ("account",),
    "amazon": ("seller", "grantless", "restricted"),
    "ebay": ("user", "application", "old style"),
    "carrier": ("account",),
}
_ODD_STEPS = ("0", "x", "é", "%2e%2e", "%00", "-1", "9" * 40, "111-0000000-0000000", "a b", "null")
#: What is remembered of each address: ids below it, and addresses in all.
_MOST_IDS, _MOST_PLACES = 30, 500


class TableFuzzer:
    """Requests for any route; they depend on the seed and on the answers alone.

    ``Fuzzer``, which knows Amazon's and eBay's bodies, lends its market and some of its requests.
    """

    def __init__(self, seed: int) -> None:
        self._by_hand = Fuzzer(seed)
        self.chance = self._by_hand.chance
        self.world = self._by_hand.world
        self.grantless = self._by_hand.grantless
        _open_shop(self.world)
        orders = list(self.world.orders.values())
        self._orders = {
            platform: [order.order_id for order in orders if order.store == store]
            for platform, store in STORES.items()
        }
        #: An address → the ids of what lies below it.
        self._below: dict[str, list[str]] = defaultdict(list)
        #: (platform, the name of a key) → values that were seen under it.
        self._named: dict[tuple[str, str], list[str]] = defaultdict(list)
        #: An address → what was read there last.
        self._read: dict[str, dict[str, Any]] = {}
        #: A route → bodies that were taken.
        self._taken: dict[str, list[Any]] = defaultdict(list)
        #: A route → the kinds of token that opened it.
        self._opening: dict[str, list[str]] = defaultdict(list)
        self._presented = ""

    def request(self, route: Route) -> Request:
        """One request for a route: its parts are good more often than not."""
        if self.chance.random() < 0.05:
            self.world.advance_to(self.world.now + self.chance.randint(0, 2_000))
        self._presented = ""
        if route.platform in ("amazon", "ebay") and self.chance.random() < 0.3:
            return self._by_hand.request(route)
        path, params = self._path(route)
        headers = self._headers(route)
        body = self._body_for(route, path, params)
        return Request(route.method, path, self._query(route), headers, body)

    def learn(self, route: Route, request: Request, response: Response) -> None:
        """Keeps what an answer says that later requests can use."""
        opening = self._opening[_key(route)]
        if self._presented not in ("", *opening) and response.status not in (401, 403):
            opening.append(self._presented)
        if not 200 <= response.status < 300:
            return
        self._remember(route, request)
        location = response.headers.get("location", response.headers.get("Location", ""))
        if location:
            self._keep(self._below[request.path], location.rpartition("/")[2])
        try:
            content = json.loads(response.body)
        except (ValueError, RecursionError):  # no body, or a document of somebody's own
            return
        if isinstance(content, dict) and request.method == "GET":
            self._read[request.path] = content.get("data", content)
            if len(self._read) > _MOST_PLACES:
                del self._read[next(iter(self._read))]
        self._harvest(route.platform, request.path, content)

    # -- inside

    def _remember(self, route: Route, request: Request) -> None:
        """What was good once may be good again: the steps of a path, and a body."""
        found = table().find(request.method, request.path)
        for name, value in found[1].items() if found else ():
            self._keep(self._named[route.platform, _plain(name)], value)
        with suppress(ValueError, RecursionError):  # no body, or none that is worth it
            taken = self._taken[_key(route)]
            taken.append(json.loads(request.body))
            del taken[:-_MOST_IDS]

    def _path(self, route: Route) -> tuple[str, dict[str, str]]:
        path, params = "", {}
        for step in filter(None, route.template.split("/")):
            if step.startswith("{"):
                name = step[1:-1]
                step = params[name] = self._step(route.platform, path, name)
            path += f"/{step}"
        return (path or "/") + "/" * route.template[1:].endswith("/"), params

    def _step(self, platform: str, path: str, name: str) -> str:
        """What stands in a parameter's place: something that is there, most of the time."""
        if self.chance.random() < (0.02 if name == "storeHash" else 0.12):
            return self.chance.choice(_ODD_STEPS)
        if name in ("storeHash", "sellerId"):
            return self.world.accounts[STORES[platform]].account
        known = self._below.get(path) or self._named.get((platform, _plain(name))) or []
        if name == "orderId":
            few = self.chance.random() < 0.5  # so that something becomes of them
            known = self._orders[platform][: 6 if few else None]
        if name == "sku":
            known = [*self.world.catalog]
        if name == "trackingNumber":
            known = [*carrier_labels(self.world.state).by_tracking]
        return self.chance.choice(known or self._of_anywhere(platform))

    def _of_anywhere(self, platform: str) -> list[str]:
        """Ids of the platform that stand in answers under whatever name."""
        found = [ids for (whose, _name), ids in self._named.items() if whose == platform and ids]
        return [*_ODD_STEPS, *(ids[-1] for ids in found)]

    def _query(self, route: Route) -> str:
        base = GOOD_QUERIES.get(route.operation, "") if self.chance.random() < 0.5 else ""
        known = [*words(route.handler), *NAMES]
        more = self.chance.sample(known, min(len(known), self.chance.choice([0, 0, 1, 3])))
        return "&".join(filter(None, [base, *(f"{name}={self._text(route)}" for name in more)]))

    def _text(self, route: Route) -> str:
        known = words(route.handler)
        return self.chance.choice(known if known and self.chance.random() < 0.3 else TEXTS)

    def _headers(self, route: Route) -> dict[str, str]:
        headers = {"host": self.chance.choice(["api.ebay.com", "127.0.0.1:80", "", "a b\r\nc"])}
        known = self._opening[_key(route)]
        every = TOKENS[route.platform]
        self._presented = self.chance.choice(
            known if known and self.chance.random() < 0.9 else every
        )
        if self.chance.random() < 0.05:
            self._presented = ""
            wrong = {"authorization": "Bearer x", "x-amz-access-token": "Atza|x.y"}
            return headers | self.chance.choice([{}, wrong, {"x-auth-token": "é"}])
        if route.method in ("POST", "PUT", "PATCH"):
            kinds = ["application/json", "application/json", "text/html", ""]
            headers["content-type"] = self.chance.choice(kinds)
        return headers | self._token(route)

    def _token(self, route: Route) -> dict[str, str]:
        world, store = self.world, STORES[route.platform]
        if route.platform == "bigcommerce":
            return {"x-auth-token": world.accounts[store].token}
        if route.platform == "carrier":
            return {"x-carrier-account": "SHP001"}
        if route.platform == "ebay":
            every = tuple(dict.fromkeys((*GRANTED, *scopes(route.handler))))
            client = world.accounts[store].client_id
            whose = "" if self._presented == "application" else store
            scheme = "IAF" if self._presented == "old style" else "Bearer"
            return {"authorization": f"{scheme} {ebay_token(world, whose, every, client)}"}
        if self._presented == "grantless":
            return {"x-amz-access-token": self.grantless}
        if self._presented == "restricted":
            everything: list[Resource] = [
                (route.method, route.template, ("buyerInfo", "shippingAddress"))
            ]
            return {"x-amz-access-token": restricted_token(world, store, everything)}
        return {"x-amz-access-token": amazon_token(world, store)}

    def _body_for(self, route: Route, path: str, params: dict[str, str]) -> bytes:
        """A body that is good, was read before, or is made of the operation's own words."""
        if route.method not in ("POST", "PUT", "PATCH"):
            return b""
        if self.chance.random() < 0.05:
            return self.chance.choice([b"", b"[]", b"\xff\xfe", b"{", b"a=b&c", b"[" * 5000, b"0"])
        good = BODIES.get((route.platform, route.operation))
        roll = self.chance.random()
        if good and roll < 0.8:
            body = good(self, path, params)
        elif self._taken[_key(route)] and roll < 0.7:
            body = deepcopy(self.chance.choice(self._taken[_key(route)]))
        elif path in self._read and roll < 0.85:
            body = self._part_of(self._read[path])
        else:
            body = self._invented(route)
        for _ in range(self.chance.choice([0, 0, 0, 1, 1, 3])):
            spoil(body, self.chance)
        return json.dumps(body).encode()

    def _part_of(self, content: object) -> Any:
        if not isinstance(content, dict) or not content:
            return {}
        names = self.chance.sample(sorted(content), min(len(content), self.chance.randint(1, 3)))
        return {name: content[name] for name in names}

    def _invented(self, route: Route, depth: int = 0) -> Any:
        """An object of words that the operation's code knows, with anything under them."""
        known = words(route.handler)
        names = self.chance.sample(known, min(len(known), self.chance.randint(1, 6)))
        return {name: self._anything(route, depth) for name in names}

    def _anything(self, route: Route, depth: int) -> Any:
        roll = self.chance.random()
        if roll < 0.2 and depth < 3:
            return self._invented(route, depth + 1)
        if roll < 0.35 and depth < 3:
            return [self._invented(route, depth + 1) for _ in range(self.chance.randint(0, 3))]
        if roll < 0.6:
            return odd(self.chance, 2, 3, 100)
        return self._text(route)

    def _harvest(self, platform: str, path: str, content: object, depth: int = 0) -> None:
        """Every id in an answer, below its address and by the name of its key."""
        if isinstance(content, list):
            for one in content[:20]:
                self._harvest(platform, path, one, depth + 1)
        elif isinstance(content, dict) and depth < 6:
            for key, value in content.items():
                if isinstance(value, str | int) and _plain(key).endswith("id"):
                    self._keep(self._named[platform, _plain(key)], str(value))
                    if key == "id" and depth < 3:
                        self._keep(self._below[path], str(value))
                else:
                    self._harvest(platform, path, value, depth + 1)

    def _keep(self, known: list[str], value: str) -> None:
        if re.fullmatch(r"[!-.0-~]{1,200}", value) and value not in known:
            known.append(value)
            if len(known) > _MOST_IDS:
                del known[0]
        if len(self._below) > _MOST_PLACES:
            del self._below[next(iter(self._below))]

    def ids_below(self, path: str) -> list[str]:
        """What is known to lie below an address."""
        return self._below.get(path, [])


def _key(route: Route) -> str:
    return f"{route.method} {route.template}"


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _open_shop(world: World) -> None:
    """The market gets a shop, where everything is sold too."""
    world.open_account(Account("shop", "bigcommerce", "abc123"))
    for product in list(world.catalog.values()):
        places = (*product.sells_on, "shop")
        world.list_product(Product(product.sku, product.title, product.price, 300, places))
    for n in range(20):
        world.buy(f"shop{n}", "shop", LINES[: 1 + n % 2], paid=n % 6 != 5, address=n % 7 != 6)
        world.advance_to(world.now + 60_000)


# -- good bodies


def _shipment(fuzzer: TableFuzzer, path: str, params: dict[str, str]) -> Any:
    order = path.rpartition("/shipments")[0]
    address = fuzzer.chance.choice([*fuzzer.ids_below(f"{order}/shipping_addresses"), "1"])
    lines = fuzzer.ids_below(f"{order}/products") or ["1"]
    items = [{"order_product_id": int(line), "quantity": 1} for line in lines]
    return {
        "order_address_id": int(address),
        "items": items,
        "tracking_number": f"1Z{fuzzer.chance.randint(1, 99)}",
        "shipping_provider": fuzzer.chance.choice(["ups", "", "fedex"]),
    }


def _hook(fuzzer: TableFuzzer, _path: str, _params: dict[str, str]) -> Any:
    scope = fuzzer.chance.choice(["store/order/*", "store/order/created", "store/shipment/created"])
    place = f"https://127.0.0.1/{fuzzer.chance.randint(1, 5)}"
    return {"scope": scope, "destination": place, "is_active": fuzzer.chance.random() < 0.5}


def _status(fuzzer: TableFuzzer, _path: str, _params: dict[str, str]) -> Any:
    return {"status_id": fuzzer.chance.randint(-1, 15), "staff_notes": "fuzzed"}


def _tracking(fuzzer: TableFuzzer, _path: str, _params: dict[str, str]) -> Any:
    return {"tracking_number": f"1Z{fuzzer.chance.randint(1, 99)}"}


def _for_carrier(fuzzer: TableFuzzer, path: str, _params: dict[str, str]) -> Any:
    chance = fuzzer.chance
    order = {
        "platform": chance.choice(["bigcommerce", "amazon", "ebay"]),
        "account": "abc123",
        "orderId": str(chance.randint(1, 9)),
        "lines": [{"lineId": "1", "units": chance.randint(1, 3)}],
    }
    sides = {"lengthMm": 250, "widthMm": 200, "heightMm": 150}
    package = {"weightGrams": chance.randint(1, 9000), **sides, "orders": [order]}
    if path.endswith("/rates"):
        return {"package": package}
    service = chance.choice(["ground", "two_day", "overnight", "sledge"])
    return {"reference": f"SO-{chance.randint(1, 30)}", "serviceId": service, "package": package}


#: (platform, operation) → a body that would be right, where no answer shows one.
BODIES: dict[tuple[str, str], Callable[[TableFuzzer, str, dict[str, str]], Any]] = {
    ("bigcommerce", "createShipment"): _shipment,
    ("bigcommerce", "updateShipment"): _tracking,
    ("bigcommerce", "updateOrder"): _status,
    ("bigcommerce", "createHook"): _hook,
    ("bigcommerce", "updateHook"): _hook,
    ("carrier", "quoteRates"): _for_carrier,
    ("carrier", "buyLabel"): _for_carrier,
}


# -- what every answer is held to

#: Under one of these says Amazon, its queues and its sign-in among it, or eBay what is wrong.
_ENVELOPES = ("errors", "error", "errorMessage", "__type")


def check(route: Route, request: Request, response: Response) -> None:
    """No 500, a body only where there may be one, and every refusal in the platform's envelope."""
    where = f"{_key(route)}: {request.path}?{request.query} {request.body!r}"[:2000]
    unserved = response.status == 501 and b"mockplace" in response.body  # it says so honestly
    assert 200 <= response.status < 500 or unserved, where
    assert all("\n" not in value and "\r" not in value for value in response.headers.values())
    if response.status == 204:
        assert not response.body, where
    if response.status < 400:
        return
    if "xml" in response.headers.get("content-type", ""):
        assert b"<Error" in response.body, where
        return
    content = json.loads(response.body)
    if route.platform == "bigcommerce":
        assert _is_bigcommerce(route, response.status, content), (where, content)
    else:
        assert any(content.get(key) for key in _ENVELOPES), where


def _is_bigcommerce(route: Route, status: int, content: Any) -> bool:
    if "/v2/" in route.template:
        return all(one["status"] == status and one["message"] for one in content) and bool(content)
    return bool(content["status"] == status and content["title"] and content["type"])


def routes() -> tuple[Route, ...]:
    """Every route that there is."""
    return table().routes
