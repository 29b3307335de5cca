"""The fuzzer for as long as one likes: no answer of 500, no hang, no growth.

``FUZZ_MINUTES=60 make slow`` runs it for an hour; without the variable it is half a minute.
"""

from __future__ import annotations

import gc
import os
import resource
import time

import pytest

from mockplace.platforms import amazon, ebay
from mockplace.wire import answer
from mockplace.world.world import MOST_CALLS
from tests.wire.fuzz_surroundings import one_of_each
from tests.wire.test_fuzz_marketplaces import Fuzzer

MINUTES = float(os.environ.get("FUZZ_MINUTES", "0.5"))
#: Seconds that no single answer may take.
_PATIENCE = 5.0
#: MiB by which a process may have grown once its ring of calls is full.
_GROWTH = 64


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_it_goes_on_and_on() -> None:
    """Every seed is a market of its own, so the past of one does not excuse the next."""
    routes = one_of_each((*amazon.ROUTES, *ebay.ROUTES))
    ends, seed, asked, settled = time.monotonic() + MINUTES * 60, 0, 0, 0.0
    while time.monotonic() < ends:
        seed += 1
        fuzzer = Fuzzer(seed)
        for _ in range(20_000):
            began = time.monotonic()
            response = answer(fuzzer.world, fuzzer.request(fuzzer.chance.choice(routes)))
            assert time.monotonic() - began < _PATIENCE
            assert response.status < 500, f"seed {seed}"
            asked += 1
        assert len(fuzzer.world.calls) <= MOST_CALLS
        gc.collect()
        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # the most it ever was
        settled = settled or (now if seed == 2 else 0.0)
        assert not settled or now < settled + _GROWTH, f"{now:.0f} MiB after {asked:,} requests"
    assert asked >= 20_000
