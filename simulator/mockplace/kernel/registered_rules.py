"""The platforms that are registered with the kernel, and lookups over all of them.

Importing the kernel loads no platform. The first lookup calls ``find_platforms``, which the package
``mockplace`` sets, to register the built-in and the installed platforms.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.commands import Command
    from mockplace.kernel.events import Event
    from mockplace.kernel.platform_rules import Decide, Evolve, PlatformRules, SellingRules
    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.schedule import Effect
    from mockplace.kernel.state import State
    from mockplace.kernel.world import World

_ROLES = ("shop", "marketplace", "carrier")


class RegisteredRules:
    """The rules of every platform, by its name."""

    def __init__(self) -> None:
        #: Registers all available platforms; called once, at the first lookup.
        self.find_platforms: Callable[[], object] | None = None
        self._lock = threading.RLock()
        self._finding = False
        self._rules: dict[str, PlatformRules] = {}
        self._ordered: tuple[PlatformRules, ...] = ()
        self._decide: dict[type[Command], Decide] = {}
        self._evolve: dict[type[Event], tuple[Evolve, ...]] = {}
        self._effects: dict[str, Callable[[World, Effect], None]] = {}

    def register(self, rules: PlatformRules) -> None:
        """Add a platform; raise ValueError if its name, a command or an effect is already taken."""
        if rules.name in self._rules:
            raise ValueError(f"a platform {rules.name!r} is registered already")
        taken = [
            *(one for one in rules.decide if one in self._decide),
            *(one for one in rules.effects if one in self._effects),
        ]
        if taken:
            raise ValueError(f"{rules.name}: another platform carries out {taken[0]}")
        self._rules[rules.name] = rules
        self._index()

    def withdraw(self, name: str) -> None:
        """Remove a platform that was registered."""
        del self._rules[name]
        self._index()

    def all(self) -> tuple[PlatformRules, ...]:
        """Return all platforms' rules: shops, then marketplaces, then carriers, each by name."""
        if self.find_platforms is not None:
            self._find()
        return self._ordered

    def registered(self) -> tuple[PlatformRules, ...]:
        """Return the rules of the platforms that are registered so far."""
        return self._ordered

    def of(self, platform: str) -> PlatformRules:
        """Return the rules of a platform; raise ``Refusal`` if it is not registered."""
        self.all()
        found = self._rules.get(platform)
        if found is None:
            there = ", ".join(rules.name for rules in self._ordered)
            raise Refusal(
                "unknown-platform", f"there is no platform {platform!r}; there are: {there}"
            )
        return found

    def selling(self, platform: str) -> SellingRules:
        """Return the rules of a platform on which people buy; raise ``Refusal`` for a carrier."""
        found = self.of(platform).selling
        if found is None:
            raise Refusal("unknown-platform", f"nothing is sold on {platform!r}")
        return found

    def decide(self, command: type[Command]) -> Decide | None:
        """Return the function that decides a platform's own command, None for a kernel command."""
        self.all()
        return self._decide.get(command)

    def evolve(self, event: type[Event]) -> tuple[Evolve, ...]:
        """Return the platforms' functions that apply an event of this class."""
        self.all()
        return self._evolve.get(event, ())

    def follow(self, state: State, events: Sequence[Event]) -> Iterator[Event]:
        """Yield the events that the platforms add to those of a command."""
        for rules in self.all():
            yield from rules.follow(state, events)

    def reactions(self, state: State, event: Event) -> Iterator[Effect]:
        """Yield the effects that the platforms schedule for an event."""
        for rules in self.all():
            yield from rules.reactions(state, event)

    def effect(self, kind: str) -> Callable[[World, Effect], None] | None:
        """Return the function that carries out effects of this kind; None if there is none."""
        self.all()
        return self._effects.get(kind)

    def why_no_copy(self, state: State, order: PlatformOrder) -> str:
        """Return why an order has no copy in a shop, '' if it has one or needs none."""
        found = (rules.why_no_copy for rules in self.all())
        return next((why(state, order) for why in found if why is not None), "no connector")

    def background_effects(self) -> frozenset[str]:
        """Return the kinds of effects that change no order."""
        return frozenset[str]().union(*(rules.background_effects for rules in self.all()))

    def _find(self) -> None:
        """Register the platforms once; other threads wait meanwhile.

        A platform that does a lookup during its own registration sees only the platforms registered
        so far.
        """
        with self._lock:
            if self.find_platforms is None or self._finding:
                return
            self._finding = True
            try:
                self.find_platforms()
                self.find_platforms = None
            finally:
                self._finding = False

    def _index(self) -> None:
        known = self._rules.values()
        self._ordered = tuple(sorted(known, key=lambda one: (_ROLES.index(one.role), one.name)))
        self._decide, self._effects, self._evolve = {}, {}, {}
        for rules in self._ordered:
            self._decide.update(rules.decide)
            self._effects.update(rules.effects)
            for event, write in rules.evolve.items():
                self._evolve[event] = (*self._evolve.get(event, ()), write)


#: The platforms of this process.
PLATFORMS = RegisteredRules()
