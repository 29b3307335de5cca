"""Print jobs."""

from __future__ import annotations

from sqlite_utils.db import Database

from shiponce.persistence.migrations.migration_scripts import migrations, run

_JOBS = """
-- One print of a label or of its packing slip. It is recorded before its bytes leave.
CREATE TABLE print_jobs (
    id INTEGER PRIMARY KEY,
    -- The name of the job outside: the title in a queue, the name of a file in a folder.
    key TEXT NOT NULL UNIQUE,
    paper TEXT NOT NULL CHECK (paper IN ('label', 'slip')),
    -- The shipment that the label was bought for.
    shipment_id INTEGER NOT NULL REFERENCES shipments,
    -- 1, 2, … of several copies that were asked for together.
    copy INTEGER NOT NULL,
    printer TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('system', 'raw', 'folder')),
    address TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('pdf', 'png', 'zpl')),
    -- The bytes; they go when the job is no longer queued, because nothing is sent twice.
    content BLOB,
    size INTEGER NOT NULL,
    -- Whether VOID stands across it.
    void INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'taken', 'unknown', 'not_printed')),
    at INTEGER NOT NULL,
    by_ TEXT NOT NULL DEFAULT '',
    -- No byte leaves from this time on.
    deadline INTEGER,
    ended_at INTEGER,
    -- Why it is unknown or was not printed.
    code TEXT,
    facts TEXT NOT NULL DEFAULT '{}',
    -- Of a person who settled it: the name, and what was seen where.
    settled_by TEXT NOT NULL DEFAULT '',
    saw TEXT NOT NULL DEFAULT ''
) STRICT;
-- The same copy is not under way twice.
CREATE UNIQUE INDEX one_print_at_a_time ON print_jobs (shipment_id, paper, copy)
    WHERE state IN ('queued', 'sending');
CREATE INDEX print_jobs_of ON print_jobs (shipment_id);
CREATE INDEX print_jobs_open ON print_jobs (state) WHERE state IN ('queued', 'sending', 'unknown');

CREATE TRIGGER print_stays_ended BEFORE UPDATE OF state ON print_jobs
WHEN OLD.state IN ('taken', 'not_printed')
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;

-- What may have left is never sent again.
CREATE TRIGGER print_leaves_once BEFORE UPDATE OF state ON print_jobs
WHEN OLD.state IN ('sending', 'unknown') AND NEW.state IN ('queued', 'sending')
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;

CREATE TRIGGER print_is_kept BEFORE DELETE ON print_jobs
BEGIN SELECT RAISE(ABORT, 'guard.print_ended'); END;
"""


@migrations()
def m030_print_jobs(db: Database) -> None:
    """Add the table of print jobs."""
    run(db, _JOBS)
