"""Gathers what the limits look at in an order."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from shiponce.decisions.limits import Companion, ShipFacts
from shiponce.domain.markets import market_of
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import MatchingMode, Platform, Source
from shiponce.domain.settings import PrimePolicy
from shiponce.store import excluded, orders, reading, shipments, sold, states, stores
from shiponce.store.times import maybe_from_ms


def ship_facts(
    conn: sqlite3.Connection, order_id: int, policy: PrimePolicy = PrimePolicy.ANY_IN_TIME
) -> ShipFacts:
    """The facts of one order that is in the file."""
    row = reading.detail(conn, order_id)
    assert row is not None, "the caller has looked the order up"  # noqa: S101
    store = stores.one(conn, row["store_id"])
    market = market_of(store.platform, store.market)
    home = market.country if market and store.platform is Platform.AMAZON else row["country"]
    return ShipFacts(
        number=row["number"],
        platform=Platform(row["platform"]),
        source=Source(row["source"]),
        status=OrderStatus(row["status"]),
        visibility=Visibility(row["visibility"]),
        prime=bool(row["prime"]),
        fulfilled_by_platform=bool(row["by_platform"]),
        international=row["country"] != home,
        units_left=_units_left(conn, order_id),
        in_purchase=shipments.in_flight(conn, order_id),
        original=_original(conn, order_id),
        twin_sent=_sent_twin(conn, order_id),
        twin_shipped_there=_shipped_there(conn, order_id),
        lines_sent=_lines_sent(conn, order_id),
        amazon_connected=any(s.platform is Platform.AMAZON and s.live for s in stores.every(conn)),
        disconnected=store.name if store.disconnected else "",
        buy_shipping=store.buy_shipping,
        prime_policy=policy,
    )


def deliver_by(conn: sqlite3.Connection, order_id: int) -> datetime | None:
    """By when the buyer was promised an order; None where no platform says so."""
    row = conn.execute("SELECT deliver_by FROM orders WHERE id = ?", (order_id,)).fetchone()
    return maybe_from_ms(row[0])


def companion(conn: sqlite3.Connection, order_id: int) -> Companion:
    """One order of a parcel; its buyer and address are there to be compared."""
    row = reading.detail(conn, order_id)
    assert row is not None, "the caller has looked the order up"  # noqa: S101
    return Companion(
        row["number"],
        Platform(row["platform"]),
        bool(row["prime"]),
        row["buyer"],
        reading.place(conn, order_id),
    )


def _units_left(conn: sqlite3.Connection, order_id: int) -> int:
    gone = shipments.shipped_units(conn, order_id)
    lines = reading.lines(conn, order_id)
    return sum(
        max(0, line["quantity"] - gone.get(line["line_no"], 0))
        for line in lines
        if line["physical"]
    )


def _original(conn: sqlite3.Connection, order_id: int) -> str:
    original = states.original_of(conn, order_id)
    return orders.number_of(conn, original) if original is not None else ""


def _lines_sent(conn: sqlite3.Connection, order_id: int) -> str:
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return ""
    found = sold.sent_elsewhere(conn, order_id)
    return "" if found is None else orders.number_of(conn, found)


def _shipped_there(conn: sqlite3.Connection, order_id: int) -> str:
    """A copy that somebody else has shipped on its platform: the purchase may be on its way."""
    if stores.mode(conn) is MatchingMode.DOCUMENTED:
        return ""
    found = states.copy_shipped_there(conn, order_id)
    return "" if found is None else orders.number_of(conn, found)


def _sent_twin(conn: sqlite3.Connection, order_id: int) -> str:
    original = states.original_of(conn, order_id)
    family = {original or order_id, *states.copies_of(conn, original or order_id)} - {order_id}
    family.update(excluded.suspended_with(conn, order_id))
    sent = [
        row["order_id"]
        for row in shipments.of_orders(conn, family)
        if row["state"] in shipments.HOLDING
    ]
    if not sent and stores.mode(conn) is MatchingMode.RECONCILING:
        found = shipments.sent_under_its_key(conn, order_id)
        sent = [] if found is None else [found]
    return orders.number_of(conn, sent[0]) if sent else ""
