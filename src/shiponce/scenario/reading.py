"""YAML as text only: no typing by guess, no duplicate keys, no aliases; each node has its mark.

YAML 1.1 reads ``10:30`` as 630, ``NO`` as false and ``on`` as true, so every scalar stays the
text that stands in the file. The tree is built from parser events without recursion, so neither
depth nor an alias that names itself can do harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from shiponce.domain.text import printable
from shiponce.scenario.problems import Mark, Problem, ScenarioProblems
from shiponce.views import Sentence

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, and the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: Bytes; the longest scenario worth reading is a tenth of it.
LARGEST = 1_000_000
DEEPEST = 20
#: Characters of a value or a list of names that a sentence repeats.
_LONGEST = 200

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Keys and list positions from the top of the file.
Place = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """A file as plain data with the mark of every value and key."""

    path: Path
    lines: list[str]
    data: object = None
    values: dict[Place, Mark] = field(default_factory=dict)
    keys: dict[Place, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(
        self, code: str, place: Place, *, key: bool = False, meant: str = "", **facts: object
    ) -> None:
        """Note a problem at *place*: at its key if asked, else at the nearest value that exists."""
        mark = self.keys.get(place) if key else None
        while mark is None and place:
            mark = self.values.get(place) or self.keys.get(place)
            place = place[:-1]
        self.problem(code, mark or self.values.get(()), meant=meant, **facts)

    def problem(self, code: str, mark: Mark | None, *, meant: str = "", **facts: object) -> None:
        """Note a problem at a mark; without one it is the whole file's."""
        source = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        what = Sentence(f"scenario.problem.{code}", _clean(facts))
        self.problems.append(Problem(what, mark, source, meant))


def read(path: Path | str) -> Document:
    """The file as a document; ScenarioProblems when there is no tree to speak of."""
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
    try:
        if path.stat().st_size > LARGEST:
            raise _whole(path, "too_large", most=LARGEST // 1000)
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as bad:
        raise _whole(path, "not_there") from bad
    except IsADirectoryError as bad:
        raise _whole(path, "folder") from bad
    except OSError as bad:
        raise _whole(path, "unreadable", what=bad.strerror or type(bad).__name__) from bad
    except UnicodeDecodeError as bad:
        line = bytes(bad.object[: bad.start]).count(b"\n") + 1
        raise _whole(path, "not_utf8", line=line) from bad


def _whole(path: Path, code: str, **facts: object) -> ScenarioProblems:
    return ScenarioProblems(path, [Problem(Sentence(f"scenario.problem.{code}", _clean(facts)))])


def _clean(facts: dict[str, object]) -> dict[str, object]:
    """What stands in the file is shown as harmless text, and not at any length."""
    return {
        name: printable(value, _LONGEST) if isinstance(value, str) else value
        for name, value in facts.items()
    }


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet."""

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
        at = bad.problem_mark or bad.context_mark
        document.data = None
        document.problem(
            "yaml",
            Mark(min(at.line, len(document.lines) - 1), at.column) if at else None,
            what=bad.problem or bad.context or "",
        )


def _take(event: yaml.NodeEvent, stack: list[_Open], document: Document) -> bool:
    """Put one node in its place; False when reading on makes no sense."""
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
    place = _place(parent)
    value = _value(event)
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
        if len(stack) > DEEPEST:
            document.data = None
            document.problem("too_deep", mark, most=DEEPEST)
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
        document.problem("duplicate_key", mark, key=event.value, line=first)
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
    if start is None or end is None:  # an event built by hand: the parser marks each of its own
        return Mark(0, 0)
    length = end.column - start.column if start.line == end.line else 1
    return Mark(start.line, start.column, max(1, length))
