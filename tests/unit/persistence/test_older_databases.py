"""A database in every state, left by an older program: today's program says the same of it.

``released/0002.sql`` was made by the older program's own hub against its own simulator:
held, excluded, quarantined and disconnected orders, purchases without an answer, notifications in
every state, rules, voided labels, parts, combined orders, a purge. ``released/0002.json`` is what
that program said of it, and ``released/0002.renamed.toml`` names what is said in other words now.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from shiponce.domain.act import ActKind, ActState
from shiponce.domain.shipment import NotificationState, ShipmentState
from tests.doubles.platforms_in_memory import StandingClock, a_hub
from tests.unit.persistence.test_migrations import FOLDER, as_released
from tests.unit.persistence.what_a_hub_says import Record, everything_said

RENAMED = tomllib.loads((FOLDER / "0002.renamed.toml").read_text("utf-8"))
SAID: Record = json.loads((FOLDER / "0002.json").read_text("utf-8"))
NOW = datetime.fromisoformat(SAID["now"])


def in_todays_words(value: Any) -> Any:
    """Return a recorded value with every code, fact name and word that was renamed since."""
    codes = RENAMED["codes"] | RENAMED["words"]
    if isinstance(value, str):
        return codes.get(value, value)
    if isinstance(value, list):
        return [in_todays_words(one) for one in value]
    if isinstance(value, dict):
        names = RENAMED["facts"] | RENAMED["words"]
        return {names.get(name, name): in_todays_words(one) for name, one in value.items()}
    return value


def without_rewritten_text(value: Any) -> Any:
    """Return a record in which a sentence whose text was rewritten is its code and its facts.

    A compared field that is written in full now is its name, its result and its weight.
    """
    if isinstance(value, list):
        is_sentence = len(value) == 3 and isinstance(value[1], dict)
        if is_sentence and value[0] in RENAMED["sentences"]["way_back"]:
            return "way_back"
        instead = RENAMED["sentences"]["instead"]
        if is_sentence and value[0] in {*instead, *instead.values()}:
            return instead.get(value[0], value[0])
        if is_sentence and value[0] in RENAMED["sentences"]["reworded"]:
            return value[:2]
        if len(value) == 5 and value[0] in RENAMED["evidence"]["fuller"]:
            return [value[0], *value[3:]]
        kept = [one for one in value if not _is_new_sentence(one)]
        return [without_rewritten_text(one) for one in kept]
    if isinstance(value, dict):
        return {name: without_rewritten_text(one) for name, one in value.items()}
    return value


def _is_new_sentence(value: Any) -> bool:
    """Return True for a sentence that the older program did not say of any order."""
    is_sentence = isinstance(value, list) and len(value) == 3 and isinstance(value[1], dict)
    return is_sentence and value[0] in RENAMED["sentences"]["added"]


@pytest.fixture(scope="module")
def said_today(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Return what today's program says of the migrated file."""
    file = as_released(FOLDER / "0002.sql", tmp_path_factory.mktemp("older") / "hub.db")
    hub, _ = a_hub(str(file), connect=False, clock=StandingClock(NOW))
    with hub:
        return everything_said(hub)


@pytest.mark.parametrize("subject", [name for name in SAID if name != "now"])
def test_an_older_database_is_said_to_be_the_same(subject: str, said_today: Record) -> None:
    """Counts, and why every order, notification and act is as it is, survive the migrations."""
    before = without_rewritten_text(in_todays_words(SAID[subject]))
    today = without_rewritten_text(said_today[subject])
    if isinstance(before, dict):
        assert before.keys() == today.keys()
        for name in before:
            assert today[name] == before[name], name
    assert today == before


def test_the_older_database_is_in_every_state(tmp_path: Path) -> None:
    """A state that no released file is in would migrate untested."""
    conn = sqlite3.connect(as_released(FOLDER / "0002.sql", tmp_path / "hub.db"))

    def values(table: str, column: str) -> set[str]:
        return {row[0] for row in conn.execute(f"SELECT DISTINCT {column} FROM {table}")}  # noqa: S608 - names of this test

    assert values("notices", "state") == {state.value for state in NotificationState}
    shipped = {in_todays_words(state) for state in values("shipments", "state")}
    assert shipped == {state.value for state in ShipmentState}
    assert values("acts", "state") == {state.value for state in ActState}
    assert values("acts", "kind") == {kind.value for kind in ActKind}
    assert values("order_state", "visibility") == {"visible", "hidden", "held", "excluded"}
    assert values("listed", "kind") == {"rule", "not_importable", "quarantine"}
    filled = (
        "twins twin_refusals suspended_twins payloads package_lines superseded wishes rule_marks"
        " cancellations excluded_orders shop_emails channel_emails emails_switched_off purges"
        " notice_switch settings pacing"
    )
    for table in filled.split():
        assert conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table  # noqa: S608
    conn.close()
