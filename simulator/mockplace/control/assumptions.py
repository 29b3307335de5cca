"""Assumptions: questions that the platforms' documents leave open, and the chosen answers."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext
from mockplace.kernel.assumptions import Assumptions


def choices(context: RequestContext) -> shapes.Choices:
    """Return the questions that the platforms' documents leave open, and this world's answers."""
    chosen = context.served.world.state.assumptions
    return shapes.Choices(
        choices=[shapes.ChoiceView.of(choice, answer) for choice, answer in chosen.all()]
    )


def choose(context: RequestContext) -> shapes.Choices:
    """Choose answers by question name; if any name or answer is unknown, change nothing."""
    content: shapes.Chosen = context.content
    Assumptions(content.root)  # checks every answer before one is chosen
    for name, answer in content.root.items():
        context.served.world.choose(name, answer)
    return choices(context)
