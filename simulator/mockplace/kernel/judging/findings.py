"""The judge's results: findings, what the program admits, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from mockplace.kernel.judging.world_record import Place, WorldRecord

#: Milliseconds that a program is granted to notice a shipment entered on a platform's own site.
UNSEEN = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class ShownToPeople:
    """What the judged program shows to people; a problem that it shows counts as admitted."""

    #: The accounts that the program is connected to; empty: all.
    stores: frozenset[str] = frozenset()
    #: The accounts for which the program's notifications are switched off.
    silenced: frozenset[str] = frozenset()
    #: Orders that the program shows as ready to be shipped.
    ready: frozenset[Place] = frozenset()
    #: Orders that the program shows in another open status, such as On Hold, to decide or excluded.
    shown: frozenset[Place] = frozenset()
    #: Every label that the program shows, by tracking number, by the program's reference or by the
    #: carrier's id. Labels whose purchase has an unknown outcome are included.
    labels: frozenset[str] = frozenset()
    #: Tracking numbers of the labels that the program shows as live.
    live: frozenset[str] = frozenset()
    #: Orders with a notification that the program shows as stopped, with a reason.
    stopped: frozenset[Place] = frozenset()
    #: Orders that the program warns of, such as one cancelled after its label was bought.
    warned: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation."""

    #: The rule's name.
    code: str
    #: The purchase that the finding is about, '' for a label that belongs to no purchase.
    purchase: str
    facts: Mapping[str, object]
    sentence: str

    def __str__(self) -> str:
        """Return the rule, the purchase and the sentence."""
        return f"{self.code} ({self.purchase or '–'}): {self.sentence}"


class NoFinding(Enum):
    """The result of a check without a finding."""

    FINE = "fine"
    #: The rule is broken, but the program shows the problem to a person.
    ADMITTED = "admitted"


Looked = Finding | NoFinding


@dataclass(frozen=True, slots=True)
class Case:
    """The input of a rule: the world's record, and what the program shows to people."""

    record: WorldRecord
    people: ShownToPeople
    #: Milliseconds that the program is granted to notice a package that somebody else shipped.
    unseen: int = UNSEEN

    def is_connected(self, store: str) -> bool:
        """Return True if the program works for an account."""
        return not self.people.stores or store in self.people.stores


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it forbids in one sentence, and its function."""

    code: str
    #: The sentence of a finding, with placeholders in braces.
    says: str
    look: Callable[[Case], Iterator[Looked]]
    #: Whether the rule applies only when the program has nothing left to do.
    at_quiet: bool = False
    #: Whether the rule compares with what the program shows to people.
    asks_people: bool = False


@dataclass(slots=True)
class Count:
    """Counts of one rule: checks, problems shown to a person (admitted), and other problems."""

    looked: int = 0
    admitted: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of every rule that was applied, and counts by rule."""

    findings: tuple[Finding, ...]
    counted: Mapping[str, Count] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The violated rules, each once, sorted."""
        return sorted({one.code for one in self.findings})


def found(code: str, purchase: str, /, **facts: object) -> Finding:
    """Return a finding without its sentence, which ``judge`` fills in from the rule."""
    return Finding(code, purchase, facts, "")
