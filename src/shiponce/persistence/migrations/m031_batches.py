"""Batches of orders to ship, and presets."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_BATCHES = """
CREATE TABLE presets (
    name TEXT PRIMARY KEY,
    -- The code of an option, or 'cheapest' or 'paid'.
    service TEXT NOT NULL,
    length INTEGER CHECK (length > 0),
    width INTEGER CHECK (width > 0),
    height INTEGER CHECK (height > 0),
    weight_rule TEXT CHECK (weight_rule IN ('goods', 'added', 'fixed')),
    grams INTEGER NOT NULL DEFAULT 0 CHECK (grams >= 0),
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    CHECK ((length IS NULL) = (width IS NULL) AND (width IS NULL) = (height IS NULL)
        AND (height IS NULL) = (weight_rule IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    preset TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL,
    confirmed_at INTEGER,
    confirmed_by TEXT NOT NULL DEFAULT '',
    cancelled_at INTEGER,
    cancelled_by TEXT NOT NULL DEFAULT '',
    ended_at INTEGER
) STRICT;

-- One package of a batch. What became of it stands with its shipment; only a refusal stands here.
CREATE TABLE batch_entries (
    id INTEGER PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES batches,
    place INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders,
    -- Other orders of the batch that are the same purchase, as a list of names.
    same_purchase TEXT NOT NULL DEFAULT '[]',
    destination TEXT NOT NULL DEFAULT '',
    -- [line_no, units] of each line.
    units TEXT NOT NULL DEFAULT '[]',
    option TEXT NOT NULL DEFAULT '',
    carrier TEXT NOT NULL DEFAULT '',
    service TEXT NOT NULL DEFAULT '',
    price INTEGER,
    currency TEXT,
    arrives_by INTEGER,
    notifies TEXT NOT NULL DEFAULT '[]',
    -- The package of the preset; NULL: the usual one.
    package TEXT,
    -- A digest of the address.
    sent_to BLOB,
    reason TEXT,
    way_out TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    shipment_id INTEGER REFERENCES shipments,
    UNIQUE (batch_id, place),
    CHECK (reason IS NOT NULL OR price IS NOT NULL)
) STRICT;
CREATE INDEX batch_entries_of_orders ON batch_entries (order_id);
CREATE INDEX batch_entries_of_shipments ON batch_entries (shipment_id);

CREATE TRIGGER batch_buys_when_confirmed BEFORE UPDATE OF shipment_id ON batch_entries
WHEN NEW.shipment_id IS NOT NULL AND EXISTS (SELECT 1 FROM batches b WHERE b.id = NEW.batch_id
    AND (b.confirmed_at IS NULL OR b.cancelled_at IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'guard.batch_not_confirmed'); END;

CREATE TRIGGER batch_buys_once BEFORE UPDATE OF shipment_id ON batch_entries
WHEN NEW.shipment_id IS NOT OLD.shipment_id AND (OLD.reason IS NOT NULL
    OR EXISTS (SELECT 1 FROM shipments s WHERE s.id = OLD.shipment_id AND s.state <> 'not_bought'))
BEGIN SELECT RAISE(ABORT, 'guard.batch_entry_begun'); END;
"""


@migrations()
def m031_batches(db: Database) -> None:
    """Add the tables of presets, batches and their entries."""
    run(db, _BATCHES)
