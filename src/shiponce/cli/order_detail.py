"""One order in lines of text: why it is where it is, what is in it, and who was told."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.cli.context import Errand
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.rule import Action
from shiponce.domain.shipment import ShipmentState
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import Explanation, ListedRow, OrderDetail
from shiponce.views.shipping import LabelView
from shiponce.words import evidence_values
from shiponce.words.domain_words import (
    BOND_WORD,
    LISTED_WORD,
    SHIPMENT_WORD,
    STATUS_WORD,
    WEIGHT_WORD,
)

NOTIFICATION_HEADS = ("id", "store", "order", "state", "attempts", "next", "tracking", "reason")
LISTED_HEADS = ("id", "store", "order", "kind", "at", "reason")
EVIDENCE_HEADS = ("field", "ours", "theirs", "agrees", "weight")


def print_why(errand: Errand, why: Explanation) -> None:
    """The headline first; then warnings, evidence, time and the way back."""
    errand.line(errand.told(why.headline))
    for warning in why.warnings:
        errand.line("! " + errand.told(warning))
    for note in why.notes:
        errand.line(errand.told(note))
    if why.evidence and not any(set(why.evidence) <= set(one.evidence) for one in why.decisions):
        errand.line()
        print_evidence(errand, why.evidence)
        errand.line()
    errand.spoken("cli.why.at", when=why.at)
    if why.undo and why.undo not in [one.undo for one in why.decisions]:
        errand.spoken("cli.why.undo", how=errand.told(why.undo))
    for decision in why.decisions:
        errand.line()
        errand.line(errand.told(decision.what))
        print_evidence(errand, decision.evidence)
        errand.spoken("cli.why.at", when=decision.at)
        errand.spoken("cli.why.undo", how=errand.told(decision.undo))


def print_evidence(errand: Errand, lines: Sequence[EvidenceLine]) -> None:
    """Each field that was compared: both values, whether they agree, and what that weighs."""
    if not lines:
        return
    errand.table(
        EVIDENCE_HEADS,
        [
            (
                evidence_values.field(line.field, errand.language),
                evidence_values.value(line.ours, errand.language),
                evidence_values.value(line.theirs, errand.language),
                errand.say("word.yes" if line.agrees else "word.no"),
                errand.say(WEIGHT_WORD[line.weight]),
            )
            for line in lines
        ],
    )


def print_listed(errand: Errand, rows: Sequence[ListedRow]) -> None:
    """Orders that stand in no grid, each with the reason."""
    errand.table(
        LISTED_HEADS,
        [
            (
                str(row.id) if row.order_id is None else f"#{row.order_id}",
                row.store,
                row.remote_id,
                errand.say(LISTED_WORD[row.kind]),
                errand.when(row.at),
                errand.told(row.reason),
            )
            for row in rows
        ],
    )


def print_order(errand: Errand, detail: OrderDetail) -> None:
    """Everything of an order; the reason comes first."""
    row = detail.row
    errand.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    print_why(errand, detail.why)
    errand.line()
    for part in detail.address or (errand.say("word.purged") if row.purged else row.buyer,):
        errand.line(f"  {part}")
    _print_asked(errand, detail)
    _print_lines(errand, detail)
    _print_twins(errand, detail)
    _print_shipments(errand, detail)
    for relay in detail.relays:
        platform, by = errand.say(f"word.{relay.platform}"), errand.say(f"word.{relay.by}")
        errand.spoken("cli.order.relayed", platform=platform, by=by)
    if detail.history:
        errand.line()
        for event in detail.history:
            when, what = errand.when(event.at), errand.told(event.what)
            errand.line(f"{when}  {what}" + (f"  ({event.by})" if event.by else ""))


def _print_asked(errand: Errand, detail: OrderDetail) -> None:
    """Tags, wishes and notes, each with the rule that asked for it."""
    said = [(Action.ADD_TAG, tag) for tag in detail.row.tags]
    said += [(Action.SET_SERVICE, detail.wished_service)]
    said += [(Action.SET_PACKAGE, detail.wished_package)]
    said += [(Action.ADD_NOTE, note) for note in detail.note.splitlines()]
    rules = {(one.action, one.argument): one.rule for one in detail.ruled}
    for action, text in said:
        if text:
            rule = rules.get((action.value, text))
            line = errand.say(f"cli.order.{action.value}", text=text)
            by = f" {errand.say('cli.order.by_rule', rule=rule)}" if rule else ""
            errand.line(f"  {line}{by}")


def _print_lines(errand: Errand, detail: OrderDetail) -> None:
    errand.line()
    errand.table(
        ("sku", "title", "quantity", "shipped", "price"),
        [
            (
                line.sku,
                line.title,
                errand.count(line.quantity),
                errand.count(line.shipped),
                errand.money(line.price),
            )
            for line in detail.lines
        ],
    )


def _print_twins(errand: Errand, detail: OrderDetail) -> None:
    if not detail.twins:
        return
    errand.line()
    errand.table(
        ("id", "order", "store", "status", "bond", "labels"),
        [
            (
                f"#{twin.order_id}",
                twin.number,
                twin.store,
                errand.say(STATUS_WORD[twin.status]),
                errand.say(BOND_WORD[twin.bond]),
                ", ".join(_label(errand, label) for label in twin.labels),
            )
            for twin in detail.twins
        ],
    )


def _label(errand: Errand, label: LabelView) -> str:
    if label.state is ShipmentState.LABELLED:
        return f"{label.carrier} {label.tracking}"
    return errand.say(SHIPMENT_WORD[label.state])


def _print_shipments(errand: Errand, detail: OrderDetail) -> None:
    if detail.shipments:
        errand.line()
        errand.table(
            ("id", "carrier", "service", "tracking", "state", "at"),
            [
                (
                    str(shipment.id),
                    shipment.carrier,
                    shipment.service,
                    shipment.tracking,
                    errand.say(shipment.word),
                    errand.when(shipment.at),
                )
                for shipment in detail.shipments
            ],
        )
    if detail.notifications:
        errand.line()
        errand.table(NOTIFICATION_HEADS, notification_rows(errand, detail.notifications))


def notification_rows(
    errand: Errand, notifications: Sequence[NotificationView]
) -> list[tuple[str, ...]]:
    """One row a notice, under ``NOTICE_HEADS``."""
    return [
        (
            str(notification.id),
            notification.store,
            notification.target_number,
            errand.say(notification.word),
            errand.count(notification.attempts),
            errand.when(notification.next_at),
            " ".join(filter(None, (notification.carrier, notification.tracking))),
            " ".join(
                filter(None, map(errand.told, (notification.reason, notification.second_email)))
            ),
        )
        for notification in notifications
    ]
