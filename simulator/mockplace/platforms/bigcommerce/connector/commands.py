"""Commands of the channel connector."""

from __future__ import annotations

from dataclasses import dataclass

from mockplace.kernel.commands import Command


@dataclass(frozen=True, slots=True)
class CopyOrder(Command):
    """Write the connector's copy of a marketplace order, or the same copy once more."""

    store: str
    order_id: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class NoteRelay(Command):
    """Record that the connector has passed on a copy's shipments.

    *outcomes*: the tracking number and the marketplace's answer for each package.
    """

    store: str
    order_id: str
    outcomes: tuple[tuple[str, str], ...]
