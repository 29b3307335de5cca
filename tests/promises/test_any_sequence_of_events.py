"""O1 to O4 in any sequence: exactly what is due leaves, whatever else happens meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockplace.kernel.order_facts import LineFacts
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from shiponce.domain.order import OrderStatus
from shiponce.errors import BadInput, ShiponceError
from tests.promises.merchant import Trade
from tests.torture.books import findings

UPS = "1Z999AA10123456784"
#: What happens to one unit, or which store is imported.
UNITS = ("sent", "refunded", "cancelled", "collected", "shipped")
IMPORTS = ("shop", "amz", "bay")
EVENTS = UNITS + IMPORTS
SEQUENCES = st.permutations(EVENTS)


class Story:
    """One purchase of which units are sent elsewhere, refunded, cancelled and collected."""

    def __init__(self, store: str, *, with_copy: bool) -> None:
        self.store = store
        connected = ("amz", "bay", "shop") if with_copy or store == "shop" else ("amz", "bay")
        self.trade = Trade(connected=connected)
        goods = [("MUG", 3), ("BOWL", 2), ("JAR", 2)]
        facts = [LineFacts(), LineFacts(), LineFacts()]
        if store == "shop":
            goods.append(("MUG", 1))
            facts.append(LineFacts(pickup="3"))
        self.order: PlatformOrder = self.trade.buy(store, *goods, line_facts=facts)
        #: Units that have to leave from here.
        self.due = {"MUG": 3, "BOWL": 2, "JAR": 2}
        #: Units of each package of ours.
        self.ours: list[dict[str, int]] = []
        self.there: list[str] = []

    def line(self, sku: str) -> str:
        """The platform's id of the first line of a SKU."""
        return next(one.line_id for one in self.order.lines if one.sku == sku)

    def happens(self, event: str) -> None:
        """One event; a platform that has no such thing refuses it, and nothing happens."""
        if event in ("amz", "bay", "shop"):
            if event in self.trade.connected:
                self.trade.wait(3)
                self.trade.take_in(event)
            return
        try:
            getattr(self, event)()
        except (Refusal, BadInput):  # there is no such thing there, or the order is not here yet
            return
        self.there.append(event)

    def shipped(self) -> None:
        """A mug leaves from here."""
        self.trade.ship(self.order, lines=self.trade.numbered(self.order, MUG=1))
        self.due["MUG"] -= 1
        self.ours.append({"MUG": 1})

    def sent(self) -> None:
        """Somebody ships a mug on the platform's own pages."""
        self.trade.world.shipping.confirm(
            self.store,
            self.order.order_id,
            carrier="UPS",
            service="",
            tracking=UPS,
            units={self.line("MUG"): 1},
            shipped_at=self.trade.world.now,
            recorded_by="seller",
        )
        self.due["MUG"] -= 1

    def refunded(self) -> None:
        """The seller pays a bowl back."""
        self.trade.world.after_sale.refund(
            self.store, self.order.order_id, lines={self.line("BOWL"): 1}
        )
        self.due["BOWL"] -= 1

    def cancelled(self) -> None:
        """The seller cancels a jar."""
        self.trade.world.after_sale.cancel_by_seller(
            self.store, self.order.order_id, units={self.line("JAR"): 1}
        )
        self.due["JAR"] -= 1

    def collected(self) -> None:
        """The buyer fetches the mug that waits in the shop."""
        self.trade.world.shipping.collect(self.store, self.order.order_id)

    def ends(self) -> None:
        """Import everything, and ship what is due until nothing is."""
        trade, order = self.trade, self.order
        trade.wait(3)
        trade.take_in()
        assert trade.due(order) == self.due, self.there
        trade.ship(order)
        trade.settle()
        assert trade.due(order) == {}
        assert trade.sent(order) == [*self.ours, self.due]
        assert trade.status(order) is OrderStatus.SHIPPED
        assert trade.waiting() == []
        with pytest.raises(ShiponceError):
            trade.ship(order)
        assert findings(trade) == []
        trade.check()


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.proves("O1", "O2", "O3", "O4", "W10", "X1", "X4")
@settings(max_examples=12, deadline=None)
@given(events=SEQUENCES, with_copy=st.booleans())
@example(events=list(EVENTS), with_copy=True)
@example(events=[*IMPORTS, *UNITS], with_copy=True)
@example(events=[*IMPORTS, *UNITS], with_copy=False)
def test_what_is_due_leaves_in_every_sequence(
    store: str, with_copy: bool, events: list[str]
) -> None:
    """One unit sent elsewhere, one refunded, one cancelled, one collected, and imports between."""
    story = Story(store, with_copy=with_copy)
    for event in events:
        story.happens(event)
    story.ends()


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
@pytest.mark.proves("O1", "O2", "O3")
def test_each_platform_has_most_of_these_events(store: str) -> None:
    """Amazon refunds only what was shipped, eBay and BigCommerce cancel whole orders."""
    story = Story(store, with_copy=True)
    for event in UNITS:
        story.happens(event)
    assert (
        story.there
        == {
            "amz": ["sent", "cancelled"],
            "bay": ["sent", "refunded"],
            "shop": ["sent", "refunded", "collected"],
        }[store]
    )
