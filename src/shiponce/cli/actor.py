"""Who acts on the command line: ``--by``, else SHIPONCE_USER, else the system's user."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TypeVar

import click

from shiponce.cli.context import Errand
from shiponce.domain.actor import PROGRAM, actor_name
from shiponce.errors import BadInput

F = TypeVar("F", bound=Callable[..., object])


def acts(function: F) -> F:
    """Give a command that changes something ``--by NAME``; a blank name is refused."""

    def choose(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is None or ctx.resilient_parsing:
            return
        name = actor_name(value)
        if not name:
            raise BadInput("error.no_actor")
        ctx.find_object(Errand).by = name  # type: ignore[union-attr]  # entry.run gave one

    option = click.option(
        "--by", metavar="NAME", expose_value=False, callback=choose, help="cli.option.by"
    )
    return option(function)


def default_actor(variables: Mapping[str, str] = os.environ) -> str:
    """Name the person at this computer: SHIPONCE_USER, else the operating system's user."""
    return actor_name(variables.get("SHIPONCE_USER", "")) or _system_user()


def _system_user() -> str:
    """Name the user of this process; a user without a name is the program itself."""
    import getpass  # help asks for nobody's name

    try:
        return actor_name(getpass.getuser()) or PROGRAM
    except (OSError, KeyError, ImportError):  # which of them depends on system and version
        return PROGRAM
