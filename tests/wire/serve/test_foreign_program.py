"""A program that is not ours, over plain HTTP and with numbers typed by hand, is judged whole.

It ships what was bought on three platforms and makes nine mistakes; the verdict finds each of them,
under its name and its purchase, and nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from mockplace.cli import main
from mockplace.testing import opened
from tests.wire.serve.test_verdict_faces import control_plane

MUG, APRON = "MUG-SLATE-12", "APRON-LINEN"


class Program:
    """A few calls to each platform, with what its page for developers says of them."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False)
        self.references = 0
        self.tokens: dict[str, dict[str, str]] = {}
        stores = {one["name"]: one for one in self.market("GET", "state")["stores"]}
        shop, amz, bay = (stores[name] for name in ("shop", "amz", "bay"))
        self.path = f"/stores/{shop['account']}/v2"
        self.tokens["shop"] = {"x-auth-token": shop["token"]}
        form = {"grant_type": "refresh_token", "refresh_token": amz["token"]}
        client = {"client_id": amz["client_id"], "client_secret": amz["client_secret"]}
        told = self.http.post("/auth/o2/token", data=form | client).json()
        self.tokens["amz"] = {"x-amz-access-token": told["access_token"]}
        form["refresh_token"] = bay["token"]
        basic = (bay["client_id"], bay["client_secret"])
        told = self.http.post("/identity/v1/oauth2/token", data=form, auth=basic).json()
        self.tokens["bay"] = {"authorization": f"Bearer {told['access_token']}"}
        where = f"/stores/{shop['account']}/v3/settings/email-statuses"
        self.ask("shop", "PUT", where, {"combined_order_status_email": False})

    def market(self, method: str, path: str, content: Any = None) -> Any:
        """Ask the control plane, as the people around the program do."""
        answer = self.http.request(method, f"/_mockplace/{path}", json=content)
        assert answer.is_success, answer.text
        return answer.json()

    def ask(self, store: str, method: str, path: str, content: Any = None) -> Any:
        """Ask a platform."""
        answer = self.http.request(method, path, headers=self.tokens[store], json=content)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def buy(self, name: str, store: str, units: int = 1, sku: str = MUG) -> str:
        """Somebody buys; the copy in the shop is there a while later. Return the order's id."""
        wanted = {"name": name, "store": store, "lines": [{"sku": sku, "quantity": units}]}
        bought = self.market("POST", "orders", wanted)
        self.market("PUT", "clock", {"advance": "10 min"})
        return str(bought["order_id"])

    def copy(self, order_id: str) -> str:
        """Return the shop's copy of an order."""
        orders = self.ask("shop", "GET", f"{self.path}/orders?limit=250")
        return next(str(one["id"]) for one in orders if one["external_order_id"] == order_id)

    def ship(self, store: str, order_id: str, number: str, units: int = 1) -> None:
        """Tell a platform of a package with units of the order's only line."""
        if store == "shop":
            where = f"{self.path}/orders/{order_id}"
            (line,) = self.ask(store, "GET", f"{where}/products")
            (home,) = self.ask(store, "GET", f"{where}/shipping_addresses")
            told: Any = {
                "order_address_id": home["id"],
                "tracking_number": number,
                "items": [{"order_product_id": line["id"], "quantity": units}],
            }
            self.ask(store, "POST", f"{where}/shipments", told)
        elif store == "amz":
            self.references += 1
            order = self.ask(store, "GET", f"/orders/2026-01-01/orders/{order_id}")["order"]
            item = order["orderItems"][0]["orderItemId"]
            told = {
                "marketplaceId": "ATVPDKIKX0DER",
                "packageDetail": {
                    "packageReferenceId": str(self.references),
                    "carrierCode": "DHL",
                    "trackingNumber": number,
                    "shipDate": "2026-11-20T09:00:00Z",
                    "orderItems": [{"orderItemId": item, "quantity": units}],
                },
            }
            self.ask(store, "POST", f"/orders/v0/orders/{order_id}/shipmentConfirmation", told)
        else:
            where = f"/sell/fulfillment/v1/order/{order_id}"
            (line,) = self.ask(store, "GET", where)["lineItems"]
            told = {
                "lineItems": [{"lineItemId": line["lineItemId"], "quantity": units}],
                "shippingCarrierCode": "DHL",
                "trackingNumber": number,
            }
            self.ask(store, "POST", f"{where}/shipping_fulfillment", told)

    def set_status(self, order_id: str, *statuses: int) -> None:
        """Write the status of an order in the shop."""
        for status in statuses:
            self.ask("shop", "PUT", f"{self.path}/orders/{order_id}", {"status_id": status})


