"""The environment of a run: the world, the hub, and the names of orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from mockplace.kernel.records import Account, PlatformOrder, Product
from shiponce.domain.platform import Platform
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput
from shiponce.hub import Hub
from shiponce.scenario import hub_acts, size_limits
from shiponce.scenario.crashes import Crashes, died, unfinished
from shiponce.scenario.hub_names import FIRST_HUB
from shiponce.scenario.journal import Journal
from shiponce.scenario.markets import market
from shiponce.scenario.quantities import hundredths
from shiponce.scenario.run_hub import MOST_ROUNDS, HubDied, RunHub
from shiponce.scenario.scenario_header import StoreSpec
from shiponce.scenario.scenario_model import Scenario
from shiponce.scenario.simulation import Simulation
from shiponce.views.imports import ImportReport
from shiponce.views.orders import ExcludedRow, Grid, OrderDetail
from shiponce.views.sentence import Sentence

#: The price, in hundredths, of a product for which the scenario gives no price.
_PRICE = 1000
#: Maximum time to wait until nothing is due any more.
_PATIENCE = timedelta(days=14)
#: After this time, every platform lists a change; Amazon lists none of the last two minutes.
_LISTED = timedelta(minutes=10)

T = TypeVar("T")


class EndlessError(Exception):
    """The hub's due work never ends."""


