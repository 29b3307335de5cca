"""Run a command and return its exit code, one of ``exit_codes``."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click
from click.exceptions import Exit, NoArgsIsHelpError

from shiponce.cli.context import CommandContext, Opening
from shiponce.cli.error_messages import sentence_of_usage, write_trouble
from shiponce.cli.exit_codes import (
    BAD_INPUT,
    DONE,
    FAILED,
    INTERRUPTED,
    OUR_FAULT,
    PIPE_CLOSED,
)
from shiponce.cli.root_command import root
from shiponce.cli.terminal_output import put
from shiponce.errors import BadInput, ShiponceError
from shiponce.words import LANGUAGES, language_of, say

#: The environment variable in which a shell asks for completions or for its completion script.
_COMPLETE = "_SHIPONCE_COMPLETE"
#: Errors of a write that lost output: a full or broken disk, a closed stream.
_OUTPUT_LOST = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF})


def run(args: Sequence[str], opening: Opening | None = None) -> int:
    """Run one command; every error becomes one sentence on stderr and an exit code.

    The language is determined before parsing, so that help and errors use it.
    """
    context = CommandContext(LANGUAGES[0], opening=opening)
    try:
        _speak(context, _asked_languages(args))
        return _obey(list(args), context)
    except NoArgsIsHelpError as empty:  # a group of commands alone: show them
        put(empty.format_message(), err=True)
        return BAD_INPUT
    except click.UsageError as wrong:
        return _complain(sentence_of_usage(wrong, context.language), BAD_INPUT)
    except ShiponceError as error:
        sentence = error.sentence_in(context.language)
        return _complain(sentence, BAD_INPUT if isinstance(error, BadInput) else FAILED)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return PIPE_CLOSED
    except Exception as fault:
        return _trouble(fault, context.language)


def _obey(args: list[str], context: CommandContext) -> int:
    if instruction := os.environ.get(_COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(root, {"obj": context}, "shiponce", _COMPLETE, instruction)
    try:
        with root.make_context("shiponce", args, obj=context) as ctx:
            root.invoke(ctx)
    except Exit as end:
        return end.exit_code
    return DONE


def _speak(context: CommandContext, asked: Sequence[str]) -> None:
    context.language = language_of(asked=asked[0] if asked else None)
    context.language_asked = bool(asked)
    if len(set(asked)) > 1:
        raise BadInput("cli.bad.twice", name="--lang")


def _asked_languages(args: Sequence[str]) -> list[str]:
    """Return the value of each ``--lang``, before or after the command."""
    pairs = zip(args, [*args[1:], ""], strict=False)
    return [
        here.removeprefix("--lang=") if here != "--lang" else following
        for here, following in pairs
        if here == "--lang" or here.startswith("--lang=")
    ]


def _trouble(fault: Exception, language: str) -> int:
    """Report output that could not be written, or an internal error."""
    if isinstance(fault, OSError) and fault.errno in _OUTPUT_LOST and fault.filename is None:
        return _complain(say("cli.output_lost", language, fault=fault.strerror), FAILED)
    return _complain(write_trouble(fault, language), OUR_FAULT)


def _complain(sentence: str, code: int) -> int:
    with suppress(OSError):  # stderr may have no reader; the exit code still reports the error
        put(sentence, err=True)
        sys.stderr.flush()
    return code
