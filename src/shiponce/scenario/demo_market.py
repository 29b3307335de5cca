"""The simulated market with orders, used by ``shiponce demo``."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mockplace.kernel.records import Account, Product
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.persistence.timestamps import to_ms
from shiponce.scenario.simulation import Simulation, draw

#: The virtual moment at which the demonstration opens: a Friday morning before Christmas.
OPENING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_HISTORY = timedelta(days=2)
#: The length of a time slot in milliseconds; about one slot in three has a purchase.
_SLOT = 10 * 60_000

_EVERYWHERE = ("shop", "amz", "bay")

CATALOG = (
    Product("MUG-SLATE", "Slate mug, hand-thrown, 35 cl", 1299, 400, _EVERYWHERE),
    Product("MUG-MOSS", "Moss mug, hand-thrown, 35 cl", 1299, 400, _EVERYWHERE),
    Product("TEAPOT-IRIS", "Iris teapot with willow handle", 4850, 1250, _EVERYWHERE),
    Product("BOWL-HARBOUR", "Harbour serving bowl, 28 cm", 3900, 1400, ("shop", "amz")),
    Product("LAMP-HERON", "Heron desk lamp, brass", 8900, 2100, _EVERYWHERE),
    Product("THROW-FJORD", "Fjord wool throw, 130 × 180 cm", 7450, 1100, _EVERYWHERE),
    Product("CANDLE-QUINCE", "Quince candle, 40 hours", 1875, 320, _EVERYWHERE),
    Product("CLOCK-LARCH", "Larch wall clock, silent", 5600, 900, ("shop", "bay")),
    Product("BOARD-ELM", "Elm bread board", 3250, 1300, _EVERYWHERE),
    Product("APRON-DUSK", "Dusk linen apron", 2990, 350, ("shop", "amz")),
    #: The connector knows no listing of these two products, so their orders get no copy (A3).
    Product("GLOBE-ATLAS", "Atlas desk globe, 1962 edition", 12900, 2600, ("bay",), linked=False),
    Product("HOOKS-ANVIL", "Anvil coat hook, set of three", 2480, 700, ("amz",), linked=False),
)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Block signals until a newly created folder is registered for removal."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class DemoMarket:
    """Three stores, a dozen articles, two days of purchases, and new purchases as time passes."""

    def __init__(
        self,
        *,
        seed: int = 7,
        mode: MatchingMode = MatchingMode.RECONCILING,
        file: Path | None = None,
        purchases: int = 60,
    ) -> None:
        self._seed = seed
        self.simulation = Simulation(seed=seed, start=OPENING - _HISTORY)
        self._open_accounts()
        self._fill(purchases)
        with ExitStack() as begun:  # a failure or stop half-way leaves nothing behind
            if file is None:
                with _signals_wait():
                    folder = begun.enter_context(
                        tempfile.TemporaryDirectory(
                            prefix="shiponce-demo-", ignore_cleanup_errors=True
                        )
                    )
                file = Path(folder) / "demo.db"
            self.file = file
            self.hub = begun.enter_context(self.simulation.hub(file))
            self._connect(mode)
            self._owned = begun.pop_all()

    def live(self, virtual: timedelta) -> None:
        """Let time pass: copies arrive, somebody buys now and then, relays run.

        What happens depends on virtual time only, not on how it is divided into calls.
        """
        with self.simulation.lock:
            world = self.simulation.world
            until = world.now + virtual // timedelta(milliseconds=1)
            for slot in range(world.now // _SLOT, until // _SLOT + 1):
                at = slot * _SLOT + draw(_SLOT, self._seed, "moment", slot)
                if draw(3, self._seed, "slot", slot) == 0 and world.now < at <= until:
                    world.advance_to(at)
                    self._buy(f"visitor-{slot}")
            world.advance_to(until)

    def close(self) -> None:
        """Close the hub, and delete its database if the demo created that file."""
        self._owned.close()

    def _open_accounts(self) -> None:
        world = self.simulation.world
        world.open_account(Account("shop", "bigcommerce", ""))
        world.open_account(Account("amz", "amazon", "", market="ATVPDKIKX0DER"))
        world.open_account(Account("bay", "ebay", "", market="EBAY_US"))
        for product in CATALOG:
            world.list_product(product)

    def _fill(self, purchases: int) -> None:
        """Make the purchases of the days before ``OPENING``, evenly with a little randomness."""
        world, begin = self.simulation.world, to_ms(OPENING - _HISTORY)
        span = _HISTORY // timedelta(milliseconds=1) // max(purchases, 1)
        for n in range(purchases):
            world.advance_to(begin + n * span + draw(span, self._seed, "history", n))
            self._buy(f"buyer-{n + 1}")
        world.advance_to(to_ms(OPENING))

    def _buy(self, name: str) -> None:
        """Make one purchase; seed and name decide store, goods and service."""
        store = ("shop", "amz", "amz", "bay", "bay")[draw(5, self._seed, name, "store")]
        goods = [product for product in CATALOG if store in product.sells_on]
        first = draw(len(goods), self._seed, name, "first")
        lines = [(goods[first].sku, 1 + draw(4, self._seed, name, "units") // 2, None)]
        if draw(4, self._seed, name, "second line") == 0:
            lines.append((goods[(first + 1) % len(goods)].sku, 1, None))
        prime = store == "amz" and draw(3, self._seed, name, "prime") == 0
        self.simulation.world.buy(name, store, lines, prime=prime)

    def _connect(self, mode: MatchingMode) -> None:
        self.hub.matching.choose_mode(mode)
        if self.hub.stores.rows():  # a file of an earlier demonstration keeps its stores
            return
        self.simulation.connect(self.hub, "shop", integration=Integration.LEGACY)
        self.simulation.connect(self.hub, "amz")
        self.simulation.connect(self.hub, "bay")
        self.hub.stores.choose_method(Method.B)
