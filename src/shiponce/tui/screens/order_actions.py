"""What can be done to one order, the same from the grid and from the order's own page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import ShipmentState, VoidWay
from shiponce.errors import BadInput, Refused
from shiponce.tui.actions import UnderCursor
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.cancel_original import CancelOriginal
from shiponce.tui.modals.carrier_void import CarrierVoid
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.decide_twin import DecideTwin
from shiponce.tui.modals.hold_until import HoldUntil
from shiponce.tui.modals.ship_order import ShipChoice, ShipDialog, said_to_be_notified
from shiponce.tui.screens.base import HubScreen
from shiponce.views.orders import OrderDetail, OrderRow, TwinView
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView
from shiponce.words import evidence_values, input_parsing
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import Family, platform_word

#: What is asked before a package is taken back; one that only its carrier can void has no button.
_VOID_TITLE = Family("tui.void.title_{}", VoidWay)
_VOID_QUESTION = Family("tui.void.question_{}", VoidWay)
_VOID_YES = Family("tui.void.yes_{}", (VoidWay.LABEL, VoidWay.ENTRY))

if TYPE_CHECKING:
    from shiponce.hub import Hub


class OrderActions(HubScreen):
    """Ship, cancel, void, decide, copy and jump; a screen says which order is meant."""

    def order_row(self) -> OrderRow | None:
        """The order that is meant."""
        raise LookupError("a screen with orders says which one is meant")

    def order_detail(self) -> OrderDetail | None:
        """The same with everything about it, once it has been read."""
        return None

    def jump(self, order_id: int) -> None:
        """Show another order."""

    def under_cursor(self) -> UnderCursor:
        """The order under the cursor and what belongs to it."""
        row, detail = self.order_row(), self.order_detail()
        return UnderCursor(
            row=row is not None,
            order=row,
            twin=bool(detail and detail.twins),
            decided=bool(detail and _decided(detail)),
            label=bool(detail and _live_label(detail)),
        )

    @work
    async def do_ship(self) -> None:
        """Ask how, then buy the label."""
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
            told = say(
                "tui.done.ship",
                number=clean(row.number),
                carrier=clean(done.carrier),
                tracking=clean(done.tracking),
            )
            self.app.toast(f"{told} {said_to_be_notified(self.locale, choice.notifies)}")

    async def _insists(self, row: OrderRow, refusal: Refused) -> bool:
        """Ask about a purchase that has left with its twin (W7), or a number that another has."""
        say = self.locale.say
        title, yes = _ASKED[_INSISTING[refusal.way_out or ""]]
        return await self.app.push_screen_wait(
            Confirm(
                title=say(title, number=clean(row.number)),
                question=self.locale.sentence(Sentence(refusal.code, refusal.facts)),
                yes=say(yes),
                danger=True,
            )
        )

    async def _to_ship(self) -> OrderRow | None:
        """The order that is meant; in place of a hidden copy its original, which is said (P5)."""
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

    @work
    async def do_cancel(self) -> None:
        """Ask, cancel, and offer the copy instead when the original is the wrong one."""
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
        """Bring a cancelled order back; it can be cancelled again, so nothing is asked."""
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
    async def do_void(self) -> None:
        """Ask, then give the label back, or take back what was entered of a package."""
        detail = self.order_detail()
        shipment = _live_label(detail) if detail else None
        if detail is None or shipment is None:
            return
        say = self.locale.say
        facts = {"carrier": clean(shipment.carrier), "tracking": clean(shipment.tracking)}
        label, sid = say("tui.busy.void", **facts), shipment.id
        found = await self.app.act(
            label, lambda hub: hub.shipping.notified_stores(sid), "tui.undone.void", writes=False
        )
        told = self.app.locale.sentence(found) if isinstance(found, Sentence) else ""
        saw = await self._sure_to_void(detail.row, shipment, told)
        if saw is not None:
            done = await self.app.act(
                label, lambda hub: hub.shipping.void(sid, saw=saw), "tui.undone.void"
            )
            if not isinstance(done, ShipmentView):
                return
            entered = shipment.void_way is VoidWay.ENTRY
            title = say("tui.done.void_entry" if entered else "tui.done.void", **facts)
            lost = self._shared("cli.ship.shared_ended", done)
            if said := " ".join(filter(None, (lost, told))):
                self.app.toast(said, title=title, severity="warning")

    def _shared(self, code: str, shipment: ShipmentView) -> str:
        """Say a sentence about all orders in a package; '' for a package of one order."""
        orders = ", ".join(map(clean, shipment.orders))
        return self.locale.say(code, orders=orders) if len(shipment.orders) > 1 else ""

    async def _sure_to_void(self, row: OrderRow, shipment: ShipmentView, told: str) -> str | None:
        """Ask about the void that there can be; what was seen elsewhere ('' needs none), or None.

        *told* is what becomes of it at the stores that know of the package.
        """
        say = self.locale.say
        facts = {
            "number": clean(row.number),
            "carrier": clean(shipment.carrier),
            "tracking": clean(shipment.tracking),
        }
        way = shipment.void_way
        question = say(_VOID_QUESTION[way], **facts)
        more = filter(None, (self._shared("tui.void.shared", shipment), told))
        question = "\n\n".join((question, *more))
        title = say(_VOID_TITLE[way], **facts)
        if way is VoidWay.THERE:
            return await self.app.push_screen_wait(CarrierVoid(title=title, told=question))
        yes = say(_VOID_YES[way], **facts)
        dialog = Confirm(title=title, question=question, yes=yes, danger=True)
        return "" if await self.app.push_screen_wait(dialog) else None

    @work
    async def do_hold(self) -> None:
        """Ask until when, and again when that was no time; then hold the order back."""
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
        """Take the order off its hold; a hold can be put again, so nothing is asked."""
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
    async def do_decide(self) -> None:
        """Ask which order this is a copy of, or that it is nobody's; also a second time."""
        detail = self.order_detail()
        if detail is not None and detail.row.marketplace.is_marketplace:
            detail = await self._copy_of(detail)
        if detail is not None:
            await self.decide(detail.row, _originals(detail))

    async def _copy_of(self, original: OrderDetail) -> OrderDetail | None:
        """The copy on which a decision about an original was made."""
        copies = _decided(original)
        if not copies:
            return None
        found = await self.app.read(lambda hub: hub.orders.detail(copies[0].order_id))
        return found if isinstance(found, OrderDetail) else None

    async def decide(self, row: OrderRow, proposed: Sequence[TwinView]) -> None:
        """Ask which of the proposed originals an order is a copy of; record the answer."""
        answer = await self.app.push_screen_wait(DecideTwin(row, proposed))
        if answer is None:
            return
        copy = row.id
        label = self.locale.say("tui.busy.decide")
        if answer.same:
            job = _try_to_confirm(copy, answer.original)
            refusal = await self.app.act(label, job, "tui.undone.decide")
            if isinstance(refusal, Refused) and await self._same_all_the_same(
                refusal, copy, answer.original
            ):
                await self.app.act(
                    label,
                    lambda hub: hub.matching.confirm(copy, answer.original, anyway=True),
                    "tui.undone.decide",
                )
        elif await self._part_for_sure(row, answer.original, proposed):
            await self.app.act(
                label,
                lambda hub: hub.matching.reject(copy, answer.original),
                "tui.undone.decide",
            )

    async def _part_for_sure(
        self, copy: OrderRow, original: int, proposed: Sequence[TwinView]
    ) -> bool:
        """Ask once more where two orders count as one purchase: parted, both can be shipped."""
        linked = next((t for t in proposed if (t.order_id, t.bond) == (original, "linked")), None)
        if linked is None:
            return True
        say = self.locale.say
        facts = {"copy": clean(copy.number), "original": clean(linked.number)}
        return await self.app.push_screen_wait(
            Confirm(
                title=say("tui.decide.part_title", **facts),
                question=say("tui.decide.part_question", **facts),
                yes=say("tui.decide.part_yes"),
                danger=True,
            )
        )

    async def _same_all_the_same(self, refusal: Refused, copy: int, original: int) -> bool:
        """Show both values of every field in which two orders differ, and ask again (B8)."""
        say = self.locale.say
        found = await self.app.read(lambda hub: hub.matching.compare(copy, original))
        if not isinstance(found, tuple):
            return False
        told = [self.locale.sentence(Sentence(refusal.code, refusal.facts))]
        told += [
            f"≠ {self._field(line)}: {self._value(line.ours)} ≠ {self._value(line.theirs)}"
            for line in found
            if not line.agrees
        ]
        return await self.app.push_screen_wait(
            Confirm(
                title=say("tui.decide.differ_title", **refusal.facts),
                question="\n".join(told),
                yes=say("tui.decide.differ_yes"),
                danger=True,
            )
        )

    def _field(self, line: EvidenceLine) -> str:
        return clean(evidence_values.field(line.field, self.locale.language))

    def _value(self, text: str) -> str:
        return clean(evidence_values.value(text, self.locale.language))

    def do_copy(self) -> None:
        """Put the order's number on the clipboard, over SSH too."""
        row = self.order_row()
        if row is not None:
            self.app.copy_to_clipboard(clean(row.number))
            self.app.toast(self.locale.say("tui.done.copy", text=clean(row.number)))

    def do_twin(self) -> None:
        """Show the other order of the pair."""
        detail = self.order_detail()
        if detail and detail.twins:
            self.jump(detail.twins[0].order_id)


