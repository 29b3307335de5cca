"""Decide when a carrier collects a package; after that, its label cannot be voided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shiponce.domain.shipment import Route

#: The hour (UTC) at which the house carrier collects the day's packages, as it documents.
HOUSE_HOUR = 22


def collected_by(route: Route, bought_at: datetime) -> datetime | None:
    """Return when a package is collected at the latest; None if that cannot be known."""
    if route is not Route.HOUSE:
        return None
    at = bought_at.astimezone(UTC).replace(hour=HOUSE_HOUR, minute=0, second=0, microsecond=0)
    return at if at > bought_at else at + timedelta(days=1)
