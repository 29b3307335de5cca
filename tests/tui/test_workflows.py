"""What a person does, from the key to the platforms and back; on the real hub and market."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Input, OptionList

from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState, Route
from shiponce.domain.store import MatchingMode, Method
from shiponce.errors import Refused
from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.modals.cancel_original import CancelOriginal
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.correct_notification import CorrectNotification
from shiponce.tui.modals.message import MessageDialog
from shiponce.tui.modals.notification_switch import SwitchNotifications
from shiponce.tui.modals.ship_order import ShipDialog
from shiponce.tui.screens.doctor import DoctorScreen
from shiponce.tui.screens.excluded import ExcludedScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.screens.orders import OrdersScreen
from shiponce.tui.screens.stores import StoresScreen
from shiponce.views.orders import Grid, OrderRow
from tests.doubles.hub_in_memory import FakeHub
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES
from tests.tui.conftest import SMALL, Terminal, open_terminal


def orders(terminal: Terminal) -> OrdersScreen:
    """The orders screen, which must be on top."""
    assert isinstance(terminal.app.screen, OrdersScreen)
    return terminal.app.screen


async def stand_on(terminal: Terminal, market: DemoMarket, platform: Platform) -> OrderRow:
    """Put the cursor on the newest open order of a platform that has a twin."""
    ids = market.hub.orders.ids(Grid.AWAITING_SHIPMENT)
    rows = [row for row in market.hub.orders.rows(ids) if row.marketplace is platform]
    row = next(row for row in rows if market.hub.orders.detail(row.id).twins)
    assert orders(terminal).grid.go_to(row.id)
    await terminal.rest()
    return row


async def test_empty_hub_says_the_next_step(market: DemoMarket) -> None:
    """Before the first import the screen says what to press, and pressing it works."""
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        assert "Press i and choose a store" in terminal.text()
        await terminal.press("i", "enter")
        assert orders(terminal).grid.count == len(market.hub.orders.ids(Grid.AWAITING_SHIPMENT)) > 0


@pytest.mark.proves("W1")
async def test_documented_wrong_order_alarms(documented: DemoMarket) -> None:
    """BigCommerce first in documented mode: both twins stand in the grid, and each says so."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        assert documented.hub.orders.counts()[Grid.HIDDEN] == 0
        await stand_on(terminal, documented, AMAZON)
        assert "▲ Doubled" in terminal.text()
        assert terminal.app.screen.query("#why.-alarm")


@pytest.mark.proves("W1", "W9")
async def test_reconciling_wrong_order_is_calm(market: DemoMarket) -> None:
    """The same keys in reconciling mode: no purchase stands twice, and the copies are hidden."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        assert "Doubled" not in terminal.text()
        assert market.hub.orders.counts()[Grid.HIDDEN] > 0
        await stand_on(terminal, market, AMAZON)
        assert "is hidden behind it" in terminal.of("#why")


async def test_switching_mode_hides_the_copies(documented: DemoMarket) -> None:
    """Switching to reconciling asks first, then the doubled orders are gone from the grid."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        before = orders(terminal).grid.count
        await terminal.press("m")
        assert isinstance(terminal.app.screen, Confirm)
        await terminal.press("escape")
        assert documented.hub.state().mode is MatchingMode.DOCUMENTED
        await terminal.press("m", "right", "enter")
        assert documented.hub.state().mode is MatchingMode.RECONCILING
        assert orders(terminal).grid.count < before


