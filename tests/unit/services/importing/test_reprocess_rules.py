"""Rules on what is in the hub: tried, run again, moved, and kept from losing orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.domain.shipment import NotificationState, Route
from shiponce.domain.store import MatchingMode, Method
from shiponce.errors import BadInput, Refused, Unreachable
from shiponce.hub import Hub
from shiponce.persistence import orders_for_rules
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

MUGS = (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),)
TAG = Rule("Mugs", MUGS, ((Action.ADD_TAG, "mug"),))
OUT = Rule("No mugs", MUGS, ((Action.DO_NOT_IMPORT, ""),))
WISHES = Rule(
    "Careful",
    MUGS,
    (
        (Action.SET_SERVICE, "house:ground"),
        (Action.SET_PACKAGE, "Small box"),
        (Action.ADD_NOTE, "Fragile"),
    ),
)


def with_orders(documented: bool = False) -> tuple[Hub, World]:
    """An Amazon order with its copy, a lone copy of an eBay order, and a storefront order."""
    hub, world = a_hub()
    if documented:
        hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    mug, gone = an_order(), an_order(EBAY, "27-1")
    world.stores["amz"].orders[mug.remote_id] = mug
    world.stores["shop"].orders = {
        "1042": a_copy(mug),
        "1043": a_copy(gone, "1043"),
        "1050": an_order(BIGCOMMERCE, "1050"),
    }
    for store in ("shop", "amz"):
        hub.imports.run(store)
    return hub, world


@pytest.mark.proves("R8")
def test_a_dry_run_says_what_would_be_caught_and_changes_nothing() -> None:
    """Every order in the hub is looked at, the hidden ones too; lone copies are counted."""
    hub, _ = with_orders()
    before = hub.orders.counts()
    found = hub.reprocessing.dry_run(replace(EXCLUDE_COPIES, enabled=False))
    assert (found.seen, found.caught, found.without_original) == (4, 2, 1)
    by_number = {row.order.number: row for row in found.rows}
    assert {number: row.has_original for number, row in by_number.items()} == {
        "1042": True,
        "1043": False,
    }
    (row,) = [row for number, row in by_number.items() if number == "1043"]
    assert row.rules == EXCLUDE_COPIES.name
    assert [one.code for one in row.outcome] == ["rule.would.keep_out"]
    assert (hub.orders.counts(), hub.orders.excluded(), hub.rules.rows()) == (before, (), ())


@pytest.mark.proves("R8")
def test_a_dry_run_of_the_list_names_every_rule_and_outcome() -> None:
    """All rules that are on, together, as they would run."""
    hub, _ = with_orders()
    hub.rules.add(TAG)
    hub.rules.add(WISHES)
    hub.rules.add(Rule("Wait", MUGS, ((Action.HOLD, "2026-12-24"),)))
    hub.rules.add(replace(OUT, enabled=False))
    found = hub.reprocessing.dry_run()
    assert found.caught == 4
    assert found.rows[0].rules == "Mugs, Careful, Wait"
    assert [(one.code, dict(one.facts)) for one in found.rows[0].outcome] == [
        ("rule.would.tag", {"tag": "mug"}),
        ("rule.would.hold_until", {"until": "2026-12-24"}),
        ("rule.would.service", {"service": "house:ground"}),
        ("rule.would.package", {"package": "Small box"}),
        ("rule.would.note", {"note": "Fragile"}),
    ]
    (plain,) = hub.reprocessing.dry_run(Rule("h", MUGS[:1], ((Action.HOLD, ""),))).rows[0].outcome
    assert plain.code == "rule.would.hold"
    with pytest.raises(BadInput) as bad:
        hub.reprocessing.dry_run(Rule("", MUGS, ((Action.HOLD, ""),)))
    assert bad.value.code == "error.rule_no_name"


@pytest.mark.proves("R5")
def test_a_new_rule_waits_until_it_is_reprocessed() -> None:
    """Then it touches open orders, and only those."""
    hub, world = with_orders()
    shipped = hub.orders.find("1050")
    hub.shipping.ship(shipped, "house:ground")
    cancelled = hub.orders.find("1043")
    hub.orders.cancel(cancelled, anyway=True)
    hub.rules.add(TAG)
    hub.imports.run_all()
    mug = hub.orders.find("amz:111-0000001-0000001")
    assert hub.orders.detail(mug).row.tags == ()
    done = hub.reprocessing.run()
    assert (done.seen, done.changed, done.excluded) == (1, 1, 0)
    assert hub.orders.detail(mug).row.tags == ("mug",)
    assert hub.orders.detail(shipped).row.tags == hub.orders.detail(cancelled).row.tags == ()
    assert hub.reprocessing.run().changed == 0
    assert world.stores["shop"].told == []


@pytest.mark.proves("R5", "R6")
def test_reprocessing_takes_out_what_came_in_before_the_rule() -> None:
    """Documented mode's duplicates go, each with its record; the originals stay."""
    hub, _ = with_orders(documented=True)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 4
    hub.rules.add(EXCLUDE_COPIES, anyway=True)
    done = hub.reprocessing.run()
    assert (done.seen, done.excluded) == (4, 2)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2
    assert {(row.kind, row.remote_id, row.origin) for row in hub.orders.excluded()} == {
        ("rule", "1042", "amazon 111-0000001-0000001"),
        ("rule", "1043", "ebay 27-1"),
    }
    hub.imports.run_all(["shop"])
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2


