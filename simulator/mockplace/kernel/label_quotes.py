"""Quotes of a platform's label service for one package, and the purchase of a quoted rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from mockplace.kernel import confirmations, ids
from mockplace.kernel.commands import AskQuote, BuyLabel, BuyQuoted, Confirm
from mockplace.kernel.records import Quote, Rate
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: The maximum number of quotes that are kept; a further quote replaces the oldest.
MOST_QUOTES = 10_000


def quoted(state: State, command: AskQuote) -> Quote:
    """Return the quote; raise ``Refusal`` if its units cannot be confirmed as shipped."""
    for order_id, units in command.units.items():
        _check_order(state, command.store, order_id, units)
    key = f"{command.via}/{command.store}/{command.key}/{state.now}"
    found = (ids.letters(32, state.seed, "quote", key, n) for n in count())
    quote_id = next(one for one in found if one not in state.quotes and one not in state.sold)
    return Quote(
        quote_id,
        command.store,
        command.via,
        state.now,
        state.now + command.life,
        {order_id: dict(units) for order_id, units in command.units.items()},
        tuple(
            replace(rate, rate_id=ids.letters(24, state.seed, "rate", f"{quote_id}/{n}"))
            for n, rate in enumerate(command.rates)
        ),
        dict(command.details),
    )


def ordered(state: State, command: BuyQuoted) -> BuyLabel | None:
    """Return the command that buys one rate; None if an earlier request with this key bought it."""
    quote = state.quotes.get(command.quote_id)
    if quote is None or quote.store != command.store:
        raise Refusal("unknown-quote", "no such quote", quote_id=command.quote_id)
    rate = next((one for one in quote.rates if one.rate_id == command.rate_id), None)
    if rate is None:
        raise Refusal("unknown-rate", "the quote has no such rate", rate_id=command.rate_id)
    if command.key and _is_retry(state, command, rate):
        return None
    if quote.quote_id in state.sold:
        raise Refusal("quote-sold", "one rate of the quote has been bought")
    if state.now > quote.expires_at:
        raise Refusal("quote-expired", "the quote has expired")
    return BuyLabel(
        quote.store,
        quote.order_id,
        rate.service_id,
        rate.rate_id,
        rate.carrier,
        rate.service,
        rate.price + command.extra,
        next(iter(quote.units.values()), {}),
        quote.via,
        {**quote.details, **command.details},
        quote_id=quote.quote_id,
        key=command.key,
        others=dict(list(quote.units.items())[1:]),
        collects=rate.collects,
        arrives=rate.arrives,
    )


def _is_retry(state: State, command: BuyQuoted, rate: Rate) -> bool:
    shipment_id = state.keys.get((command.store, command.key))
    if shipment_id is None:
        return False
    label = state.labels[shipment_id]
    if (label.quote_id, label.offer_id) != (command.quote_id, rate.rate_id):
        raise Refusal("key-used", "the key belongs to another purchase", key=command.key)
    return True


def _check_order(state: State, store: str, order_id: str, units: Mapping[str, int]) -> None:
    """Refuse units that cannot be confirmed as shipped; buying the label will confirm them."""
    order = state.orders.get((store, order_id))
    if order is None:
        raise Refusal("unknown-order", f"{store} has no order {order_id}", order_id=order_id)
    asked = Confirm(store, order_id, "", "", "quote", units, state.now, recorded_by="buy-shipping")
    confirmations.confirmed(state, order, asked)