class RunEnvironment:
    """One scenario in one mode; ``set_up`` prepares it for the first step.

    ``hub`` is the hub in which the current step acts: the scenario's own, or the second one.
    """

    def __init__(self, scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> None:
        self.scenario = scenario
        #: The mode in which the story is played, by which its checks and its end are chosen.
        self.played_in = mode
        #: The matching mode of the scenario's own hub; a step can choose another one.
        self.mode = mode
        self.seed = scenario.seed if seed is None else seed
        self.journal = Journal()
        #: The sentence with which the current step's act was refused, or None.
        self.refusal: Sentence | None = None
        #: The reports of the current step's imports.
        self.reports: list[ImportReport] = []
        #: What befell a hub since the step before: that it died, and what it found afterwards.
        self.incidents: list[Sentence] = []
        self.simulation = Simulation(
            seed=self.seed, start=scenario.clock, currency=scenario.world.currency
        )
        self.world = self.simulation.world
        self.crashes = Crashes(self.simulation, self._hub_called)
        self._folder = TemporaryDirectory(prefix="shiponce-") if _needs_file(scenario) else None
        #: The scenario's own hub, and the second one if it was opened.
        self.hubs: list[RunHub] = []
        self.open_hub(FIRST_HUB)
        self._acting = self.hubs[0]
        #: Further hub → its orders, and how many changes it had when they were read.
        self._orders: dict[str, tuple[OrderDetail, ...]] = {}
        self._read_at: dict[str, int] = {}
        #: Rounds of due work so far.
        self._rounds = 0

    @property
    def hub(self) -> Hub:
        """The hub in which the current step acts and checks."""
        return self._acting.hub

    @property
    def acting(self) -> RunHub:
        """The hub in which the current step acts and checks, with what the run knows of it."""
        return self._acting

    @contextmanager
    def within(self, name: str) -> Iterator[None]:
        """Let ``hub`` be another hub for a while; '' means the scenario's own."""
        self._acting = self._hub_called(name or FIRST_HUB)
        try:
            yield
        finally:
            self._acting = self.hubs[0]

    def open_hub(self, name: str) -> RunHub:
        """Open a further hub with a database of its own, without any store."""
        file = Path(self._folder.name, f"{name.replace(' ', '-')}.db") if self._folder else None
        shown = self.simulation.shown if name == FIRST_HUB else {}
        made = RunHub(name, self.simulation, file, self.scenario.rules, shown=shown)
        made.open()
        self.hubs.append(made)
        return made

    def _hub_called(self, name: str) -> RunHub:
        return next(one for one in self.hubs if one.name == name)

    def close(self) -> None:
        """Close the hubs and remove their files."""
        for one in self.hubs:
            one.hub.close()
        if self._folder:
            self._folder.cleanup()

    # -- time

    def advance(self, until: int) -> None:
        """Advance the time to *until* (ms); the hubs do each job when the job is due."""
        while (due := self._due()) is not None and due <= until:
            self.world.advance_to(max(due, self.world.now))
            self.work()
        self.world.advance_to(max(until, self.world.now))

    def work(self) -> None:
        """Do the hubs' due work of this moment, round after round."""
        for one in self.hubs:
            self._work(one)

    def _work(self, one: RunHub) -> None:
        for _ in range(MOST_ROUNDS):
            self._rounds += 1
            if self._rounds > size_limits.MOST_ROUNDS:
                raise EndlessError
            if one.is_down():
                return
            self.start_again(one)
            if self.surviving(one.tick) is False:
                return
        one.due = self.world.now + 1000

    def surviving(self, do: Callable[[], T]) -> T | None:
        """Do something; if a hub dies over it, open that hub again and return None."""
        try:
            return do()
        except HubDied as death:
            self._take_up(death.hub)
            return None

    def _take_up(self, one: RunHub) -> None:
        """Open a hub that died again, and record what it finds in its file."""
        crash = self.crashes.happened()
        one.open_again(crash.down)
        facts: dict[str, object] = {"operation": crash.fault.operation, "moment": crash.moment}
        self.journal.note(self.world.now, one.name, "died", facts)
        self.journal.catch_up(self, tuple(self.details(self.hubs[0].hub)))
        self.incidents.append(died(crash))

    def start_again(self, one: RunHub) -> None:
        """Start a hub that stands still after it died, and record what it finds in its file."""
        if one.stopped:
            one.stopped, one.down_until = False, 0
            found = unfinished(one.hub)
            self.journal.note(self.world.now, one.name, "restarted", dict(found))
            self.incidents.append(Sentence("scenario.crash.restarted", dict(found)))

    def quieten(self) -> bool:
        """Advance until neither hub nor world has anything due; False if this takes too long.

        Packages in transit are not waited for, because they change no order.
        """
        last = self.world.now + _PATIENCE // timedelta(milliseconds=1)
        self.work()
        while (moment := self._next()) is not None:
            if moment > last:
                return False
            self.advance(moment)
            self.work()
        return True

    def let_packages_leave(self) -> None:
        """Advance until carriers have collected and delivered all packages, 14 days at most.

        The time advances at least until every platform lists what has happened by now.
        """
        last = self.world.now + _PATIENCE // timedelta(milliseconds=1)
        self.advance(self.world.now + _LISTED // timedelta(milliseconds=1))
        while (moment := self.world.next_effect()) is not None and moment <= last:
            self.advance(moment)

    def _next(self) -> int | None:
        coming = [
            at for at in (self._due(), self.world.next_effect(background=False)) if at is not None
        ]
        return min(coming, default=None)

    def _due(self) -> int | None:
        return min((one.due for one in self.hubs if one.due is not None), default=None)

    # -- names

    def family(self, purchase: str) -> list[PlatformOrder]:
        """Return every platform order of a purchase: first the buyer's order, then its copies."""
        return sorted(
            (order for order in self.world.orders.values() if order.purchase == purchase),
            key=lambda order: bool(order.mirrors),
        )

    def there(self, ref: str) -> PlatformOrder | None:
        """Return the platform order that ``mug``, ``mug.original`` or ``mug.copy`` names."""
        purchase, _, side = ref.partition(".")
        return next(
            (order for order in self.family(purchase) if bool(order.mirrors) == (side == "copy")),
            None,
        )

    def here(self, ref: str) -> int | None:
        """Return the hub's id of the order that *ref* names, or None if it is not in the hub."""
        order = self.there(ref)
        return None if order is None else self.id_of(order.store, order.order_id)

    def id_of(self, store: str, remote_id: str) -> int | None:
        """Return the hub's id of a platform order, or None if the order is not in the hub.

        Of an order that came through two connections of its account, return the later one's.
        """
        names = [one.name for one in reversed(self.hub.stores.rows())]
        ours = [name for name in names if self.acting.account_of(name) == store]
        for ref in (remote_id, *(f"{name}:{remote_id}" for name in ours)):
            try:
                found = self.hub.orders.find(ref)
            except BadInput:
                continue
            detail = self.hub.orders.detail(found)
            if (self.acting.account_of(detail.row.store), detail.remote_id) == (store, remote_id):
                return found
        return None

    def ref(self, platform: str, order_id: str) -> str:
        """Return the scenario's name of a platform order, or the order's id if it has no name."""
        for order in self.world.orders.values():
            if order_id and (order.platform, order.order_id) == (platform, order_id):
                return f"{order.purchase}.copy" if order.mirrors else order.purchase
        return order_id

    def plain(self, ref: str) -> str:
        """Return the shortest name of the order that *ref* names, as ``ref`` gives it."""
        order = self.there(ref)
        return self.ref(order.platform, order.order_id) if order else ref

    def details(self, hub: Hub | None = None) -> Iterator[OrderDetail]:
        """Yield every order in a hub, without one the acting hub, in order of arrival."""
        orders = (hub or self.hub).orders
        ids = [order for grid in Grid for order in orders.ids(grid)]
        return (orders.detail(order) for order in sorted(ids))

    def others(self) -> Iterator[tuple[RunHub, tuple[OrderDetail, ...]]]:
        """Yield each further hub with its orders; they are read again only after a change."""
        for one in self.hubs[1:]:
            if self._read_at.get(one.name) != one.changes:
                self._read_at[one.name] = one.changes
                self._orders[one.name] = tuple(self.details(one.hub))
            yield one, self._orders[one.name]

    def excluded(self) -> Iterator[tuple[tuple[str, str], ExcludedRow]]:
        """Yield each excluded order of the acting hub, with the world's account and order id."""
        for row in self.hub.orders.excluded():
            yield (self.acting.account_of(row.store), row.remote_id), row

    # -- set-up

    def set_up(self) -> None:
        """Build the world, connect the stores, and make the merchant's choices.

        The rules are added without confirmation, even if they exclude orders.
        """
        self._build()
        own = self.hubs[0]
        own.hub.matching.choose_mode(self.mode)
        self.connect(self.scenario.hub.stores)
        own.choose_method(self.scenario.hub.method)
        for name in self.scenario.hub.rules:
            own.rule("add", name, anyway=True)

    def choose_mode(self, mode: MatchingMode) -> None:
        """Choose the matching mode of the acting hub."""
        self.hub.matching.choose_mode(mode)
        if self.acting is self.hubs[0]:
            self.mode = mode

    def connect(self, names: Iterable[str]) -> None:
        """Connect stores of the world to the acting hub as the scenario describes them."""
        for name in names:
            self.acting.connect(name, self.scenario.world.stores[name])

    def _build(self) -> None:
        for name, store in self.scenario.world.stores.items():
            self.world.open_account(_account(name, store))
        for spec in self.scenario.world.catalog:
            stores = [
                name
                for name, store in self.scenario.world.stores.items()
                if {name, store.platform} & set(spec.sells_on)
            ]
            self.world.list_product(
                Product(
                    spec.sku,
                    spec.title,
                    (hundredths(spec.price) or 0) if spec.price else _PRICE,
                    spec.weight,
                    tuple(stores),
                    spec.linked,
                    spec.physical,
                )
            )


def _account(name: str, spec: StoreSpec) -> Account:
    platform = spec.platform
    account = Account(name, platform, "", market=market(platform, spec.market))
    if not Platform(spec.platform).is_shop:
        return account
    return Account(
        name,
        platform,
        "",
        connector=spec.connector or account.connector,
        copies_after=_given(spec.copies_after, account.copies_after),
        relays_after=_given(spec.relays_after, account.relays_after),
        emails=spec.emails,
    )


def _given(value: int | None, default: int) -> int:
    return default if value is None else value


def _needs_file(scenario: Scenario) -> bool:
    """Return True if the scenario opens its hub again: a hub in memory cannot be opened again."""
    return any(isinstance(s.act, (hub_acts.Crash, hub_acts.HubSettings)) for s in scenario.steps)
