"""Print jobs; their guards are in the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.document import DocumentFormat
from shiponce.domain.printing import JobState, PrintedPaper, PrinterKind, PrinterSettings
from shiponce.persistence.json_columns import an_id, ids, pack
from shiponce.persistence.typed_rows import TypedRows, column


@dataclass(frozen=True, slots=True)
class JobRow:
    """One print job, without its bytes."""

    id: int
    key: str
    paper: PrintedPaper
    shipment_id: int
    copy: int
    printer: str
    kind: PrinterKind
    address: str
    format: DocumentFormat
    size: int
    void: bool
    state: JobState
    at: datetime
    ended_at: datetime | None
    code: str | None
    facts: Mapping[str, object]
    settled_by: str
    saw: str
    by: str = column("by_")


_ROWS = TypedRows(JobRow)
_SELECT = f"SELECT {_ROWS.columns()} FROM print_jobs"  # noqa: S608 - columns
_UNSETTLED = "state IN ('queued', 'sending', 'unknown')"


def begin(
    conn: sqlite3.Connection,
    paper: PrintedPaper,
    shipment_id: int,
    copy: int,
    printer: PrinterSettings,
    content: bytes,
    kind: DocumentFormat,
    *,
    key: str,
    void: bool,
    at: int,
) -> int:
    """Record a job before anything is sent; IntegrityError while the same copy is under way."""
    done = conn.execute(
        "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address, format,"
        " content, size, void, state, at, by_)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, acting())",
        (
            key,
            paper.value,
            shipment_id,
            copy,
            printer.name,
            printer.kind.value,
            printer.address,
            kind.value,
            content,
            len(content),
            void,
            at,
        ),
    )
    return int(done.lastrowid or 0)


def one(conn: sqlite3.Connection, job_id: int) -> JobRow | None:
    """Return one job."""
    return _ROWS.first(conn.execute(f"{_SELECT} WHERE id = ?", (an_id(job_id),)))


def content(conn: sqlite3.Connection, job_id: int) -> bytes | None:
    """Return the bytes of a queued job; None if they were purged."""
    row = conn.execute("SELECT content FROM print_jobs WHERE id = ?", (job_id,)).fetchone()
    return None if row is None else row[0]


def claim(conn: sqlite3.Connection, job_id: int, deadline: int) -> bool:
    """Record that a queued job is about to be sent; False if another process has it."""
    done = conn.execute(
        "UPDATE print_jobs SET state = 'sending', deadline = ?, content = NULL"
        " WHERE id = ? AND state = 'queued'",
        (deadline, job_id),
    )
    return done.rowcount == 1


def may_leave(conn: sqlite3.Connection, job_id: int, now: int) -> bool:
    """Return whether a claimed job may still be sent: in time, and without an unmarked void."""
    row = conn.execute(
        "SELECT 1 FROM print_jobs j JOIN shipments s ON s.id = j.shipment_id"
        " WHERE j.id = ? AND j.state = 'sending' AND j.deadline > ? AND (j.void"
        " OR s.state = 'labelled' AND NOT EXISTS (SELECT 1 FROM acts a WHERE a.shipment_id = s.id"
        " AND a.kind = 'void' AND a.state IN ('open', 'unknown')))",
        (job_id, now),
    ).fetchone()
    return row is not None


def end(
    conn: sqlite3.Connection,
    job_id: int,
    state: JobState,
    at: int,
    code: str = "",
    facts: Mapping[str, object] | None = None,
) -> bool:
    """Record how a job ended; False if it has ended already."""
    done = conn.execute(
        "UPDATE print_jobs SET state = ?, ended_at = ?, code = ?, facts = ?, content = NULL"
        " WHERE id = ? AND state IN ('queued', 'sending', 'unknown')",
        (state.value, at, code or None, pack(dict(facts or {})), job_id),
    )
    return done.rowcount == 1


def settle(
    conn: sqlite3.Connection, job_id: int, state: JobState, at: int, *, by: str, saw: str
) -> bool:
    """Record a person's statement on an unknown job; False if it is not unknown."""
    done = conn.execute(
        "UPDATE print_jobs SET state = ?, ended_at = ?, settled_by = ?, saw = ?"
        " WHERE id = ? AND state = 'unknown'",
        (state.value, at, by, saw, job_id),
    )
    return done.rowcount == 1


def expire(conn: sqlite3.Connection, now: int) -> int:
    """Mark jobs as unknown whose sender recorded no end in time; return how many."""
    done = conn.execute(
        "UPDATE print_jobs SET state = 'unknown', ended_at = ?, code = 'print.no_word'"
        " WHERE state = 'sending' AND deadline <= ?",
        (now, now),
    )
    return done.rowcount


def expired(conn: sqlite3.Connection, now: int) -> bool:
    """Return whether ``expire`` would mark a job."""
    found = conn.execute(
        "SELECT 1 FROM print_jobs WHERE state = 'sending' AND deadline <= ? LIMIT 1", (now,)
    )
    return found.fetchone() is not None


def queued(conn: sqlite3.Connection) -> list[JobRow]:
    """Return the jobs of which nothing was sent yet, oldest first."""
    return _ROWS.all(conn.execute(f"{_SELECT} WHERE state = 'queued' ORDER BY id"))


def of_labels(conn: sqlite3.Connection, shipment_ids: Collection[int]) -> list[JobRow]:
    """Return every job of these labels that was printed, or may be, the oldest first."""
    return _ROWS.all(
        conn.execute(
            f"{_SELECT} WHERE shipment_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - columns
            " AND state <> 'not_printed' ORDER BY id",
            (ids(sorted(shipment_ids)),),
        )
    )


def files_of(conn: sqlite3.Connection, order_ids: Collection[int]) -> list[tuple[str, str]]:
    """Return (folder, name) of every file that was written for the labels of these orders."""
    rows = conn.execute(
        "SELECT address, key || '.' || format FROM print_jobs WHERE kind = 'folder'"
        " AND state <> 'queued' AND shipment_id IN (SELECT coalesce(combined_with, id)"
        " FROM shipments WHERE order_id IN (SELECT value FROM json_each(?))) ORDER BY id",
        (ids(sorted(order_ids)),),
    )
    return [(row[0], row[1]) for row in rows]


def listing(
    conn: sqlite3.Connection, *, everything: bool = False, limit: int | None = None
) -> list[JobRow]:
    """Return the unsettled jobs, the oldest first; with *everything* all, the newest first."""
    narrow = "ORDER BY id DESC" if everything else f"WHERE {_UNSETTLED} ORDER BY id"
    return _ROWS.all(conn.execute(f"{_SELECT} {narrow} LIMIT ?", (-1 if limit is None else limit,)))


def count(conn: sqlite3.Connection, *, everything: bool = False) -> int:
    """Return how many jobs ``listing`` has without a limit."""
    narrow = "" if everything else f" WHERE {_UNSETTLED}"
    return int(conn.execute(f"SELECT count(*) FROM print_jobs{narrow}").fetchone()[0])  # noqa: S608 - a constant


def count_in(conn: sqlite3.Connection, state: JobState) -> int:
    """Return how many jobs are in a state."""
    found = conn.execute("SELECT count(*) FROM print_jobs WHERE state = ?", (state.value,))
    return int(found.fetchone()[0])
