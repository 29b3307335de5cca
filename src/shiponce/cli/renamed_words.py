"""Command words and options of older versions: obeyed for one version under their new names."""

from __future__ import annotations

from collections.abc import Mapping

import click

from shiponce.cli.terminal_output import put
from shiponce.words import say

#: The command's path without ``shiponce``, and its old last word → the word that replaces it.
RENAMED_COMMANDS: Mapping[tuple[str, str], str] = {
    ("", "notices"): "notifications",
    ("stores", "notices"): "notifications",
    ("orders", "doubles"): "double-shipments",
}
#: The command's path and its old option → the option that replaces it.
RENAMED_OPTIONS: Mapping[tuple[str, str], str] = {
    ("orders", "--held"): "--to-decide",
    ("orders", "--listed"): "--excluded",
    ("rules add", "--keep-out-copies"): "--exclude-copies",
}


def current_command(ctx: click.Context, word: str) -> str:
    """Return the subcommand that *word* means, and name it on stderr if the word is old."""
    return _current(ctx, RENAMED_COMMANDS.get((_path(ctx), word), word), word)


def current_options(ctx: click.Context, args: list[str]) -> list[str]:
    """Return *args* with every old option under its new name, each named on stderr."""
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
