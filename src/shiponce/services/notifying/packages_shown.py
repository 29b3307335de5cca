"""Find a package of ours among the packages that a platform shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shiponce.domain.order import ImportedOrder, OrderStatus, Package
from shiponce.ports import PlatformAdapter
from shiponce.services.notifying.notification_lines import Contents


def shown(packages: Sequence[Package], tracking: str, lines: Contents = ()) -> tuple[Package, ...]:
    """Return a platform's packages with this tracking number.

    For '', return its packages without a number that hold these lines. A package also counts if the
    platform does not name its lines. If *lines* is empty, every such package counts.
    """
    found = tuple(one for one in packages if _bare(one.tracking) == _bare(tracking))
    if tracking or not lines:
        return found
    return tuple(one for one in found if not one.lines or dict(one.lines) == dict(lines))


def not_shown(packages: Sequence[Package], tracking: str, lines: Contents) -> Contents:
    """Return the units of *lines* that a platform does not list under this tracking number.

    Packages under one number count together: a platform may split a package, or merge two. Nothing
    is missing if the platform shows the number without naming any lines.
    """
    found = shown(packages, tracking)
    if any(not one.lines for one in found):
        return ()
    listed = units_of(found)
    return tuple((line, units - listed[line]) for line, units in lines if units > listed[line])


def units_of(packages: Sequence[Package]) -> Counter[str]:
    """Return the units in all of these packages, by the platform's line id."""
    found: Counter[str] = Counter()
    for one in packages:
        for line, units in one.lines:
            found[line] += units
    return found


def shows(packages: Sequence[Package], tracking: str) -> bool:
    """Return True if a platform shows a package with this tracking number."""
    return bool(shown(packages, tracking))


def has_left(adapter: PlatformAdapter, remote_order: str) -> bool:
    """Return True if a platform that lists no packages shows the order as shipped, even in part."""
    found = adapter.read(remote_order)
    if not isinstance(found, ImportedOrder):
        return True  # an unreadable order may be shipped
    marketplace = found.platform.is_marketplace  # connectors set a shop's status too
    shipped = marketplace and found.status is OrderStatus.SHIPPED
    return shipped or any(line.fulfilled for line in found.lines)


def _bare(tracking: str) -> str:
    """Return a tracking number for comparison: only its letters and digits, in upper case."""
    return "".join(character for character in tracking if character.isalnum()).upper()
