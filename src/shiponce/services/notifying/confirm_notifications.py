"""Confirm at an import that platforms show what they accepted (O7).

A platform that accepted a notification may lose it, even after it has shown the package. If an
import does not show a package, the hub says so at once. The planned reading
(``recheck_notifications``) then stops the notification if the package is still missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.persistence import acts, known_to_stores, voided_labels


def confirm_shown(conn: sqlite3.Connection, order_ids: Collection[int], at: int) -> None:
    """Confirm the notifications of these imported orders whose packages the platforms list.

    A notification is not confirmed, and loses an earlier confirmation, if its package is missing in
    the platform's list, or if the platform shows nothing of the order as shipped. A
    notification of a voided label is read again: a person may have removed its package there.
    """
    for one in known_to_stores.accepted(conn, order_ids):
        if one.is_shown:
            known_to_stores.confirm(conn, one.id, at)
        elif one.lists_packages or not one.has_begun:
            known_to_stores.doubt(conn, one.id)
            if one.is_confirmed and one.act_id is not None:
                acts.read_again(conn, one.act_id, at, None)
    for act_id in voided_labels.to_read_again(conn, order_ids):
        acts.read_again(conn, act_id, at, None)
