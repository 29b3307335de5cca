"""The documents of bought labels."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_DOCUMENTS = """
-- The paper of a label, under the shipment that the label was bought for. It is written in the
-- commit that records the label; a row without content says why there is none.
CREATE TABLE label_documents (
    shipment_id INTEGER PRIMARY KEY REFERENCES shipments,
    format TEXT CHECK (format IN ('pdf', 'png', 'zpl')),
    content BLOB,
    sha256 TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    checksum TEXT NOT NULL DEFAULT 'none' CHECK (checksum IN ('agrees', 'differs', 'none')),
    missing TEXT CHECK (missing IN ('not_fetched', 'unreadable', 'only_at_carrier', 'purged')),
    at INTEGER NOT NULL,
    CHECK ((content IS NULL) = (missing IS NOT NULL)),
    CHECK (content IS NULL OR (format IS NOT NULL AND size = length(content)))
) STRICT;
-- Labels that were bought before documents were kept: they can be fetched from their carrier.
INSERT INTO label_documents (shipment_id, missing, at)
    SELECT id, 'not_fetched', settled_at FROM shipments
    WHERE state = 'labelled' AND combined_with IS NULL AND route <> 'manual'
    AND settled_at IS NOT NULL;
"""


@migrations()
def m027_label_documents(db: Database) -> None:
    """Add the table of label documents; labels bought before have theirs still to be fetched."""
    run(db, _DOCUMENTS)
