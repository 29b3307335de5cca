"""The hub may die anywhere between the request and the paper, and nothing is printed twice."""

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
@pytest.mark.proves("L2", "L4")
def test_a_hub_killed_at_any_point_prints_once_and_buys_nothing(tmp_path: Path) -> None:
    """One paper, or none and an unknown job that a person settles; never two, and never half."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.crash.print_cut_off", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    points = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(point["died"] for point in points) > 15
    twice = [one for one in points if one["papers"] > 1 or not one["whole"] or one["bought"] != 1]
    assert twice == []
    lost = [one for one in points if not one["papers"] and not one["unknown"]]
    assert lost == [], "a label that did not come out is said"
    unsaid = [one for one in points if one["came_out"] and not one["refused"]]
    assert unsaid == [], "what came out is printed again only when a person asks for it again"
    assert {state for one in points for state in one["before"]} == {"queued", "unknown"}
