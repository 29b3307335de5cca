"""Read YAML as text: no implicit types, no duplicate keys, no aliases; each node has its position.

YAML 1.1 reads ``10:30`` as 630, ``NO`` as false and ``on`` as true, so every scalar stays the text
in the file. The tree is built from parser events without recursion, so neither deep nesting nor an
alias that refers to itself can do harm.
"""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from shiponce.domain.text_sanitizing import printable
from shiponce.scenario import size_limits
from shiponce.scenario.file_errors import PROBLEM, Mark, Problem, ScenarioProblems
from shiponce.views.sentence import Sentence

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, and the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: The path that means standard input.
STANDARD_INPUT = Path("-")
#: Maximum characters of a value, or of a list of names, that an error message quotes.
_LONGEST = 200
#: If a file has more errors than this, no corrections are suggested for further ones.
_CROWD = 200

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: A key and a value without a blank between them, which YAML reads as one text.
GLUED = re.compile(r"[a-z][a-z ]*:\S")
#: A part of the YAML parser's message → the code of our plain sentence.
_PLAINLY = {
    "mapping values are not allowed": "yaml_colon",
    "unexpected end of stream": "yaml_quote",
    "could not find expected ':'": "yaml_no_colon",
    "',' or ']'": "yaml_square",
    "',' or '}'": "yaml_curly",
    "'-' indicator": "yaml_dash",
    "did not find expected key": "yaml_indent",
    "escape character": "yaml_escape",
    "escape code": "yaml_escape",
}

#: Keys and list positions from the top of the file.
Place = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file as plain data with the position of every value and key."""

    path: Path
    lines: list[str]
    data: object = None
    values: dict[Place, Mark] = field(default_factory=dict)
    keys: dict[Place, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Place of a mapping → the errors about its repeated keys.
    doubled: dict[Place, list[Problem]] = field(default_factory=dict)

    @property
    def crowded(self) -> bool:
        """True if the file has too many errors to suggest corrections for further ones."""
        return len(self.problems) > _CROWD

    def report(
        self, code: str, place: Place, *, key: bool = False, meant: str = "", **facts: object
    ) -> None:
        """Record an error at *place*; mark its key if *key* is set, else the nearest value."""
        mark = self.keys.get(place) if key else None
        while mark is None and place:
            mark = self.values.get(place) or self.keys.get(place)
            place = place[:-1]
        self.problem(code, mark or self.values.get(()), meant=meant, **facts)

    def problem(self, code: str, mark: Mark | None, *, meant: str = "", **facts: object) -> Problem:
        """Record an error at a position; without a position the error concerns the whole file."""
        source = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        what = Sentence(PROBLEM[code], _clean(facts))
        found = Problem(what, mark, source, meant)
        self.problems.append(found)
        return found

    def no_list(self, place: Place, value: object) -> None:
        """Record that *value* at *place* should be a list.

        The usual cause is keys without dashes, so repeated keys at *place* are not reported as
        well.
        """
        for repeated in self.doubled.pop(place, ()):
            self.problems.remove(repeated)
        if isinstance(value, dict) and value:
            self.report("dash", (*place, next(iter(value))), key=True, key_name=next(iter(value)))
        else:
            self.report("wants_list", place)

    def no_keys(self, place: Place, value: object) -> None:
        """Record that *value* at *place* should be keys with values."""
        glued = isinstance(value, str) and GLUED.match(value)
        self.report("wants_blank" if glued else "wants_keys", place)


def read(path: Path | str) -> Document:
    """Read the file as a document; ScenarioProblems if the file contains no readable tree."""
    path = Path(path)
    text = _text(path)
    document = Document(path, text.splitlines() or [""])
    control = _UNPRINTABLE.search(text)
    if control:
        before = text[: control.start()]
        start = before.rfind("\n") + 1
        mark = Mark(before.count("\n"), len(before) - start)
        document.problem("control", mark, character=f"U+{ord(control.group()):04X}")
    else:
        _compose(text, document)
    if document.data is None and not document.problems:
        document.problem("empty", None)
    if document.data is None:
        raise ScenarioProblems(path, document.problems)
    return document


def _text(path: Path) -> str:
    content = b""
    try:
        content = _content(path)
        if len(content) > size_limits.MOST_BYTES:
            raise _whole(path, "too_large", most=size_limits.MOST_BYTES // 1000)
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise _whole(path, "utf_16")
        return content.decode("utf-8-sig")
    except FileNotFoundError as bad:
        raise _whole(path, "not_there") from bad
    except IsADirectoryError as bad:
        raise _whole(path, "folder") from bad
    except PermissionError as bad:
        raise _whole(path, "forbidden") from bad
    except (OSError, ValueError) as bad:
        if isinstance(bad, UnicodeDecodeError):
            line = content[: bad.start].count(b"\n") + 1
            raise _whole(path, "not_utf8", line=line) from bad
        what = getattr(bad, "strerror", None) or type(bad).__name__
        raise _whole(path, "unreadable", what=what) from bad


def _content(path: Path) -> bytes:
    """Return at most ``MOST_BYTES`` + 1 bytes of the file, because a device may never end."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read(size_limits.MOST_BYTES + 1)
    with path.open("rb") as file:
        return file.read(size_limits.MOST_BYTES + 1)


