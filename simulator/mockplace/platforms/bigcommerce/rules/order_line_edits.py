"""What a seller may change of an order's lines in BigCommerce's control panel."""

from __future__ import annotations

from mockplace.kernel.after_sale import refunds
from mockplace.kernel.commands import EditLines
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.assumptions import EDIT_SHIPPED


def check(state: State, order: PlatformOrder, command: EditLines) -> None:
    """Refuse fewer units than were refunded, and (if so assumed) than were shipped.

    Stock does not follow an edit: bigcommerce/docs, store-operations/orders, "inventory levels
    won't reflect a change in stock".
    """
    for line in order.lines:
        left = command.quantities.get(line.line_id, line.quantity)
        back = sum(part.quantity for part in refunds.parts_of(order, line.line_id))
        if left < back:
            raise Refusal("already-refunded", f"{back} units of line {line.line_id} were refunded")
        if left < line.handed_over and state.assumptions.of(EDIT_SHIPPED) == "refused":
            raise Refusal(
                "already-shipped",
                f"{line.handed_over} units of line {line.line_id} are shipped",
                line_id=line.line_id,
            )
