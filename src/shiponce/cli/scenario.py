"""``shiponce scenario``: what is done to scenario files."""

from __future__ import annotations

from pathlib import Path

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.terminal_output import put


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
    """Rewrite older words; with ``--check`` or ``--dry-run`` only name them.

    Ends with 1 when ``--check`` finds one. All files are read before the first is written.
    """
    from shiponce.scenario.file_errors import ScenarioProblems
    from shiponce.scenario.library import files_in
    from shiponce.scenario.upgrade import upgrade as upgraded
    from shiponce.scenario.upgrade import write

    found, only_named = [], check or dry_run
    try:
        for path in (each for file in files for each in files_in(file)):
            if isinstance(path, ScenarioProblems):
                raise path
            found.append(upgraded(path))
        for one in found:
            if one.renames and not only_named:
                write(one)
    except ScenarioProblems as problems:
        put(problems.text(context.language), err=True)
        ctx.exit(2)
    context.data(
        {
            "files": [
                {
                    "file": one.path,
                    "renames": [
                        {"line": r.mark.line + 1, "old": r.old, "new": r.new} for r in one.renames
                    ],
                    "written": bool(one.renames) and not only_named,
                }
                for one in found
            ]
        }
    )
    for one in found:
        for rename in one.renames:
            facts = {"file": one.path, "line": rename.mark.line + 1}
            context.spoken("cli.scenario.rename", old=rename.old, new=rename.new, **facts)
    count = sum(len(one.renames) for one in found)
    context.spoken("cli.scenario.to_rename" if only_named else "cli.scenario.renamed", n=count)
    ctx.exit(int(check and count > 0))
