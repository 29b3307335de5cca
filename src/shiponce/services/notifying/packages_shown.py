"""Find a package of ours among the packages that a platform shows."""

from __future__ import annotations

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
