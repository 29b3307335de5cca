"""Renamed commands and options; the old names are still accepted for one version."""

from __future__ import annotations

from collections.abc import Mapping

import click

from shiponce.cli.terminal_output import put
from shiponce.words import say

#: (path of the group without ``shiponce``, old subcommand) → the present subcommand.
RENAMED_COMMANDS: Mapping[tuple[str, str], str] = {
    ("", "notices"): "notifications",
    ("stores", "notices"): "notifications",
    ("orders", "doubles"): "double-shipments",
}
#: (path of the command, old option) → the present option.
RENAMED_OPTIONS: Mapping[tuple[str, str], str] = {
    ("orders", "--held"): "--to-decide",
    ("orders", "--listed"): "--excluded",
    ("rules add", "--keep-out-copies"): "--exclude-copies",
}


def current_command(ctx: click.Context, word: str) -> str:
    """Return the present name of the subcommand *word*; report an old name on stderr."""
    return _current(ctx, RENAMED_COMMANDS.get((_path(ctx), word), word), word)


def current_options(ctx: click.Context, args: list[str]) -> list[str]:
    """Replace old options in *args* by the present ones; report each replacement on stderr."""
    path, found, ended = _path(ctx), [], False
    for word in args:
        ended = ended or word == "--"
        name, equals, value = word.partition("=")
        new = name if ended else RENAMED_OPTIONS.get((path, name), name)
        found.append(_current(ctx, new, name) + equals + value)
    return found


def _path(ctx: click.Context) -> str:
    names = []
    at: click.Context | None = ctx
    while at is not None and at.parent is not None:
        names.append(at.info_name or "")
        at = at.parent
    return " ".join(reversed(names))


def _current(ctx: click.Context, new: str, old: str) -> str:
    if new != old and not ctx.resilient_parsing:
        put(say("cli.renamed", ctx.obj.language, old=old, new=new), err=True)
    return new
