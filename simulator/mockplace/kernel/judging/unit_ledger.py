"""The ledger of a purchase: where each unit is that the buyer paid for.

For each line: paid = in packages + open + cancelled + refunded + collected. A unit is in a package
if the package left or will leave. A unit counts as cancelled, refunded or collected if it was in no
package at that time. Units that the seller took out of the order count as cancelled. The remaining
units must be open: the program shows them as open. If it is not known what the program shows, units
count as open while the platform on which they were bought does not show them as shipped. Units that
wait for the buyer to collect them are open, whether the program shows them or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from mockplace.kernel.acts import Act, ActKind
from mockplace.kernel.after_sale.refunds import line_total
from mockplace.kernel.confirmations import remaining
from mockplace.kernel.judging.world_record import every_line, plain, recorded_packages
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.after_sale_records import RefundPart
    from mockplace.kernel.judging.world_record import Family, Package, Place, Sold, WorldRecord
    from mockplace.kernel.records import OrderLine, PlatformOrder

Reason = Literal["cancelled", "refunded", "collected"]
#: What the program shows as open, by order: units of the order, or units by line id or SKU.
OpenUnits = Mapping["Place", "int | Mapping[str, int]"]
_REASONS: dict[ActKind, Reason] = {
    ActKind.CANCELLED: "cancelled",
    ActKind.LINES_CANCELLED: "cancelled",
    ActKind.LINES_EDITED: "cancelled",
    ActKind.REFUNDED: "refunded",
    ActKind.COLLECTED: "collected",
}


#: The note of an act that undoes a cancellation.
REOPENED = "cancelled → open"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Units that need no package any more: cancelled, refunded, or collected in the store."""

    reason: Reason
    units: int
    #: How many of these units were in no package at that time.
    free: int
    at: int
    number: int
    #: Whether the seller took these units out of the order, and can put them back.
    edited: bool = False


@dataclass(frozen=True, slots=True)
class LineLedger:
    """Where the units of one line are."""

    line_id: str
    sku: str
    #: Units that were bought and paid.
    paid: int
    in_packages: int
    open: int
    cancelled: int
    refunded: int
    collected: int
    #: Every withdrawal of units, in sequence.
    withdrawn: tuple[Withdrawn, ...] = ()
    #: Whether the buyer is to collect the units in the store, so that they need no package.
    for_collection: bool = False

    @property
    def withdrawn_units(self) -> int:
        """Units that were cancelled, refunded or collected while they were in no package."""
        return self.cancelled + self.refunded + self.collected

    @property
    def rest(self) -> int:
        """Units in no package that were not withdrawn; negative if packages hold too many."""
        return self.paid - self.in_packages - self.withdrawn_units

    @property
    def unaccounted(self) -> int:
        """Units that are in no place; a negative number counts units in more than one place."""
        return self.rest - self.open


@dataclass(frozen=True, slots=True)
class PurchaseLedger:
    """Where the units of one purchase are, line by line."""

    purchase: str
    #: The order that was bought.
    store: str
    order_id: str
    lines: tuple[LineLedger, ...]
    #: Whether the content is certain: labels bought elsewhere may contain more units.
    is_known: bool = True

    @property
    def adds_up(self) -> bool:
        """Return True if every paid unit is in exactly one place."""
        return not any(line.unaccounted for line in self.lines)


def ledger_of(record: WorldRecord, family: Family, shown: OpenUnits | None) -> PurchaseLedger:
    """Return the ledger of a purchase; *shown* is what the program shows as open, None: unknown."""
    order = family.original
    acts = _withdrawals(order, record.acts(family))
    lines = [line for line in every_line(order) if line.physical] if order.paid else []
    found = [_line(record, family, line, acts) for line in lines]
    open_units = _open(record, family, found, shown)
    return PurchaseLedger(
        family.name,
        order.store,
        order.order_id,
        tuple(
            LineLedger(
                one.line_id, one.sku, one.paid, one.in_packages, open_units[one.line_id],
                one.cancelled, one.refunded, one.collected, one.withdrawn, one.for_collection,
            )
            for one in found
        ),
        not any(one.kind == "unseen" for one in record.of_purchase[family.name]),
    )  # fmt: skip


def _line(record: WorldRecord, family: Family, line: OrderLine, acts: Iterable[Act]) -> LineLedger:
    """Go through what happened to a line in sequence; its open units are not known here."""
    order = family.original
    sold = (order.store, order.order_id, line.line_id)
    steps: list[tuple[int, int, Package | Act]] = []
    packages = [one for one in record.of_purchase[family.name] if one.is_live and sold in one.units]
    unseen = [one for one in packages if one.kind == "unseen"]
    steps += [(one.made_at, one.number, one) for one in packages if one.kind != "unseen"]
    steps += [(act.at, act.number, act) for act in acts]
    in_packages = _confirmed(record, family, sold, unseen, line.quantity)
    later = _in_sequence(family, sold, unseen, in_packages)
    steps += [(one.made_at, one.number, one) for one in unseen if later.get(one.tracking)]
    in_packages -= sum(later.values())
    left = line.quantity - in_packages
    withdrawn: list[Withdrawn] = []
    for at, number, step in sorted(steps, key=lambda one: one[:2]):
        if not isinstance(step, Act):
            units = later.get(step.tracking, 0) if step.kind == "unseen" else step.units[sold]
            in_packages += units
            left -= units
            continue
        gone = sum(one.units for one in withdrawn)
        asked = _units(order, line, step)
        if asked < 0:
            left += _put_back(withdrawn, -asked)
        wanted = min(asked, line.quantity - gone)
        free = max(0, min(wanted, left))
        left -= free
        if wanted > 0:
            edited = step.kind is ActKind.LINES_EDITED
            withdrawn.append(Withdrawn(_REASONS[step.kind], wanted, free, at, number, edited))
    sums = {reason: 0 for reason in _REASONS.values()}
    for one in withdrawn:
        sums[one.reason] += one.free
    return LineLedger(
        line.line_id, line.sku, line.quantity, in_packages, 0,
        sums["cancelled"], sums["refunded"], sums["collected"], tuple(withdrawn),
        bool(line.facts.pickup),
    )  # fmt: skip