@pytest.fixture
def program() -> Iterator[Program]:
    """A program, and a market without purchases on a port."""
    with opened() as place, control_plane(place.world) as url:
        found = Program(url)
        yield found
        found.http.close()


def judged(program: Program) -> tuple[dict[str, set[str]], str]:
    """The findings by purchase, and the verdict as people read it."""
    program.market("PUT", "clock", {"advance": "2 d"})
    url = str(program.http.base_url).rstrip("/")
    words = ["verdict", "--url", url, "--unseen", "0 s"]
    told = json.loads(CliRunner().invoke(main, [*words, "--json"]).stdout)
    found: dict[str, set[str]] = defaultdict(set)
    for one in told["findings"]:
        found[one["purchase"]].add(one["rule"])
    return dict(found), CliRunner().invoke(main, words, env={"COLUMNS": "80"}).stdout


def no_mistake(program: Program) -> None:
    """An order of each platform, one in two packages, with its copy."""
    for store, units in (("amz", 2), ("bay", 1), ("shop", 2)):
        order = program.buy(f"right-{store}", store, units)
        for nth in range(units):
            program.ship(store, order, f"JD01{store.upper()}{nth}")
            if store != "shop":
                program.ship("shop", program.copy(order), f"JD01{store.upper()}{nth}")


def test_a_program_without_mistakes_is_clean(program: Program) -> None:
    """What nobody can know is a remark."""
    no_mistake(program)
    found, text = judged(program)
    assert found == {}, text
    assert text.count("labels-elsewhere") == 3


def test_nine_mistakes_are_found_and_no_other(program: Program) -> None:
    """Each in a purchase of its own."""
    no_mistake(program)
    twins = program.buy("ships-both-twins", "amz")
    program.ship("amz", twins, "JD02000001")
    program.ship("shop", program.copy(twins), "JD02000002")
    few = program.buy("tells-too-few", "amz", 2)
    program.ship("amz", few, "JD03000001")
    program.ship("shop", program.copy(few), "JD03000001", 2)
    silent = program.buy("forgets-the-copy", "bay")
    program.ship("bay", silent, "JD04000001")
    again = program.buy("tells-twice", "shop", 2)
    for _ in range(2):
        program.ship("shop", again, "JD05000001")
    gone = program.buy("ships-the-cancelled", "shop")
    program.market("POST", f"orders/{gone}/cancel")
    program.market("PUT", "clock", {"advance": "1 h"})
    program.ship("shop", gone, "JD06000001")
    back = program.buy("ships-the-refunded", "shop", 2)
    program.market("POST", f"orders/{back}/refund", {"lines": [{"line": MUG, "quantity": 1}]})
    program.market("PUT", "clock", {"advance": "1 h"})
    program.ship("shop", back, "JD07000001", 2)
    program.ship("shop", program.buy("types-the-number-before", "shop"), "JD07000001")
    program.set_status(program.buy("closes-without-package", "shop"), 2)
    opened_again = program.buy("opens-again", "shop")
    program.ship("shop", opened_again, "JD08000001")
    program.set_status(opened_again, 11)
    found, text = judged(program)
    assert found == {
        "ships-both-twins": {"never-notified"},
        "tells-too-few": {"never-notified", "not-closed"},
        "forgets-the-copy": {"never-notified", "not-closed"},
        "tells-twice": {"notified-twice"},
        "ships-the-cancelled": {"shipped-cancelled", "cancellation-undone"},
        "ships-the-refunded": {"shipped-refunded"},
        "types-the-number-before": {"foreign-number"},
        "closes-without-package": {"open-nowhere"},
        "opens-again": {"not-closed"},
    }, text
    assert max(map(len, text.splitlines())) <= 80
    assert "by call" not in text
