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

    # A simulated market should be seen to live; a real hub is looked at less often.
    beat = 0.5 if market is not None else 2.0
    app = ShiponceApp(hub, language=language, market=market, first_screen=first_screen, beat=beat)
    app.run()
