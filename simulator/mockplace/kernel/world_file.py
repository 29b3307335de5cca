"""A world in a file: what ``mockplace save`` writes and ``mockplace verdict`` reads.

The file is a pickle behind a first line that names its format. A pickle can call any function that
it names, so only the plain record types of the simulator and of registered platforms are read.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.world import World
from mockplace.kernel.world_bytes import saved

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST = b"mockplace world 1\n"
_MOST_BYTES = 1_000_000_000
#: Containers without side effects, in which a world keeps its records.
_CONTAINERS = {
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "bytearray"),
    ("collections", "deque"), ("collections", "defaultdict"), ("collections", "OrderedDict"),
    ("collections", "Counter"),
}  # fmt: skip
#: Functions and classes of the simulator that a world refers to and that are no records.
_OURS = {
    ("mockplace.serving.dispatch", "_carry_out"), ("functools", "partial"),
}  # fmt: skip
#: (module, class) in files of earlier versions → the same class today.
_MOVED = {
    ("mockplace.kernel.rate_limits", "RateLimits"): ("mockplace.kernel.call_quotas", "CallCounts"),
    ("mockplace.kernel.rate_limits", "Bucket"): ("mockplace.kernel.call_quotas", "Bucket"),
    ("mockplace.kernel.rate_limits", "Window"): ("mockplace.kernel.call_quotas", "Window"),
}


class NotAWorld(ValueError):
    """A file is no saved world; the text says why."""


def content(world: World) -> bytes:
    """Return the bytes of a world's file."""
    return _FIRST + saved(world)


def write(world: World, file: Path) -> None:
    """Write a world into a file, which is replaced if it exists."""
    file.write_bytes(content(world))


def read(file: Path) -> World:
    """Return the world of a file; raise ``NotAWorld`` if it has none, OSError if it is not read."""
    with file.open("rb") as opened:
        first = opened.read(len(_FIRST))
        if first != _FIRST:
            raise NotAWorld(f"{file} is no world that mockplace has saved")
        body = opened.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise NotAWorld(f"{file} is larger than {_MOST_BYTES:,} bytes")
    PLATFORMS.all()  # the records of platforms are known only then
    try:
        world = _Reader(io.BytesIO(body)).load()
    except NotAWorld:
        raise
    except Exception as problem:  # a damaged pickle raises whatever it likes
        raise NotAWorld(f"{file} is damaged, or of another version of mockplace") from problem
    if not isinstance(world, World):
        raise NotAWorld(f"{file} holds no world")
    return world


class _Reader(pickle.Unpickler):
    """Reads records only: a name of anything else is refused before anything is called."""

    def find_class(self, module: str, name: str) -> object:
        """Return the record type of a name; raise ``NotAWorld`` for anything else."""
        module, name = _MOVED.get((module, name), (module, name))
        if (module, name) in _CONTAINERS | _OURS:
            return super().find_class(module, name)
        found: Callable[..., object] | None = None
        if module.partition(".")[0] in _packages() and module in sys.modules:
            found = vars(sys.modules[module]).get(name)
        if not _is_record(found, module):
            raise NotAWorld(f"the file names {module}.{name}, which is no record of a world")
        return found


def _is_record(found: object, module: str) -> bool:
    if not isinstance(found, type) or found.__module__ != module:
        return False
    return (
        dataclasses.is_dataclass(found)
        or issubclass(found, Enum)
        or (issubclass(found, tuple) and hasattr(found, "_fields"))
        or module.startswith("mockplace.kernel.")
    )


def _packages() -> set[str]:
    """Return the top packages of the simulator and of the registered platforms."""
    rules = PLATFORMS.all()
    return {"mockplace", *(one.label_records.__module__.partition(".")[0] for one in rules)}
