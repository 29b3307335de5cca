"""The fuzzers for as long as one likes: no answer of 500, no hang, no growth.

``FUZZ_MINUTES=60 make slow`` runs them for an hour; without the variable it is half a minute.
"""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

import pytest

from mockplace.control.worlds import saved
from mockplace.kernel.world import MOST_CALLS
from mockplace.serving.dispatch import answer
from tests.wire.fuzz.control import ControlFuzzer, check_control, operations
from tests.wire.fuzz.table import TableFuzzer, check, routes

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0.5"))
#: Seconds that no single answer may take.
_PATIENCE = 5.0
#: MiB by which a process may have grown since its second market.
_GROWTH = 64
_PLATFORMS, _CONTROL = 20_000, 2_000


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_it_goes_on_and_on() -> None:
    """Every seed is a market of its own, so the past of one does not excuse the next."""
    ends, seed, asked, settled, slowest = time.monotonic() + MINUTES * 60, 0, 0, 0.0, 0.0
    while time.monotonic() < ends:
        seed += 1
        slowest = max(slowest, _platforms(seed), _control(seed))
        assert slowest < _PATIENCE, f"seed {seed}: {slowest:.1f} s for one answer"
        asked += _PLATFORMS + _CONTROL
        gc.collect()
        settled = _resident() if seed == 2 else settled
        grown = _resident() - settled if settled else 0.0
        assert grown < _GROWTH, f"{grown:.0f} MiB more after {asked:,} requests"
    print(f"{seed} markets, {asked:,} requests, slowest answer {slowest * 1000:.0f} ms")
    assert asked >= _PLATFORMS


def _platforms(seed: int) -> float:
    """One market of the platforms; the seconds of its slowest answer."""
    fuzzer, slowest = TableFuzzer(seed), 0.0
    for _ in range(_PLATFORMS):
        route = fuzzer.chance.choice(routes())
        request = fuzzer.request(route)
        began = time.monotonic()
        response = answer(fuzzer.world, request)
        slowest = max(slowest, time.monotonic() - began)
        check(route, request, response)
        fuzzer.learn(route, request, response)
    assert len(fuzzer.world.calls) <= MOST_CALLS
    return slowest


def _control(seed: int) -> float:
    """One set of worlds under the control plane; the seconds of its slowest answer."""
    fuzzer, slowest = ControlFuzzer(seed), 0.0
    for _ in range(_CONTROL):
        request = fuzzer.request(fuzzer.chance.choice(operations()))
        began = time.monotonic()
        response = fuzzer.answer(request)
        slowest = max(slowest, time.monotonic() - began)
        check_control(request, response)
    assert saved(fuzzer.quiet.world) == fuzzer.untouched, f"seed {seed}: a world leaks"
    return slowest


def _resident() -> float:
    """MiB that the process holds, or the most that it ever held where nobody says."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        import resource  # not everywhere either, but then so

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
