"""Count what labels cost, and which of them were paid in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mockplace.kernel.judging.findings import Case, WastedLabel
from mockplace.kernel.judging.money import Money, totals
from mockplace.kernel.judging.world_record import Family, Package, Sold, shows


def paid(case: Case) -> tuple[Money, ...]:
    """Return what the live labels cost, by currency; a voided label is given back."""
    return totals(one.price for one in case.record.packages if one.price and one.is_live)


def wasted(case: Case, *, quiet: bool) -> Iterator[WastedLabel]:
    """Yield the live labels that nobody needed.

    A label is surplus if earlier packages contain all of its units already, or if these units were
    cancelled, refunded or collected. If *quiet*, a label is unused if no platform knows of its
    package.
    """
    record = case.record
    seen: dict[Sold, int] = defaultdict(int)
    for package in sorted(record.packages, key=lambda one: (one.made_at, one.number)):
        if not package.is_live or package.kind == "unseen":
            continue
        families = record.purchases_of(package)
        surplus = bool(package.units) and not any(
            seen[sold] < _needed(case, families, sold) for sold in package.units
        )
        if not surplus:
            for sold, units in package.units.items():
                seen[sold] += units
        if package.price is None:
            continue
        orders = [order for family in families for order in family.orders]
        known = any(shows(order, package.tracking) for order in orders)
        if surplus or (quiet and not known):
            yield WastedLabel(
                families[0].name if families else "",
                package.tracking,
                package.price,
                "surplus" if surplus else "unused",
                package.made_at,
                families[0].named if families else (),
            )


def _needed(case: Case, families: tuple[Family, ...], sold: Sold) -> int:
    """Return how many units of a line need a package."""
    for family in families:
        order = family.original
        if (order.store, order.order_id) == sold[:2]:
            for line in case.ledger(family).lines:
                if line.line_id == sold[2]:
                    return 0 if line.for_collection else line.paid - line.withdrawn_units
    return case.record.ordered(sold)


def without_address(packages: list[Package]) -> int:
    """Return how many live labels name no address."""
    return sum(
        one.is_live and one.kind in ("house", "platform") and one.destination is None
        for one in packages
    )
