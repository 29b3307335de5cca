"""A line to type in, in the house's dress."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from shiponce.domain.user_input import typed


class TextInput(Input):
    """One line; its cursor stands still, which is calmer, and cheaper over a slow connection."""

    DEFAULT_CSS = """
    TextInput { border: none; height: 1; padding: 0 1; background: $raised; }
    TextInput:focus { border: none; background: $block-cursor-blurred-background; }
    """

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, max_length=120, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Let every line that was pasted be taken, with a blank between them: none is lost unseen.

        What could steer the terminal is not: a person would not see it.

        Textual calls the method of ``Input`` afterwards, which takes the first line.
        """
        event.text = typed(" ".join(event.text.splitlines()))
