"""Say which orders need a person, because their platforms changed them after a label was bought."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from shiponce.decisions.obligations import Obligation
from shiponce.domain.alarm import Alarm
from shiponce.domain.order import Visibility
from shiponce.persistence import (
    destinations,
    moved_shipments,
    obligations,
    order_queries,
    shipments,
)


def alarms_of(
    conn: sqlite3.Connection,
    order_ids: Sequence[int],
    obliged: Mapping[int, Sequence[Obligation]],
) -> dict[int, tuple[Alarm, ...]]:
    """Return the alarms of each order that has any; ``warnings_of`` says them in full.

    *obliged* is what is owed of each of the orders. Labels of copies alarm their original too.
    """
    surplus = obligations.surplus(conn, order_ids, obliged)
    moved = {one.order_id for one in destinations.moved(conn, order_ids)}
    refunded = obligations.refunded_in_copies(conn, order_ids)
    cancelled = order_queries.shown_cancelled(conn, order_ids)
    visible = [one for one, where in cancelled.items() if where is Visibility.VISIBLE]
    over = shipments.with_live_label(conn, visible)
    combined = moved_shipments.with_moved_label(conn)
    alarms = {
        one: tuple(
            alarm
            for alarm, raised in (
                (Alarm.ADDRESS_CHANGED, one in moved),
                (
                    Alarm.NOT_DUE,
                    one not in cancelled and bool(surplus.get(one)),
                ),
                (Alarm.REFUNDED_IN_COPY, one not in cancelled and one in refunded),
                (Alarm.CANCELLED_AFTER_LABEL, one in over),
                (
                    Alarm.COMBINED_AFTER_LABEL,
                    one in combined
                    and one not in cancelled
                    and any(line.due for line in obliged.get(one, ())),
                ),
            )
            if raised
        )
        for one in order_ids
    }
    return {one: raised for one, raised in alarms.items() if raised}


def every_alarm(conn: sqlite3.Connection) -> dict[Alarm, tuple[tuple[int, str], ...]]:
    """Return the orders with an alarm, as (id, number), by kind of alarm."""
    labelled = set(shipments.all_with_live_label(conn))
    asked = sorted(labelled.union(obligations.originals_refunded_in_copies(conn)))
    raised = alarms_of(conn, asked, obligations.obligations(conn, asked))
    rows = order_queries.rows(conn, sorted(raised))
    return {
        alarm: tuple((row.id, row.number) for row in rows if alarm in raised[row.id])
        for alarm in Alarm
    }