def _live_label(detail: OrderDetail) -> ShipmentView | None:
    live = (one for one in detail.shipments if one.state is ShipmentState.LABELLED)
    return next((one for one in live if one.order_id == detail.row.id), None)


def _decided(detail: OrderDetail) -> tuple[TwinView, ...]:
    """The twins about which a decision can be taken back: a copy's originals, or the reverse."""
    market = detail.row.marketplace.is_marketplace
    return tuple(
        twin
        for twin in detail.twins
        if twin.bond in ("linked", "rejected") and twin.platform.is_marketplace is not market
    )


def _originals(detail: OrderDetail) -> tuple[TwinView, ...]:
    """What a copy may stand behind: no copy of another shop."""
    return tuple(
        twin for twin in detail.twins if twin.bond == "proposed" or twin.platform.is_marketplace
    )


#: What a person insists on, by the way out of its refusal: the switch of ``hub.shipping.ship``.
_INSISTING = {"way_out.insist_on_twin": "anyway", "way_out.same_package": "same_package"}
#: Title and button of the question, by that switch.
_ASKED = {
    "anyway": ("tui.ship.title_anyway", "tui.ship.yes_anyway"),
    "same_package": ("tui.ship.title_same_package", "tui.ship.yes_same_package"),
}


def _try_to_ship(
    order_id: int, choice: ShipChoice, insisted: frozenset[str]
) -> Callable[[Hub], ShipmentView | Refused]:
    """Ship; a refusal that a person can insist on comes back as a value."""

    def job(hub: Hub) -> ShipmentView | Refused:
        try:
            return _ship(order_id, choice, insisted)(hub)
        except Refused as refusal:
            if refusal.way_out not in _INSISTING:
                raise
            return refusal

    return job


def _try_to_confirm(copy: int, original: int) -> Callable[[Hub], Refused | None]:
    """Confirm; the refusal that a person can insist on comes back as a value."""

    def job(hub: Hub) -> Refused | None:
        try:
            hub.matching.confirm(copy, original)
        except Refused as refusal:
            if refusal.code != "limit.twins_differ":
                raise
            return refusal
        return None

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
    )


def _hold(order_id: int, until: str) -> Callable[[Hub], None]:
    return lambda hub: hub.orders.hold(order_id, until)


def _cancel(order_id: int, *, anyway: bool, swap: bool) -> Callable[[Hub], tuple[OrderRow, ...]]:
    return lambda hub: hub.orders.cancel(order_id, anyway=anyway, swap=swap)


def _try_cancel(order_id: int) -> Callable[[Hub], Refused | tuple[OrderRow, ...]]:
    """Cancel; the refusal that a person can answer comes back as a value."""

    def job(hub: Hub) -> Refused | tuple[OrderRow, ...]:
        try:
            return hub.orders.cancel(order_id)
        except Refused as refusal:
            if refusal.code != "limit.cancel_original":
                raise
            return refusal

    return job
