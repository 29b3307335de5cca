"""Show print jobs to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from shiponce.persistence import print_jobs, shipments
from shiponce.persistence.print_jobs import JobRow
from shiponce.views.printing import PrintJobView
from shiponce.views.sentence import Sentence


def listing(
    conn: sqlite3.Connection, *, everything: bool = False, limit: int | None = None
) -> tuple[PrintJobView, ...]:
    """Return the unsettled jobs, the oldest first; with *everything* all, the newest first."""
    rows = print_jobs.listing(conn, everything=everything, limit=limit)
    return tuple(job_view(conn, row) for row in rows)


def jobs(conn: sqlite3.Connection, job_ids: Collection[int]) -> tuple[PrintJobView, ...]:
    """Return these jobs."""
    rows = (print_jobs.one(conn, job_id) for job_id in job_ids)
    return tuple(job_view(conn, row) for row in rows if row is not None)


def job_view(conn: sqlite3.Connection, row: JobRow) -> PrintJobView:
    """Return one job as it is shown."""
    return PrintJobView(
        row.id,
        row.paper,
        row.shipment_id,
        shipments.orders_under(conn, row.shipment_id),
        row.copy,
        row.printer,
        row.kind,
        row.address,
        row.key,
        row.format,
        row.size,
        row.void,
        row.state,
        row.at,
        row.by,
        row.ended_at,
        Sentence(row.code, row.facts) if row.code else None,
        row.settled_by,
        row.saw,
    )
