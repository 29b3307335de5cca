"""What every part of a world's interface stands on: its state, and one way to change it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.commands import Command
    from mockplace.kernel.state import State


class Acting(ABC):
    """A world, as far as its parts know it."""

    state: State

    @abstractmethod
    def _do(self, command: Command) -> None:
        """Decides, writes down and lets follow what follows; ``Refusal`` where it cannot be."""
