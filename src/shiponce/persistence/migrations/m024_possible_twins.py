"""Copies and the marketplace orders that they may be copies of, without proof."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_POSSIBLE = """
-- What matching found for a copy without proof. A person may have rejected the pair, or the copy
-- was shipped before its original arrived: a second label is then asked about, and reported.
CREATE TABLE possible_twins (
    copy_id INTEGER NOT NULL REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders,
    -- Whether an id of the copy names the original; otherwise the two are only alike.
    named INTEGER NOT NULL,
    PRIMARY KEY (copy_id, original_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX possible_copies ON possible_twins (original_id);

INSERT OR IGNORE INTO possible_twins SELECT DISTINCT c.id, o.id, 1
    FROM orders c JOIN order_keys mine ON mine.order_id = c.id
    JOIN order_keys yours ON yours.platform = mine.platform AND yours.value = mine.value
    JOIN orders o ON o.id = yours.order_id
    WHERE c.platform IN (SELECT id FROM platforms WHERE role = 'shop') AND c.source <> 'storefront'
    AND o.platform IN (SELECT id FROM platforms WHERE role <> 'shop')
    AND NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = c.id);
INSERT OR IGNORE INTO possible_twins SELECT c.id, o.id, 0
    FROM twin_refusals r JOIN orders c ON c.id = r.copy_id
    JOIN orders o ON o.currency = c.currency AND o.quantity = c.quantity
    AND o.placed_at BETWEEN c.placed_at - 259200000 AND c.placed_at + 259200000
    AND c.total * 100 BETWEEN o.total * 70 AND o.total * 100
    AND (c.source = 'unknown' OR c.source = o.platform)
    AND o.platform IN (SELECT id FROM platforms WHERE role <> 'shop')
    WHERE NOT EXISTS (SELECT 1 FROM twins t WHERE t.copy_id = c.id OR t.original_id = o.id)
    AND NOT EXISTS (SELECT 1 FROM order_keys k WHERE k.order_id = c.id AND k.grade = 'proves');
"""


@migrations()
def m024_possible_twins(db: Database) -> None:
    """Add the table of possible twins, filled from the ids and the persons' rejections."""
    run(db, _POSSIBLE)
