"""What the platforms' documents leave open: named questions with possible answers.

The first answer applies by default. Every question names the source of this answer, or says that it
is assumed. Users can choose another answer, and test a program with each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mockplace.kernel.registered_rules import PLATFORMS

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A question that no document answers, and its possible answers."""

    name: str
    question: str
    #: Answer → its meaning, the default first. If empty, any whole number from 1 is an answer.
    answers: Mapping[str, str]
    source: str
    #: The default, if the answer is a number.
    number: int = 0

    @property
    def usual(self) -> str:
        """The default answer."""
        return next(iter(self.answers), str(self.number))

    def allows(self, answer: str) -> bool:
        """Return True if the answer can be chosen."""
        if self.answers:
            return answer in self.answers
        return _NUMBER.fullmatch(answer) is not None

    @property
    def asked_for(self) -> str:
        """The possible answers as one text, such as ``everybody or nobody``."""
        return " or ".join(self.answers) or "a number from 1"


def all_assumptions() -> dict[str, Assumption]:
    """Return every question by its name, platform by platform."""
    return {one.name: one for rules in PLATFORMS.all() for one in rules.assumptions}


class Assumptions:
    """The answers of one world."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self._answers: dict[str, str] = {}
        for name, answer in (answers or {}).items():
            self.choose(name, answer)

    def choose(self, name: str, answer: str) -> None:
        """Choose an answer; raise ValueError if the question or the answer does not exist."""
        known = all_assumptions()
        choice = known.get(name)
        if choice is None:
            raise ValueError(f"there is no choice {name[:80]!r}; there are: {', '.join(known)}")
        if not choice.allows(answer):
            raise ValueError(f"{name} is {choice.asked_for}, not {answer[:80]!r}")
        self._answers[name] = answer

    def of(self, choice: Assumption) -> str:
        """Return the answer to a question."""
        return self._answers.get(choice.name, choice.usual)

    def number(self, choice: Assumption) -> int:
        """Return the answer to a question whose answers are numbers."""
        found = self._answers.get(choice.name)
        return choice.number if found is None else int(found)

    def all(self) -> Iterable[tuple[Assumption, str]]:
        """Return every question with its answer."""
        return [(choice, self.of(choice)) for choice in all_assumptions().values()]
