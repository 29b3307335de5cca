"""Rules about an order's status: closed when all has left and not before, cancelled for good."""

from __future__ import annotations

from collections.abc import Iterator

from mockplace.kernel.acts import SHIPPED, ActKind
from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.plurals import NO_NUMBER, in_words
from mockplace.kernel.judging.unit_ledger import REOPENED
from mockplace.kernel.judging.world_record import (
    Family,
    WorldRecord,
    recorded_packages,
    same_number,
)
from mockplace.kernel.records import PlatformOrder

#: The beginning of the note of an act that gives a cancelled order another status.
_WAS_CANCELLED = "cancelled → "


def not_closed(case: Case) -> Iterator[Looked]:
    """Find orders whose units have all left, but that their platform shows as open."""
    record = case.record
    for family in record.families.values():
        if family.is_cancelled or not family.original.paid:
            continue
        packages = [one for one in record.of_purchase[family.name] if one.is_live and one.left_at]
        if not packages or not all(one.is_ours for one in packages):
            continue
        for order in family.orders:
            reached = case.is_connected(order.store) or not order.mirrors
            if not reached or order.store in case.people.silenced or order.status == "cancelled":
                continue
            if not _all_left(record, family, order):
                continue
            place = (order.store, order.order_id)
            if order.status == "shipped":
                yield NoFinding.FINE
            elif place in case.people.stopped or family.places & case.people.warned:
                yield NoFinding.ADMITTED
            else:
                yield found(
                    "not-closed",
                    family.name,
                    store=order.store,
                    order=order.order_id,
                    status=order.status,
                    labels=", ".join(one.tracking or NO_NUMBER for one in packages),
                )


def closed_without_package(case: Case) -> Iterator[Looked]:
    """Find closed orders of which no package has left or will leave.

    An order without any package counts if a request closed it; what people close on a platform's
    own page is theirs.
    """
    record, people = case.record, case.people
    for family in record.families.values():
        if not record.sold_by_the_world(family):
            continue
        for order in family.orders:
            if order.status != "shipped":
                continue
            recorded = any(True for _ in recorded_packages(order))
            if not recorded and (order.packages or not _closed_by_request(record, order)):
                continue
            live = [one for one in record.of_purchase[family.name] if one.is_live]
            numbers = [one.tracking for one in order.packages]
            if any(same_number(order, one.tracking, n) for one in live for n in numbers):
                yield NoFinding.FINE
            elif family.places & (people.ready | people.shown | people.stopped | people.warned):
                yield NoFinding.ADMITTED
            else:
                yield found(
                    "closed-without-package",
                    family.name,
                    store=order.store,
                    order=order.order_id,
                    numbers=", ".join(one or NO_NUMBER for one in numbers) or "none",
                )


def cancellation_undone(case: Case) -> Iterator[Looked]:
    """Find orders that were cancelled, and that a request has set to shipped since then.

    Some platforms take a shipment of a cancelled order, and the cancellation is then gone: nothing
    there tells a person that the buyer wants no package. Opening a cancelled order again is no
    finding, and neither is what people do on the platform's own page.
    """
    record, people = case.record, case.people
    for family in record.families.values():
        for order in family.orders:
            place = (order.store, order.order_id)
            acts = record.world.acts.of_order.get(place, ())
            undone = [act for act in acts if act.note.startswith(_WAS_CANCELLED)]
            if not undone and order.status != "cancelled":
                continue
            last = undone[-1] if undone else None
            is_gone = last is not None and last.call is not None and order.status != "cancelled"
            if last is None or not is_gone or last.note == REOPENED:
                yield NoFinding.FINE
            elif family.places & (people.stopped | people.warned):
                yield NoFinding.ADMITTED
            else:
                yield found(
                    "cancellation-undone",
                    family.name,
                    store=order.store,
                    order=order.order_id,
                    status=last.note.removeprefix(_WAS_CANCELLED),
                    when=in_words(last.at),
                )


def _closed_by_request(record: WorldRecord, order: PlatformOrder) -> bool:
    """Return True if a request, and nobody on the platform's page, set an order to shipped."""
    acts = record.world.acts.of_order.get((order.store, order.order_id), ())
    closing = [act for act in acts if act.kind is ActKind.STATUS and act.note.endswith(SHIPPED)]
    return bool(closing) and closing[-1].call is not None


def _all_left(record: WorldRecord, family: Family, order: PlatformOrder) -> bool:
    """Return True if packages have left with all units of an order that were not cancelled.

    Units that the buyer has collected need no package; those still to be collected keep an order
    open. A copy may not know that lines of its original were cancelled; it then stays open.
    """
    left = [one for one in record.of_purchase[family.name] if one.is_live and one.left_at]
    lines = [line for line in order.lines if line.physical]
    wanted = {
        record.sold(order, line.line_id): line.quantity - line.cancelled - line.collected
        for line in lines
    }
    return any(units > 0 for units in wanted.values()) and all(
        sum(one.units.get(sold, 0) for one in left) >= units for sold, units in wanted.items()
    )
