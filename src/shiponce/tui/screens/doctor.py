"""The doctor's findings, each with its way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content

from shiponce.decisions.doctor_checks import LEVEL_WORD
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import DOCTOR, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.views.maintenance import Finding

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: The glyph and colour of each level; the screen adds the level's word.
_MARKS = {
    "trouble": ("▲", "bold $error"),
    "warning": ("△", "$warning"),
    "ok": ("✓", "$success"),
}


class DoctorScreen(ListScreen[Finding]):
    """Every finding, most severe first; reloading checks again."""

    SCOPE = DOCTOR
    BINDINGS = bindings(DOCTOR)

    def columns(self) -> tuple[Column[Finding], ...]:
        """Return the columns: severity, finding."""
        say = self.locale.say

        def level(row: Finding) -> Cell:
            glyph, colour = _MARKS[row.level.value]
            return Cell(f"{glyph} {say(LEVEL_WORD[row.level])}", colour)

        def what(row: Finding) -> Cell:
            return Cell(self.locale.sentence(row.what))

        return (
            Column(say("word.column.state"), level, 14),
            Column(say("word.column.finding"), what, 30, grow=1),
        )

    def fetch(self, hub: Hub) -> Sequence[Finding]:
        """Return all findings in the doctor's order."""
        return hub.maintenance.doctor()

    def key(self, row: Finding) -> int:
        """Return a hash that identifies a finding, the same at every check in this process."""
        return hash((row.code, self.locale.sentence(row.what)))

    def tell(self, row: Finding) -> Content:
        """Return the full text of the finding, the way out, and commands for it."""
        lines = [Content.styled(self.locale.sentence(row.what), "bold $foreground")]
        if row.way_out is not None:
            lines.append(Content.assemble(("→ ", "$accent"), self.locale.sentence(row.way_out)))
        # A shell command cannot reach a demo's hub; it would act on the person's own hub.
        commands = () if self.app.has_market else row.commands
        lines += [Content.styled(f"  {clean(command)}", "$quiet") for command in commands]
        return Content("\n").join(lines)

    @on(LineGrid.Chosen)
    def do_mend(self) -> None:
        """Go to the screen where the finding is resolved, with the cursor on its row."""
        row = self.grid.current
        place = row.place if row else None
        if place is None:
            self.app.toast(self.locale.say("tui.need.outside"))
        elif place.screen == "order":
            self.app.push_screen(OrderScreen(int(place.key)))
        else:
            self.app.pointed[place.screen] = place.key
            self.app.go(place.screen)

    def under_cursor(self) -> UnderCursor:
        """Return whether a finding is selected."""
        return UnderCursor(row=self.grid.current is not None)
