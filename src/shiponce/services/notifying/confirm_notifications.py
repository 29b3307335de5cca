"""Confirm at an import that platforms show what they accepted (O7).

A platform that accepted a notification may lose it. What an import does not show yet is said at
once, and read again at its planned time (``recheck_notifications``), which raises it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.persistence import known_to_stores, outbox


def confirm_shown(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> None:
    """Confirm the notifications of these imported orders whose packages the platforms list."""
    for one in known_to_stores.unconfirmed(conn, order_ids):
        if one.is_shown:
            known_to_stores.confirm(conn, one.id, at)
        elif not one.has_begun:
            outbox.say(conn, one.id, "notification.unconfirmed")
