"""Where the screen gets its hub: one that is open, or one that is opened after the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from shiponce.hub import Hub


@runtime_checkable
class HubSource(Protocol):
    """Opens the hub on the reading thread, because a database connection belongs to one thread."""

    @property
    def actor(self) -> str:
        """The name recorded with every act."""

    @property
    def language(self) -> str:
        """The reader's language, which the configuration may name; known once the hub is open."""

    def open_hub(self) -> Hub:
        """Open the hub."""

    def close(self) -> None:
        """Close what ``open_hub`` opened, on the same thread."""


class OpenHub:
    """A hub that is open already; the screen reads through a sibling of it."""

    def __init__(self, hub: Hub, language: str) -> None:
        self._hub = hub
        self._own: Hub | None = None
        self.language = language

    @property
    def actor(self) -> str:
        """The name recorded with every act."""
        return self._hub.actor

    def open_hub(self) -> Hub:
        """Open a connection of its own to the hub's file."""
        self._own = self._hub.sibling()
        return self._own

    def close(self) -> None:
        """Close that connection."""
        if self._own is not None:
            self._own.close()
