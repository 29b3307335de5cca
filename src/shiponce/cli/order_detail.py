"""Print one order: the reason for its status, its content, and its notifications."""

from __future__ import annotations

from collections.abc import Sequence

from shiponce.cli.context import CommandContext
from shiponce.cli.label_text import document_text, notes, printed_text
from shiponce.cli.order_table import where
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import PackingFact
from shiponce.domain.rule import Action
from shiponce.domain.shipment import ShipmentState
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import PARTS, ExcludedRow, Explanation, OrderDetail, PackedOrder
from shiponce.views.shipping import LabelView
from shiponce.words import evidence_values
from shiponce.words.domain_words import (
    BOND_WORD,
    EXCLUDED_KIND_WORD,
    PACKING_WORD,
    SHIPMENT_WORD,
    WEIGHT_WORD,
)
from shiponce.words.families import Family, platform_word

#: Sentences for what a rule or a person requested: tags, services, packages and notes.
_ASKED = Family(
    "cli.order.{}", (Action.ADD_TAG, Action.SET_SERVICE, Action.SET_PACKAGE, Action.ADD_NOTE)
)

NOTIFICATION_HEADS = ("id", "store", "order", "state", "attempts", "next", "tracking", "reason")
EXCLUDED_HEADS = ("id", "store", "order", "kind", "at", "reason")
EVIDENCE_HEADS = ("field", "ours", "theirs", "agrees", "weight")


def print_why(context: CommandContext, why: Explanation) -> None:
    """Print the headline, then warnings, evidence, the time, and how to undo the decision."""
    context.line(context.sentence(why.headline))
    for warning in why.warnings:
        context.line("! " + context.sentence(warning))
    for note in why.notes:
        context.line(context.sentence(note))
    if why.evidence and not any(set(why.evidence) <= set(one.evidence) for one in why.decisions):
        context.line()
        print_evidence(context, why.evidence)
        context.line()
    context.spoken("cli.why.at", when=why.at)
    if why.undo and why.undo not in [one.undo for one in why.decisions]:
        context.spoken("cli.why.undo", how=context.sentence(why.undo))
    for decision in why.decisions:
        context.line()
        context.line(context.sentence(decision.what))
        print_evidence(context, decision.evidence)
        context.spoken("cli.why.at", when=decision.at)
        context.spoken("cli.why.undo", how=context.sentence(decision.undo))


def print_evidence(context: CommandContext, lines: Sequence[EvidenceLine]) -> None:
    """Print each compared field: both values, whether they agree, and the field's weight."""
    if not lines:
        return
    context.table(
        EVIDENCE_HEADS,
        [
            (
                evidence_values.field(line.field, context.language),
                evidence_values.value(line.ours, context.language),
                evidence_values.value(line.theirs, context.language),
                context.say("word.yes" if line.agrees else "word.no"),
                context.say(WEIGHT_WORD[line.weight]),
            )
            for line in lines
        ],
    )


def print_excluded(context: CommandContext, rows: Sequence[ExcludedRow]) -> None:
    """Print orders that are in no grid, each with the reason."""
    context.table(
        EXCLUDED_HEADS,
        [
            (
                str(row.id) if row.order_id is None else f"#{row.order_id}",
                row.store,
                row.remote_id,
                context.say(EXCLUDED_KIND_WORD[row.kind]),
                context.when(row.at),
                context.sentence(row.reason),
            )
            for row in rows
        ],
    )


def print_order(context: CommandContext, detail: OrderDetail) -> None:
    """Print everything about an order, beginning with the reason for its status."""
    row = detail.row
    context.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    print_why(context, detail.why)
    context.line()
    own = () if detail.destinations else detail.address
    if detail.destinations and not row.purged:
        context.spoken("cli.order.buyer", buyer=row.buyer)
    else:
        for part in own or (context.say("word.purged") if row.purged else row.buyer,):
            context.line(f"  {part}")
    _print_destinations(context, detail)
    if detail.packing:
        context.line()
        context.spoken("cli.order.packing")
    for fact in detail.packing:
        context.line("  " + packing_line(context, fact))
    if detail.conditions:
        context.line()
    for condition in detail.conditions:
        code = "cli.order.overruled" if condition.overruled else "cli.order.condition"
        context.line("  " + context.say(code, what=context.sentence(condition.what)))
    _print_asked(context, detail)
    _print_lines(context, detail)
    _print_twins(context, detail)
    _print_shipments(context, detail)
    _print_labels(context, detail)
    for relay in detail.relays:
        platform = context.say(platform_word(relay.platform))
        by = context.say(platform_word(relay.by))
        context.spoken("cli.order.relayed", platform=platform, by=by)
    if detail.history:
        context.line()
        context.spoken("cli.order.history")
        for event in detail.history:
            when, what = context.when(event.at), context.sentence(event.what)
            context.line(f"{when}  {what}" + (f"  ({event.by})" if event.by else ""))


