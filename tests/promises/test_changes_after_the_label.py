"""O3, O7 and O8: what a platform changes after a label was bought is an alarm that names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockplace.kernel.events import PackageGone
from mockplace.kernel.evolve import evolve
from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.order_facts import Recipient
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import MatchingMode
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES, say
from tests.promises.merchant import Trade
from tests.torture.books import findings

MODES = pytest.mark.parametrize("mode", list(MatchingMode))
STORES = pytest.mark.parametrize("store", ["amz", "bay", "shop"])


def alarm(trade: Trade, order: PlatformOrder, code: str) -> Sentence:
    """The alarm of an order, which is said in every language."""
    warnings = trade.hub.orders.why(trade.id(order)).warnings
    (found,) = [one for one in warnings if one.code == code]
    for language in LANGUAGES:
        assert "{" not in say(found.code, language, **found.facts)
    return found


@MODES
@STORES
@pytest.mark.parametrize("told", [False, True], ids=["before it is told", "after it"])
@pytest.mark.proves("O8")
def test_another_address_after_the_label_is_an_alarm(
    store: str, mode: MatchingMode, told: bool
) -> None:
    """It names the label and how to void it, and ends with the label."""
    trade = Trade(mode=mode)
    order = trade.buy(store)
    trade.take_in()
    label = trade.hub.shipping.ship(trade.id(order), "house:ground")
    if told:
        trade.wait(3)
    new = Recipient(street1="99 New Home", city="Boise", state="ID", postcode="83702")
    trade.world.change_address(store, order.order_id, new)
    trade.settle()
    said = alarm(trade, order, "warning.address_changed")
    assert (said.facts["tracking"], said.facts["shipment"]) == (label.tracking, label.id)
    assert f"shiponce void {label.id}" in say(said.code, **said.facts)
    trade.hub.shipping.void(label.id)
    assert "warning.address_changed" not in trade.sentences(order)
    trade.ship(order)
    assert "warning.address_changed" not in trade.sentences(order)


@STORES
@pytest.mark.proves("O8")
def test_another_address_before_the_label_is_no_alarm(store: str) -> None:
    """The label has the new one."""
    trade = Trade()
    order = trade.buy(store)
    trade.take_in()
    trade.world.change_address(store, order.order_id, Recipient(street1="99 New Home"))
    trade.wait(3)
    trade.take_in()
    trade.ship(order)
    trade.settle()
    assert "99 New Home" in trade.hub.orders.detail(trade.id(order)).address
    assert "warning.address_changed" not in trade.sentences(order)
    assert findings(trade) == []


def refund(trade: Trade, order: PlatformOrder) -> None:
    """One mug of two is paid back."""
    trade.refund_there(order, MUG=1)


def cancel(trade: Trade, order: PlatformOrder) -> None:
    """One mug of two is cancelled."""
    trade.cancel_there(order, MUG=1)


def edit(trade: Trade, order: PlatformOrder) -> None:
    """The seller makes it one mug."""
    line = order.lines[0].line_id
    trade.world.edit_lines(order.store, order.order_id, {line: 1})


@MODES
@pytest.mark.proves("O3", "O8")
@pytest.mark.parametrize(
    ("store", "withdraw", "told"),
    [
        ("amz", cancel, False),
        ("bay", refund, False),
        ("bay", refund, True),
        ("shop", refund, False),
        ("shop", refund, True),
        ("shop", edit, False),
    ],
)
def test_units_that_are_not_due_after_the_label_are_an_alarm(
    store: str,
    withdraw: Callable[[Trade, PlatformOrder], None],
    told: bool,
    mode: MatchingMode,
) -> None:
    """It names the label; voided and bought again, the package holds what is owed."""
    trade = Trade(mode=mode)
    order = trade.buy(store, ("MUG", 2))
    trade.take_in()
    label = trade.hub.shipping.ship(trade.id(order), "house:ground")
    if told:
        trade.wait(3)
    withdraw(trade, order)
    trade.take_in()
    trade.settle()
    said = alarm(trade, order, "warning.not_due")
    assert said.facts["n"] == 1
    assert label.tracking in str(said.facts["labels"])
    assert f"shiponce void {label.id}" in say(said.code, **said.facts)


@MODES
@STORES
@pytest.mark.proves("O3", "Q6")
def test_an_order_that_is_cancelled_after_its_label_is_an_alarm(
    store: str, mode: MatchingMode
) -> None:
    """Before the platform was told of the package."""
    trade = Trade(mode=mode, profile="bare")
    order = trade.buy(store)
    trade.take_in()
    label = trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.world.cancel(store, order.order_id)
    for _ in range(3):  # the hub is not running while it is cancelled
        trade.world.advance_to(trade.world.now + 60_000)
    trade.hub.imports.run(store)
    said = alarm(trade, order, "warning.cancelled_after_label")
    for language in LANGUAGES:
        assert label.tracking in say(said.code, language, **said.facts)


@pytest.mark.proves("O3", "O5", "Q6")
@pytest.mark.parametrize("market", ["amz", "bay"])
def test_a_request_to_cancel_after_the_label_is_seen(market: str) -> None:
    """The buyer asks while the package may still be here."""
    trade = Trade()
    order = trade.buy(market)
    trade.take_in()
    trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.world.after_sale.request_cancellation(market, order.order_id)
    for _ in range(3):
        trade.world.advance_to(trade.world.now + 60_000)
    trade.hub.imports.run(market)
    kinds = [one.kind.value for one in trade.hub.orders.detail(trade.id(order)).conditions]
    assert kinds == ["buyer_asks_to_cancel"]


# -- O7

#: The operation by which each store is told.
TELLS = {
    "amz": "confirmShipment",
    "bay": "createShippingFulfillment",
    "shop": "createShipment",
}


@MODES
@STORES
@pytest.mark.proves("O7")
def test_what_a_platform_accepted_and_does_not_show_is_raised(
    store: str, mode: MatchingMode
) -> None:
    """It said yes, and recorded nothing: somebody is told which package, and when it said so."""
    trade = Trade(mode=mode, profile="bare")
    order = trade.buy(store)
    trade.take_in()
    trade.world.faults.add(Fault("forgets", TELLS[store], store=store))
    trade.ship(order)
    assert [one.state for one in trade.notifications(store)] == [NotificationState.SENT]
    assert trade.sent(order) == []
    trade.world.change_address(store, order.order_id, Recipient(phone="555-0100"))
    trade.wait(3)
    trade.take_in()  # it lists what changed
    (told,) = trade.notifications(store)
    assert told.reason is not None
    assert told.reason.code == "notification.unconfirmed"
    trade.pass_hours(48)
    (told,) = trade.notifications(store)
    assert told.reason is not None
    assert (told.state, told.reason.code) == (
        NotificationState.STOPPED,
        "notification.not_shown",
    )
    for language in LANGUAGES:
        assert "{" not in say(told.reason.code, language, **told.reason.facts)


@STORES
@pytest.mark.proves("O7")
def test_what_a_platform_shows_is_believed(store: str) -> None:
    """A later reading shows the package: nothing is raised, and it is told once."""
    trade = Trade(profile="bare")
    order = trade.buy(store)
    trade.take_in()
    trade.ship(order)
    trade.pass_hours(48)
    trade.take_in()
    assert [one.state for one in trade.notifications(store)] == [NotificationState.SENT]
    assert len(trade.sent(order)) == 1


@pytest.mark.proves("O7")
@pytest.mark.parametrize(("told", "bought_at"), [("amz", "amz"), ("bay", "bay"), ("shop", "amz")])
def test_what_was_lost_is_noticed_though_no_list_of_changes_names_it(
    told: str, bought_at: str
) -> None:
    """The order or its copy did not change: imports alone read what was accepted."""
    trade = Trade(profile="generic-app" if told == "shop" else "bare")
    order = trade.buy(bought_at)
    trade.take_in()
    trade.world.faults.add(Fault("forgets", TELLS[told], store=told))
    trade.ship(order)
    target = trade.copy(order) if told == "shop" else order
    assert trade.sent(target) == []
    reasons = []
    for _ in range(4):  # every hour an import, and nothing else
        trade.world.advance_to(trade.world.now + 3_600_000)
        trade.hub.imports.run(told)
        trade.hub.imports.run(told)
        (view,) = trade.notifications(told)
        reasons.append(view.reason.code if view.reason else "")
    assert "notification.unconfirmed" in reasons
    assert reasons[-1] == "notification.not_shown"
    assert trade.notifications(told)[0].state is NotificationState.STOPPED
    assert trade.labelled(order) == {"MUG": 1}


@MODES
@pytest.mark.proves("O1", "O7")
def test_an_order_that_lacks_our_package_is_no_work(mode: MatchingMode) -> None:
    """EBay lists the unit that somebody else sent, and not our two: nothing is due all the same."""
    trade = Trade(mode=mode, profile="bare")
    order = trade.buy("bay", ("MUG", 3))
    trade.take_in()
    trade.world.faults.add(Fault("forgets", TELLS["bay"], store="bay"))
    trade.ship(order, lines=trade.numbered(order, MUG=2))
    trade.ship_there(order, "1Z9", MUG=1)
    trade.take_in()
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
    (view,) = trade.notifications("bay")
    assert view.reason is not None
    assert view.reason.code == "notification.unconfirmed"
    trade.pass_hours(4)
    trade.take_in()
    (view,) = trade.notifications("bay")
    assert view.state is NotificationState.STOPPED
    assert order.order_id not in trade.waiting()
    trade.hub.notifications.retry(view.id, anyway=True)
    trade.settle()
    assert sorted(map(str, trade.sent(order))) == ["{'MUG': 2}"]
    assert trade.notifications("bay")[0].state is NotificationState.SENT


@STORES
@pytest.mark.proves("O7")
def test_a_package_that_was_shown_and_is_gone_is_raised(store: str) -> None:
    """Confirmed once is not confirmed for ever: the platform lists another package without ours."""
    trade = Trade(profile="bare")
    order = trade.buy(store, ("MUG", 3))
    trade.take_in()
    trade.ship(order, lines=trade.numbered(order, MUG=2))
    trade.pass_hours(2)
    trade.take_in()
    assert trade.notifications(store)[0].confirmed_at is not None
    current = trade.world.orders[order.store, order.order_id]
    (ours,) = current.packages
    evolve(trade.world.state, PackageGone(store, order.order_id, ours.package_id, trade.world.now))
    trade.ship_there(order, "1Z9", MUG=1)
    trade.take_in()
    (view,) = trade.notifications(store)
    assert (view.confirmed_at, view.reason and view.reason.code) == (
        None,
        "notification.unconfirmed",
    )
    trade.pass_hours(3)
    assert trade.notifications(store)[0].state is NotificationState.STOPPED
    assert trade.due(order) == {}
    assert trade.status(order) is OrderStatus.SHIPPED
