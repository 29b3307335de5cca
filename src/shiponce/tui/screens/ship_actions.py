"""Ship an order from its row in the grid or from its own screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.order import OrderStatus, Visibility
from shiponce.errors import Refused
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.ship_order import ShipChoice, ShipDialog, said_to_be_notified
from shiponce.tui.screens.order_base import OrderBase
from shiponce.views.orders import OrderRow
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView

if TYPE_CHECKING:
    from shiponce.hub import Hub


#: Refusals that a person can override: way-out code -> argument of ``hub.shipping.ship``.
_INSISTING = {
    "way_out.insist_on_twin": "anyway",
    "way_out.insist_on_refunded": "anyway",
    "way_out.same_package": "same_package",
}
#: Title and button of the confirmation dialog, by the way-out code of the refusal.
_ASKED = {
    "way_out.insist_on_twin": ("tui.ship.title_anyway", "tui.ship.yes_anyway"),
    "way_out.insist_on_refunded": ("tui.ship.title_refunded", "tui.ship.yes_anyway"),
    "way_out.same_package": ("tui.ship.title_same_package", "tui.ship.yes_same_package"),
}


class ShipActions(OrderBase):
    """Ships the selected order."""

    @work
    async def do_ship(self) -> None:
        """Ask how to ship the order, then ship it."""
        row = await self._to_ship()
        if row is None:
            return
        choice = await self.app.push_screen_wait(ShipDialog(row))
        if choice is None:
            return
        say = self.locale.say
        label = say("tui.busy.ship", number=clean(row.number))
        insisted: set[str] = set()
        while True:
            job = _try_to_ship(row.id, choice, frozenset(insisted))
            done = await self.app.act(label, job, "tui.undone.ship")
            if not isinstance(done, Refused):
                break
            if not await self._insists(row, done):
                return
            insisted.add(_INSISTING[done.way_out or ""])
        if isinstance(done, ShipmentView):
            text = say(
                "tui.done.ship",
                number=clean(row.number),
                carrier=clean(done.carrier),
                tracking=clean(done.tracking),
            )
            self.app.toast(f"{text} {said_to_be_notified(self.locale, choice.notifies)}")

    async def _insists(self, row: OrderRow, refusal: Refused) -> bool:
        """Ask whether to override a refusal.

        The reason is a shipped twin (W7), a refund that only a copy shows (O3), or a tracking
        number that another purchase has.
        """
        say = self.locale.say
        title, yes = _ASKED[refusal.way_out or ""]
        return await self.app.push_screen_wait(
            Confirm(
                title=say(title, number=clean(row.number)),
                question=self.locale.sentence(Sentence(refusal.code, refusal.facts)),
                yes=say(yes),
                danger=True,
            )
        )

    async def _to_ship(self) -> OrderRow | None:
        """Return the selected order, or the original if a hidden copy is selected (P5).

        A message tells the person about the replacement. None if that original is not open.
        """
        row, say = self.order_row(), self.locale.say
        if row is None or row.visibility is not Visibility.HIDDEN:
            return row
        copy, order_id = row, row.id
        found = await self.app.act(
            say("tui.busy.options"),
            lambda hub: hub.orders.rows([hub.shipping.order_to_ship(order_id)])[0],
            "tui.undone.options",
            writes=False,
        )
        if not isinstance(found, OrderRow):
            return None
        code = "tui.ship.on_original" if found.status.is_open else "tui.ship.original_over"
        if found.status is OrderStatus.CANCELLED:
            code = "tui.ship.original_cancelled"
        self.app.toast(say(code, number=clean(found.number), copy=clean(copy.number)))
        return found if found.status.is_open else None


def _try_to_ship(
    order_id: int, choice: ShipChoice, insisted: frozenset[str]
) -> Callable[[Hub], ShipmentView | Refused]:
    """Return a job that ships an order.

    The job returns a refusal that a person can override, and raises any other refusal.
    """

    def job(hub: Hub) -> ShipmentView | Refused:
        try:
            return _ship(order_id, choice, insisted)(hub)
        except Refused as refusal:
            if refusal.way_out not in _INSISTING:
                raise
            return refusal

    return job


def _ship(
    order_id: int, choice: ShipChoice, insisted: frozenset[str]
) -> Callable[[Hub], ShipmentView]:
    return lambda hub: hub.shipping.ship(
        order_id,
        choice.option,
        carrier=choice.carrier,
        tracking=choice.tracking,
        lines=choice.packed.lines,
        together=choice.packed.together,
        anyway="anyway" in insisted,
        same_package="same_package" in insisted,
        untracked=choice.untracked,
    )
