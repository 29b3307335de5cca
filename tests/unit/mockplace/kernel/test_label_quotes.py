"""Quotes and the labels bought from them: one sale, one retry, one expiry, the same by the seed."""

from __future__ import annotations

import json

import pytest

from mockplace.control.explain_call import explain
from mockplace.control.worlds import Worlds, restored, saved
from mockplace.kernel import label_quotes
from mockplace.kernel.commands import AskQuote, BuyQuoted
from mockplace.kernel.records import PlatformOrder, Quote, Rate
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.platforms.ebay.api.oauth import access_token
from mockplace.serving.clock import MANUAL
from mockplace.serving.dispatch import Request
from tests.unit.mockplace.markets import market
from tests.wire.ebay.logistics_requests import DOCK, wanted

HOUR = 3_600_000


def ask(world: World, *orders: PlatformOrder, store: str = "bay") -> Quote:
    """An hour's quote of one rate for everything in some orders."""
    units = {
        order.order_id: {line.line_id: line.quantity for line in order.lines} for order in orders
    }
    rate = Rate("GROUND", "USPS", "Ground", 499, world.now + 8 * HOUR, world.now + 90 * HOUR)
    return world.shipping.ask_quote(AskQuote(store, "test", "box", HOUR, units, (rate,)))


def buy(quote: Quote, key: str = "") -> BuyQuoted:
    """The purchase of a quote's rate."""
    return BuyQuoted(quote.store, quote.quote_id, quote.rates[0].rate_id, key)


def code_of(world: World, command: BuyQuoted) -> str:
    """The code of the refusal that a purchase meets."""
    with pytest.raises(Refusal) as refused:
        world.shipping.buy_quoted(command)
    return refused.value.code


def test_a_quote_is_sold_once_and_by_its_key_again() -> None:
    """A retry finds the first label and changes nothing; another key or none is refused."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    quote = ask(world, order)
    label = world.shipping.buy_quoted(buy(quote, "k"))
    modified = order.modified_at
    world.advance_to(world.now + 2 * HOUR)
    assert world.shipping.buy_quoted(buy(quote, "k")) is label
    assert (order.modified_at, len(order.packages), len(world.labels)) == (modified, 1, 1)
    assert code_of(world, buy(quote)) == "quote-sold"
    assert code_of(world, buy(quote, "other")) == "quote-sold"
    assert code_of(world, buy(ask(world), "k")) == "key-used"


def test_a_quote_ends_and_belongs_to_its_account() -> None:
    """At its last moment it is good; a moment later, or for another account, it is not."""
    world = market()
    one, other = (ask(world) for _ in range(2))
    assert one.quote_id != other.quote_id
    world.advance_to(one.expires_at)
    world.shipping.buy_quoted(buy(one))
    world.advance_to(other.expires_at + 1)
    assert code_of(world, buy(other)) == "quote-expired"
    assert code_of(world, BuyQuoted("amz", other.quote_id, "x")) == "unknown-quote"
    assert code_of(world, BuyQuoted("bay", other.quote_id, "x")) == "unknown-rate"


def test_one_order_that_is_closed_refuses_the_whole_parcel() -> None:
    """Nothing is half done: no label, and no order of the parcel is shipped."""
    world = market()
    orders = [world.buy(name, "bay", [("MUG", 1, None)]) for name in ("a", "b")]
    quote = ask(world, *orders)
    world.shipping.ship_elsewhere("bay", orders[1].order_id, "USPS", "9400111899223000000017")
    assert code_of(world, buy(quote)) == "already-fulfilled"
    assert (orders[0].status, world.labels) == ("open", {})


def test_an_order_of_nobodys_has_no_quote() -> None:
    """Nothing is remembered of it."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    with pytest.raises(Refusal) as refused:
        ask(world, order, store="amz")
    assert (refused.value.code, world.state.quotes) == ("unknown-order", {})


def test_only_so_many_quotes_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is forgotten, so that a server may run for ever."""
    from mockplace.kernel import evolve

    monkeypatch.setattr(evolve, "MOST_QUOTES", 3)
    assert label_quotes.MOST_QUOTES == 10_000
    world = market()
    first = ask(world)
    world.shipping.buy_quoted(buy(first))
    found = [ask(world) for _ in range(5)]
    assert list(world.state.quotes) == [quote.quote_id for quote in found[2:]]
    assert first.quote_id not in [quote.quote_id for quote in found]  # forgotten, and sold still


def test_a_copy_of_a_world_has_its_quotes_and_its_sales() -> None:
    """What is sold stays sold, what is open is sold under the same number in both."""
    world = market()
    sold, open_ = ask(world), ask(world, world.buy("mug", "bay", [("MUG", 1, None)]))
    world.shipping.buy_quoted(buy(sold, "k"))
    copy = restored(saved(world))
    assert code_of(copy, buy(sold)) == "quote-sold"
    numbers = [one.shipping.buy_quoted(buy(open_)).tracking for one in (world, copy)]
    assert numbers[0] == numbers[1]
    assert copy.shipping.buy_quoted(buy(sold, "k")).shipment_id == world.state.sold[sold.quote_id]


def test_a_draw_more_shifts_no_other_label() -> None:
    """Numbers depend on what they are for: another parcel's quote in between changes nothing."""

    def number(*, more: bool) -> str:
        world = market()
        order = world.buy("mug", "bay", [("MUG", 1, None)])
        if more:
            world.shipping.buy_quoted(buy(ask(world)))
        return world.shipping.buy_quoted(buy(ask(world, order))).tracking

    assert number(more=False) == number(more=True)


def test_the_journal_explains_a_quote_and_a_label() -> None:
    """Both are told as changes, with the order that they are about."""
    worlds = Worlds(market(), MANUAL)
    served = worlds.default
    order = served.world.buy("mug", "bay", [("MUG", 1, None)])
    base = "/sell/logistics/v1_beta"
    headers = {
        "authorization": f"Bearer {access_token(served.world, 'bay')}",
        "x-ebay-c-marketplace-id": "EBAY_US",
    }

    def post(path: str, body: object) -> dict[str, object]:
        sent = json.dumps(body).encode()
        response, _ = served.answer(Request("POST", f"{base}{path}", "", headers, sent))
        found: dict[str, object] = json.loads(response.body)
        return found

    quote = post("/shipping_quote", wanted(order, shipTo=DOCK))
    (rate, *_others) = served.world.state.quotes[str(quote["shippingQuoteId"])].rates
    bought = {"shippingQuoteId": quote["shippingQuoteId"], "rateId": rate.rate_id}
    post("/shipment/create_from_shipping_quote", bought)
    told = [
        [(change.event, change.order_id) for change in explain(exchange).changes]
        for exchange in served.journal.exchanges
    ]
    assert told == [
        [("Quoted", order.order_id)],
        [(event, order.order_id) for event in ("LabelPut", "PackagePut", "Mailed")],
    ]
