"""Void a label, or take back a package that was entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.shipment import VoidWay
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.carrier_void import CarrierVoid
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.screens.order_base import OrderBase, live_label
from shiponce.views.orders import OrderRow
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView
from shiponce.words.families import Family

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: Texts of the confirmation dialog. VoidWay.THERE has no button here: it has its own dialog.
_VOID_TITLE = Family("tui.void.title_{}", VoidWay)
_VOID_QUESTION = Family("tui.void.question_{}", VoidWay)
_VOID_YES = Family("tui.void.yes_{}", (VoidWay.LABEL, VoidWay.ENTRY))


class VoidActions(OrderBase):
    """Voids the label of the selected order."""

    @work
    async def do_void(self) -> None:
        """Ask, then void the label, or take back a package entered by hand."""
        detail = self.order_detail()
        shipment = live_label(detail) if detail else None
        if detail is None or shipment is None:
            return
        say = self.locale.say
        facts = {"carrier": clean(shipment.carrier), "tracking": clean(shipment.tracking)}
        label, sid = say("tui.busy.void", **facts), shipment.id
        at_stores = await self._at_stores(label, sid)
        saw = await self._sure_to_void(detail.row, shipment, at_stores)
        if saw is not None:
            done = await self.app.act(
                label, lambda hub: hub.shipping.void(sid, saw=saw), "tui.undone.void"
            )
            if not isinstance(done, ShipmentView):
                return
            entered = shipment.void_way is VoidWay.ENTRY
            title = say("tui.done.void_entry" if entered else "tui.done.void", **facts)
            lost = self._shared("cli.ship.shared_ended", done)
            at_stores = await self._at_stores(label, sid)  # a notification may have ended meanwhile
            if said := " ".join(filter(None, (lost, at_stores))):
                self.app.toast(said, title=title, severity="warning")

    async def _at_stores(self, label: str, shipment_id: int) -> str:
        """Return which stores show, or may show, the package; '' if none."""

        def ask(hub: Hub) -> tuple[Sentence, ...]:
            found = hub.shipping.notified_stores(shipment_id)
            perhaps = hub.shipping.perhaps_notified(shipment_id)
            return tuple(filter(None, (found, perhaps)))

        found = await self.app.act(label, ask, "tui.undone.void", writes=False)
        sentences = found if isinstance(found, tuple) else ()
        return "\n\n".join(map(self.locale.sentence, sentences))

    def _shared(self, code: str, shipment: ShipmentView) -> str:
        """Return a sentence about all orders in a package; '' for a package of one order."""
        orders = ", ".join(map(clean, shipment.orders))
        return self.locale.say(code, orders=orders) if len(shipment.orders) > 1 else ""

    async def _sure_to_void(
        self, row: OrderRow, shipment: ShipmentView, at_stores: str
    ) -> str | None:
        """Ask whether to void the label.

        Return what the person saw at the carrier ('' if the hub itself can void the label), or None
        if the person declines. *at_stores* says what happens at the stores notified of the package.
        """
        say = self.locale.say
        facts = {
            "number": clean(row.number),
            "carrier": clean(shipment.carrier),
            "tracking": clean(shipment.tracking),
        }
        way = shipment.void_way
        question = say(_VOID_QUESTION[way], **facts)
        more = filter(None, (self._shared("tui.void.shared", shipment), at_stores))
        question = "\n\n".join((question, *more))
        title = say(_VOID_TITLE[way], **facts)
        if way is VoidWay.THERE:
            return await self.app.push_screen_wait(CarrierVoid(title=title, text=question))
        yes = say(_VOID_YES[way], **facts)
        dialog = Confirm(title=title, question=question, yes=yes, danger=True)
        return "" if await self.app.push_screen_wait(dialog) else None
