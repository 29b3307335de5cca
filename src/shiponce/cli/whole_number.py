"""The type of an argument that is a whole number: an id, a position, or a count."""

from __future__ import annotations

import click

from shiponce.cli.option_checks import parameter_name
from shiponce.errors import BadInput

#: SQLite's largest integer; a larger number cannot be the id of a row.
_MOST = 2**63 - 1


class WholeNumber(click.IntRange):
    """A whole number from 1 that the database can hold: an id, a position, or a count."""

    def __init__(self) -> None:
        super().__init__(min=1)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number; raise BadInput if the number is above ``_MOST``."""
        number: int = super().convert(value, param, ctx)  # type: ignore[arg-type]  # text, as typed
        if number > _MOST:
            name = parameter_name(param, ctx) if param else ""
            raise BadInput("cli.bad.number_to", name=name, least=1, most=_MOST)
        return number
