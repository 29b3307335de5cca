"""Clients in other languages: a market with its control plane, and a script that tells what it saw.

A script is a process of its own. It is given the simulator's address, the proxy and the
authority's certificate, plays its scenario once, and writes a line of JSON for each thing that it
saw; the tests of a module read those.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds
from mockplace.kernel.world import World
from mockplace.seeding import default_market
from mockplace.serving.clock import MANUAL
from mockplace.serving.server import Site
from tests.wire.clients.conftest import MINUTE, START, Places

_NODE = Path(__file__).parent / "node"
#: Seconds within which a scenario is over.
_PATIENCE = 60
Told = dict[str, Any]


def node(script: str, library: str) -> list[str]:
    """The command of a scenario for Node; without Node or the library there is no such test."""
    return [program("node"), str(_installed(library) / script)]


def program(name: str) -> str:
    """Where a program is, on the machines that have it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def _installed(library: str) -> Path:
    if not (_NODE / "node_modules" / library).is_dir():
        pytest.skip(f"npm's {library} is not installed: npm ci in {_NODE.name}, as make test does")
    return _NODE


def opened_market(*stores: str) -> World:
    """Five orders of each store, a minute apart; nothing is copied anywhere."""
    world = default_market.open_market(seed=7, start=START, connector="none")
    for number in range(5):
        for store in stores:
            world.buy(f"{store}-{number}", store, [("MUG-SLATE-12", 2, None)])
        world.advance_to(world.now + MINUTE)
    world.advance_to(world.now + 5 * MINUTE)
    return world


def ids(world: World, store: str) -> list[str]:
    """The ids of a store's orders, oldest first."""
    return [order.order_id for order in world.orders_of(store)]


def played(command: list[str], places: Places, world: World, **given: str) -> Told:
    """What a script saw, by the name of each thing; it must come to its end.

    ``given`` is told to the script by its environment.
    """
    worlds = Worlds(world, MANUAL)
    places.stage.put_on(Site(WorldRouter(worlds).answer, lambda: tuple(worlds.served.values())))
    done = subprocess.run(  # noqa: S603 - a scenario of ours
        command, env=_environment(places) | given, capture_output=True, text=True,
        timeout=_PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert told[-1]["name"] == "end", done.stdout
    return {one["name"]: one["seen"] for one in told}


def _environment(places: Places) -> dict[str, str]:
    """Nothing but where the simulator is, under each name by which a library asks for it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(Path(os.devnull)),
        "BASE": places.stage.base,
        "PROXY": places.proxy,
        "HTTPS_PROXY": places.proxy,
        "NODE_EXTRA_CA_CERTS": str(places.authority),
        "CA_FILE": str(places.authority),
    }
