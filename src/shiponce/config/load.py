"""Read a configuration file and report everything that is wrong with it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from stat import S_IRGRP, S_IROTH
from typing import Any

from pydantic import BaseModel, ValidationError

from shiponce.config.renamed_keys import rename_keys, renamed_lines
from shiponce.config.schema import ELSEWHERE, SECRETS, STORE_PART, FilePart, PrinterPart, StorePart
from shiponce.decisions.store_validation import flaws, name_flaw
from shiponce.domain.platform import StoreOption
from shiponce.domain.printing import PrinterSettings
from shiponce.domain.settings import Settings
from shiponce.errors import BadInput
from shiponce.platforms.credentials_from_environment import variable
from shiponce.words import say
from shiponce.words.families import platform_word

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One error in the file; it never quotes a value, which may be a secret."""

    line: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence_in(self, file: str, language: str) -> str:
        """Return file, line and sentence."""
        return f"{file}:{self.line}: {say(self.code, language, **self.facts)}"


class ConfigProblems(BadInput):
    """The configuration is unusable; *problems* lists every error."""

    def __init__(self, file: Path, problems: Sequence[Problem]) -> None:
        super().__init__("config.problems", file=str(file), n=len(problems))
        self.problems = tuple(problems)

    def sentence_in(self, language: str) -> str:
        """Return one line for each error."""
        file = str(self.facts["file"])
        return "\n".join(problem.sentence_in(file, language) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration that was read, or an empty one."""

    file: Path | None = None
    part: FilePart = field(default_factory=FilePart)
    lines: Mapping[Place, int] = field(default_factory=dict)
    #: True if users other than the owner may read the file.
    readable: bool = False
    #: Old keys in the file, each with its present name.
    renamed: tuple[Problem, ...] = ()

    @property
    def settings(self) -> Settings:
        """The hub's settings: the file's values, else the defaults."""
        plain = Settings()
        return Settings(
            replace(plain.importing, **_said(self.part.importing)),
            replace(plain.notifications, **_said(self.part.notifications)),
            replace(plain.shipping, **_said(self.part.shipping)),
            replace(plain.documents, **self._documents()),
        )

    def _documents(self) -> dict[str, Any]:
        """Return the values for documents; a font's path starts at the file's folder."""
        said = _said(self.part.documents)
        font = self.path(said.get("font"))
        return said | ({"font": str(font)} if font else {})

    @property
    def printers(self) -> tuple[PrinterSettings, ...]:
        """The printers; a folder's path starts at the file's folder."""
        return tuple(
            one.settings(name, str(self.path(one.path) or ""))
            for name, one in self.part.printers.items()
        )

    @property
    def exposed(self) -> tuple[str, ...]:
        """The stores with a secret in the configuration file, if other users can read the file."""
        if not self.readable:
            return ()
        return tuple(name for name, store in self.part.stores.items() if store.literal)

    def path(self, written: str | None) -> Path | None:
        """Return the path *written* in the file.

        ``~`` is expanded; a relative path starts at the file's folder.
        """
        if written is None or self.file is None:
            return None
        return self.file.parent / Path(written).expanduser()

    def variables(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Return the environment, plus the file's credentials and ship-from addresses.

        If both set a variable, the environment's value is used.
        """
        found: dict[str, str] = {}
        for name, store in self.part.stores.items():
            for secret in store.wanted:
                found[variable(name, secret.upper())] = self._secret(store, secret, environment)
            dock: dict[str, str] = store.ship_from.model_dump() if store.ship_from else {}
            for part, text in dock.items():
                found[variable(name, f"SHIP_FROM_{part.upper()}")] = text
        return found | {name: value for name, value in environment.items() if value}

    def _secret(self, store: StorePart, secret: str, environment: Mapping[str, str]) -> str:
        literal, env, file = (getattr(store, way) for way in ways_of(secret))
        if literal is not None:
            return str(literal.get_secret_value())
        if env is not None:
            return environment.get(env, "")
        path = self.path(file)
        try:
            return path.read_text("utf-8").strip() if path else ""
        except (OSError, UnicodeDecodeError):
            return ""


def ways_of(secret: str) -> tuple[str, ...]:
    """Return the keys that can give a secret: its own name, ``…_env`` and ``…_file``."""
    return (secret, *(f"{secret}_{way}" for way in ELSEWHERE))


def _said(part: BaseModel) -> dict[str, Any]:
    return part.model_dump(exclude_none=True)


#: Maximum size of a configuration file; a file with a thousand stores has a tenth of this size.
MOST_BYTES = 1_000_000


def load(file: Path) -> Config:
    """Read the configuration in *file*; ConfigProblems lists every error in it."""
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        readable = bool(file.stat().st_mode & (S_IRGRP | S_IROTH))
    except OSError as bad:
        raise BadInput("config.unreadable", file=str(file)) from bad
    if len(content) > MOST_BYTES:
        raise BadInput("config.too_large", file=str(file), most=MOST_BYTES // 1000)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as bad:
        line = content.count(b"\n", 0, bad.start) + 1
        raise ConfigProblems(file, [Problem(line, "config.not_utf8")]) from None
    text = text.replace("\r\n", "\n")  # as a text file is read
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        raise ConfigProblems(file, [_no_toml(bad, text)]) from None  # *bad* may quote a secret
    lines: dict[Place, int] = lines_of(text)
    renamed = []
    for old, new in rename_keys(data):
        facts = {"key": ".".join(old), "now": ".".join(new)}
        renamed.append(Problem(line_at(old, lines), "config.renamed_key", facts))
        lines = renamed_lines(lines, old, new)
    found = [
        *_of_stores(data.get("stores"), lines),
        *_of_printers(data.get("printers"), lines),
    ]
    part = FilePart()
    try:
        part = FilePart.model_validate(data)
    except ValidationError as bad:
        found += _problems(bad, lines)
    if found:
        raise ConfigProblems(file, sorted(found, key=lambda problem: problem.line))
    return Config(file, part, lines, readable, tuple(renamed))


def _of_stores(tables: object, lines: Mapping[Place, int]) -> Iterator[Problem]:
    """Yield a problem for each wrong name, account or market of a store with a valid table."""
    for name, table in tables.items() if isinstance(tables, dict) else ():
        try:
            store = STORE_PART.model_validate(table)
        except ValidationError:
            continue  # the validation of the whole file reports this table
        named = name_flaw(name)
        for flaw in (*((named,) if named else ()), *flaws(store.described)):
            place = ("stores", name) if flaw.key == "name" else ("stores", name, flaw.key)
            yield Problem(line_at(place, lines), flaw.code, flaw.facts)
        if store.ship_from is not None and not store.platform.has_option(StoreOption.SHIP_FROM):
            place = ("stores", name, "ship_from")
            facts = {"platform": platform_word(store.platform)}
            yield Problem(line_at(place, lines), "error.no_such_choice_ship_from", facts)


def _of_printers(tables: object, lines: Mapping[Place, int]) -> Iterator[Problem]:
    """Yield a problem for each further printer that is the default for the same paper."""
    taken: dict[str, str] = {}
    for name, table in tables.items() if isinstance(tables, dict) else ():
        defaults = table.get("default_for") if isinstance(table, dict) else None
        for paper in defaults if isinstance(defaults, list) else ():
            first = taken.setdefault(str(paper), name)
            if first != name:
                facts = {"paper": str(paper), "first": first, "second": name}
                place = ("printers", name, "default_for")
                yield Problem(line_at(place, lines), "config.two_defaults", facts)


def _no_toml(bad: tomllib.TOMLDecodeError, text: str) -> Problem:
    at = re.search(r"at line (\d+)", str(bad))
    line = int(at[1]) if at else max(1, len(text.splitlines()))
    return Problem(line, "config.no_toml")


def lines_of(text: str) -> dict[Place, int]:
    """Return the line of each table and key of a well-formed file.

    Keys inside inline tables (``{…}``) are left out.
    """
    found: dict[Place, int] = {}
    table: Place = ()
    ends = ""
    for number, line in enumerate(text.splitlines(), 1):
        if ends:
            ends = "" if ends in line else ends
            continue
        if head := re.match(r"\s*\[(.*)\]\s*(#.*)?$", line):
            table = _path(head[1])
            found.setdefault(table, number)
        elif (key := re.match(r"\s*([^#=]+?)\s*=(.*)$", line)) and (path := _path(key[1])):
            found.setdefault((*table, *path), number)
            ends = next((q for q in ('"""', "'''") if key[2].count(q) == 1), "")
    return found


def _path(key: str) -> Place:
    """Return the parts of a dotted, perhaps quoted TOML key; () if it is not a key."""
    try:
        data: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    found: list[str] = []
    while isinstance(data, dict):
        name, data = next(iter(data.items()))
        found.append(name)
    return tuple(found)


def line_at(place: Place, lines: Mapping[Place, int]) -> int:
    """Return the line of a key, or of the table it belongs to; 1 for the file itself."""
    for length in range(len(place), 0, -1):
        if place[:length] in lines:
            return lines[place[:length]]
    return min((line for path, line in lines.items() if path[: len(place)] == place), default=1)


#: pydantic's type of error → our sentence; every other type becomes ``config.value``.
_CODES = {
    "missing": "config.missing",
    "string_type": "config.text",
    "string_too_short": "config.blank",
    "bool_type": "config.yes_no",
    "int_type": "config.number",
    "model_type": "config.table",
    "model_attributes_type": "config.table",
    "dict_type": "config.table",
    "span": "config.span",
    "span_short": "config.span_short",
    "time": "config.time",
    "zone": "config.zone",
    "two_secrets": "config.two_secrets",
    "not_its_secret": "config.not_its_secret",
    "not_its_integration": "config.not_its_integration",
    "not_its_printer_key": "config.not_its_printer_key",
    "printer_needs": "config.printer_needs",
    "queue_name": "config.queue_name",
    "list_type": "config.list",
    "greater_than_equal": "config.port",
    "less_than_equal": "config.port",
}


def _problems(bad: ValidationError, lines: Mapping[Place, int]) -> list[Problem]:
    found = []
    for error in bad.errors(include_url=False, include_input=False):
        place = tuple(str(step) for step in error["loc"] if not _is_inner(str(step)))
        code, facts = _sentence(error["type"], place, error.get("ctx", {}))
        found.append(Problem(line_at(place, lines), code, facts))
    return sorted(found, key=lambda problem: problem.line)


def _is_inner(step: str) -> bool:
    """Return True if *step*, one step of an error's path, names a pydantic validator, not a key."""
    return "[" in step or "(" in step


def _sentence(kind: str, place: Place, ctx: Mapping[str, Any]) -> tuple[str, dict[str, object]]:
    facts: dict[str, object] = {"key": ".".join(place)}
    if kind == "extra_forbidden":
        known = list(_keys(place[:-1]))
        near = get_close_matches(place[-1], known, 1)
        if near:
            return "config.unknown_key_like", facts | {"near": near[0]}
        return "config.unknown_key", facts | {"known": ", ".join(known)}
    if kind in ("enum", "literal_error"):
        choices = str(ctx["expected"]).replace("'", "").replace(" or ", ", ")
        return "config.choice", facts | {"choices": choices}
    if "key" in ctx:
        facts["key"] = ".".join((*place, str(ctx["key"])))
    facts |= {name: ctx[name] for name in ("platform", "secrets", "kind") if name in ctx}
    return _CODES.get(kind, "config.value"), facts


def _keys(place: Place) -> Iterator[str]:
    """Yield the keys that a table may have, including ``…_env`` and ``…_file`` for secrets."""
    models: dict[str, type[BaseModel]] = {
        name: field.annotation  # type: ignore[misc]  # tables all, but for the stores
        for name, field in FilePart.model_fields.items()
        if name not in ("stores", "printers")
    }
    if not place:
        yield from FilePart.model_fields
    elif place[0] == "printers":
        yield from PrinterPart.model_fields
    elif place[0] in models:
        yield from models[place[0]].model_fields
    elif place[-1] == "ship_from":
        from shiponce.config.schema import ShipFromPart

        yield from ShipFromPart.model_fields
    else:
        yield from STORE_PART.model_fields


__all__ = [
    "SECRETS",
    "Config",
    "ConfigProblems",
    "Problem",
    "line_at",
    "lines_of",
    "load",
    "ways_of",
]
