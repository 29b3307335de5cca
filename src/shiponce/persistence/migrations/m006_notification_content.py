"""Columns for corrected carriers and tracking numbers, and for the numbers they replace."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_CORRECTED = """
-- A person corrected what is told; NULL: what stands on the label.
ALTER TABLE notices ADD COLUMN carrier TEXT;
ALTER TABLE notices ADD COLUMN tracking TEXT;
-- The tracking number of a voided label that this store was told of before: it is corrected there.
ALTER TABLE notices ADD COLUMN corrects TEXT;
"""


@migrations()
def m006_notices(db: Database) -> None:
    """Let a notification's carrier and tracking number differ from its label's."""
    run(db, _CORRECTED)
