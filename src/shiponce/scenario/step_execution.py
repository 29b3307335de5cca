"""Perform a step in the run environment, which keeps a refusal for the step's checks."""

from __future__ import annotations

from mockplace.kernel.refusal import Refusal
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.scenario import hub_steps, platform_steps
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.step_base import Act
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

_DOING = hub_steps.DOING | platform_steps.DOING
#: Refusals of the simulated platforms that have a sentence of their own.
_PLATFORM_REFUSES = Family(
    "world.{}",
    (
        "already-fulfilled",
        "already-refunded",
        "already-requested",
        "already-shipped",
        "cancelled",
        "no-combining",
        "no-edits",
        "no-pickup",
        "no-request",
        "no-requests",
        "no-such-order",
        "no-units",
        "no-withdrawal",
        "not-listed",
        "not-ours",
        "prime-label",
        "quantity-too-large",
        "sold-out",
        "taken",
        "too-late",
        "two-buyers",
        "unpaid",
        "whole-only",
    ),
)


def perform(act: Act, environment: RunEnvironment) -> None:
    """Perform an act; a refusal by hub or platform is stored in ``environment.refusal``."""
    environment.refusal = None
    environment.reports = []
    try:
        _DOING[type(act)](act, environment)
    except Exception as no:
        environment.refusal = said_no(no)
        if environment.refusal is None:
            raise


def said_no(error: Exception) -> Sentence | None:
    """Return a refusal by hub or platform as a sentence; None for any other error."""
    if isinstance(error, (Refused, BadInput, PlatformError)):
        return Sentence(error.code, error.facts)
    if not isinstance(error, Refusal):
        return None
    code = _PLATFORM_REFUSES.get(error.code)
    return Sentence(code) if code else Sentence("world.refused", {"what": error.code})
