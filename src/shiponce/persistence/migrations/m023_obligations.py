"""What a platform says of each unit, several addresses, conditions and packing facts."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_COLUMNS = """
ALTER TABLE order_lines ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_lines ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_lines ADD COLUMN collected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE order_lines ADD COLUMN destination TEXT NOT NULL DEFAULT '';
-- Units in packages that others shipped, as derived from the last import of the purchase.
ALTER TABLE order_lines ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN packages_known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN conditions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE people ADD COLUMN company TEXT;
ALTER TABLE people ADD COLUMN street3 TEXT;
ALTER TABLE people ADD COLUMN packing TEXT;
-- The address for which the package was bought, and a digest of it to notice a change.
ALTER TABLE shipments ADD COLUMN destination TEXT NOT NULL DEFAULT '';
ALTER TABLE shipments ADD COLUMN sent_to BLOB;
-- When a later reading of the platform showed the package of a notification.
ALTER TABLE notices ADD COLUMN confirmed_at INTEGER;

-- The addresses of an order with several.
CREATE TABLE destinations (
    order_id INTEGER NOT NULL REFERENCES orders,
    remote_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    requested_service TEXT NOT NULL,
    name TEXT,
    street1 TEXT,
    street2 TEXT,
    city TEXT,
    state TEXT,
    postcode TEXT,
    country TEXT,
    phone TEXT,
    company TEXT,
    street3 TEXT,
    PRIMARY KEY (order_id, remote_id)
) STRICT, WITHOUT ROWID;

-- Conditions that a person overruled.
CREATE TABLE overruled (
    order_id INTEGER NOT NULL REFERENCES orders,
    condition TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    PRIMARY KEY (order_id, condition)
) STRICT, WITHOUT ROWID;

-- Orders that may be alike are looked up by platform, currency and units, near in time.
CREATE INDEX alike_orders ON orders (platform, currency, quantity, placed_at);

DROP TRIGGER no_unit_twice;
-- At most one live label per unit due: what is cancelled, refunded, collected or shipped by others
-- is not due.
CREATE TRIGGER no_unit_twice BEFORE INSERT ON package_lines
WHEN (SELECT state FROM shipments WHERE id = NEW.shipment_id) <> 'elsewhere'
AND NEW.quantity + (
    SELECT coalesce(sum(p.quantity), 0) FROM package_lines p
    JOIN shipments s ON s.id = p.shipment_id
    WHERE p.line_no = NEW.line_no AND s.state IN ('purchasing', 'unknown', 'labelled')
    AND s.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id)
) > (
    SELECT coalesce(max(
        (l.quantity - l.cancelled - l.refunded - l.elsewhere) * (l.collected = 0)), 0)
    FROM order_lines l
    WHERE l.line_no = NEW.line_no
    AND l.order_id = (SELECT order_id FROM shipments WHERE id = NEW.shipment_id))
BEGIN SELECT RAISE(ABORT, 'guard.unit_twice'); END;
"""


@migrations()
def m023_obligations(db: Database) -> None:
    """Add the columns and tables from which due units are derived, and guard the due units."""
    run(db, _COLUMNS)
