"""Show the progress of a long replay on stderr if its steps are not printed on the terminal."""

from __future__ import annotations

import sys
import time

import click

from shiponce.domain.text_sanitizing import steerless
from shiponce.words import say

#: Seconds before progress is first shown (a short replay shows none), and between two updates.
_AFTER, _EVERY = 1.0, 0.2
#: Terminal cells of the line; a longer line would wrap and could not be erased.
_WIDTH = 78


def wanted(as_json: bool) -> bool:
    """Return True if stderr is a terminal and the steps are not printed on a terminal."""
    return sys.stderr.isatty() and (as_json or not sys.stdout.isatty())


class Progress:
    """A progress line on stderr that each update overwrites; it is removed at the end."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._next = time.monotonic() + _AFTER
        self._shown = False

    def __call__(self, done: int, of: int, name: str) -> None:
        """Show which run is playing, *done* + 1 of *of*; an empty *name* removes the line."""
        if not name:
            self.clear()
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            text = say("cli.progress", self._language, done=done + 1, of=of, name=name)
            click.echo(f"\r{steerless(text)[:_WIDTH]:<{_WIDTH}}", err=True, nl=False)
            self._shown = True

    def clear(self) -> None:
        """Remove the line."""
        if self._shown:
            click.echo(f"\r{' ' * _WIDTH}\r", err=True, nl=False)
            self._shown = False
