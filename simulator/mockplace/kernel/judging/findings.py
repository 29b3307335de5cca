"""The judge's results: findings, what the program admits, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from mockplace.kernel.judging.world_record import Place, WorldRecord

#: How long a program may take to notice what was shipped in a platform's own pages.
UNSEEN = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class ShownToPeople:
    """What the program under judgement shows to a person, and so admits."""

    #: The accounts that it is connected to; empty: all.
    stores: frozenset[str] = frozenset()
    #: The accounts that it is told to leave alone: notifications are switched off.
    silenced: frozenset[str] = frozenset()
    #: Orders that it shows as ready to be shipped.
    ready: frozenset[Place] = frozenset()
    #: Orders that it shows as open in another way: held, to be decided, excluded, quarantined.
    shown: frozenset[Place] = frozenset()
    #: Every label that it shows, also one whose outcome is unknown: tracking
    #: numbers, references of ours or ids of the carrier.
    labels: frozenset[str] = frozenset()
    #: Those that it shows as live.
    live: frozenset[str] = frozenset()
    #: Orders with a notification that it shows as stopped, with a reason.
    stopped: frozenset[Place] = frozenset()
    #: Orders that it warns of, such as one that was cancelled after its label.
    warned: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation."""

    #: The rule's name.
    code: str
    #: The purchase that it is about, '' for a label that belongs to none.
    purchase: str
    facts: Mapping[str, object]
    sentence: str

    def __str__(self) -> str:
        """Return the rule, the purchase and the sentence."""
        return f"{self.code} ({self.purchase or '–'}): {self.sentence}"


class NoFinding(Enum):
    """The result of a look without a finding."""

    FINE = "fine"
    #: It is not as it should be, and the program says so to a person.
    ADMITTED = "admitted"


Looked = Finding | NoFinding


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at."""

    record: WorldRecord
    people: ShownToPeople
    #: The age from which the program must have noticed a package that somebody else shipped.
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
    #: Whether it can be asked only when nothing is due any more.
    at_quiet: bool = False
    #: Whether it compares with what the program says of itself.
    asks_people: bool = False


@dataclass(slots=True)
class Count:
    """How often a rule was really exercised."""

    looked: int = 0
    admitted: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of every rule that was asked, and how often each was exercised."""

    findings: tuple[Finding, ...]
    counted: Mapping[str, Count] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The violated rules, each once, sorted."""
        return sorted({one.code for one in self.findings})


def found(code: str, purchase: str, /, **facts: object) -> Finding:
    """Return a finding whose sentence its rule will word."""
    return Finding(code, purchase, facts, "")
