"""The register of personal data is the schema's, and a purge leaves nothing of what it lists."""

from __future__ import annotations

import sqlite3

import pytest

from shiponce.hub import Hub
from shiponce.persistence import personal_data
from shiponce.persistence.personal_data import REGISTER
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.platform_ids import AMAZON

CANARY = "canary-of-a-person"


def schema(conn: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """Return every table of the file with its columns."""
    tables = [
        row[0]
        for row in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {
        table: frozenset(row[1] for row in conn.execute(f"PRAGMA table_info({table})"))
        for table in tables
    }


def beyond(these: dict[str, frozenset[str]], those: dict[str, frozenset[str]]) -> list[str]:
    """Return the columns that only the first have."""
    return [
        f"{table}.{column}"
        for table, columns in these.items()
        for column in sorted(columns - those.get(table, frozenset()))
    ]


@pytest.fixture
def hub() -> Hub:
    """Open a hub with one order."""
    hub, world = a_hub()
    world.stores["amz"].orders["111-0000001-0000001"] = an_order(AMAZON)
    hub.imports.run_all()
    return hub


def test_every_column_is_registered_and_every_registered_column_exists(hub: Hub) -> None:
    """A new table or column says in store/personal.py whether it holds personal data, and why."""
    known = {table: one.columns for table, one in REGISTER.items()}
    real = schema(hub._db.conn)
    assert beyond(real, known) == [], "say in store/personal.py whether these are personal data"
    assert beyond(known, real) == [], "no longer in the schema"


def test_no_column_is_both_kept_and_removed() -> None:
    """One answer a column, and a reason for each that stays."""
    for table, one in REGISTER.items():
        kept = [column for line in one.kept.values() for column in line.split()]
        assert len(kept) == len(set(kept)), table
        assert not set(kept) & set(one.removed), table
        assert all(reason.strip() for reason in one.kept), table


def test_a_purge_leaves_nothing_in_any_registered_column(hub: Hub) -> None:
    """Each column is given a canary, whatever writes it today, and none survives."""
    conn = hub._db.conn
    with hub._db.write():
        conn.execute("INSERT OR IGNORE INTO wishes VALUES (1, '', '', '', NULL)")
        conn.execute("INSERT INTO rule_marks VALUES (1, 'add_note', 'x', 1, 'r')")
        conn.execute(
            "INSERT INTO listed (id, store_id, remote_id, kind, code, facts, digest, at)"
            " VALUES (7, 1, 'q1', 'quarantine', 'excluded.quarantine', '{}', x'', 0)"
        )
        conn.execute("INSERT INTO payloads VALUES (7, x'00')")
        conn.execute(
            "INSERT INTO shipments (id, order_id, state, route, carrier, service, service_id,"
            " reference, at) VALUES (1, 1, 'not_bought', 'house', '', '', '', 'R', 0)"
        )
        conn.execute(
            "INSERT INTO acts (kind, state, shipment_id, key, at, deadline)"
            " VALUES ('buy', 'none', 1, 'R', 0, 0)"
        )
        conn.execute(
            "INSERT INTO destinations (order_id, remote_id, place, requested_service)"
            " VALUES (1, '41', 0, '')"
        )
        # The checks of these tables allow no single column to change, so a whole row is given.
        conn.execute(
            "INSERT INTO label_documents (shipment_id, format, content, sha256, size, at)"
            " VALUES (1, 'pdf', ?, ?, ?, 0)",
            (CANARY.encode(), CANARY, len(CANARY)),
        )
        conn.execute(
            "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address, format,"
            " content, size, state, at, saw)"
            " VALUES ('k', 'slip', 1, 1, 'p', 'raw', 'h:1', 'pdf', ?, 1, 'queued', 0, ?)",
            (CANARY.encode(), CANARY),
        )
        conn.execute("INSERT INTO batches (id, service, at, by_) VALUES (1, 'paid', 0, '')")
        conn.execute(
            "INSERT INTO batch_entries (batch_id, place, order_id, reason) VALUES (1, 0, 1, 'x')"
        )
        filled = []
        for table, column, _ in personal_data._removed():
            if table in ("label_documents", "print_jobs"):
                continue
            value = CANARY.encode() if column in ("digest", "body", "sent_to") else CANARY
            done = conn.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608
            filled.append((table, column, done.rowcount))
        assert [one for one in filled if not one[2]] == [], "every column was reached"
        personal_data.remove(conn, [1], [7])
    dump = "\n".join(conn.iterdump())
    assert CANARY not in dump
    assert CANARY.encode().hex() not in dump.lower()
