"""Read the platform after it refused a notification: the order may be notified already (N5)."""

from __future__ import annotations

from shiponce.domain.shipment import NotificationState
from shiponce.errors import Declined, PlatformError
from shiponce.ports import Connections
from shiponce.services.notifying.conflicting_packages import (
    stop_at_conflict,
    stop_at_missing_units,
)
from shiponce.services.notifying.notification_job import Job
from shiponce.services.notifying.record_outcome import Outcomes
from shiponce.services.notifying.retry_backoff import RetryBackoff


def refused_by_platform(
    job: Job,
    refusal: Declined,
    outcomes: Outcomes,
    backoff: RetryBackoff,
    connections: Connections,
) -> NotificationState:
    """Finish a refused notification by the packages that the platform shows.

    If the platform shows the same tracking number with all units, a relay has notified it already,
    and nobody is alarmed. The notification stops if the platform shows another tracking number, or
    the same number without some of the units, or no package at all. If the quota does not allow a
    reading now, the next attempt reads the platform first.
    """
    wait = outcomes.token(job, "read")
    if wait is not None:
        return outcomes.put_off(job, wait, "notification.paced", {})
    try:
        packages = connections.platform(job.store).packages(job.confirmation.remote_order)
    except PlatformError:  # the same request may have arrived before and been accepted
        later = backoff.next_try(job.attempts)
        return outcomes.put_off(job, later, refusal.code, refusal.facts)
    if job.is_shown(packages, job.confirmation.tracking):
        return outcomes.finish(job, NotificationState.ALREADY_KNOWN, "notification.passed_on", {})
    conflict = stop_at_missing_units(outcomes, job, packages) or stop_at_conflict(
        outcomes, job, packages, job.own
    )
    return conflict or outcomes.finish(job, NotificationState.STOPPED, refusal.code, refusal.facts)
