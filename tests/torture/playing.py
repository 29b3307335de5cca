"""Plays a day: hubs on one file, persons at them, and the platforms; judged by the world alone."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mockplace.kernel.judge import Verdict
from mockplace.kernel.judging.world_record import Place, Sold, WorldRecord
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from mockplace.serving.httpx_transport import Transport
from shiponce.errors import ShiponceError
from shiponce.hub import Hub
from shiponce.persistence import integrity_check
from shiponce.persistence.timestamps import to_ms
from shiponce.platforms.connections import HttpConnections
from shiponce.scenario.simulation import Simulation
from tests.torture.day_market import PREPARED, open_market, prepare
from tests.torture.mortal import Killed, Life, MortalConnection, MortalTransport
from tests.torture.people import DOING, OUTSIDE, People
from tests.torture.plan import Plan, Step
from tests.torture.shown import faults, verdict

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINUTE = 60_000
HOUR = 60 * MINUTE
#: How far beyond the day's end everything that is due is followed.
_PATIENCE = 4 * 24 * HOUR
_MOST_ROUNDS = 400


class Day:
    """One day as it is played."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.file = folder / f"day-{plan.seed}.sqlite3"
        self.simulation = Simulation(seed=plan.seed, start=START, limits=False)
        self.world = self.simulation.world
        open_market(self.simulation, plan)
        self.counts: Counter[str] = Counter()
        self.people = People(self.world, self.counts)
        self.told: Counter[str] = Counter()
        self.violations: list[str] = []
        self.hubs: list[Hub] = []
        self.lives: list[Life] = []
        self.moments: dict[int, int] = {}
        self._busy: list[int] = []
        self._numbers = 0

    # -- the whole

    def play(self) -> None:
        """From the first step to the verdict."""
        prepare(self.simulation, self.file)
        try:
            for _ in range(self.plan.hubs):
                self._open()
            for number, step in enumerate(self.plan.steps):
                self._pass(step.get("wait", 0))
                self.moments[number] = self.world.now - to_ms(START)
                self._step(step)
                if step.get("tick") is not None:
                    self._tick(step["tick"])
            self._evening()
            self._judge()
        finally:
            for hub in self.hubs:
                with suppress(Exception):
                    hub.close()
            for one in self.folder.glob(f"{self.file.name}*"):
                one.unlink()

    def _step(self, step: Step) -> None:
        number = step.get("hub", 0) % len(self.hubs)
        if number in self._busy:
            return
        if step["do"] == "swap":
            self._acting(number, lambda hub: self._swap(hub, step))
            return
        doing = DOING[step["do"]]
        if step["do"] in OUTSIDE:
            with suppress(Refusal):
                doing(self.people, None, step)
            return
        self._acting(number, lambda hub: doing(self.people, hub, step), step.get("fates", ()))

    def _acting(
        self, number: int, do: Callable[[Hub], object], fates: Sequence[list[Any]] = ()
    ) -> object:
        """Let a hub do something; None when it was refused, or when the hub died of it."""
        life = self.lives[number]
        life.begin([(one[1], one[2], self._fate(number, one)) for one in fates])
        self._busy.append(number)
        try:
            return do(self.hubs[number])
        except Killed:
            self.counts["deaths"] += 1
            self._reopen(number)
        except ShiponceError as no:
            self.told[no.code] += 1
        except Exception:
            seen = f"traceback: {traceback.format_exc(limit=-6)}"
            if seen not in self.violations:
                self.violations.append(seen)
        finally:
            self._busy.remove(number)
            self.lives[number].begin([])
        return None

    def _fate(self, number: int, fate: list[Any]) -> Callable[[], object]:
        kind, _, _, *more = fate
        if kind == "kill":
            return self.lives[number].die
        if kind == "pause":
            return lambda: self._suspended(more[0])
        return lambda: self._meanwhile(more[0], more[1])

    def _suspended(self, minutes: int) -> None:
        """One hub stands still; time passes, and the others go on."""
        self.counts["deaths"] += 1
        self.counts["suspensions"] += 1
        others = [n for n in range(len(self.hubs)) if n not in self._busy]
        for n in range(min(4, minutes)):
            self.world.advance_to(self.world.now + minutes * MINUTE // min(4, minutes))
            if others:
                self._tick(others[n % len(others)])

    def _meanwhile(self, what: str, number: int) -> None:
        self.counts["meanwhile"] += 1
        number %= len(self.hubs)
        if number in self._busy:
            number = next((n for n in range(len(self.hubs)) if n not in self._busy), -1)
        if number < 0:
            return
        if what == "tick":
            self._tick(number)
        elif what == "import":
            self._acting(number, lambda hub: hub.imports.run_all())
        else:
            self._step({"do": "ship all", "hub": number})

    def _tick(self, number: int) -> int | None:
        number %= len(self.hubs)
        if number in self._busy:
            return None
        report = self._acting(number, lambda hub: hub.tick())
        next_at = getattr(report, "next_at", None)
        return None if next_at is None else to_ms(next_at)

    def _pass(self, minutes: int) -> None:
        for n in range(-(-minutes // 5)):
            self.world.advance_to(self.world.now + min(5, minutes) * MINUTE)
            self._tick(n)

    # -- hubs

    def _open(self) -> None:
        life = Life()
        hub = self._hub(life)
        self.hubs.append(hub)
        self.lives.append(life)

    def _hub(self, life: Life) -> Hub:
        transport = MortalTransport(Transport(self.world), life)
        connections = HttpConnections(
            self.simulation._credentials, clock=self.simulation.clock, transport=transport
        )
        hub = Hub.open(
            self.file,
            connections,
            clock=self.simulation.clock,
            ids=self.simulation.ids,
            actor="clerk",
        )
        hub._db.conn = MortalConnection(hub._db.conn, life)  # type: ignore[assignment]  # it dies
        return hub

    def _reopen(self, number: int) -> None:
        with suppress(Exception):
            self.hubs[number]._db.conn._conn.close()  # type: ignore[attr-defined]  # the true one
        self.lives[number] = Life()
        self.hubs[number] = self._hub(self.lives[number])

    # -- a file that is not there any more

    def _swap(self, hub: Hub, step: Step) -> None:
        """The file is taken away from under the hub, which then buys and tells nothing."""
        before = self._outside()
        aside = self.folder / f"aside-{self.plan.seed}"
        aside.mkdir()
        for one in self.folder.glob(f"{self.file.name}*"):
            one.rename(aside / one.name)
        if step["how"] == "empty":
            self.file.touch()
        elif step["how"] == "older":
            self.file.write_bytes(PREPARED["file"])
        try:
            with suppress(ShiponceError):
                self.people.ship(hub, step["try"])
            with suppress(ShiponceError):
                hub.tick()
            if self._outside() != before:
                self.violations.append(f"acted into nowhere: {step}")
        finally:
            for one in self.folder.glob(f"{self.file.name}*"):
                one.unlink()
            for one in aside.iterdir():
                one.rename(self.folder / one.name)
            aside.rmdir()
        self.counts["swaps"] += 1
        for number in range(len(self.hubs)):
            if number not in self._busy or self.hubs[number] is hub:
                self._reopen(number)

    def _outside(self) -> tuple[int, ...]:
        houses = carrier_labels(self.world.state).by_id
        parcels = sum(len(order.packages) for order in self.world.orders.values())
        return len(houses), len(self.world.labels), parcels

    # -- the end

    def _evening(self) -> None:
        """Nothing fails any more: everything falls due, and people see to what is theirs."""
        self.world.faults.clear()
        for _ in range(3):
            self._to_quiet()
            self._take_in()
            self._to_quiet()
            self._acting(0, lambda hub: self.people.fix(hub, {}))
            self._to_quiet()
        self.world.advance_to(self.world.now + 25 * HOUR)  # what listings missed, the sweep finds
        self._take_in()
        self._to_quiet()
        self._acting(0, lambda hub: self.people.fix(hub, {}))
        self._take_in()
        self._to_quiet()

    def _take_in(self) -> None:
        for _ in range(4):
            reports = self._acting(0, lambda hub: hub.imports.run_all())
            if reports and not any(
                report.trouble or report.not_before
                for report in reports  # type: ignore[attr-defined]  # import reports
            ):
                return
            self.world.advance_to(self.world.now + 10 * MINUTE)
        self.violations.append("import: it does not come to its end without faults")

    def _to_quiet(self) -> None:
        last = self.world.now + _PATIENCE
        for _ in range(_MOST_ROUNDS):
            due = self._tick(0)
            coming = [at for at in (due, self._effect()) if at is not None and at <= last]
            if not coming:
                if due is not None:
                    self.violations.append("quiet: something is due for ever")
                return
            self.world.advance_to(max(min(coming), self.world.now + 1000))
        self.violations.append("quiet: the hub never comes to rest")

    def _effect(self) -> int | None:
        """When something happens by itself next that a hub may have to do with."""
        kinds = ("deliver", "feed", "carry-stock")
        found = [one.when for one in self.world.schedule.heap if one.kind not in kinds]
        return min(found, default=None)

    def _judge(self) -> None:
        found = self._acting(0, lambda hub: verdict(self.world, hub))
        if not isinstance(found, Verdict):
            self.violations.append("shown: the hub cannot show what it has")
            return
        self.violations += faults(found)
        for code, count in found.counted.items():
            self.counts[f"judged {code}"] = count.looked
            self.counts[f"owned up {code}"] = count.admitted
        damage = integrity_check.damage(self.hubs[0]._db.conn)
        self.violations += [f"file: {name} {n}" for name, n in damage.items() if n]
        if self.hubs[0].acts.rows():
            self.violations.append("unsettled: an act has no end")
        self._count()

    def _count(self) -> None:
        world = self.world
        packages = [one for one in WorldRecord.read(world).packages if one.is_ours]
        self.counts["purchases"] = len(world.state.bought)
        self.counts["stores"] = len({place[0] for place in world.state.bought.values()})
        self.counts["shipments"] = len(packages)
        self.counts["parts"] = sum(
            any(0 < units < _quantity(world.orders, sold) for sold, units in package.units.items())
            or len(package.units) < _lines(world.orders, package.orders)
            for package in packages
        )
        struck = [call.fault for call in world.calls if call.fault]
        self.counts["faults"] = len(struck)
        for kind in set(struck):
            self.counts[f"fault {kind}"] = struck.count(kind)


def _quantity(orders: Mapping[Place, PlatformOrder], sold: Sold) -> int:
    order = orders.get(sold[:2])
    lines = order.lines if order else ()
    return sum(line.quantity for line in lines if line.line_id == sold[2])


def _lines(orders: Mapping[Place, PlatformOrder], places: Sequence[Place]) -> int:
    return sum(len(orders[place].lines) for place in places if place in orders)
