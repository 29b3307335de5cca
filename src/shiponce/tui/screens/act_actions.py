"""The action on an unknown act: record a person's statement about its outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.act import ActKind
from shiponce.errors import PlatformError, Refused
from shiponce.tui.act_text import named
from shiponce.tui.hub_app import FailedCall
from shiponce.tui.modals.settle_act import SettleAct, SettledAs
from shiponce.tui.screens.base import HubScreen
from shiponce.views.acts import ActView

if TYPE_CHECKING:
    from shiponce.domain.shipment import Label
    from shiponce.hub import Hub


#: Codes of refusals which mean that the act is already settled, so do not ask again.
_SETTLED = frozenset({"limit.act_settled", "limit.not_unknown"})


class ActActions(HubScreen):
    """Settles an act; a subclass selects it with ``unknown_act``."""

    def unknown_act(self) -> ActView | None:
        """Return the act to settle."""
        raise LookupError("a screen with acts says which one is meant")

    @work
    async def do_settle(self) -> None:
        """Ask the person about the outcome of an unknown act, and record the answer.

        For a purchase, first read the carrier's labels to offer them as answers.
        """
        act = self.unknown_act()
        if act is None:
            return
        labels: tuple[Label, ...] | None = ()
        if act.kind is ActKind.BUY:
            found = await self._labels(act)
            if isinstance(found, FailedCall) and not isinstance(found.error, PlatformError):
                self.app.changed()  # somebody else has settled it
                return
            labels = None if isinstance(found, FailedCall) else found
        say, said = self.locale.say, None
        while True:
            said = await self.app.push_screen_wait(SettleAct(act, labels, said))
            if said is None:
                return
            job = _settle(act, said)
            done = await self.app.act(say("tui.busy.settle"), job, "tui.undone.settle")
            if not isinstance(done, FailedCall):
                self.app.toast(say("tui.done.settle", act=named(act, self.locale)))
                return
            if not isinstance(done.error, Refused) or done.error.code in _SETTLED:
                return

    async def _labels(self, act: ActView) -> tuple[Label, ...] | FailedCall:
        """Return the labels that the carrier has for a purchase."""
        shipment = act.shipment_id or 0
        label = self.locale.say("tui.busy.options")
        return await self.app.act(
            label, lambda hub: hub.acts.labels(shipment), "tui.undone.labels", writes=False
        )


def _settle(act: ActView, seen: SettledAs) -> Callable[[Hub], object]:
    if act.kind is ActKind.BUY:
        shipment = act.shipment_id or 0
        return lambda hub: hub.acts.settle_purchase(shipment, keep=seen.keep, saw=seen.saw)
    return lambda hub: hub.acts.settle(act.id, happened=seen.happened, saw=seen.saw)
