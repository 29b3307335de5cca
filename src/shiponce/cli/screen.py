"""Opens the terminal interface: on the user's own database, or on the simulated market."""

from __future__ import annotations

from shiponce.cli.errand import Errand
from shiponce.domain.platform import MatchingMode


def open_screen(errand: Errand) -> None:
    """The screen on the user's database, until it is left."""
    from shiponce.tui import run_app

    with errand.hub() as hub:
        run_app(hub, language=errand.language)


def open_demo(errand: Errand, mode: MatchingMode, seed: int) -> None:
    """The screen on a simulated market, whose time passes while it is open."""
    from shiponce.scenario.demo import DemoMarket
    from shiponce.tui import run_app

    market = DemoMarket(seed=seed, mode=mode)
    try:
        run_app(market.hub, language=errand.language, market=market)
    finally:
        market.close()
