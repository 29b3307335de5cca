"""Open the terminal interface on the user's database or on the simulated market."""

from __future__ import annotations

import os
import sys

from shiponce.cli.context import CommandContext
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused


def on_terminal() -> bool:
    """Return True if stdin and stdout are terminals and TERM is not "dumb"."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def open_screen(context: CommandContext) -> int:
    """Show the user's database until the screen is closed; return the exit code."""
    from shiponce.tui import run_app

    with context.hub(begins=True) as hub:
        return run_app(hub, language=context.language)


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
