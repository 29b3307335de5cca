"""Packages that a person sent and recorded by hand; no simulated platform sold their labels.

The world records them because the judge must know of every package that left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event

#: Account and order id.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class HandPackage:
    """A package that a person sent with a label bought elsewhere."""

    carrier: str
    tracking: str
    #: Order → line → units in the package.
    orders: Mapping[Place, Mapping[str, int]]
    sent_at: int
    #: When a person recorded that the package had not left after all; 0 if it left.
    taken_back_at: int = 0


@dataclass(frozen=True, slots=True)
class SendByHand(Command):
    """Record a package sent by hand, or that the package with this number was not sent."""

    carrier: str
    tracking: str
    orders: Mapping[Place, Mapping[str, int]]
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class SentByHand(Event):
    """A package was sent by hand, or turned out not to have left."""

    package: HandPackage
