"""Keys do what the screen says, once; names keep a word however little room there is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.screen import ModalScreen

from shiponce.domain.shipment import Route
from shiponce.hub import Hub
from shiponce.tui.modals.settle_act import SettleAct
from shiponce.tui.screens.notifications import NotificationsScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.theme import short_name
from shiponce.tui.widgets.header import PLACES, HubHeader
from shiponce.tui.widgets.status_tabs import StatusTabs
from shiponce.tui.widgets.tab_names import fitting_names, visible_tabs
from shiponce.views.orders import Grid
from shiponce.words import say
from shiponce.words.domain_words import LIST_WORD, TAB_WORD
from shiponce.words.number_and_date_formats import number
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


def test_tabs_have_the_longest_names_that_fit() -> None:
    """The open tab's name is the first to be long, then the others from the left."""
    names = [("Orders",), ("Notifications", "Notif."), ("Scenarios", "Scen.")]
    assert fitting_names(names, 28, 2) == ["Orders", "Notifications", "Scenarios"]
    assert fitting_names(names, 27, 2) == ["Orders", "Notif.", "Scenarios"]
    assert fitting_names(names, 27, 1) == ["Orders", "Notifications", "Scen."]
    assert fitting_names(names, 1, 1) == ["Orders", "Notif.", "Scen."]


def test_tabs_that_do_not_fit_are_out_of_sight_whole() -> None:
    """The open tab is always shown, with as many neighbours as fit beside the arrows."""
    assert visible_tabs([5, 5, 5, 5], 20, 3) == range(4)
    assert visible_tabs([5, 5, 5, 5], 19, 0) == range(3)
    assert visible_tabs([5, 5, 5, 5], 14, 1) == range(1, 3)
    assert visible_tabs([5, 5, 5, 5], 14, 3) == range(2, 4)
    assert visible_tabs([5, 5, 5, 5], 3, 2) == range(2, 3)


@BOTH
@pytest.mark.parametrize(
    ("counts", "all_fit"), [((), True), ((60, 2, 3, 1, 12, 4, 47, 6), True), ((12_345,) * 8, False)]
)
async def test_every_tab_of_orders_is_whole(
    language: str, counts: tuple[int, ...], all_fit: bool
) -> None:
    """At 80x24 the open tab and its neighbours keep their names and counts."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL, language=language) as terminal:
        tabs = terminal.app.screen.query_one(StatusTabs)
        orders = dict(zip(Grid, counts, strict=False))
        for place, grid in enumerate(Grid):
            tabs.update(grid, orders)
            line = str(tabs.render())
            assert "…" not in line
            assert cell_len(line) <= 80
            near = [*Grid] if all_fit else [*Grid][max(place - 1, 0) : place + 2]
            for one in near:
                names = {LIST_WORD[one], short_name(one), TAB_WORD[one]}
                count = number(orders[one], language) if orders else ""
                shown = [f"{say(name, language)} {count}".rstrip() for name in names]
                assert any(name in line for name in shown), (grid, one, line)
            assert all_fit or "‹" in line or "›" in line


@BOTH
@pytest.mark.parametrize("many", [False, True])
async def test_every_name_of_a_screen_is_whole(language: str, many: bool) -> None:
    """At 80x24 no name in the head is cut, and every count of open work is there."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL, language=language) as terminal:
        for key, place in enumerate(PLACES, 1):
            await terminal.press(str(key))
            state = terminal.app.hub_state
            assert state is not None
            if many:
                counts = {Grid.AWAITING_SHIPMENT: 60, Grid.HELD: 6}
                terminal.app.hub_state = replace(
                    state, counts=counts, notifications_open=13, excluded=4
                )
            await terminal.rest()
            head = str(terminal.app.screen.query_one(HubHeader).query_one("#places").render())
            assert "…" not in head
            assert "›" not in head
            assert not many or all(f"·{n}" in head for n in (60, 13, 4, 6))
            for number_of, one in enumerate(PLACES, 1):
                names = [say(f"tui.{kind}.{one}", language) for kind in ("place", "short_place")]
                assert any(f"{number_of} {name}" in head for name in names), (place, head)


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
