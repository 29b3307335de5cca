"""Guards against shipping a purchase twice; ``same_purchase`` defines which orders belong to it."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_SAME_PURCHASE = """
-- One order of an account, imported through two connections, is labelled once. Documented mode
-- compares nothing.
CREATE TRIGGER same_order_once BEFORE INSERT ON shipments
WHEN coalesce((SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
AND EXISTS (
    SELECT 1 FROM orders mine JOIN stores x ON x.id = mine.store_id
    JOIN stores y ON y.platform = x.platform AND y.account = x.account AND y.id <> x.id
    JOIN orders other ON other.store_id = y.id AND other.remote_id = mine.remote_id
    JOIN shipments s ON s.order_id = other.id
    WHERE mine.id = NEW.order_id AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.twin_shipped'); END;

-- A package holds a purchase once, in every mode.
CREATE TRIGGER purchase_once_a_package BEFORE INSERT ON shipments
WHEN NEW.combined_with IS NOT NULL AND EXISTS (
    SELECT 1 FROM shipments s
    JOIN orders a ON a.id = NEW.order_id JOIN orders b ON b.id = s.order_id
    JOIN stores x ON x.id = a.store_id JOIN stores y ON y.id = b.store_id
    WHERE NEW.combined_with IN (s.id, s.combined_with) AND (
        (x.platform, x.account, a.remote_id) = (y.platform, y.account, b.remote_id)
        OR EXISTS (SELECT 1 FROM twins t
            WHERE (t.copy_id, t.original_id) IN (VALUES (a.id, b.id), (b.id, a.id)))
        OR ((x.platform, x.account) <> (y.platform, y.account) AND EXISTS (
            SELECT 1 FROM twins mine JOIN twins other ON other.original_id = mine.original_id
            WHERE mine.copy_id = a.id AND other.copy_id = b.id))
        OR EXISTS (
            SELECT 1 FROM sold_lines mine JOIN sold_lines other
            ON other.store_id = mine.store_id AND other.line_id = mine.line_id
            WHERE mine.order_id = a.id AND other.order_id = b.id)
        OR EXISTS (
            SELECT 1 FROM order_keys mine JOIN order_keys other
            ON other.platform = mine.platform AND other.value = mine.value
            WHERE mine.order_id = a.id AND other.order_id = b.id AND (
                (mine.grade = 'proves' AND other.grade = 'proves')
                OR ((x.platform, x.account) <> (y.platform, y.account) AND NOT EXISTS (
                    SELECT 1 FROM twin_refusals r
                    WHERE (r.copy_id = a.id AND r.original_id IN (0, b.id))
                    OR (r.copy_id = b.id AND r.original_id IN (0, a.id))))))))
BEGIN SELECT RAISE(ABORT, 'guard.one_purchase'); END;
"""


@migrations()
def m014_same_purchase(db: Database) -> None:
    """Add two guards against shipping one purchase twice."""
    run(db, _SAME_PURCHASE)
