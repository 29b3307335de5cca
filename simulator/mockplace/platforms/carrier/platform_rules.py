"""The business rules that the house carrier registers with the kernel."""

from __future__ import annotations

from mockplace.kernel.platform_rules import PlatformRules
from mockplace.platforms.carrier.rules import labels_and_pickups

RULES = PlatformRules(
    name="carrier",
    title="the house carrier",
    role="carrier",
    selling=None,
    decide=labels_and_pickups.DECIDE,
    evolve=labels_and_pickups.EVOLVE,
    follow=lambda _state, _events: (),
    reactions=labels_and_pickups.reactions,
    effects={
        "collect": labels_and_pickups.collect,
        "deliver": labels_and_pickups.deliver,
    },
    background_effects=frozenset({"collect", "deliver"}),
    assumptions=(),
    label_records=labels_and_pickups.label_records,
    why_no_copy=None,
)
