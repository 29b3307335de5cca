"""The environment of a run: the world, the hub, and the names of orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mockplace.kernel.records import Account, PlatformOrder, Product
from shiponce.domain.platform import Platform
from shiponce.domain.rule import exclude_copies
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import BadInput
from shiponce.hub import Hub
from shiponce.persistence.timestamps import to_ms
from shiponce.scenario import size_limits
from shiponce.scenario.journal import Journal
from shiponce.scenario.markets import market
from shiponce.scenario.quantities import hundredths
from shiponce.scenario.scenario_header import StoreSpec
from shiponce.scenario.scenario_model import Scenario
from shiponce.scenario.simulation import Simulation
from shiponce.views.imports import ImportReport
from shiponce.views.orders import Grid, OrderDetail
from shiponce.views.sentence import Sentence

#: The price, in hundredths, of a product for which the scenario gives no price.
_PRICE = 1000
#: Maximum rounds of due work at one moment; work that is still due then is done a second later.
_MOST_ROUNDS = 100
#: Maximum time to wait until nothing is due any more.
_PATIENCE = timedelta(days=14)
#: After this time, every platform lists a change; Amazon lists none of the last two minutes.
_LISTED = timedelta(minutes=10)


class EndlessError(Exception):
    """The hub's due work never ends."""


class RunEnvironment:
    """One scenario in one mode; ``set_up`` prepares it for the first step."""

    def __init__(self, scenario: Scenario, mode: MatchingMode, seed: int | None = None) -> None:
        self.scenario = scenario
        self.mode = mode
        self.seed = scenario.seed if seed is None else seed
        self.journal = Journal()
        #: The sentence with which the current step's act was refused, or None.
        self.refusal: Sentence | None = None
        #: The reports of the current step's imports.
        self.reports: list[ImportReport] = []
        self.simulation = Simulation(
            seed=self.seed, start=scenario.clock, currency=scenario.world.currency
        )
        self.world = self.simulation.world
        self.hub: Hub = self.simulation.hub()
        self._due: int | None = None
        self._rules: dict[str, int] = {}
        #: Rounds of due work so far.
        self._rounds = 0

    def close(self) -> None:
        """Close the hub."""
        self.hub.close()

    # -- time

    def advance(self, until: int) -> None:
        """Advance the time to *until* (ms); the hub does each job when the job is due."""
        while self._due is not None and self._due <= until:
            self.world.advance_to(max(self._due, self.world.now))
            self.work()
        self.world.advance_to(max(until, self.world.now))

    def work(self) -> None:
        """Do the hub's due work of this moment, round after round."""
        for _ in range(_MOST_ROUNDS):
            self._rounds += 1
            if self._rounds > size_limits.MOST_ROUNDS:
                raise EndlessError
            report = self.hub.tick()
            self._due = to_ms(report.next_at) if report.next_at else None
            if self._due is None or self._due > self.world.now:
                return
        self._due = self.world.now + 1000

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
            at for at in (self._due, self.world.next_effect(background=False)) if at is not None
        ]
        return min(coming, default=None)

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
        """Return the hub's id of a platform order, or None if the order is not in the hub."""
        try:
            found = self.hub.orders.find(remote_id)
        except BadInput:
            return None
        detail = self.hub.orders.detail(found)
        return found if (detail.row.store, detail.remote_id) == (store, remote_id) else None

    def ref(self, platform: str, order_id: str) -> str:
        """Return the scenario's name of a platform order, or the order's id if it has no name."""
        for order in self.world.orders.values():
            if order_id and (order.platform, order.order_id) == (platform, order_id):
                return f"{order.purchase}.copy" if order.mirrors else order.purchase
        return order_id

    def details(self) -> Iterator[OrderDetail]:
        """Yield every order in the hub, in order of arrival."""
        ids = [order for grid in Grid for order in self.hub.orders.ids(grid)]
        return (self.hub.orders.detail(order) for order in sorted(ids))

    # -- set-up

    def set_up(self) -> None:
        """Build the world, connect the stores, and make the merchant's choices.

        The rules are added without confirmation, whatever they would exclude.
        """
        self._build()
        self.hub.matching.choose_mode(self.mode)
        for name in self.scenario.hub.stores:
            self.connect(name)
        self.hub.stores.choose_method(Method(self.scenario.hub.method))
        for name in self.scenario.hub.rules:
            self.rule("add", name, anyway=True)

    def connect(self, name: str) -> None:
        """Connect a store of the world to the hub as the scenario describes it."""
        spec = self.scenario.world.stores[name]
        self.simulation.connect(
            self.hub,
            name,
            integration=Integration(spec.integration) if spec.integration else None,
            prime_to_awaiting=spec.prime_to_awaiting,
            buy_shipping=spec.buy_shipping,
            connected_at=spec.connected_at,
        )

    def rule(self, action: str, name: str, *, anyway: bool = False) -> None:
        """Add, enable, disable or remove the rule that the scenario calls *name*."""
        if action == "add":
            self._rules[name] = self.hub.rules.add(exclude_copies(), anyway=anyway).id
        elif name not in self._rules:
            raise BadInput("error.no_rule", rule=name)
        elif action == "remove":
            self.hub.rules.remove(self._rules.pop(name))
        else:
            self.hub.rules.switch(self._rules[name], enabled=action == "enable")

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
