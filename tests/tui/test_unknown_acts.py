"""What nobody knows, on the screen: seen with its age and what waits, and settled by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Button

from shiponce.domain.act import ActKind, ActState
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Route, ShipmentState
from shiponce.errors import Unreachable
from shiponce.hub import Hub
from shiponce.tui.modals.settle_act import SettleAct
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.notifications import NotificationsScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.words import say
from tests.doubles.hub_in_memory import NOW, FakeHub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.tui.conftest import SMALL, Terminal, open_terminal

LOST = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.buyLabel")
SAW = "The carrier's page"
LARGE = (160, 50)
EVERYWHERE = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "160x50"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


@pytest.fixture
def place(tmp_path: Path) -> tuple[Hub, World]:
    """An Amazon order with its copy; the order can be shipped."""
    hub, world = a_hub(str(tmp_path / "hub.sqlite"))
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run_all()
    return hub, world


def lose_the_purchase(world: World) -> None:
    """The carrier sells, its answer is lost, and it cannot be asked just then."""
    house = world.carriers[Route.HOUSE]
    house.after, house.deaf = [LOST], [LOST]


def flat(text: str) -> str:
    """Words with one blank between them, however the screen has broken the lines."""
    return " ".join(text.split())


async def settle(terminal: Terminal, *ways: str) -> None:
    """Go to what is unknown, choose an end with the arrows, and say what was seen."""
    await terminal.press("2", "home", "d")
    assert isinstance(terminal.app.screen, SettleAct)
    await terminal.press(*ways, "enter")
    await terminal.type(SAW)
    await terminal.press("enter", "enter")


# -- seen


@EVERYWHERE
@LANGUAGES
async def test_what_is_unknown_stands_on_top(size: tuple[int, int], language: str) -> None:
    """Every kind with its state and age; below it what waits, why, and when it is read again."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub(), size=size, language=language) as terminal:
        word = terminal.app.locale.say
        await terminal.press("2")
        lines = terminal.text().splitlines()
        first = next(n for n, line in enumerate(lines) if line.lstrip().startswith("? "))
        for n, act in enumerate(hub.acts.rows()):
            assert f"? {word('word.act_state.unknown')}" in lines[first + n]
            assert f" {word(f'word.short.act.{act.kind}')} " in lines[first + n]
            assert terminal.app.locale.ago(act.at, NOW) in lines[first + n]
            told = flat(terminal.of("#row_text"))
            assert act.blocks is not None
            assert flat(terminal.app.locale.sentence(act.blocks)) in told
            assert (
                flat(
                    word("tui.settle.again", when=terminal.app.locale.ago(act.look_at or NOW, NOW))
                )
                in told
            )
            assert flat(word("tui.settle.hint")) in told
            await terminal.press("down")


@EVERYWHERE
@LANGUAGES
async def test_every_head_counts_it(size: tuple[int, int], language: str) -> None:
    """As long as something is unknown; a click on it leads to it."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub(), size=size, language=language) as terminal:
        for key in "13457812":
            await terminal.press(key)
            assert f"? {say('tui.head.unknown', language, n=5)}" in terminal.text().splitlines()[0]
        hub.unknown = False
        await terminal.press("r")
        assert say("tui.head.unknown", language, n=5) not in terminal.text()


async def test_ages_follow_the_time(place: tuple[Hub, World]) -> None:
    """Nothing changes in the hub but the time, and the age on the screen grows."""
    hub, world = place
    lose_the_purchase(world)
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "house:ground")
    world.carriers[Route.HOUSE].deaf = [LOST] * 99
    async with open_terminal(hub) as terminal:
        await terminal.press("2")
        for minutes in (7, 11):
            world.clock.wait(minutes=minutes)
            terminal.app.poll()
            await terminal.rest()
            (act,) = hub.acts.rows()
            age = terminal.app.locale.ago(act.at, hub.state().now)
            assert age in terminal.text()
            assert age in terminal.of("#row_text")


async def test_a_notification_has_no_act_to_settle() -> None:
    """What sends notifications again, corrects or closes them says why not, on an act."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2", "s", "e", "x")
        assert say("tui.need.notification") in terminal.told()
        assert not [call for call in hub.calls if "notifications" in call or "settle" in call]


