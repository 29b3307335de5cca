"""What the world's own books say against the hub that served it."""

from __future__ import annotations

from tests.promises.merchant import Trade
from tests.torture.shown import verdict


def findings(trade: Trade) -> list[str]:
    """What must not stand in the books once everything is quiet and a person has shipped all.

    What the hub itself shows to people, with its reason, it has not forgotten. Here a shop writes
    to buyers itself, as its merchant has left it: two letters are no finding.
    """
    found = verdict(trade.world, trade.hub)
    return [str(one) for one in found.findings if not one.code.startswith("mailed-")]
