"""Open the terminal interface on the user's database or on the simulated market."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from shiponce.cli.context import CommandContext
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused

if TYPE_CHECKING:
    from shiponce.hub import Hub


def on_terminal() -> bool:
    """Return True if stdin and stdout are terminals and TERM is not "dumb"."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def open_screen(context: CommandContext) -> int:
    """Show the user's database until the screen is closed; return the exit code."""
    from shiponce.tui import run_app

    context.language = context.configured_language()
    try:
        with context.notes_held_back():
            return run_app(_Source(context), language=context.language)
    finally:
        # Otherwise the interpreter examines every object at its end, which takes half a second.
        gc.freeze()


class _Source:
    """Opens the database of the command line once the screen has painted its first frame."""

    def __init__(self, context: CommandContext) -> None:
        self._context = context
        self._stack = ExitStack()
        self.actor = context.actor()

    @property
    def language(self) -> str:
        """The reader's language."""
        return self._context.language

    def open_hub(self) -> Hub:
        """Open the hub that command line, environment and configuration describe."""
        return self._stack.enter_context(self._context.hub(begins=True))

    def close(self) -> None:
        """Close the hub."""
        self._stack.close()


def open_demo(context: CommandContext, mode: MatchingMode, seed: int) -> int:
    """Show simulated platforms whose clock runs while the screen is open; return the exit code."""
    if not on_terminal():
        raise Refused("cli.no_terminal")
    from shiponce.scenario.demo_market import DemoMarket
    from shiponce.tui import run_app

    market = DemoMarket(seed=seed, mode=mode)
    try:
        return run_app(market.hub, language=context.language, market=market)
    finally:
        market.close()
