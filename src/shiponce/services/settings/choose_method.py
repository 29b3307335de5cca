"""Choose method A or B; refuse B on the new BigCommerce integration (I1)."""

from __future__ import annotations

import sqlite3

from shiponce.domain.store import Integration, Method
from shiponce.errors import Refused
from shiponce.persistence import event_log, stores
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock


def choose_method(db: Database, clock: Clock, method: Method) -> None:
    """Choose method A or B; B is refused on the new BigCommerce integration (I1)."""
    at = to_ms(clock.now())
    with db.write() as conn:
        if method is Method.B and any(
            store.integration is Integration.NEW and store.live for store in stores.every(conn)
        ):
            raise Refused("limit.method_b_new_integration")
        stores.choose(conn, "method", method.value)
        event_log.record(conn, at, ("method_chosen", None, {"method": method.value}))


def must_fit_method(conn: sqlite3.Connection, integration: Integration | None) -> None:
    """Refuse the new integration while method B is chosen (I1)."""
    if integration is Integration.NEW and stores.setting(conn, "method") == Method.B.value:
        raise Refused("limit.new_integration_method_b")
