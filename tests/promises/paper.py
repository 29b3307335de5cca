"""The commands about labels on paper, typed on a merchant's day over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.carrier.rules import labels_and_pickups
from shiponce.cli.run_command import run
from shiponce.config.load import Config, load
from shiponce.hub import Hub
from tests.promises.merchant import Trade

Output = pytest.CaptureFixture[str]


@dataclass
class Desk:
    """A trade, and a person who types commands."""

    trade: Trade
    folder: Path
    capsys: Output
    #: The configuration file; without a text there is none.
    config: Path = field(init=False)
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        """Name the database and the configuration as a shell does."""
        self.config = self.folder / "shiponce.toml"
        self.monkeypatch.setenv("SHIPONCE_DB", str(self.trade.file))

    def configure(self, text: str) -> None:
        """Write the configuration."""
        self.config.write_text(text, encoding="utf-8")
        self.monkeypatch.setenv("SHIPONCE_CONFIG", str(self.config))

    def opening(self, file: Path, platforms_url: str | None, actor: str) -> Hub:
        """Open the hub as the program does, on the simulated platforms."""
        del platforms_url
        simulation = self.trade.simulation
        configured = load(self.config) if self.config.exists() else Config()
        return Hub.open(
            file,
            simulation.connections,
            clock=simulation.clock,
            ids=simulation.ids,
            settings=configured.settings,
            printers=configured.printers,
            actor=actor,
        )

    def type(self, *args: str) -> tuple[int, str]:
        """Type one command; return its exit code and all that it prints."""
        self.capsys.readouterr()
        code = run(args, self.opening)
        out, err = self.capsys.readouterr()
        return code, out + err

    def ask(self, *args: str) -> tuple[int, Any]:
        """Type one command with ``--json``; return its exit code and its answer."""
        self.capsys.readouterr()
        code = run((*args, "--json"), self.opening)
        out, err = self.capsys.readouterr()
        assert out, err
        return code, orjson.loads(out)

    def shipped(self, route: str = "house", store: str = "amz") -> tuple[PlatformOrder, int]:
        """Ship a mug; return its order and the shipment."""
        order = self.trade.buy(store)
        self.trade.take_in()
        options = self.trade.hub.shipping.options(self.trade.id(order))
        code = next(one.code for one in options if one.available and one.code.startswith(route))
        return order, self.trade.hub.shipping.ship(self.trade.id(order), code).id

    def bought(self) -> int:
        """How many labels all carriers have sold, by the world's own books."""
        state = self.trade.world.state
        return len(state.labels) + len(labels_and_pickups.labels(state).by_id)


@pytest.fixture
def desk(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A day with a database in a file."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SHIPONCE_CONFIG", "SHIPONCE_PLATFORMS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHIPONCE_USER", "Tess")
    trade = Trade(file=tmp_path / "hub.db")
    yield Desk(trade, tmp_path, capsys, monkeypatch)
    trade.hub.close()
