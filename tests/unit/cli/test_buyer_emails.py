"""``stores emails`` and what other commands say of it, against a shop that e-mails buyers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mockplace.kernel.records import Account, Product
from mockplace.platforms.bigcommerce.rules.buyer_emails import KEPT, STATUS_EMAIL
from shiponce.cli.run_command import run
from shiponce.domain.store import Integration
from shiponce.hub import Hub
from shiponce.scenario.simulation import Simulation
from shiponce.views.orders import Grid

Output = pytest.CaptureFixture[str]
Run = Callable[..., int]


@pytest.fixture
def place(tmp_path: Path) -> Simulation:
    """A mug bought on Amazon, with its copy, in a hub that knows both stores."""
    simulation = Simulation(seed=7, start=datetime(2026, 11, 20, 9, tzinfo=UTC), limits=False)
    world = simulation.world
    world.open_account(Account("shop", "bigcommerce", ""))
    world.open_account(Account("amz", "amazon", ""))
    world.list_product(Product("MUG", "Mug", 1299, 400, ("amz", "shop")))
    world.buy("mug", "amz", [("MUG", 1, None)])
    world.advance_to(world.now + 300_000)
    with simulation.hub(tmp_path / "hub.db") as hub:
        simulation.connect(hub, "amz")
        simulation.connect(hub, "shop", integration=Integration.LEGACY)
        hub.imports.run_all()
    return simulation


@pytest.fixture
def command(place: Simulation, tmp_path: Path) -> Run:
    """The command line on that hub."""

    @contextmanager
    def opening(file: Path, url: str | None, actor: str) -> Iterator[Hub]:
        with place.hub(tmp_path / "hub.db") as hub:
            yield hub

    return lambda *args: run(list(args), opening=opening)


def own(place: Simulation) -> list[object]:
    """What each channel says of its own, in the shop's own books."""
    found = place.world.state.inventory_records.records
    return [kept.get(STATUS_EMAIL) for (_, kind, _), kept in found.items() if kind == KEPT]


def answer(command: Run, capsys: Output, *args: str) -> dict[str, Any]:
    """What a command answers with ``--json``."""
    capsys.readouterr()
    assert command(*args, "--json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.proves("N6")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_shown_then_said_then_done_and_taken_back(
    place: Simulation, command: Run, capsys: Output, language: str
) -> None:
    """Without --yes nothing changes, and what would change is said with its channels."""
    lang = ("--lang", language)
    assert command("stores", "emails", "shop", *lang) == 0
    shown = capsys.readouterr().out
    assert "Amazon amz" in shown
    assert {"en": "the store's", "fr": "celui de la boutique"}[language] in shown
    assert command("stores", "emails", "shop", "off", *lang) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Amazon amz" in said.err
    assert "--yes" in said.err
    assert own(place) == []
    assert command("stores", "emails", "shop", "off", "--yes", *lang) == 0
    assert "Amazon amz" in capsys.readouterr().out
    assert own(place) == [False]
    assert command("stores", "emails", "shop", "off", "--yes", *lang) == 0
    assert {"en": "nothing was changed", "fr": "rien n’a été modifié"}[language] in (
        capsys.readouterr().out
    )
    assert command("stores", "emails", "shop", "on", *lang) == 1
    assert own(place) == [False]
    assert command("stores", "emails", "shop", "on", "--yes", *lang) == 0
    assert own(place) == [None]


@pytest.mark.proves("N6")
def test_the_answer_as_json(command: Run, capsys: Output) -> None:
    """Each channel with what it says of its own and what holds; what was switched, by name."""
    found = answer(command, capsys, "stores", "emails", "shop")["emails"]
    storefront, amazon = found["channels"]
    assert (storefront["channel"], storefront["marketplace"], storefront["on"]) == ("1", None, True)
    assert (amazon["marketplace"], amazon["own"], amazon["on"]) == ("amazon", None, True)
    assert found["written_to"] == ["Amazon amz"]
    switched = answer(command, capsys, "stores", "emails", "shop", "off", "--yes")
    assert switched["changed"] == switched["emails"]["switched_off"] == ["Amazon amz"]
    row = answer(command, capsys, "stores")["stores"]
    assert [one["emails"] and one["emails"]["written_to"] for one in row] == [None, []]


@pytest.mark.proves("N6")
def test_whoever_ships_is_told_first(place: Simulation, command: Run, capsys: Output) -> None:
    """With the options, with the shipment, at the notification, and in the list of stores."""
    (number,) = [o.order_id for o in place.world.orders_of("amz")]
    second = "two e-mails"
    assert command("stores") == 0
    assert "stores emails shop off" in capsys.readouterr().out
    assert command("ship", number) == 0
    assert second in capsys.readouterr().out
    assert answer(command, capsys, "ship", number)["second_email"]["code"] == "warning.second_email"
    assert command("ship", number, "--carrier", "UPS", "--tracking", "none", "--later") == 2
    assert capsys.readouterr().out == ""  # nothing was shipped, so nobody writes
    assert command("ship", number, "--option", "house:ground", "--later") == 0
    assert capsys.readouterr().out.count(second) == 2
    assert command("notifications") == 0
    assert capsys.readouterr().out.count(second) == 1
    assert command("stores", "emails", "shop", "off", "--yes") == 0
    assert command("stores") == 0
    assert command("notifications") == 0
    assert "two e-mails" not in capsys.readouterr().out
    assert command("notifications", "send") == 0
    assert [mail.store for mail in place.world.mails] == ["amz"]


@pytest.mark.proves("N6")
def test_a_marketplace_is_refused(command: Run, capsys: Output) -> None:
    """It has no such setting."""
    assert command("stores", "emails", "amz") == 1
    assert "amz" in capsys.readouterr().err


@pytest.mark.proves("N6")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_the_storefront_s_channel_no_advice_leads_nowhere(
    lang: str, tmp_path: Path, capsys: Output
) -> None:
    """Every command says that copies stand there and where to mend it; none names the switch."""
    simulation = Simulation(seed=7, start=datetime(2026, 11, 20, 9, tzinfo=UTC), limits=False)
    world = simulation.world
    world.open_account(Account("shop", "bigcommerce", "", connector="bare"))
    world.open_account(Account("amz", "amazon", ""))
    world.list_product(Product("MUG", "Mug", 1299, 400, ("amz", "shop")))
    world.buy("mug", "amz", [("MUG", 1, None)])
    world.advance_to(world.now + 300_000)
    with simulation.hub(tmp_path / "hub.db") as hub:
        simulation.connect(hub, "amz")
        simulation.connect(hub, "shop", integration=Integration.LEGACY)
        hub.imports.run_all()
        (mirror,) = world.orders_of("shop")
        copy, (original,) = (
            hub.orders.find(f"shop:{mirror.order_id}"),
            hub.orders.ids(Grid.AWAITING_SHIPMENT),
        )
        hub.matching.confirm(copy, original, by="Ada", anyway=True)

    @contextmanager
    def opening(file: Path, url: str | None, actor: str) -> Iterator[Hub]:
        with simulation.hub(tmp_path / "hub.db") as hub:
            yield hub

    for told in (
        ("stores", "emails", "shop"),
        ("stores", "emails", "shop", "off", "--yes"),
        ("stores",),
        ("doctor",),
        ("ship", f"#{original}", "--option", "house:ground"),
    ):
        run([*told, "--lang", lang], opening=opening)
        out = capsys.readouterr().out
        assert "Settings › Order notifications" in out, told
        assert "shop off`" not in out, told
