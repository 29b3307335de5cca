"""The program that a screen or widget stands in, under its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from shiponce.tui.app import ShiponceApp


class Program(getters.app["ShiponceApp"]):
    """``app = Program()`` in a widget's class.

    Textual's own getter wants the program's class when the widget's class is made, and the
    program imports its widgets; so the class is looked up at the first use.
    """

    def __init__(self) -> None:
        """Nothing is looked up yet."""

    def __get__(self, obj: MessagePump, obj_type: type[MessagePump]) -> ShiponceApp:
        """The running program."""
        if "_app_type" not in self.__dict__:
            from shiponce.tui.app import ShiponceApp

            self._app_type = ShiponceApp
        return super().__get__(obj, obj_type)
