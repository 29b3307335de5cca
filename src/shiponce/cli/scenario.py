"""``shiponce scenario``: commands for scenario files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.terminal_output import put

if TYPE_CHECKING:
    from shiponce.scenario.file_errors import ScenarioProblems
    from shiponce.scenario.upgrade import Upgrade


@click.group("scenario", cls=LocalizedGroup, help="cli.help.scenario")
def command() -> None:
    """Do nothing without a subcommand."""


@command.command("upgrade", cls=LocalizedCommand, help="cli.help.scenario_upgrade", hubless=True)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE|DIR...", type=click.Path(path_type=Path)
)
@click.option("--check", is_flag=True, help="cli.option.upgrade_check")
@click.option("--dry-run", is_flag=True, help="cli.option.upgrade_dry_run")
@answers
@click.pass_context
def upgrade(
    ctx: click.Context, context: CommandContext, files: tuple[Path, ...], check: bool, dry_run: bool
) -> None:
    """Replace outdated words in scenario files; ``--check`` and ``--dry-run`` only list them.

    The exit code is 2 if a file cannot be read or written (the other files are still processed),
    else 1 if ``--check`` finds an outdated word.
    """
    from shiponce.scenario.file_errors import ScenarioProblems
    from shiponce.scenario.upgrade import upgrade_all

    only_named = check or dry_run
    done = upgrade_all(files, only_named=only_named)
    context.data({"files": [_row(context, one) for one in done]})
    count, bad = 0, False
    for one in done:
        if isinstance(one, ScenarioProblems):
            bad = True
            put(one.text(context.language), err=True)
            continue
        count += len(one.renames)
        for rename in one.renames:
            facts = {"file": one.path, "line": rename.mark.line + 1}
            context.spoken("cli.scenario.rename", old=rename.old, new=rename.new, **facts)
    context.spoken("cli.scenario.to_rename" if only_named else "cli.scenario.renamed", n=count)
    ctx.exit(2 if bad else int(check and count > 0))


def _row(context: CommandContext, one: Upgrade | ScenarioProblems) -> dict[str, object]:
    """Return the JSON for one file; ``error`` is set if the file could not be processed."""
    from shiponce.scenario.file_errors import ScenarioProblems

    if isinstance(one, ScenarioProblems):
        error = one.text(context.language)
        return {"file": one.path, "renames": [], "written": False, "error": error}
    return {
        "file": one.path,
        "renames": [{"line": r.mark.line + 1, "old": r.old, "new": r.new} for r in one.renames],
        "written": one.written,
        "error": None,
    }
