"""Decide which order is a copy of which original."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.evidence import EvidenceLine
from shiponce.errors import Refused
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.decide_twin import DecideTwin
from shiponce.tui.screens.order_base import OrderBase, decided_twins
from shiponce.views.orders import OrderDetail, OrderRow, TwinView
from shiponce.views.sentence import Sentence
from shiponce.words import evidence_values

if TYPE_CHECKING:
    from shiponce.hub import Hub


class TwinActions(OrderBase):
    """Decides about the selected order and its twins."""

    @work
    async def do_decide(self) -> None:
        """Ask whether the selected order is a copy, and of which original; record the answer.

        An earlier decision can be changed. If the selected order is an original, ask about its
        first copy that a person linked or rejected before.
        """
        detail = self.order_detail()
        if detail is not None and detail.row.marketplace.is_marketplace:
            detail = await self._copy_of(detail)
        if detail is not None:
            await self.decide(detail.row, _originals(detail))

    async def _copy_of(self, original: OrderDetail) -> OrderDetail | None:
        """Return the first copy that is linked to this original or was rejected for it, or None."""
        copies = decided_twins(original)
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
            job = _try_to_reject(copy, answer.original)
            refusal = await self.app.act(label, job, "tui.undone.decide")
            if isinstance(refusal, Refused) and await self._two_all_the_same(refusal, row):
                await self.app.act(
                    label,
                    lambda hub: hub.matching.reject(copy, answer.original, anyway=True),
                    "tui.undone.decide",
                )

    async def _part_for_sure(
        self, copy: OrderRow, original: int, proposed: Sequence[TwinView]
    ) -> bool:
        """Ask again before unlinking two orders, because both can then be shipped."""
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
        """Show every differing field of two orders, and ask again whether to link them (B8)."""
        say = self.locale.say
        found = await self.app.read(lambda hub: hub.matching.compare(copy, original))
        if not isinstance(found, tuple):
            return False
        second = refusal.way_out == "way_out.reject_other_copy"
        title = "tui.decide.second_title" if second else "tui.decide.differ_title"
        lines = [self.locale.sentence(Sentence(refusal.code, refusal.facts))]
        lines += [
            f"≠ {self._field(line)}: {self._value(line.ours)} ≠ {self._value(line.theirs)}"
            for line in found
            if not line.agrees
        ]
        return await self.app.push_screen_wait(
            Confirm(
                title=say(title, **refusal.facts),
                question="\n".join(lines),
                yes=say("tui.decide.differ_yes"),
                danger=True,
            )
        )

    async def _two_all_the_same(self, refusal: Refused, copy: OrderRow) -> bool:
        """Say which order was shipped, and ask again whether to reject it as the original."""
        say = self.locale.say
        return await self.app.push_screen_wait(
            Confirm(
                title=say("tui.decide.left_title", number=clean(copy.number)),
                question=self.locale.sentence(Sentence(refusal.code, refusal.facts)),
                yes=say("tui.decide.left_yes"),
                danger=True,
            )
        )

    def _field(self, line: EvidenceLine) -> str:
        return clean(evidence_values.field(line.field, self.locale.language))

    def _value(self, text: str) -> str:
        return clean(evidence_values.value(text, self.locale.language))


def _originals(detail: OrderDetail) -> tuple[TwinView, ...]:
    """Return the twins that may be a copy's original; leave out copies in other shops."""
    return tuple(
        twin for twin in detail.twins if twin.bond == "proposed" or twin.platform.is_marketplace
    )


def _try_to_confirm(copy: int, original: int) -> Callable[[Hub], Refused | None]:
    """Return a job that links two orders."""
    return _try(
        lambda hub: hub.matching.confirm(copy, original),
        ("way_out.confirm_anyway", "way_out.reject_other_copy"),
    )


def _try_to_reject(copy: int, original: int) -> Callable[[Hub], Refused | None]:
    """Return a job that rejects an order as the original of another."""
    return _try(lambda hub: hub.matching.reject(copy, original), ("way_out.reject_anyway",))


def _try(
    decide: Callable[[Hub], None], insisting: Sequence[str]
) -> Callable[[Hub], Refused | None]:
    """Return a job that records a decision.

    The job returns a refusal that a person can override: one with a way out of *insisting*. It
    raises any other refusal.
    """

    def job(hub: Hub) -> Refused | None:
        try:
            decide(hub)
        except Refused as refusal:
            if refusal.way_out not in insisting:
                raise
            return refusal
        return None

    return job
