"""Mistakes that once survived the tests: each is caught by the attack that is meant for it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from shiponce.persistence.database import Database
from tests.torture.mutants import MUTANTS

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the attacks need fork")


def caught(name: str) -> None:
    """Only the product with the mistake in it is caught; in a process of its own, which forks."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.torture.mutants", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_mutant_no_lease() -> None:
    """A claim that is free at once is taken by another sender."""
    caught("no lease")


def test_mutant_synchronous_off() -> None:
    """A label is acknowledged that a power cut would take."""
    caught("synchronous OFF")


def test_mutant_watermark_backwards() -> None:
    """An import that ends earlier takes the watermark back."""
    caught("watermark backwards")


def test_mutant_dropped_after_twelve_failures() -> None:
    """A notification is given up though nobody refused it."""
    caught("dropped after twelve")


def test_mutant_no_comparison_of_order_ids() -> None:
    """An answer about another order is taken for "nothing was bought"."""
    caught("ids not compared")


def test_mutant_none_heard_once() -> None:
    """One reading that lags is believed, and a part is recorded twice."""
    caught("none heard once")


def test_mutant_permit_not_asked_in_the_transport() -> None:
    """What was held up before the wire is sent after another hub has sent it."""
    caught("permit not asked")


def test_every_mutant_has_its_test() -> None:
    """None is listed without being tried."""
    tests = [name for name in globals() if name.startswith("test_mutant_")]
    assert len(tests) == len(MUTANTS)


def test_every_connection_waits_for_the_disk(tmp_path: Path) -> None:
    """FULL on the first one and on every other connection to the same file."""
    with closing(Database(tmp_path / "hub.db")) as first, closing(first.sibling()) as other:
        for db in (first, other):
            assert db.conn.execute("PRAGMA synchronous").fetchone()[0] == 2
            assert db.conn.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