@pytest.mark.proves("N1")
async def test_shipping_tells_every_store(market: DemoMarket) -> None:
    """Ship from the dialogue: the order leaves the grid, and both platforms show its parcel."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, AMAZON)
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        ways = market.hub.shipping.options(row.id)
        (told,) = {way.notifies for way in ways if way.available and way.route is Route.HOUSE}
        assert len(told) == 2
        assert f"Stores notified: {', '.join(told)}." in terminal.of("#why").replace("\n", " ")
        await terminal.press("enter", "enter")
        assert market.hub.orders.detail(row.id).row.status.value == "shipped"
        cards = {card.platform: card for card in market.hub.orders.look(row.id)}
        # Each platform spells the carrier in its own way; the tracking number is one.
        seen = [cards[platform].packages for platform in (AMAZON, BIGCOMMERCE)]
        assert len({tracking for parcels in seen for _, tracking in parcels}) == 1
        assert all(len(parcels) == 1 for parcels in seen)
        await terminal.press("2")
        assert terminal.text().count("✓ sent") >= 2


@pytest.mark.proves("P4")
async def test_closed_ways_say_why(documented: DemoMarket) -> None:
    """A way that is closed stands in the dialogue with its reason, and cannot be taken."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        row = await stand_on(terminal, documented, BIGCOMMERCE)
        await terminal.press("s")
        assert f"Stores notified: {row.store}." in terminal.of("#why").replace("\n", " ")
        await terminal.press("end")
        assert "came through BigCommerce; Buy Shipping needs" in terminal.text()
        assert "Import the Amazon store" in terminal.of("#why")
        assert terminal.app.screen.query_one("#go", Button).disabled
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, ShipDialog)
        await terminal.press("escape")
        assert documented.hub.orders.detail(row.id).row.status.is_open


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_ship_dialogue_fits_a_small_terminal(market: DemoMarket, language: str) -> None:
    """With more ways than there is room for, what a way does and the buttons stay in sight."""
    async with open_terminal(market.hub, market=market, size=SMALL, language=language) as terminal:
        await terminal.press("I")
        await stand_on(terminal, market, AMAZON)
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        assert len(dialog._ways) > 8
        way = next(way for way in dialog._ways if way.arrives_by and way.price)
        assert way.arrives_by
        assert way.price
        locale = dialog.app.locale
        line = f"{locale.money(way.price)}  {locale.day(way.arrives_by)}"
        shown = terminal.text().replace("\N{NO-BREAK SPACE}", " ")
        assert line.replace("\N{NO-BREAK SPACE}", " ") in shown
        manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
        for place in (0, manual):
            dialog.query_one(OptionList).highlighted = place
            await terminal.rest()
            screen = dialog.query_one(".dialog").content_region
            for name in ("#why", "#go", "#no"):
                assert screen.contains_region(dialog.query_one(name).region), (place, name)


@pytest.mark.proves("N12")
async def test_manual_entry_needs_both_fields(market: DemoMarket) -> None:
    """Marking as shipped wants carrier and tracking number before its button opens."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        await terminal.press("s")
        dialog = terminal.app.screen
        assert isinstance(dialog, ShipDialog)
        manual = next(n for n, way in enumerate(dialog._ways) if way.code == "manual")
        dialog.query_one(OptionList).highlighted = manual
        await terminal.rest()
        assert dialog.go.disabled
        await terminal.press("enter")
        await terminal.type("UPS")
        assert dialog.go.disabled
        await terminal.press("enter")
        await terminal.type("1Z999AA10123456784")
        await terminal.press("enter", "enter")
        assert market.hub.orders.detail(row.id).shipments[0].tracking == "1Z999AA10123456784"


@pytest.mark.proves("W2", "W3")
async def test_cancelling_the_copy(documented: DemoMarket) -> None:
    """Cancelling a doubled copy asks by name; then the copy is gone and the original stays."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        before = orders(terminal).grid.count
        row = await stand_on(terminal, documented, BIGCOMMERCE)
        await terminal.press("x")
        assert f"Cancel {row.number}" in terminal.text()
        await terminal.press("right", "enter")
        assert orders(terminal).grid.count == before - 1
        assert documented.hub.orders.detail(row.id).row.status.value == "cancelled"


@pytest.mark.proves("W2")
async def test_a_repeated_key_does_not_cancel_the_twin(documented: DemoMarket) -> None:
    """The cursor does not land on the original, and the key asks before it means another row."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        row = await stand_on(terminal, documented, BIGCOMMERCE)
        twins = {twin.order_id for twin in documented.hub.orders.detail(row.id).twins}
        before = documented.hub.orders.counts()[Grid.CANCELLED]
        await terminal.press("x", "right", "enter")
        assert orders(terminal).grid.key not in twins
        await terminal.press("x")
        assert isinstance(terminal.app.screen, OrdersScreen)
        assert "press x again to act on this row" in terminal.told()
        await terminal.press("x", "x", "x", "enter")
        assert isinstance(terminal.app.screen, OrdersScreen)
        assert documented.hub.orders.counts()[Grid.CANCELLED] == before + 1


async def test_the_last_row_is_not_shipped_in_its_twins_stead(documented: DemoMarket) -> None:
    """Where only the twin is left under the cursor, shipping asks for the key once more."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        row = await stand_on(terminal, documented, BIGCOMMERCE)
        (twin,) = (one.number for one in documented.hub.orders.detail(row.id).twins)
        await terminal.press("slash")
        await terminal.type(row.items.split(" ")[0])
        for each in documented.hub.orders.ids(Grid.AWAITING_SHIPMENT):
            if documented.hub.orders.rows([each])[0].number not in (row.number, twin):
                documented.hub.orders.cancel(each)
        await terminal.press("enter", "r")
        assert orders(terminal).grid.go_to(row.id)
        await terminal.rest()
        await terminal.press("x", "right", "enter")
        current = orders(terminal).grid.current
        assert current is not None
        assert current.number == twin
        await terminal.press("s")
        assert isinstance(terminal.app.screen, OrdersScreen)
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)


