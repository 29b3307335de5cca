"""The automation rules in the order in which they run; the help article's own is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.domain.rule import KEEP_OUT_COPIES
from shiponce.tui.actions import RULES, Standing, bindings
from shiponce.tui.locale import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.screens.lists import ListScreen
from shiponce.tui.widgets.grid import Cell, Column, LineGrid
from shiponce.views import RuleRow
from shiponce.words import knows

if TYPE_CHECKING:
    from shiponce.hub import Hub


class RulesScreen(ListScreen[RuleRow]):
    """Every rule: whether it is on, what it looks at, what it does, what it kept out."""

    SCOPE = RULES
    BINDINGS = bindings(RULES)

    def columns(self) -> tuple[Column[RuleRow], ...]:
        """Place, switch, name, criteria, actions, count."""
        say = self.locale.say

        def switch(row: RuleRow) -> Cell:
            if row.enabled:
                return Cell(f"● {say('tui.rule.on')}", "$success")
            return Cell(f"○ {say('tui.rule.off')}", "$quiet")

        def kept(row: RuleRow) -> Cell:
            return Cell(self.locale.number(row.kept_out), "$quiet")

        return (
            Column("#", lambda row: Cell(str(row.position), "$quiet"), 3, right=True),
            Column(say("tui.column.state"), switch, 8),
            Column(say("tui.column.name"), lambda row: Cell(row.name), 14, grow=2),
            Column(
                say("tui.column.criteria"), lambda row: Cell(self._when(row), "$quiet"), 10, grow=3
            ),
            Column(say("tui.column.does"), lambda row: Cell(self._then(row)), 14, grow=1),
            Column(say("tui.column.kept_out"), kept, 9, right=True),
        )

    def _word(self, kind: str, value: str) -> str:
        code = f"tui.{kind}.{value}"
        return self.locale.say(code) if knows(code) else clean(value)

    def _when(self, row: RuleRow) -> str:
        told = []
        for criterion, operator, values in row.criteria:
            named = [self._value(value) for value in values]
            joined = f" {self.locale.say('tui.rule.or')} ".join(named)
            told.append(
                f"{self._word('criterion', criterion)} {self._word('operator', operator)} {joined}"
            )
        return f" {self.locale.say('tui.rule.and')} ".join(told)

    def _value(self, value: str) -> str:
        code = f"word.{value}"
        return self.locale.say(code) if knows(code) else clean(value)

    def _then(self, row: RuleRow) -> str:
        return ", ".join(
            f"{self._word('deed', action)} {clean(argument)}".strip()
            for action, argument in row.actions
        )

    def fetch(self, hub: Hub) -> Sequence[RuleRow]:
        """All rules, top to bottom."""
        return hub.rules()

    def key(self, row: RuleRow) -> int:
        """The rule's own id."""
        return row.id

    def tell(self, row: RuleRow) -> Content:
        """The rule as a sentence, and what it costs."""
        sentence = self.locale.say(
            "tui.rule.sentence", criteria=self._when(row), does=self._then(row)
        )
        lines = [
            Content.styled(clean(row.name), "bold $foreground"),
            Content(sentence),
        ]
        lines += [
            Content.assemble(("▲ ", "bold $warning"), self.locale.sentence(warning))
            for warning in row.warnings
        ]
        return Content("\n").join(lines)

    def next_step(self) -> str:
        """An empty list offers the article's rule."""
        return "app.do('add_rule')"

    def standing(self) -> Standing:
        """Whether a rule is selected."""
        return Standing(row=self.grid.current is not None)

    @work
    async def do_add_rule(self) -> None:
        """Ask, then add the rule of the help article."""
        say = self.locale.say
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.add_rule.title"),
                question=say("tui.add_rule.question"),
                yes=say("tui.add_rule.yes"),
            )
        )
        if sure:
            label = say("tui.busy.rule")
            done = await self.app.act(
                label, lambda hub: hub.add_rule(KEEP_OUT_COPIES), "tui.undone.rule"
            )
            if isinstance(done, RuleRow):
                for warning in done.warnings:
                    self.app.toast(self.locale.sentence(warning), severity="warning")

    @on(LineGrid.Chosen)
    @work
    async def do_toggle_rule(self) -> None:
        """Switch the rule on or off; what it would lose is said before it is on."""
        row = self.grid.current
        if row is None:
            return
        say, on_now = self.locale.say, not row.enabled
        if on_now and row.warnings and not await self._sure(row):
            return
        label = say("tui.busy.rule")
        await self.app.act(
            label, lambda hub: hub.set_rule(row.id, enabled=on_now), "tui.undone.rule"
        )

    async def _sure(self, row: RuleRow) -> bool:
        say = self.locale.say
        warnings = "\n".join(self.locale.sentence(warning) for warning in row.warnings)
        return await self.app.push_screen_wait(
            Confirm(
                title=say("tui.toggle_rule.title"),
                question=warnings,
                yes=say("tui.toggle_rule.yes", name=clean(row.name)),
                danger=True,
            )
        )

    @work
    async def do_remove_rule(self) -> None:
        """Ask, then take the rule away."""
        row = self.grid.current
        if row is None:
            return
        say = self.locale.say
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.remove_rule.title"),
                question=say("tui.remove_rule.question", name=clean(row.name), n=row.kept_out),
                yes=say("tui.remove_rule.yes"),
                danger=True,
            )
        )
        if sure:
            label = say("tui.busy.rule")
            await self.app.act(label, lambda hub: hub.remove_rule(row.id), "tui.undone.rule")
