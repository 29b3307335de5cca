"""Cancelled by mistake: what comes back, where to, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE, EBAY

NUMBER = "111-0000001-0000001"
RECONCILING, DOCUMENTED = MatchingMode.RECONCILING, MatchingMode.DOCUMENTED
MUGS = (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),)


def twins(mode: MatchingMode = RECONCILING, *first: str) -> tuple[Hub, World, int, int]:
    """An Amazon purchase and its copy, imported in the order given; hub, world, original, copy."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    for store in first or ("shop", "amz"):
        hub.imports.run(store)
    return hub, world, hub.orders.find(f"amz:{NUMBER}"), hub.orders.find("shop:1042")


def alone(**more: object) -> tuple[Hub, World, int]:
    """A storefront order."""
    hub, world = a_hub()
    order = an_order(BIGCOMMERCE, "1001", **more)
    world.stores["shop"].orders = {"1001": order}
    hub.imports.run("shop")
    return hub, world, hub.orders.find("shop:1001")


def later(hub: Hub, world: World, store: str, remote_id: str, **more: object) -> None:
    """The platform changes an order, and it is imported again."""
    world.clock.wait(hours=1)
    order = world.stores[store].orders[remote_id]
    changed = replace(order, modified_at=world.clock.now(), **more)  # type: ignore[arg-type]
    world.stores[store].orders[remote_id] = changed
    hub.imports.run(store)


def refusal(hub: Hub, order_id: int) -> str:
    """Why an order is not restored."""
    with pytest.raises(Refused) as refused:
        hub.orders.restore(order_id)
    return refused.value.code


def place(hub: Hub, order_id: int) -> tuple[OrderStatus, Visibility, str]:
    """Where an order stands and why."""
    detail = hub.orders.detail(order_id)
    return detail.row.status, detail.row.visibility, detail.why.headline.code


@pytest.mark.proves("W2", "W5")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_a_restored_order_stands_where_it_stood(mode: MatchingMode) -> None:
    """Same status, same reason, same evidence; and one more import changes nothing."""
    hub, _, original, copy = twins(mode)
    for order_id in (copy, original):
        before = hub.orders.detail(order_id)
        hub.orders.cancel(order_id, anyway=True)
        hub.orders.restore(order_id)
        after = hub.orders.detail(order_id)
        assert (after.row, after.why.headline, after.why.evidence) == (
            before.row,
            before.why.headline,
            before.why.evidence,
        )
        hub.imports.run_all()
        assert hub.orders.detail(order_id).row == before.row


@pytest.mark.proves("W6")
def test_swapped_copy_is_named_and_comes_back_behind_its_original() -> None:
    """Cancelling the copy in place of the original names the copy; both are shipped once."""
    hub, world, original, copy = twins()
    assert [row.id for row in hub.orders.cancel(original, swap=True)] == [copy]
    assert place(hub, copy)[:2] == (OrderStatus.CANCELLED, Visibility.HIDDEN)
    (warning,) = hub.orders.why(copy).warnings
    assert (warning.code, warning.facts["by"]) == ("warning.cancelled_behind", "Tess")
    assert hub.orders.restore(copy).visibility is Visibility.HIDDEN
    assert hub.orders.why(copy).warnings == ()
    hub.shipping.ship(original, "house:ground")
    hub.tick()
    assert [len(world.stores[name].told) for name in ("amz", "shop")] == [1, 1]


@pytest.mark.proves("W1")
def test_a_copy_cancelled_before_its_original_came_is_judged_again() -> None:
    """Reconciling: the restored copy goes behind the original that arrived meanwhile."""
    hub, world = a_hub()
    original = an_order()
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run("shop")
    copy = hub.orders.find("shop:1042")
    hub.orders.cancel(copy)
    world.stores["amz"].orders = {original.remote_id: original}
    hub.imports.run("amz")
    assert hub.orders.restore(copy).visibility is Visibility.HIDDEN
    assert place(hub, copy) == (OrderStatus.AWAITING_SHIPMENT, Visibility.HIDDEN, "why.hidden")


@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.parametrize("stores", [("shop", "amz"), ("amz", "shop")])
@pytest.mark.proves("W7")
def test_nothing_comes_back_whose_purchase_has_left(
    mode: MatchingMode, stores: tuple[str, ...]
) -> None:
    """The twin has a label: in both modes, hidden or not, the other one stays cancelled."""
    hub, world, original, copy = twins(mode, *stores)
    hub.orders.cancel(copy)
    hub.shipping.ship(original, "house:ground")
    assert refusal(hub, copy) == "limit.restore_twin_left"
    hub.tick()
    hub.imports.run_all()
    assert refusal(hub, copy) == "limit.restore_twin_left"
    assert world.stores["amz"].told


