"""The actions on one order, the same in the grid and on the order's own screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.order import Visibility
from shiponce.errors import BadInput, Refused
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.cancel_original import CancelOriginal
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.hold_until import HoldUntil
from shiponce.tui.screens.order_base import decided_twins, live_label, standing_conditions
from shiponce.tui.screens.print_actions import PrintActions
from shiponce.tui.screens.ship_actions import ShipActions
from shiponce.tui.screens.twin_actions import TwinActions
from shiponce.tui.screens.void_actions import VoidActions
from shiponce.views.orders import ConditionView, OrderRow
from shiponce.words import input_parsing
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import platform_word

if TYPE_CHECKING:
    from shiponce.hub import Hub


class OrderActions(ShipActions, VoidActions, PrintActions, TwinActions):
    """All actions on the selected order."""

    def under_cursor(self) -> UnderCursor:
        """Return the selected order, and what of it decides which actions are available."""
        row, detail = self.order_row(), self.order_detail()
        return UnderCursor(
            row=row is not None,
            order=row,
            twin=bool(detail and detail.twins),
            decided=bool(detail and decided_twins(detail)),
            label=bool(detail and live_label(detail)),
            condition=bool(detail and standing_conditions(detail)),
        )

    @work
    async def do_cancel(self) -> None:
        """Ask, then cancel; if the hub refuses to cancel an original, offer its copy instead."""
        row = self.order_row()
        if row is None or not await self._sure_to_cancel(row):
            return
        say = self.locale.say
        label = say("tui.busy.cancel", number=clean(row.number))
        done = await self.app.act(label, _try_cancel(row.id), "tui.undone.cancel")
        if isinstance(done, Refused):
            way = await self.app.push_screen_wait(CancelOriginal(row, done))
            if way is None:
                return
            again = _cancel(row.id, anyway=way == "anyway", swap=way == "swap")
            done = await self.app.act(label, again, "tui.undone.cancel")
        if isinstance(done, tuple):
            numbers = ", ".join(clean(each.number) for each in done)
            self.app.toast(say("tui.done.cancel", number=numbers))

    @work
    async def do_restore(self) -> None:
        """Restore a cancelled order; it can be cancelled again, so nothing is asked."""
        row = self.order_row()
        if row is None:
            return
        say, number = self.locale.say, clean(row.number)
        done = await self.app.act(
            say("tui.busy.restore", number=number),
            lambda hub: hub.orders.restore(row.id),
            "tui.undone.restore",
        )
        if isinstance(done, OrderRow):
            hidden = done.visibility is not Visibility.VISIBLE
            grid = STATUS_WORD[(done.visibility if hidden else done.status)]
            self.app.toast(say("tui.done.restore", number=number, grid=grid))

    async def _sure_to_cancel(self, row: OrderRow) -> bool:
        say = self.locale.say
        return await self.app.push_screen_wait(
            Confirm(
                title=say("tui.cancel.title", number=clean(row.number)),
                question=say(
                    "tui.cancel.question",
                    number=clean(row.number),
                    marketplace=platform_word(row.marketplace),
                    items=clean(row.items),
                ),
                yes=say("tui.cancel.yes", number=clean(row.number)),
                danger=True,
            )
        )

    @work
    async def do_hold(self) -> None:
        """Ask for the end of the hold until it can be parsed, then put the order on hold."""
        row = self.order_row()
        if row is None:
            return
        say, number = self.locale.say, clean(row.number)
        typed = ""
        while True:
            wanted = await self.app.push_screen_wait(HoldUntil(row, typed))
            if wanted is None:
                return
            typed = wanted
            job = _hold(row.id, input_parsing.stored_hold(wanted, self.locale.language))
            done = await self.app.act(say("tui.busy.hold", number=number), job, "tui.undone.hold")
            if done is None:
                self.app.toast(say("tui.done.hold", number=number))
            if done is None or not isinstance(done.error, BadInput):
                return

    @work
    async def do_release(self) -> None:
        """Release the order; it can be put on hold again, so nothing is asked."""
        row = self.order_row()
        if row is None:
            return
        say, number = self.locale.say, clean(row.number)
        label = say("tui.busy.release", number=number)
        done = await self.app.act(
            label, lambda hub: hub.orders.release(row.id), "tui.undone.release"
        )
        if done is None:
            self.app.toast(say("tui.done.release", number=number))

    @work
    async def do_overrule(self) -> None:
        """Ask, and say what it means, then overrule the conditions of the order's platform."""
        detail = self.order_detail()
        found = standing_conditions(detail) if detail else ()
        if detail is None or not found:
            return
        say, row = self.locale.say, detail.row
        number = clean(row.number)
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.overrule.title", number=number),
                question=say(
                    "tui.overrule.question",
                    platform=platform_word(row.source.platform or row.marketplace),
                    number=number,
                    what=self._said(found),
                    by=clean(self.app.actor),
                ),
                yes=say("tui.overrule.yes"),
                danger=True,
            )
        )
        if not sure:
            return
        done = await self.app.act(
            say("tui.busy.overrule", number=number),
            lambda hub: hub.orders.overrule(row.id),
            "tui.undone.overrule",
        )
        if isinstance(done, tuple):
            self.app.toast(say("tui.done.overrule", number=number, what=self._said(done)))

    def _said(self, found: Sequence[ConditionView]) -> str:
        return ", ".join(self.locale.sentence(one.what) for one in found)

    def do_copy(self) -> None:
        """Copy the order's number to the clipboard; this also works over SSH."""
        row = self.order_row()
        if row is not None:
            self.app.copy_to_clipboard(clean(row.number))
            self.app.toast(self.locale.say("tui.done.copy", text=clean(row.number)))

    def do_twin(self) -> None:
        """Show the first twin of the order."""
        detail = self.order_detail()
        if detail and detail.twins:
            self.jump(detail.twins[0].order_id)


def _hold(order_id: int, until: str) -> Callable[[Hub], None]:
    return lambda hub: hub.orders.hold(order_id, until)


def _cancel(order_id: int, *, anyway: bool, swap: bool) -> Callable[[Hub], tuple[OrderRow, ...]]:
    return lambda hub: hub.orders.cancel(order_id, anyway=anyway, swap=swap)


def _try_cancel(order_id: int) -> Callable[[Hub], Refused | tuple[OrderRow, ...]]:
    """Return a job that cancels an order.

    The job returns the refusal to cancel an original, so that the person can choose what to do.
    """

    def job(hub: Hub) -> Refused | tuple[OrderRow, ...]:
        try:
            return hub.orders.cancel(order_id)
        except Refused as refusal:
            if refusal.code != "limit.cancel_original":
                raise
            return refusal

    return job
