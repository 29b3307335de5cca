"""``shiponce acts``: list unknown acts, and record whether they took effect."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.whole_number import WholeNumber
from shiponce.errors import BadInput
from shiponce.views.acts import ActView
from shiponce.words import durations
from shiponce.words.domain_words import ACT_STATE_WORD, ACT_WORD

HEADS = ("id", "act", "order", "store", "state", "since", "look_at", "blocks")
ALL_HEADS = ("id", "act", "order", "store", "state", "since", "settled_at", "by", "saw")


@click.group("acts", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.acts")
@click.option("--all", "everything", is_flag=True, help="cli.option.acts_all")
@click.option("--limit", type=WholeNumber(), default=100, metavar="N", help="cli.option.limit")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext, everything: bool, limit: int) -> None:
    """List the unknown acts, or all acts."""
    if ctx.invoked_subcommand is not None:
        return
    with context.hub() as hub:
        found = hub.acts.rows(everything=everything, limit=limit)
        in_all = hub.acts.count(everything=everything)
        now = hub.state().now
    context.data({"in_all": in_all, "acts": found})
    if not found:
        context.spoken("cli.acts.none")
    elif everything:
        context.table(ALL_HEADS, [(*_place(context, one), *_end(context, one)) for one in found])
    else:
        age = {one.id: durations.span(now - one.at, context.language) for one in found}
        rows = [(*_place(context, one, age[one.id]), *_wait(context, one)) for one in found]
        context.table(HEADS, rows)
    context.cut(len(found), in_all)


@command.command("settle", cls=LocalizedCommand, help="cli.help.acts_settle")
@click.argument("act", type=WholeNumber(), metavar="ID")
@click.option("--done", is_flag=True, help="cli.option.acts_done")
@click.option("--none", "nothing", is_flag=True, help="cli.option.acts_none")
@click.option("--saw", default="", metavar="TEXT", help="cli.option.saw")
@acts
@answers
def settle(context: CommandContext, act: int, done: bool, nothing: bool, saw: str) -> None:
    """Record whether an unknown act took effect, as stated by a person."""
    if done == nothing:
        raise BadInput("cli.bad.acts_settle")
    with context.hub() as hub:
        view = hub.acts.settle(act, happened=done, saw=saw)
    context.data({"act": view})
    context.spoken("cli.acts.settled", id=view.id, state=context.say(ACT_STATE_WORD[view.state]))


def _place(context: CommandContext, act: ActView, age: str = "") -> tuple[str, ...]:
    since = context.when(act.at)
    if age:
        since = f"{since} ({age})"
    return (
        str(act.id),
        context.say(ACT_WORD[act.kind]),
        act.about,
        act.store,
        context.say(ACT_STATE_WORD[act.state]),
        since,
    )


def _wait(context: CommandContext, act: ActView) -> tuple[str, str]:
    why = " ".join(filter(None, (context.sentence(act.blocks), context.sentence(act.reason))))
    return context.when(act.look_at), why


def _end(context: CommandContext, act: ActView) -> tuple[str, str, str]:
    return context.when(act.settled_at), act.settled_by or act.by, act.saw
