"""A few tries of each attack, so that none of them rots between two whole runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.registry import PROMISES

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="a killed hub needs fork, which Windows lacks"
)
#: Two halves, which two workers share; some take too long even for one try.
NUMBERS = [one.number for one in PROMISES if any(attack.short for attack in one.assaults)]


@pytest.mark.proves("X1", "X2", "X4", "X5", "X6", "X7", "X8", "N3", "W7")
@pytest.mark.parametrize("half", [0, 1])
def test_a_few_tries_violate_nothing(half: int) -> None:
    """The short form of ``make torture``, in a process of its own, which forks."""
    numbers = ",".join(str(number) for number in NUMBERS[half::2])
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.torture", "--short", "--workers", "1", "--only", numbers],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_promise_has_a_number_of_its_own() -> None:
    """1 to 26, each with what is tried and what counts as kept."""
    numbers = [promise.number for promise in PROMISES if promise.number]
    assert numbers == list(range(1, 27))
    assert all(one.promise and one.tried and one.target and one.assaults for one in PROMISES)
