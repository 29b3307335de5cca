"""``shiponce rules``: automation rules, read and written the way one says them."""

from __future__ import annotations

import click

from shiponce.cli.criteria import read_action, read_test
from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand, SpokenGroup
from shiponce.domain.rule import KEEP_OUT_COPIES, Rule
from shiponce.errors import BadInput
from shiponce.views import RuleRow

HEADS = ("id", "rule", "enabled", "if", "then", "kept_out")


@click.group("rules", cls=SpokenGroup, invoke_without_command=True, help="cli.help.rules")
@answers
@click.pass_context
def command(ctx: click.Context, errand: Errand) -> None:
    """Without a subcommand: the list, in the order in which they run."""
    if ctx.invoked_subcommand is None:
        _list(errand)


@command.command("list", cls=SpokenCommand, help="cli.help.rules_list")
@answers
def list_rules(errand: Errand) -> None:
    """The rules, top to bottom."""
    _list(errand)


def _list(errand: Errand) -> None:
    with errand.hub() as hub:
        rules = hub.rules()
    errand.data({"rules": rules})
    if not rules:
        errand.spoken("cli.rules.none")
        return
    errand.table(HEADS, [_row(errand, rule) for rule in rules])
    for rule in rules:
        _warn(errand, rule)


def _row(errand: Errand, rule: RuleRow) -> tuple[str, ...]:
    criteria = (f"{c} {o} {', '.join(values)}".strip() for c, o, values in rule.criteria)
    actions = (f"{action} {argument}".strip() for action, argument in rule.actions)
    return (
        str(rule.id),
        rule.name,
        errand.say("cli.yes" if rule.enabled else "cli.no"),
        "; ".join(criteria),
        "; ".join(actions),
        str(rule.kept_out),
    )


def _warn(errand: Errand, rule: RuleRow) -> None:
    for warning in rule.warnings:
        errand.line(f"! {rule.name}: {errand.told(warning)}")


@command.command("add", cls=SpokenCommand, help="cli.help.rules_add")
@click.argument("name", required=False)
@click.option("--if", "tests", multiple=True, metavar="CRITERION", help="cli.option.if")
@click.option("--then", "actions", multiple=True, metavar="ACTION", help="cli.option.then")
@click.option("--keep-out-copies", is_flag=True, help="cli.option.keep_out_copies")
@click.option("--disabled", is_flag=True, help="cli.option.disabled")
@answers
def add(
    errand: Errand,
    name: str | None,
    tests: tuple[str, ...],
    actions: tuple[str, ...],
    keep_out_copies: bool,
    disabled: bool,
) -> None:
    """Add a rule at the end of the list; orders that are in the hub already stay as they are."""
    rule = _rule(name, tests, actions, keep_out_copies, not disabled)
    with errand.hub() as hub:
        row = hub.add_rule(rule)
    errand.data({"rule": row})
    errand.spoken("cli.rules.added", id=row.id, rule=row.name)
    _warn(errand, row)


def _rule(
    name: str | None,
    tests: tuple[str, ...],
    actions: tuple[str, ...],
    keep_out_copies: bool,
    enabled: bool,
) -> Rule:
    if keep_out_copies:
        if tests or actions:
            raise BadInput("cli.bad.ready_made_rule")
        ready = KEEP_OUT_COPIES
        return Rule(name or ready.name, ready.tests, ready.actions, enabled)
    if not (name and tests and actions):
        raise BadInput("cli.bad.rule_parts")
    return Rule(name, tuple(map(read_test, tests)), tuple(map(read_action, actions)), enabled)


@command.command("enable", cls=SpokenCommand, help="cli.help.rules_enable")
@click.argument("rule", type=int, metavar="ID")
@answers
def enable(errand: Errand, rule: int) -> None:
    """Switch a rule on."""
    _switch(errand, rule, True)


@command.command("disable", cls=SpokenCommand, help="cli.help.rules_disable")
@click.argument("rule", type=int, metavar="ID")
@answers
def disable(errand: Errand, rule: int) -> None:
    """Switch a rule off."""
    _switch(errand, rule, False)


def _switch(errand: Errand, rule: int, enabled: bool) -> None:
    with errand.hub() as hub:
        row = hub.set_rule(rule, enabled=enabled)
    errand.data({"rule": row})
    errand.spoken("cli.rules.enabled" if row.enabled else "cli.rules.disabled", rule=row.name)
    _warn(errand, row)


@command.command("remove", cls=SpokenCommand, help="cli.help.rules_remove")
@click.argument("rule", type=int, metavar="ID")
@answers
def remove(errand: Errand, rule: int) -> None:
    """Remove a rule; what it kept out stays listed."""
    with errand.hub() as hub:
        hub.remove_rule(rule)
    errand.data({"removed": rule})
    errand.spoken("cli.rules.removed", id=rule)
