"""Printing on the screen: one key, a question before a second paper, and never a purchase."""

from __future__ import annotations

from pathlib import Path

import pytest

from shiponce.domain.document import DocumentFormat
from shiponce.domain.printing import PrinterKind, PrinterSettings
from shiponce.domain.shipment import Route
from shiponce.hub import Hub
from shiponce.tui.modals.choose_printer import ChoosePrinter
from shiponce.tui.modals.confirm import Confirm
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.tui.conftest import SMALL, open_terminal

SIZES = pytest.mark.parametrize("size", [SMALL, (160, 50)], ids=["80x24", "160x50"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
TO_SHIPPED = ["right"] * 4


def shop(tmp_path: Path, *names: str) -> tuple[Hub, World]:
    """A hub with one labelled order, and a folder for each printer."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    world.stores["amz"].orders = {an_order().remote_id: an_order()}
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "house:ground")
    printers = []
    for name in names:
        (tmp_path / name).mkdir()
        path = str(tmp_path / name)
        printers.append(PrinterSettings(name, PrinterKind.FOLDER, path=path))
    return Hub(hub._db, world, world.clock, hub._ids, hub._settings, printers), world


def sold(world: World) -> int:
    """How many labels the carriers have sold."""
    return sum(len(world.carriers[route].sold) for route in Route)


@SIZES
@LANGUAGES
async def test_one_key_prints_and_a_second_paper_is_asked_for(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """From the list, and from the order's page; the answer at hand prints nothing."""
    hub, world = shop(tmp_path, "tray")
    tray = tmp_path / "tray"
    async with open_terminal(hub, size=size, language=language) as terminal:
        await terminal.press(*TO_SHIPPED, "p")
        assert len(list(tray.iterdir())) == 1
        done = say("tui.done.print_taken", language, printer="tray", number=an_order().number)
        assert done in terminal.told()
        await terminal.press("enter")
        assert "Tess" in terminal.text()
        assert "PDF" in terminal.text()
        await terminal.press("p")
        assert isinstance(terminal.app.screen, Confirm)
        assert "tray" in terminal.text()
        assert "Tess" in terminal.text()
        await terminal.press("enter")
        assert len(list(tray.iterdir())) == 1
        await terminal.press("p", "right", "enter")
        assert len(list(tray.iterdir())) == 2
    assert sold(world) == 1


@LANGUAGES
async def test_of_several_printers_a_person_chooses(tmp_path: Path, language: str) -> None:
    """Escape prints nothing."""
    hub, _ = shop(tmp_path, "tray", "desk")
    async with open_terminal(hub, language=language) as terminal:
        await terminal.press(*TO_SHIPPED, "p")
        assert isinstance(terminal.app.screen, ChoosePrinter)
        await terminal.press("escape", "p", "down", "enter")
    assert [len(list((tmp_path / name).iterdir())) for name in ("tray", "desk")] == [0, 1]


@LANGUAGES
async def test_without_a_printer_the_way_is_said(tmp_path: Path, language: str) -> None:
    """And nothing happens."""
    hub, _ = shop(tmp_path)
    async with open_terminal(hub, language=language) as terminal:
        await terminal.press(*TO_SHIPPED, "p")
        assert "[printers.NAME]" in terminal.told()
    assert hub.printing.jobs(everything=True) == ()


async def test_a_format_that_the_printer_does_not_take_is_said(tmp_path: Path) -> None:
    """With what it takes."""
    hub, world = shop(tmp_path)
    settings = PrinterSettings(
        "zebra", PrinterKind.FOLDER, path=str(tmp_path), formats=(DocumentFormat.ZPL,)
    )
    hub = Hub(hub._db, world, world.clock, hub._ids, hub._settings, [settings])
    async with open_terminal(hub) as terminal:
        await terminal.press(*TO_SHIPPED, "p")
        assert "ZPL" in terminal.told()
    assert hub.printing.jobs(everything=True) == ()
