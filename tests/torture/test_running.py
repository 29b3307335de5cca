"""A whole run of the attacks outlives a process that the computer ends."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.torture import running
from tests.torture.outcome import Outcome
from tests.torture.running import Job

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="a process is ended by SIGKILL, which Windows lacks"
)
BEGUN = "TORTURE_TEST_BEGUN"


def ended(job: Job) -> Outcome:
    """In place of an attack: promise 3 ends its process."""
    tries = Path(os.environ[BEGUN]) / f"{job.promise}-{job.first}"
    with tries.open("a", encoding="utf-8") as file:
        file.write(".")
    if job.promise == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    outcome = Outcome()
    outcome.tried += job.count
    return outcome


def test_a_share_whose_process_is_ended_is_tried_again_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each share has one outcome; a share that ends its process each time is a violation."""
    monkeypatch.setenv(BEGUN, str(tmp_path))
    monkeypatch.setattr(running, "attack", ended)
    jobs = [Job(promise, 0, first, 5, 1) for first in range(2) for promise in (1, 3)]
    found = list(running._outcomes(jobs, workers=2))
    assert {job for job, _ in found} == set(jobs)
    assert len(found) == len(jobs)
    for job, outcome in found:
        assert (outcome.tried, bool(outcome.violations)) == (
            (0, True) if job.promise == 3 else (5, False)
        )
        assert (tmp_path / f"{job.promise}-{job.first}").stat().st_size <= 2