@pytest.mark.proves("W2")
async def test_z_restores_a_cancelled_order(documented: DemoMarket) -> None:
    """On the tab of the cancelled orders; elsewhere it says when it can be done."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("i", "down", "enter")
        row = await stand_on(terminal, documented, BIGCOMMERCE)
        await terminal.press("z")
        assert "Only a cancelled order can be restored" in terminal.told()
        await terminal.press("x", "right", "enter")
        orders(terminal).action_grid("cancelled")
        await terminal.rest()
        await terminal.press("z")
        assert f"{row.number} is restored: Awaiting Shipment" in terminal.told()
        assert documented.hub.orders.detail(row.id).row.status.is_open


@pytest.mark.proves("W6")
async def test_cancelling_the_original_offers_the_copy(market: DemoMarket) -> None:
    """Reconciling: cancelling the original is stopped, and the way out is on the screen."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, AMAZON)
        await terminal.press("x", "right", "enter")
        assert isinstance(terminal.app.screen, CancelOriginal)
        await terminal.press("escape")
        assert market.hub.orders.detail(row.id).row.status.is_open
        await terminal.press("x", "right", "enter", "tab", "tab", "enter")
        assert market.hub.orders.detail(row.id).row.status.value == "cancelled"


@pytest.mark.proves("D4")
async def test_notification_switch_wants_a_name(market: DemoMarket) -> None:
    """Notices to BigCommerce stay on until somebody confirms under their name."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("5", "n")
        assert isinstance(terminal.app.screen, SwitchNotifications)
        assert terminal.app.screen.query_one("#name", Input).value == market.hub.actor
        terminal.app.screen.query_one("#name", Input).value = ""
        await terminal.rest()
        assert terminal.app.screen.query_one("#yes", Button).disabled
        await terminal.press("enter", "escape")
        assert market.hub.stores.rows()[0].notifications_on
        await terminal.press("n")
        terminal.app.screen.query_one("#name", Input).value = "   "
        await terminal.rest()
        assert terminal.app.screen.query_one("#yes", Button).disabled
        terminal.app.screen.query_one("#name", Input).value = ""
        await terminal.type("Ada")
        await terminal.press("enter", "enter")
        store = market.hub.stores.rows()[0]
        assert (store.notifications_on, store.notifications_changed_by) == (False, "Ada")


@pytest.mark.proves("N6")
async def test_a_shop_s_emails_are_switched_off_after_a_question(market: DemoMarket) -> None:
    """The stores say so, so does who ships; then each marketplace's buyer gets one message."""
    market.hub.imports.run_all()
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        row = await stand_on(terminal, market, AMAZON)
        await terminal.press("s")
        assert "The buyer gets two e-mails: shop" in terminal.text()
        await terminal.press("escape", "5")
        assert "eBay bay: they get two" in terminal.text()
        await terminal.press("e")
        assert isinstance(terminal.app.screen, Confirm)
        await terminal.press("escape")
        assert market.hub.stores.rows()[0].emails.written_to  # type: ignore[union-attr]  # a shop
        await terminal.press("e", "right", "enter")
        assert not market.hub.stores.rows()[0].emails.written_to  # type: ignore[union-attr]
        assert "no longer e-mails the buyers of Amazon amz" in terminal.told()
        await terminal.press("1", "s")
        assert "two e-mails" not in terminal.text()
        await terminal.press("enter", "enter")
    assert market.hub.orders.detail(row.id).row.status is OrderStatus.SHIPPED
    market.hub.tick()
    assert {mail.store for mail in market.simulation.world.mails} == {"amz"}


