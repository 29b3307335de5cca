"""A market for the tests of another program.

``opened`` is a context manager for any test framework; the pytest plugin offers the same as the
fixture ``mockplace``.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.kernel import world_file
from mockplace.kernel.fault_plan import MESSAGE_KINDS, Fault, FaultKind, MessageFaultKind
from mockplace.kernel.judge import ShownToPeople, Verdict, judge
from mockplace.kernel.judging.open_units import ShownOpen, resolved
from mockplace.kernel.order_facts import Recipient
from mockplace.seeding import default_market
from mockplace.serving import webhook_sender
from mockplace.serving.httpx_transport import Transport

if TYPE_CHECKING:
    import httpx
    import respx

    from mockplace.kernel.after_sale_records import Cancellation, Refund
    from mockplace.kernel.records import Account, Call, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.serving.server import Server

#: A market's start time if the test chooses none: 2026-11-20T09:00:00Z.
START = 1_795_165_200_000
#: By order id, or by account and order id: units, or units by SKU or line id.
ShownUnits = (
    Mapping[str, int | Mapping[str, int]] | Mapping[tuple[str, str], int | Mapping[str, int]]
)
_PATIENCE = 10.0
_A_SECOND = 1_000
_A_DAY = 86_400.0


class Mockplace:
    """The world of one test: in the test's process and, once ``url`` is read, also on a port.

    The world's clock stands still until the test moves it, so results do not depend on real time.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._server: Server | None = None
        self._thread: threading.Thread | None = None
        self._url = ""

    # -- how clients reach the world

    @cached_property
    def transport(self) -> Transport:
        """A transport for ``httpx.Client(transport=…)``: the fastest access, without sockets."""
        return Transport(self.world)

    @cached_property
    def router(self) -> respx.MockRouter:
        """Use ``with mockplace.router:`` to answer any httpx client under the platforms' hosts."""
        from mockplace.respx import respx_router  # respx takes its time to load

        return respx_router(self.world)

    @property
    def url(self) -> str:
        """The URL of a server on loopback, for a client that is not httpx or not Python.

        The server starts when this is first read, and stops with the test.
        """
        if not self._url:
            self._serve()
        return self._url

    # -- what happens in the market

    def account(self, store: str) -> Account:
        """Return an account (shop, amz or bay) with the credentials that its platform accepts."""
        if store not in self.world.accounts:
            known = ", ".join(self.world.accounts) or "none"
            raise LookupError(f"there is no account {store!r}; there are: {known}")
        return self.world.accounts[store]

    def buy(self, store: str, *skus: str, **more: object) -> PlatformOrder:
        """Buy one unit of each SKU; without *skus*, of the first article that the store sells."""
        self.account(store)  # raises LookupError with the known accounts
        wanted = skus or (self._something(store),)
        name = f"test-{len(self.world.orders) + 1}"
        lines = [(sku, 1, None) for sku in wanted]
        return self.world.buy(name, store, lines, **more)  # type: ignore[arg-type]  # by name

    def copy_of(self, order: PlatformOrder) -> PlatformOrder | None:
        """Return the shop's copy of a marketplace order, None if there is none yet."""
        place = self.world.state.copies.get((order.store, order.order_id))
        return self.world.orders[place] if place else None

    # -- what people do to an order

    def pay(self, order: PlatformOrder) -> None:
        """Let the buyer of an unpaid order pay."""
        self.world.pay(order.store, order.order_id)

    def cancel(self, order: PlatformOrder) -> None:
        """Cancel the order as the buyer, at once, without asking the seller."""
        self.world.cancel(order.store, order.order_id)

    def request_cancellation(
        self, order: PlatformOrder, reason: str = "other", *skus: str
    ) -> Cancellation:
        """Let the buyer ask to cancel the order; on Amazon, *skus* limits it to these lines."""
        lines = self._lines(order, dict.fromkeys(skus, 1))
        return self.world.after_sale.request_cancellation(
            order.store, order.order_id, reason, lines=tuple(lines)
        )

    def withdraw_cancellation(self, order: PlatformOrder) -> None:
        """Let the buyer withdraw the request to cancel, on Amazon."""
        self.world.after_sale.withdraw_cancellation(order.store, order.order_id)

    def cancel_units(
        self, order: PlatformOrder, units: Mapping[str, int], *, by: str = "seller"
    ) -> None:
        """Cancel *units* by SKU, on Amazon, as the seller or the buyer."""
        lines = self._lines(order, units)
        if by == "buyer":
            self.world.after_sale.cancel_by_buyer(order.store, order.order_id, lines)
        else:
            self.world.after_sale.cancel_by_seller(order.store, order.order_id, units=lines)

    def collect(self, order: PlatformOrder, *, units: Mapping[str, int] | None = None) -> None:
        """Let the buyer collect *units* by SKU in the shop, or all that wait for it."""
        lines = self._lines(order, units or {})
        self.world.shipping.collect(order.store, order.order_id, lines)

    def combine(self, name: str, *orders: PlatformOrder) -> PlatformOrder:
        """Combine orders of one eBay buyer into a new order, and return it."""
        return self.world.combine(name, orders[0].store, [one.order_id for one in orders])

    def mark_shipped(self, order: PlatformOrder) -> None:
        """Set the order to shipped on the platform's own site, without tracking."""
        self.world.shipping.mark_shipped(order.store, order.order_id)

    def change_address(self, order: PlatformOrder, **parts: str) -> None:
        """Change parts of the address, named as in ``kernel.order_facts.Recipient``."""
        self.world.change_address(order.store, order.order_id, Recipient(**parts))

    def edit(
        self,
        order: PlatformOrder,
        quantities: Mapping[str, int] | None = None,
        *,
        add: Mapping[str, int] | None = None,
    ) -> None:
        """Change quantities by SKU (0 takes a line out) and *add* units by SKU, in BigCommerce."""
        lines = self._lines(order, quantities or {})
        added = [(sku, count, None) for sku, count in (add or {}).items()]
        self.world.edit_lines(order.store, order.order_id, lines, added)

    def approve_cancellation(self, order: PlatformOrder) -> None:
        """Approve a buyer's request, which cancels the order."""
        self.world.after_sale.approve_cancellation(order.store, order.order_id)

    def decline_cancellation(self, order: PlatformOrder) -> None:
        """Decline a buyer's request; the order stays as it is."""
        self.world.after_sale.decline_cancellation(order.store, order.order_id)

    def cancel_by_seller(
        self, order: PlatformOrder, reason: str = "out-of-stock", *skus: str
    ) -> None:
        """Cancel the order as the seller; on Amazon, only *skus* if any are given."""
        lines = self._lines(order, dict.fromkeys(skus, 1))
        self.world.after_sale.cancel_by_seller(
            order.store, order.order_id, reason, lines=tuple(lines)
        )

    def ship(
        self,
        order: PlatformOrder,
        tracking: str = "",
        carrier: str = "UPS",
        *,
        units: Mapping[str, int] | None = None,
    ) -> None:
        """Ship by hand on the platform's own site: the remaining units, or *units* by SKU.

        Without *tracking*, neither a tracking number nor a carrier is entered there.
        """
        lines = self._lines(order, units or {})
        self.world.shipping.ship_elsewhere(
            order.store,
            order.order_id,
            carrier=carrier if tracking else "",
            tracking=tracking,
            lines=lines,
        )

    def refund(
        self,
        order: PlatformOrder,
        amount: int | None = None,
        *,
        units: Mapping[str, int] | None = None,
        shipping: int | None = None,
    ) -> Refund:
        """Refund *amount*, *units* by SKU, or *shipping*; by default, everything not yet refunded.

        *amount* and *shipping* are minor units.
        """
        return self.world.after_sale.refund(
            order.store,
            order.order_id,
            amount=amount,
            lines=self._lines(order, units or {}),
            shipping=shipping,
        )

    def stock(self, sku: str, quantity: int | None, store: str = "") -> None:
        """Set an article's stock in one account or in all; None: the stock is not counted."""
        if store:
            self.world.inventory.set_stock(store, sku, quantity)
        else:
            self.world.inventory.stock_up(sku, quantity)

    def pass_time(self, seconds: float) -> None:
        """Advance the clock, and do what becomes due: copies, relays, expiries."""
        self.world.advance_to(self.world.now + round(seconds * _A_SECOND))

    def fail(self, kind: FaultKind | MessageFaultKind, operation: str = "", **more: object) -> None:
        """Plan a fault; *more* sets further fields of ``Fault``.

        Raise LookupError if the operation, the platform or the account does not exist, because such
        a fault would never strike.
        """
        fault = Fault(kind, operation, **more)  # type: ignore[arg-type]  # by name
        if fault.store:
            self.account(fault.store)
        _must_be_known(fault)
        self.world.faults.add(fault)

    def choose(self, name: str, answer: str) -> None:
        """Set the assumption *name* to *answer*; see docs/fidelity.md."""
        self.world.choose(name, answer)

    def deliver(self, client: httpx.Client | None = None) -> int:
        """Deliver the due webhooks; return how many were accepted."""
        return webhook_sender.deliver(self.world, client)

    @property
    def calls(self) -> list[Call]:
        """Every call so far: operation, status, fault."""
        return self.world.calls

    def close(self) -> None:
        """Stop the server, if there is one."""
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join(_PATIENCE)
            self._server = None

    # -- what the world says of the program that ships its orders

    def verdict(
        self,
        open_units: ShownUnits | None = None,
        *,
        people: ShownToPeople | None = None,
        quiet: bool = True,
        unseen: float = _A_DAY,
    ) -> Verdict:
        """Judge the program from the world's own record; ``print(verdict)`` lists what is wrong.

        *open_units* is all that the program shows as open: order id, or (account, order id) →
        units, or units by SKU. Without it, a unit is open as long as its platform does not call it
        shipped. *people* is what the program shows to people, who then know of a problem. *quiet*
        means that nothing is due any more in the program. *unseen* is how many seconds the program
        may take to notice what others do.
        """
        known = None if open_units is None else resolved(self.world, _shown(open_units))
        since = round(unseen * _A_SECOND)
        return judge(self.world, people, quiet=quiet, unseen=since, open_units=known)

    def save(self, file: Path | str) -> None:
        """Write the world into a file, which ``mockplace verdict FILE`` reads."""
        world_file.write(self.world, Path(file))

    # -- helpers

    def _lines(self, order: PlatformOrder, units: Mapping[str, int]) -> dict[str, int]:
        """Return units by line id instead of SKU."""
        known = {line.sku: line.line_id for line in order.lines}
        unknown = [sku for sku in units if sku not in known]
        if unknown:
            raise LookupError(f"the order has no {unknown[0]}; it has {', '.join(known)}")
        return {known[sku]: count for sku, count in units.items()}

    def _something(self, store: str) -> str:
        for product in self.world.inventory.offered(store):
            offer = self.world.inventory.offer(store, product.sku)
            if offer is not None and offer.listing == "active" and offer.stock != 0:
                return product.sku
        raise LookupError(f"{store} sells nothing: list a product first, or put stock there")

    def _serve(self) -> None:
        from mockplace.serving.server import Server, listen, site  # it takes its time to load

        ready, listening = threading.Event(), listen(0)
        self._server = Server(site(self.world).answer, ready.set)
        self._thread = threading.Thread(target=self._server.run, args=(listening,), daemon=True)
        self._thread.start()
        if not ready.wait(_PATIENCE):
            raise RuntimeError("mockplace did not begin to listen")
        self._url = f"http://127.0.0.1:{listening.getsockname()[1]}"


