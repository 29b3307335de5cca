"""Write counted things and times in sentences: ``1 unit``, ``2 units``, a date with a time."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel.durations import written


class Counted(int):
    """A number that a noun may be the format of: ``{units:unit}``."""

    def __format__(self, noun: str) -> str:
        """Return the number, with its noun in the singular or plural if there is one."""
        if not noun.isalpha():
            return super().__format__(noun)
        return f"{int(self)} {noun}{'' if self == 1 else 's'}"


#: What a sentence says in place of the tracking number of a package that has none.
NO_NUMBER = "(no number)"
#: The facts that are tracking numbers.
_NUMBERS = ("tracking", "label", "labels", "numbers")


def in_words(when: int) -> str:
    """Return a time (UTC) as people write it: ``2026-11-20 09:00:00``."""
    return written(when).replace("T", " ").removesuffix("Z")


def filled(sentence: str, facts: Mapping[str, object]) -> str:
    """Return a sentence with its facts."""
    counted = {
        name: Counted(fact) if isinstance(fact, int) else fact for name, fact in facts.items()
    }
    counted |= {name: NO_NUMBER for name in _NUMBERS if facts.get(name) == ""}
    return sentence.format_map(counted)
