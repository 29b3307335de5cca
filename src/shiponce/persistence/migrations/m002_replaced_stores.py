"""A store may be replaced by another connection to the same account."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_REPLACED = """
CREATE TABLE stores_anew (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    platform TEXT NOT NULL CHECK (platform IN ('bigcommerce', 'amazon', 'ebay')),
    account TEXT NOT NULL,
    integration TEXT CHECK (integration IN ('legacy', 'new')),
    market TEXT NOT NULL,
    prime_to_awaiting INTEGER NOT NULL,
    buy_shipping INTEGER NOT NULL,
    connected_at INTEGER NOT NULL,
    -- Another connection to the account took over: nothing is imported through this one any more.
    replaced_at INTEGER
) STRICT;
INSERT INTO stores_anew SELECT id, name, platform, account, integration, market,
    prime_to_awaiting, buy_shipping, connected_at, NULL FROM stores;
DROP TABLE stores;
ALTER TABLE stores_anew RENAME TO stores;
CREATE UNIQUE INDEX one_connection_an_account ON stores (platform, account)
    WHERE replaced_at IS NULL;
"""


@migrations()
def m002_replaced_stores(db: Database) -> None:
    """Allow one live connection per account, and any number of replaced ones."""
    run(db, _REPLACED)
