"""The command palette: every action of the screen by name, with the reason if it is unavailable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from shiponce.tui.action_needs import unmet
from shiponce.tui.key_bindings import APP, Action, actions_for
from shiponce.tui.screens.base import HubScreen

if TYPE_CHECKING:
    from shiponce.tui.app import ShiponceApp


class Commands(CommandPalette):
    """Textual's palette with a fix for keys that arrive before its first layout."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list; ignore the key if the list is not laid out yet.

        Before the layout, Textual 8.2 raises KeyError, because it has not measured the lines.
        """
        with suppress(KeyError):
            super()._action_command_list(action)


class Palette(Provider):
    """Provides the actions of the current screen."""

    @property
    def _program(self) -> ShiponceApp:
        return cast("ShiponceApp", self.app)

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        program = self._program
        say = program.locale.say
        screen = self.screen
        scope = screen.SCOPE if isinstance(screen, HubScreen) else APP
        # The palette is already on top; *screen* is the screen below it.
        under_cursor = program.under_cursor_of(screen)
        for action in actions_for(scope):
            if action.id == "palette":
                continue
            need = unmet(action, under_cursor)
            help_text = say(action.help)
            if need is not None:
                help_text = f"{say('tui.palette.not_now')} {say(need.value)}"
            yield self._name(action), help_text, partial(program.action_do, action.id)

    def _name(self, action: Action) -> str:
        say = self._program.locale.say
        return f"{say(action.label)}  ({action.shown_keys(say)})"

    async def discover(self) -> Hits:
        """Yield every action, before anything is typed."""
        for name, help_text, run in self._entries():
            yield DiscoveryHit(Content(name), run, text=name, help=help_text)

    async def search(self, query: str) -> Hits:
        """Yield the actions that match the query by name or help sentence."""
        matcher = self.matcher(query)
        for name, help_text, run in self._entries():
            score = max(matcher.match(name), matcher.match(help_text) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, text=name, help=help_text)
