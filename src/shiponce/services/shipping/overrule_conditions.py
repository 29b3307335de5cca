"""Record that a person ships an order in spite of a condition that its platform shows (O5)."""

from __future__ import annotations

from shiponce.decisions.shipping_restrictions import OVERRULABLE
from shiponce.errors import Refused
from shiponce.persistence import conditions, event_log, imported_orders, order_states
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.words.domain_words import CONDITION_WORD


def overrule(db: Database, clock: Clock, order_id: int) -> None:
    """Overrule every condition of an order that can be overruled; Refused if there is none.

    A condition that the platform shows again after it was gone has to be overruled again.
    """
    at = to_ms(clock.now())
    with db.write() as conn:
        order_id = order_states.original_of(conn, order_id) or order_id  # the one that is shipped
        found = [one for one in conditions.standing(conn, order_id) if one in OVERRULABLE]
        if not found:
            raise Refused("error.no_condition", number=imported_orders.number_of(conn, order_id))
        for one in found:
            conditions.overrule(conn, order_id, one, at)
            data: dict[str, object] = {"condition": CONDITION_WORD[one]}
            event_log.record(conn, at, ("overruled", order_id, data))
