"""SQL stands in ``shiponce.persistence`` alone: a second engine replaces one package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import shiponce

PACKAGE = Path(shiponce.__file__).parent
OUTSIDE = [
    file
    for file in sorted(PACKAGE.rglob("*.py"))
    if not file.is_relative_to(PACKAGE / "persistence")
]
#: What only one who runs statements calls.
RUNS = {"execute", "executemany", "executescript", "fetchone", "fetchmany", "fetchall"}
#: What of sqlite3 may be named elsewhere: the type of a connection that is handed on.
TYPES = {"Connection"}


def trespasses(source: str) -> Iterator[str]:
    """Yield every use of SQLite that is more than handing a connection on."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sqlite3":
            yield f"{node.lineno}: from sqlite3 import"
        if not isinstance(node, ast.Attribute):
            continue
        if isinstance(node.value, ast.Name) and node.value.id == "sqlite3":
            if node.attr not in TYPES:
                yield f"{node.lineno}: sqlite3.{node.attr}"
        elif node.attr in RUNS:
            yield f"{node.lineno}: .{node.attr}"


@pytest.mark.parametrize("file", OUTSIDE, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_module_outside_persistence_runs_sql(file: Path) -> None:
    """Services name what they want; how it is asked for stands in persistence."""
    assert list(trespasses(file.read_text("utf-8"))) == []


def test_a_trespass_is_seen() -> None:
    """The check itself sees a statement and a cursor, and lets a connection pass."""
    source = "def f(row: sqlite3.Cursor, conn: sqlite3.Connection):\n    conn.execute('')"
    assert set(trespasses(source)) == {"2: .execute", "1: sqlite3.Cursor"}
