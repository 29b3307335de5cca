"""The same scenario and seed give the same bytes, whatever process plays it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from shiponce.domain.store import MatchingMode
from shiponce.scenario.demo_market import DemoMarket
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.scenario.simulation import SeededIdGenerator

_PLAY = """
import sys
from pathlib import Path
from shiponce.scenario.replay import replay
sys.exit(replay((), journal=Path(sys.argv[1]), write=lambda line: None))
"""


@pytest.mark.proves("X7")
def test_two_processes_write_the_same_journal(tmp_path: Path) -> None:
    """Neither the hash seed of the process nor its start changes a byte."""
    digests = []
    for seed in ("0", "4242"):
        path = tmp_path / f"{seed}.jsonl"
        subprocess.run(  # noqa: S603 - our own interpreter and text
            [sys.executable, "-c", _PLAY, str(path)],
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": "Asia/Tokyo" if seed == "0" else "UTC"},
            timeout=60,
        )
        digests.append(hashlib.sha256(path.read_bytes()).hexdigest())
    assert digests[0] == digests[1]


@pytest.mark.proves("X7", "X8")
def test_a_journal_is_integers_identifiers_and_causes(small: str, tmp_path: Path) -> None:
    """Lines are numbered, a cause comes before its effect, and no buyer is named."""
    path = tmp_path / "s.yaml"
    path.write_text(small + "  - at: +9 min\n    ship: mug\n", "utf-8")
    run = play(load(path), MatchingMode.RECONCILING)
    lines = [orjson.loads(line) for line in run.journal.splitlines()]
    assert [line[0] for line in lines] == list(range(1, len(lines) + 1))
    assert all(isinstance(line[1], int) and line[5] < line[0] for line in lines)
    kinds = [(line[2], line[3], line[4]) for line in lines]
    assert ("amazon", "placed", "mug") in kinds
    assert ("bigcommerce", "copied", "mug.copy") in kinds
    assert ("amazon", "package", "mug") in kinds
    copied = lines[kinds.index(("bigcommerce", "copied", "mug.copy"))]
    assert lines[copied[5] - 1][2:5] == ["amazon", "placed", "mug"]
    text = run.journal.decode()
    from mockplace.kernel.buyers import Buyers

    person = Buyers(run.seed).person("mug", "marketplace.amazon.com")
    assert not [part for part in (person.name, person.street1, person.email) if part in text]


def test_another_seed_is_another_run(small: str, tmp_path: Path) -> None:
    """The seed matters: ids follow from it."""
    path = tmp_path / "s.yaml"
    path.write_text(small, "utf-8")
    scenario = load(path)
    journals = {play(scenario, MatchingMode.DOCUMENTED, seed).journal for seed in (1, 1, 2)}
    assert len(journals) == 2


def test_tokens_are_new_and_follow_from_the_seed() -> None:
    """Two purposes share no stream, and no token comes twice for one purpose."""
    ids, again = SeededIdGenerator(7), SeededIdGenerator(7)
    drawn = [ids.token("shipment") for _ in range(500)]
    again.token("something else")
    assert drawn == [again.token("shipment") for _ in range(500)]
    assert len(set(drawn)) == 500
    assert all(re.fullmatch("[a-z0-9]{8}", token) for token in drawn)


def test_the_demo_lives_the_same_however_time_is_cut(tmp_path: Path) -> None:
    """What is bought depends on virtual time, not on how often a screen looks."""
    from datetime import timedelta

    worlds = []
    for n, cuts in enumerate((1, 37)):
        market = DemoMarket(file=tmp_path / f"{n}.db", purchases=5)
        for _ in range(cuts):
            market.live(timedelta(hours=6) / cuts)
        market.live(timedelta(seconds=1))
        orders = market.simulation.world.orders.values()
        worlds.append([(o.store, o.order_id, o.placed_at) for o in orders])
        market.close()
    assert worlds[0] == worlds[1]
    assert len(worlds[0]) > 5
