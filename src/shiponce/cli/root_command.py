"""``shiponce`` itself: options for all commands; without a command it opens the screen."""

from __future__ import annotations

from pathlib import Path

import click

from shiponce import __version__
from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, lang_option
from shiponce.cli.localized_help import LocalizedGroup
from shiponce.cli.open_tui import on_terminal, open_screen

#: The commands in the order of a day's work, each with its module.
COMMANDS = {
    "demo": "shiponce.cli.demo",
    "stores": "shiponce.cli.stores",
    "import": "shiponce.cli.import_orders",
    "orders": "shiponce.cli.orders",
    "why": "shiponce.cli.why",
    "look": "shiponce.cli.look",
    "ship": "shiponce.cli.ship",
    "slips": "shiponce.cli.slips",
    "picklist": "shiponce.cli.picklist",
    "labels": "shiponce.cli.labels",
    "print": "shiponce.cli.print_labels",
    "print-jobs": "shiponce.cli.print_jobs",
    "printers": "shiponce.cli.printers",
    "batch": "shiponce.cli.batch",
    "presets": "shiponce.cli.presets",
    "void": "shiponce.cli.void",
    "settle": "shiponce.cli.settle",
    "acts": "shiponce.cli.acts",
    "cancel": "shiponce.cli.cancel",
    "rules": "shiponce.cli.rules",
    "notifications": "shiponce.cli.notifications",
    "purge": "shiponce.cli.purge",
    "config": "shiponce.cli.config",
    "doctor": "shiponce.cli.doctor",
    "backup": "shiponce.cli.backup",
    "replay": "shiponce.cli.replay",
    "scenario": "shiponce.cli.scenario",
}
#: The code of each command's help, so that listing the commands imports none of them.
HELPS = {
    "demo": "cli.help.demo",
    "stores": "cli.help.stores",
    "import": "cli.help.import",
    "orders": "cli.help.orders",
    "why": "cli.help.why",
    "look": "cli.help.look",
    "ship": "cli.help.ship",
    "slips": "cli.help.slips",
    "picklist": "cli.help.picklist",
    "labels": "cli.help.labels",
    "print": "cli.help.print",
    "print-jobs": "cli.help.print_jobs",
    "printers": "cli.help.printers",
    "batch": "cli.help.batch",
    "presets": "cli.help.presets",
    "void": "cli.help.void",
    "settle": "cli.help.settle",
    "acts": "cli.help.acts",
    "cancel": "cli.help.cancel",
    "rules": "cli.help.rules",
    "notifications": "cli.help.notifications",
    "purge": "cli.help.purge",
    "config": "cli.help.config",
    "doctor": "cli.help.doctor",
    "backup": "cli.help.backup",
    "replay": "cli.help.replay",
    "scenario": "cli.help.scenario",
}


@click.group(
    cls=LocalizedGroup,
    parts=COMMANDS,
    helps=HELPS,
    help="cli.help.root",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="SHIPONCE_DB",
    help="cli.option.db",
)
@click.option(
    "--platforms", metavar="URL", envvar="SHIPONCE_PLATFORMS", help="cli.option.platforms"
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="SHIPONCE_CONFIG",
    help="cli.option.config",
)
@click.option("--read-only", is_flag=True, envvar="SHIPONCE_READ_ONLY", help="cli.option.read_only")
@acts
@lang_option
@click.version_option(
    __version__, prog_name="shiponce", message="%(prog)s %(version)s", help="cli.option.version"
)
@click.pass_context
def root(
    ctx: click.Context,
    db: Path | None,
    platforms: str | None,
    config: Path | None,
    read_only: bool,
) -> None:
    """Store the options; without a command, open the screen, or show help if not on a terminal."""
    context = ctx.ensure_object(CommandContext)
    context.file, context.platforms_url = db, platforms
    context.config_file, context.read_only = config, read_only
    if ctx.invoked_subcommand is not None:
        return
    if on_terminal():
        ctx.exit(open_screen(context))
    else:
        click.echo(ctx.get_help())