@pytest.mark.proves("R5", "X3")
def test_an_original_with_copies_behind_it_is_not_taken_out() -> None:
    """Its hidden copy would be left to nobody, in no grid and with no original."""
    hub, _ = with_orders()
    hub.rules.add(OUT, anyway=True)
    done = hub.reprocessing.run()
    assert (done.seen, done.excluded) == (3, 2)
    assert hub.orders.detail(hub.orders.find("amz:111-0000001-0000001")).row.status is (
        OrderStatus.AWAITING_SHIPMENT
    )
    assert hub.orders.counts()[Grid.HIDDEN] == 1


@pytest.mark.proves("R5")
def test_what_has_a_label_or_is_being_labelled_is_left_alone() -> None:
    """A rule that took an order out under a purchase would lose its label."""
    hub, world = with_orders()
    mug = hub.orders.find("amz:111-0000001-0000001")
    lost = Unreachable("error.unreachable", platform="house", operation="buy")
    world.carriers[Route.HOUSE].after = [lost]
    world.carriers[Route.HOUSE].deaf = [lost]
    with pytest.raises(Unreachable):
        hub.shipping.ship(mug, "house:ground")
    given_back = hub.shipping.ship(hub.orders.find("1050"), "house:ground")
    hub.shipping.void(given_back.id)
    hub.rules.add(TAG)
    assert hub.reprocessing.run().seen == 1  # the lone copy
    assert hub.orders.detail(mug).row.tags == ()


@pytest.mark.proves("R9")
def test_wishes_are_shown_with_the_order() -> None:
    """Service, package and note stand with the order, by import and by reprocessing."""
    hub, world = a_hub()
    hub.rules.add(WISHES)
    world.stores["amz"].orders["1"] = an_order()
    hub.imports.run("amz")
    found = hub.orders.detail(1)
    assert (found.wished_service, found.wished_package) == ("house:ground", "Small box")
    assert (found.note, found.hold_until) == ("Fragile", None)
    hub.rules.change(1, Rule("Careful", MUGS, ((Action.ADD_NOTE, "Glass"),)))
    assert hub.orders.detail(1).note == "Fragile"
    assert hub.reprocessing.run().changed == 1
    found = hub.orders.detail(1)
    assert (found.wished_service, found.note) == ("", "Glass")
    hub.rules.remove(1)
    assert hub.reprocessing.run().changed == 1
    assert hub.orders.detail(1).note == ""


@pytest.mark.proves("R9")
def test_a_hold_ends_by_itself_at_its_date() -> None:
    """Not a moment earlier; the order is then where its platform says."""
    hub, world = a_hub()
    hub.rules.add(Rule("Wait", MUGS, ((Action.HOLD, "2 days"),)))
    world.stores["amz"].orders["1"] = an_order()
    hub.imports.run("amz")
    detail = hub.orders.detail(1)
    assert (detail.row.status, detail.hold_until) == (
        OrderStatus.ON_HOLD,
        NOON + timedelta(days=2),
    )
    world.clock.wait(days=2, seconds=-1)
    hub.tick()
    assert hub.orders.detail(1).row.status is OrderStatus.ON_HOLD
    world.clock.wait(seconds=1)
    hub.tick()
    detail = hub.orders.detail(1)
    assert (detail.row.status, detail.hold_until) == (OrderStatus.AWAITING_SHIPMENT, None)
    assert detail.why.headline.code == "why.hold_ended"
    assert hub.reprocessing.run().seen == 1


@pytest.mark.proves("R5")
def test_reprocessing_lets_go_of_what_no_rule_holds_any_more() -> None:
    """A hold by rule follows the rules; one by a person does not."""
    hub, world = a_hub()
    rule = hub.rules.add(Rule("Wait", MUGS, ((Action.HOLD, ""),)))
    world.stores["amz"].orders = {
        "1": an_order(),
        "2": an_order(
            remote_id="111-0000002-0000002", lines=(replace(an_order().lines[0], sku="POT"),)
        ),
    }
    hub.imports.run("amz")
    hub.orders.hold(2)
    hub.rules.switch(rule.id, enabled=False)
    assert hub.reprocessing.run().changed == 1
    assert hub.orders.detail(1).row.status is OrderStatus.AWAITING_SHIPMENT
    assert hub.orders.detail(2).row.status is OrderStatus.ON_HOLD


