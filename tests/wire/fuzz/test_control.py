"""The control plane under thousands of half-good requests, in worlds that lie side by side."""

from __future__ import annotations

from collections import Counter

import pytest

from mockplace.control.worlds import MOST_SNAPSHOTS, MOST_WORLDS, saved
from tests.wire.fuzz.control import ControlFuzzer, check_control, operations

REQUESTS = 4_000


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_the_control_plane(seed: int) -> None:
    """2xx or 4xx, always in its envelope; each operation is done, and refused, at least once.

    One that is about a thing by its name is gone into, and perhaps refused by that thing.
    """
    fuzzer, met = ControlFuzzer(seed), Counter[tuple[str, str, str]]()
    for _ in range(REQUESTS):
        operation = fuzzer.chance.choice(operations())
        request = fuzzer.request(operation)
        response = fuzzer.answer(request)
        check_control(request, response)
        if request.method == operation.method:
            about = "{" in operation.path
            done = response.status < 300 or (about and response.status not in (403, 404, 405))
            met[operation.method, operation.path, "done"] += done
            met[operation.method, operation.path, "refused"] += response.status >= 400
    for operation in operations():
        assert met[operation.method, operation.path, "done"], operation.path
        assert met[operation.method, operation.path, "refused"], operation.path
    assert saved(fuzzer.quiet.world) == fuzzer.untouched, "a world that nobody named has changed"
    assert len(fuzzer.worlds.served) <= MOST_WORLDS
    assert all(len(one.snapshots) <= MOST_SNAPSHOTS for one in fuzzer.worlds.served.values())