def test_nothing_comes_back_whose_twin_was_sent_elsewhere() -> None:
    """The marketplace shows its order as shipped: the copy is not shipped from here any more."""
    hub, world, _, copy = twins(DOCUMENTED)
    hub.orders.cancel(copy)
    later(hub, world, "amz", NUMBER, status=OrderStatus.SHIPPED)
    assert refusal(hub, copy) == "limit.restore_twin_left"


def test_a_person_has_said_that_they_are_two_purchases() -> None:
    """Then the other one's label does not stand in the way."""
    hub, _, original, copy = twins(DOCUMENTED)
    hub.orders.cancel(copy)
    hub.matching.reject(copy, original)
    hub.shipping.ship(original, "house:ground")
    assert hub.orders.restore(copy).status is OrderStatus.AWAITING_SHIPMENT


def test_what_a_platform_cancelled_stays_cancelled() -> None:
    """By the platform alone, or by the platform too after it was cancelled here."""
    hub, world, order = alone()
    hub.orders.cancel(order)
    later(hub, world, "shop", "1001", status=OrderStatus.CANCELLED)
    assert refusal(hub, order) == "limit.cancelled_by_platform"
    hub, world, order = alone(status=OrderStatus.CANCELLED)
    assert refusal(hub, order) == "limit.cancelled_by_platform"


def test_what_is_open_or_unknown_is_not_restored() -> None:
    """There is nothing to bring back."""
    hub, _, order = alone()
    assert refusal(hub, order) == "limit.not_cancelled"
    with pytest.raises(BadInput):
        hub.orders.restore(99)


def test_an_order_goes_where_its_platform_has_moved_it() -> None:
    """Paid meanwhile, or shipped meanwhile: the platform's word stands."""
    hub, world, order = alone(status=OrderStatus.AWAITING_PAYMENT)
    hub.orders.cancel(order)
    later(hub, world, "shop", "1001", status=OrderStatus.AWAITING_SHIPMENT)
    assert hub.orders.detail(order).row.status is OrderStatus.CANCELLED
    assert hub.orders.restore(order).status is OrderStatus.AWAITING_SHIPMENT
    hub.orders.cancel(order)
    later(hub, world, "shop", "1001", status=OrderStatus.SHIPPED)
    hub.orders.restore(order)
    assert place(hub, order)[::2] == (OrderStatus.SHIPPED, "why.shipped_there")


def test_a_hold_comes_back_with_its_end_and_its_reason() -> None:
    """The tick that ends holds while the order is cancelled does not take the date away."""
    hub, world, order = alone()
    hub.orders.hold(order, "3 days")
    before = hub.orders.detail(order)
    hub.orders.cancel(order)
    world.clock.wait(days=1)
    hub.tick()
    hub.orders.restore(order)
    after = hub.orders.detail(order)
    assert (after.row, after.hold_until) == (before.row, before.hold_until)
    assert after.why.headline == before.why.headline
    world.clock.wait(days=3)
    hub.tick()
    assert hub.orders.detail(order).row.status is OrderStatus.AWAITING_SHIPMENT


def test_a_hold_that_ended_meanwhile_is_over() -> None:
    """The date came while the order was cancelled."""
    hub, world, order = alone()
    hub.orders.hold(order, "1 day")
    hub.orders.cancel(order)
    world.clock.wait(days=2)
    hub.tick()
    hub.orders.restore(order)
    assert place(hub, order)[::2] == (OrderStatus.AWAITING_SHIPMENT, "why.hold_ended")
    assert hub.orders.detail(order).hold_until is None


@pytest.mark.proves("R4", "R5")
def test_rules_do_not_run_a_second_time() -> None:
    """A rule that was added meanwhile does not touch a restored order."""
    hub, _, order = alone()
    hub.orders.cancel(order)
    hub.rules.add(Rule("Mugs", MUGS, ((Action.ADD_TAG, "mug"), (Action.HOLD, ""))))
    assert hub.orders.restore(order).tags == ()
    assert hub.orders.detail(order).row.status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("R4")
def test_rules_have_their_first_turn_when_it_was_not_paid_before() -> None:
    """It enters Awaiting Shipment for the first time now; a person's order is not kept out."""
    hub, world, order = alone(status=OrderStatus.AWAITING_PAYMENT)
    hub.rules.add(Rule("Mugs", MUGS, ((Action.ADD_TAG, "mug"), (Action.HOLD, ""))))
    hub.orders.cancel(order)
    later(hub, world, "shop", "1001", status=OrderStatus.AWAITING_SHIPMENT)
    row = hub.orders.restore(order)
    assert (row.status, row.tags) == (OrderStatus.ON_HOLD, ("mug",))
    assert hub.orders.why(order).headline.facts["rule"] == "Mugs"


