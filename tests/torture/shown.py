"""The verdict on a hub: the world's books, and what the hub shows to people and as open."""

from __future__ import annotations

from mockplace.kernel.judge import Verdict, judge
from mockplace.kernel.world import World
from shiponce.hub import Hub
from shiponce.scenario.scenario_header import NOT_PREVENTABLE
from shiponce.scenario.shown_to_people import open_units, shown_to_people, units_not_imported


def verdict(world: World, hub: Hub) -> Verdict:
    """Judge a world in which nothing is due any more, with all that the hub shows to people."""
    details = [hub.orders.detail(row[0]) for row in hub._db.conn.execute("SELECT id FROM orders")]
    return judge(
        world,
        shown_to_people(hub, details),
        open_units=open_units(hub, details) | units_not_imported(hub, world),
    )


def faults(found: Verdict) -> list[str]:
    """Return every finding but those of what no hub can prevent: a shop's own e-mails."""
    return [str(one) for one in found.findings if one.code not in NOT_PREVENTABLE]
