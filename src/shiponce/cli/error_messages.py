"""Messages for a command that cannot be parsed, and for internal errors."""

from __future__ import annotations

import platform
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click
from click.core import ParameterSource
from click.exceptions import NoSuchCommand, NoSuchOption

from shiponce import __version__
from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.domain.text_sanitizing import printable
from shiponce.words import say

#: Options of every command; ``shiponce`` itself does not have them.
_AFTER_COMMANDS = frozenset({"--json"})


def sentence_of_usage(wrong: click.UsageError, language: str) -> str:
    """Return a message that says what cannot be parsed and which command's ``--help`` to read."""
    command = wrong.ctx.command_path if wrong.ctx else "shiponce"
    return f"{_what(wrong, language)} {say('cli.bad.see_help', language, command=command)}"


def _what(wrong: click.UsageError, language: str) -> str:
    if isinstance(wrong, NoSuchOption):
        if misplaced := _misplaced(wrong, language):
            return misplaced
        known = ", ".join(wrong.possibilities or ())
        code = "cli.bad.option_like" if known else "cli.bad.option"
        return say(code, language, name=printable(wrong.option_name), known=known)
    if isinstance(wrong, NoSuchCommand):
        known = ", ".join(_alike(wrong))
        code = "cli.bad.command_like" if known else "cli.bad.command"
        return say(code, language, name=printable(wrong.command_name), known=known)
    if isinstance(wrong, click.MissingParameter) and wrong.param is not None:
        return say("cli.bad.missing", language, name=_name(wrong.param, wrong.ctx))
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        return _bad_value(wrong, wrong.param, language)
    if isinstance(wrong, click.BadOptionUsage):
        return say("cli.bad.option_value", language, name=printable(wrong.option_name))
    return say("cli.bad.usage", language, what=printable(wrong.format_message().rstrip(".")))


def _misplaced(wrong: NoSuchOption, language: str) -> str:
    """Return a sentence that shows where the option belongs; '' if it belongs nowhere."""
    name, ctx = wrong.option_name, wrong.ctx
    if ctx is None:
        return ""
    root = ctx.find_root()
    ours = [param for param in root.command.params if name in param.opts]
    if ctx is not root and ours:
        option = name if isinstance(ours[0], click.Option) and ours[0].is_flag else f"{name} …"
        example = f"{root.command_path} {option} {ctx.command_path.partition(' ')[2]}"
        return say("cli.bad.belongs_before", language, name=name, example=example)
    if isinstance(ctx.command, click.Group) and name in _AFTER_COMMANDS:
        example = f"{ctx.command_path} … {name}"
        return say("cli.bad.belongs_after", language, name=name, example=example)
    return ""


def _alike(wrong: NoSuchCommand) -> list[str]:
    """Return the commands with names like the typed one, the nearest first."""
    from difflib import get_close_matches  # imported here, because --help does not need it

    group = wrong.ctx.command if wrong.ctx else None
    known = group.list_commands(wrong.ctx) if isinstance(group, click.Group) and wrong.ctx else []
    return get_close_matches(wrong.command_name, known, n=2)


def _bad_value(wrong: click.BadParameter, param: click.Parameter, language: str) -> str:
    name = _name(param, wrong.ctx)
    if isinstance(param.type, click.Choice):
        choices = ", ".join(
            _called(param.type, str(choice), language) for choice in param.type.choices
        )
        return say("cli.bad.choice", language, name=name, choices=choices)
    if isinstance(param.type, type(click.BOOL)):
        return say("cli.bad.yes_no", language, name=name)
    if isinstance(param.type, click.IntRange):
        return say("cli.bad.number_from", language, name=name, least=param.type.min)
    if isinstance(param.type, type(click.INT)):
        return say("cli.bad.number", language, name=name)
    what = printable(wrong.message.rstrip("."))
    return say("cli.bad.value", language, name=name, what=what)


def _called(type_: object, choice: str, language: str) -> str:
    return type_.called(choice, language) if isinstance(type_, LocalizedChoice) else choice


def _name(param: click.Parameter, ctx: click.Context | None) -> str:
    """Return the name of the environment variable, option or argument that must be corrected."""
    if isinstance(param, click.Option):
        source = ctx.get_parameter_source(param.name or "") if ctx else None
        if source is ParameterSource.ENVIRONMENT and isinstance(param.envvar, str):
            return param.envvar
        return max(param.opts, key=len)
    return param.make_metavar(ctx or click.Context(click.Command("shiponce")))


def write_trouble(fault: Exception, language: str) -> str:
    """Write a report of an internal error; return the sentence that names the report's file.

    The report lists the types of the errors and their places in the program. It leaves out the
    errors' texts, because a text may quote an address.
    """
    try:
        file = _trouble_file()
        file.write_text(_account(fault), "utf-8")
    except OSError:
        return say("cli.trouble_unwritten", language, kind=type(fault).__name__)
    return say("cli.trouble", language, kind=type(fault).__name__, file=str(file))


def _trouble_file() -> Path:
    import platformdirs

    folder = platformdirs.user_log_path("shiponce", appauthor=False, ensure_exists=True)
    return folder / f"trouble-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"


def _account(fault: BaseException) -> str:
    lines = [f"shiponce {__version__}, Python {platform.python_version()}, {platform.system()}"]
    cause: BaseException | None = fault
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:  # an error may be its own cause
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {place.filename}:{place.lineno} in {place.name}"
            for place in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"