def _print_asked(context: CommandContext, detail: OrderDetail) -> None:
    """Print tags, requested service, package and notes, and which rule set them."""
    said = [(Action.ADD_TAG, tag) for tag in detail.row.tags]
    said += [(Action.SET_SERVICE, detail.wished_service)]
    said += [(Action.SET_PACKAGE, detail.wished_package)]
    said += [(Action.ADD_NOTE, note) for note in detail.note.splitlines()]
    rules = {(one.action, one.argument): one.rule for one in detail.ruled}
    for action, text in said:
        if text:
            rule = rules.get((action.value, text))
            line = context.say(_ASKED[action], text=text)
            by = f" {context.say('cli.order.by_rule', rule=rule)}" if rule else ""
            context.line(f"  {line}{by}")


def print_contents(context: CommandContext, packed: PackedOrder) -> None:
    """Print the lines of a package, each with its packing facts, then those of the order."""
    if not packed.lines:
        return
    context.spoken("cli.ship.contents", order=packed.order)
    for line in packed.lines:
        context.line(f"  {line.units} × {line.called}")
        for fact in line.packing:
            context.line(f"      {packing_line(context, fact)}")
    for fact in packed.packing:
        context.line(f"  {packing_line(context, fact)}")


def packing_line(context: CommandContext, fact: PackingFact) -> str:
    """Return a packing fact as one line of text."""
    return context.say(PACKING_WORD[fact.kind], text=fact.text, name=fact.name)


def _print_destinations(context: CommandContext, detail: OrderDetail) -> None:
    """Print the further addresses of an order with several, and what is due for each."""
    n = len(detail.destinations)
    for place, one in enumerate(detail.destinations, 1):
        context.line()
        context.spoken("cli.order.address_of", place=place, n=n, due=one.due)
        for part in one.address:
            context.line(f"  {part}")


def _print_lines(context: CommandContext, detail: OrderDetail) -> None:
    context.line()
    several = bool(detail.destinations)
    places = {line: str(n) for n, one in enumerate(detail.destinations, 1) for line in one.lines}
    always = ("shipped_here", "due")
    parts = [
        name for name in PARTS if name in always or any(name in line.parts for line in detail.lines)
    ]
    context.table(
        ("sku", "title", "ordered", *parts, *(["address"] if several else []), "price"),
        [
            (
                line.sku,
                line.title,
                context.count(line.quantity),
                *(context.count(line.parts.get(name, 0)) for name in parts),
                *([places.get(line.line_no, "")] if several else []),
                context.money(line.price),
            )
            for line in detail.lines
        ],
    )
    for line in detail.lines:
        for fact in line.packing:
            context.line(f"  {line.sku or line.title}: {packing_line(context, fact)}")


def _print_twins(context: CommandContext, detail: OrderDetail) -> None:
    if not detail.twins:
        return
    context.line()
    context.table(
        ("id", "order", "store", "status", "bond", "labels"),
        [
            (
                f"#{twin.order_id}",
                twin.number,
                twin.store,
                where(context, twin.status, twin.visibility),
                context.say(BOND_WORD[twin.bond]),
                ", ".join(_label(context, label) for label in twin.labels),
            )
            for twin in detail.twins
        ],
    )


def _label(context: CommandContext, label: LabelView) -> str:
    if label.state is ShipmentState.LABELLED:
        return f"{label.carrier} {label.tracking}"
    return context.say(SHIPMENT_WORD[label.state])


def _print_labels(context: CommandContext, detail: OrderDetail) -> None:
    """Print each label's document and last print, and what is wrong with the document."""
    for one in detail.labels:
        document, printed = document_text(context, one), printed_text(context, one)
        facts = {"shipment": one.shipment_id, "document": document}
        if printed:
            context.spoken("cli.labels.document_printed", **facts, printed=printed)
        else:
            context.spoken("cli.labels.document_unprinted", **facts)
        for line in notes(context, one):
            context.line("! " + line)


def _print_shipments(context: CommandContext, detail: OrderDetail) -> None:
    elsewhere = context.say(SHIPMENT_WORD[ShipmentState.ELSEWHERE])
    if detail.shipments or detail.packages_of_others:
        context.line()
        context.table(
            ("id", "carrier", "service", "tracking", "state", "at"),
            [
                (
                    str(shipment.id),
                    shipment.carrier,
                    shipment.service,
                    shipment.tracking,
                    context.say(shipment.word),
                    context.when(shipment.at),
                )
                for shipment in detail.shipments
            ]
            + [
                ("", one.carrier, "", one.tracking or context.say("word.untracked"), elsewhere, "")
                for one in detail.packages_of_others
            ],
        )
    if detail.notifications:
        context.line()
        context.table(NOTIFICATION_HEADS, notification_rows(context, detail.notifications))


def notification_rows(
    context: CommandContext, notifications: Sequence[NotificationView]
) -> list[tuple[str, ...]]:
    """Return one table row per notification, with the columns of ``NOTIFICATION_HEADS``."""
    return [
        (
            str(notification.id),
            notification.store,
            notification.target_number,
            context.say(notification.word),
            context.count(notification.attempts),
            context.when(notification.next_at),
            " ".join(filter(None, (notification.carrier, notification.tracking))),
            " ".join(
                filter(
                    None,
                    map(
                        context.sentence,
                        (
                            notification.reason,
                            notification.carrier_there,
                            notification.second_email,
                        ),
                    ),
                )
            ),
        )
        for notification in notifications
    ]
