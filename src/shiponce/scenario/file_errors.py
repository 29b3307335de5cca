"""Errors of a scenario file: each with its line and a caret under it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from shiponce.domain.text_sanitizing import printable
from shiponce.errors import BadInput
from shiponce.scenario import size_limits
from shiponce.views.sentence import Sentence
from shiponce.words import say
from shiponce.words.families import Family

#: Every error that a file can have. Its key, the *code* that ``Document.report`` takes, is the
#: last part of the sentence's code.
PROBLEM = Family(
    "scenario.problem.{}",
    (
        "alias",
        "answer",
        "backwards",
        "blank",
        "changes_nothing",
        "choice",
        "connected",
        "control",
        "count",
        "currency",
        "dash",
        "documents",
        "duplicate_key",
        "duration",
        "empty",
        "ends_late",
        "folder",
        "forbidden",
        "glued",
        "hundredths",
        "idle",
        "instant",
        "invalid",
        "invariant",
        "key_not_text",
        "missing",
        "money",
        "money_places",
        "money_size",
        "name",
        "never",
        "no_copy",
        "no_market",
        "no_second_hub",
        "not_in_hub",
        "not_connected",
        "not_imported",
        "not_in_order",
        "not_sold",
        "not_there",
        "not_upgraded",
        "not_utf8",
        "nothing_to_import",
        "nothing_to_refuse",
        "offset",
        "one_check",
        "one_of",
        "one_rule",
        "one_store",
        "only_for",
        "only_manual",
        "only_with",
        "quantity",
        "rule_operator",
        "rule_refused",
        "second_hub_twice",
        "statement",
        "tag",
        "too_deep",
        "too_far",
        "too_few",
        "too_large",
        "too_many",
        "too_many_steps",
        "too_many_values",
        "twice",
        "two_verbs",
        "unknown_code",
        "unknown_connector",
        "unknown_currency",
        "unknown_finding",
        "unknown_key",
        "unknown_key_of",
        "unknown_market",
        "unknown_operation",
        "unknown_purchase",
        "unknown_rule",
        "unknown_side",
        "unknown_sku",
        "unknown_statement",
        "unknown_store",
        "unknown_way",
        "unreadable",
        "unwritable",
        "utf_16",
        "wait",
        "wants_blank",
        "wants_keys",
        "wants_list",
        "wants_text",
        "weight",
        "weight_size",
        "yaml",
        "yaml_character",
        "yaml_colon",
        "yaml_curly",
        "yaml_dash",
        "yaml_escape",
        "yaml_indent",
        "yaml_no_colon",
        "yaml_quote",
        "yaml_square",
        "yaml_tab",
        "year",
        "yes_no",
    ),
)

#: Maximum characters shown of a source line; of a longer line, the part around the caret is shown.
_WIDEST = 96
#: For an unknown name with more characters than this, no similar known name is suggested.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """A position in the file: zero-based line and column, length in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a file; without a mark it concerns the whole file."""

    what: Sentence
    mark: Mark | None = None
    #: The text of the line that *mark* is in.
    source: str = ""
    #: The name that was probably meant, or ''.
    meant: str = ""

    def sentence(self, language: str = "en") -> str:
        """Return the error in the reader's language, with the likely correction."""
        facts = {
            name: say(fact.code, language, **fact.facts) if isinstance(fact, Sentence) else fact
            for name, fact in self.what.facts.items()
        }
        text = say(self.what.code, language, **facts)
        return text + say("scenario.problem.meant", language, name=self.meant) * bool(self.meant)

    def block(self, width: int, language: str = "en") -> str:
        """Return the source line with the caret; *width* is the width of the line numbers."""
        text = self.sentence(language)
        if self.mark is None:
            return f"  {text}"
        line, column = _window(self.source, self.mark.column)
        carets = "^" * max(1, min(self.mark.length, len(line) - column))
        number = str(self.mark.line + 1).rjust(width)
        return f"  {number} | {line}\n  {' ' * width} | {' ' * column}{carets} {text}"


class ScenarioProblems(BadInput):
    """A scenario file that cannot be played, with all its errors."""

    def __init__(self, path: Path | str, problems: Iterable[Problem]) -> None:
        #: The errors without duplicates, sorted by position in the file.
        self.problems = tuple(sorted({_identity(p): p for p in problems}.values(), key=_place))
        self.path = Path(path)
        super().__init__("scenario.problems", file=shown(self.path), n=len(self.problems))

    def text(self, language: str = "en") -> str:
        """Return the heading and up to ``MOST_SHOWN`` errors as text; count the other errors."""
        shown = self.problems[: size_limits.MOST_SHOWN]
        width = max((len(str(p.mark.line + 1)) for p in shown if p.mark), default=1)
        blocks = [problem.block(width, language) for problem in shown]
        if more := len(self.problems) - len(shown):
            blocks.append("  " + say("scenario.problem.more", language, n=more))
        return "\n".join([say(self.code, language, **self.facts), *blocks])

    def __str__(self) -> str:
        return self.text()


def shown(path: Path) -> str:
    """Return a path as harmless text, even if it has bytes that are no text."""
    return printable(os.fsencode(path).decode("utf-8", "replace"), 1000)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that *name* was probably meant to be, or ''."""
    if len(name) > _LONGEST_NAME:
        return ""
    found = difflib.get_close_matches(name, sorted(known), n=5, cutoff=0.6)
    return max(found, key=lambda one: _likeness(name, one), default="")


def _likeness(name: str, other: str) -> tuple[float, int]:
    """Return how alike two names are: their similarity, then the length of the common start."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False))
    return difflib.SequenceMatcher(None, other, name).ratio(), len(list(alike))


def choices(names: Sequence[str]) -> str:
    """Return the names, quoted and separated by commas, for a sentence."""
    return ", ".join(f"'{name}'" for name in names)


def _identity(problem: Problem) -> str:
    return repr((problem.mark, problem.what))


def _place(problem: Problem) -> tuple[int, int]:
    return (problem.mark.line, problem.mark.column) if problem.mark else (-1, 0)


def _window(source: str, column: int) -> tuple[str, int]:
    """Return the part of a line around a column, and the column's new position."""
    shown = "".join(c if c.isprintable() else " " if c == "\t" else "·" for c in source)
    if len(shown) <= _WIDEST:
        return shown, column
    start = max(0, min(column - _WIDEST // 2, len(shown) - _WIDEST))
    return shown[start : start + _WIDEST], column - start