def _whole(path: Path, code: str, **facts: object) -> ScenarioProblems:
    return ScenarioProblems(path, [Problem(Sentence(PROBLEM[code], _clean(facts)))])


def _clean(facts: dict[str, object]) -> dict[str, object]:
    """Return the facts with each text made printable, and shortened to ``_LONGEST``."""
    return {
        name: printable(value, _LONGEST) if isinstance(value, str) else value
        for name, value in facts.items()
    }


@dataclass(slots=True)
class _Open:
    """A mapping or list that is not closed yet."""

    into: dict[str, object] | list[object]
    place: Place
    key: str | None = None


def _compose(text: str, document: Document) -> None:
    stack: list[_Open] = []
    try:
        documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    document.data = None
                    document.problem("documents", _mark(event))
                    return
            elif isinstance(event, yaml.NodeEvent):
                if not _take(event, stack, document):
                    return
            elif isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
    except yaml.MarkedYAMLError as bad:
        document.data = None
        _not_yaml(bad, document)


def _not_yaml(bad: yaml.MarkedYAMLError, document: Document) -> None:
    """Report a parser error in plain words, at the place where the faulty part begins."""
    what = str(bad.problem or bad.context or "")
    at = bad.problem_mark or bad.context_mark
    code = next((code for part, code in _PLAINLY.items() if part in what), "yaml")
    if code in ("yaml_quote", "yaml_square", "yaml_curly"):  # report where the fault begins
        at = bad.context_mark or at
    mark = Mark(min(at.line, len(document.lines) - 1), at.column) if at else None
    here = document.lines[mark.line][mark.column :] if mark else ""
    if code == "yaml" and here[:1] == "\t":
        document.problem("yaml_tab", mark)
    elif code == "yaml" and here[:1] in tuple("@`%"):
        document.problem("yaml_character", mark, character=here[0])
    else:
        document.problem(code, mark, what=what)


def _take(event: yaml.NodeEvent, stack: list[_Open], document: Document) -> bool:
    """Add one node to the tree; False if the rest of the file cannot be used."""
    mark = _mark(event)
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        document.data = None
        document.problem("alias", mark)
        return False
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        document.problem("tag", mark, tag=tag)
    parent = stack[-1] if stack else None
    if parent is not None and isinstance(parent.into, dict) and parent.key is None:
        return _key(event, parent, mark, document)
    return _put(_value(event), stack, mark, document)


def _put(
    value: str | dict[str, object] | list[object],
    stack: list[_Open],
    mark: Mark,
    document: Document,
) -> bool:
    if len(document.values) >= size_limits.MOST_VALUES:
        document.data = None
        document.problem("too_many_values", mark, most=size_limits.MOST_VALUES)
        return False
    parent = stack[-1] if stack else None
    place = _place(parent)
    control = _UNPRINTABLE.search(value) if isinstance(value, str) else None
    if control:  # it came from an escape such as "\x07"; ``read`` rejects raw characters
        document.problem("control", mark, character=f"U+{ord(control.group()):04X}")
    document.values[place] = mark
    if parent is None:
        document.data = value
    elif isinstance(parent.into, list):
        parent.into.append(value)
    elif parent.key is not None:
        parent.into[parent.key] = value
        parent.key = None
    if not isinstance(value, str):
        stack.append(_Open(value, place))
        if len(stack) > size_limits.DEEPEST:
            document.data = None
            document.problem("too_deep", mark, most=size_limits.DEEPEST)
            return False
    return True


def _key(event: yaml.NodeEvent, parent: _Open, mark: Mark, document: Document) -> bool:
    if not isinstance(event, yaml.ScalarEvent):
        document.data = None
        document.problem("key_not_text", mark)
        return False
    place = (*parent.place, event.value)
    if place in document.keys:
        first = document.keys[place].line + 1
        found = document.problem("duplicate_key", mark, key=event.value, line=first)
        document.doubled.setdefault(parent.place, []).append(found)
    else:
        document.keys[place] = mark
    parent.key = event.value
    return True


def _place(parent: _Open | None) -> Place:
    if parent is None:
        return ()
    if isinstance(parent.into, list):
        return (*parent.place, len(parent.into))
    return (*parent.place, parent.key or "")


def _value(event: yaml.NodeEvent) -> str | dict[str, object] | list[object]:
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def _mark(event: yaml.Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # event built by hand: the parser marks all
        return Mark(0, 0)
    length = end.column - start.column if start.line == end.line else 1
    return Mark(start.line, start.column, max(1, length))