def _put_back(withdrawn: list[Withdrawn], units: int) -> int:
    """Put units back into a line, the latest first; return how many were in no package."""
    freed = 0
    for place, one in reversed(list(enumerate(withdrawn))):
        back = min(units, one.units) if one.edited else 0
        free = min(back, one.free)
        withdrawn[place] = replace(one, units=one.units - back, free=one.free - free)
        units -= back
        freed += free
    withdrawn[:] = [one for one in withdrawn if one.units]
    return freed


def _withdrawals(order: PlatformOrder, acts: list[Act]) -> list[Act]:
    """Return the acts that withdraw units of an order, without undone cancellations.

    An order that is shipped after its cancellation stays cancelled; one that is opened again does
    not.
    """
    own = [act for act in acts if (act.store, act.order_id) == (order.store, order.order_id)]
    undone = max((act.number for act in own if act.note == REOPENED), default=0)
    return [
        act
        for act in own
        if act.kind in _REASONS and (act.kind is not ActKind.CANCELLED or act.number > undone)
    ]


def _confirmed(
    record: WorldRecord, family: Family, sold: Sold, unseen: list[Package], ordered: int
) -> int:
    """Return the units of a line that the program confirmed with numbers of labels from elsewhere.

    The platform that knows of most counts. One number may have replaced another, or a label of the
    world: there are at most as many as are in no other package.
    """
    numbers = {plain(one.tracking) for one in unseen}
    most = max(
        sum(
            record.units(order, package.units).get(sold, 0)
            for package in recorded_packages(order)
            if plain(package.tracking) in numbers
        )
        for order in family.orders
    )
    others = sum(
        one.units.get(sold, 0)
        for one in record.of_purchase[family.name]
        if one.is_live and one.kind != "unseen"
    )
    return min(most, max(0, ordered - others))


def _in_sequence(
    family: Family, sold: Sold, unseen: list[Package], confirmed: int
) -> dict[str, int]:
    """Return tracking number → confirmed units of labels from elsewhere, if their time is known.

    A platform that always records a line as a whole does not say when which units left; then the
    result is empty, and the units count as sent before anything was withdrawn.
    """
    rules = [PLATFORMS.selling(order.platform).shipments for order in family.orders]
    if any(one.whole_lines_only for one in rules):
        return {}
    found: dict[str, int] = {}
    for package in sorted(unseen, key=lambda one: (one.made_at, one.number)):
        found[package.tracking] = min(package.units[sold], confirmed - sum(found.values()))
    return found


def _units(order: PlatformOrder, line: OrderLine, act: Act) -> int:
    """Return the units of a line that an act withdrew."""
    if act.kind is ActKind.CANCELLED:
        return line.quantity
    if act.kind is not ActKind.REFUNDED:
        return act.units.get(line.line_id, 0)
    parts = [part for one in order.refunds if one.refund_id == act.note for part in one.parts]
    return sum(_refunded(order, line, part) for part in parts)


def _refunded(order: PlatformOrder, line: OrderLine, part: RefundPart) -> int:
    """Return the units of a line that a part of a refund pays back; 0 if it is only money."""
    if part.kind == "order":
        total = sum(map(line_total, order.lines))
        return line.quantity if part.amount >= total else 0
    if part.kind != "line" or part.line_id != line.line_id:
        return 0
    return part.quantity or (line.quantity if part.amount >= line_total(line) > 0 else 0)


def _open(
    record: WorldRecord, family: Family, lines: list[LineLedger], shown: OpenUnits | None
) -> dict[str, int]:
    """Return line → open units: what the program shows, or else what the platform has open."""
    if shown is None:
        return dict(_open_on_platform(family.original, lines))
    found = {line.line_id: 0 for line in lines}
    lines = sorted(lines, key=lambda line: line.for_collection)
    for order in family.orders:
        said = shown.get((order.store, order.order_id), 0)
        if isinstance(said, int):
            _spread(found, lines, said)
            continue
        for name, units in said.items():
            line_id = _named(record, order, name)
            if line_id in found:
                found[line_id] += units
    for line in lines:
        if line.for_collection:
            found[line.line_id] = max(found[line.line_id], line.rest)
    return found


def _spread(found: dict[str, int], lines: list[LineLedger], units: int) -> None:
    """Spread an order's open units over lines with a rest; surplus goes to the last line."""
    for line in lines:
        here = min(units, max(0, line.rest - found[line.line_id]))
        found[line.line_id] += here
        units -= here
    if units and lines:
        found[lines[-1].line_id] += units


def _named(record: WorldRecord, order: PlatformOrder, name: str) -> str:
    """Return the original's line for a line id or an SKU of an order, '' if there is none."""
    for line in order.lines:
        if name in (line.line_id, line.sku):
            return record.sold(order, line.line_id)[2]
    return ""


def _open_on_platform(order: PlatformOrder, lines: list[LineLedger]) -> Iterator[tuple[str, int]]:
    """Yield line → the units of its rest that the platform does not show as shipped."""
    left = {} if order.status == "shipped" else remaining(order)
    for line in lines:
        here = line.rest if line.for_collection else left.get(line.line_id, 0)
        yield line.line_id, max(0, min(line.rest, here))
