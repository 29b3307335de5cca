"""Derive what is due: per order line, the units that are still owed to the buyer (O1).

Due = ordered - cancelled - refunded - collected - shipped by us - shipped by others. What we
shipped is counted over linked orders together, in reconciling mode. Nothing here is remembered:
every number follows from the platforms' own counts and packages and from our labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Obligation:
    """What is owed of one order line; all numbers are units."""

    line_no: int
    sku: str
    #: The platform's id of the address; '' for the only one.
    destination: str
    ordered: int
    cancelled: int
    refunded: int
    #: Units that the buyer collects in the shop, and units without a package (downloads).
    collected: int
    #: Units under our live labels of this order.
    ours: int
    #: Units in packages that others shipped.
    others: int
    #: Units under our live labels of the linked orders of the purchase, up to what is left.
    twins: int = 0

    @property
    def required(self) -> int:
        """Return the units that somebody has to ship, or has shipped."""
        return max(0, self.ordered - self.cancelled - self.refunded - self.collected)

    @property
    def due(self) -> int:
        """Return the units that are still to be shipped."""
        return max(0, self.required - self.ours - self.twins - self.others)

    @property
    def shipped(self) -> int:
        """Return the units that have left, shipped by us or by others."""
        return self.ours + self.twins + self.others

    @property
    def here(self) -> int:
        """Return the units that are owed and are under our labels."""
        return self.ours - self.surplus

    @property
    def surplus(self) -> int:
        """Return the units under our labels that nobody is owed any more (O3, O8)."""
        return min(self.ours, max(0, self.ours + self.others - self.required))


def with_twins(
    obligations: Sequence[Obligation],
    units: Mapping[str, int],
    among: Collection[int] | None = None,
) -> tuple[Obligation, ...]:
    """Return what is owed after *units*, by SKU, left under labels of linked orders.

    They go to the lines of their SKU in order, up to what is left of each. *among* are the numbers
    of the lines that they may go to; None means every line.
    """
    left = by_sku(units)
    found = []
    for one in obligations:
        sku = bare(one.sku)
        may = bool(sku) and (among is None or one.line_no in among)
        taken = min(left[sku], one.due) if may else 0
        left[sku] -= taken
        found.append(replace(one, twins=one.twins + taken))
    return tuple(found)


def are_comparable(obligations: Iterable[Obligation], units: Mapping[str, int]) -> bool:
    """Return True if every one of *units*, by SKU, has a line among *obligations*."""
    known = {bare(one.sku) for one in obligations}
    return all(bare(sku) and bare(sku) in known for sku, n in units.items() if n)


def due_units(obligations: Iterable[Obligation]) -> dict[int, int]:
    """Return {line_no: units due}, without the lines of which nothing is due."""
    return {one.line_no: one.due for one in obligations if one.due}


def by_sku(units: Mapping[str, int]) -> Counter[str]:
    """Return the units by SKU as ``bare`` writes it for comparison."""
    found = Counter[str]()
    for sku, count in units.items():
        found[bare(sku)] += count
    return found


def bare(text: str) -> str:
    """Return a text for comparison: only its letters and digits, in upper case."""
    return "".join(character for character in text if character.isalnum()).upper()
