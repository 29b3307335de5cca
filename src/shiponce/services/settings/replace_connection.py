"""Replace the connection to a BigCommerce account, for example to use the new integration.

Pending notifications and excluded orders move to the new connection, so none is lost.
"""

from __future__ import annotations

from dataclasses import replace

from shiponce.domain.store import Integration, Method
from shiponce.errors import BadInput
from shiponce.persistence import (
    channel_emails,
    event_log,
    excluded_and_quarantined,
    outbox,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.connect_store import must_be_named, take_name
from shiponce.services.settings.connection_checks import must_be_connected


def replace_connection(
    db: Database, clock: Clock, name: str, by: str, integration: Integration
) -> int:
    """Replace a BigCommerce connection by a new one to the same account (I2); return its id.

    The old connection imports nothing any more. Its pending notifications and excluded orders
    move to the new connection in the same commit, so none is lost (I3).
    """
    must_be_named(by)
    with db.write() as conn:
        old = stores.named(conn, name)
        if old is None or not old.platform.is_shop or old.replaced:
            raise BadInput("error.no_store_to_replace", store=name)
        must_be_connected(old)
        take_name(conn, by, old.id, same=False)
        stores.retire(conn, old.id, to_ms(clock.now()))
        new = replace(old, name=by, integration=integration, connected_at=clock.now())
        store_id = stores.add(conn, new)
        if not old.notifications_on:
            at, who = stores.switch_of(conn, old.id)
            when = to_ms(clock.now()) if at is None else to_ms(at)
            stores.turn_notifications(conn, store_id, False, who, when)
        outbox.hand_over(conn, old.id, store_id)
        excluded_and_quarantined.hand_over(conn, old.id, store_id)
        channel_emails.hand_over(conn, old.id, store_id)
        data: dict[str, object] = {"store": name, "by": by}
        event_log.record(conn, to_ms(clock.now()), ("store_replaced", None, data))
        chosen = stores.setting(conn, "method") == Method.B.value
        if integration is Integration.NEW and chosen:  # the new one has no method B (I1)
            stores.choose(conn, "method", Method.A.value)
            event_log.record(conn, to_ms(clock.now()), ("method_chosen", None, {"method": "A"}))
    return store_id