def test_a_person_holds_and_releases() -> None:
    """Only what waits to be shipped, and only holds that were put here."""
    hub, world = a_hub()
    world.stores["amz"].orders = {
        "1": an_order(),
        "2": an_order(remote_id="111-0000002-0000002", status=OrderStatus.ON_HOLD),
    }
    hub.imports.run("amz")
    hub.orders.hold(1, "2026-12-24")
    detail = hub.orders.detail(1)
    assert detail.hold_until == datetime(2026, 12, 24, tzinfo=UTC)
    assert (detail.row.status, detail.why.headline.code) == (OrderStatus.ON_HOLD, "why.held_here")
    with pytest.raises(Refused) as twice:
        hub.orders.hold(1)
    assert twice.value.code == "limit.hold_only_awaiting"
    hub.imports.run("amz")
    assert hub.orders.detail(1).row.status is OrderStatus.ON_HOLD
    hub.orders.release(1)
    detail = hub.orders.detail(1)
    assert (detail.row.status, detail.hold_until) == (OrderStatus.AWAITING_SHIPMENT, None)
    for order_id in (1, 2):
        with pytest.raises(Refused) as no:
            hub.orders.release(order_id)
        assert no.value.code == "limit.no_hold_here"
    with pytest.raises(BadInput) as bad:
        hub.orders.hold(1, "whenever")
    assert bad.value.code == "error.rule_hold"
    for act in (hub.orders.hold, hub.orders.release):
        with pytest.raises(BadInput, match="no order"):
            act(99)


def test_a_hold_that_the_platform_ended_only_loses_its_date() -> None:
    """Cancelled there meanwhile: the date passes, and nothing comes to life."""
    hub, world = a_hub()
    world.stores["amz"].orders["1"] = an_order()
    hub.imports.run("amz")
    hub.orders.hold(1, "1 day")
    world.stores["amz"].orders["1"] = an_order(status=OrderStatus.CANCELLED, modified_at=NOON)
    hub.imports.run("amz")
    world.clock.wait(days=1)
    hub.tick()
    assert hub.orders.detail(1).row.status is OrderStatus.CANCELLED
    assert hub.orders.detail(1).hold_until is None


@pytest.mark.proves("R4")
def test_rules_run_only_the_first_time_that_an_order_is_there_to_be_shipped() -> None:
    """Back from a platform's hold it is left as it is, whatever rules came meanwhile."""
    hub, world = a_hub()
    world.stores["amz"].orders["1"] = an_order()
    hub.imports.run("amz")
    hub.rules.add(TAG)
    for minute, status in ((1, OrderStatus.ON_HOLD), (2, OrderStatus.AWAITING_SHIPMENT)):
        world.stores["amz"].orders["1"] = an_order(
            status=status, modified_at=NOON.replace(minute=minute)
        )
        hub.imports.run("amz")
    found = hub.orders.detail(1)
    assert (found.row.status, found.row.tags) == (OrderStatus.AWAITING_SHIPMENT, ())


@pytest.mark.proves("A6")
@pytest.mark.parametrize("method", list(Method))
def test_a_rule_that_loses_orders_is_refused_with_their_number(method: Method) -> None:
    """Added, switched on or changed; insisted on, it is there and warns."""
    hub, world = a_hub(connect=False)
    hub.stores.connect("shop", BIGCOMMERCE, "h")
    hub.stores.connect("bay", EBAY, "b", market="EBAY_US")
    hub.stores.choose_method(method)
    for number in ("1042", "1043"):
        world.stores["shop"].orders[number] = a_copy(an_order(remote_id=f"111-{number}"), number)
    hub.imports.run("shop")
    with pytest.raises(Refused) as refused:
        hub.rules.add(EXCLUDE_COPIES)
    assert refused.value.facts == {"n": 2}
    assert (refused.value.code, refused.value.way_out) == (
        "limit.rule_loses_orders",
        "way_out.rule_anyway",
    )
    assert hub.rules.rows() == ()
    off = hub.rules.add(replace(EXCLUDE_COPIES, enabled=False))
    with pytest.raises(Refused):
        hub.rules.switch(off.id, enabled=True)
    with pytest.raises(Refused):
        hub.rules.change(off.id, EXCLUDE_COPIES)
    assert not hub.rules.rows()[0].enabled
    on = hub.rules.switch(off.id, enabled=True, anyway=True)
    assert (on.enabled, [warning.code for warning in on.warnings]) == (
        True,
        ["limit.rule_loses_orders"],
    )
    assert hub.rules.switch(off.id, enabled=False).enabled is False


