"""The automation rules in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test, exclude_copies
from shiponce.errors import Refused
from shiponce.tui import rule_text
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import RULES, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.message import MessageDialog
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.views.rules import DryRun, ReprocessReport, RuleRow

if TYPE_CHECKING:
    from shiponce.hub import Hub


class RulesScreen(ListScreen[RuleRow]):
    """Every rule: enabled or not, criteria, actions, and how many orders it excluded."""

    SCOPE = RULES
    BINDINGS = bindings(RULES)

    def columns(self) -> tuple[Column[RuleRow], ...]:
        """Return the columns: position, on or off, name, criteria, actions, excluded orders."""
        say = self.locale.say

        def switch(row: RuleRow) -> Cell:
            if row.enabled:
                return Cell(f"● {say('word.on')}", "$success")
            return Cell(f"○ {say('word.off')}", "$quiet")

        def kept(row: RuleRow) -> Cell:
            return Cell(self.locale.number(row.excluded), "$quiet")

        return (
            Column("#", lambda row: Cell(str(row.position), "$quiet"), 3, right=True),
            Column(say("word.column.state"), switch, 8),
            Column(say("word.column.rule"), lambda row: Cell(row.name), 14, grow=2),
            Column(say("word.column.if"), lambda row: Cell(self._when(row), "$quiet"), 10, grow=3),
            Column(say("word.column.then"), lambda row: Cell(self._then(row)), 14, grow=1),
            Column(say("word.column.excluded"), kept, 9, right=True),
        )

    def _when(self, row: RuleRow) -> str:
        criteria = (rule_text.criterion(self.locale, *criterion) for criterion in row.criteria)
        return f" {self.locale.say('word.and')} ".join(criteria)

    def _then(self, row: RuleRow) -> str:
        return ", ".join(rule_text.action_text(self.locale, *action) for action in row.actions)

    def fetch(self, hub: Hub) -> Sequence[RuleRow]:
        """Return all rules in the order in which they run."""
        return hub.rules.rows()

    def key(self, row: RuleRow) -> int:
        """Return the rule's id."""
        return row.id

    def tell(self, row: RuleRow) -> Content:
        """Return the rule as a sentence, with its warnings."""
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
        """Return the action of an empty list: adding the article's rule."""
        return "app.do('add_rule')"

    def under_cursor(self) -> UnderCursor:
        """Return whether a rule is selected."""
        return UnderCursor(row=self.grid.current is not None)

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
            rule = replace(exclude_copies(), name=say("rule.exclude_copies"))
            done = await self._unless_it_loses(
                lambda hub, anyway: hub.rules.add(rule, anyway=anyway)
            )
            if isinstance(done, RuleRow):
                for warning in done.warnings:
                    self.app.toast(self.locale.sentence(warning), severity="warning")

    @on(LineGrid.Chosen)
    @work
    async def do_toggle_rule(self) -> None:
        """Switch the rule on or off; ask first if it would exclude copies without original (A6)."""
        row = self.grid.current
        if row is None:
            return
        on_now = not row.enabled
        await self._unless_it_loses(
            lambda hub, anyway: hub.rules.switch(row.id, enabled=on_now, anyway=anyway)
        )

    async def _unless_it_loses(self, change: Callable[[Hub, bool], RuleRow]) -> object:
        """Change a rule; if it would exclude copies whose original is not here, ask first (A6)."""
        say = self.locale.say
        label = say("tui.busy.rule")
        done = await self.app.act(label, _trying(change), "tui.undone.rule")
        if not isinstance(done, Refused):
            return done
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.toggle_rule.title"),
                question=self.locale.error(done),
                yes=say("tui.toggle_rule.anyway"),
                danger=True,
            )
        )
        if not sure:
            return None
        return await self.app.act(label, lambda hub: change(hub, True), "tui.undone.rule")

    @work
    async def do_dry_run(self) -> None:
        """Try the selected rule on every order in the hub, and show what it would do."""
        row = self.grid.current
        if row is None:
            return
        rule = rule_of(row)
        done = await self.app.act(
            self.locale.say("tui.busy.dry_run"),
            lambda hub: hub.reprocessing.dry_run(rule),
            "tui.undone.dry_run",
            writes=False,
        )
        if isinstance(done, DryRun):
            title = self.locale.say("tui.dry_run.title", name=clean(row.name))
            self.app.push_screen(MessageDialog(title, self._tried(done, row.id)))

    def _tried(self, done: DryRun, rule: int) -> Content:
        say = self.locale.say
        facts = {"caught": done.caught, "seen": done.seen, "alone": done.without_original}
        lines = [Content(say("tui.dry_run.sum", **facts))]
        for row in done.rows:
            would = ", ".join(self.locale.sentence(one) for one in row.outcome)
            line = Content(f"{clean(row.order.number)} · {clean(row.order.store)} · {would}")
            alone = say("tui.dry_run.alone")
            mark = Content.styled(f"  ▲ {alone}", "$warning")
            lines.append(line if row.has_original else line + mark)
        if len(done.rows) < done.caught:
            facts = {"shown": len(done.rows), "n": done.caught, "limit": done.caught, "rule": rule}
            lines.insert(1, Content(say("tui.dry_run.cut", **facts)))
        return Content("\n").join(lines)

    @work
    async def do_reprocess(self) -> None:
        """Ask, then run the enabled rules on the open orders."""
        say = self.locale.say
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.reprocess.title"),
                question=say("tui.reprocess.question"),
                yes=say("tui.reprocess.yes"),
            )
        )
        if not sure:
            return
        done = await self.app.act(
            say("tui.busy.reprocess"), lambda hub: hub.reprocessing.run(), "tui.undone.reprocess"
        )
        if isinstance(done, ReprocessReport):
            facts = {"seen": done.seen, "changed": done.changed, "excluded": done.excluded}
            self.app.toast(say("tui.done.reprocess", **facts))

    @work
    async def do_rule_up(self) -> None:
        """Move the rule up."""
        await self._move(-1)

    @work
    async def do_rule_down(self) -> None:
        """Move the rule down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        row = self.grid.current
        if row is None:
            return
        place = max(1, self.grid.cursor + 1 + by)
        label = self.locale.say("tui.busy.rule")
        await self.app.act(label, lambda hub: hub.rules.move(row.id, place), "tui.undone.rule")

    @work
    async def do_remove_rule(self) -> None:
        """Ask, then delete the rule."""
        row = self.grid.current
        if row is None:
            return
        say = self.locale.say
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.remove_rule.title"),
                question=say("tui.remove_rule.question", name=clean(row.name), n=row.excluded),
                yes=say("tui.remove_rule.yes"),
                danger=True,
            )
        )
        if sure:
            label = say("tui.busy.rule")
            await self.app.act(label, lambda hub: hub.rules.remove(row.id), "tui.undone.rule")


def rule_of(row: RuleRow) -> Rule:
    """Return the rule that a row shows."""
    return Rule(
        row.name,
        tuple(Test(Criterion(c), Operator(o), values) for c, o, values in row.criteria),
        tuple((Action(action), argument) for action, argument in row.actions),
        row.enabled,
    )


def _trying(change: Callable[[Hub, bool], RuleRow]) -> Callable[[Hub], RuleRow | Refused]:
    """Return a job that changes a rule.

    The job returns a refusal that a person can override, and raises any other refusal.
    """

    def job(hub: Hub) -> RuleRow | Refused:
        try:
            return change(hub, False)
        except Refused as refusal:
            if refusal.code != "limit.rule_loses_orders":
                raise
            return refusal

    return job
