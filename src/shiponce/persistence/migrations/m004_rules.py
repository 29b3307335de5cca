"""What rules request for an order, and whether rules have run on it."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_RULED = """
-- Rules run once, when an order first enters Awaiting Shipment. Of orders from before this
-- migration only those that still wait for payment have not been there.
ALTER TABLE order_state ADD COLUMN ruled INTEGER NOT NULL DEFAULT 0;
UPDATE order_state SET ruled = 1 WHERE status <> 'awaiting_payment';

-- What rules asked for, shown with the order and preselected when it is shipped.
CREATE TABLE wishes (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    -- The code of a ship option, such as house:ground.
    service TEXT NOT NULL,
    package TEXT NOT NULL,
    note TEXT NOT NULL,
    -- On Hold ends by itself at this time.
    hold_until INTEGER
) STRICT;
CREATE INDEX holds ON wishes (hold_until) WHERE hold_until IS NOT NULL;
"""


@migrations()
def m004_rules(db: Database) -> None:
    """Record what rules request for an order, and whether rules have run on it."""
    run(db, _RULED)
