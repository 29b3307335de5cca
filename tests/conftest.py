"""What holds for every test."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from shiponce.persistence import connection
from shiponce.platforms import registry
from tests.plugins.proof_results import LastResults
from tests.plugins.skipped_tests import Skipped

# Tests ask the domain about platforms without opening a hub.
registry.load()

#: Who acts on the command line in every test, whatever this computer's user is called.
os.environ["SHIPONCE_USER"] = "Tess"


def pytest_configure(config: pytest.Config) -> None:
    """Let the results be written down, and the skipped tests be named."""
    config.pluginmanager.register(LastResults())
    config.pluginmanager.register(Skipped())


@pytest.fixture(autouse=True)
def databases_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test leaves open: from Python 3.13 on, garbage collection warns of it."""
    opened: list[connection.Connection] = []
    connect = connection.connect

    def noted(file: Path | str, how: str = "", first: str = "") -> connection.Connection:
        opened.append(connect(file, how, first))
        return opened[-1]

    monkeypatch.setattr(connection, "connect", noted)
    yield
    for one in opened:
        with suppress(sqlite3.ProgrammingError):  # it belongs to another thread, which closes it
            one.close()
