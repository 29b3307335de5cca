"""``shiponce import``: fetch orders, from one store, from several in order, or from all."""

from __future__ import annotations

import click

from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand
from shiponce.errors import BadInput
from shiponce.views import ImportReport

HEADS = ("store", "fetched", "added", "refreshed", "unchanged", "listed", "quarantined", "hidden")


@click.command("import", cls=SpokenCommand, help="cli.help.import")
@click.argument("stores", nargs=-1, metavar="[STORE]...")
@click.option("--all", "every", is_flag=True, help="cli.option.all")
@answers
@click.pass_context
def command(ctx: click.Context, errand: Errand, stores: tuple[str, ...], every: bool) -> None:
    """Import, say what came, and end with 1 when a store could not be imported to its end."""
    if not stores and not every:
        raise BadInput("cli.bad.nothing_to_import")
    with errand.hub() as hub:
        reports = hub.import_all(stores) if every else tuple(map(hub.import_store, stores))
    errand.data({"imports": reports})
    errand.table(HEADS, [_row(report) for report in reports])
    for report in reports:
        _remarks(errand, report)
    if any(report.trouble for report in reports):
        ctx.exit(1)


def _row(report: ImportReport) -> tuple[str, ...]:
    return (report.store, *(str(getattr(report, head)) for head in HEADS[1:]))


def _remarks(errand: Errand, report: ImportReport) -> None:
    if report.trouble:
        sentence = errand.say(
            "cli.stores.trouble", store=report.store, why=errand.told(report.trouble)
        )
        click.echo(sentence, err=True)
    if report.not_before:
        errand.spoken("cli.import.not_before", store=report.store, when=report.not_before)
