"""A world: the platforms of one merchant, their buyers, and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from mockplace.kernel import accounts, commands, population
from mockplace.kernel.acts import Acts
from mockplace.kernel.after_sale import cancellations
from mockplace.kernel.after_sale.after_sale import AfterSale
from mockplace.kernel.buyers import Buyers
from mockplace.kernel.call_quotas import CallCounts
from mockplace.kernel.combined_orders import CombineOrders
from mockplace.kernel.decide import decide
from mockplace.kernel.events import Event
from mockplace.kernel.evolve import evolve
from mockplace.kernel.fault_plan import FaultPlan
from mockplace.kernel.inventory import listing_ids, listings
from mockplace.kernel.inventory.inventory import Inventory
from mockplace.kernel.late_requests import LateRequests
from mockplace.kernel.order_facts import AS_INVENTED, NO_FACTS, LineFacts, OrderFacts, Recipient
from mockplace.kernel.order_index import Sequenced, StoreIndex
from mockplace.kernel.records import (
    Account,
    BoughtLabel,
    Call,
    Mail,
    PlatformOrder,
    Product,
    Purchase,
    RelayNote,
)
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.schedule import Effect, Schedule
from mockplace.kernel.shipping import Shipping
from mockplace.kernel.state import State
from mockplace.kernel.webhooks import topics
from mockplace.kernel.webhooks.subscriptions import WebhookSubscriptions

__all__ = ["Refusal", "World"]

#: At most this many calls are kept; older calls are dropped.
MOST_CALLS = 100_000


class World:
    """The state of a simulated world and its clock, which begins at ``start`` (ms UTC).

    Every change is a command that ``decide`` turns into events, which ``evolve`` applies. A world
    is used by one thread at a time: transport and server hold a lock.
    """

    def __init__(
        self, *, seed: int = 1, start: int = 0, currency: str = "USD", limits: bool = True
    ) -> None:
        self.state = State(seed, start, currency, Buyers(seed))
        self.schedule = Schedule()
        self.faults = FaultPlan()
        self.limits = CallCounts(enforced=limits)
        self.webhooks = WebhookSubscriptions(self.state)
        #: Requests that were sent and are carried out later.
        self.late_requests = LateRequests()
        self.calls: list[Call] = []
        #: What happened to orders, packages and labels, with the calls that caused it.
        self.acts = Acts()
        #: How many calls were made, including those that are no longer kept.
        self.called = 0
        #: (account, order id, version) → a rendered order; a cache that can be dropped at any time.
        self.drawn: dict[tuple[str, str, int], object] = {}
        #: Called with each event; whoever sets it also removes it.
        self.listener: Callable[[Event], object] | None = None
        self._plan: dict[str, commands.Buy] = {}
        self._populated = 0

    @property
    def seed(self) -> int:
        """The seed of every id and all randomness."""
        return self.state.seed

    @property
    def now(self) -> int:
        """The virtual clock, in milliseconds UTC."""
        return self.state.now

    @property
    def currency(self) -> str:
        """The one currency of this world."""
        return self.state.currency

    @property
    def accounts(self) -> dict[str, Account]:
        """The seller accounts by name."""
        return self.state.accounts

    @property
    def catalog(self) -> dict[str, Product]:
        """The articles by SKU."""
        return self.state.catalog

    @property
    def orders(self) -> dict[tuple[str, str], PlatformOrder]:
        """Every order by (account, order id), in order of creation."""
        return self.state.orders

    @property
    def inventory(self) -> Inventory:
        """Stock, prices and listings."""
        return Inventory(self.state, self.do)

    @property
    def shipping(self) -> Shipping:
        """Shipments and labels."""
        return Shipping(self.state, self.do)

    @property
    def after_sale(self) -> AfterSale:
        """Cancellations and refunds."""
        return AfterSale(self.state, self.do)

    @property
    def labels(self) -> dict[str, BoughtLabel]:
        """Labels bought from platforms, by shipment id."""
        return self.state.labels

    @property
    def relays(self) -> list[RelayNote]:
        """The shipments that the connector passed on to marketplaces, with the results."""
        return self.state.relays

    @property
    def mails(self) -> list[Mail]:
        """The platforms' e-mails to buyers."""
        return self.state.mails

    # -- carrying out commands

    def do(self, command: commands.Command) -> None:
        """Carry out a command and schedule its effects; raise ``Refusal`` if it is not possible."""
        found: dict[topics.WebhookEvent, None] = {}  # a dict: in sequence, without duplicates
        for event in decide(self.state, command):
            if self.webhooks.subscriptions:
                found |= dict.fromkeys(topics.of(self.state, event))
            place = getattr(event, "store", ""), getattr(event, "order_id", "")
            changed = self.orders.get(place)
            before = changed.status if changed is not None else ""
            evolve(self.state, event)
            self.acts.note(self.state, event, before)
            if self.listener:
                self.listener(event)
            for effect in (
                *PLATFORMS.reactions(self.state, event),
                *cancellations.reactions(event),
            ):
                self.schedule.add(effect)
        if found:
            self.webhooks.add(found, self.orders, self.faults, self.now)

    # -- set-up

    def choose(self, name: str, answer: str) -> None:
        """Assume an answer to a question that the platforms' documents leave open."""
        self.state.assumptions.choose(name, answer)
        self.drawn.clear()

    def open_account(self, account: Account) -> Account:
        """Open an account; ids, market and token that are '' are filled in from the seed."""
        if account.name in self.accounts:
            raise Refusal("taken", f"an account {account.name!r} exists", store=account.name)
        opened = accounts.completed(self.seed, account)
        self.accounts[opened.name] = opened
        self.state.stores[opened.name] = StoreIndex()
        for product in self.catalog.values():
            self._enroll(opened, product)
        return opened

    def list_product(self, product: Product) -> None:
        """Add a product to the catalogue, or replace it there."""
        self.catalog[product.sku] = product
        for account in self.accounts.values():
            self._enroll(account, product)

    def populate(self, count: int) -> None:
        """Invent ``count`` purchases of the days before now, and carry out their effects."""
        now = self.now
        for when, buy in population.planned(self.state, count, self._populated):
            self._plan[buy.name] = buy
            self.schedule.add(Effect(when, buy.name, "buy"))
        self._populated += count
        self._run(now)
        self.state.now = now

    # -- what people do

    def buy(
        self,
        name: str,
        store: str,
        lines: Sequence[tuple[str, int, int | None]],
        *,
        prime: bool = False,
        afn: bool = False,
        requested_service: str = "Standard",
        paid: bool = True,
        address: bool = True,
        buyer: str = "",
        order_id: str = "",
        facts: OrderFacts = NO_FACTS,
        line_facts: Sequence[LineFacts] = (),
        recipient: Recipient | None = None,
    ) -> PlatformOrder:
        """Place an order for a buyer and return it.

        *name* is the purchase's unique name in the world. A price of None is the list price.
        *recipient* replaces parts of the invented address.
        """
        self.do(
            commands.Buy(
                name,
                store,
                tuple((sku, quantity, price) for sku, quantity, price in lines),
                prime,
                afn,
                requested_service,
                paid,
                address,
                buyer,
                order_id,
                facts,
                tuple(line_facts),
                recipient or AS_INVENTED,
            )
        )
        return self.orders[self.state.bought[name]]

    def combine(self, name: str, store: str, order_ids: Sequence[str]) -> PlatformOrder:
        """Combine orders of one buyer into a new order, as the buyer, and return it."""
        self.do(CombineOrders(name, store, tuple(order_ids)))
        return self.orders[self.state.bought[name]]

    def pay(self, store: str, order_id: str) -> None:
        """Pay an unpaid order as its buyer; connectors do not copy unpaid orders."""
        self.do(commands.Pay(store, order_id))

    def cancel(self, store: str, order_id: str) -> None:
        """Cancel an order as its buyer."""
        self.do(commands.Cancel(store, order_id))

    def change_address(
        self, store: str, order_id: str, recipient: Recipient, address_id: int = 0
    ) -> None:
        """Change parts of an order's address; an id of 0 means the order's own address."""
        self.do(commands.ChangeAddress(store, order_id, recipient, address_id))

    def edit_lines(
        self,
        store: str,
        order_id: str,
        quantities: Mapping[str, int] | None = None,
        added: Sequence[tuple[str, int, int | None]] = (),
    ) -> None:
        """Change quantities by line id (0 removes a line) and add lines, as the seller."""
        self.do(commands.EditLines(store, order_id, dict(quantities or {}), tuple(added)))

    # -- time

    def advance_to(self, ms: int) -> None:
        """Move the clock and carry out what falls due by then; an earlier time changes nothing."""
        if ms > self.now:
            self._run(ms)
            self.state.now = ms

    def next_effect(self, *, background: bool = True) -> int | None:
        """Return when the next effect is due, None if there is none.

        Without *background*, ignore effects that change no order.
        """
        return self.schedule.next(() if background else PLATFORMS.background_effects())

    # -- reading

    def orders_of(self, store: str) -> Iterator[PlatformOrder]:
        """Return the orders of one account, oldest first."""
        return iter(self.state.stores[store].orders.values())

    def between(
        self, store: str, by: Sequenced, first: int | None, last: int | None, *, after: str = ""
    ) -> Iterator[PlatformOrder]:
        """Yield orders placed or modified in [first, last], oldest first, from an index."""
        return self.state.stores[store].between(by, first, last, after=after)

    def purchases(self) -> list[Purchase]:
        """Return every purchase, with its copy or the reason why it has no copy."""
        return [
            Purchase(
                name,
                self.orders[place].platform,
                *place,
                self.state.copies.get(place, ("", ""))[1],
                PLATFORMS.why_no_copy(self.state, self.orders[place]),
            )
            for name, place in self.state.bought.items()
        ]

    def record(self, call: Call) -> None:
        """Keep a call; drop the oldest calls if there are too many."""
        self.called = call.seq
        self.acts.caused_by(call)
        self.calls.append(call)
        if len(self.calls) > MOST_CALLS:
            del self.calls[: MOST_CALLS // 10]

    # -- inside

    def _run(self, until: int) -> None:
        while effect := self.schedule.due(until):
            self.state.now = effect.when
            self._happen(effect)

    def _happen(self, effect: Effect) -> None:
        match effect.kind:
            case "buy":
                self._come_to_buy(self._plan.pop(effect.key))
            case "cancel-timeout":
                self.do(cancellations.expiry(effect))
            case "late-request":
                self.late_requests.run(self, effect.n)
            case kind:
                happen = PLATFORMS.effect(kind)
                if happen is None:
                    raise TypeError(f"not an effect: {effect!r}")
                happen(self, effect)

    def _come_to_buy(self, buy: commands.Buy) -> None:
        """Place an invented order; skip it if an article is sold out or not listed."""
        try:
            self.do(buy)
        except Refusal as refusal:
            if refusal.code not in ("sold-out", "not-listed"):
                raise

    def _enroll(self, account: Account, product: Product) -> None:
        if listings.sells(product, account):
            listing_ids.enroll(self.state, account, product)
