"""Choices that the program itself calls by a name in each language: every name may be typed."""

from __future__ import annotations

from collections.abc import Sequence

import click

from shiponce.words import LANGUAGES, knows, say


class NamedChoice(click.Choice[str]):
    """A choice of values; ``word.…`` names of them are taken as well, in any language."""

    def __init__(self, values: Sequence[str], family: str = "") -> None:
        super().__init__(values)
        self._path = f"word.{family}." if family else "word."

    def called(self, value: str, language: str) -> str:
        """Return the value to type, with its name beside it where that is another one."""
        code = f"{self._path}{value}"
        name = say(code, language) if knows(code) else value
        return value if name.casefold() == value.replace("_", " ") else f"{value} ({name})"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the value that a text means."""
        if isinstance(value, str):
            value = self._meant().get(value.strip().casefold(), value)
        return super().convert(value, param, ctx)

    def _meant(self) -> dict[str, str]:
        known = [one for one in self.choices if knows(f"{self._path}{one}")]
        return {
            say(f"{self._path}{one}", language).casefold(): one
            for language in LANGUAGES
            for one in known
        }
