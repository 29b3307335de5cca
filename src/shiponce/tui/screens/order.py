"""Show one order on its own screen, with what each platform shows of it."""

from __future__ import annotations

from collections.abc import Iterable

from textual import getters
from textual.widget import Widget

from shiponce.tui.key_bindings import ORDER, bindings
from shiponce.tui.screens.order_actions import OrderActions
from shiponce.tui.widgets.order_pane import OrderPane
from shiponce.views.orders import OrderDetail, OrderRow


class OrderScreen(OrderActions):
    """Show everything about one order."""

    SCOPE = ORDER
    BINDINGS = bindings(ORDER)
    CSS = (
        "OrderScreen OrderPane { padding: 1 2 0 2; } OrderScreen OrderPane:focus { border: none; }"
    )
    AUTO_FOCUS = "OrderPane"

    pane = getters.query_one(OrderPane)

    def __init__(self, order_id: int) -> None:
        super().__init__()
        self._order_id = order_id

    def content(self) -> Iterable[Widget]:
        """Yield the order's pane over the whole screen."""
        yield OrderPane()

    def reload(self) -> None:
        """Read the order again."""
        self.pane.show(self._order_id)

    def order_row(self) -> OrderRow | None:
        """Return the order of this screen."""
        return self.pane.detail.row if self.pane.detail else None

    def order_detail(self) -> OrderDetail | None:
        """Return all details of this screen's order, once they are read."""
        return self.pane.detail

    def jump(self, order_id: int) -> None:
        """Show another order on this screen."""
        self._order_id = order_id
        self.pane.show(order_id)

    def do_look(self) -> None:
        """Read the order from every platform and show the answers."""
        self.pane.look_and_show()

    def do_leave(self) -> None:
        """Return to the list."""
        self.app.pop_screen()
