"""The judge's verdict, over the control plane."""

from __future__ import annotations

from mockplace.control import verdict_shapes as shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.judge import Verdict, judge


def verdict(context: RequestContext) -> shapes.VerdictView:
    """Judge by the world's record alone: find doubled, lost or wrongly notified packages."""
    content: shapes.VerdictQuery = context.content
    return _view(judge(context.served.world, quiet=content.quiet))


def compared(context: RequestContext) -> shapes.VerdictView:
    """Judge, and compare with what the program under judgement shows to people."""
    content: shapes.VerdictRequest = context.content
    return _view(judge(context.served.world, content.people.read(), quiet=content.quiet))


def _view(found: Verdict) -> shapes.VerdictView:
    return shapes.VerdictView(
        findings=[
            shapes.FindingView(
                rule=one.code,
                purchase=one.purchase,
                sentence=one.sentence,
                facts={
                    name: fact if isinstance(fact, int) else str(fact)
                    for name, fact in one.facts.items()
                },
            )
            for one in found.findings
        ],
        counted={
            code: shapes.Counted(looked=c.looked, admitted=c.admitted, found=c.found)
            for code, c in found.counted.items()
        },
    )
