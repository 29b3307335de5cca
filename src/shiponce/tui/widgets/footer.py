"""The footer: at most eight keys, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.css.query import NoMatches

from shiponce.tui.actions import Action, footer_for
from shiponce.tui.typed_app import Program
from shiponce.tui.widgets.clickable_line import Bar, Piece


class KeyBar(Bar):
    """The keys of a screen that matter most, from the table of actions."""

    DEFAULT_CSS = "KeyBar { dock: bottom; background: $panel; color: $quiet; }"

    app = Program()

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def on_mount(self) -> None:
        """Speak the language of the program."""
        self.watch(self.app, "locale", self.redraw)
        self.watch(self.app, "hub_state", self.redraw, init=False)

    def on_resize(self) -> None:
        """Leave out what has no room, never half a word."""
        self.redraw()

    def redraw(self) -> None:
        """As many keys as fit; help and palette stay."""
        try:
            standing = self.app.standing_of(self.screen)
        except NoMatches:  # its lists are not there yet; they have it redrawn
            standing = None
        actions = list(footer_for(self._scope, standing))
        while len(actions) > 1 and self._width(actions) > self.size.width:
            actions.pop(max(len(actions) - 3, 0))
        self.show(piece for action in actions for piece in self._pieces(action))

    def _width(self, actions: Iterable[Action]) -> int:
        return sum(piece.width for action in actions for piece in self._pieces(action))

    def _pieces(self, action: Action) -> tuple[Piece, Piece]:
        run = f"app.do('{action.id}')"
        say = self.app.locale.say
        label = say(action.label)
        return Piece(f" {action.shown_key(say)}", "bold $accent", run), Piece(f" {label} ", "", run)
