"""``shiponce picklist``: what to fetch for many orders, as PDF."""

from __future__ import annotations

from pathlib import Path

import click

from shiponce.cli.chosen_orders import EXCLUSIVE, OrderFilter, chooses
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.write_documents import Report, check_target, draws, files_data, write
from shiponce.views.documents import DrawnDocument, Paper, SortBy

_DEFAULT = Path("pick-list.pdf")


@click.command("picklist", cls=LocalizedCommand, help="cli.help.picklist", exclusive=EXCLUSIVE)
@chooses
@draws(SortBy.LOCATION)
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    orders: tuple[str, ...],
    status: str | None,
    apart: str | None,
    query: str,
    limit: int | None,
    output: Path | None,
    paper: str,
    sort_by: str,
    language: str | None,
    force: bool,
) -> None:
    """Draw the list; exit with 1 if nothing is due, or if a named order is not picked."""
    check_target(context, output)
    with context.hub() as hub:
        chosen, more = OrderFilter(orders, status, apart, query, limit).chosen(hub)
        picked, replaced = hub.documents.pick_list(chosen, sort_by=SortBy(sort_by))
        documents: dict[Path, DrawnDocument] = {}
        if picked.lines:
            file = output or _DEFAULT
            file = file / _DEFAULT.name if file.is_dir() else file
            drawn = hub.documents.draw_pick_list(picked, Paper(paper), language or context.language)
            documents = {file: drawn}
    write(documents, force=force)
    context.data(
        {
            "pick_list": picked,
            "units": picked.units,
            "replaced": replaced,
            "more": more,
            "files": files_data(documents),
        }
    )
    report = Report(context, output)
    report.chosen(replaced, more)
    report.written(documents)
    report.left_out(picked.left_out)
    if not picked.lines:
        report.say("cli.documents.nothing_to_pick")
    if not picked.lines or (orders and picked.left_out):
        ctx.exit(FAILED)
