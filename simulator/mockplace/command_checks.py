"""Commands that show no traceback, and refuse options that have no effect.

On wrong input or an internal error, a command writes one sentence to stderr and sets the exit code.
On an interrupt or a broken pipe, it only sets the exit code. A closed standard stream causes no
error.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click
from click.core import ParameterSource
from click.exceptions import Exit, NoArgsIsHelpError

_NAME = "mockplace"
_COMPLETE = "_MOCKPLACE_COMPLETE"
#: Errors of a write that lost output: a full or broken disk, a closed stream.
_OUTPUT_LOST = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF})
_FAILED = 1
_BAD_INPUT, _OUR_FAULT, _INTERRUPTED, _PIPE_CLOSED = 2, 70, 130, 141


class Guarded(click.Group):
    """The top-level command group, which reports every error without a traceback."""

    def main(  # type: ignore[override]  # click tells two ways apart; this one always ends
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and end the process with its exit code."""
        _open_streams()
        try:
            code = self._obey(sys.argv[1:] if args is None else list(args), **extra)
            sys.stdout.flush()
        except NoArgsIsHelpError as empty:  # the program's name alone: show its commands
            click.echo(empty.format_message(), err=True)
            code = empty.exit_code
        except click.UsageError as wrong:
            command = wrong.ctx.command_path if wrong.ctx else _NAME
            hint = f"See `{command} --help`."
            code = _complain(f"{wrong.format_message().rstrip('.')}. {hint}", wrong.exit_code)
        except click.ClickException as refused:
            code = _complain(refused.format_message(), refused.exit_code)
        except (click.Abort, KeyboardInterrupt):
            code = _INTERRUPTED
        except BrokenPipeError:
            code = _silenced(_PIPE_CLOSED)
        except Exception as fault:
            if isinstance(fault, OSError) and fault.errno in _OUTPUT_LOST:
                lost = f"the answer could not be written: {fault.strerror}."
                code = _silenced(_complain(lost, _FAILED))
            else:
                code = _complain(_sentence(fault), _OUR_FAULT)
        sys.exit(code)

    def _obey(self, args: list[str], **extra: Any) -> int:
        if instruction := os.environ.get(_COMPLETE):
            from click.shell_completion import shell_complete

            return shell_complete(self, extra, _NAME, _COMPLETE, instruction)
        extra.pop("standalone_mode", None)
        try:
            with self.make_context(_NAME, args, **extra) as ctx:
                self.invoke(ctx)
        except Exit as end:
            return end.exit_code
        return 0


class Strict(click.Command):
    """A command that refuses blank, repeated or contradicting options.

    *needs* maps an option to other options; if the option is given, at least one of the others must
    be given too.
    """

    def __init__(
        self, *args: Any, needs: dict[str, Sequence[str]] | None = None, **attrs: Any
    ) -> None:
        super().__init__(*args, **attrs)
        self.needs = needs or {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments as click does; refuse options that would have no effect."""
        words = list(args)
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            self._check(ctx, words)
        return rest

    def _check(self, ctx: click.Context, words: list[str]) -> None:
        values, _, order = self.make_parser(ctx).parse_args(list(words))
        for param in dict.fromkeys(order):
            name = max(param.opts, key=len)
            found = values.get(param.name or "")
            texts = found if isinstance(found, list | tuple) else (found,)
            if any(isinstance(text, str) and not text.strip() for text in texts):
                raise click.UsageError(f"{name} is empty; give it a value, or leave it out.", ctx)
            once = isinstance(param, click.Option) and not param.multiple
            if once and order.count(param) > 1 and not _same(param, words):
                raise click.UsageError(f"{name} was given twice, and only one can count.", ctx)
        given = [max(p.opts, key=len) for p in order]
        for name, beside in self.needs.items():
            if name in given and not any(other in given for other in beside):
                raise click.UsageError(f"{name} needs {' or '.join(beside)} beside it.", ctx)


def given(ctx: click.Context, parameter: str) -> bool:
    """Return True if the option was given, False if it has its default value."""
    return ctx.get_parameter_source(parameter) is not ParameterSource.DEFAULT


def _same(param: click.Parameter, words: Sequence[str]) -> bool:
    """Return True if an on/off switch was repeated with the same value each time."""
    return isinstance(param, click.Option) and param.is_flag and not (
        set(words) & set(param.opts) and set(words) & set(param.secondary_opts)
    )  # fmt: skip


def _open_streams() -> None:
    """Make sure that stdin, stdout and stderr are open."""
    for number in (0, 1, 2):
        _fill(number)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _fill(number: int) -> None:
    """If descriptor *number* is closed, open the null device there, so that no socket gets it."""
    try:
        os.fstat(number)
    except OSError:
        with suppress(OSError):
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)


def _complain(sentence: str, code: int) -> int:
    with suppress(OSError):
        click.echo(f"Error: {sentence}", err=True)
    return code


def _silenced(code: int) -> int:
    """Redirect stdout to the null device, because its reader is gone; return *code*.

    Otherwise closing stdout would raise another error.
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    return code


def _sentence(fault: Exception) -> str:
    """Return a sentence that names an internal error and its source line, and contains no data."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
    return f"this is a fault of mockplace ({type(fault).__name__} at {place}); please report it."
