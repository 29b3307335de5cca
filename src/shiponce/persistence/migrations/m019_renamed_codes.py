"""Reason codes renamed to today's words; events keep their kinds, because they are append-only."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_RENAMED = """
UPDATE notices SET code = 'notification.' || substr(code, 8) WHERE code LIKE 'notice.%';
UPDATE listed SET code = 'excluded.' || substr(code, 8) WHERE code LIKE 'listed.%';
UPDATE order_state SET why = 'why.notifications_off' WHERE why = 'why.notices_off';
"""


@migrations()
def m019_renamed_codes(db: Database) -> None:
    """Rename the stored codes ``notice.…``, ``listed.…`` and ``why.notices_off``."""
    run(db, _RENAMED)