def test_a_held_copy_is_asked_about_again() -> None:
    """Cancelled while a person was to decide: restored, it waits for the decision."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(a_copy(original), keys=())}
    hub.imports.run_all()
    copy = hub.orders.find("shop:1042")
    hub.orders.cancel(copy)
    assert hub.orders.restore(copy).visibility is Visibility.HELD
    assert place(hub, copy)[2] == "why.origin_unknown"
    hub.orders.cancel(copy)
    hub.matching.choose_mode(DOCUMENTED)
    hub.orders.restore(copy)
    assert place(hub, copy)[1:] == (Visibility.VISIBLE, "why.arrived")


def test_a_voided_order_that_the_platform_thinks_sent_is_to_be_shipped_again() -> None:
    """What it shows as shipped is the echo of our own notification, and the label was voided."""
    hub, world, order = alone()
    shipment = hub.shipping.ship(order, "house:ground")
    hub.tick()
    hub.shipping.void(shipment.id)
    later(hub, world, "shop", "1001", status=OrderStatus.SHIPPED)
    before = place(hub, order)
    hub.orders.cancel(order)
    hub.orders.restore(order)
    assert (
        place(hub, order)
        == before
        == (
            OrderStatus.AWAITING_SHIPMENT,
            Visibility.VISIBLE,
            "why.label_voided",
        )
    )


def test_an_order_that_its_buyer_combined_is_not_restored() -> None:
    """The order that took over is the one to ship (Q4)."""
    hub, world = a_hub()
    old = an_order(EBAY, "11-11111-11111")
    other = replace(old.lines[0], remote_id="l2", sku="TEAPOT")
    new = an_order(
        EBAY,
        "22-22222-22222",
        lines=(*old.lines, other),
        placed_at=NOON - timedelta(hours=1),
    )
    world.stores["bay"].orders = {old.remote_id: old, new.remote_id: new}
    hub.imports.run("bay")
    assert refusal(hub, hub.orders.find(old.remote_id)) == "limit.restore_superseded"


def test_who_cancelled_and_who_restored_stand_in_the_history() -> None:
    """The reason names the person, and so do the events."""
    hub, _, order = alone()
    hub.orders.cancel(order)
    headline, undo = hub.orders.why(order).headline, hub.orders.why(order).undo
    assert (headline.code, headline.facts["by"]) == ("why.cancelled_here", "Tess")
    assert undo is not None
    assert undo.facts["ref"] == "shop:1001"
    hub.orders.restore(order)
    told = [(event.what.code, event.by) for event in hub.orders.detail(order).history[-2:]]
    assert told == [("event.cancelled", "Tess"), ("event.restored", "Tess")]


def test_an_order_cancelled_by_an_older_version_comes_back_too() -> None:
    """Nothing was written down of how it stood: its platform says where it belongs."""
    hub, _, order = alone()
    hub.orders.cancel(order)
    with hub._db.write() as conn:
        conn.execute("DELETE FROM cancellations")
        conn.execute("UPDATE order_state SET facts = '{}' WHERE order_id = ?", (order,))
    assert hub.orders.why(order).headline.code == "why.cancelled_unnamed"
    assert hub.orders.restore(order).status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("W6")
def test_a_copy_whose_original_was_cancelled_names_the_way_back_everywhere() -> None:
    """The doctor, the copy's reason and every refusal to ship name the command, until it is run."""
    hub, _, original, copy = twins()
    hub.orders.cancel(original, anyway=True)
    (found,) = [one for one in hub.maintenance.doctor() if one.code == "left_open"]
    restore = f"shiponce orders restore amz:{NUMBER}"
    assert found.commands == (restore,)
    (warning,) = hub.orders.why(copy).warnings
    said = [warning]
    for named in (copy, original):
        with pytest.raises(Refused) as refused:
            hub.shipping.ship(named, "house:ground")
        assert refused.value.way_out
        said.append(Sentence(refused.value.way_out, refused.value.facts))
        assert all(
            one.way_out == said[-1] for one in hub.shipping.options(named) if not one.available
        )
    for lang in LANGUAGES:
        assert all(restore in say(one.code, lang, **one.facts) for one in said)
    hub.orders.restore(original)
    assert hub.orders.why(copy).warnings == ()
    assert "left_open" not in {one.code for one in hub.maintenance.doctor()}
    assert hub.shipping.ship(original, "house:ground").tracking


@pytest.mark.proves("W6")
def test_a_purchase_that_was_cancelled_with_its_copy_is_nobody_s_worry() -> None:
    """Both orders were cancelled, so nothing waits; the original itself still names the way."""
    hub, _, original, copy = twins()
    hub.orders.cancel(original, anyway=True)
    hub.orders.cancel(copy)
    assert "left_open" not in {one.code for one in hub.maintenance.doctor()}
