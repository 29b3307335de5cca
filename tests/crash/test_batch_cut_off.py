"""A batch may be killed at any point: it is resumed, no label is lost and none is bought twice."""

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
@pytest.mark.timeout(600)
@pytest.mark.proves("K3")
@pytest.mark.parametrize("step", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_a_batch_killed_at_any_point_is_resumed(tmp_path: Path, step: int) -> None:
    """Two labels bought and live, each store told once of each, and the batch ended."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.crash.batch_cut_off", str(tmp_path), str(step)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=590,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(point["died"] for point in points) > 50
    wanted = {"bought": 2, "ended": True, "live": 2, "sold": 2, "told-amz": 2, "told-shop": 2}
    wrong = [point for point in points if {k: point[k] for k in wanted} != wanted]
    assert wrong == []
