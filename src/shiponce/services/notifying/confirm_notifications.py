"""Confirm at an import that platforms show what they accepted (O7).

A platform that accepted a notification may lose it, even after it has shown the package. If an
import does not show a package, the hub says so at once. The planned reading
(``recheck_notifications``) then stops the notification if the package is still missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.domain.shipment import NotificationState
from shiponce.persistence import acts, obligations, outbox, packages_known_to_stores, voided_labels
from shiponce.services.notifying.notification_job import Job, job_of
from shiponce.services.notifying.recheck_notifications import raise_missing_units


def confirm_shown(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> None:
    """Confirm the notifications of these imported orders whose packages the platforms list.

    A notification loses its confirmation if the platform's list lacks the package or some of its
    units, or if the platform shows nothing of the order as shipped. A notification that was not
    sent, because the platform showed its package already, stops if units are missing in that
    package. A notification of a voided label is read again: a person may have removed the package
    on the platform.
    """
    for one in packages_known_to_stores.accepted(conn, order_ids):
        facts = _missing(conn, one.id) if one.is_shown else None
        if one.state is NotificationState.ALREADY_KNOWN:
            if facts is not None:
                raise_missing_units(conn, *facts, at)
        elif one.is_shown and facts is None:
            packages_known_to_stores.confirm(conn, one.id, at)
        elif one.lists_packages or not one.has_begun:
            packages_known_to_stores.doubt(conn, one.id)
            if one.is_confirmed and one.act_id is not None:
                acts.read_again(conn, one.act_id, at, None)
    for act_id in voided_labels.to_read_again(conn, order_ids):
        acts.read_again(conn, act_id, at, None)


def _missing(
    conn: sqlite3.Connection, notification_id: int
) -> tuple[Job, dict[str, object]] | None:
    """Return the notification if the last import shows its package without some of its units.

    The facts are the tracking number and the missing items.
    """
    row = outbox.one(conn, notification_id)
    assert row is not None, "notifications are kept"  # noqa: S101
    job = job_of(conn, row)
    target = () if row.target_id is None else obligations.shown(conn, [row.target_id])
    tracking = job.confirmation.tracking
    items = job.missing_items([one for shown in target for one in shown.packages], tracking)
    return (job, {"tracking": tracking, "items": items}) if items else None
