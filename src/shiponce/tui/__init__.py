"""The hub on a terminal. Importing this costs nothing; Textual is loaded when it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiponce.hub import Hub
    from shiponce.scenario.demo import DemoMarket


def run_app(
    hub: Hub,
    *,
    language: str,
    market: DemoMarket | None = None,
    first_screen: str = "orders",
) -> None:
    """Show the hub until the person leaves; *market* adds a simulated market whose time goes by."""
    from shiponce.tui.app import ShiponceApp

    ShiponceApp(hub, language=language, market=market, first_screen=first_screen).run()
