"""``shiponce slips``: packing slips as PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shiponce.cli.chosen_orders import EXCLUSIVE, OrderFilter, chooses
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.write_documents import Report, check_target, draws, files_data, write
from shiponce.views.documents import DrawnDocument, PackingSlips, Paper, SortBy

if TYPE_CHECKING:
    from shiponce.hub import Hub

_DEFAULT = Path("packing-slips.pdf")


@click.command("slips", cls=LocalizedCommand, help="cli.help.slips", exclusive=EXCLUSIVE)
@chooses
@click.option("--labelled", is_flag=True, help="cli.option.labelled")
@draws(SortBy.ORDER)
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
    labelled: bool,
    output: Path | None,
    paper: str,
    sort_by: str,
    language: str | None,
    force: bool,
) -> None:
    """Draw the slips; exit with 1 if there is none, or if a named order has none."""
    check_target(context, output)
    with context.hub() as hub:
        chosen, more = OrderFilter(orders, status, apart, query, limit).chosen(hub)
        found = hub.documents.packing_slips(chosen, labelled=labelled, sort_by=SortBy(sort_by))
        target = output or _DEFAULT
        documents = _drawn(hub, found, target, Paper(paper), language or context.language)
    write(documents, force=force)
    context.data(
        {
            "slips": found.slips,
            "left_out": found.left_out,
            "replaced": found.replaced,
            "more": more,
            "files": files_data(documents),
        }
    )
    report = Report(context, output)
    report.chosen(found.replaced, more)
    report.written(documents)
    report.left_out(found.left_out)
    if not found.slips:
        report.say("cli.documents.no_slip")
    if not found.slips or (orders and found.left_out):
        ctx.exit(FAILED)


def _drawn(
    hub: Hub, found: PackingSlips, output: Path, paper: Paper, language: str
) -> Mapping[Path, DrawnDocument]:
    """Return the documents by file: one for all slips, or one for each in a folder."""
    if not found.slips:
        return {}
    if not output.is_dir():
        return {output: hub.documents.draw_slips(found.slips, paper, language)}
    drawn: dict[Path, DrawnDocument] = {}
    for slip in found.slips:
        number = re.sub(r"[^A-Za-z0-9._-]+", "_", slip.number).strip("._")[:60]
        stem = f"packing-slip-{slip.order_id}-{number}"
        names = [stem, *(f"{stem}-{n}" for n in range(2, len(found.slips) + 1))]
        file = next(file for name in names if (file := output / f"{name}.pdf") not in drawn)
        drawn[file] = hub.documents.draw_slips((slip,), paper, language)
    return drawn
