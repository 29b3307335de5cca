"""One hub of a run: its file, its rules, and when its next work is due."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from shiponce.domain.rule import Rule
from shiponce.domain.settings import Settings
from shiponce.domain.store import Integration, Method
from shiponce.errors import BadInput
from shiponce.hub import Hub
from shiponce.persistence.timestamps import to_ms
from shiponce.scenario.scenario_header import StoreSpec
from shiponce.scenario.simulation import Simulation

#: Maximum rounds of due work at one moment; work that is still due then is done a second later.
MOST_ROUNDS = 100
#: The endings of the names of the files that SQLite keeps beside a database.
_BESIDE = ("", "-wal", "-journal")


class HubDied(BaseException):
    """A hub died while it called a platform; *hub* is the hub that made the call."""

    def __init__(self, hub: RunHub) -> None:
        super().__init__(hub.name)
        self.hub = hub


@dataclass(slots=True)
class RunHub:
    """A hub, and what the run knows of it; ``open`` must be called first."""

    #: How the journal calls it.
    name: str
    simulation: Simulation
    #: The database file; '' for a hub in memory, which can neither die nor be opened again.
    file: Path | None
    #: The rules of the scenario, by their names in the file.
    known_rules: Mapping[str, Rule]
    settings: Settings = field(default_factory=Settings)
    read_only: bool = False
    #: Every order that a platform has shown to this hub in a listing: (store, remote id).
    shown: dict[tuple[str, str], None] = field(default_factory=dict)
    #: A store's name in this hub → the account of the world, where the names differ.
    accounts: dict[str, str] = field(default_factory=dict)
    #: When its next work is due, in ms; None if nothing is due.
    due: int | None = None
    #: Whether it has died and was not started again, and until when it stands still, in ms.
    stopped: bool = False
    down_until: int = 0
    #: Grows each time its orders may have changed.
    changes: int = 0
    hub: Hub = field(init=False)
    _rules: dict[str, int] = field(default_factory=dict)
    _images: int = 0

    def open(self) -> None:
        """Open the hub on its file."""
        connections = self.simulation.connections_of(
            self.name, self.shown, read_only=self.read_only
        )
        self.hub = self.simulation.hub(
            self.file or ":memory:", connections=connections, settings=self.settings
        )

    def open_with(self, settings: Settings, *, read_only: bool) -> None:
        """Close the hub and open it again with other settings, as when its program is restarted."""
        self.hub.close()
        self.settings, self.read_only = settings, read_only
        self.open()
        self.due = self.simulation.world.now

    def die(self) -> None:
        """Keep the file as it is now, and let the hub end without a chance to write any more.

        The files are copied, because unwinding the hub's own functions could still write.
        """
        assert self.file is not None, "only a hub on a file can die"  # noqa: S101
        self._images += 1
        image = self.file.with_name(f"{self.name.replace(' ', '-')}-{self._images}.db")
        for ending in _BESIDE:
            here = Path(f"{self.file}{ending}")
            if here.exists():
                shutil.copyfile(here, f"{image}{ending}")
        self.file = image
        raise HubDied(self)

    def open_again(self, down: int) -> None:
        """Open what the hub that died left; it works again after *down* ms."""
        self.hub.close()
        self.open()
        self.changes += 1
        self.stopped = True
        self.down_until = self.due = self.simulation.world.now + down

    def is_down(self) -> bool:
        """Return True while a hub that died stands still."""
        return self.stopped and self.simulation.world.now < self.down_until

    def tick(self) -> bool:
        """Do one round of due work; return True if more is due at this moment."""
        if self.due is not None and self.due <= self.simulation.world.now:
            self.changes += 1
        report = self.hub.tick()
        self.due = to_ms(report.next_at) if report.next_at else None
        return self.due is not None and self.due <= self.simulation.world.now

    def account_of(self, store: str) -> str:
        """Return the account of the world that a store of this hub is connected to."""
        return self.accounts.get(store, store)

    def connect(self, name: str, spec: StoreSpec) -> None:
        """Connect a store of the world as the scenario describes it."""
        self.simulation.connect(
            self.hub,
            name,
            integration=Integration(spec.integration) if spec.integration else None,
            prime_to_awaiting=spec.prime_to_awaiting,
            buy_shipping=spec.buy_shipping,
            connected_at=spec.connected_at,
        )

    def replace_connection(self, store: str, by: str, integration: Integration) -> None:
        """Replace the connection of a store by a new one to the same account."""
        self.hub.stores.replace(store, by, integration=integration)
        self.accounts[by] = self.account_of(store)

    def choose_method(self, method: str) -> None:
        """Choose method A or B."""
        self.hub.stores.choose_method(Method(method))

    def rule(self, action: str, name: str, *, position: int = 0, anyway: bool = False) -> None:
        """Add, enable, disable, move or remove the rule that the scenario calls *name*."""
        rules = self.hub.rules
        if action == "add":
            self._rules[name] = rules.add(replace(self.known_rules[name]), anyway=anyway).id
        elif name not in self._rules:
            raise BadInput("error.no_rule", rule=name)
        elif action == "remove":
            rules.remove(self._rules.pop(name))
        elif action == "move":
            rules.move(self._rules[name], position)
        else:
            rules.switch(self._rules[name], enabled=action == "enable", anyway=anyway)
