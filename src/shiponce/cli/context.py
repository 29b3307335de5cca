"""The context of a command: language, database, and output."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from shiponce.cli.default_actor import default_actor
from shiponce.cli.table import COLUMN_WORD, draw
from shiponce.cli.terminal_output import put, put_json
from shiponce.config.file_locations import default_config_file, default_file, state_folder
from shiponce.errors import BadInput, StoreFileError
from shiponce.words import LANGUAGES, number_and_date_formats, say

if TYPE_CHECKING:
    from datetime import datetime

    from shiponce.config.load import Config
    from shiponce.domain.money import Money
    from shiponce.hub import Hub
    from shiponce.views.sentence import Sentence

#: Opens the hub. Arguments: the database file, one URL for all platforms or None, the actor.
Opening = Callable[[Path, str | None, str], AbstractContextManager["Hub"]]
#: Columns that contain times; " (UTC)" is added to their headings.
TIMES = frozenset(
    {"at", "placed", "next", "imported", "arrives", "since", "look_at", "settled_at", "ship_by"}
)
F = TypeVar("F", bound=Callable[..., object])


@contextmanager
def open_hub(
    context: CommandContext, *, begins: bool = False, as_configured: bool = True
) -> Iterator[Hub]:
    """Open the hub described by command line, environment and configuration.

    A missing database is created, and reported, in two cases: the command *begins* a hub; or the
    configuration has stores, and neither ``--db`` nor SHIPONCE_DB names a database. Without
    *as_configured*, a store that contradicts the configuration stays as it is, because the command
    is about to correct it.
    """
    from shiponce.config.connect_stores import apply_stores
    from shiponce.hub import Hub
    from shiponce.platforms.connections import HttpConnections
    from shiponce.platforms.credentials_from_environment import from_environment
    from shiponce.ports import SystemClock

    clock = SystemClock()
    config = context.config()
    part = config.part.hub
    file = context.file or config.path(part.file) or default_file()
    connections = HttpConnections(
        from_environment(config.variables(os.environ)),
        clock=clock,
        platforms_url=context.platforms_url or part.platforms,
        read_only=context.read_only or part.read_only,
        ca_file=config.path(part.ca_file),
        exposed=config.exposed,
    )
    try:
        begins = begins or (context.file is None and bool(config.part.stores))
        found = _find_or_begin(file, begins)
        actor = context.actor()
        settings = config.settings
        with Hub.open(
            file,
            connections,
            clock=clock,
            settings=settings,
            printers=config.printers,
            actor=actor,
            remembering=state_folder() or file.absolute().parent,
        ) as hub:
            try:
                if not hub.is_unwritable:
                    with hub.stores.configuring():
                        apply_stores(hub, config, strict=as_configured)
                yield hub
                hub.must_be_as_read()
            except Exception as fault:
                explained = hub.explained(fault)
                if explained is fault:
                    raise
                raise explained from fault
        if not found:
            context.note(context.say("cli.new_database", file=file))
    finally:
        connections.close()


def _find_or_begin(file: Path, begins: bool) -> bool:
    """Return True if the database exists; BadInput if it is missing and not to be created."""
    from shiponce.persistence import file_errors
    from shiponce.persistence.open_file import make_folder

    try:
        if file.exists() and (file.stat().st_size or not file.is_file()):
            return True
        if not begins:
            code = "error.no_hub_yet" if file == default_file() else "error.no_hub_there"
            raise BadInput(code, file=str(file))
        make_folder(file.parent)
    except OSError as bad:
        raise file_errors.of_the_system(bad, file) from bad
    return False


def is_there(file: Path) -> bool:
    """Return True if the file exists; StoreFileError if its folder cannot be read."""
    try:
        return file.exists()
    except OSError as bad:
        raise StoreFileError("config.unreadable", file=str(file)) from bad


@dataclass(slots=True)
class CommandContext:
    """One command's language, choice of database, and output."""

    language: str
    #: True if the language was chosen on the command line; it then overrides the configuration.
    language_asked: bool = False
    #: Replaces ``open_hub`` in tests.
    opening: Opening | None = None
    file: Path | None = None
    platforms_url: str | None = None
    read_only: bool = False
    config_file: Path | None = None
    #: True if the command prints one JSON document instead of text.
    as_json: bool = False
    #: The actor given with ``--by``; None: the environment or the operating system names the actor.
    by: str | None = None
    #: True once the old keys of the configuration were reported on stderr.
    warned: bool = False
    #: Notes to print once the screen is closed; None: no screen is open.
    _notes: list[str] | None = None

    def hub(
        self, *, begins: bool = False, as_configured: bool = True
    ) -> AbstractContextManager[Hub]:
        """Open the hub for one command; a command that *begins* a hub may create the database.

        *as_configured* is False for a command that corrects a store; see ``open_hub``.
        """
        if self.opening is None:
            return open_hub(self, begins=begins, as_configured=as_configured)
        return self.opening(self.file or default_file(), self.platforms_url, self.actor())

    def actor(self) -> str:
        """Return who acts: the name given with ``--by``, else the person at this computer."""
        return self.by or default_actor()

    def config(self) -> Config:
        """Return the configuration: the named file, or the default one if it exists."""
        from shiponce.config.load import Config, load  # pydantic loads slowly

        file = self.config_file or default_config_file()
        found = load(file) if self.config_file or is_there(file) else Config()
        if found.part.hub.language and not self.language_asked:
            self.language = found.part.hub.language
        self.warn_of_renamed_keys(found)
        return found

    def warn_of_renamed_keys(self, config: Config) -> None:
        """Report old configuration keys and their new names on stderr, once per command."""
        if not self.warned:
            for one in config.renamed:
                self.note(one.sentence_in(str(config.file), self.language))
        self.warned = True

    def configured_language(self) -> str:
        """Return the reader's language, read from the configuration without checking the file.

        ``config`` checks it, but loads slowly; the screen's first frame does not wait for that.
        """
        file = self.config_file or default_config_file()
        try:
            found = tomllib.loads(file.read_text("utf-8")).get("hub", {}).get("language")
        except (OSError, ValueError, AttributeError):  # ``config`` says what is wrong
            return self.language
        return found if found in LANGUAGES and not self.language_asked else self.language

    def note(self, text: str) -> None:
        """Print a note on stderr, or once the screen is closed."""
        if self._notes is None:
            put(text, err=True)
        else:
            self._notes.append(text)

    @contextmanager
    def notes_held_back(self) -> Iterator[None]:
        """Print the notes of this block at its end, because a screen would hide them."""
        held = self._notes = []
        try:
            yield
        finally:
            self._notes = None
            for text in held:
                self.note(text)

    def say(self, code: str, /, **facts: object) -> str:
        """Return a sentence in the reader's language."""
        return say(code, self.language, **facts)

    def sentence(self, sentence: Sentence | None) -> str:
        """Return a view model's sentence in the reader's language; '' for None."""
        return say(sentence.code, self.language, **sentence.facts) if sentence else ""

    def when(self, time: datetime | None) -> str:
        """Return a time as text in UTC; '' for None."""
        return number_and_date_formats.moment(time, self.language) if time else ""

    def money(self, amount: Money | None) -> str:
        """Return an amount with its currency; '' for None."""
        return number_and_date_formats.money(amount, self.language) if amount else ""

    def count(self, n: int) -> str:
        """Return a count with thousands separators."""
        return number_and_date_formats.number(n, self.language)

    def joined(self, parts: Iterable[str]) -> str:
        """Join several texts by semicolons; return '' if there are none."""
        first, *others = tuple(parts) or ("",)
        for other in others:
            first = self.say("word.listed", first=first, other=other)
        return first

    def line(self, text: str = "") -> None:
        """Print one line of text output."""
        if not self.as_json:
            put(text)

    def spoken(self, code: str, /, **facts: object) -> None:
        """Print one sentence of text output."""
        self.line(self.say(code, **facts))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print an aligned table with the headings ``word.column.…`` as text output."""
        if not self.as_json:
            zone = {head: " (UTC)" for head in TIMES}
            draw([self.say(COLUMN_WORD[head]) + zone.get(head, "") for head in heads], rows)

    def cut(self, shown: int, n: int, code: str = "cli.listed") -> None:
        """If fewer rows are *shown* than there are (*n*), print both and how to list all."""
        if shown < n:
            self.spoken(code, shown=shown, n=n, limit=n)

    def data(self, answer: Mapping[str, object]) -> None:
        """Print *answer* as one JSON document if ``--json`` was given; its keys are documented."""
        if self.as_json:
            import json

            from shiponce.cli.json_output import plain_data

            document = plain_data(answer, self.language)
            put_json(json.dumps(document, ensure_ascii=False, indent=2))


def answers(function: F) -> F:
    """Add ``--json`` and ``--lang`` to a command, and pass ``CommandContext`` to its function."""

    def choose_json(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        ctx.find_object(CommandContext).as_json |= value  # type: ignore[union-attr]  # entry.run gave one

    json_option = click.option(
        "--json", is_flag=True, expose_value=False, callback=choose_json, help="cli.option.json"
    )
    return json_option(lang_option(click.make_pass_decorator(CommandContext)(function)))  # type: ignore[return-value]  # click's decorators keep the function, not its type


def lang_option(function: F) -> F:
    """Add ``--lang``, which is read before parsing (``run_command.run``) and validated here."""
    option = click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, help="cli.option.lang"
    )
    return option(function)
