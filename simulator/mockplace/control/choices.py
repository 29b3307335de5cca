"""Assumptions: what the platforms' documents leave open, and which answers hold."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import Visit
from mockplace.kernel.assumptions import Assumptions


def choices(visit: Visit) -> shapes.Choices:
    """What the platforms' documents leave open, and what is chosen in this world."""
    chosen = visit.served.world.state.assumptions
    return shapes.Choices(
        choices=[shapes.ChoiceTold.of(choice, answer) for choice, answer in chosen.all()]
    )


def choose(visit: Visit) -> shapes.Choices:
    """Choose other answers, by their names; one that cannot be chosen changes nothing."""
    asked: shapes.Chosen = visit.asked
    Assumptions(asked.root)  # all of them, before any is chosen
    for name, answer in asked.root.items():
        visit.served.world.choose(name, answer)
    return choices(visit)
