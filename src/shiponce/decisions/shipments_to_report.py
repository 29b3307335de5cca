"""Turn the packages that a marketplace shows into the shipments to report to a copy (N11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shiponce.domain.order import Package


@dataclass(frozen=True, slots=True)
class Sent:
    """One package that somebody else sent; it holds the whole order if *units* is empty."""

    carrier: str
    tracking: str
    #: {the marketplace's line id: units}
    units: Mapping[str, int] = field(default_factory=dict)


def sent(packages: Sequence[Package], ordered: Mapping[str, int]) -> tuple[Sent, ...]:
    """Return the packages to report to a copy when the marketplace shows the original as shipped.

    *ordered* maps each physical line to its units. If every package names its lines, and no line
    has more units than ordered, each package is reported separately. Otherwise one package with the
    first tracking number is reported for the whole order, so that the copy is closed and no unit is
    reported twice. Without packages, a shipment without a tracking number is reported.
    """
    named = [one for one in packages if one.tracking or one.lines] or list(packages)
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
    first = next((one for one in named if one.tracking), named[0])
    return (Sent(first.carrier, first.tracking),)
