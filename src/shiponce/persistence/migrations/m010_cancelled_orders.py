"""An order's status before its cancellation, and the effects of each rule."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_TABLES = """
-- One row for each order that is cancelled here; it goes when the order is restored.
CREATE TABLE cancellations (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    status TEXT NOT NULL,
    hub_set INTEGER NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    -- A hold that ends while the order is cancelled loses its date in the wishes.
    hold_until INTEGER
) STRICT;

-- What rules did to an order, under the names that the rules had then.
CREATE TABLE rule_marks (
    order_id INTEGER NOT NULL REFERENCES orders,
    action TEXT NOT NULL,
    argument TEXT NOT NULL,
    rule_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (order_id, action, argument)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m010_cancellations(db: Database) -> None:
    """Add the status of an order before its cancellation, and the effects of each rule."""
    run(db, _TABLES)
