"""``shiponce printers``: list the printers of the configuration, and ask whether they answer."""

from __future__ import annotations

from collections.abc import Sequence

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.views.printing import PrinterView
from shiponce.words.domain_words import FORMAT_WORD, PAPER_WORD, PRINTER_KIND_WORD

HEADS = ("printer", "kind", "address", "formats", "default_for")


@click.group("printers", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.printers")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext) -> None:
    """List the printers; none is asked."""
    if ctx.invoked_subcommand is not None:
        return
    with context.hub() as hub:
        found = hub.printing.printers()
    context.data({"printers": found})
    if not found:
        context.spoken("cli.printers.none")
        return
    _table(context, found)


@command.command("check", cls=LocalizedCommand, help="cli.help.printers_check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@answers
@click.pass_context
def check(ctx: click.Context, context: CommandContext, names: tuple[str, ...]) -> None:
    """Ask printers whether they can be reached; exit with 1 if one cannot, or repeats jobs."""
    with context.hub() as hub:
        wanted = names or tuple(one.name for one in hub.printing.printers())
        found = [hub.printing.check(name) for name in dict.fromkeys(wanted)]
    context.data({"printers": found})
    if not found:
        context.spoken("cli.printers.none")
    for one in found:
        code = "cli.printers.reached" if one.reached else "cli.printers.not_reached"
        context.spoken(code, printer=one.name, address=one.address)
        if one.reason is not None:
            context.line("    " + context.sentence(one.reason))
    if any(one.reason is not None or not one.reached for one in found):
        ctx.exit(FAILED)


def _table(context: CommandContext, found: Sequence[PrinterView]) -> None:
    rows = [
        (
            one.name,
            context.say(PRINTER_KIND_WORD[one.kind]),
            one.address,
            ", ".join(context.say(FORMAT_WORD[each]) for each in one.formats),
            ", ".join(context.say(PAPER_WORD[each]) for each in one.default_for),
        )
        for one in found
    ]
    context.table(HEADS, rows)
