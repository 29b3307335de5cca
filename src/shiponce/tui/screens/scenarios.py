"""The scenarios to choose from, with what each teaches."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on, work
from textual.content import Content

from shiponce.domain.store import MatchingMode
from shiponce.scenario.run_results import VERDICT_WORD
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import SCENARIOS, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.scenario_recordings import LibraryScenario
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.player import PlayerScreen
from shiponce.tui.theme import VERDICT
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.tui.widgets.row_source import ListSource
from shiponce.words.domain_words import MODE_WORD

#: How many lines of a faulty scenario's problems are shown; the last line counts the others.
_FAULTS = 8


class ScenariosScreen(ListScreen[LibraryScenario]):
    """The shipped scenarios."""

    SCOPE = SCENARIOS
    BINDINGS = bindings(SCENARIOS)

    def __init__(self) -> None:
        super().__init__()
        self._mode = MatchingMode.RECONCILING
        self._scenarios: tuple[LibraryScenario, ...] = ()

    def columns(self) -> tuple[Column[LibraryScenario], ...]:
        """Return the columns: number, title, file, ids of the statements the scenario proves."""
        say, locale = self.locale.say, self.locale

        def title(entry: LibraryScenario) -> Cell:
            if entry.faults:
                return Cell(f"▲ {locale.pick(entry.title)}", "$error")
            verdict = self.app.recordings.verdicts.get((entry.name, self._mode))
            if verdict is None:
                return Cell(locale.pick(entry.title))
            glyph, colour = VERDICT[verdict]
            return Cell(f"{glyph} {locale.pick(entry.title)}", colour)

        return (
            Column("#", self._number, 3, right=True),
            Column(say("word.column.scenario"), title, 30, grow=3),
            Column(say("word.column.file"), lambda entry: Cell(entry.name, "$quiet"), 24, grow=1),
            Column(
                say("word.column.proves"),
                lambda entry: Cell(" ".join(entry.proves), "$faint"),
                12,
                grow=1,
                wants=90,
            ),
        )

    def _number(self, entry: LibraryScenario) -> Cell:
        return Cell(str(self._scenarios.index(entry) + 1), "$quiet")

    def key(self, row: LibraryScenario) -> int:
        """Return the scenario's position in the library."""
        return self._scenarios.index(row)

    @work(exclusive=True, group="fill")
    async def _reload(self) -> None:
        """Read the library once; it does not change while the program runs."""
        if not self._scenarios:
            self.grid.loading = True
            try:
                self._scenarios = await self.app.worker_threads.play(self.app.recordings.scenarios)
            except Exception as error:
                self.app.trouble(error, "tui.undone.read")
            self.grid.loading = False
        scenarios: ListSource[LibraryScenario] = ListSource(self._scenarios, self.key)
        self.grid.show(scenarios)
        self.empty.stand_in_for(self.grid, not self._scenarios)
        say = self.locale.say
        self.empty.tell(say("tui.empty.scenarios"), say("tui.empty.scenarios_hint"))
        self._tell()
        self.show_keys()

    def tell(self, row: LibraryScenario) -> Content:
        """Return the scenario's lesson, and its outcome in each matching mode."""
        return Content("\n").join(self._lines(row))

    def _lines(self, entry: LibraryScenario) -> Iterator[Content]:
        locale = self.locale
        yield Content.styled(locale.pick(entry.title), "bold $foreground")
        if entry.faults:
            faults = locale.pick(entry.faults).splitlines()
            more = [f"… +{len(faults) - _FAULTS}"] if len(faults) > _FAULTS else []
            yield Content.styled("\n".join([*map(clean, faults[:_FAULTS]), *more]), "$error")
            return
        if entry.lesson:
            yield Content(locale.pick(entry.lesson))
        for mode in MatchingMode:
            chosen = mode is self._mode
            glyph, colour = ("◆", "bold $primary") if chosen else ("◇", "$quiet")
            ending = entry.outcome.get(mode)
            ending_text = f"  {locale.pick(ending)}" if ending else ""
            name = locale.say(MODE_WORD[mode])
            verdict = self.app.recordings.verdicts.get((entry.name, mode))
            came_to = f"  {locale.say(VERDICT_WORD[verdict])}" if verdict else ""
            tone = VERDICT[verdict][1] if verdict else ""
            yield Content.assemble((f"{glyph} {name}", colour), (came_to, tone), ending_text)

    def under_cursor(self) -> UnderCursor:
        """Return whether a scenario is selected."""
        return UnderCursor(row=self.grid.current is not None)

    def do_other_mode(self) -> None:
        """Switch the mode in which the next scenario is played."""
        self._mode = other_mode(self._mode)
        self.reload()

    @on(LineGrid.Chosen)
    def do_play_scenario(self) -> None:
        """Open the player on the selected scenario."""
        entry = self.grid.current
        if entry is None:
            return
        if entry.faults:
            self.app.toast(self.locale.say("tui.player.faulty"), severity="warning")
        else:
            self.app.push_screen(PlayerScreen(entry, self._mode))


def other_mode(mode: MatchingMode) -> MatchingMode:
    """Return the other mode."""
    if mode is MatchingMode.DOCUMENTED:
        return MatchingMode.RECONCILING
    return MatchingMode.DOCUMENTED
