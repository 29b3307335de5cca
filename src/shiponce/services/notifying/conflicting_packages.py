"""Stop a notification if the platform shows the order under other tracking numbers (N5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shiponce.domain.order import Package
from shiponce.domain.shipment import NotificationState
from shiponce.services.notifying.notification_job import Job
from shiponce.services.notifying.packages_shown import shows
from shiponce.services.notifying.record_outcome import Outcomes


def stop_at_conflict(
    outcomes: Outcomes, job: Job, packages: Sequence[Package], expected: Collection[str]
) -> NotificationState | None:
    """Stop the notification if a package has none of the expected numbers; else return None.

    The packages are recorded: the units of others in them are not due any more.
    """
    others = [one for one in packages if not is_among(one, expected)]
    if not others:
        return None
    outcomes.shown(job, packages)
    facts: dict[str, object] = {"tracking": others[0].tracking}
    return outcomes.finish(job, NotificationState.STOPPED, "notification.conflict", facts)


def stop_at_missing_units(
    outcomes: Outcomes, job: Job, packages: Sequence[Package]
) -> NotificationState | None:
    """Stop the notification if the platform shows its number with fewer units; else return None."""
    tracking = job.confirmation.tracking
    items = job.missing_items(packages, tracking)
    if not items:
        return None
    facts: dict[str, object] = {"tracking": tracking, "items": items}
    return outcomes.finish(job, NotificationState.STOPPED, "notification.units_missing", facts)


def is_among(package: Package, numbers: Collection[str]) -> bool:
    """Return True if a package has one of these tracking numbers."""
    return any(shows([package], number) for number in numbers)
