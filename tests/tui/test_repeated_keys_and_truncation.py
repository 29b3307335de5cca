"""Keys do what the screen says, once; names keep a word however little room there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import ModalScreen

from shiponce.domain.shipment import Route
from shiponce.hub import Hub
from shiponce.tui.modals.settle_act import SettleAct
from shiponce.tui.screens.notifications import NotificationsScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.widgets.name_truncation import fitted
from shiponce.words import say
from tests.doubles.hub_in_memory import FakeHub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.tui.conftest import SMALL, open_terminal
from tests.tui.test_unknown_acts import LOST, SAW, lose_the_purchase

BOTH = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def place(tmp_path: Path) -> tuple[Hub, World]:
    """An Amazon order with its copy; the order can be shipped."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    return hub, world


def test_names_shrink_the_longest_first_and_never_to_nothing() -> None:
    """What is kept stays whole; two letters are left of the others at least."""
    assert fitted(["Orders", "Notifications"], 30) == ["Orders", "Notifications"]
    assert fitted(["Orders", "Notifications"], 14) == ["Orders", "Notific…"]
    assert fitted(["Orders", "Rules"], 1) == ["Or…", "Ru…"]
    assert fitted(["Orders", "Rules"], 9, ["Orders"]) == ["Orders", "Ru…"]


@BOTH
async def test_every_tab_of_orders_keeps_a_word(language: str) -> None:
    """At 80x24 no list of orders is a bare sign."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL, language=language) as terminal:
        line = next(text for text in terminal.text().splitlines() if "▌" in text)
        assert "◌" not in line
        assert line.count("…") <= 7


async def test_a_message_that_is_said_again_does_not_stack() -> None:
    """Six presses on an empty list leave one message."""
    async with open_terminal(FakeHub(order_count=0).as_hub(), size=SMALL) as terminal:
        await terminal.press("l", "l", "s", "x", "l", "l")
        assert terminal.told().count(say("tui.need.order")) == 1


async def test_the_page_of_an_order_names_the_keys_that_work(place: tuple[Hub, World]) -> None:
    """To be shipped: ship and cancel; shipped: void, and neither ship, cancel nor release."""
    hub, _ = place
    order = hub.orders.find(f"amz:{an_order().number}")
    async with open_terminal(hub, size=SMALL) as terminal:
        terminal.app.push_screen(OrderScreen(order))
        await terminal.rest()
        foot = terminal.text().splitlines()[-1]
        assert keys_in(foot) == {"ship", "cancel"}
        hub.shipping.ship(order, "house:ground")
        await terminal.press("r")
        foot = terminal.text().splitlines()[-1]
        assert keys_in(foot) == {"void"}


def keys_in(foot: str) -> set[str]:
    """Which of some actions a footer names."""
    some = ("ship", "cancel", "void", "release")
    return {action for action in some if say(f"tui.action.{action}.label") in foot}


async def test_what_the_platforms_show_comes_into_view(place: tuple[Hub, World]) -> None:
    """L at 80x24 brings the cards of the platforms onto the screen."""
    hub, _ = place
    async with open_terminal(hub, size=SMALL) as terminal:
        asked = say("tui.card.asked", at="*").split("*")[0]
        assert asked not in terminal.text()
        await terminal.press("l")
        await terminal.until(asked)


async def test_keys_typed_ahead_open_one_dialogue(place: tuple[Hub, World]) -> None:
    """A burst, as of a scanner: the first dialogue opens, and it alone."""
    hub, _ = place
    async with open_terminal(hub, size=SMALL) as terminal:
        for key in "hmishx":
            terminal.post(key)
        await terminal.rest()
        open_ones = [one for one in terminal.app.screen_stack if isinstance(one, ModalScreen)]
        assert len(open_ones) == 1
        await terminal.press("escape")
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ModalScreen)


@BOTH
async def test_d_opens_the_first_unknown_act_from_any_line(language: str) -> None:
    """As the message of an unknown purchase says: 2, then d."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub(), size=SMALL, language=language) as terminal:
        await terminal.press("2", "end", "d")
        assert isinstance(terminal.app.screen, SettleAct)
        assert hub.acts.rows()[0].order_number in terminal.text()


async def test_a_refusal_keeps_what_was_typed(place: tuple[Hub, World]) -> None:
    """Too early to know: the dialogue stands there again, with the choice and the text."""
    hub, world = place
    lose_the_purchase(world)
    async with open_terminal(hub) as terminal:
        await terminal.press("s", "enter", "enter")
        world.carriers[Route.HOUSE].sold.clear()
        await terminal.press("2", "d", "end", "enter")
        await terminal.type(SAW)
        await terminal.press("enter", "enter")
        dialog = terminal.app.screen
        assert isinstance(dialog, SettleAct)
        assert say("tui.undone.settle") in terminal.told()
        assert dialog.saw.value == SAW
        assert not dialog.go.disabled
        world.clock.wait(minutes=11)
        await terminal.press("enter", "enter")
        assert isinstance(terminal.app.screen, NotificationsScreen)
    assert hub.acts.rows() == ()


async def test_a_dialogue_about_what_has_ended_closes(place: tuple[Hub, World]) -> None:
    """The act settles itself while a person types: that is said, and nothing is recorded."""
    hub, world = place
    lose_the_purchase(world)
    world.carriers[Route.HOUSE].deaf = [LOST] * 2
    async with open_terminal(hub) as terminal:
        await terminal.press("s", "enter", "enter")
        await terminal.press("2", "d")
        assert isinstance(terminal.app.screen, SettleAct)
        world.clock.wait(minutes=30)
        terminal.app.poll()
        await terminal.rest()
        assert hub.acts.rows() == ()
        assert isinstance(terminal.app.screen, NotificationsScreen)
        assert say("tui.settle.itself", act="*").split("*")[0] in terminal.told()


@BOTH
async def test_enter_in_the_text_says_what_it_does(language: str) -> None:
    """The line below the text says where Enter goes, and it goes there."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub(), size=SMALL, language=language) as terminal:
        await terminal.press("2", "d", "tab")
        assert say("tui.settle.next_text", language) in terminal.of("#next")
        await terminal.type(SAW)
        assert say("tui.settle.next_end", language) in terminal.of("#next")
        await terminal.press("enter")
        dialog = terminal.app.screen
        assert isinstance(dialog, SettleAct)
        assert dialog.ends.has_focus
        await terminal.press("end", "enter", "enter")
        assert say("tui.settle.next_go", language) in terminal.of("#next")
        assert dialog.go.has_focus


@BOTH
async def test_every_answer_about_an_original_can_be_read(
    place: tuple[Hub, World], language: str
) -> None:
    """X on an original at 80x24: no button is cut."""
    hub, _ = place
    async with open_terminal(hub, size=SMALL, language=language) as terminal:
        await terminal.press("x", "right", "enter")
        shown = terminal.text()
        for code in ("tui.swap.swap", "tui.swap.anyway", "tui.button.no"):
            assert say(code, language) in shown
