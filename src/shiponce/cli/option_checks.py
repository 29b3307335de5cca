"""Refuse options that would have no effect: empty, repeated or contradicting ones.

A user who types an option expects an effect. If an option cannot take effect, or two options
contradict each other, nothing is done and the error names the options (exit code 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
from click.core import ParameterSource

from shiponce.domain.text_sanitizing import printable
from shiponce.domain.user_input import typed
from shiponce.errors import BadInput

#: The options of ``shiponce`` itself that affect only commands which open the hub.
_OF_THE_HUB = {"db": "--db", "platforms": "--platforms", "config": "--config"}


@dataclass(frozen=True, slots=True)
class GivenOptions:
    """A parsed command line: the parameters' values, and the order in which they were typed."""

    values: dict[str, object]
    order: Sequence[click.Parameter]
    #: The words after a group's own options: its subcommand and the subcommand's words.
    rest: Sequence[str]

    @classmethod
    def parsed(cls, command: click.Command, ctx: click.Context, args: list[str]) -> GivenOptions:
        """Parse *args* again, because click's values do not show how often an option was given."""
        values, rest, order = command.make_parser(ctx).parse_args(list(args))
        return cls(dict(values), order, rest)

    @property
    def options(self) -> Sequence[click.Option]:
        """Return the given options; a repeated option is listed once for each occurrence."""
        return [param for param in self.order if isinstance(param, click.Option)]

    @property
    def names(self) -> list[str]:
        """Return the long names of the given options, each once."""
        return list(dict.fromkeys(map(long_name, self.options)))


def long_name(option: click.Option) -> str:
    """Return the long form of an option."""
    return max(option.opts, key=len)


def check(
    command: click.Command,
    ctx: click.Context,
    given: GivenOptions,
    exclusive: Sequence[Sequence[str]],
) -> None:
    """Raise BadInput for the first option that cannot take effect."""
    _check_values(command, ctx, given)
    _check_repeats(given)
    _check_exclusive(given, [*exclusive, *_same_place(command, ctx)])


def check_before(ctx: click.Context, given: GivenOptions) -> None:
    """Refuse a group's own options before a subcommand: the subcommand would ignore them."""
    lost = [option for option in given.options if option.expose_value]
    if lost and given.rest:
        inner = f"{ctx.command_path} {printable(given.rest[0])}"
        raise BadInput("cli.bad.before_command", name=long_name(lost[0]), command=inner)


def check_hubless(ctx: click.Context) -> None:
    """Refuse ``shiponce``'s options for the hub before a command that opens no hub."""
    root = ctx.find_root()
    for param, name in _OF_THE_HUB.items():
        if root.get_parameter_source(param) is ParameterSource.COMMANDLINE:
            raise BadInput("cli.bad.without_hub", name=name, command=ctx.command_path)


def _check_values(command: click.Command, ctx: click.Context, given: GivenOptions) -> None:
    known = {name for param in command.get_params(ctx) for name in param.opts if name[:1] == "-"}
    for param in dict.fromkeys(given.order):
        if isinstance(param, click.Option) and (param.is_flag or param.count):
            continue
        name = parameter_name(param, ctx)
        for text in _texts(given.values.get(param.name or "")):
            path = isinstance(param.type, click.Path)
            dash = isinstance(param.type, click.Path) and param.type.allow_dash
            if not text.strip():
                raise BadInput("cli.bad.empty", name=name)
            if path and text == "-" and not dash:
                raise BadInput("cli.bad.dash", name=name)
            if isinstance(param, click.Option) and text.partition("=")[0] in known:
                raise BadInput("cli.bad.option_for_value", name=name, value=printable(text))
            if not path and not _is_unicode(text):
                raise BadInput("cli.bad.no_text", name=name)
            if not path and not typed(text):
                raise BadInput("cli.bad.empty", name=name)


def parameter_name(param: click.Parameter, ctx: click.Context | None) -> str:
    """Return an option's long name, or an argument as it stands in the usage line."""
    if isinstance(param, click.Option):
        return long_name(param)
    return param.make_metavar(ctx or click.Context(click.Command("shiponce")))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (text for text in value if isinstance(text, str))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _check_repeats(given: GivenOptions) -> None:
    for option in dict.fromkeys(given.options):
        once = not (option.multiple or option.is_flag or option.count)
        if once and given.order.count(option) > 1:
            raise BadInput("cli.bad.twice", name=long_name(option))


def _same_place(command: click.Command, ctx: click.Context) -> Iterator[list[str]]:
    """Yield lists of options that set one parameter, such as ``--hidden`` and ``--to-decide``."""
    places: dict[str | None, list[str]] = {}
    for param in command.get_params(ctx):
        if isinstance(param, click.Option):
            places.setdefault(param.name, []).append(long_name(param))
    yield from places.values()


def _check_exclusive(given: GivenOptions, groups: Sequence[Sequence[str]]) -> None:
    for group in groups:
        found = [name for name in given.names if name in group]
        if len(found) > 1:
            raise BadInput("cli.bad.exclusive", first=found[0], second=found[1])
