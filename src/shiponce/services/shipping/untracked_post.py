"""Refuse untracked post where a platform to be notified requires a tracking number (O11)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.platform import Capability
from shiponce.errors import Refused
from shiponce.persistence import same_purchase, stores
from shiponce.services.notifying.add_notifications import notified_platforms
from shiponce.words.families import platform_word


def must_take_untracked(conn: sqlite3.Connection, order_ids: Sequence[int]) -> None:
    """Raise Refused if a store to be notified of these orders requires a tracking number."""
    for party in notified_platforms(conn, order_ids):
        if not party.platform.can(Capability.TAKES_UNTRACKED):
            refused = Refused(
                "limit.untracked",
                number=same_purchase.names(conn, order_ids)[order_ids[0]],
                platform=platform_word(party.platform),
                store=stores.one(conn, party.store_id).name,
            )
            refused.way_out = "way_out.untracked_there"
            raise refused
