"""The terminal interface. Importing this package is cheap: ``run_app`` loads Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shiponce.hub import Hub
    from shiponce.scenario.demo_market import DemoMarket
    from shiponce.tui.app import ShiponceApp
    from shiponce.tui.hub_source import HubSource


def run_app(
    hub: Hub | HubSource,
    *,
    language: str,
    market: DemoMarket | None = None,
    first_screen: str = "orders",
) -> int:
    """Show the hub until the person quits; *market* adds a simulated market with its own time.

    A HubSource opens its hub after the first frame. An error of opening or closing it is raised
    once the terminal is restored.

    Return 0, or 128 plus the number of the signal that ended the app: 130 for Ctrl+C.
    """
    import asyncio
    import gc

    # Until the first frame there is no garbage; ``ShiponceApp.begin`` turns collecting on again.
    gc.disable()
    from shiponce.tui.app import ShiponceApp

    # Poll a simulated market often, so that its changes show at once; poll a real hub less.
    poll_interval = 0.5 if market is not None else 2.0
    app = ShiponceApp(
        hub,
        language=language,
        market=market,
        first_screen=first_screen,
        poll_interval=poll_interval,
    )
    try:
        asyncio.run(_run(app))
    finally:
        gc.enable()
    if (fault := app.worker_threads.fault) is not None:
        raise fault
    return app.return_code or 0


async def _run(app: ShiponceApp) -> None:
    """Run the app; a signal quits it in the normal way, so that the terminal is restored."""
    import asyncio
    import signal
    from contextlib import suppress

    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue
        with suppress(NotImplementedError):  # Windows, where the console ends the program
            loop.add_signal_handler(number, app.stop, int(number))
    await app.run_async()
