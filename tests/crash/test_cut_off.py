"""The hub may die anywhere between the click and the last notice, and nothing happens twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a killed child needs fork, which Windows lacks"
)
@pytest.mark.proves("N3", "X1", "X4", "X5")
def test_a_hub_killed_at_any_point_ships_and_tells_once(tmp_path: Path) -> None:
    """One label bought and live, one notice accepted by each store, none left open."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.crash.cut_off", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(points) > 50
    assert sum(point["died"] for point in points) > 50
    wanted = {"live": 1, "open": 0, "sold": 1, "told-amz": 1, "told-shop": 1}
    wrong = [point for point in points if {k: point[k] for k in wanted} != wanted]
    assert wrong == []