def _shown(
    open_units: ShownUnits,
) -> Iterator[ShownOpen]:
    for order, units in open_units.items():
        store, order_id = ("", order) if isinstance(order, str) else order
        yield ShownOpen(store, order_id, units)


def _must_be_known(fault: Fault) -> None:
    platforms = [one.name for one in registry.platforms()]
    if fault.platform not in ("", *platforms):
        raise LookupError(f"no platform {fault.platform!r}; there are: {', '.join(platforms)}")
    if fault.operation and fault.kind not in MESSAGE_KINDS:
        known = sorted(
            {
                route.operation
                for route in registry.routes()
                if fault.platform in ("", route.platform)
            }
        )
        if fault.operation not in known:
            owner = fault.platform or "no platform"
            verb = "has no" if fault.platform else "has an"
            raise LookupError(
                f"{owner} {verb} operation {fault.operation!r}; there are: {', '.join(known)}"
            )


@contextmanager
def opened(
    *,
    orders: int = 0,
    seed: int = 1,
    start: int = START,
    limits: bool = True,
    connector: str = "channel-manager",
    world: World | None = None,
) -> Iterator[Mockplace]:
    """Yield *world* if given, else a new market with shop, amz, bay and *orders* purchases.

    *start* is the market's start time in ms UTC; the same *seed* makes the same market.
    """
    if world is None:
        world = default_market.open_market(
            seed=seed, start=start, limits=limits, connector=connector
        )
        if orders:
            world.populate(orders)
    place = Mockplace(world)
    try:
        yield place
    finally:
        place.close()
