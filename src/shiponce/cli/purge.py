"""``shiponce purge``: remove personal data of orders, of a buyer, or of old purchases."""

from __future__ import annotations

from datetime import timedelta

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.domain.durations import milliseconds
from shiponce.errors import BadInput
from shiponce.views.maintenance import Purge
from shiponce.words.domain_words import PERSONAL_WORD

#: Codes of the sentences that explain what is kept of every purged order.
_STAYS = ("cli.purge.stays", "cli.purge.copies")


@click.command(
    "purge",
    cls=LocalizedCommand,
    help="cli.help.purge",
    exclusive=[
        ("--order", "--buyer", "--older-than", "--finish"),
        ("--dry-run", "--yes"),
        ("--finish", "--yes"),
        ("--finish", "--dry-run"),
    ],
)
@click.option("--order", "orders", multiple=True, metavar="ORDER", help="cli.option.purge_order")
@click.option("--buyer", default="", metavar="NAME|E-MAIL", help="cli.option.purge_buyer")
@click.option("--older-than", default="", metavar="SPAN", help="cli.option.purge_older")
@click.option("--finish", is_flag=True, help="cli.option.purge_finish")
@click.option("--dry-run", is_flag=True, help="cli.option.purge_dry_run")
@click.option("--yes", is_flag=True, help="cli.option.purge_yes")
@acts
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    orders: tuple[str, ...],
    buyer: str,
    older_than: str,
    finish: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Print what would be removed, or with ``--yes`` remove it.

    Exit with 1 if there is something to remove and neither ``--yes`` nor ``--dry-run`` is given, if
    a named order cannot be purged, or if removed data is not overwritten yet.
    """
    if finish:
        _finish(ctx, context)
        return
    if not (orders or buyer or older_than):
        raise BadInput("cli.bad.purge_what")
    age = _age(older_than)
    with context.hub() as hub:
        done = hub.maintenance.purge(orders=orders, buyer=buyer, older_than=age, confirmed=yes)
    context.data({"purge": done})
    _print(context, done)
    if done.parts and not (yes or dry_run):
        context.spoken("cli.purge.unchanged")
        ctx.exit(1)
    if done.overwritten is False or (orders and not done.parts and done.kept):
        ctx.exit(1)


def _age(text: str) -> timedelta | None:
    if not text:
        return None
    span = milliseconds(text, long_names=True)
    if span is None or span > timedelta(days=36_500) / timedelta(milliseconds=1):
        raise BadInput("cli.bad.purge_age", age=text)
    return timedelta(milliseconds=span)


def _finish(ctx: click.Context, context: CommandContext) -> None:
    with context.hub() as hub:
        done = hub.maintenance.finish_purge()
    context.data({"overwritten": done})
    context.spoken("cli.purge.overwritten" if done else "cli.purge.in_use")
    if not done:
        ctx.exit(1)


def _print(context: CommandContext, done: Purge) -> None:
    if not done.parts:
        context.spoken("cli.purge.nothing")
    else:
        context.spoken("cli.purge.done" if done.done else "cli.purge.plan", n=len(done.parts))
        context.table(
            ("id", "order", "removed"),
            [
                (
                    f"#{part.order_id}" if part.order_id else "",
                    part.order,
                    ", ".join(context.say(PERSONAL_WORD[kind]) for kind in part.removed),
                )
                for part in done.parts
            ],
        )
    for sentence in (*done.warnings, *done.kept):
        context.line("! " + context.sentence(sentence))
    if done.parts:
        for code in _STAYS:
            context.spoken(code)
    if done.overwritten is not None:
        context.spoken("cli.purge.overwritten" if done.overwritten else "cli.purge.in_use")
