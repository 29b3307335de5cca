"""Give ``app`` of a screen or widget the type of our app class."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import getters

from shiponce.tui.hub_app import HubApp

if TYPE_CHECKING:
    from shiponce.tui.app import ShiponceApp


class TypedApp(getters.app["ShiponceApp"]):
    """A typed getter of the app; write ``app = TypedApp()`` in a widget's class.

    Textual's own getter needs the app class when the widget class is created, but the app imports
    its widgets, so that would be a circular import. At run time this getter therefore checks for
    ``HubApp``; type checkers see ShiponceApp.
    """

    def __init__(self) -> None:
        """Check for HubApp, because this base class of ShiponceApp imports no widget."""
        super().__init__(cast("type[ShiponceApp]", HubApp))
