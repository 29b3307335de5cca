"""The app that a screen or widget stands in, under its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import getters

from shiponce.tui.hub_app import HubApp

if TYPE_CHECKING:
    from shiponce.tui.app import ShiponceApp


class TypedApp(getters.app["ShiponceApp"]):
    """``app = Program()`` in a widget's class.

    Textual's own getter wants the app's class when the widget's class is made, but the app imports
    its widgets. So the running app is checked to be a ``HubApp``; type checkers see ShiponceApp.
    """

    def __init__(self) -> None:
        """Check for the class below ShiponceApp, which imports no widget."""
        super().__init__(cast("type[ShiponceApp]", HubApp))
