"""What people do to an order by hand, through the control plane."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import httpx
import pytest

from tests.wire.serve.serve_process import Served, served
from tests.wire.serve.test_control import ask, buy, listed

_numbers = count()
MUG = 2400


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose time is moved by hand; each test has a world of its own behind it."""
    directory = tmp_path_factory.mktemp("moves")
    with served(directory, "--orders", "0", "--clock", "manual") as one:
        yield one


@pytest.fixture
def http(running: Served) -> Iterator[httpx.Client]:
    """A client of that server, in a world of its own."""
    with running.client() as client:
        client.headers["X-Mockplace-World"] = f"moves-{next(_numbers)}"
        yield client


def placed(http: httpx.Client, store: str = "bay", **more: object) -> Any:
    """Two mugs, bought under the name ``mug``."""
    return ask(http, "POST", "/orders", buy(store=store, name="mug", **more), 201)


def move(http: httpx.Client, name: str, how: str, code: int = 200, **asked: object) -> Any:
    """One move; what the control plane tells of it."""
    return ask(http, "POST", f"/orders/{name}/{how}", asked, code)


def test_an_order_is_paid_shipped_in_parts_and_refunded(http: httpx.Client) -> None:
    """By its name; each answer is the order with everything that is known of it."""
    placed(http, paid=False)
    known = move(http, "mug", "pay")
    assert known["order"]["status"] == "open"
    assert (known["paid"], known["refunded"]) == (2 * MUG + 550, 0)
    part = [{"line": "MUG-SLATE-12", "quantity": 1}]
    known = move(http, "mug", "ship", carrier="USPS", tracking="9400", lines=part)
    assert known["order"]["status"] == "partial"
    known = move(http, "mug", "ship", tracking="1Z")
    assert known["order"]["status"] == "shipped"
    assert [(one["tracking"], one["recorded_by"]) for one in known["packages"]] == [
        ("9400", "seller"), ("1Z", "seller"),
    ]  # fmt: skip
    assert move(http, "mug", "cancel", 400)["error"]["code"] == "already-shipped"
    known = move(http, "mug", "refund", lines=part, reason="damaged", comment="a crack")
    assert (known["refunded"], known["lines"][0]["refunded"]) == (MUG, 1)
    ask(http, "PUT", "/clock", {"advance": "1 min"})
    known = move(http, "mug", "refund", amount=100, shipping=50)
    assert known["refunded"] == MUG + 150
    ask(http, "PUT", "/clock", {"advance": "1 min"})
    assert move(http, "mug", "refund")["refunded"] == 2 * MUG + 550
    error = move(http, "mug", "refund", 400)["error"]
    assert error["code"] == "already-refunded"
    assert error["example"]


@pytest.mark.parametrize(
    ("answer", "state", "status"),
    [("approve", "completed", "cancelled"), ("decline", "declined", "open")],
)
def test_a_request_is_made_and_answered(
    http: httpx.Client, answer: str, state: str, status: str
) -> None:
    """The buyer's, with his reason; the seller's answer decides."""
    placed(http)
    known = move(http, "mug", "request-cancel", reason="cheaper")
    (found,) = known["cancellations"]
    assert (found["by"], found["reason"], found["state"]) == ("buyer", "cheaper", "requested")
    assert found["respond_by"]
    known = move(http, "mug", answer, cancel_id=found["cancel_id"])
    assert known["cancellations"][0]["state"] == state
    assert known["order"]["status"] == status
    assert move(http, "mug", answer, 400)["error"]["code"] == "no-request"


def test_buyer_and_seller_cancel(http: httpx.Client) -> None:
    """The buyer as a whole; the seller on Amazon by the line, named by its SKU."""
    placed(http, "amz", lines=[{"sku": "MUG-SLATE-12"}, {"sku": "TRAY-OAK-S"}])
    known = move(http, "mug", "cancel", by="seller", reason="NoInventory", lines=["TRAY-OAK-S"])
    assert [line["cancelled"] for line in known["lines"]] == [0, 1]
    assert known["order"]["status"] == "open"
    assert (
        "as a whole" in move(http, "mug", "cancel", 400, lines=["TRAY-OAK-S"])["error"]["message"]
    )
    assert move(http, "mug", "cancel")["order"]["status"] == "cancelled"


