"""The footer: at most eight keys, each of which can be clicked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.css.query import NoMatches

from shiponce.tui.action_needs import footer_for
from shiponce.tui.key_bindings import Action
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.clickable_line import ClickableLine, ClickableText


class HubFooter(ClickableLine):
    """The most important keys of a screen, from the table of actions."""

    DEFAULT_CSS = "HubFooter { dock: bottom; background: $panel; color: $quiet; }"

    app = TypedApp()

    def __init__(self, scope: str) -> None:
        super().__init__()
        self._scope = scope

    def on_mount(self) -> None:
        """Draw in the app's language."""
        self.watch(self.app, "locale", self.redraw)
        self.watch(self.app, "hub_state", self.redraw, init=False)

    def on_resize(self) -> None:
        """Leave out keys that do not fit; cut no word."""
        self.redraw()

    def redraw(self) -> None:
        """Draw as many keys as fit, always with help and palette."""
        try:
            under_cursor = self.app.under_cursor_of(self.screen)
        except NoMatches:  # the screen's lists do not exist yet; later they redraw the footer
            under_cursor = None
        actions = list(footer_for(self._scope, under_cursor))
        while len(actions) > 1 and self._width(actions) > self.size.width:
            actions.pop(max(len(actions) - 3, 0))
        self.show(part for action in actions for part in self._parts(action))

    def _width(self, actions: Iterable[Action]) -> int:
        return sum(part.width for action in actions for part in self._parts(action))

    def _parts(self, action: Action) -> tuple[ClickableText, ClickableText]:
        run = f"app.do('{action.id}')"
        say = self.app.locale.say
        label = say(action.label)
        return ClickableText(f" {action.shown_key(say)}", "bold $accent", run), ClickableText(
            f" {label} ", "", run
        )
