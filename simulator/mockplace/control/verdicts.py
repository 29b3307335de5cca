"""The judge's verdict, over the control plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.control import verdict_shapes as shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.durations import written
from mockplace.kernel.judge import Verdict, judge
from mockplace.kernel.judging.open_units import resolved

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act
    from mockplace.kernel.judging.findings import Finding, WastedLabel
    from mockplace.kernel.judging.money import Money
    from mockplace.kernel.judging.unit_ledger import PurchaseLedger
    from mockplace.kernel.records import Call
    from mockplace.kernel.world import World


def verdict(context: RequestContext) -> shapes.VerdictView:
    """Judge by the world's record alone; return the violations, and counts by rule."""
    content: shapes.VerdictQuery = context.content
    world = context.served.world
    return view(world, judge(world, quiet=content.quiet, unseen=content.unseen_ms))


def compared(context: RequestContext) -> shapes.VerdictView:
    """Judge, and compare with what the program under judgement shows to people and as open."""
    return judged(context.served.world, context.content)


def judged(world: World, content: shapes.VerdictRequest) -> shapes.VerdictView:
    """Judge a world as a request asks; raise ``Refusal`` if it names an unknown order as open."""
    shown = None if content.open is None else [one.read() for one in content.open]
    found = judge(
        world,
        content.people.read() if content.people else None,
        quiet=content.quiet,
        unseen=content.unseen_ms,
        open_units=None if shown is None else resolved(world, shown),
    )
    return view(world, found)


def view(world: World, found: Verdict) -> shapes.VerdictView:
    """Return a verdict as JSON shows it."""
    return shapes.VerdictView(
        at=written(world.now),
        clean=found.is_clean,
        findings=[_finding(one) for one in found.findings],
        ledgers=[_ledger(one) for one in found.ledgers],
        remarks=[
            shapes.RemarkView(
                code=one.code,
                purchase=one.purchase,
                orders=list(one.orders),
                sentence=one.sentence,
            )
            for one in found.remarks
        ],
        cost=shapes.CostView(
            paid=[_money(one) for one in found.paid],
            lost=[_money(one) for one in found.lost],
            wasted=[_wasted(one) for one in found.wasted],
        ),
        counted={
            code: shapes.Counted(looked=c.looked, admitted=c.admitted, found=c.found)
            for code, c in found.counted.items()
        },
    )


def _finding(one: Finding) -> shapes.FindingView:
    return shapes.FindingView(
        rule=one.code,
        purchase=one.purchase,
        orders=list(one.orders),
        sentence=one.sentence,
        facts={
            name: fact if isinstance(fact, int) else str(fact) for name, fact in one.facts.items()
        },
        evidence=[_evidence(act) for act in one.evidence],
    )


def _evidence(act: Act) -> shapes.EvidenceView:
    return shapes.EvidenceView(
        what=act.kind.value,
        at=written(act.at),
        store=act.store,
        order_id=act.order_id,
        tracking=act.tracking,
        units=dict(act.units),
        note=act.note,
        request=_request(act.call) if act.call else None,
    )


def _request(call: Call) -> shapes.RequestView:
    return shapes.RequestView(
        call=call.seq,
        at=written(call.at),
        method=call.method,
        path=call.path,
        operation=call.operation,
        status=call.status or None,
        fault=call.fault,
    )


def _ledger(one: PurchaseLedger) -> shapes.PurchaseLedgerView:
    return shapes.PurchaseLedgerView(
        purchase=one.purchase,
        store=one.store,
        order_id=one.order_id,
        adds_up=one.adds_up,
        is_known=one.is_known,
        lines=[
            shapes.LineLedgerView(
                line=line.line_id,
                sku=line.sku,
                paid=line.paid,
                in_packages=line.in_packages,
                open=line.open,
                cancelled=line.cancelled,
                refunded=line.refunded,
                collected=line.collected,
                unaccounted=line.unaccounted,
            )
            for line in one.lines
        ],
    )


def _money(one: Money) -> shapes.MoneyView:
    return shapes.MoneyView(amount=str(one.amount), currency=one.currency, minor=one.minor)


def _wasted(one: WastedLabel) -> shapes.WastedLabelView:
    return shapes.WastedLabelView(
        purchase=one.purchase,
        orders=list(one.orders),
        tracking=one.tracking,
        price=_money(one.price),
        why=one.why,
        bought=written(one.bought_at),
    )
