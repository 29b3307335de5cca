"""``shiponce doctor``: problems of this set-up, and what to do about them."""

from __future__ import annotations

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.decisions.doctor_checks import LEVEL_WORD, Level


@click.command("doctor", cls=LocalizedCommand, help="cli.help.doctor")
@click.option("--reindex", is_flag=True, help="cli.option.reindex")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext, reindex: bool) -> None:
    """List the findings, most severe first; exit with 1 if one is an error."""
    with context.hub() as hub:
        if reindex:
            hub.maintenance.reindex()
            context.spoken("cli.reindexed")
        findings = hub.maintenance.doctor()
    context.data({"findings": findings})
    for finding in findings:
        level = context.say(LEVEL_WORD[finding.level])
        context.spoken("word.labelled", label=level, text=context.sentence(finding.what))
        if finding.way_out:
            context.line("    " + context.sentence(finding.way_out))
        for command in finding.commands:
            context.line("    $ " + command)
    ctx.exit(int(any(finding.level is Level.TROUBLE for finding in findings)))
