"""What the channel connector does."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command


@dataclass(frozen=True, slots=True)
class CopyOrder(Command):
    """Write the connector's copy of a marketplace order."""

    store: str
    order_id: str


@dataclass(frozen=True, slots=True)
class NoteRelay(Command):
    """The connector has passed a copy's fulfilment on: (tracking, outcome) of each package."""

    store: str
    order_id: str
    outcomes: tuple[tuple[str, str], ...]
