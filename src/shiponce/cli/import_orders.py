"""``shiponce import``: import from one store, from several in the given order, or from all."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.terminal_output import put
from shiponce.errors import BadInput
from shiponce.views.imports import ImportReport

HEADS = ("store", "fetched", "added", "refreshed", "unchanged", "excluded", "quarantined", "hidden")


@click.command(
    "import", cls=LocalizedCommand, help="cli.help.import", exclusive=[("--all", "--sweep")]
)
@click.argument("stores", nargs=-1, metavar="[STORE]...")
@click.option("--all", "every", is_flag=True, help="cli.option.all")
@click.option("--sweep", is_flag=True, help="cli.option.sweep")
@acts
@answers
@click.pass_context
def command(
    ctx: click.Context, context: CommandContext, stores: tuple[str, ...], every: bool, sweep: bool
) -> None:
    """Import orders and report the results; exit with 1 if an import was incomplete."""
    if not stores and not every:
        raise BadInput("cli.bad.nothing_to_import")
    if sweep:
        _sweep(context, stores)
        return
    with context.hub() as hub:
        warnings = hub.imports.warnings(stores, every=every)
        if not context.as_json:
            for warning in warnings:
                put("! " + context.sentence(warning), err=True)
        reports = hub.imports.run_all(stores) if every else tuple(map(hub.imports.run, stores))
    context.data({"imports": reports, "warnings": warnings})
    context.table(HEADS, [_row(context, report) for report in reports])
    for report in reports:
        _remarks(context, report)
    if any(report.trouble for report in reports):
        ctx.exit(1)


def _sweep(context: CommandContext, stores: tuple[str, ...]) -> None:
    if not stores:
        raise BadInput("cli.import.no_sweep")
    with context.hub() as hub:
        found = {store: hub.imports.sweep(store) for store in stores}
    context.data({"swept": found})
    for store, n in found.items():
        context.spoken("cli.import.swept", store=store, n=n)


def _row(context: CommandContext, report: ImportReport) -> tuple[str, ...]:
    return (report.store, *(context.count(getattr(report, head)) for head in HEADS[1:]))


def _remarks(context: CommandContext, report: ImportReport) -> None:
    if report.trouble:
        sentence = context.say(
            "cli.stores.trouble", store=report.store, why=context.sentence(report.trouble)
        )
        put(sentence, err=True)
    if report.clock:
        put(context.sentence(report.clock), err=True)
    if report.not_before:
        context.spoken("cli.import.not_before", store=report.store, when=report.not_before)
    if report.first and report.since:
        context.spoken("cli.import.first", store=report.store, since_at=report.since)
    if report.until:
        context.spoken("cli.import.until", store=report.store, until_at=report.until)
    if report.swept:
        context.spoken("cli.import.swept", store=report.store, n=report.swept)
    if report.retried:
        context.spoken("cli.import.retried", store=report.store, n=report.retried)