@pytest.mark.proves("R1", "R6")
async def test_article_rule_is_one_key_away(market: DemoMarket) -> None:
    """Add the article's rule, import, and find what it kept out with its reason; let one in."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("4", "a", "right", "enter")
        assert len(market.hub.rules.rows()) == 1
        await terminal.press("I", "3")
        kept = market.hub.orders.excluded()
        assert kept
        assert kept[0].remote_id in terminal.text()
        await terminal.press("a", "right", "enter")
        assert len(market.hub.orders.excluded()) < len(kept)
        await terminal.press("4", "e")
        assert not market.hub.rules.rows()[0].enabled
        await terminal.press("x", "right", "enter")
        assert market.hub.rules.rows() == ()


async def test_filter_copy_and_open(market: DemoMarket) -> None:
    """Typing narrows the shelf, c copies the number, Enter opens the order, Esc comes back."""
    async with open_terminal(market.hub, market=market, size=SMALL) as terminal:
        await terminal.press("I")
        total = orders(terminal).grid.count
        await terminal.press("slash")
        await terminal.type("mug")
        assert 0 < orders(terminal).grid.count < total
        await terminal.press("enter", "c")
        current = orders(terminal).grid.current
        assert current is not None
        assert terminal.app.clipboard == current.number
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)
        await terminal.press("escape", "slash")
        await terminal.type("zzz")
        assert "Nothing matches" in terminal.text()
        assert orders(terminal).query_one("#filter", Input).value == "mugzzz"
        await terminal.press("escape")
        assert orders(terminal).grid.count == total


async def test_platforms_beside_the_hub(market: DemoMarket) -> None:
    """L asks the platforms, and their own words stand beside the hub's."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, AMAZON)
        await terminal.press("l", "enter", "l")
        shown = terminal.text()
        for card in market.hub.orders.look(row.id):
            assert card.status in shown


async def test_time_goes_and_stops(market: DemoMarket) -> None:
    """The market lives while it may; stopping it holds the clock in the head."""
    async with open_terminal(market.hub, market=market) as terminal:
        app = terminal.app
        app._poll_interval = 1.0
        started = market.hub.state().now
        app.poll()
        await terminal.rest()
        assert market.hub.state().now > started
        await terminal.press("P")
        stopped = market.hub.state().now
        app.poll()
        await terminal.rest()
        assert market.hub.state().now == stopped
        await terminal.press("plus")
        assert app.market_speed.speed == 300


async def test_method_is_switched_with_a_question(market: DemoMarket) -> None:
    """M changes the method after a yes, and the head says which is in force."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("M", "right", "enter")
        assert market.hub.state().method is Method.A
        assert "method A" in terminal.text()


@pytest.mark.proves("P5", "B5")
async def test_who_ships_a_hidden_copy_is_led_to_its_original(market: DemoMarket) -> None:
    """The dialogue is about the original, and says so; once that is sent it opens no more."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I", "left", "left")
        current = orders(terminal).grid.current
        assert current is not None
        assert current.visibility is Visibility.HIDDEN
        original = market.hub.orders.rows([market.hub.shipping.order_to_ship(current.id)])[0]
        await terminal.press("s")
        assert isinstance(terminal.app.screen, ShipDialog)
        assert original.number in terminal.text()
        assert f"you are shipping its original, {original.number}" in terminal.told()
        await terminal.press("escape")
        market.hub.shipping.ship(original.id, "house:ground")
        await terminal.press("s")
        assert isinstance(terminal.app.screen, OrdersScreen)
        assert "has nothing left to ship" in terminal.told()


async def test_trouble_says_what_was_not_done(market: DemoMarket) -> None:
    """A refusal becomes a message with what was not done; no traceback is shown."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, AMAZON)
        market.hub.orders.cancel(row.id, anyway=True)
        orders(terminal).do_cancel()
        await terminal.rest()
        await terminal.press("right", "enter")
        assert "Nothing was cancelled" in terminal.told()
        assert "Traceback" not in terminal.text()


async def test_voiding_brings_the_order_back(market: DemoMarket) -> None:
    """A label is voided from the order's own page after a question that names it."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, EBAY)
        await terminal.press("enter", "s", "enter", "enter")
        assert not market.hub.orders.detail(row.id).row.status.is_open
        tracking = market.hub.orders.detail(row.id).shipments[0].tracking
        await terminal.press("v")
        assert tracking in terminal.text()
        assert "had already been notified of" in terminal.text()
        await terminal.press("right", "enter")
        assert market.hub.orders.detail(row.id).row.status.is_open
        assert "had already been notified of" in terminal.told()


