"""How the packages that a marketplace shows become shipments that a copy is told of (N11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shiponce.domain.order import Package


@dataclass(frozen=True, slots=True)
class Sent:
    """One package that somebody else has sent; without *units* it is all that the order has."""

    carrier: str
    tracking: str
    #: {the marketplace's line id: units}
    units: Mapping[str, int] = field(default_factory=dict)


def sent(packages: Sequence[Package], ordered: Mapping[str, int]) -> tuple[Sent, ...]:
    """Return what a copy is told of an order that its marketplace shows as shipped.

    *ordered* are the units of each physical line. Packages are told apart, and a part stays a part,
    where every package names its lines and together they hold no more than was ordered; otherwise
    the copy is told once, with the first number, so that it is closed and no unit is named twice.
    Without any package the order has left without a tracking number.
    """
    named = [one for one in packages if one.tracking] or list(packages)
    if not named:
        return (Sent("", ""),)
    packed = Counter[str]()
    for one in named:
        packed.update(dict(one.lines))
    whole = dict(packed) == {line: units for line, units in ordered.items() if units}
    if whole and len(named) == 1:
        return (Sent(named[0].carrier, named[0].tracking),)
    if all(one.lines for one in named) and all(
        n <= ordered.get(line, 0) for line, n in packed.items()
    ):
        return tuple(Sent(one.carrier, one.tracking, dict(one.lines)) for one in named)
    return (Sent(named[0].carrier, named[0].tracking),)
