"""The registered platforms.

A platform is registered if it is a subpackage of ``mockplace.platforms``, if an installed package
names it in the entry-point group ``mockplace.platforms``, or by a call of ``register``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.platform_definition import InvalidPlatform, Platform

if TYPE_CHECKING:
    from mockplace.http_types import Route

#: The entry-point group of installed packages; each entry names a ``Platform``.
ENTRY_POINTS = "mockplace.platforms"
_OWN = "mockplace.platforms"
#: The subpackage of ``mockplace.platforms`` that is not a platform.
_SHARED = "shared"
_PARAMETER = re.compile(r"\{[^}]*\}")


class UnknownPlatform(LookupError):
    """No platform with this name is registered; the message lists the registered platforms."""


class _Registry:
    """The platforms by name, loaded on first use."""

    def __init__(self) -> None:
        self.by_name: dict[str, Platform] = {}
        self.ordered: tuple[Platform, ...] = ()
        self.loaded = False
        self._lock = threading.RLock()

    def load(self) -> None:
        """Register our own platforms and those of installed packages, once."""
        with self._lock:
            if self.loaded:
                return
            package = importlib.import_module(_OWN)
            for module in pkgutil.iter_modules(package.__path__):
                if module.ispkg and module.name != _SHARED:
                    self.add(importlib.import_module(f"{_OWN}.{module.name}.platform").PLATFORM)
            for entry in entry_points(group=ENTRY_POINTS):
                self.add(loaded(entry))
            self.loaded = True

    def add(self, platform: Platform) -> None:
        """Add a platform; raise ``InvalidPlatform`` if its name or one of its routes is taken."""
        if self.by_name.get(platform.name) is platform:
            return
        if platform.name in self.by_name:
            raise InvalidPlatform(f"a platform {platform.name!r} is registered already")
        _check_addresses((*self.ordered, platform))
        PLATFORMS.register(platform.rules)
        self.by_name[platform.name] = platform
        self._sort()

    def remove(self, name: str) -> None:
        """Remove a platform."""
        del self.by_name[name]
        PLATFORMS.withdraw(name)
        self._sort()

    def _sort(self) -> None:
        self.ordered = tuple(self.by_name[one.name] for one in PLATFORMS.registered())


_registry = _Registry()


def load() -> None:
    """Register our own platforms and those of installed packages, once."""
    _registry.load()


def register(platform: Platform) -> None:
    """Add a platform to the simulator.

    Raise ``InvalidPlatform`` if another platform has the same name or one of the same routes.
    """
    _registry.load()
    _registry.add(platform)


def unregister(name: str) -> None:
    """Remove a platform from the simulator."""
    _registry.load()
    _registry.remove(name)


@contextmanager
def registered(platform: Platform) -> Iterator[Platform]:
    """Register a platform while a ``with`` block runs."""
    register(platform)
    try:
        yield platform
    finally:
        unregister(platform.name)


def platforms() -> tuple[Platform, ...]:
    """Return every platform: shops, then marketplaces, then carriers; each group by name."""
    if not _registry.loaded:
        _registry.load()
    return _registry.ordered


def platform(name: str) -> Platform:
    """Return the platform called *name*; raise ``UnknownPlatform`` if there is none."""
    if not _registry.loaded:
        _registry.load()
    try:
        return _registry.by_name[name]
    except KeyError:
        known = ", ".join(_registry.by_name)
        raise UnknownPlatform(f"no platform {name!r}; there are: {known}") from None


def hosts() -> tuple[str, ...]:
    """Return the real host names of every platform."""
    return tuple(host for one in platforms() for host in one.hosts)


def routes() -> tuple[Route, ...]:
    """Return the routes of every platform."""
    return tuple(route for one in platforms() for route in one.routes)


def store_platforms() -> tuple[str, ...]:
    """Return the names of the platforms on which a merchant has an account."""
    return tuple(one.name for one in platforms() if one.accounts is not None)


def loaded(entry: EntryPoint) -> Platform:
    """Return the platform that an entry point names."""
    found = entry.load()
    if not isinstance(found, Platform):
        raise InvalidPlatform(f"the entry point {entry.name} = {entry.value} names no Platform")
    return found


def _check_addresses(found: tuple[Platform, ...]) -> None:
    """Refuse two platforms that serve the same method and path: routing ignores the host."""
    owners: dict[tuple[str, str], str] = {}
    for one in found:
        for route in one.routes:
            path = _PARAMETER.sub("{}", route.template)
            owner = owners.setdefault((route.method, path), one.name)
            if owner != one.name:
                place = f"{route.method} {route.template}"
                raise InvalidPlatform(f"{owner} and {one.name} both serve {place}")
