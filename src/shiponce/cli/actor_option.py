"""``--by``: the option that names who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from shiponce.cli.context import CommandContext
from shiponce.domain.actor import actor_name
from shiponce.errors import BadInput

F = TypeVar("F", bound=Callable[..., object])


def acts(function: F) -> F:
    """Add ``--by NAME`` to a command that changes something; a blank name is refused."""

    def choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is None or ctx.resilient_parsing:
            return
        name = actor_name(value)
        if not name:
            raise BadInput("error.no_actor")
        ctx.find_object(CommandContext).by = name  # type: ignore[union-attr]  # entry.run gave one

    option = click.option(
        "--by", metavar="NAME", expose_value=False, callback=choose, help="cli.option.by"
    )
    return option(function)
