"""Switch the notifications to a BigCommerce store on or off; record who did it and when (D4)."""

from __future__ import annotations

from shiponce.domain.store import Store
from shiponce.errors import Refused
from shiponce.persistence import event_log, outbox, stores
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.connection_checks import must_be_connected


def set_notifications(
    db: Database, clock: Clock, store: Store, *, on: bool, by: str, confirmed: bool
) -> None:
    """Switch a BigCommerce store's notifications; record who did it and when (D4).

    Switching off withdraws unsent notifications (D1). If nothing would change, write nothing: a
    new switching time could make the next import match open copies again (D5).
    """
    if not store.platform.is_shop:
        raise Refused("error.no_notification_switch", store=store.name)
    must_be_connected(store)
    if not confirmed:
        raise Refused("limit.notifications_confirm", store=store.name)
    at = to_ms(clock.now())
    with db.write() as conn:
        if stores.one(conn, store.id).notifications_on is on:
            return
        stores.turn_notifications(conn, store.id, on, by, at)
        if not on:
            outbox.recall(conn, store.id)
        data: dict[str, object] = {"store": store.name, "by": by}
        event_log.record(conn, at, ("notifications_on" if on else "notifications_off", None, data))
