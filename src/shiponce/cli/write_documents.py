"""Write documents to a file, to a folder or to stdout: whole, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from shiponce.cli.context import CommandContext
from shiponce.cli.terminal_output import put
from shiponce.errors import BadInput, Refused
from shiponce.services.write_file import write_file
from shiponce.views.documents import DrawnDocument, LeftOut, Paper, Replaced, SortBy
from shiponce.words import LANGUAGES

F = TypeVar("F", bound=Callable[..., object])
STDOUT = Path("-")


def draws(sort_by: SortBy) -> Callable[[F], F]:
    """Add the options of commands that write a PDF; lines are sorted *sort_by* by default."""

    def decorate(function: F) -> F:
        options: tuple[Callable[[F], F], ...] = (
            click.option("--force", is_flag=True, help="cli.option.force"),
            click.option("--language", type=click.Choice(LANGUAGES), help="cli.option.language"),
            click.option(
                "--sort",
                "sort_by",
                type=click.Choice([one.value for one in SortBy]),
                default=sort_by.value,
                help="cli.option.sort",
            ),
            click.option(
                "--paper",
                type=click.Choice([one.value for one in Paper]),
                default=Paper.A4.value,
                help="cli.option.paper",
            ),
            click.option(
                "--output",
                type=click.Path(path_type=Path, allow_dash=True),
                metavar="FILE|FOLDER|-",
                help="cli.option.output",
            ),
        )
        for option in options:
            function = option(function)
        return function

    return decorate


def check_target(context: CommandContext, output: Path | None) -> None:
    """Refuse a PDF on stdout beside JSON, or on a terminal."""
    if output != STDOUT:
        return
    if context.as_json:
        raise BadInput("cli.bad.exclusive", first="--output -", second="--json")
    if sys.stdout.isatty():
        raise BadInput("cli.bad.pdf_on_terminal")


def write(documents: Mapping[Path, DrawnDocument], *, force: bool) -> None:
    """Write every document; Refused, with nothing written, if a file exists and not *force*."""
    write_files({file: document.data for file, document in documents.items()}, force=force)


def write_files(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write every file; Refused, with nothing written, if one exists and not *force*."""
    if STDOUT in files:
        stream = sys.stdout.buffer
        stream.write(files[STDOUT])
        stream.flush()
        return
    for file in files:
        if not force and os.path.lexists(file):
            raise Refused("error.document_exists", file=str(file))
    for file, data in files.items():
        write_file(file, data, force=force)


class Report:
    """What a command says of its documents; on stderr if the PDF itself goes to stdout."""

    def __init__(self, context: CommandContext, output: Path | None) -> None:
        self._context = context
        self._err = output == STDOUT

    def say(self, code: str, /, **facts: object) -> None:
        """Print one sentence."""
        if not self._context.as_json:
            put(self._context.say(code, **facts), err=self._err)

    def chosen(self, replaced: Sequence[Replaced], more: int) -> None:
        """Name the originals of hidden copies, and how many matches ``--limit`` leaves out."""
        for one in replaced:
            self.say("cli.documents.on_original", copy=one.copy, original=one.original)
        if more:
            self.say("cli.documents.more", n=more)

    def left_out(self, orders: Sequence[LeftOut]) -> None:
        """Name the orders without a document, with the reason."""
        for one in orders:
            reason = self._context.sentence(one.reason)
            self.say("cli.documents.left_out", order=one.order, reason=reason)

    def written(self, documents: Mapping[Path, DrawnDocument]) -> None:
        """Name the files, and what could not be drawn."""
        for file, document in documents.items():
            if file != STDOUT:
                self.say("cli.documents.written", file=str(file), n=document.pages)
        missing = sorted({one for document in documents.values() for one in document.not_drawn})
        if missing:
            characters = ", ".join(map(character_name, missing))
            self.say("cli.documents.not_drawn", n=len(missing), characters=characters)
        for text in dict.fromkeys(one for document in documents.values() for one in document.cut):
            self.say("cli.documents.cut", text=text)


def files_data(documents: Mapping[Path, DrawnDocument]) -> list[dict[str, object]]:
    """Return what ``--json`` says of the files."""
    return [
        {
            "file": str(file),
            "pages": document.pages,
            "bytes": len(document.data),
            "not_drawn": [character_name(one) for one in document.not_drawn],
            "cut": list(document.cut),
        }
        for file, document in documents.items()
    ]


def character_name(character: str) -> str:
    """Return a character's number and name, such as ``U+A99D JAVANESE LETTER JA``."""
    import unicodedata

    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
