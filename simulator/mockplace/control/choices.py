"""Assumptions: what the platforms' documents leave open, and which answers hold."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.assumptions import Assumptions


def choices(context: RequestContext) -> shapes.Choices:
    """Return what the platforms' documents leave open, and the answers that hold in this world."""
    chosen = context.served.world.state.assumptions
    return shapes.Choices(
        choices=[shapes.ChoiceView.of(choice, answer) for choice, answer in chosen.all()]
    )


def choose(context: RequestContext) -> shapes.Choices:
    """Choose other answers by name; an impossible one changes nothing."""
    content: shapes.Chosen = context.content
    Assumptions(content.root)  # all of them, before any is chosen
    for name, answer in content.root.items():
        context.served.world.choose(name, answer)
    return choices(context)
