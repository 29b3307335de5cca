"""An index of refused acts whose outcome will be read once more (control reading)."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_INDEX = """
CREATE INDEX acts_refused ON acts (look_at) WHERE state = 'refused' AND look_at IS NOT NULL;
"""


@migrations()
def m017_controls(db: Database) -> None:
    """Index the refused acts whose control reading is planned."""
    run(db, _INDEX)
