"""The app: its screens, and the actions that every screen has."""

from __future__ import annotations

import signal
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.command import CommandPalette
from textual.worker import Worker

from shiponce.tui.action_needs import UnderCursor, unmet
from shiponce.tui.command_palette import Commands, Palette
from shiponce.tui.hub_source import HubSource
from shiponce.tui.import_actions import ImportActions
from shiponce.tui.key_bindings import APP, BY_ID, OPENS, Action, AskAgain, bindings
from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.modals.help import Help
from shiponce.tui.scenario_recordings import ScenarioRecordings
from shiponce.tui.screens.base import HubScreen
from shiponce.tui.theme import DAY, NIGHT
from shiponce.tui.widgets.line_grid import LineGrid, RowReplaced
from shiponce.words import LANGUAGES

if TYPE_CHECKING:
    from shiponce.hub import Hub
    from shiponce.scenario.demo_market import DemoMarket


def _screen(module: str, kind: str) -> HubScreen:
    """Load and make the screen *kind* of a module of ``shiponce.tui.screens``."""
    screen: HubScreen = getattr(import_module(f"shiponce.tui.screens.{module}"), kind)()
    return screen


class ShiponceApp(ImportActions):
    """The terminal interface of one hub."""

    TITLE = "shiponce"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False  # replaced by our own palette, which is translated
    BINDINGS = bindings(APP)
    #: A screen's module is loaded when the screen is opened, because loading all takes long.
    MODES: ClassVar = {
        name: partial(_screen, name, kind)
        for name, kind in (
            ("orders", "OrdersScreen"),
            ("notifications", "NotificationsScreen"),
            ("excluded", "ExcludedScreen"),
            ("rules", "RulesScreen"),
            ("stores", "StoresScreen"),
            ("scenarios", "ScenariosScreen"),
            ("doctor", "DoctorScreen"),
            ("decisions", "DecisionsScreen"),
        )
    }

    def __init__(
        self,
        hub: Hub | HubSource,
        *,
        language: str = "en",
        market: DemoMarket | None = None,
        first_screen: str = "orders",
        poll_interval: float | None = 0.5,
        recordings: ScenarioRecordings | None = None,
    ) -> None:
        """Poll the hub every *poll_interval* seconds; if it is None, the caller polls (tests)."""
        super().__init__(hub, language=language, market=market, poll_interval=poll_interval)
        self.recordings = recordings or ScenarioRecordings()
        self._first_screen = first_screen
        #: The worker that is opening a dialog, until the dialog is shown.
        self._opening: Worker[object] | None = None
        for theme in (NIGHT, DAY):
            self.register_theme(theme)
        self.theme = NIGHT.name

    def on_mount(self) -> None:
        """Open the first screen and start polling."""
        self.switch_mode(self._first_screen)
        self.call_after_refresh(self.begin)  # opening the hub would delay the first frame

    # -- actions that work on every screen -------------------------------------------------

    def under_cursor_of(self, screen: object) -> UnderCursor:
        """Return the facts about the row under a screen's cursor."""
        own = screen.under_cursor() if isinstance(screen, HubScreen) else UnderCursor()
        return replace(own, state=self.hub_state, market=self.has_market)

    async def action_do(self, action_id: str) -> None:
        """Run the action *action_id*, or say why it is not available."""
        action = BY_ID[action_id]
        need = unmet(action, self.under_cursor_of(self.screen))
        if need is not None:
            self.toast(self.locale.say(need.value), severity="warning")
            return
        if self._asked_again(action) or (action_id in OPENS and self._is_opening()):
            return
        name = f"do_{action_id}"
        method = getattr(self.screen, name, None) or getattr(self, name)
        result = method()
        if action_id in OPENS and isinstance(result, Worker):
            self._opening = result
        if result is not None and hasattr(result, "__await__"):
            await result

    def _is_opening(self) -> bool:
        """Return True while a dialog is opening; meanwhile no key may open a second dialog."""
        return self._opening is not None and not self._opening.is_finished

    def show_keys(self) -> None:
        """Update the footer to the available actions."""
        if isinstance(self.screen, HubScreen):
            self.screen.show_keys()

    def has_opened(self) -> None:
        """Record that a dialog or screen has opened."""
        self._opening = None

    def _asked_again(self, action: Action) -> bool:
        """Return True if the action needs a second key press; if so, show which row is meant.

        When a row disappears, the cursor moves to another row, and a key pressed twice or held down
        would act on that row. So the first press only shows which row is meant.
        """
        grids = list(self.screen.query(LineGrid))
        grid = grids[0] if grids else None
        if grid is None or action.ask_again is None or grid.replaced is RowReplaced.NONE:
            return False
        if action.ask_again is AskAgain.ON_TWIN and grid.replaced is not RowReplaced.AVOIDED:
            return False
        grid.replaced = RowReplaced.NONE
        order = self.under_cursor_of(self.screen).order
        row = grid.current
        name = order.number if order else getattr(row, "name", getattr(row, "remote_id", ""))
        facts = {"name": clean(name), "key": action.shown_key(self.locale.say)}
        self.toast(self.locale.say("tui.need.chosen", **facts), severity="warning")
        return True

    def do_palette(self) -> None:
        """Open the command palette."""
        if not any(isinstance(s, CommandPalette) for s in self.screen_stack):
            placeholder = self.locale.say("tui.palette.placeholder")
            self.push_screen(Commands([Palette], placeholder=placeholder))

    def do_help(self) -> None:
        """Show every key of this screen."""
        scope = self.screen.SCOPE if isinstance(self.screen, HubScreen) else APP
        self.push_screen(Help(scope))

    def do_quit(self) -> None:
        """Quit; running jobs get a short time to end."""
        self.exit()

    def stop(self, number: int) -> None:
        """Quit because of a signal; the exit code is 128 plus its number."""
        self.exit(return_code=128 + number)

    def action_help_quit(self) -> None:
        """Quit with Ctrl+C; in a text field Ctrl+C copies."""
        self.stop(signal.SIGINT)

    def do_theme(self) -> None:
        """Switch between dark and light theme."""
        self.theme = DAY.name if self.theme == NIGHT.name else NIGHT.name

    def do_language(self) -> None:
        """Switch the language."""
        place = LANGUAGES.index(self.locale.language) + 1
        self.locale = Locale(LANGUAGES[place % len(LANGUAGES)])

    def do_reload(self) -> None:
        """Reload the screen."""
        self.changed()

    def do_pause(self) -> None:
        """Pause or resume the market's time."""
        self.market_speed = replace(self.market_speed, running=not self.market_speed.running)

    def do_faster(self) -> None:
        """Speed up the market's time."""
        self.market_speed = self.market_speed.shifted(1)

    def do_slower(self) -> None:
        """Slow down the market's time."""
        self.market_speed = self.market_speed.shifted(-1)

    def do_go_orders(self) -> None:
        """Go to the orders."""
        self.go("orders")

    def do_go_notifications(self) -> None:
        """Go to the notifications."""
        self.go("notifications")

    def do_go_excluded(self) -> None:
        """Go to the excluded orders."""
        self.go("excluded")

    def do_go_rules(self) -> None:
        """Go to the rules."""
        self.go("rules")

    def do_go_stores(self) -> None:
        """Go to the stores."""
        self.go("stores")

    def do_go_scenarios(self) -> None:
        """Go to the scenarios."""
        self.go("scenarios")

    def do_go_doctor(self) -> None:
        """Go to the doctor's findings."""
        self.go("doctor")

    def do_go_decisions(self) -> None:
        """Go to the orders to decide."""
        self.go("decisions")

    def go(self, place: str) -> None:
        """Show another screen."""
        if self.current_mode != place:
            self.switch_mode(place)