def test_an_order_is_placed_with_what_it_says(http: httpx.Client) -> None:
    """Its facts are told again, without those that nobody gave."""
    known = ask(
        http,
        "GET",
        "/orders/"
        + placed(
            http,
            "amz",
            lines=[{"sku": "MUG-SLATE-12", "facts": {"gift": {"message": "Hello"}}}],
            facts={"programs": ["AMAZON_BUSINESS"], "note": "Ring twice"},
            recipient={"company": "Example Ltd", "street3": "Dock C"},
        )["name"],
    )
    assert known["facts"] == {"programs": ["AMAZON_BUSINESS"], "note": "Ring twice"}
    assert known["lines"][0]["facts"]["gift"]["message"] == "Hello"
    order = buy(store="bay", name="no", facts={"programs": ["PRIME"]})
    error = ask(http, "POST", "/orders", order, 400)["error"]
    assert (error["code"], error["message"]) == (
        "unknown-fact", "eBay shows no programs of an order",
    )  # fmt: skip
    order = buy(store="bay", name="no", facts={"nota": "x"})
    assert "did you mean 'note'" in ask(http, "POST", "/orders", order, 400)["error"]["message"]


def test_every_copy_of_a_purchase_is_told(http: httpx.Client) -> None:
    """A connector that writes twice has written two."""
    ask(http, "POST", "/seed", {"seed": 3, "orders": 0, "connector": "copies-twice"})
    placed(http, "amz")
    ask(http, "PUT", "/clock", {"advance": "10 min"})
    copies = ask(http, "GET", "/orders/mug")["copies"]
    assert len({one["order"]["order_id"] for one in copies}) == 2


def test_units_are_cancelled_and_a_request_is_withdrawn(http: httpx.Client) -> None:
    """On Amazon; the answer counts them by line."""
    placed(http, "amz", lines=[{"sku": "MUG-SLATE-12", "quantity": 3}])
    one = [{"line": "MUG-SLATE-12", "quantity": 1}]
    for by in ("buyer", "seller"):
        known = move(http, "mug", "cancel", by=by, units=one)
    assert (known["lines"][0]["cancelled"], known["order"]["status"]) == (2, "open")
    move(http, "mug", "request-cancel")
    known = move(http, "mug", "withdraw")
    assert known["cancellations"][-1]["state"] == "withdrawn"


def test_units_are_collected_and_the_rest_is_shipped_without_tracking(http: httpx.Client) -> None:
    """Collected by the buyer, then set to shipped as a whole."""
    lines = [
        {"sku": "MUG-SLATE-12", "quantity": 2, "facts": {"pickup": "3"}},
        {"sku": "TRAY-OAK-S"},
    ]
    placed(http, "shop", lines=lines)
    part = [{"line": "MUG-SLATE-12", "quantity": 1}]
    known = move(http, "mug", "collect", lines=part)
    assert [line["collected"] for line in known["lines"]] == [1, 0]
    known = move(http, "mug", "ship")
    (package,) = known["packages"]
    assert (package["tracking"], package["carrier"]) == ("", "")
    assert list(package["units"]) == [known["lines"][1]["line"]]
    assert move(http, "mug", "mark-shipped")["status_id"] == 2


def test_an_order_is_edited_and_moves(http: httpx.Client) -> None:
    """Another quantity, a line out and one in; the address of one destination."""
    lines = [
        {"sku": "MUG-SLATE-12", "quantity": 2},
        {"sku": "TRAY-OAK-S", "facts": {"destination": 1}},
    ]
    known = ask(
        http,
        "GET",
        "/orders/"
        + placed(http, "shop", lines=lines, facts={"addresses": [{"city": "Boise"}]})["name"],
    )
    other = known["lines"][1]["address_id"]
    move(http, "mug", "address", recipient={"city": "Reno"}, address_id=other)
    known = move(
        http,
        "mug",
        "edit",
        lines=[{"line": "MUG-SLATE-12", "quantity": 1}, {"line": "TRAY-OAK-S", "quantity": 0}],
        add=[{"sku": "TEA-MINT-60", "quantity": 4}],
    )
    assert [(line["sku"], line["quantity"]) for line in known["lines"]] == [
        ("MUG-SLATE-12", 1), ("TEA-MINT-60", 4),
    ]  # fmt: skip
    added = [{"sku": "TRAY-OAK-S", "facts": {"pickup": "3"}}]
    assert "has no facts" in move(http, "mug", "edit", 400, add=added)["error"]["message"]


