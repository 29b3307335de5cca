"""``shiponce demo``: the terminal interface on simulated platforms that already have orders."""

from __future__ import annotations

import click

from shiponce.cli.context import CommandContext, lang_option
from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.domain.store import MatchingMode
from shiponce.words.domain_words import MODE_WORD


@click.command("demo", cls=LocalizedCommand, help="cli.help.demo", hubless=True)
@click.option(
    "--mode",
    type=LocalizedChoice([m.value for m in MatchingMode], MODE_WORD),
    default=MatchingMode.RECONCILING.value,
    help="cli.option.demo_mode",
)
@click.option("--seed", type=int, default=7, metavar="N", help="cli.option.seed")
@lang_option
@click.make_pass_decorator(CommandContext)
@click.pass_context
def command(ctx: click.Context, context: CommandContext, mode: str, seed: int) -> None:
    """Open the demo with a temporary database; the user's own database is not touched."""
    from shiponce.cli.open_tui import open_demo

    ctx.exit(open_demo(context, MatchingMode(mode), seed))