@pytest.mark.proves("A6")
def test_a_rule_that_will_lose_orders_is_refused_before_there_are_any() -> None:
    """An empty hub says nothing of tomorrow's copies of a marketplace that is not connected."""
    hub, _ = a_hub(connect=False)
    assert hub.rules.add(EXCLUDE_COPIES).warnings == ()  # not even BigCommerce is connected
    hub.rules.remove(1)
    hub.stores.connect("shop", BIGCOMMERCE, "h")
    with pytest.raises(Refused) as refused:
        hub.rules.add(EXCLUDE_COPIES)
    assert refused.value.facts == {"n": 0}
    hub.stores.connect("amz", AMAZON, "a", market="ATVPDKIKX0DER")
    with pytest.raises(Refused):
        hub.rules.add(EXCLUDE_COPIES)
    hub.stores.connect("bay", EBAY, "b", market="EBAY_US")
    assert hub.rules.add(EXCLUDE_COPIES).enabled
    assert hub.rules.add(TAG, anyway=False).enabled


@pytest.mark.proves("R7")
def test_the_rules_screen_says_what_documented_mode_leaves_untold() -> None:
    """Under method B, and only there: reconciling tells BigCommerce from the record."""
    hub, _ = with_orders()
    row = hub.rules.add(EXCLUDE_COPIES, anyway=True)
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.orders.cancel(hub.orders.find("1043"), anyway=True)
    assert [one.code for one in hub.rules.rows()[0].warnings] == ["warning.rule_leaves_shop_untold"]
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    assert hub.rules.rows()[0].warnings == ()
    assert row.id == 1


@pytest.mark.proves("R4")
def test_rules_are_put_in_another_order() -> None:
    """Counted from 1; beyond the end is the end."""
    hub, _ = a_hub()
    for name in "abc":
        hub.rules.add(replace(TAG, name=name, actions=((Action.ADD_TAG, name),)))

    def names() -> str:
        return "".join(row.name for row in hub.rules.rows())

    assert hub.rules.move(3, 1).position == 1
    assert names() == "cab"
    assert hub.rules.move(3, 2).position == 2
    assert names() == "acb"
    assert hub.rules.move(1, 9).position == 3
    assert names() == "cba"
    assert hub.rules.move(2, -4).position == 1
    assert names() == "bca"
    for lost in (
        lambda: hub.rules.move(9, 1),
        lambda: hub.rules.change(9, TAG),
        lambda: hub.rules.switch(9, enabled=True),
        lambda: hub.rules.remove(9),
    ):
        with pytest.raises(BadInput) as bad:
            lost()
        assert (bad.value.code, bad.value.facts) == ("error.no_rule", {"rule": 9})


@pytest.mark.proves("R8", "B11")
def test_the_trace_of_an_order_names_each_criterion() -> None:
    """The value that the order has, and whether the criterion held."""
    hub, _ = with_orders()
    hub.rules.add(TAG)
    hub.rules.add(EXCLUDE_COPIES, anyway=True)
    rows = hub.reprocessing.trace(hub.orders.find("1050"))
    assert [(row.rule, row.criterion, row.value, row.met) for row in rows] == [
        ("Mugs", "sku", "MUG-SLATE", True),
        (EXCLUDE_COPIES.name, "marketplace", "bigcommerce", True),
        (EXCLUDE_COPIES.name, "source", "storefront", False),
    ]
    assert (rows[2].operator, rows[2].values) == ("equals", ("ebay", "amazon"))


@pytest.mark.proves("R7", "X5")
def test_reprocessing_a_copy_away_still_tells_its_shop() -> None:
    """The original was shipped while the copy stood beside it: the record is told now."""
    hub, world = with_orders(documented=True)
    hub.shipping.ship(hub.orders.find("amz:111-0000001-0000001"), "house:ground")
    hub.tick()
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    hub.rules.add(EXCLUDE_COPIES, anyway=True)
    hub.reprocessing.run()
    world.clock.wait(hours=5)
    hub.tick()
    told = [one.target_number for one in hub.notifications.rows() if one.platform is BIGCOMMERCE]
    assert told == ["1042"]
    assert {one.state for one in hub.notifications.rows()} == {NotificationState.SENT}


def test_a_stored_order_is_read_back_as_it_was_imported() -> None:
    """A dry run looks at the very order that an import would have looked at."""
    hub, world = a_hub()
    order = an_order(
        prime=True,
        requested_service="Standard",
        extra={"marketplaceId": "X"},
        ship_by=NOON,
        deliver_by=NOON + timedelta(days=2),
    )
    bare = an_order(remote_id="111-2", ship_to=None, status=OrderStatus.AWAITING_PAYMENT)
    world.stores["amz"].orders = {"1": order, "2": bare}
    hub.imports.run("amz")
    assert list(orders_for_rules.imported(hub._db.conn, [1, 2]).values()) == [order, bare]
