"""curl as a judge: the platforms' real host names, with nothing but --proxy and --cacert."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from mockplace.kernel.world import World
from tests.wire.clients.conftest import Places
from tests.wire.clients.elsewhere import ids, opened_market, program

Curl = Callable[..., tuple[int, Any]]


@pytest.fixture
def world() -> World:
    """Five orders everywhere."""
    return opened_market("shop", "amz", "bay")


@pytest.fixture
def curl(world: World, places: Places) -> Curl:
    """Calls an address: the status and what the JSON says."""
    places.stage.show(world)
    found = program("curl")

    def call(url: str, *args: str) -> tuple[int, Any]:
        trust = ("--proxy", places.proxy, "--cacert", str(places.authority))
        done = subprocess.run(  # noqa: S603 - on loopback
            [found, "-q", "--silent", "--show-error", "--write-out", "\n%{http_code}",
             *trust, *args, url],
            env={}, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        body, _, status = done.stdout.rpartition("\n")
        return int(status), json.loads(body) if body else None

    return call


def _form(**fields: str) -> list[str]:
    return [
        part for name, text in fields.items() for part in ("--data-urlencode", f"{name}={text}")
    ]


def test_bigcommerce(world: World, curl: Curl) -> None:
    """A page, one order, and the array of a refusal."""
    shop = world.accounts["shop"]
    where = f"https://api.bigcommerce.com/stores/{shop.account}/v2/orders"
    token = ("--header", f"X-Auth-Token: {shop.token}")
    status, orders = curl(f"{where}?limit=2", *token)
    assert (status, [str(order["id"]) for order in orders]) == (200, ids(world, "shop")[:2])
    body = ("--header", "Content-Type: application/json", "--data", '{"status_id": 9}')
    one = f"{where}/{orders[0]['id']}"
    changed = curl(one, *token, "--request", "PUT", *body)
    assert (changed[0], changed[1]["status"]) == (200, "Awaiting Shipment")
    assert curl(f"{where}?min_id=99999", *token) == (204, None)
    assert curl(where)[1][0]["status"] == 401


def test_amazon(world: World, curl: Curl) -> None:
    """A token by a form, a page in each region's host, and the errors of a refusal."""
    seller = world.accounts["amz"]
    asked = _form(
        grant_type="refresh_token", refresh_token=seller.token,
        client_id=seller.client_id, client_secret=seller.client_secret,
    )  # fmt: skip
    status, given = curl("https://api.amazon.com/auth/o2/token", *asked)
    assert status == 200
    token = ("--header", f"x-amz-access-token: {given['access_token']}")
    for region in ("na", "eu"):
        host = f"https://sellingpartnerapi-{region}.amazon.com"
        page = curl(f"{host}/orders/2026-01-01/orders?createdAfter=2026-11-01T00:00:00Z", *token)
        assert [order["orderId"] for order in page[1]["orders"]] == ids(world, "amz")
    status, refusal = curl(f"{host}/orders/2026-01-01/orders", *token)
    assert (status, refusal["errors"][0]["code"]) == (400, "InvalidInput")


def test_ebay(world: World, curl: Curl) -> None:
    """A token by Basic, a page whose links keep the host, and the errors of a refusal."""
    seller = world.accounts["bay"]
    asked = _form(grant_type="refresh_token", refresh_token=seller.token)
    basic = ("--user", f"{seller.client_id}:{seller.client_secret}")
    status, given = curl("https://api.ebay.com/identity/v1/oauth2/token", *basic, *asked)
    assert status == 200
    token = ("--header", f"Authorization: Bearer {given['access_token']}")
    where = "https://api.ebay.com/sell/fulfillment/v1/order"
    status, page = curl(f"{where}?limit=2", *token)
    assert (status, page["total"], len(page["orders"])) == (200, 5, 2)
    assert page["next"].startswith(where)
    assert curl(f"{where}/00-00000-00000", *token)[0] == 404


def test_no_other_host_is_reached(places: Places) -> None:
    """The proxy opens no tunnel to a host that is simulated nowhere; curl says why it ends."""
    done = subprocess.run(  # noqa: S603 - on loopback
        [program("curl"), "-q", "--silent", "--show-error", "--proxy", places.proxy,
         "https://example.test/"],
        env={}, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 56
    assert "403" in done.stderr
