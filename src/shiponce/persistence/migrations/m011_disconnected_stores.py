"""A store may be disconnected; its open orders are excluded until it is connected again."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_STATE_ANEW = """
CREATE TABLE order_state_anew (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'hidden', 'held', 'excluded')),
    status TEXT NOT NULL,
    sort_at INTEGER NOT NULL,
    -- The status was set by a person or a shipment here; an import may not take it back.
    hub_set INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    ruled INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO order_state_anew SELECT order_id, visibility, status, sort_at, hub_set, tags, why,
    facts, evidence, decided_at, ruled FROM order_state;
DROP TABLE order_state;
ALTER TABLE order_state_anew RENAME TO order_state;
"""

_DISCONNECTED = """
-- A person disconnected the account: nothing is imported, shipped or told through this store.
ALTER TABLE stores ADD COLUMN disconnected_at INTEGER;
-- When a notification was due that waits for its store to be connected again.
ALTER TABLE notices ADD COLUMN due_at INTEGER;

-- Where an order stood when its store was disconnected: it returns there.
CREATE TABLE excluded_orders (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;

-- Links to originals that are excluded, with the copy's reason: they come back with the original.
CREATE TABLE suspended_twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders,
    basis TEXT NOT NULL,
    at INTEGER NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
CREATE INDEX suspended_of ON suspended_twins (original_id);

DROP TRIGGER IF EXISTS hidden_has_original;
CREATE TRIGGER hidden_has_original BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility NOT IN ('hidden', 'excluded'))
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

DROP TRIGGER IF EXISTS new_hidden_has_original;
CREATE TRIGGER new_hidden_has_original BEFORE INSERT ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility NOT IN ('hidden', 'excluded'))
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER excluded_hides_nobody BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'excluded' AND EXISTS (
    SELECT 1 FROM twins t JOIN order_state c ON c.order_id = t.copy_id
    WHERE t.original_id = NEW.order_id AND c.visibility = 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

-- What somebody else has shipped is a fact, whatever became of the connection.
CREATE TRIGGER disconnected_ships_nothing BEFORE INSERT ON shipments
WHEN NEW.state <> 'elsewhere' AND EXISTS (
    SELECT 1 FROM orders o JOIN stores s ON s.id = o.store_id
    WHERE o.id = NEW.order_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;

CREATE TRIGGER disconnected_takes_no_order BEFORE INSERT ON orders
WHEN EXISTS (
    SELECT 1 FROM stores s WHERE s.id = NEW.store_id AND s.disconnected_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'guard.store_disconnected'); END;

-- A label keeps its hold on the other order of the purchase while their link is suspended.
CREATE TRIGGER suspended_twin_shipped BEFORE INSERT ON shipments
WHEN EXISTS (
    SELECT 1 FROM suspended_twins t JOIN shipments s
    ON s.order_id = CASE t.copy_id WHEN NEW.order_id THEN t.original_id ELSE t.copy_id END
    WHERE (t.copy_id = NEW.order_id OR t.original_id = NEW.order_id)
    AND s.state IN ('purchasing', 'doubtful', 'labelled'))
BEGIN SELECT RAISE(ABORT, 'guard.twin_shipped'); END;
"""


@migrations()
def m011_disconnected_stores(db: Database) -> None:
    """Allow excluded orders; record the states and links that reconnecting a store restores."""
    attached = db.conn.execute(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'order_state' AND sql IS NOT NULL"
        " AND type IN ('index', 'trigger')"
    ).fetchall()
    # Triggers of other tables mention order_state; SQLite must not check them during the rebuild.
    db.conn.execute("PRAGMA legacy_alter_table = ON")
    run(db, _STATE_ANEW)
    db.conn.execute("PRAGMA legacy_alter_table = OFF")
    for (statement,) in attached:
        db.conn.execute(statement)
    run(db, _DISCONNECTED)
