"""What a platform's counts of units say together: whether they fit, and what is left to ship."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from shiponce.domain.order import Line, OrderStatus, Package
from shiponce.platforms.raw_order_fields import Fault


def counted(most: int, of: str, **counts: int) -> None:
    """Raise Fault, with both numbers, if a count, or the sum of all *counts*, is above *most*.

    *of* is the platform's name of the field with the units ordered, the names of *counts* are the
    platform's names of the compared fields.
    """
    total = sum(counts.values())
    if total > most:
        said = " + ".join(f"{name} {units}" for name, units in counts.items())
        raise Fault(f"{said} is more than {of} {most}")


def packed(packages: Iterable[Package], ordered: Mapping[str, int], name: str, of: str) -> None:
    """Raise Fault if a package holds more units of a line than were ordered.

    *ordered* has the units of each line. *name* and *of* are the platform's names of the fields
    with the units packed and ordered. Several packages may hold more together: a unit that was
    packed twice is a surplus that a person has to learn of.
    """
    for package in packages:
        units = Counter[str]()
        for line, n in package.lines:
            units[line] += n
        for line, n in units.items():
            counted(ordered.get(line, n), of, **{name: n})


def what_is_left(lines: Sequence[tuple[str, int, int]]) -> tuple[tuple[str, int], ...]:
    """Return the units still to be fulfilled, for a confirmation that names no lines.

    *lines* are (line, ordered, fulfilled). If nothing is left, return all units: the platform then
    answers that the order is fulfilled; it would reject an empty list as invalid.
    """
    left = tuple((line, units - gone) for line, units, gone in lines if units > gone)
    return left or tuple((line, units) for line, units, _ in lines)


def is_left(line: Line) -> bool:
    """Return True if the platform has units of a line that are neither shipped nor withdrawn."""
    settled = line.fulfilled + line.cancelled + line.refunded
    return line.physical and not line.collected and settled < line.quantity


def status_by_units(status: OrderStatus, lines: Sequence[Line]) -> OrderStatus:
    """Return the status of an order: Shipped or Cancelled if no unit of an open one is left.

    A platform keeps an order open whose last units were refunded, since nobody shipped them. An
    order stays as it is if the rest of it is only collected.
    """
    if status is not OrderStatus.AWAITING_SHIPMENT or any(map(is_left, lines)):
        return status
    physical = [line for line in lines if line.physical]
    if any(line.fulfilled for line in physical if not line.collected):
        return OrderStatus.SHIPPED
    is_withdrawn = bool(physical) and not any(line.collected for line in physical)
    return OrderStatus.CANCELLED if is_withdrawn else status