def test_a_copy_is_meant_with_its_store(running: Served, http: httpx.Client) -> None:
    """The purchase's name with the shop, or the copy's own number; the purchase tells of it."""
    order = placed(http)
    ask(http, "PUT", "/clock", {"advance": "90 s"})
    (copy,) = listed(running, http)
    known = ask(http, "GET", "/orders/mug")
    assert known["order"]["order_id"] == order["order_id"]
    assert [one["order"]["order_id"] for one in known["copies"]] == [str(copy["id"])]
    assert known["copies"][0]["written"]["ebay_order_id"] == order["order_id"]
    for name, query in (
        (str(copy["id"]), ""),
        ("mug", "?store=shop"),
        (str(copy["id"]), "?store=shop"),
    ):
        found = ask(http, "GET", f"/orders/{name}{query}")
        assert found["order"]["mirrors"] == order["order_id"]
    move(http, "mug", "ship", store="shop", tracking="1Z")
    assert listed(running, http)[0]["status"] == "Shipped"


def test_two_orders_with_one_id_have_to_be_told_apart(http: httpx.Client) -> None:
    """An id that is another account's too is refused until the account is named."""
    for store in ("amz", "bay"):
        order = {"store": store, "order_id": "7-7", "lines": [{"sku": "MUG-SLATE-12"}]}
        ask(http, "POST", "/orders", order, 201)
    assert "amz and of bay" in ask(http, "GET", "/orders/7-7", code=400)["error"]["message"]
    assert ask(http, "GET", "/orders/7-7?store=bay")["order"]["store"] == "bay"


@pytest.mark.parametrize(
    ("how", "asked", "said"),
    [
        ("send-by-hand", {}, "tracking: it is missing"),
        ("ship", {"tracking": "1Z", "lines": [{"line": "CUP"}]}, "its articles are MUG-SLATE-12"),
        ("ship", {"tracking": "1Z", "carier": "UPS"}, "did you mean 'carrier'"),
        ("refund", {"amount": -1}, "greater than or equal to 0"),
        ("refund", {"amount": 999_999}, "5350 are left to refund"),
        ("cancel", {"by": "friend"}, "'buyer' or 'seller'"),
        ("pay", {}, "not waiting for payment"),
        ("pay", {"store": "moon"}, "there is no store 'moon'"),
        ("approve", {}, "no request to cancel is waiting"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(
    http: httpx.Client, how: str, asked: dict[str, object], said: str
) -> None:
    """400, with an example of the move; nothing has changed."""
    placed(http)
    before = ask(http, "GET", "/orders/mug")
    error = move(http, "mug", how, 400, **asked)["error"]
    assert said in error["message"]
    assert error["example"] is not None
    assert ask(http, "GET", "/orders/mug") == before


def test_an_order_that_is_none_is_404_with_what_is_near(http: httpx.Client) -> None:
    """And no path between the steps is an order's."""
    placed(http)
    error = ask(http, "GET", "/orders/mugg", code=404)["error"]
    assert (error["code"], "did you mean mug?" in error["message"]) == ("unknown-order", True)
    elsewhere = ask(http, "GET", "/orders/mug?store=amz", code=404)["error"]["message"]
    assert elsewhere == "'mug' was bought on bay, and amz has no copy"
    assert ask(http, "POST", "/orders/a/b/pay", {}, 404)["error"]["code"] == "nowhere"
    assert ask(http, "POST", "/orders/mug", {}, 405)["error"]["code"] == "method"


@pytest.mark.parametrize("by", ["name", "order_id"])
def test_a_buyer_combines_orders(http: httpx.Client, by: str) -> None:
    """On eBay, by name or id; the new order has the lines of both, and they are cancelled."""
    placed(http, buyer="Ada Example")
    two = buy(store="bay", name="two", buyer="Ada Example")
    other = ask(http, "POST", "/orders", two, 201)[by]
    assert move(http, "mug", "combine", 404, purchase="both", others=["nothing"])["error"]
    known = move(http, "mug", "combine", purchase="both", others=[other])
    assert (known["order"]["name"], known["order"]["status"]) == ("both", "open")
    assert len(known["lines"]) == 2
    gone = ask(http, "GET", "/orders/two")
    assert (gone["order"]["status"], gone["archived"]) == ("cancelled", True)
    assert move(http, "both", "combine", 400, purchase="more", others=["both"])["error"]
