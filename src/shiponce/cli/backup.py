"""``shiponce backup``: copy and check the database, even while other programs use it."""

from __future__ import annotations

from pathlib import Path

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand


@click.command("backup", cls=LocalizedCommand, help="cli.help.backup")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@answers
def command(context: CommandContext, file: Path) -> None:
    """Make the backup and report how many orders and shipments it contains."""
    with context.hub() as hub:
        made = hub.maintenance.backup(file)
    context.data({"backup": made})
    context.spoken("cli.backup.made", file=file, orders=made.orders, shipments=made.shipments)
