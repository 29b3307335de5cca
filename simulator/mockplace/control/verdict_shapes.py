"""Requests and answers of the judge, strictly validated."""

from __future__ import annotations

from pydantic import Field

from mockplace.control.shapes import Count
from mockplace.kernel.judging import findings
from mockplace.kernel.judging.world_record import Place
from mockplace.seeding.text_shapes import Name, Strict, Text

_QUIET = Field(default=True, description="Whether nothing is due any more in the program.")


class OrderReference(Strict):
    """One order of one account."""

    store: Name
    order_id: Name


class ShownToPeople(Strict):
    """What the judged program shows to people; a problem that it shows counts as admitted."""

    stores: list[Name] = Field(default=[], description="The accounts it works for; none: all.")
    silenced: list[Name] = Field(default=[], description="Accounts it is told not to notify.")
    ready: list[OrderReference] = Field(default=[], description="Shown as ready to be shipped.")
    shown: list[OrderReference] = Field(default=[], description="Shown as open in another way.")
    labels: list[Name] = Field(
        default=[], description="Every label shown: tracking number, reference or id."
    )
    live: list[Name] = Field(default=[], description="Tracking numbers shown as live.")
    stopped: list[OrderReference] = Field(
        default=[], description="Orders with a notification that is shown as stopped, with why."
    )
    warned: list[OrderReference] = Field(default=[], description="Orders that it warns of.")

    def read(self) -> findings.ShownToPeople:
        """Return these values in the judge's own type."""
        return findings.ShownToPeople(
            stores=frozenset(self.stores),
            silenced=frozenset(self.silenced),
            ready=_places(self.ready),
            shown=_places(self.shown),
            labels=frozenset(self.labels),
            live=frozenset(self.live),
            stopped=_places(self.stopped),
            warned=_places(self.warned),
        )


class VerdictQuery(Strict):
    """Judge by the world's record alone."""

    quiet: bool = _QUIET


class VerdictRequest(VerdictQuery):
    """Judge, and compare with what the judged program shows to people."""

    people: ShownToPeople


class FindingView(Strict):
    """One violation."""

    rule: str
    purchase: Text
    sentence: str
    facts: dict[str, str | int]


class Counted(Strict):
    """Counts of one rule: checks, problems shown to a person (admitted), and other problems."""

    looked: Count
    admitted: Count = Field(description="Wrong, and shown to a person.")
    found: Count


class VerdictView(Strict):
    """The judge's verdict: violations, and counts by rule."""

    findings: list[FindingView]
    counted: dict[str, Counted] = Field(description="By rule; one that was not asked is absent.")


def _places(shown: list[OrderReference]) -> frozenset[Place]:
    return frozenset((one.store, one.order_id) for one in shown)