@pytest.mark.proves("B8")
async def test_origin_unknown_is_decided_by_a_person() -> None:
    """A held copy shows what was compared; a person confirms, rejects, or leaves it."""
    hub = FakeHub(order_count=8, held=True)
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("d")
        assert "items: MUG × 2 ≠ MUG × 1" in terminal.text()
        await terminal.press("escape", "d", "enter")
        assert "matching.confirm 8 9" in hub.calls
        await terminal.press("d", "down", "enter")
        assert "matching.reject 8 0" in hub.calls


async def test_only_a_stopped_notification_is_sent_again() -> None:
    """S sends a stopped notice again; on any other it says why not."""
    hub = FakeHub(refused=True)
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2", "s")
        assert "Only a stopped notification" in terminal.told()
        stopped = next(
            n.id for n in hub.notifications.rows() if n.state is NotificationState.STOPPED
        )
        await terminal.press(*["down"] * (stopped - 1), "s")
        assert f"notifications.retry {stopped} False" in hub.calls
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, OrderScreen)


async def test_lasting_trouble_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that fails again and again while the hub is watched is one message, not a stream."""

    def refuse(_: FakeHub) -> None:
        raise Refused("limit.notification_not_stopped", notification=7)

    monkeypatch.setattr(FakeHub, "tick", refuse)
    async with open_terminal(FakeHub().as_hub()) as terminal:
        for _ in range(3):
            terminal.app.poll()
            await terminal.rest()
        assert terminal.told().count("The background work was interrupted") == 1


async def test_french_from_the_first_line(market: DemoMarket) -> None:
    """Every screen speaks French when asked to, and ^l changes it while it runs."""
    async with open_terminal(market.hub, market=market, language="fr") as terminal:
        assert "Rien n’a encore été importé" in terminal.text()
        await terminal.press("ctrl+l")
        assert "Nothing has been imported yet" in terminal.text()


async def test_the_doctor_says_what_is_wrong_with_this_market(market: DemoMarket) -> None:
    """7 shows the findings, the selected one in full with its way out."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("7")
        text = terminal.text()
        assert "What could go wrong" in text
        found = market.hub.maintenance.doctor()
        assert terminal.app.locale.say(f"word.level.{found[0].level.value}") in text


@pytest.mark.proves("A6")
async def test_a_rule_that_loses_orders_is_asked_about(market: DemoMarket) -> None:
    """The number stands in the question; no leaves the list as it was, yes adds it all the same."""
    hub = market.hub
    with hub._db.write() as conn:  # the marketplaces are as if they had never been connected
        conn.execute("UPDATE stores SET replaced_at = 1, platform = 'bigcommerce' WHERE id > 1")
    async with open_terminal(hub, market=market) as terminal:
        await terminal.press("4", "a", "right", "enter")
        assert isinstance(terminal.app.screen, Confirm)
        assert "nobody would ship" in terminal.text()
        await terminal.press("escape")
        assert hub.rules.rows() == ()
        await terminal.press("a", "right", "enter", "right", "enter")
        assert len(hub.rules.rows()) == 1


@pytest.mark.proves("R8", "R5")
async def test_a_rule_is_tried_moved_and_run_again() -> None:
    """T shows what it would do; p asks and then reports; u and d move it."""
    hub = FakeHub(order_count=8)
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("4", "t")
        assert isinstance(terminal.app.screen, MessageDialog)
        assert "Orders checked: 8; matched by the rule: 1. Matched orders" in terminal.text()
        assert "no original here" in terminal.text()
        await terminal.press("escape", "p", "right", "enter")
        assert "Open orders looked at: 2; changed: 1; excluded: 0" in terminal.told()
        await terminal.press("d", "u")
        assert hub.calls[-4:] == [
            "reprocessing.dry_run",
            "reprocessing.run",
            "rules.move 1 2",
            "rules.move 1 1",
        ]


@pytest.mark.proves("N7")
async def test_a_stopped_notification_is_corrected() -> None:
    """E opens on what it says now; without a carrier there is nothing to send."""
    hub = FakeHub()
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2", "e")
        assert "Only a stopped notification" in terminal.told()
        stopped = next(
            n.id for n in hub.notifications.rows() if n.state is NotificationState.STOPPED
        )
        await terminal.press(*["down"] * (stopped - 1), "e")
        assert isinstance(terminal.app.screen, CorrectNotification)
        field = terminal.app.screen.query_one("#carrier", Input)
        field.value = ""
        await terminal.rest()
        assert terminal.app.screen.query_one("#yes", Button).disabled
        field.value = "DHL"
        terminal.app.screen.query_one("#tracking", Input).value = "JD1"
        await terminal.rest()
        await terminal.press("tab", "tab", "tab", "enter")
        assert f"notifications.correct {stopped} DHL JD1" in hub.calls


