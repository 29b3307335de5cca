"""Stock, prices and listings on the control plane of a served world."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.wire.serve.serve_process import Served, served

BASE = "/_mockplace"
MUG = f"{BASE}/articles/MUG-SLATE-12"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose time is moved by hand."""
    with served(tmp_path_factory.mktemp("articles"), "--clock", "manual", "--no-limits") as server:
        yield server


@pytest.fixture
def http(running: Served, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client that speaks to a world of the test's own."""
    with running.client() as client:
        client.headers["X-Mockplace-World"] = f"t-{abs(hash(request.node.name))}"
        yield client


def buys(http: httpx.Client, store: str) -> httpx.Response:
    """Somebody buys a mug."""
    line = {"sku": "MUG-SLATE-12"}
    return http.post(f"{BASE}/orders", json={"store": store, "lines": [line]})


def mug(http: httpx.Client) -> Any:
    """The mug as it is listed."""
    articles = http.get(f"{BASE}/articles").json()["articles"]
    return next(one for one in articles if one["sku"] == "MUG-SLATE-12")


def test_the_last_one_is_bought_and_the_next_buyer_is_told_so(http: httpx.Client) -> None:
    """Everywhere there was one; on Amazon there is none any more."""
    assert mug(http)["stock"] == {"shop": None, "amz": None, "bay": None}
    set_ = http.put(MUG, json={"stock": 1})
    assert (set_.status_code, set_.json()["stock"]) == (200, {"shop": 1, "amz": 1, "bay": 1})
    assert buys(http, "amz").status_code == 201
    refused = buys(http, "amz")
    assert refused.status_code == 400
    assert refused.json()["error"]["code"] == "sold-out"
    assert refused.json()["error"]["message"] == "amz has 0 of MUG-SLATE-12 left, not 1"
    state = http.get(f"{BASE}/state").json()
    shown = next(one for one in state["articles"] if one["sku"] == "MUG-SLATE-12")
    assert shown["stock"] == mug(http)["stock"] == {"shop": 1, "amz": 0, "bay": 1}
    assert http.put(MUG, json={"stock": None}).json()["stock"]["amz"] is None
    assert buys(http, "amz").status_code == 201


def test_overselling_is_reported(http: httpx.Client) -> None:
    """Two purchases of the last one, faster than the connector."""
    http.put(MUG, json={"stock": 1})
    assert [buys(http, store).status_code for store in ("amz", "bay")] == [201, 201]
    assert http.get(f"{BASE}/articles").json()["shortages"] == []
    http.put(f"{BASE}/clock", json={"advance": "5 min"})
    (short,) = http.get(f"{BASE}/articles").json()["shortages"]
    assert (short["store"], short["sku"], short["units"]) == ("shop", "MUG-SLATE-12", 1)
    assert mug(http)["stock"] == {"shop": 0, "amz": 0, "bay": 0}


def test_one_store_has_a_price_and_a_listing_of_its_own(http: httpx.Client) -> None:
    """What is not on offer cannot be bought; listed again, it can."""
    http.put(MUG, json={"store": "bay", "price": 1999, "listing": "ended"})
    offers = mug(http)["offers"]
    assert (offers["bay"]["price"], offers["amz"]["price"]) == (1999, 2400)
    assert (offers["bay"]["listing"], "bay" in mug(http)["stock"]) == ("ended", False)
    assert buys(http, "bay").json()["error"]["code"] == "not-listed"
    again = http.put(MUG, json={"store": "bay", "listing": "active", "price": None}).json()
    assert again["offers"]["bay"]["listing_id"] != offers["bay"]["listing_id"]
    assert again["offers"]["bay"]["price"] == 2400
    assert buys(http, "bay").status_code == 201
    teapot = f"{BASE}/articles/POT-VINTAGE"
    listed = http.put(teapot, json={"store": "amz", "listing": "active", "stock": 1})
    assert listed.json()["offers"]["amz"]["stock"] == 1


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        (MUG, {}, "say stock, price or listing"),
        (MUG, {"store": "amz"}, "say stock, price or listing"),
        (MUG, {"stock": -1}, "stock"),
        (MUG, {"stock": "3"}, "stock"),
        (MUG, {"stock": 2**31}, "stock"),
        (MUG, {"stok": 3}, "did you mean 'stock'?"),
        (MUG, {"listing": "gone"}, "'active', 'inactive' or 'ended'"),
        (MUG, {"store": "amazon", "stock": 1}, "there are: shop, amz, bay"),
        (f"{BASE}/articles/NOTHING", {"stock": 1}, "there is no article 'NOTHING'"),
        (f"{BASE}/articles/POT-VINTAGE", {"store": "amz", "stock": 1}, "say listing: active too"),
    ],
)
def test_a_mistake_is_answered_with_what_would_be_right(
    http: httpx.Client, path: str, body: object, said: str
) -> None:
    """And nothing has changed."""
    before = http.get(f"{BASE}/articles").json()
    refused = http.put(path, json=body)
    error = refused.json()["error"]
    assert (refused.status_code, error["example"]) == (400, {"store": "amz", "stock": 1})
    assert said in error["message"]
    assert http.get(f"{BASE}/articles").json() == before
