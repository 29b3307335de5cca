"""What happened to orders, packages and labels, in sequence, each with the request that caused it.

The judge reads this record. It holds only what matters to a verdict: no reads and no personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mockplace.kernel import events as happened
from mockplace.kernel.manual_shipments import SentByHand

if TYPE_CHECKING:
    from mockplace.kernel.records import Call
    from mockplace.kernel.state import State

#: Account and order id.
Place = tuple[str, str]
#: The end of the note of an act that closes an order as shipped.
SHIPPED = "→ shipped"


class ActKind(StrEnum):
    """The kinds of acts that the judge reads."""

    LABEL_BOUGHT = "label bought"
    LABEL_VOIDED = "label voided"
    LEFT = "package collected by the carrier"
    SENT_BY_HAND = "package sent by hand"
    TAKEN_BACK = "package taken back"
    CONFIRMED = "package confirmed"
    CORRECTED = "package corrected"
    REMOVED = "package removed"
    STATUS = "order's status changed"
    MAILED = "buyer e-mailed"
    CANCELLED = "order cancelled"
    LINES_CANCELLED = "lines cancelled"
    REFUNDED = "money refunded"
    COLLECTED = "units collected in the store"
    LINES_EDITED = "lines edited"
    ADDRESS_CHANGED = "address changed"


@dataclass(slots=True)
class Act:
    """One thing that happened; the call is None if no request caused it."""

    #: Counts all acts of a world, so that acts of one millisecond keep their sequence.
    number: int
    kind: ActKind
    at: int
    store: str = ""
    order_id: str = ""
    tracking: str = ""
    #: Line id → units; for an edited line, the units taken out (a negative number: put back).
    units: Mapping[str, int] = field(default_factory=dict)
    #: The old and the new status, or the subject of an e-mail.
    note: str = ""
    call: Call | None = None


@dataclass(slots=True)
class Acts:
    """The acts of a world, by order and by tracking number."""

    counted: int = 0
    of_order: dict[Place, list[Act]] = field(default_factory=dict)
    of_label: dict[str, list[Act]] = field(default_factory=dict)
    #: True while a request is carried out: the request then causes everything that happens.
    in_call: bool = False
    _of_call: list[Act] = field(default_factory=list)

    def begin_call(self) -> None:
        """Begin a request: it is the cause of the acts recorded from now on."""
        self.in_call = True

    def end_call(self) -> None:
        """End the request: the acts recorded from now on have no cause."""
        self.in_call = False
        self._of_call.clear()

    def caused_by(self, call: Call) -> None:
        """Enter this call as the cause of all acts recorded during it."""
        for act in self._of_call:
            act.call = call
        self._of_call.clear()

    def note(self, state: State, event: happened.Event, before: str) -> None:
        """Record an event that was applied; *before* is the earlier status of its order."""
        read = _READ.get(type(event))
        label: Any = getattr(event, "label", None) if read is None else None
        found: Iterator[Act] = iter(())
        if read is not None:
            found = read(event)
        elif label is not None:
            found = self._of_carrier(label, state.now)
        for act in found:
            self._keep(act, state.now)
        store, order_id = getattr(event, "store", ""), getattr(event, "order_id", "")
        order = state.orders.get((store, order_id))
        if before and order is not None and order.status != before:
            kind = ActKind.CANCELLED if order.status == "cancelled" else ActKind.STATUS
            note = f"{before} → {order.status}"
            self._keep(Act(0, kind, 0, store, order_id, note=note), state.now)

    def _of_carrier(self, label: Any, now: int) -> Iterator[Act]:
        """Yield the new acts of a label: bought, voided, collected and so on."""
        tracking = str(label.tracking)
        known = {act.kind for act in self.of_label.get(tracking, ())}
        steps = (
            (ActKind.LABEL_BOUGHT, True),
            (ActKind.LABEL_VOIDED, bool(label.voided_at)),
            (ActKind.LEFT, bool(getattr(label, "collected_at", 0))),
        )
        for kind, is_so in steps:
            if is_so and kind not in known:
                yield Act(0, kind, now, tracking=tracking)

    def _keep(self, act: Act, now: int) -> None:
        self.counted += 1
        act.number, act.at = self.counted, now
        if act.order_id:
            self.of_order.setdefault((act.store, act.order_id), []).append(act)
        else:
            self.of_label.setdefault(act.tracking, []).append(act)
        if self.in_call:
            self._of_call.append(act)


def _package_put(event: happened.PackagePut) -> Iterator[Act]:
    package = event.package
    corrected = package.created_at < event.at
    kind = ActKind.CORRECTED if corrected else ActKind.CONFIRMED
    yield Act(
        0, kind, 0, event.store, event.order_id, package.tracking, package.units,
        package.recorded_by,
    )  # fmt: skip


def _package_gone(event: happened.PackageGone) -> Iterator[Act]:
    yield Act(0, ActKind.REMOVED, 0, event.store, event.order_id)


def _mailed(event: happened.Mailed) -> Iterator[Act]:
    mail = event.mail
    yield Act(0, ActKind.MAILED, 0, mail.store, mail.order_id, note=mail.about)


def _lines_cancelled(event: happened.LinesCancelled) -> Iterator[Act]:
    yield Act(0, ActKind.LINES_CANCELLED, 0, event.store, event.order_id, units=dict(event.units))


def _refunded(event: happened.Refunded) -> Iterator[Act]:
    yield Act(0, ActKind.REFUNDED, 0, event.store, event.order_id, note=event.refund.refund_id)


def _by_hand(event: SentByHand) -> Iterator[Act]:
    kind = ActKind.TAKEN_BACK if event.package.taken_back_at else ActKind.SENT_BY_HAND
    yield Act(0, kind, 0, tracking=event.package.tracking)


def _collected(event: happened.Collected) -> Iterator[Act]:
    yield Act(0, ActKind.COLLECTED, 0, event.store, event.order_id, units=dict(event.units))


def _address(event: happened.AddressChanged) -> Iterator[Act]:
    yield Act(0, ActKind.ADDRESS_CHANGED, 0, event.store, event.order_id)


def _edited(event: happened.LinesEdited) -> Iterator[Act]:
    yield Act(0, ActKind.LINES_EDITED, 0, event.store, event.order_id, units=dict(event.taken_out))


_READ: dict[type[happened.Event], Any] = {
    happened.PackagePut: _package_put,
    happened.PackageGone: _package_gone,
    happened.Mailed: _mailed,
    happened.LinesCancelled: _lines_cancelled,
    happened.Refunded: _refunded,
    SentByHand: _by_hand,
    happened.Collected: _collected,
    happened.AddressChanged: _address,
    happened.LinesEdited: _edited,
}
