"""Play a scenario: narration, the hub's orders, what each platform shows, and checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from shiponce.domain.store import MatchingMode
from shiponce.tui.key_bindings import PLAYER, bindings
from shiponce.tui.modals.prediction import Prediction
from shiponce.tui.scenario_recordings import LibraryScenario
from shiponce.tui.screens.base import HubScreen
from shiponce.tui.widgets import scenario_text
from shiponce.tui.widgets.clickable_line import ClickableLine
from shiponce.tui.widgets.footer import HubFooter
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.tui.widgets.order_columns import order_columns
from shiponce.tui.widgets.row_source import ListSource
from shiponce.views.orders import OrderRow

if TYPE_CHECKING:
    from shiponce.scenario.player import Frame

#: Selectable seconds per step while playing, from slow to fast.
PACES = (6.0, 4.0, 2.5, 1.5, 0.8, 0.4)


@dataclass(frozen=True, slots=True)
class Playing:
    """The state of the player: frame number, playing or paused, and index into PACES."""

    at: int = 0
    running: bool = False
    market_speed: int = 2


class PlayerScreen(HubScreen):
    """Steps through the recorded frames of a scenario."""

    SCOPE = PLAYER
    BINDINGS = bindings(PLAYER)
    CSS_PATH = "player.tcss"
    AUTO_FOCUS = ""  # otherwise a focused list would take the keys home and end
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012  (as above)

    playing: reactive[Playing] = reactive(Playing(), init=False)

    hub_grid: getters.query_one[LineGrid[OrderRow]] = getters.query_one("#hub", LineGrid)
    steps: getters.query_one[LineGrid[Frame]] = getters.query_one("#steps", LineGrid)

    def __init__(self, entry: LibraryScenario, mode: MatchingMode) -> None:
        super().__init__()
        self._entry = entry
        self._mode = mode
        self._frames: tuple[Frame, ...] = ()
        self._answers: dict[int, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the screen without the header, which shows the real hub, not the scenario's."""
        yield from self.content()
        yield HubFooter(self.SCOPE)

    def content(self) -> Iterable[Widget]:
        """Yield the story above, the steps on the left, and the frame's contents on the right."""
        yield ClickableLine(id="title")
        yield Static(id="story", markup=False)
        yield ClickableLine(id="track")
        right = Vertical(
            ClickableLine(id="counts"),
            LineGrid[OrderRow](id="hub"),
            VerticalScroll(Static(id="platforms", markup=False), can_focus=False, id="outside"),
            Horizontal(
                VerticalScroll(Static(id="notifications", markup=False), can_focus=False),
                VerticalScroll(Static(id="checks", markup=False), can_focus=False),
                id="results",
            ),
            id="right",
        )
        yield Horizontal(LineGrid["Frame"](id="steps"), right, id="frame")

    def on_mount(self) -> None:
        """Record the scenario, then show its first frame."""
        super().on_mount()
        self._name_things()
        self._record()

    def _name_things(self) -> None:
        say = self.locale.say
        self.hub_grid.set_columns(order_columns(self.locale, self._moment))
        self.steps.set_columns((Column(say("tui.player.steps"), self._step, 10, grow=1),))

    def relabel(self) -> None:
        """Update all texts to the current language."""
        self._name_things()
        self._show()

    def _moment(self) -> datetime:
        frame = self.frame
        return frame.at if frame else datetime.min.replace(tzinfo=UTC)

    @work(exclusive=True, group="record")
    async def _record(self) -> None:
        self._name_title()
        self.query_one("#frame").loading = not self._frames
        entry, mode, recordings = self._entry, self._mode, self.app.recordings
        try:
            self._frames = await self.app.worker_threads.play(
                lambda: recordings.record(entry, mode)
            )
        except Exception as error:
            self.app.trouble(error, "tui.undone.record")
        self.query_one("#frame").loading = False
        self.playing = replace(self.playing, at=min(self.playing.at, self.last), running=False)
        self._show()

    @property
    def last(self) -> int:
        """The number of the last frame."""
        return max(len(self._frames) - 1, 0)

    @property
    def frame(self) -> Frame | None:
        """The frame that is shown."""
        return self._frames[self.playing.at] if self._frames else None

    # -- moving ----------------------------------------------------------------------------

    def validate_playing(self, playing: Playing) -> Playing:
        """Limit the frame number to the recorded frames; at the last frame, stop playing."""
        at = max(0, min(playing.at, self.last))
        return replace(playing, at=at, running=playing.running and at < self.last)

    def watch_playing(self, before: Playing, now: Playing) -> None:
        """Show the new frame and start the timer for the next one."""
        if before.at != now.at:
            self._show()
        else:
            self._name_title()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PACES[now.market_speed], self._go_on) if now.running else None

    def _go_on(self) -> None:
        if self.playing.running:
            self._step_on()

    def _step_on(self) -> None:
        """Go to the next frame; if the frame has a question, ask for a prediction first."""
        at = min(self.playing.at + 1, self.last)
        if self._frames and self._frames[at].ask is not None and at not in self._answers:
            self._ask(at)
        else:
            self.playing = replace(self.playing, at=at)

    @work
    async def _ask(self, at: int) -> None:
        ask = self._frames[at].ask
        if ask is None:
            return
        answer = await self.app.push_screen_wait(Prediction(ask))
        if answer is None:
            self.playing = replace(self.playing, running=False)
            return
        self._answers[at] = answer
        self.playing = replace(self.playing, at=at)

    def do_play(self) -> None:
        """Play or pause; at the end, play again from the beginning."""
        at = 0 if self.playing.at == self.last else self.playing.at
        self.playing = replace(self.playing, at=at, running=not self.playing.running)

    def do_forward(self) -> None:
        """Go one step forward; if that step has a question, ask it first."""
        self.playing = replace(self.playing, running=False)
        self._step_on()

    def do_back(self) -> None:
        """Go one step back."""
        self._seek(self.playing.at - 1)

    def do_first(self) -> None:
        """Go before the first step."""
        self._seek(0)

    def do_last(self) -> None:
        """Go after the last step."""
        self._seek(self.last)

    def action_seek(self, at: int) -> None:
        """Go to a frame."""
        self._seek(at)

    def _seek(self, at: int) -> None:
        self.playing = replace(self.playing, at=at, running=False)

    def do_quicker(self) -> None:
        """Play faster."""
        self._pace(1)

    def do_calmer(self) -> None:
        """Play slower."""
        self._pace(-1)

    def _pace(self, way: int) -> None:
        market_speed = max(0, min(self.playing.market_speed + way, len(PACES) - 1))
        self.playing = replace(self.playing, market_speed=market_speed)

    def do_other_mode(self) -> None:
        """Record the same scenario in the other mode, and stay at the same step."""
        documented = self._mode is MatchingMode.DOCUMENTED
        self._mode = MatchingMode.RECONCILING if documented else MatchingMode.DOCUMENTED
        self._answers.clear()
        self._record()

    def do_leave(self) -> None:
        """Return to the library."""
        self.app.pop_screen()

    @on(LineGrid.Chosen, "#steps")
    def _jumped(self, event: LineGrid.Chosen) -> None:
        if event.key is not None:
            self._seek(event.key)

    # -- showing ---------------------------------------------------------------------------

    def _step(self, frame: Frame) -> Cell:
        here = frame.index == self.playing.at
        past = frame.index < self.playing.at
        failed = frame.verdict not in (None, "pass")
        wrong = past and (failed or not all(check.passed for check in frame.checks))
        glyph = "▶" if here else "✗" if wrong else "✓" if past else "·"
        colour = "bold $accent" if here else "$error" if wrong else "$quiet" if past else "$faint"
        return Cell(f"{glyph} {scenario_text.action(frame, self.locale)}", colour)

    def _name_title(self) -> None:
        bar = self.query_one("#title", ClickableLine)
        left = scenario_text.title(self.locale, self._entry.title, self._mode, self.playing.running)
        seconds = PACES[self.playing.market_speed]
        bar.show(
            left,
            scenario_text.place(self.locale, self.frame, self.playing.at, self.last, seconds),
        )

    def _show(self) -> None:
        frame = self.frame
        self._name_title()
        if frame is None:
            return
        locale, answer = self.locale, self._answers.get(self.playing.at)
        with self.app.batch_update():
            self.query_one("#story", Static).update(scenario_text.story(frame, answer, locale))
            self.query_one("#track", ClickableLine).show(
                scenario_text.track(self._frames, self.playing.at)
            )
            self.query_one("#counts", ClickableLine).show(scenario_text.counts(frame, locale))
            rows: ListSource[OrderRow] = ListSource(frame.rows, lambda row: row.id)
            self.hub_grid.show(rows)
            self.query_one("#platforms", Static).update(
                scenario_text.platforms(
                    frame.purchases, locale, self.query_one("#outside").size.width
                )
            )
            self.query_one("#notifications", Static).update(
                scenario_text.notifications(frame.notifications, locale)
            )
            self.query_one("#checks", Static).update(scenario_text.checks(frame.checks, locale))
            steps: ListSource[Frame] = ListSource(self._frames, lambda each: each.index)
            self.steps.show(steps)
            self.steps.cursor = self.playing.at

    def on_resize(self) -> None:
        """Lay out the platforms' table for the new width."""
        self.call_after_refresh(self._show)
