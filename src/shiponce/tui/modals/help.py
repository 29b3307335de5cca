"""Every key of a screen with its meaning."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from shiponce.tui.key_bindings import ABOUT, APP, Action, actions_for
from shiponce.tui.modals.confirm import titled
from shiponce.tui.typed_app import TypedApp

#: Widths in terminal cells: the dialog, the column of keys, and the column of names.
_WIDTH, _KEYS, _NAME = 130, 12, 30


class Help(ModalScreen[None]):
    """Help generated from the table of actions, so it is never out of date."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "leave", show=False)
    ]
    CSS = "Help .dialog { width: 130; } Help Static { height: auto; }"

    app = TypedApp()

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def compose(self) -> ComposeResult:
        """Show the screen's purpose, its own keys, then the keys that work on every screen."""
        say = self.app.locale.say
        with VerticalScroll(classes="dialog") as box:
            titled(box, say("tui.help.title"))
            yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        say = self.app.locale.say
        actions = actions_for(self._scope)
        own = [action for action in actions if self._scope in action.scopes]
        common = [action for action in actions if APP in action.scopes]
        parts = [Content(""), Content(say(ABOUT[self._scope])), Content("")]
        if own:
            parts += [self._head("tui.help.here"), *map(self._line, own), Content("")]
        parts += [self._head("tui.help.everywhere"), *map(self._line, common), Content("")]
        parts += [self._head("tui.help.lists"), Content(say("tui.help.moving"))]
        return Content("\n").join(parts)

    def _head(self, code: str) -> Content:
        return Content.styled(self.app.locale.say(code), "bold $accent")

    def _line(self, action: Action) -> Content:
        say = self.app.locale.say
        label, help_text = say(action.label), say(action.help)
        # On a wide terminal the help sentence is beside the action's name, else below it.
        beside = self.app.size.width >= _WIDTH
        gap = f"{label:<{_NAME}}" if beside else f"{label}\n{'':<{_KEYS}}"
        return Content.assemble(
            (f" {action.shown_keys(say):<{_KEYS - 1}}", "bold $primary"),
            (gap, "$foreground"),
            (help_text, "$quiet"),
        )

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss()
