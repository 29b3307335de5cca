"""``shiponce labels``: list bought labels with their documents, and write the documents."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shiponce.cli.chosen_labels import chooses_labels, chosen_labels
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.label_text import document_text, notes, printed_text
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.terminal_output import put
from shiponce.cli.whole_number import WholeNumber
from shiponce.cli.write_documents import STDOUT, write_files
from shiponce.errors import BadInput, Refused
from shiponce.views.printing import LabelFile, LabelOnPaper
from shiponce.words.domain_words import SHIPMENT_WORD

if TYPE_CHECKING:
    from shiponce.hub import Hub

HEADS = ("id", "order", "service", "tracking", "state", "document", "printed")


@click.command("labels", cls=LocalizedCommand, help="cli.help.labels")
@chooses_labels
@click.option(
    "--save",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE|FOLDER|-",
    help="cli.option.save",
)
@click.option("--force", is_flag=True, help="cli.option.force")
@click.option("--limit", type=WholeNumber(), default=100, metavar="N", help="cli.option.limit")
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    orders: tuple[str, ...],
    numbers: tuple[int, ...],
    save: Path | None,
    force: bool,
    limit: int,
) -> None:
    """List labels; fetch the missing documents of named ones, and write them if asked to.

    Exit with 1 if a named order has no label, or if a document to be written is missing.
    """
    if save is not None:
        _check_save(context, save, named=bool(orders or numbers))
    with context.hub() as hub:
        if not (orders or numbers):
            found, in_all = hub.printing.newest(limit), hub.printing.count()
            _print(context, found, {}, in_all)
            context.cut(len(found), in_all)
            return
        found = chosen_labels(hub, orders, numbers, live=save is not None)
        hub.printing.fetch(one.shipment_id for one in found)
        found = tuple(hub.printing.label(one.shipment_id) for one in found)
        files, refusals = _files(hub, found) if save is not None else ([], [])
    written = _targets(files, save) if save is not None else {}
    if written:
        write_files({file: one.data for file, one in written.items()}, force=force)
    _print(context, found, written, len(found))
    for refusal in refusals:
        put(refusal.sentence_in(context.language), err=True)
    if refusals:
        ctx.exit(FAILED)


def _check_save(context: CommandContext, save: Path, *, named: bool) -> None:
    if not named:
        raise BadInput("cli.bad.save_what")
    if save == STDOUT and context.as_json:
        raise BadInput("cli.bad.exclusive", first="--save -", second="--json")
    if save == STDOUT and sys.stdout.isatty():
        raise BadInput("cli.bad.label_on_terminal")


def _files(hub: Hub, labels: Sequence[LabelOnPaper]) -> tuple[list[LabelFile], list[Refused]]:
    files, refusals = [], []
    for one in labels:
        try:
            files.append(hub.printing.file(one.shipment_id))
        except Refused as refusal:
            refusals.append(refusal)
    return files, refusals


def _targets(files: Sequence[LabelFile], save: Path) -> Mapping[Path, LabelFile]:
    """Return each document with its file; an existing folder gets one file for each label."""
    if save != STDOUT and save.is_dir():
        return {save / one.name: one for one in files}
    if len(files) > 1:
        raise BadInput("cli.bad.save_one", n=len(files))
    return dict.fromkeys([save], files[0]) if files else {}


def _print(
    context: CommandContext,
    labels: Sequence[LabelOnPaper],
    written: Mapping[Path, LabelFile],
    in_all: int,
) -> None:
    data = [
        {"shipment_id": one.shipment_id, "file": str(file), "void": one.voided}
        for file, one in written.items()
    ]
    if STDOUT in written:
        return  # standard output is the document
    context.data({"in_all": in_all, "labels": labels, "files": data})
    if not labels:
        context.spoken("cli.labels.none")
        return
    context.table(HEADS, [_row(context, one) for one in labels])
    for one in labels:
        for line in notes(context, one):
            context.line("! " + line)
    for file, document in written.items():
        code = "cli.labels.written_void" if document.voided else "cli.labels.written"
        context.spoken(code, file=str(file))


def _row(context: CommandContext, one: LabelOnPaper) -> tuple[str, ...]:
    return (
        str(one.shipment_id),
        " + ".join(one.orders),
        one.called,
        one.tracking,
        context.say(SHIPMENT_WORD[one.state]),
        document_text(context, one),
        printed_text(context, one),
    )
