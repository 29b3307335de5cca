"""Rules about addresses: a package goes to the address of its order."""

from __future__ import annotations

from collections.abc import Iterator

from mockplace.kernel.judging.findings import Case, Looked, NoFinding, found
from mockplace.kernel.judging.label_records import Destination
from mockplace.kernel.judging.world_record import Family, Package, address_at, every_line
from mockplace.kernel.records import PlatformOrder


def wrong_address(case: Case) -> Iterator[Looked]:
    """Find live labels with another address than that of the lines in the package.

    The label must have the address that the lines had when it was bought. An address that changed
    shortly before is right, too: the program has some time to notice a change. If the address
    changes before the package leaves, the label must be replaced.
    """
    for package in case.record.packages:
        if not (package.is_live and package.is_ours) or package.destination is None:
            continue
        for family in case.record.purchases_of(package):
            when = _wrong(case, family, package, package.destination)
            if when is None:
                yield NoFinding.FINE
            elif family.places & (case.people.warned | case.people.stopped):
                yield NoFinding.ADMITTED
            else:
                yield found(
                    "wrong-address",
                    family.name,
                    label=package.tracking,
                    order=family.original.order_id,
                    when=when,
                )


def _wrong(case: Case, family: Family, package: Package, given: Destination) -> str | None:
    """Return why an address is wrong, None if it is right."""
    order = family.original
    for address_id in _addresses(order, package):
        changes = [at for at, ident, _ in order.earlier_addresses if ident == address_id]
        moments = [package.made_at, *(at - 1 for at in changes if _is_recent(case, at, package))]
        if not any(given.is_same(address_at(order, at, address_id)) for at in moments):
            return "the order had another one when the label was bought"
        left = case.left_by_now(package)
        late = [at for at in changes if package.made_at <= at and at + case.unseen <= left]
        if late and not given.is_same(address_at(order, late[-1], address_id)):
            return "the order's was changed before the package left"
    return None


def _addresses(order: PlatformOrder, package: Package) -> list[int]:
    """Return the ids of the addresses to which the lines in a package go: one, if all is well."""
    place = (order.store, order.order_id)
    inside = {line_id for *where, line_id in package.units if tuple(where) == place}
    found = {line.address_id for line in every_line(order) if line.line_id in inside}
    return sorted(found) or [0]


def _is_recent(case: Case, at: int, package: Package) -> bool:
    """Return True if a change came so shortly before a label that nobody could notice it."""
    return at <= package.made_at < at + case.unseen
