"""The judge's results: findings with their evidence, ledgers, remarks, costs and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal

from mockplace.kernel.acts import ActKind
from mockplace.kernel.judging.causes import steps, traced
from mockplace.kernel.judging.money import Money, totals
from mockplace.kernel.judging.unit_ledger import OpenUnits, PurchaseLedger, ledger_of
from mockplace.kernel.judging.world_record import Place, WorldRecord

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act
    from mockplace.kernel.judging.world_record import Family, Package

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
    #: What happened, in sequence, each with the request that caused it if there was one.
    evidence: tuple[Act, ...] = ()
    #: The tracking numbers that the finding concerns; empty: all of the purchase.
    about: frozenset[str] = frozenset()
    #: The purchase's orders as people know them: account and order number.
    orders: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the rule, the purchase with its order numbers, and the sentence."""
        return f"{self.code} ({titled(self.purchase, self.orders) or '–'}): {self.sentence}"


def titled(purchase: str, orders: Iterable[str]) -> str:
    """Return a purchase's name with the numbers of its orders, '' if there is no purchase."""
    numbers = ", ".join(orders)
    return f"{purchase}: {numbers}" if purchase and numbers else purchase


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
    #: What the program shows as open; None: nobody said.
    open_units: OpenUnits | None = None
    _ledgers: dict[str, PurchaseLedger] = field(default_factory=dict)

    def ledger(self, family: Family) -> PurchaseLedger:
        """Return the ledger of a purchase; make it only once."""
        found = self._ledgers.get(family.name)
        if found is None:
            found = self._ledgers[family.name] = ledger_of(self.record, family, self.open_units)
        return found

    def left_by_now(self, package: Package) -> int:
        """Return when a package left; now, if it has not left yet."""
        now = self.record.world.now
        return min(package.left_at or now, now)

    def is_reached(self, family: Family) -> bool:
        """Return True if the program works for an account that has an order of the purchase."""
        return any(self.is_connected(order.store) for order in family.orders)

    def is_connected(self, store: str) -> bool:
        """Return True if the judged program is connected to an account."""
        return not self.people.stores or store in self.people.stores


#: What was bought, voided, sent and confirmed.
PACKAGE_ACTS = frozenset(
    {
        ActKind.LABEL_BOUGHT, ActKind.LABEL_VOIDED, ActKind.LEFT, ActKind.SENT_BY_HAND,
        ActKind.TAKEN_BACK, ActKind.CONFIRMED, ActKind.CORRECTED, ActKind.REMOVED,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the sentence of its findings, and the function that applies it."""

    code: str
    #: The sentence of a finding, with placeholders in braces; ``{units:unit}`` counts units.
    says: str
    look: Callable[[Case], Iterator[Looked]]
    #: Whether the rule applies only when the program has nothing left to do.
    at_quiet: bool = False
    #: Whether the rule compares with what the program shows to people.
    asks_people: bool = False
    #: Whether the rule needs to know what the program shows as open.
    asks_open: bool = False
    #: The acts that are evidence of a finding.
    evidence: frozenset[ActKind] = PACKAGE_ACTS


@dataclass(slots=True)
class Count:
    """Counts of one rule: checks, problems shown to a person (admitted), and other problems."""

    looked: int = 0
    admitted: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the judge cannot know; it is no finding."""

    code: str
    #: The purchase that the remark concerns, '' for several purchases.
    purchase: str
    sentence: str
    #: The purchase's orders as people know them: account and order number.
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WastedLabel:
    """A label that was paid and not given back, and that nobody needed."""

    purchase: str
    tracking: str
    price: Money
    #: ``surplus``: its units needed no package. ``unused``: no platform knows of its package.
    why: Literal["surplus", "unused"]
    bought_at: int
    #: The purchase's orders as people know them: account and order number.
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of every rule that was applied, and counts by rule."""

    findings: tuple[Finding, ...]
    counted: Mapping[str, Count] = field(default_factory=dict)
    #: Where every paid unit is, purchase by purchase.
    ledgers: tuple[PurchaseLedger, ...] = ()
    #: What cannot be known.
    remarks: tuple[Remark, ...] = ()
    #: Labels that were paid in vain.
    wasted: tuple[WastedLabel, ...] = ()
    #: The cost of all labels that were not voided, by currency.
    paid: tuple[Money, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The violated rules, each once, sorted."""
        return sorted({one.code for one in self.findings})

    def __str__(self) -> str:
        """Return every finding, under it what led to it, and every remark."""
        remarks = [
            f"not known ({titled(one.purchase, one.orders)}): {one.sentence}"
            if one.purchase
            else f"not known: {one.sentence}"
            for one in self.remarks
        ]
        said = [] if self.findings else ["nothing is wrong"]
        for one in self.findings:
            said += [str(one), *(f"  {line}" for line in traced(steps(one.evidence)))]
        return "\n".join([*said, *remarks])

    @property
    def is_clean(self) -> bool:
        """Return True if nothing was found."""
        return not self.findings

    @property
    def lost(self) -> tuple[Money, ...]:
        """The cost of all labels that were paid in vain, by currency."""
        return totals(one.price for one in self.wasted)

    def ledger(self, purchase: str) -> PurchaseLedger:
        """Return the ledger of a purchase; raise LookupError if there is no such purchase."""
        for one in self.ledgers:
            if one.purchase == purchase:
                return one
        raise LookupError(f"the world has no purchase {purchase!r}")


def found(code: str, purchase: str, /, about: Iterable[str] = (), **facts: object) -> Finding:
    """Return a finding; ``judge`` fills in its sentence and its evidence from the rule.

    *about* are the tracking numbers that the finding concerns, by default those in its facts.
    """
    numbers = {*about} or {str(facts[name]) for name in ("tracking", "label") if name in facts}
    return Finding(code, purchase, facts, "", about=frozenset(numbers - {""}))
