"""Tables for eBay orders that a buyer has combined into one new order."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_SUPERSEDED = """
-- eBay's ids of what was sold: they stay when a buyer combines orders, and the orders' ids do not.
CREATE TABLE sold_lines (
    store_id INTEGER NOT NULL REFERENCES stores,
    line_id TEXT NOT NULL CHECK (line_id NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    PRIMARY KEY (store_id, line_id, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sold_in ON sold_lines (order_id);
INSERT INTO sold_lines SELECT DISTINCT o.store_id, l.remote_id, o.id
    FROM orders o JOIN order_lines l ON l.order_id = o.id
    WHERE o.platform = 'ebay' AND l.remote_id NOT IN ('', '0');

CREATE TABLE superseded (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    by_id INTEGER NOT NULL REFERENCES orders CHECK (by_id <> order_id),
    at INTEGER NOT NULL
) STRICT;

-- What was sold once is labelled once, in whichever order it stands. Documented mode compares
-- nothing.
CREATE TRIGGER sold_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM sold_lines mine
    JOIN sold_lines other ON other.store_id = mine.store_id AND other.line_id = mine.line_id
    JOIN shipments s ON s.order_id = other.order_id
    WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
    AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.lines_sent'); END;
"""


@migrations()
def m003_superseded(db: Database) -> None:
    """Add tables for eBay's line ids and for the orders that a combined order replaced."""
    run(db, _SUPERSEDED)
