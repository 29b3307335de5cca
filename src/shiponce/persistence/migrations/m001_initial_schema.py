"""The first schema: imported facts, the hub's own facts, and the guards between them."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import APPLICATION_ID, migrations, run

_TABLES = """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL CHECK (platform IN ('bigcommerce', 'amazon', 'ebay')),
    account TEXT NOT NULL,
    integration TEXT CHECK (integration IN ('legacy', 'new')),
    market TEXT NOT NULL,
    prime_to_awaiting INTEGER NOT NULL,
    buy_shipping INTEGER NOT NULL,
    connected_at INTEGER NOT NULL,
    UNIQUE (platform, account)
) STRICT;

-- The notice switch of a store: who turned it, and when.
CREATE TABLE notice_switch (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    on_ INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- How far each store's import has come; only importing writes here.
CREATE TABLE import_state (
    store_id INTEGER PRIMARY KEY REFERENCES stores,
    watermark INTEGER,
    imported_at INTEGER,
    trouble TEXT,
    -- A listing that stopped before its last page, where the platform can take it up again.
    resume TEXT,
    resume_since INTEGER,
    resume_until INTEGER,
    resume_at INTEGER
) STRICT;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    number TEXT NOT NULL,
    platform TEXT NOT NULL,
    source TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    remote_status TEXT NOT NULL,
    shown_status TEXT NOT NULL,
    total INTEGER NOT NULL,
    currency TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    items TEXT NOT NULL,
    requested_service TEXT NOT NULL,
    prime INTEGER NOT NULL,
    by_platform INTEGER NOT NULL,
    ship_by INTEGER,
    deliver_by INTEGER,
    packages TEXT NOT NULL,
    extra TEXT NOT NULL,
    digest BLOB NOT NULL,
    seen_at INTEGER NOT NULL,
    UNIQUE (store_id, remote_id)
) STRICT;

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders,
    line_no INTEGER NOT NULL,
    remote_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    price INTEGER NOT NULL,
    currency TEXT NOT NULL,
    weight INTEGER NOT NULL,
    physical INTEGER NOT NULL,
    fulfilled INTEGER NOT NULL,
    PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;

