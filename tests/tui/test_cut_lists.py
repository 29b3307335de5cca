"""A list of the screen that shows not every row says so."""

from __future__ import annotations

import pytest

from shiponce.tui.screens import notifications
from shiponce.words import LANGUAGES
from tests.doubles.hub_in_memory import FakeHub
from tests.tui.conftest import SMALL, open_terminal


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_cut_list_of_notifications_says_so(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """With the number of notifications, and the command that lists all of them."""
    hub = FakeHub()
    n = hub.as_hub().notifications.count()
    assert n > 2
    for shown, cut in ((2, True), (n, False)):
        monkeypatch.setattr(notifications, "_SHOWN", shown)
        async with open_terminal(hub.as_hub(), size=SMALL, language=language) as terminal:
            await terminal.press("2")
            assert (f"--limit {n}`" in terminal.of("#intro")) is cut
