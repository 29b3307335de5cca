"""When a carrier collects what it has sold: from then on a label is not voided any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shiponce.domain.shipment import Route

#: The house carrier's document: the day's packages are collected at this hour, UTC.
HOUSE_HOUR = 22


def collected_by(route: Route, bought_at: datetime) -> datetime | None:
    """Return when a package has been collected at the latest; None where nobody can know that."""
    if route is not Route.HOUSE:
        return None
    at = bought_at.astimezone(UTC).replace(hour=HOUSE_HOUR, minute=0, second=0, microsecond=0)
    return at if at > bought_at else at + timedelta(days=1)
