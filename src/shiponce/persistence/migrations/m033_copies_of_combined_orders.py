"""Record of which order a copy was made, if its buyer combined that order with others."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_COPIES = """
-- The order that a copy was linked to before the combined order took the copy over.
CREATE TABLE copies_of_combined (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    order_id INTEGER NOT NULL REFERENCES orders
) STRICT;
CREATE INDEX combined_into ON superseded (by_id);
"""


@migrations()
def m033_copies_of_combined_orders(db: Database) -> None:
    """Let each copy of a combined order be told only of the lines that it mirrors."""
    run(db, _COPIES)