@pytest.mark.parametrize("size", [SMALL, (160, 50)])
async def test_the_filter_names_the_tabs_where_other_matches_are(
    market: DemoMarket, size: tuple[int, int]
) -> None:
    """The number of a hidden copy, typed on the open orders: n goes to the copy and comes round."""
    async with open_terminal(market.hub, market=market, size=size) as terminal:
        await terminal.press("I")
        row = await stand_on(terminal, market, AMAZON)
        (copy,) = (twin.number for twin in market.hub.orders.detail(row.id).twins)
        number = f"{row.number}"
        await terminal.press("n")
        assert "Search first" in terminal.told()
        await terminal.press("slash")
        await terminal.type(number)
        await terminal.press("enter")
        assert "1 here" in terminal.text()
        assert "also 1 Hidden" in terminal.text()
        assert orders(terminal).grid.count == 1
        await terminal.press("n")
        current = orders(terminal).grid.current
        assert current is not None
        assert current.number == copy
        assert "also 1 Awaiting Shipment" in terminal.text()
        await terminal.press("n")
        assert orders(terminal).view.grid is Grid.AWAITING_SHIPMENT
        await terminal.press("escape")
        assert "1 here" not in terminal.text()
        assert orders(terminal).grid.count > 1


async def test_an_excluded_order_is_one_key_from_the_search(market: DemoMarket) -> None:
    """Its number typed on the open orders leads to the list of the excluded ones, narrowed."""
    market.hub.rules.add(EXCLUDE_COPIES, anyway=True)
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("I")
        first = market.hub.orders.excluded()[0]
        await terminal.press("slash")
        await terminal.type(first.remote_id)
        await terminal.press("enter")
        assert "Excluded" in terminal.text()
        for _ in Grid:
            if isinstance(terminal.app.screen, OrdersScreen):
                await terminal.press("n")
        assert isinstance(terminal.app.screen, ExcludedScreen)
        await terminal.rest()
        current = terminal.app.screen.grid.current
        assert current is not None
        assert current.remote_id == first.remote_id
        count = terminal.app.screen.grid.count
        await terminal.press("escape")
        assert terminal.app.screen.grid.count == len(market.hub.orders.excluded()) > count
        await terminal.press("slash")
        await terminal.type("nothing like it")
        assert terminal.app.screen.grid.count == 0
        assert "Nothing matches" in terminal.text()


async def test_enter_on_a_finding_goes_to_where_it_is_mended(market: DemoMarket) -> None:
    """To its screen, with the cursor on the store it is about; what is mended outside says so."""
    async with open_terminal(market.hub, market=market) as terminal:
        await terminal.press("7")
        assert isinstance(terminal.app.screen, DoctorScreen)
        places = [finding.place for finding in market.hub.maintenance.doctor()]
        where = next(n for n, place in enumerate(places) if place and place.key == "bay")
        await terminal.press(*["down"] * where, "enter")
        assert isinstance(terminal.app.screen, StoresScreen)
        row = terminal.app.screen.grid.current
        assert row is not None
        assert row.name == "bay"
        await terminal.press("7", "end", "enter")
        assert isinstance(terminal.app.screen, DoctorScreen)
        assert "cannot be fixed on a screen" in terminal.told()


async def test_a_conflict_is_asked_about_before_ours_is_added() -> None:
    """S on a conflict asks, with the safe answer at hand; x ends the notification after asking."""
    hub = FakeHub()
    async with open_terminal(hub.as_hub()) as terminal:
        await terminal.press("2")
        stopped = next(
            n.id for n in hub.notifications.rows() if n.state is NotificationState.STOPPED
        )
        await terminal.press(*["down"] * (stopped - 1), "s")
        assert isinstance(terminal.app.screen, Confirm)
        await terminal.press("enter")
        assert not [call for call in hub.calls if "retry" in call]
        await terminal.press("s", "right", "enter")
        assert f"notifications.retry {stopped} True" in hub.calls
        await terminal.press("x", "enter")
        assert f"notifications.close {stopped}" not in hub.calls
        await terminal.press("x", "right", "enter")
        assert f"notifications.close {stopped}" in hub.calls
