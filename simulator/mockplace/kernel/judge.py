"""Judge the program that ships a world's orders, from the world's record.

The judge knows only what platforms and carriers recorded, and what the program shows to people (a
test harness reports this). Each rule is one function in ``RULES``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.acts import ActKind
from mockplace.kernel.judging import (
    address_rules,
    closing_rules,
    content_rules,
    label_costs,
    ledger_rules,
    letter_rules,
    notification_rules,
    unit_rules,
)
from mockplace.kernel.judging.findings import (
    PACKAGE_ACTS,
    UNSEEN,
    Case,
    Count,
    Finding,
    NoFinding,
    Rule,
    ShownToPeople,
    Verdict,
)
from mockplace.kernel.judging.plurals import filled
from mockplace.kernel.judging.remarks import remarks
from mockplace.kernel.judging.world_record import WorldRecord, plain

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act
    from mockplace.kernel.world import World

from mockplace.kernel.judging.unit_ledger import OpenUnits

__all__ = ["RULES", "Count", "Finding", "Rule", "ShownToPeople", "Verdict", "judge"]

MAILS = frozenset({ActKind.MAILED, ActKind.STATUS, ActKind.CONFIRMED})
WITHDRAWALS = frozenset(
    {
        ActKind.CANCELLED, ActKind.LINES_CANCELLED, ActKind.LINES_EDITED, ActKind.REFUNDED,
        ActKind.COLLECTED,
    }
)  # fmt: skip

RULES: tuple[Rule, ...] = (
    Rule(
        "doubled-unit",
        "order {order}: {ordered} × {article} bought, and {units} in packages that left or will "
        "leave: {labels}",
        unit_rules.doubled_unit,
    ),
    Rule(
        "doubled-elsewhere",
        "{article} of order {order} was shipped by somebody else, and a label was bought for it "
        "again: {labels}",
        unit_rules.doubled_elsewhere,
    ),
    Rule(
        "over-ordered",
        "label {label} is for more than was bought: {lines}",
        unit_rules.over_ordered,
    ),
    Rule(
        "notified-twice",
        "{store} shows package {tracking} of order {order} {times:time}",
        notification_rules.notified_twice,
    ),
    Rule(
        "invented-number",
        "{store} was told the tracking number {tracking} for order {order}, and no carrier "
        "ever gave that number",
        notification_rules.invented_number,
    ),
    Rule(
        "foreign-number",
        "{store} was told the tracking number {tracking} for order {order}, and that number "
        "belongs to a package of order {others}",
        notification_rules.foreign_number,
    ),
    Rule(
        "wrong-content",
        "{store} shows {recorded} in package {tracking} of order {order}; it holds {inside}",
        content_rules.wrong_content,
    ),
    Rule(
        "mailed-twice",
        "the buyer of order {order} got {letters} e-mails about {packages:package}",
        letter_rules.mailed_twice,
        evidence=MAILS,
    ),
    Rule(
        "mailed-by-setting",
        "the buyer of order {order} got {letters} e-mails about {packages:package}, because "
        "{stores} e-mails the buyers of copies too, by a setting of its own",
        letter_rules.mailed_by_setting,
        evidence=MAILS,
    ),
    Rule(
        "dead-number",
        "{store} shows package {tracking} for order {order}, and its label was voided",
        notification_rules.dead_number,
        at_quiet=True,
    ),
    Rule(
        "never-notified",
        "{store} was never told of {missing} of order {order}: {why}",
        content_rules.never_notified,
        at_quiet=True,
    ),
    Rule(
        "needless-stop",
        "the notification of package {tracking} of order {order} is stopped, and {store} would "
        "take it",
        content_rules.needless_stop,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "open-everywhere",
        "package {tracking} of order {order} has left with {inside}, and every platform shows "
        "the order as open",
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
        "label {label} was voided, and the program shows it as one that ships",
        unit_rules.dead_label_shown_live,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "vanished",
        "order {order} is not shipped, and the program shows it to nobody",
        unit_rules.vanished,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "offered-again",
        "order {order} is shipped whole, and the program offers it to be shipped",
        unit_rules.offered_again,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "cancelled-unsaid",
        "order {order} was cancelled and has live labels, and the program warns nobody: {labels}",
        unit_rules.cancelled_unsaid,
        at_quiet=True,
        asks_people=True,
    ),
    Rule(
        "units-unaccounted",
        "order {order}: {which}; {paid:unit} paid, {packed} in packages, {withdrawn} cancelled, "
        "refunded or collected, and {open} shown as open",
        ledger_rules.units_unaccounted,
        at_quiet=True,
        asks_open=True,
        evidence=PACKAGE_ACTS | WITHDRAWALS,
    ),
    Rule(
        "open-nowhere",
        "no package holds {which} of order {order}, and {store} shows the order as shipped: {who}",
        ledger_rules.open_nowhere,
        at_quiet=True,
        evidence=PACKAGE_ACTS | WITHDRAWALS | {ActKind.STATUS},
    ),
    Rule(
        "shipped-cancelled",
        "{units} × {article} of order {order} cancelled, and shipped all the same: {labels}",
        ledger_rules.shipped_cancelled,
        evidence=PACKAGE_ACTS | WITHDRAWALS,
    ),
    Rule(
        "shipped-refunded",
        "{units} × {article} of order {order} refunded, and shipped all the same: {labels}",
        ledger_rules.shipped_refunded,
        evidence=PACKAGE_ACTS | WITHDRAWALS,
    ),
    Rule(
        "shipped-collected",
        "{units} × {article} of order {order} collected in the store, and shipped all the same: "
        "{labels}",
        ledger_rules.shipped_collected,
        evidence=PACKAGE_ACTS | WITHDRAWALS,
    ),
    Rule(
        "not-closed",
        "everything of order {order} has left ({labels}), and {store} shows it as {status}",
        closing_rules.not_closed,
        at_quiet=True,
        evidence=PACKAGE_ACTS | {ActKind.STATUS},
    ),
    Rule(
        "closed-without-package",
        "{store} shows order {order} as shipped, and no package with its tracking numbers left or "
        "will leave: {numbers}",
        closing_rules.closed_without_package,
        at_quiet=True,
        evidence=PACKAGE_ACTS | {ActKind.STATUS},
    ),
    Rule(
        "cancellation-undone",
        "order {order} was cancelled on {store}, and a request set it to {status} at {when}",
        closing_rules.cancellation_undone,
        evidence=PACKAGE_ACTS | WITHDRAWALS | {ActKind.STATUS},
    ),
    Rule(
        "wrong-address",
        "label {label} of order {order} goes to a wrong address: {when}",
        address_rules.wrong_address,
        evidence=PACKAGE_ACTS | {ActKind.ADDRESS_CHANGED},
    ),
)


def judge(
    world: World,
    shown_to_people: ShownToPeople | None = None,
    *,
    quiet: bool = True,
    unseen: int = UNSEEN,
    open_units: OpenUnits | None = None,
) -> Verdict:
    """Check a world by every rule that applies now.

    *quiet* is True if the program has nothing left to do; if it is False, ``at_quiet`` rules are
    skipped. Without *shown_to_people*, rules that compare with it are skipped, and nothing counts
    as admitted. *unseen* is how long, in milliseconds, the program may take to notice what others
    do: a package that somebody else shipped, a cancellation, a refund, a new address. *open_units*
    are the units that the program shows as open, by (account, order id); an order that is not there
    has none.
    """
    record = WorldRecord.read(world)
    case = Case(record, shown_to_people or ShownToPeople(), unseen, open_units)
    findings: list[Finding] = []
    counted: dict[str, Count] = {}
    for rule in RULES:
        if not _applies(rule, quiet=quiet, people=shown_to_people, open_units=open_units):
            continue
        count = counted.setdefault(rule.code, Count())
        for looked in rule.look(case):
            count.looked += 1
            if isinstance(looked, Finding):
                count.found += 1
                evidence = _evidence(record, rule, looked)
                sentence = filled(rule.says, looked.facts)
                family = record.families.get(looked.purchase)
                named = family.named if family else ()
                found = replace(looked, sentence=sentence, evidence=evidence, orders=named)
                findings.append(found)
            else:
                count.admitted += looked is NoFinding.ADMITTED
    return Verdict(
        tuple(findings),
        counted,
        tuple(case.ledger(family) for family in record.families.values()),
        tuple(remarks(case)),
        tuple(label_costs.wasted(case, quiet=quiet)),
        label_costs.paid(case),
    )


def _applies(
    rule: Rule, *, quiet: bool, people: ShownToPeople | None, open_units: OpenUnits | None
) -> bool:
    if rule.at_quiet and not quiet:
        return False
    if rule.asks_people and people is None:
        return False
    return not (rule.asks_open and open_units is None)


def _evidence(record: WorldRecord, rule: Rule, finding: Finding) -> tuple[Act, ...]:
    """Return the acts that prove a finding: of its purchase, its rule and its tracking numbers."""
    family = record.families.get(finding.purchase)
    if family is None:
        acts = [act for one in finding.about for act in record.world.acts.of_label.get(one, ())]
    else:
        acts = record.acts(family)
    numbers = {plain(one) for one in finding.about}
    return tuple(
        act
        for act in acts
        if act.kind in rule.evidence
        and (not numbers or not act.tracking or plain(act.tracking) in numbers)
    )