async def test_an_act_leads_to_its_order_and_is_copied() -> None:
    """Enter opens the order; the setting of a store has none, which is said."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2", "c", "enter")
        assert "SO-1-abc" in terminal.told()
        assert isinstance(terminal.app.screen, OrderScreen)
        await terminal.press("escape", "down", "down", "down", "down", "enter")
        assert isinstance(terminal.app.screen, NotificationsScreen)
        assert say("tui.need.order_of_act") in terminal.told()


# -- when it happens


@pytest.mark.proves("X1", "P4")
@EVERYWHERE
@LANGUAGES
async def test_a_purchase_without_an_answer_did_not_fail(
    place: tuple[Hub, World], size: tuple[int, int], language: str
) -> None:
    """The toast says that nobody knows, until when, and that the units stay held."""
    hub, world = place
    lose_the_purchase(world)
    async with open_terminal(hub, size=size, language=language) as terminal:
        await terminal.press("s", "enter", "enter")
        (act,) = hub.acts.rows()
        told = terminal.told()
        (title,) = {toast.title for toast in terminal.app._notifications}
        assert title == say("tui.unknown", language)
        again = {"again_at": act.look_at, "order": act.order_number}
        assert say("error.buy_unknown", language, **again) in told
        assert say("tui.undone.ship", language) not in told
        warning = say("warning.buy_unknown", language, since_at=act.at)
        assert warning in [terminal.app.locale.sentence(w) for w in hub.orders.why(1).warnings]
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        facts = {"number": act.order_number, "since_at": act.at}
        offered = [flat(str(one.prompt)) for one in terminal.app.screen.options.options]
        assert offered
        reason = flat(say("limit.purchase_unknown", language, **facts))
        assert all(reason in one for one in offered)
        assert terminal.app.screen.query_one("#go", Button).disabled
        assert flat(terminal.app.locale.say("way_out.settle_purchase")) in flat(terminal.of("#why"))


@pytest.mark.proves("N8")
@LANGUAGES
async def test_a_void_without_an_answer_did_not_fail(
    place: tuple[Hub, World], language: str
) -> None:
    """The label stays as it is: the toast says so, and the card of the order too."""
    hub, world = place
    shipment = hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "house:ground")
    house = world.carriers[Route.HOUSE]

    def lose(remote_id: str) -> None:
        raise LOST

    house.void, house.deaf = lose, [LOST]  # type: ignore[method-assign]
    async with open_terminal(hub, language=language) as terminal:
        await terminal.press("slash")
        await terminal.type(shipment.tracking)
        await terminal.press("enter", "v", "right", "enter")
        (act,) = hub.acts.rows()
        assert act.kind is ActKind.VOID
        told = terminal.told()
        assert say("tui.unknown", language) in told
        assert say("error.void_unknown", language, again_at=act.look_at) in told
        assert say("tui.undone.void", language) not in told
        since = {"since_at": act.at, "tracking": shipment.tracking}
        assert flat(say("warning.void_unknown", language, **since)) in flat(terminal.of("#why"))


# -- settled


@pytest.mark.proves("X1")
async def test_a_person_keeps_the_label_that_the_carrier_has(place: tuple[Hub, World]) -> None:
    """Chosen from the carrier's own list; the ledger has the name and what was seen."""
    hub, world = place
    lose_the_purchase(world)
    async with open_terminal(hub) as terminal:
        await terminal.press("s", "enter", "enter")
        await settle(terminal, "home")
        assert say("tui.done.settle", act="")[:7] in terminal.told()
    act = next(one for one in hub.acts.rows(everything=True) if one.kind is ActKind.BUY)
    assert (act.state, act.settled_by, act.saw) == (ActState.DONE, hub.actor, SAW)
    (shipment,) = hub.orders.detail(act.order_id or 0).shipments
    assert (shipment.state, shipment.tracking) == (ShipmentState.LABELLED, "TRACK1")


@pytest.mark.proves("X1", "W7")
async def test_a_person_says_that_nothing_was_bought(place: tuple[Hub, World]) -> None:
    """Refused where the carrier has a label, with that reason; else the units are free."""
    hub, world = place
    lose_the_purchase(world)
    async with open_terminal(hub) as terminal:
        await terminal.press("s", "enter", "enter")
        await settle(terminal, "end")
        (act,) = hub.acts.rows()
        assert "TRACK1" in terminal.told()
        assert say("tui.undone.settle") in terminal.told()
        world.carriers[Route.HOUSE].sold.clear()
        await terminal.press("escape")
        await settle(terminal, "end")
        assert len(hub.acts.rows()) == 1, "it is too early to know that"
        await terminal.press("escape")
        world.clock.wait(minutes=11)
        await settle(terminal, "end")
    assert hub.acts.rows() == ()
    assert hub.acts.rows(everything=True)[0].saw == SAW
    order = hub.orders.detail(act.order_id or 0)
    assert order.row.status is OrderStatus.AWAITING_SHIPMENT
    assert any(
        way.available for way in hub.shipping.options(order.row.id) if way.route is Route.HOUSE
    )


