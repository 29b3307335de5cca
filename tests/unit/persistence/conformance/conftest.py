"""The databases that are held to the promises of persistence: one engine today.

A second engine adds a factory to ``ENGINES`` and has to pass every test of this folder. The tests
call functions of persistence only: no statement, no file and no type of an engine is named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest

from shiponce.persistence.database import Database

#: Opens another connection to one and the same database.
OpenDatabase = Callable[[], Database]


def sqlite(folder: Path) -> Database:
    """Open the SQLite database of a folder."""
    return Database(folder / "hub.db", "Ada")


#: Each engine by its name: given a folder of its own, it opens the database of that folder.
ENGINES: dict[str, Callable[[Path], Database]] = {"sqlite": sqlite}


@pytest.fixture(params=ENGINES)
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> OpenDatabase:
    """Open connections to one new database of each engine; a test closes what it opens."""
    return partial(ENGINES[request.param], tmp_path)


@pytest.fixture
def open_database(connect: OpenDatabase) -> Iterator[OpenDatabase]:
    """Open connections to one new database; all are closed at the end, by the test's thread."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(connect()))


@pytest.fixture
def db(open_database: OpenDatabase) -> Database:
    """One connection to a new database."""
    return open_database()