-- Twins share (platform, value) and differ in their store's platform: one keyed look-up,
-- symmetric, and so independent of who arrived first.
CREATE TABLE order_keys (
    platform TEXT NOT NULL,
    value TEXT NOT NULL CHECK (value NOT IN ('', '0')),
    order_id INTEGER NOT NULL REFERENCES orders,
    grade TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (platform, value, order_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_of_order ON order_keys (order_id);

CREATE TABLE people (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    buyer TEXT NOT NULL,
    email TEXT NOT NULL,
    name TEXT,
    street1 TEXT,
    street2 TEXT,
    city TEXT,
    state TEXT,
    postcode TEXT,
    country TEXT,
    phone TEXT
) STRICT;

-- What the hub made of an order. sort_at is the order's placed_at, written once on arrival.
CREATE TABLE order_state (
    order_id INTEGER PRIMARY KEY REFERENCES orders,
    visibility TEXT NOT NULL CHECK (visibility IN ('visible', 'hidden', 'held')),
    status TEXT NOT NULL,
    sort_at INTEGER NOT NULL,
    -- The status was set by a person or a shipment here; an import may not take it back.
    hub_set INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL,
    why TEXT NOT NULL,
    facts TEXT NOT NULL,
    evidence TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX shelf ON order_state (visibility, status, sort_at, order_id);

CREATE TABLE twins (
    copy_id INTEGER PRIMARY KEY REFERENCES orders,
    original_id INTEGER NOT NULL REFERENCES orders CHECK (original_id <> copy_id),
    basis TEXT NOT NULL CHECK (basis IN ('key', 'person')),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX copies_of ON twins (original_id);

-- A person said: these two are not one purchase. original_id 0: it is nobody's copy.
CREATE TABLE twin_refusals (
    copy_id INTEGER NOT NULL REFERENCES orders,
    original_id INTEGER NOT NULL,
    refused_by TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (copy_id, original_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- Orders that are in no grid, each with its reason and without personal data.
CREATE TABLE listed (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores,
    remote_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rule', 'not_importable', 'quarantine')),
    code TEXT NOT NULL,
    facts TEXT NOT NULL,
    rule_id INTEGER,
    origin_platform TEXT,
    origin_value TEXT,
    digest BLOB NOT NULL,
    at INTEGER NOT NULL,
    let_in_at INTEGER,
    UNIQUE (store_id, remote_id)
) STRICT;
CREATE INDEX listed_origin ON listed (origin_platform, origin_value);

-- The bytes of a quarantined order. Personal data: kept for a later try, purged with it.
CREATE TABLE payloads (
    listed_id INTEGER PRIMARY KEY REFERENCES listed ON DELETE CASCADE,
    body BLOB NOT NULL
) STRICT;

CREATE TABLE shipments (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders,
    state TEXT NOT NULL CHECK (
        state IN ('purchasing', 'doubtful', 'labelled', 'voided', 'not_bought')
    ),
    route TEXT NOT NULL,
    carrier TEXT NOT NULL,
    service TEXT NOT NULL,
    service_id TEXT NOT NULL,
    -- Durable before the purchase: the carrier is asked by it after a crash.
    reference TEXT NOT NULL UNIQUE,
    tracking TEXT NOT NULL DEFAULT '',
    remote_id TEXT NOT NULL DEFAULT '',
    cost INTEGER,
    currency TEXT,
    at INTEGER NOT NULL,
    settled_at INTEGER
) STRICT;
CREATE INDEX shipments_of ON shipments (order_id, state);
CREATE INDEX unsettled ON shipments (at) WHERE state IN ('purchasing', 'doubtful');

CREATE TABLE package_lines (
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    line_no INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (shipment_id, line_no)
) STRICT, WITHOUT ROWID;

-- The outbox: in the same file and transaction as the shipment it speaks of.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    store_id INTEGER NOT NULL REFERENCES stores,
    target_id INTEGER REFERENCES orders,
    target_remote TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    attempted_at INTEGER,
    -- The marketplace comes first; patience ends at wait_until.
    after_id INTEGER REFERENCES notices,
    wait_until INTEGER,
    -- The platform is read before the first try already.
    verify INTEGER NOT NULL DEFAULT 0,
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    sent_at INTEGER,
    at INTEGER NOT NULL,
    UNIQUE (shipment_id, store_id, target_remote)
) STRICT;
CREATE INDEX due ON notices (next_at) WHERE state IN ('pending', 'sending');

CREATE TABLE pacing (
    store_id INTEGER NOT NULL REFERENCES stores,
    operation TEXT NOT NULL,
    tokens REAL NOT NULL,
    at INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, operation)
) STRICT, WITHOUT ROWID;

-- What happened: identifiers and scalars only, append-only.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    order_id INTEGER,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX events_of ON events (order_id) WHERE order_id IS NOT NULL;
"""

_GUARDS = """
CREATE TRIGGER event_stays BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;

CREATE TRIGGER event_is_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'guard.events_append_only'); END;

CREATE TRIGGER hidden_has_original BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility <> 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER new_hidden_has_original BEFORE INSERT ON order_state
WHEN NEW.visibility = 'hidden' AND NOT EXISTS (
    SELECT 1 FROM twins t JOIN order_state o ON o.order_id = t.original_id
    WHERE t.copy_id = NEW.order_id AND o.visibility <> 'hidden')
BEGIN SELECT RAISE(ABORT, 'guard.hidden_without_original'); END;

CREATE TRIGGER original_stands BEFORE UPDATE OF visibility ON order_state
WHEN NEW.visibility = 'hidden' AND EXISTS (
    SELECT 1 FROM twins WHERE original_id = NEW.order_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;

CREATE TRIGGER copy_is_no_original BEFORE INSERT ON twins
WHEN EXISTS (SELECT 1 FROM twins WHERE copy_id = NEW.original_id OR original_id = NEW.copy_id)
BEGIN SELECT RAISE(ABORT, 'guard.original_hidden'); END;

-- One hand at a time, and nothing that a person cannot see, or that its twin has had, is shipped.
CREATE TRIGGER shipment_is_allowed BEFORE INSERT ON shipments
BEGIN
    SELECT RAISE(ABORT, 'guard.not_visible') WHERE NOT EXISTS (
        SELECT 1 FROM order_state WHERE order_id = NEW.order_id AND visibility = 'visible');
    SELECT RAISE(ABORT, 'guard.purchase_in_flight') WHERE EXISTS (
        SELECT 1 FROM shipments
        WHERE order_id = NEW.order_id AND state IN ('purchasing', 'doubtful'));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE EXISTS (
        SELECT 1 FROM twins t JOIN shipments s
        ON s.order_id = CASE t.copy_id WHEN NEW.order_id THEN t.original_id ELSE t.copy_id END
        WHERE (t.copy_id = NEW.order_id OR t.original_id = NEW.order_id)
        AND s.state IN ('purchasing', 'doubtful', 'labelled'));
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE EXISTS (
        SELECT 1 FROM twins mine
        JOIN twins sibling ON sibling.original_id = mine.original_id
        JOIN shipments s ON s.order_id = sibling.copy_id
        WHERE mine.copy_id = NEW.order_id AND sibling.copy_id <> NEW.order_id
        AND s.state IN ('purchasing', 'doubtful', 'labelled'));
    -- Equal read-only keys are one purchase, linked or not: two shops may mirror an original that
    -- is not here. Documented mode does not compare, and a person's no stands above the key.
    SELECT RAISE(ABORT, 'guard.twin_shipped') WHERE coalesce(
        (SELECT value FROM settings WHERE name = 'mode'), 'reconciling') <> 'documented'
    AND EXISTS (
        SELECT 1 FROM order_keys mine
        JOIN order_keys other ON other.platform = mine.platform AND other.value = mine.value
        JOIN shipments s ON s.order_id = other.order_id
        WHERE mine.order_id = NEW.order_id AND other.order_id <> NEW.order_id
        AND mine.grade = 'proves' AND other.grade = 'proves'
        AND s.state IN ('purchasing', 'doubtful', 'labelled')
        AND NOT EXISTS (
            SELECT 1 FROM twin_refusals r
            WHERE (r.copy_id = mine.order_id AND r.original_id IN (0, other.order_id))
            OR (r.copy_id = other.order_id AND r.original_id IN (0, mine.order_id))));
END;

-- A label that was given up cannot come to life again beside another one.
CREATE TRIGGER shipment_stays_dead BEFORE UPDATE OF state ON shipments
WHEN OLD.state IN ('voided', 'not_bought') AND NEW.state NOT IN ('voided', 'not_bought')
BEGIN SELECT RAISE(ABORT, 'guard.shipment_is_over'); END;

-- At most one live label per unit sold.
CREATE TRIGGER no_unit_twice BEFORE INSERT ON package_lines
WHEN NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0) FROM package_lines p
    JOIN shipments s ON s.id = p.shipment_id
    WHERE p.line_no = NEW.line_no AND s.state IN ('purchasing', 'doubtful', 'labelled')
    AND s.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
) > (
    SELECT coalesce(max(l.quantity), 0) FROM order_lines l
    WHERE l.line_no = NEW.line_no
    AND l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id))
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;
"""


@migrations()
def m001_ground(db: Database) -> None:
    """Create the first schema."""
    run(db, _TABLES + _GUARDS)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
