"""The journal of a run: JSON lines of integers and ids, the same bytes for the same seed.

Each line is ``[seq, virtual ms, actor, kind, ref, cause seq, data]``; *cause seq* is the *seq* of
the line that caused this one, 0 for none. No line contains wall-clock time or personal data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

import orjson

from shiponce.persistence.timestamps import to_ms
from shiponce.scenario.hub_names import FIRST_HUB, HUBS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder
    from shiponce.scenario.replay_results import Replayed
    from shiponce.scenario.run_environment import RunEnvironment
    from shiponce.views.orders import OrderDetail

#: Entries with the same time are sorted by rank: acts of the person, entries of the world, calls of
#: the hub, entries of the platforms, events of the hub.
_RANK = {"person": 0, "world": 1} | dict.fromkeys(HUBS, 2)
_RANK_OF_PLATFORMS = 3
#: The hub's events of these kinds come before the calls that it makes at the same time.
_BEFORE_CALLS = ("purchase_begun", "entry_begun", "restarted")
_Entry = tuple[int, str, str, str, str, dict[str, object]]


@dataclass(slots=True)
class Journal:
    """The journal's lines so far; ``catch_up`` adds what has happened since its last call."""

    lines: list[bytes] = field(default_factory=list)
    #: The number of the last call that was recorded.
    calls: int = 0
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)
    _packages: set[tuple[str, str, str]] = field(default_factory=set)
    #: (hub, order) → how many of its events are in the journal.
    _shown_events: dict[tuple[str, int], int] = field(default_factory=dict)
    #: "kind ref" of a line → the line's number, which later lines give as their cause.
    _numbers: dict[str, int] = field(default_factory=dict)
    _act: int = 0
    _notes: list[_Entry] = field(default_factory=list)

    def act(self, at: int, kind: str, ref: str, data: Mapping[str, object]) -> None:
        """Record a person's act, as the cause of all later lines that name no other cause."""
        self._write(at, "person", kind, ref, 0, data)
        self._act = len(self.lines)

    def note(self, at: int, actor: str, kind: str, data: Mapping[str, object]) -> None:
        """Let the next ``catch_up`` record that something befell a hub."""
        self._notes.append((at, actor, kind, "", "", dict(data)))

    def catch_up(self, environment: RunEnvironment, details: Sequence[OrderDetail]) -> None:
        """Record the calls, orders, packages and events since the last call of this method."""
        entries: list[_Entry] = [
            *self._new_calls(environment),
            *self._new_orders(environment),
            *self._new_events(environment, FIRST_HUB, details),
        ]
        for other, orders in environment.others():
            entries += self._new_events(environment, other.name, orders)
        entries += self._notes
        self._notes.clear()
        for at, actor, kind, ref, cause, data in sorted(entries, key=_when):
            self._write(at, actor, kind, ref, self._numbers.get(cause, self._act), data)
            self._numbers[f"{kind} {ref}"] = len(self.lines)

    def bytes(self) -> bytes:
        """Return the file's content."""
        return b"".join(line + b"\n" for line in self.lines)

    def digest(self) -> str:
        """Return the sha256 that identifies the run."""
        return hashlib.sha256(self.bytes()).hexdigest()

    def _write(
        self, at: int, actor: str, kind: str, ref: str, cause: int, data: Mapping[str, object]
    ) -> None:
        line = [len(self.lines) + 1, at, actor, kind, ref, cause, _plain(data)]
        self.lines.append(orjson.dumps(line, option=orjson.OPT_SORT_KEYS))

    def _new_calls(self, environment: RunEnvironment) -> Iterator[_Entry]:
        for call in environment.world.calls:
            if call.seq > self.calls:
                self.calls = call.seq
                data: dict[str, object] = {"platform": call.platform, "status": call.status}
                ref = environment.ref(call.platform, call.order_id)
                hub = environment.simulation.callers.get(call.seq, FIRST_HUB)
                yield call.at, hub, call.operation or "unknown", ref, "", data

    def _new_orders(self, environment: RunEnvironment) -> Iterator[_Entry]:
        for (store, order_id), order in environment.world.orders.items():
            ref = environment.ref(order.platform, order_id)
            before = self._seen.get((store, order_id))
            state = f"{order.status} {order.status_id}"
            if before is None:
                kind = "copied" if order.mirrors else "placed"
                original = environment.ref(order.mirrors_platform, order.mirrors)
                data: dict[str, object] = {"order": order_id, "store": store}
                yield order.placed_at, order.platform, kind, ref, f"placed {original}", data
            elif before != state:
                data = {"status": order.status}
                yield order.modified_at, order.platform, "status", ref, f"package {ref}", data
            self._seen[store, order_id] = state
            yield from self._new_packages(order, ref, environment)

    def _new_packages(
        self, order: PlatformOrder, ref: str, environment: RunEnvironment
    ) -> Iterator[_Entry]:
        for package in order.packages:
            key = (order.store, order.order_id, package.package_id)
            if key not in self._packages:
                self._packages.add(key)
                copy = next((o for o in environment.family(order.purchase) if o.mirrors), None)
                relayed = package.recorded_by == "relay" and copy is not None
                cause = (
                    f"package {environment.ref(copy.platform, copy.order_id)}"
                    if relayed and copy
                    else ""
                )
                data: dict[str, object] = {
                    "carrier": package.carrier,
                    "by": package.recorded_by,
                    "tracking": package.tracking,
                    "units": sum(package.units.values()),
                }
                yield package.created_at, order.platform, "package", ref, cause, data

    def _new_events(
        self, environment: RunEnvironment, hub: str, details: Sequence[OrderDetail]
    ) -> Iterator[_Entry]:
        for detail in details:
            known = self._shown_events.get((hub, detail.row.id), 0)
            ref = environment.ref(detail.row.marketplace, detail.remote_id)
            for happening in detail.history[known:]:
                kind = happening.what.code.removeprefix("event.")
                yield to_ms(happening.at), hub, kind, ref, "", dict(happening.what.facts)
            self._shown_events[hub, detail.row.id] = len(detail.history)


