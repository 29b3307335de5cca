"""A file that fails after a call has gone out: no sentence denies what the call has done."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from shiponce.domain.shipment import Route
from shiponce.errors import StoreFileError
from shiponce.persistence import connection
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import FakeCarrier, a_hub, an_order

#: Whatever a file may turn out to be while it is in use: SQLite, the system and the hub say so.
IN_USE = [
    "busy", "damaged", "denied", "full", "gone", "io", "log_lost", "newer", "no_folder",
    "read_only", "replaced", "unusable",
]  # fmt: skip
DENIES = re.compile(
    r"nothing was (?!written (there|to it))|was not touched|rien n’a été (?!écrit)|"
    r"rien n’y a été (?!écrit)|n’a pas été touché",
    re.IGNORECASE,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IN_USE)
def test_no_fault_of_the_file_denies_the_label_that_was_bought(name: str, language: str) -> None:
    """The two sentences stand side by side: the first speaks of the record only."""
    facts = {"file": "hub.db", "folder": "/", "fault": "?", "log": "hub.db-wal"}
    fault = StoreFileError(f"error.file_{name}", **facts, carrier="UPS", tracking="1Z9")
    fault.way_out = "error.label_not_recorded"
    told = fault.sentence_in(language)
    assert "1Z9" in told
    assert not DENIES.search(told), told


def test_a_lock_over_the_recording_of_a_label_denies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program locks the file while the carrier sells: the label is named, once."""
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    file = tmp_path / "hub.db"
    hub, world = a_hub(str(file))
    world.stores["amz"].orders = {"111-1": an_order(remote_id="111-1")}
    hub.imports.run("amz")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        sell = FakeCarrier.buy

        def locked(carrier: FakeCarrier, *args: object) -> object:
            other.execute("BEGIN IMMEDIATE")
            return sell(carrier, *args)  # type: ignore[arg-type]  # passed on as they come

        monkeypatch.setattr(FakeCarrier, "buy", locked)
        with pytest.raises(StoreFileError) as refused:
            hub.shipping.ship(hub.orders.find("111-1"), "house:ground")
    said = refused.value
    assert said.code == "error.file_busy"
    assert len(world.carriers[Route.HOUSE].sold) == 1
    for language in LANGUAGES:
        assert "TRACK1" in said.sentence_in(language)
        assert not DENIES.search(said.sentence_in(language))
    hub.close()
