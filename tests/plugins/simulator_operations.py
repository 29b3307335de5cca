"""Writes down which operations of the simulator each test module has called, for docs/fidelity.md.

A pytest plugin: ``pytest -p tests.plugins.simulator_operations --judges FILE tests/wire``. A call
counts when it was answered by its operation: a planned fault says nothing about fidelity.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from mockplace.kernel.records import Call
from mockplace.kernel.world import World


class Judges:
    """Listens to every world while a test runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._module = ""
        self._heard: dict[str, set[str]] = defaultdict(set)
        self._record = World.record

    def listen(self) -> None:
        """From now on every recorded call is heard."""
        judges = self

        def record(world: World, call: Call) -> None:
            judges._record(world, call)
            if call.operation and not call.fault and 0 < call.status < 500:
                judges._heard[judges._module].add(f"{call.platform} {call.operation}")

        World.record = record  # type: ignore[assignment, method-assign]  # to listen, for the whole run

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """The module whose calls come next."""
        self._module = item.nodeid.partition("::")[0]

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        """What was heard, by module."""
        heard = {module: sorted(calls) for module, calls in sorted(self._heard.items())}
        self._file.write_text(json.dumps(heard), encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write."""
    parser.addoption("--judges", type=Path, help="write the operations that each module called")


def pytest_configure(config: pytest.Config) -> None:
    """Listens, if it is asked to."""
    file = config.getoption("--judges")
    if file is not None:
        judges = Judges(file)
        judges.listen()
        config.pluginmanager.register(judges)
