"""Judge the program that ships a world's orders, from the world's record.

The judge knows only what platforms and carriers recorded, and what a test harness reports that the
program shows to people. Each rule is one function in ``RULES``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.judging import notification_rules, unit_rules
from mockplace.kernel.judging.findings import (
    UNSEEN,
    Case,
    Count,
    Finding,
    NoFinding,
    Rule,
    ShownToPeople,
    Verdict,
)
from mockplace.kernel.judging.world_record import WorldRecord

if TYPE_CHECKING:
    from mockplace.kernel.world import World

__all__ = ["RULES", "Count", "Finding", "Rule", "ShownToPeople", "Verdict", "judge"]

RULES: tuple[Rule, ...] = (
    Rule(
        "doubled-unit",
        "{units} units of line {line} lie in live packages, and {ordered} were bought: {labels}",
        unit_rules.doubled_unit,
    ),
    Rule(
        "doubled-elsewhere",
        "line {line} was shipped by somebody else and labelled again: {labels}",
        unit_rules.doubled_elsewhere,
    ),
    Rule(
        "over-ordered",
        "label {label} holds more than was bought of {lines}",
        unit_rules.over_ordered,
    ),
    Rule(
        "notified-twice",
        "{store} has package {tracking} of order {order} on record {times} times",
        notification_rules.notified_twice,
    ),
    Rule(
        "invented-number",
        "{store} was told of {tracking} for order {order}, a number that no carrier gave and no "
        "person entered",
        notification_rules.invented_number,
    ),
    Rule(
        "wrong-content",
        "{store} shows {recorded} units in package {tracking} of order {order}, which has {inside}",
        notification_rules.wrong_content,
    ),
    Rule(
        "mailed-twice",
        "the buyer got {letters} letters about {packages} packages",
        notification_rules.mailed_twice,
    ),
    Rule(
        "dead-number",
        "{store} shows {tracking} for order {order}, whose label was given back",
        notification_rules.dead_number,
        at_quiet=True,
    ),
    Rule(
        "never-notified",
        "{store} was never told of package {tracking} of order {order}",
        notification_rules.never_notified,
        at_quiet=True,
    ),
    Rule(
        "needless-stop",
        "{store} would take package {tracking} of order {order}, and its notification is stopped",
        notification_rules.needless_stop,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "open-everywhere",
        "package {tracking} has left, and every platform shows its order open",
        notification_rules.open_everywhere,
        at_quiet=True,
    ),
    Rule(
        "orphan-label",
        "label {label} is paid and live, and neither a platform nor a person knows of it",
        unit_rules.orphan_label,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "dead-label-live",
        "label {label} was given back, and is shown as one that ships",
        unit_rules.dead_label_shown_live,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "vanished",
        "order {order} is not sent, and stands nowhere before a person",
        unit_rules.vanished,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "offered-again",
        "order {order} is sent whole, and is offered to be shipped",
        unit_rules.offered_again,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "cancelled-unsaid",
        "the buyer cancelled what has a live label, and nobody is told: {labels}",
        unit_rules.cancelled_unsaid,
        at_quiet=True,
        asks_people=True,
    ),
)


def judge(
    world: World,
    shown_to_people: ShownToPeople | None = None,
    *,
    quiet: bool = True,
    unseen: int = UNSEEN,
) -> Verdict:
    """Check a world by every rule that applies now.

    *quiet* is True if the program has nothing left to do; if it is False, ``at_quiet`` rules are
    skipped. Without *shown_to_people*, rules that compare with it are skipped, and nothing counts
    as admitted. *unseen* is the time, in milliseconds, that the program is granted to notice a
    package that somebody else shipped.
    """
    case = Case(WorldRecord.read(world), shown_to_people or ShownToPeople(), unseen)
    findings: list[Finding] = []
    counted: dict[str, Count] = {}
    for rule in RULES:
        if (rule.at_quiet and not quiet) or (rule.asks_people and shown_to_people is None):
            continue
        count = counted.setdefault(rule.code, Count())
        for looked in rule.look(case):
            count.looked += 1
            if isinstance(looked, Finding):
                count.found += 1
                findings.append(replace(looked, sentence=rule.says.format_map(looked.facts)))
            else:
                count.admitted += looked is NoFinding.ADMITTED
    return Verdict(tuple(findings), counted)
