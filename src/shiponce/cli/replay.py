"""``shiponce replay``: play scenario files and report each step, each check, and the verdict."""

from __future__ import annotations

from pathlib import Path

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.error_messages import write_trouble
from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.replay_progress import Progress, wanted
from shiponce.cli.terminal_output import put, put_json
from shiponce.words.domain_words import MODE_WORD

_FILE = click.Path(path_type=Path)
#: The scenario files to play; ``-`` reads a scenario from standard input.
_FILES = click.Path(path_type=Path, allow_dash=True)


@click.command("replay", cls=LocalizedCommand, help="cli.help.replay", hubless=True)
@click.argument("files", nargs=-1, metavar="[FILE|DIR]...", type=_FILES)
@click.option(
    "--mode",
    type=LocalizedChoice(["documented", "reconciling", "both"], MODE_WORD),
    default="both",
    help="cli.option.replay_mode",
)
@click.option("--seed", type=int, metavar="N", help="cli.option.replay_seed")
@click.option("--junit", type=_FILE, metavar="FILE", help="cli.option.junit")
@click.option("--journal", type=_FILE, metavar="FILE", help="cli.option.journal")
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    files: tuple[Path, ...],
    mode: str,
    seed: int | None,
    junit: Path | None,
    journal: Path | None,
) -> None:
    """Play the scenarios and exit with the verdict's code.

    Errors and progress go to stderr, results to stdout.
    """
    from shiponce.scenario.replay import replay

    progress = Progress(context.language) if wanted(context.as_json) else None

    def complain(text: str) -> None:
        if progress is not None:
            progress.clear()
        put(text, err=True)

    ctx.exit(
        replay(
            files,
            mode=mode,
            seed=seed,
            as_json=context.as_json,
            junit=junit,
            journal=journal,
            language=context.language,
            write=put_json if context.as_json else put,
            complain=complain,
            progress=progress,
            account=lambda fault: complain(write_trouble(fault, context.language)),
        )
    )