@pytest.mark.parametrize(("ways", "state"), [(("home",), ActState.DONE), (("end",), ActState.NONE)])
async def test_a_person_settles_a_void(
    place: tuple[Hub, World], ways: tuple[str, ...], state: ActState
) -> None:
    """It took effect or it did not, as the person has seen."""
    hub, world = place
    shipment = hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "house:ground").id
    house = world.carriers[Route.HOUSE]

    def lose(remote_id: str) -> None:
        raise LOST

    house.void, house.deaf = lose, [LOST] * 99  # type: ignore[method-assign]
    with pytest.raises(Unreachable):
        hub.shipping.void(shipment)
    world.clock.wait(minutes=11)
    async with open_terminal(hub) as terminal:
        await settle(terminal, *ways)
    act = next(one for one in hub.acts.rows(everything=True) if one.kind is ActKind.VOID)
    assert (act.state, act.settled_by, act.saw) == (state, hub.actor, SAW)
    (view,) = hub.orders.detail(act.order_id or 0).shipments
    voided = state is ActState.DONE
    assert view.state is (ShipmentState.VOIDED if voided else ShipmentState.LABELLED)


@pytest.mark.parametrize(
    ("size", "language", "n"),
    [
        *((SMALL, "fr", n) for n in range(len(ActKind))),
        (SMALL, "en", 0),
        (LARGE, "en", 0),
    ],
)
async def test_the_dialogue_wants_all_and_fits(
    size: tuple[int, int], language: str, n: int
) -> None:
    """Nothing is chosen beforehand; without an end and a text there is no button to press."""
    hub = FakeHub(unknown=True)
    async with open_terminal(hub.as_hub(), size=size, language=language) as terminal:
        await terminal.press("2", *["down"] * n, "d")
        dialog = terminal.app.screen
        assert isinstance(dialog, SettleAct)
        for word in ("tui.settle.yes", "tui.button.no", "tui.settle.saw"):
            assert say(word, language) in terminal.text()
        assert flat(say("tui.settle.by", language, by="Ada")) in flat(terminal.text())
        go = dialog.query_one("#yes", Button)
        assert go.disabled
        await terminal.press("tab")
        await terminal.type("   ")
        assert go.disabled
        await terminal.type(SAW)
        assert go.disabled
        await terminal.press("shift+tab", "end")
        assert not go.disabled
        await terminal.press("escape")
        assert not [call for call in hub.calls if call.startswith("acts.settle")]
        await terminal.press("d", "end", "enter")
        await terminal.type("  ")
        go = terminal.app.screen.query_one("#yes", Button)
        assert go.disabled
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, SettleAct)
        await terminal.type(SAW)
        await terminal.press("enter", "enter")
        assert [call for call in hub.calls if call.startswith("acts.settle") and SAW in call]


async def test_a_carrier_that_cannot_be_asked_leaves_the_persons_word(
    place: tuple[Hub, World],
) -> None:
    """The dialogue says so; that nothing was bought can be said all the same."""
    hub, world = place
    lose_the_purchase(world)
    async with open_terminal(hub) as terminal:
        await terminal.press("s", "enter", "enter")
        world.carriers[Route.HOUSE].deaf = [LOST] * 99
        world.clock.wait(minutes=11)
        await terminal.press("2", "d")
        assert say("tui.settle.deaf") in flat(terminal.text())
        await terminal.press("end", "enter")
        await terminal.type(SAW)
        await terminal.press("enter", "enter")
    (act,) = hub.acts.rows(everything=True)
    assert (act.state, act.settled_by) == (ActState.NONE, hub.actor)


async def test_a_read_only_hub_settles_nothing(place: tuple[Hub, World]) -> None:
    """It is shown, and the key says why it does nothing."""
    hub, world = place
    lose_the_purchase(world)
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find(f"amz:{an_order().number}"), "house:ground")
    world.read_only = True
    async with open_terminal(hub) as terminal:
        await terminal.press("2", "d")
        assert say("tui.need.read_only") in terminal.told()
        assert isinstance(terminal.app.screen, NotificationsScreen)
    assert len(hub.acts.rows()) == 1


@EVERYWHERE
async def test_hostile_text_is_text(size: tuple[int, int]) -> None:
    """Neither the list nor the dialogue obeys what a platform sent."""
    hub = FakeHub(unknown=True, text="[/] \x1b]0;owned\x07 \u202e" + "long " * 200)
    async with open_terminal(hub.as_hub(), size=size) as terminal:
        shown = []
        for keys in (("2",), ("d",), ("escape", "down", "d"), ("escape", "s")):
            await terminal.press(*keys)
            shown.append(terminal.text())
    assert "\x1b" not in "".join(shown)
    assert "\u202e" not in "".join(shown)
