"""Whatever buyers and sellers do in whatever sequence: no more goes back than was paid."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.oauth import access_token
from mockplace.serving.dispatch import Request, answer

START = 1_795_165_200_000
STORES = ("shop", "amz", "bay")


def market(paid: bool) -> World:
    """One order in each store: three mugs whose tax does not divide, and a candle."""
    world = World(seed=7, start=START, limits=False)
    world.open_account(Account("shop", "bigcommerce", "abc123", connector="none"))
    world.open_account(Account("amz", "amazon", "A2EXAMPLE"))
    world.open_account(Account("bay", "ebay", "lakes"))
    for sku, price in (("MUG", 1333), ("CANDLE", 1999)):
        world.list_product(Product(sku, sku.title(), price, 400, STORES))
    for store in STORES:
        world.buy(store, store, [("MUG", 3, None), ("CANDLE", 1, None)], paid=paid)
    return world


Act = Callable[[World, tuple[str, str], str, int, int], object]

#: Things that somebody does to an order, with one of its lines, some units and an amount.
ACTS: dict[str, Act] = {
    "amount": lambda world, place, _line, _units, minor: world.after_sale.refund(
        *place, amount=minor
    ),
    "units": lambda world, place, line, units, _: world.after_sale.refund(
        *place, lines={line: units}
    ),
    "shipping": lambda world, place, _line, _units, minor: world.after_sale.refund(
        *place, shipping=minor % 700
    ),
    "rest": lambda world, place, *_: world.after_sale.refund(*place),
    "cancel": lambda world, place, *_: world.cancel(*place),
    "ask": lambda world, place, line, *_: world.after_sale.request_cancellation(
        *place, lines=by_line(place, line)
    ),
    "approve": lambda world, place, *_: world.after_sale.approve_cancellation(*place),
    "decline": lambda world, place, *_: world.after_sale.decline_cancellation(*place),
    "seller": lambda world, place, line, *_: world.after_sale.cancel_by_seller(
        *place, lines=by_line(place, line)
    ),
    "ship": lambda world, place, _line, _units, minor: world.shipping.ship_elsewhere(
        *place, carrier="UPS", tracking=f"1Z{minor}"
    ),
    "pay": lambda world, place, *_: world.pay(*place),
    "wait": lambda world, _place, _line, _units, minor: world.advance_to(
        world.now + minor * 60_000
    ),
}
MOVES = st.tuples(
    st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(1, 4), st.integers(1, 9000)
)


def by_line(place: tuple[str, str], line: str) -> list[str]:
    """Amazon cancels the line, the others everything."""
    return [line] if place[0] == "amz" else []


def move(world: World, order: PlatformOrder, how: str, units: int, minor: int) -> None:
    """One thing that somebody does; the world may refuse it."""
    place = (order.store, order.order_id)
    ACTS[how](world, place, order.lines[units % 2].line_id, units, minor)


def shown(world: World, order: PlatformOrder) -> dict[str, Any]:
    """What the order's platform shows of it to its seller."""
    account = world.accounts[order.store]
    if order.platform == "ebay":
        headers = {"authorization": f"Bearer {access_token(world, account.name)}"}
        path = f"/sell/fulfillment/v1/order/{order.order_id}"
    else:
        headers = {"x-auth-token": account.token}
        path = f"/stores/{account.account}/v2/orders/{order.order_id}"
    found: dict[str, Any] = json.loads(answer(world, Request("GET", path, "", headers)).body)
    return found


def minor(text: str) -> int:
    """Minor units of an amount as a platform writes it."""
    whole, _, cents = text.partition(".")
    return int(whole) * 100 + int(cents[:2])


@settings(max_examples=150)
@given(st.booleans(), st.lists(MOVES, max_size=14))
def test_no_more_goes_back_than_was_paid(
    paid: bool, moves: list[tuple[str, int, int, int]]
) -> None:
    """Of an order, of a line, of its units and of the shipping; and a refusal changes nothing."""
    world = market(paid)
    orders = list(world.orders.values())
    for how, which, units, amount in moves:
        before = pickle.dumps(world.state.orders)
        try:
            move(world, orders[which], how, units, amount)
        except Refusal:
            assert pickle.dumps(world.state.orders) == before
    for order in orders:
        assert refunds.refunded(order) <= refunds.paid(order)
        assert refunds.shipping_refunded(order) <= order.shipping_cost
        for line in order.lines:
            parts = refunds.parts_of(order, line.line_id)
            share = order.shipping_cost if order.platform == "ebay" else 0
            assert sum(part.amount for part in parts) <= refunds.line_total(line) + share
            assert sum(part.quantity for part in parts) <= line.quantity
            assert line.fulfilled + line.cancelled <= line.quantity
        if order.status == "cancelled" and order.packages:
            assert order.platform == "bigcommerce"  # its status is what its owner says


@settings(max_examples=60)
@given(st.lists(MOVES.filter(lambda one: one[0] not in ("pay", "ask")), max_size=8))
def test_each_platform_shows_the_same_total(moves: list[tuple[str, int, int, int]]) -> None:
    """The same refunds of the same order: the sums on the wire are the world's, to the cent."""
    world = market(True)
    orders = [world.orders[world.state.bought[store]] for store in ("shop", "bay")]
    for how, which, units, amount in moves:
        with suppress(Refusal):
            move(world, orders[which % 2], how, units, amount)
    shop, bay = orders
    v2, body = shown(world, shop), shown(world, bay)
    assert minor(v2["refunded_amount"]) == world.after_sale.refunded("shop", shop.order_id)
    back = sum(minor(one["amount"]["value"]) for one in body["paymentSummary"]["refunds"])
    assert back == world.after_sale.refunded("bay", bay.order_id)
    due = minor(body["paymentSummary"]["totalDueSeller"]["value"])
    assert due + back == minor(body["pricingSummary"]["total"]["value"])
    if shop.refunds:
        whole = minor(v2["total_inc_tax"])
        assert (v2["payment_status"] == "refunded") == (minor(v2["refunded_amount"]) == whole)
