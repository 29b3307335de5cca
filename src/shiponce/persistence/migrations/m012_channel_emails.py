"""Shops' e-mail settings as last read, and the channels whose e-mails the hub switched off."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_EMAILS = """
CREATE TABLE shop_emails (
    store_id INTEGER PRIMARY KEY REFERENCES stores (id),
    -- The last reading that went well; NULL: none has.
    read_at INTEGER,
    tried_at INTEGER NOT NULL,
    -- Packed (code, facts) of why the last reading did not go well; NULL: it did.
    trouble TEXT
) STRICT;

CREATE TABLE channel_emails (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The marketplace that sells there; NULL for a storefront.
    marketplace TEXT,
    -- What is set for the channel alone; NULL: it inherits.
    own INTEGER,
    on_ INTEGER NOT NULL,
    PRIMARY KEY (store_id, channel)
) STRICT;

CREATE TABLE emails_switched_off (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    channel TEXT NOT NULL,
    -- What the channel said of its own before, NULL: nothing. Switching on brings it back.
    was INTEGER,
    PRIMARY KEY (store_id, channel)
) STRICT;
"""


@migrations()
def m012_emails(db: Database) -> None:
    """Add the tables of shops' e-mail settings."""
    run(db, _EMAILS)
