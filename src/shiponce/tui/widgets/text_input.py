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
        """Paste every line, joined by blanks, so that none is lost unseen.

        Characters that control a terminal are dropped, because a person would not see them. Textual
        calls ``Input``'s own method afterwards, which takes the first line.
        """
        event.text = typed(" ".join(event.text.splitlines()))
