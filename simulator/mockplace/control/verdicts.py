"""The world's own verdict, asked over the control plane."""

from __future__ import annotations

from mockplace.control import verdict_shapes as shapes
from mockplace.control.request_context import Visit
from mockplace.kernel.judge import Verdict, judge


def verdict(visit: Visit) -> shapes.VerdictTold:
    """What is wrong by the world's books alone: doubled, lost or wrongly told packages."""
    asked: shapes.VerdictQuery = visit.asked
    return _told(judge(visit.served.world, quiet=asked.quiet))


def compared(visit: Visit) -> shapes.VerdictTold:
    """The same, compared with what the program under judgement shows to people."""
    asked: shapes.VerdictAsked = visit.asked
    return _told(judge(visit.served.world, asked.people.read(), quiet=asked.quiet))


def _told(found: Verdict) -> shapes.VerdictTold:
    return shapes.VerdictTold(
        findings=[
            shapes.FindingTold(
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
            code: shapes.Counted(looked=c.looked, owned_up=c.owned_up, found=c.found)
            for code, c in found.counted.items()
        },
    )
