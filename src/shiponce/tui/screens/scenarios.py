"""The scenarios to choose from, with what each teaches."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on, work
from textual.content import Content

from shiponce.domain.store import MatchingMode
from shiponce.scenario.run_results import VERDICT_WORD
from shiponce.tui.actions import SCENARIOS, Standing, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.scenario_recordings import Piece
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.player import PlayerScreen
from shiponce.tui.theme import VERDICT
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.tui.widgets.row_source import Listed
from shiponce.words.domain_words import MODE_WORD


class ScenariosScreen(ListScreen[Piece]):
    """The shipped library."""

    SCOPE = SCENARIOS
    BINDINGS = bindings(SCENARIOS)

    def __init__(self) -> None:
        super().__init__()
        self._mode = MatchingMode.RECONCILING
        self._pieces: tuple[Piece, ...] = ()

    def columns(self) -> tuple[Column[Piece], ...]:
        """Title, file, statements."""
        say, locale = self.locale.say, self.locale

        def title(piece: Piece) -> Cell:
            if piece.faults:
                return Cell(f"▲ {locale.pick(piece.title)}", "$error")
            verdict = self.app.theatre.verdicts.get((piece.name, self._mode))
            if verdict is None:
                return Cell(locale.pick(piece.title))
            glyph, colour = VERDICT[verdict]
            return Cell(f"{glyph} {locale.pick(piece.title)}", colour)

        return (
            Column("#", self._number, 3, right=True),
            Column(say("word.column.scenario"), title, 30, grow=3),
            Column(say("word.column.file"), lambda piece: Cell(piece.name, "$quiet"), 24, grow=1),
            Column(
                say("word.column.proves"),
                lambda piece: Cell(" ".join(piece.proves), "$faint"),
                12,
                grow=1,
                wants=90,
            ),
        )

    def _number(self, piece: Piece) -> Cell:
        return Cell(str(self._pieces.index(piece) + 1), "$quiet")

    def key(self, row: Piece) -> int:
        """Its place in the library."""
        return self._pieces.index(row)

    @work(exclusive=True, group="fill")
    async def _reload(self) -> None:
        """Read the library once; it does not change while the program runs."""
        if not self._pieces:
            self.grid.loading = True
            try:
                self._pieces = await self.app.desk.play(self.app.theatre.pieces)
            except Exception as error:
                self.app.trouble(error, "tui.undone.read")
            self.grid.loading = False
        pieces: Listed[Piece] = Listed(self._pieces, self.key)
        self.grid.show(pieces)
        self.empty.stand_in_for(self.grid, not self._pieces)
        say = self.locale.say
        self.empty.tell(say("tui.empty.scenarios"), say("tui.empty.scenarios_hint"))
        self._tell()
        self.show_keys()

    def tell(self, row: Piece) -> Content:
        """The lesson, and how it ends in each mode."""
        return Content("\n").join(self._lines(row))

    def _lines(self, piece: Piece) -> Iterator[Content]:
        locale = self.locale
        yield Content.styled(locale.pick(piece.title), "bold $foreground")
        if piece.faults:
            faults = locale.pick(piece.faults).splitlines()
            yield Content.styled("\n".join(map(clean, faults[:8])), "$error")
            return
        if piece.lesson:
            yield Content(locale.pick(piece.lesson))
        for mode in MatchingMode:
            chosen = mode is self._mode
            glyph, colour = ("◆", "bold $primary") if chosen else ("◇", "$quiet")
            ending = piece.outcome.get(mode)
            told = f"  {locale.pick(ending)}" if ending else ""
            name = locale.say(MODE_WORD[mode])
            verdict = self.app.theatre.verdicts.get((piece.name, mode))
            came_to = f"  {locale.say(VERDICT_WORD[verdict])}" if verdict else ""
            tone = VERDICT[verdict][1] if verdict else ""
            yield Content.assemble((f"{glyph} {name}", colour), (came_to, tone), told)

    def standing(self) -> Standing:
        """Whether a scenario is selected."""
        return Standing(row=self.grid.current is not None)

    def do_other_mode(self) -> None:
        """The mode in which the next one plays."""
        self._mode = other_mode(self._mode)
        self.reload()

    @on(LineGrid.Chosen)
    def do_play_scenario(self) -> None:
        """Open the player on the selected scenario."""
        piece = self.grid.current
        if piece is None:
            return
        if piece.faults:
            self.app.toast(self.locale.say("tui.player.faulty"), severity="warning")
        else:
            self.app.push_screen(PlayerScreen(piece, self._mode))


def other_mode(mode: MatchingMode) -> MatchingMode:
    """The other of the two."""
    if mode is MatchingMode.DOCUMENTED:
        return MatchingMode.RECONCILING
    return MatchingMode.DOCUMENTED
