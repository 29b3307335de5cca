"""``shiponce rules``: list and change automation rules."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.rule_syntax import read_action, read_test
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain import rule as ready_made
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.errors import BadInput
from shiponce.views.rules import RuleRow
from shiponce.words import rule_sentences as said
from shiponce.words import say

#: Without ``--anyway``, a rule is refused if it excludes orders that no other store imports (A6).
_anyway = click.option("--anyway", is_flag=True, help="cli.option.anyway_rule")

HEADS = ("id", "rule", "enabled", "if", "then", "excluded")


@click.group("rules", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.rules")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext) -> None:
    """If no subcommand is given, list the rules in the order in which they run."""
    if ctx.invoked_subcommand is None:
        _list(context)


@command.command("list", cls=LocalizedCommand, help="cli.help.rules_list")
@answers
def list_rules(context: CommandContext) -> None:
    """List the rules, top to bottom."""
    _list(context)


def _list(context: CommandContext) -> None:
    with context.hub() as hub:
        rules = hub.rules.rows()
    context.data({"rules": rules})
    if not rules:
        context.spoken("cli.rules.none")
        return
    context.table(HEADS, [_row(context, rule) for rule in rules])
    for rule in rules:
        _warn(context, rule)


def _row(context: CommandContext, rule: RuleRow) -> tuple[str, ...]:
    criteria = (said.criterion(*one, context.language) for one in rule.criteria)
    actions = (said.action(*one, context.language) for one in rule.actions)
    return (
        str(rule.id),
        rule.name,
        context.say("word.yes" if rule.enabled else "word.no"),
        context.joined(criteria),
        context.joined(actions),
        context.count(rule.excluded),
    )


def _warn(context: CommandContext, rule: RuleRow) -> None:
    for warning in rule.warnings:
        context.line(
            "! " + context.say("word.labelled", label=rule.name, text=context.sentence(warning))
        )


@command.command("add", cls=LocalizedCommand, help="cli.help.rules_add")
@click.argument("name", required=False)
@click.option("--if", "tests", multiple=True, metavar="CRITERION", help="cli.option.if")
@click.option("--then", "actions", multiple=True, metavar="ACTION", help="cli.option.then")
@click.option("--exclude-copies", is_flag=True, help="cli.option.exclude_copies")
@click.option("--disabled", is_flag=True, help="cli.option.disabled")
@_anyway
@acts
@answers
def add(
    context: CommandContext,
    name: str | None,
    tests: tuple[str, ...],
    actions: tuple[str, ...],
    exclude_copies: bool,
    disabled: bool,
    anyway: bool,
) -> None:
    """Append a rule; it does not change orders that are already in the hub."""
    rule = _rule(context.language, name, tests, actions, exclude_copies, not disabled)
    with context.hub() as hub:
        row = hub.rules.add(rule, anyway=anyway)
    context.data({"rule": row})
    context.spoken("cli.rules.added", id=row.id, rule=row.name)
    _warn(context, row)


def _rule(
    language: str,
    name: str | None,
    tests: tuple[str, ...],
    actions: tuple[str, ...],
    exclude_copies: bool,
    enabled: bool,
) -> Rule:
    if exclude_copies:
        if tests or actions:
            raise BadInput("cli.bad.ready_made_rule")
        ready = ready_made.exclude_copies()
        called = name or say("rule.exclude_copies", language)
        return Rule(called, ready.tests, ready.actions, enabled)
    if not (name and tests and actions):
        raise BadInput("cli.bad.rule_parts")
    return Rule(name, *_parts(tests, actions, language), enabled)


def _parts(
    tests: tuple[str, ...], actions: tuple[str, ...], language: str
) -> tuple[tuple[Test, ...], tuple[tuple[Action, str], ...]]:
    return (
        tuple(read_test(text, language) for text in tests),
        tuple(read_action(text, language) for text in actions),
    )


@command.command("enable", cls=LocalizedCommand, help="cli.help.rules_enable")
@click.argument("rule", type=WholeNumber(), metavar="ID")
@_anyway
@acts
@answers
def enable(context: CommandContext, rule: int, anyway: bool) -> None:
    """Enable a rule."""
    _switch(context, rule, True, anyway)


@command.command("disable", cls=LocalizedCommand, help="cli.help.rules_disable")
@click.argument("rule", type=WholeNumber(), metavar="ID")
@acts
@answers
def disable(context: CommandContext, rule: int) -> None:
    """Disable a rule."""
    _switch(context, rule, False)


def _switch(context: CommandContext, rule: int, enabled: bool, anyway: bool = False) -> None:
    with context.hub() as hub:
        row = hub.rules.switch(rule, enabled=enabled, anyway=anyway)
    context.data({"rule": row})
    context.spoken("cli.rules.enabled" if row.enabled else "cli.rules.disabled", rule=row.name)
    _warn(context, row)


@command.command("remove", cls=LocalizedCommand, help="cli.help.rules_remove")
@click.argument("rule", type=WholeNumber(), metavar="ID")
@acts
@answers
def remove(context: CommandContext, rule: int) -> None:
    """Remove a rule; orders that it excluded stay excluded."""
    with context.hub() as hub:
        hub.rules.remove(rule)
    context.data({"removed": rule})
    context.spoken("cli.rules.removed", id=rule)


@command.command("edit", cls=LocalizedCommand, help="cli.help.rules_edit")
@click.argument("rule", type=WholeNumber(), metavar="ID")
@click.option("--name", metavar="NAME", help="cli.option.name")
@click.option("--if", "tests", multiple=True, metavar="CRITERION", help="cli.option.if")
@click.option("--then", "actions", multiple=True, metavar="ACTION", help="cli.option.then")
@_anyway
@acts
@answers
def edit(
    context: CommandContext,
    rule: int,
    name: str | None,
    tests: tuple[str, ...],
    actions: tuple[str, ...],
    anyway: bool,
) -> None:
    """Change a rule; this does not change orders that are already in the hub."""
    if not (name or tests or actions):
        raise BadInput("cli.bad.nothing_to_edit")
    with context.hub() as hub:
        known = rule_of(next((row for row in hub.rules.rows() if row.id == rule), None), rule)
        looked, acted = _parts(tests, actions, context.language)
        wanted = Rule(
            name or known.name, looked or known.tests, acted or known.actions, known.enabled
        )
        row = hub.rules.change(rule, wanted, anyway=anyway)
    context.data({"rule": row})
    context.spoken("cli.rules.changed", rule=row.name)
    _warn(context, row)


def rule_of(row: RuleRow | None, rule_id: int) -> Rule:
    """Return the rule in *row*; BadInput if *row* is None."""
    if row is None:
        raise BadInput("error.no_rule", rule=rule_id)
    return Rule(
        row.name,
        tuple(Test(Criterion(c), Operator(o), values) for c, o, values in row.criteria),
        tuple((Action(action), argument) for action, argument in row.actions),
        row.enabled,
    )


@command.command("move", cls=LocalizedCommand, help="cli.help.rules_move")
@click.argument("rule", type=WholeNumber(), metavar="ID")
@click.argument("place", type=WholeNumber(), metavar="N")
@acts
@answers
def move(context: CommandContext, rule: int, place: int) -> None:
    """Move a rule up or down."""
    with context.hub() as hub:
        row = hub.rules.move(rule, place)
    context.data({"rule": row})
    context.spoken("cli.rules.moved", rule=row.name, place=row.position)


@command.command("dry-run", cls=LocalizedCommand, help="cli.help.rules_dry_run")
@click.argument("rule", type=WholeNumber(), metavar="[ID]", required=False)
@click.option("--limit", type=WholeNumber(), default=200, metavar="N", help="cli.option.limit")
@answers
def dry_run(context: CommandContext, rule: int | None, limit: int) -> None:
    """Show what one rule, enabled or not, or all enabled rules would do; change nothing."""
    with context.hub() as hub:
        wanted = None
        if rule is not None:
            wanted = rule_of(next((row for row in hub.rules.rows() if row.id == rule), None), rule)
        found = hub.reprocessing.dry_run(wanted, limit=limit)
    context.data({"dry_run": found})
    if found.rows:
        context.table(
            ("order", "store", "rules", "would", "original"),
            [
                (
                    row.order.number,
                    row.order.store,
                    row.rules,
                    ", ".join(map(context.sentence, row.outcome)),
                    context.say("word.yes" if row.has_original else "word.no"),
                )
                for row in found.rows
            ],
        )
    facts = {"caught": found.caught, "seen": found.seen, "alone": found.without_original}
    context.cut(len(found.rows), found.caught)
    context.spoken("cli.rules.dry_run", **facts)


@command.command("reprocess", cls=LocalizedCommand, help="cli.help.rules_reprocess")
@acts
@answers
def reprocess(context: CommandContext) -> None:
    """Run the rules on the open orders again."""
    with context.hub() as hub:
        done = hub.reprocessing.run()
    context.data({"reprocessed": done})
    context.spoken(
        "cli.rules.reprocessed", seen=done.seen, changed=done.changed, excluded=done.excluded
    )


@command.command("trace", cls=LocalizedCommand, help="cli.help.rules_trace")
@click.argument("order")
@answers
def trace(context: CommandContext, order: str) -> None:
    """Show, for one order, whether each criterion of each rule holds."""
    with context.hub() as hub:
        rows = hub.reprocessing.trace(hub.orders.find(order))
    context.data({"trace": rows})
    if not rows:
        context.spoken("cli.rules.no_rules_on")
        return
    context.table(
        ("rule", "criterion", "has", "holds"),
        [
            (
                row.rule,
                said.criterion(row.criterion, row.operator, row.values, context.language),
                said.value(row.value, context.language),
                context.say("word.yes" if row.met else "word.no"),
            )
            for row in rows
        ],
    )
