"""``shiponce doctor``: what could go wrong with this set-up, and the way out."""

from __future__ import annotations

import click

from shiponce.cli.context import Errand, answers
from shiponce.cli.localized_help import SpokenCommand
from shiponce.decisions.doctor_checks import LEVEL_WORD, Level


@click.command("doctor", cls=SpokenCommand, help="cli.help.doctor")
@click.option("--reindex", is_flag=True, help="cli.option.reindex")
@answers
@click.pass_context
def command(ctx: click.Context, errand: Errand, reindex: bool) -> None:
    """Every finding, the worst first; 1 when one is trouble."""
    with errand.hub() as hub:
        if reindex:
            hub.maintenance.reindex()
            errand.spoken("cli.reindexed")
        findings = hub.maintenance.doctor()
    errand.data({"findings": findings})
    for finding in findings:
        level = errand.say(LEVEL_WORD[finding.level])
        errand.spoken("word.labelled", label=level, text=errand.told(finding.what))
        if finding.way_out:
            errand.line("    " + errand.told(finding.way_out))
        for command in finding.commands:
            errand.line("    $ " + command)
    ctx.exit(int(any(finding.level is Level.TROUBLE for finding in findings)))
