"""Replace older words in scenario files with today's words; keep comments and layout."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shiponce.persistence.atomic_files import made_beside
from shiponce.scenario.file_errors import PROBLEM, Problem, ScenarioProblems
from shiponce.scenario.find_scenario_files import files_in
from shiponce.scenario.renamed_words import Rename, modernize
from shiponce.scenario.scenario_file import load
from shiponce.scenario.yaml_reader import read
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A scenario file: the older words in it, and its text with today's words."""

    path: Path
    renames: tuple[Rename, ...]
    text: bytes
    #: True once the file on disk has this text.
    written: bool = False


def upgrade_all(paths: Iterable[Path], *, only_named: bool) -> list[Upgrade | ScenarioProblems]:
    """Rewrite the files in *paths*, and in folders there; if *only_named*, only return the changes.

    A file that cannot be read or written is returned as its errors; the other files are still
    rewritten.
    """
    done: list[Upgrade | ScenarioProblems] = []
    for path in paths:
        try:
            found = files_in(path)
        except ScenarioProblems as problems:
            found = (problems,)
        for each in found:
            try:
                done.append(each if isinstance(each, ScenarioProblems) else _done(each, only_named))
            except ScenarioProblems as problems:
                done.append(problems)
    return done


def _done(path: Path, only_named: bool) -> Upgrade:
    found = upgrade(path)
    if only_named or not found.renames:
        return found
    write(found)
    return replace(found, written=True)


def upgrade(path: Path) -> Upgrade:
    """Return what would change in a file; ScenarioProblems if the file cannot be played."""
    load(path)
    document = read(path)
    renames = modernize(document)
    try:
        content = path.read_bytes()
    except OSError as bad:
        raise _problem(path, "unreadable", what=bad.strerror) from bad
    return Upgrade(path, renames, _edited(content, renames))


def write(done: Upgrade) -> None:
    """Replace the whole file by its text in today's words.

    Before that, read the new text back: it must have the same content as the file, with the words
    renamed. Otherwise the file stays unchanged.
    """
    path = done.path.resolve()
    meant = read(path)
    modernize(meant)
    try:
        with made_beside(path, "upgrade") as draft:
            draft.write_bytes(done.text)
            shutil.copymode(path, draft)
            if read(draft).data != meant.data:
                raise _problem(done.path, "not_upgraded")
            draft.replace(path)
    except OSError as bad:
        raise _problem(done.path, "unwritable", what=bad.strerror) from bad


def _edited(content: bytes, renames: Sequence[Rename]) -> bytes:
    lines = content.decode("utf-8").splitlines(keepends=True)
    for one in reversed(renames):
        line, at = lines[one.mark.line], one.mark.column
        at += line.startswith("\ufeff")  # a mark's column does not count the byte order mark
        lines[one.mark.line] = line[:at] + one.new + line[at + one.mark.length :]
    return "".join(lines).encode("utf-8")


def _problem(path: Path, code: str, **facts: object) -> ScenarioProblems:
    return ScenarioProblems(path, [Problem(Sentence(PROBLEM[code], facts))])