def whole(came_to: Replayed) -> bytes:
    """Return the journal of a replay: each run's lines, between a begin line and an end line.

    The begin and end lines, and the lines for files that were not played, have *seq* 0 and actor
    ``replay``.
    """
    lines: list[bytes] = []
    for run in came_to.runs:
        begun = to_ms(run.scenario.clock)
        ended = to_ms(run.steps[-1].at) if run.steps else begun
        lines.append(_framing(begun, "begin", run.name, {"mode": run.mode, "seed": run.seed}))
        lines += run.journal.splitlines()
        data = {"verdict": run.verdict, "open": [sentence.code for sentence in run.open]}
        lines.append(_framing(ended, "end", run.name, data))
    for bad in came_to.unreadable:
        codes = [problem.what.code for problem in bad.problems.problems]
        lines.append(_framing(0, "unreadable", bad.label, {"problems": codes}))
    for one in came_to.not_played:
        lines.append(_framing(0, "not_played", one.label, {"mode": one.mode}))
    return b"".join(line + b"\n" for line in lines)


def _framing(at: int, kind: str, ref: str, data: Mapping[str, object]) -> bytes:
    return orjson.dumps([0, at, "replay", kind, ref, 0, _plain(data)], option=orjson.OPT_SORT_KEYS)


def _when(entry: _Entry) -> tuple[int, int]:
    """Return the sort key of an entry: its time and rank; equal entries keep their order."""
    at, actor, kind, _, _, data = entry
    if kind in _BEFORE_CALLS:
        return at, 1
    own_note = actor in HUBS and "platform" not in data
    return at, 4 if own_note else _RANK.get(actor, _RANK_OF_PLATFORMS)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return to_ms(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (str, int)) or value is None:
        return value
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)
