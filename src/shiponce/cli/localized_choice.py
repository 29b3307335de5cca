"""Option values with a name in each language; users can type the value or any of its names."""

from __future__ import annotations

from collections.abc import Sequence

import click

from shiponce.words import LANGUAGES, say
from shiponce.words.families import Family


class LocalizedChoice(click.Choice[str]):
    """A choice of values that also accepts each value's name, in any language.

    *names* maps a value to the code of its name.
    """

    def __init__(self, values: Sequence[str], names: Family) -> None:
        super().__init__(values)
        self._names = names

    def called(self, value: str, language: str) -> str:
        """Return the value, followed by its name in *language* if the two differ."""
        code = self._names.get(value)
        name = say(code, language) if code else value
        return value if name.casefold() == value.replace("_", " ") else f"{value} ({name})"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the value for a typed value or name."""
        if isinstance(value, str):
            value = self._meant().get(value.strip().casefold(), value)
        return super().convert(value, param, ctx)

    def _meant(self) -> dict[str, str]:
        known = [(one, code) for one in self.choices if (code := self._names.get(one))]
        return {
            say(code, language).casefold(): one for language in LANGUAGES for one, code in known
        }
