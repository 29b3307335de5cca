"""Shops' own e-mails to buyers: settings as last read, and channels that the hub switched off."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform, Source
from shiponce.persistence.json_columns import Trouble, pack, unpack_trouble
from shiponce.persistence.timestamps import from_ms, maybe_from_ms
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class Reading:
    """A shop's setting as last read, and the error if the last attempt to read it failed."""

    read_at: datetime | None
    tried_at: datetime
    trouble: Trouble | None
    channels: tuple[ChannelEmails, ...]
    #: Channel that the hub switched off → its own setting before; None if it inherited the shop's.
    switched_off: Mapping[str, bool | None]


def reading(conn: sqlite3.Connection, store_id: int) -> Reading | None:
    """Return the last reading of a shop's setting; None if no reading was ever attempted."""
    row = conn.execute(
        "SELECT read_at, tried_at, trouble FROM shop_emails WHERE store_id = ?", (store_id,)
    ).fetchone()
    if row is None:
        return None
    channels = conn.execute(
        "SELECT channel, name, marketplace, own, on_ FROM channel_emails WHERE store_id = ?"
        " ORDER BY marketplace IS NOT NULL, CAST(channel AS INTEGER)",
        (store_id,),
    )
    return Reading(
        maybe_from_ms(row[0]),
        from_ms(row[1]),
        unpack_trouble(row[2]),
        tuple(_channel(one) for one in channels),
        switched_off(conn, store_id),
    )


def keep(
    conn: sqlite3.Connection, store_id: int, channels: Iterable[ChannelEmails], at: int
) -> None:
    """Record a successful reading in place of the last one."""
    conn.execute(
        "INSERT INTO shop_emails VALUES (?, ?, ?, NULL) ON CONFLICT (store_id) DO UPDATE SET"
        " read_at = excluded.read_at, tried_at = excluded.tried_at, trouble = NULL",
        (store_id, at, at),
    )
    conn.execute("DELETE FROM channel_emails WHERE store_id = ?", (store_id,))
    conn.executemany(
        "INSERT INTO channel_emails VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (store_id, one.channel, one.name, one.marketplace, _number(one.own), int(one.on))
            for one in channels
        ],
    )
    conn.execute(  # a channel that was switched on again elsewhere has nothing to restore
        "DELETE FROM emails_switched_off WHERE store_id = :store AND channel NOT IN (SELECT channel"
        " FROM channel_emails WHERE store_id = :store AND own = 0)",
        {"store": store_id},
    )


def keep_trouble(
    conn: sqlite3.Connection, store_id: int, code: str, facts: Mapping[str, object], at: int
) -> None:
    """Record that the setting could not be read; the last successful reading stays."""
    conn.execute(
        "INSERT INTO shop_emails VALUES (?, NULL, ?, ?) ON CONFLICT (store_id) DO UPDATE SET"
        " tried_at = excluded.tried_at, trouble = excluded.trouble",
        (store_id, at, pack({"code": code, "facts": dict(facts)})),
    )


def switched_off(conn: sqlite3.Connection, store_id: int) -> dict[str, bool | None]:
    """Return the channels that the hub switched off, each with its own setting before that."""
    rows = conn.execute(
        "SELECT channel, was FROM emails_switched_off WHERE store_id = ? ORDER BY channel",
        (store_id,),
    )
    return {channel: _flag(was) for channel, was in rows}


def remember(conn: sqlite3.Connection, store_id: int, channel: str, was: bool | None) -> None:
    """Save a channel's own setting before it is switched off; a setting saved earlier stays."""
    conn.execute(
        "INSERT INTO emails_switched_off VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (store_id, channel, _number(was)),
    )


def forget(conn: sqlite3.Connection, store_id: int, channel: str) -> None:
    """Delete the saved setting of a channel, because the channel has that setting again."""
    conn.execute(
        "DELETE FROM emails_switched_off WHERE store_id = ? AND channel = ?", (store_id, channel)
    )


def hand_over(conn: sqlite3.Connection, old: int, new: int) -> None:
    """Assign the saved settings of connection *old* to *new*, which has the same account."""
    conn.execute("UPDATE emails_switched_off SET store_id = ? WHERE store_id = ?", (new, old))


def of_copies(conn: sqlite3.Connection, store_id: int) -> dict[str, int]:
    """Return how many copies of marketplaces' orders a shop has on each of its channels.

    This counts orders that the shop attributes to a marketplace, linked copies, and orders to
    decide.
    """
    rows = conn.execute(
        "SELECT json_extract(o.extra, '$.channel_id') AS channel, count(*) FROM orders o"
        " WHERE o.store_id = ? AND (o.source NOT IN ('storefront', 'unknown')"
        " OR EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = o.id)"
        " OR EXISTS (SELECT 1 FROM order_state s WHERE s.order_id = o.id"
        " AND s.visibility = 'held')) GROUP BY 1",
        (store_id,),
    )
    return {channel: n for channel, n in rows if channel}


@dataclass(frozen=True, slots=True)
class OrderChannel:
    """An order's store, source and channel, on which the shop's e-mails to the buyer depend."""

    store_id: int
    store: str
    platform: Platform
    source: Source
    #: The shop's own id of the channel; None if the order names no channel.
    channel: str | None


_ORDER_CHANNELS = TypedRows(OrderChannel)


def place_of(conn: sqlite3.Connection, order_id: int) -> OrderChannel | None:
    """Return the store, the source and the channel of an order."""
    return _ORDER_CHANNELS.first(
        conn.execute(
            "SELECT o.store_id, s.name AS store, o.platform, o.source,"
            " json_extract(o.extra, '$.channel_id') AS channel"
            " FROM orders o JOIN stores s ON s.id = o.store_id WHERE o.id = ?",
            (order_id,),
        )
    )


def _channel(row: sqlite3.Row) -> ChannelEmails:
    marketplace = Platform(row[2]) if row[2] else None
    return ChannelEmails(row[0], row[1], marketplace, _flag(row[3]), bool(row[4]))


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _number(value: bool | None) -> int | None:
    return None if value is None else int(value)
