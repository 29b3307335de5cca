"""The database goes away under an open screen: it says so for as long as it is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.errors import StoreFileError
from tests.doubles.hub_in_memory import FakeHub, FakeShipping
from tests.doubles.platforms_in_memory import a_hub, an_order
from tests.tui.conftest import open_terminal


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_a_database_that_is_gone_is_said_on_the_screen(tmp_path: Path, language: str) -> None:
    """Nothing crashes, nothing is bought, and the sentence stays when the message has gone."""
    file = tmp_path / "hub.db"
    hub, world = a_hub(str(file))
    world.stores["amz"].orders = {"111-1": an_order(remote_id="111-1")}
    hub.imports.run("amz")
    async with open_terminal(hub, language=language) as terminal:
        file.rename(tmp_path / "elsewhere.db")
        await terminal.press("f5")
        said = {
            "en": "shiponce buys nothing and writes nothing more",
            "fr": "shiponce n’achète et n’écrit plus rien",
        }[language]
        assert said in " ".join(terminal.text().split())
        await terminal.press("s", "enter", "enter")
        assert "hub.db" in terminal.told()
    assert terminal.app.faults == []
    assert all(not carrier.sold for carrier in world.carriers.values())
    hub.close()


@pytest.mark.parametrize(
    "fault",
    [StoreFileError("error.file_busy", file="hub.db"), KeyError("ours")],
    ids=["file", "ours"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_no_title_denies_what_may_be_done_in_part(
    monkeypatch: pytest.MonkeyPatch, language: str, fault: Exception
) -> None:
    """A label may have been bought before the file or the program failed."""

    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(FakeShipping, "ship", fail)
    async with open_terminal(FakeHub().as_hub(), language=language) as terminal:
        say = terminal.app.locale.say
        await terminal.press("s", "enter", "enter")
        assert say("tui.broken_off") in terminal.told()
        assert say("tui.undone.ship") not in terminal.told()
        terminal.app.faults.clear()  # ours was meant
