"""The ledger of acts, and the number of claims of each notification."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_ACTS = """
-- Everything that leaves the house, written down before its call.
CREATE TABLE acts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('buy', 'void', 'confirm', 'correct', 'emails')),
    state TEXT NOT NULL CHECK (state IN ('open', 'unknown', 'done', 'refused', 'none')),
    shipment_id INTEGER REFERENCES shipments,
    notice_id INTEGER REFERENCES notices,
    store_id INTEGER REFERENCES stores,
    -- What the other side knows it by.
    key TEXT NOT NULL,
    -- Of a correction: the tracking number that it puts the key in the place of.
    replaces TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    -- The claim of the notification under which it was begun.
    token INTEGER NOT NULL DEFAULT 0,
    -- No request of it goes from this time on.
    deadline INTEGER NOT NULL,
    sent_by INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    none_at INTEGER,
    -- Why it is unknown, and with what it ended.
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    settled_at INTEGER,
    by_ TEXT NOT NULL DEFAULT '',
    -- Of a person who settled it: the name, and what was seen where.
    settled_by TEXT NOT NULL DEFAULT '',
    saw TEXT NOT NULL DEFAULT ''
) STRICT;
-- One act at a time on a label, and one on a notification.
CREATE UNIQUE INDEX one_act_a_label ON acts (shipment_id, key)
    WHERE shipment_id IS NOT NULL AND notice_id IS NULL AND state IN ('open', 'unknown');
CREATE UNIQUE INDEX one_act_a_notice ON acts (notice_id)
    WHERE notice_id IS NOT NULL AND state IN ('open', 'unknown');
CREATE INDEX acts_unsettled ON acts (look_at) WHERE state IN ('open', 'unknown');
-- Repeated ones, which are looked at once more after they were done.
CREATE INDEX acts_controlled ON acts (look_at) WHERE state = 'done' AND look_at IS NOT NULL;
CREATE INDEX acts_ended ON acts (look_at) WHERE state = 'none' AND look_at IS NOT NULL;
CREATE INDEX acts_of ON acts (shipment_id);
CREATE INDEX acts_of_notice ON acts (notice_id) WHERE notice_id IS NOT NULL;

-- An act that has ended stays as it ended.
CREATE TRIGGER act_stays_settled BEFORE UPDATE OF state ON acts
WHEN OLD.state IN ('done', 'refused', 'none')
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;

CREATE TRIGGER act_is_kept BEFORE DELETE ON acts
BEGIN SELECT RAISE(ABORT, 'guard.act_settled'); END;

-- Counts the claims: a sender that lost its claim writes nothing any more.
ALTER TABLE notices ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
-- Since when the platform says that it does not know the order.
ALTER TABLE notices ADD COLUMN gone_since INTEGER;

-- Purchases and notifications that an earlier version left without an answer.
INSERT INTO acts (kind, state, shipment_id, key, at, deadline, sent_by, look_at, by_)
    SELECT 'buy', 'unknown', id, reference, at, at, at, at, by_ FROM shipments
    WHERE state IN ('purchasing', 'doubtful') AND combined_with IS NULL;
INSERT INTO acts (kind, state, shipment_id, notice_id, store_id, key, at, deadline, sent_by,
    look_at)
    SELECT iif(n.corrects IS NULL, 'confirm', 'correct'), 'unknown', n.shipment_id, n.id,
        n.store_id, coalesce(n.tracking, s.tracking), coalesce(n.attempted_at, n.at),
        coalesce(n.attempted_at, n.at), coalesce(n.attempted_at, n.at),
        coalesce(n.attempted_at, n.at)
    FROM notices n JOIN shipments s ON s.id = n.shipment_id
    WHERE n.attempts > 0 AND n.state IN ('pending', 'sending');
"""


@migrations()
def m015_acts(db: Database) -> None:
    """Add the ledger of acts; purchases and notifications without an answer become unknown acts."""
    run(db, _ACTS)
