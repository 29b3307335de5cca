"""A text field in the app's style."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from shiponce.domain.user_input import typed


class TextInput(Input):
    """A text field whose cursor does not blink, which is cheaper over a slow connection."""

    DEFAULT_CSS = """
    TextInput { border: none; height: 1; padding: 0 1; background: $raised; }
    TextInput:focus { border: none; background: $block-cursor-blurred-background; }
    """

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, max_length=120, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Join the pasted lines by blanks, because ``Input`` would keep only the first line.

        Drop characters that control a terminal, because a person would not see them. Textual calls
        the method of ``Input`` after this one.
        """
        event.text = typed(" ".join(event.text.splitlines()))
