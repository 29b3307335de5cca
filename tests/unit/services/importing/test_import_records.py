"""What an import writes down: records, reasons, times, tags and wishes, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import orjson
import pytest

from shiponce.domain.order import Fetched, ImportedOrder, OrderStatus, Unreadable, Visibility
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.domain.shipment import Route
from shiponce.domain.store import MatchingMode
from shiponce.errors import Unreachable
from shiponce.hub import Hub
from shiponce.persistence.timestamps import from_ms
from shiponce.views.imports import ImportReport
from shiponce.views.orders import Grid
from shiponce.words import say
from tests.doubles.platforms_in_memory import NOON, World, a_copy, a_hub, an_order, until_sure
from tests.platform_ids import AMAZON, EBAY, EXCLUDE_COPIES

ORIGINAL = an_order()
NUMBER = ORIGINAL.number
MUG = ORIGINAL.lines[0]
SOON = NOON + timedelta(minutes=7)
LATER = NOON + timedelta(hours=3)
LOST = Unreachable("error.unreachable", platform="house", operation="buy")
MUGS = (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),)
POTS = Rule(
    "No pots",
    (Test(Criterion.SKU, Operator.STARTS_WITH, ("POT",)),),
    ((Action.DO_NOT_IMPORT, ""),),
)
OUT = Rule("No mugs", MUGS, ((Action.DO_NOT_IMPORT, ""),))
CARE = Rule(
    "Careful",
    MUGS,
    (
        (Action.ADD_TAG, "mug"),
        (Action.SET_SERVICE, "house:ground"),
        (Action.SET_PACKAGE, "Small box"),
        (Action.ADD_NOTE, "Fragile"),
    ),
)
MORE_CARE = Rule("More care", MUGS, ((Action.ADD_NOTE, "Two layers"),))
HOLD = Rule("Wait", MUGS, ((Action.HOLD, "5 days"),))


def taken(
    hub: Hub, world: World, at: datetime, *found: Fetched, store: str = "amz"
) -> ImportReport:
    """The report of an import at that time, of a store that shows these."""
    world.clock.time = at
    world.stores[store].orders = {f"{n}": one for n, one in enumerate(found)}
    return hub.imports.run(store)


def journal(hub: Hub, prefix: str) -> list[tuple[datetime, str, dict[str, object]]]:
    """When what happened to orders that have no place of their own."""
    rows = hub._db.conn.execute("SELECT at, kind, data FROM events ORDER BY id").fetchall()
    return [
        (from_ms(row["at"]), row["kind"], orjson.loads(row["data"]))
        for row in rows
        if row["kind"].startswith(prefix)
    ]


def history(hub: Hub, ref: str, code: str) -> list[tuple[datetime, dict[str, object]]]:
    """When something happened to an order, and with which facts."""
    happenings = hub.orders.detail(hub.orders.find(ref)).history
    return [(one.at, dict(one.what.facts)) for one in happenings if one.what.code == code]


def reason(hub: Hub, ref: str) -> tuple[str, datetime]:
    """Why an order is where it is, and since when."""
    why = hub.orders.why(hub.orders.find(ref))
    return why.headline.code, why.at


def changed(order: ImportedOrder, at: datetime, **more: object) -> ImportedOrder:
    """The order as its platform shows it later."""
    return replace(order, modified_at=at, **more)  # type: ignore[arg-type]  # by name


# -- what stands in no grid


@pytest.mark.proves("R6", "B11")
def test_a_kept_out_order_says_which_rule_it_was_and_when() -> None:
    """The second rule of two; each order it keeps out is counted, and imported again is silent."""
    hub, world = a_hub()
    rules = [hub.rules.add(rule, anyway=True).id for rule in (POTS, OUT)]
    two = (ORIGINAL, an_order(remote_id="111-2"))
    assert taken(hub, world, SOON, *two).excluded == 2
    rows = sorted(hub.orders.excluded(), key=lambda row: row.remote_id)
    assert [(row.store, row.remote_id, row.kind, row.at) for row in rows] == [
        ("amz", NUMBER, "rule", SOON),
        ("amz", "111-2", "rule", SOON),
    ]
    told = "Excluded by the rule “No mugs”: SKU starts with MUG."
    assert [say(row.reason.code, "en", **row.reason.facts) for row in rows] == [told] * 2
    assert [row.undo and row.undo.facts["id"] for row in rows] == [row.id for row in rows]
    assert [row.origin for row in rows] == ["", ""]
    assert {row.id: row.excluded for row in hub.rules.rows()} == {rules[0]: 0, rules[1]: 2}
    happened = journal(hub, "excluded")
    assert happened == [
        (SOON, "excluded_rule", {"store": "amz", "remote": NUMBER}),
        (SOON, "excluded_rule", {"store": "amz", "remote": "111-2"}),
    ]
    assert taken(hub, world, LATER, *two).excluded == 2
    assert journal(hub, "excluded") == happened
    assert {row.at for row in hub.orders.excluded()} == {SOON}


@pytest.mark.proves("R6")
def test_a_kept_out_order_that_changes_is_written_down_again() -> None:
    """Still one record, with the newer time and reason; another reason counts as a change."""
    hub, world = a_hub()
    rule = hub.rules.add(OUT, anyway=True)
    taken(hub, world, NOON, ORIGINAL)
    taken(hub, world, SOON, changed(ORIGINAL, SOON))
    (row,) = hub.orders.excluded()
    assert (row.kind, row.at) == ("rule", SOON)
    bare = changed(ORIGINAL, LATER, ship_to=None)
    taken(hub, world, LATER, bare)
    (row,) = hub.orders.excluded()
    assert (row.kind, row.at, row.reason.code) == ("not_importable", LATER, "excluded.no_address")
    assert dict(row.reason.facts) == {}
    assert [row.excluded for row in hub.rules.rows()] == [0]
    hub.rules.remove(rule.id)
    assert [(at, kind) for at, kind, _ in journal(hub, "excluded")] == [
        (NOON, "excluded_rule"),
        (SOON, "excluded_rule"),
        (LATER, "excluded_not_importable"),
    ]


def test_an_order_of_nothing_physical_says_so_once() -> None:
    """Imported again it is the same record, with the time of the first."""
    hub, world = a_hub()
    book = an_order(lines=(replace(MUG, physical=False),))
    taken(hub, world, NOON, book)
    taken(hub, world, SOON, book)
    (row,) = hub.orders.excluded()
    assert (row.kind, row.reason.code, row.at) == (
        "not_importable",
        "excluded.nothing_physical",
        NOON,
    )
    assert len(journal(hub, "excluded")) == 1


@pytest.mark.proves("X2", "B11")
def test_a_quarantined_order_says_what_was_wrong_with_it_and_when() -> None:
    """The same bytes again are silent; other bytes are another fault, in the same record."""
    hub, world = a_hub()
    bad = Unreadable(AMAZON, "111-9", "orderTotal: not an amount", b"{1}")
    worse = Unreadable(AMAZON, "111-9", "lines: not a list", b"{2}")
    taken(hub, world, NOON, bad)
    assert taken(hub, world, SOON, bad).quarantined == 1
    (row,) = hub.orders.excluded()
    assert (row.store, row.remote_id, row.at) == ("amz", "111-9", NOON)
    assert (row.reason.code, dict(row.reason.facts)) == (
        "excluded.quarantine",
        {"fault": "orderTotal: not an amount"},
    )
    taken(hub, world, LATER, worse)
    (row,) = hub.orders.excluded()
    assert (row.at, dict(row.reason.facts)) == (LATER, {"fault": "lines: not a list"})
    facts = {"store": "amz", "remote": "111-9"}
    assert journal(hub, "excluded") == [
        (NOON, "excluded_quarantine", facts),
        (LATER, "excluded_quarantine", facts),
    ]


def test_an_order_without_an_id_gets_a_name_that_a_person_can_copy() -> None:
    """A question mark and the digest of its bytes, the same in the list and in the journal."""
    hub, world = a_hub()
    taken(hub, world, NOON, Unreadable(AMAZON, "", "no id", b"{}"))
    (row,) = hub.orders.excluded()
    assert row.remote_id[0] == "?"
    assert len(row.remote_id) == 33
    assert [facts["remote"] for _, _, facts in journal(hub, "excluded")] == [row.remote_id]


# -- what arrives


@pytest.mark.proves("B11")
@pytest.mark.parametrize(
    ("order", "status", "why"),
    [
        (ORIGINAL, "awaiting_shipment", "why.arrived"),
        (an_order(status=OrderStatus.ON_HOLD), "on_hold", "why.arrived_on_hold"),
        (an_order(fulfilled_by_platform=True), "shipped", "why.by_platform"),
    ],
)
def test_an_arrival_says_from_where_and_to_where(
    order: ImportedOrder, status: str, why: str
) -> None:
    """In its history and as its reason, with the time of the import."""
    hub, world = a_hub()
    taken(hub, world, SOON, order)
    assert reason(hub, NUMBER) == (why, SOON)
    facts = {"store": "amz", "status": f"word.status.{status}", "why": why}
    assert history(hub, NUMBER, "event.imported") == [(SOON, facts)]


@pytest.mark.proves("B11")
@pytest.mark.parametrize(
    ("status", "why"),
    [
        (OrderStatus.AWAITING_SHIPMENT, "why.original_awaited"),
        (OrderStatus.ON_HOLD, "why.arrived_on_hold"),
        (OrderStatus.CANCELLED, "why.arrived_cancelled"),
    ],
)
def test_a_shown_copy_says_the_reason_that_tells_more(status: OrderStatus, why: str) -> None:
    """That it waits for its original, unless its status is a stronger reason."""
    hub, world = a_hub()
    taken(hub, world, SOON, a_copy(ORIGINAL, status=status), store="shop")
    row = hub.orders.detail(hub.orders.find("1042")).row
    assert (row.status, row.visibility) == (status, Visibility.VISIBLE)
    assert reason(hub, "1042") == (why, SOON)
    assert history(hub, "1042", "event.imported")[0][1]["why"] == why


@pytest.mark.proves("B3", "B11")
def test_a_hidden_copy_says_that_it_is_hidden_whatever_its_status() -> None:
    """And a page counts every one that it hides."""
    hub, world = a_hub()
    other = an_order(remote_id="111-2")
    taken(hub, world, NOON, ORIGINAL, other)
    copies = (a_copy(ORIGINAL, status=OrderStatus.ON_HOLD), a_copy(other, "1043"))
    report = taken(hub, world, SOON, *copies, store="shop")
    assert (report.added, report.hidden) == (2, 2)
    assert reason(hub, "shop:1042") == reason(hub, "shop:1043") == ("why.hidden", SOON)


@pytest.mark.proves("R3", "R4")
def test_rules_add_to_an_arriving_order_what_they_wish() -> None:
    """Tags behind those of its platform and none twice; notes in the order of the rules."""
    hub, world = a_hub()
    hub.rules.add(CARE)
    hub.rules.add(MORE_CARE)
    hub.rules.add(Rule("Prime too", MUGS, ((Action.ADD_TAG, "Amazon Prime Order"),)))
    taken(hub, world, SOON, an_order(prime=True))
    detail = hub.orders.detail(hub.orders.find(NUMBER))
    assert detail.row.tags == ("Amazon Prime Order", "mug")
    assert (detail.wished_service, detail.wished_package) == ("house:ground", "Small box")
    assert (detail.note, detail.hold_until) == ("Fragile\nTwo layers", None)
    assert reason(hub, NUMBER) == ("why.arrived", SOON)


@pytest.mark.proves("R4", "P1")
def test_a_rule_sees_the_tag_that_the_platform_gives() -> None:
    """Prime orders are told from others by it, on their way in."""
    hub, world = a_hub()
    prime = (Test(Criterion.TAG, Operator.INCLUDE, ("Amazon Prime Order",)),)
    hub.rules.add(Rule("Prime first", prime, ((Action.ADD_NOTE, "Today"),)))
    taken(hub, world, SOON, an_order(prime=True), an_order(remote_id="111-2"))
    notes = {
        number: hub.orders.detail(hub.orders.find(number)).note for number in (NUMBER, "111-2")
    }
    assert notes == {NUMBER: "Today", "111-2": ""}


@pytest.mark.proves("R4")
def test_a_rule_holds_an_arriving_order_until_its_day() -> None:
    """With the reason, the end, and no way back by a platform that shows it as open."""
    hub, world = a_hub()
    hub.rules.add(HOLD)
    taken(hub, world, SOON, ORIGINAL)
    detail = hub.orders.detail(hub.orders.find(NUMBER))
    assert detail.row.status is OrderStatus.ON_HOLD
    assert detail.hold_until == SOON + timedelta(days=5)
    assert reason(hub, NUMBER) == ("why.held_by_rule", SOON)
    taken(hub, world, LATER, changed(ORIGINAL, LATER, requested_service="Express"))
    assert hub.orders.detail(hub.orders.find(NUMBER)).row.status is OrderStatus.ON_HOLD


@pytest.mark.proves("R4")
@pytest.mark.parametrize(
    "before",
    [
        [OrderStatus.AWAITING_PAYMENT],
        [OrderStatus.ON_HOLD],
        [OrderStatus.AWAITING_PAYMENT, OrderStatus.ON_HOLD],
    ],
)
def test_rules_wait_until_an_order_awaits_shipment(before: list[OrderStatus]) -> None:
    """Then they tag it, hold it and wish for it as on arrival, and for no other order."""
    hub, world = a_hub()
    hub.rules.add(CARE)
    hub.rules.add(HOLD)
    other = an_order(remote_id="111-2", lines=(replace(MUG, sku="POT"),))
    for nth, status in enumerate(before):
        at = NOON + timedelta(minutes=nth)
        taken(hub, world, at, other, changed(ORIGINAL, at, status=status, prime=True))
    assert hub.orders.detail(hub.orders.find(NUMBER)).wished_service == ""
    taken(hub, world, SOON, other, changed(ORIGINAL, SOON, prime=True))
    detail = hub.orders.detail(hub.orders.find(NUMBER))
    assert (detail.row.status, detail.note) == (OrderStatus.ON_HOLD, "Fragile")
    assert detail.row.tags == ("Amazon Prime Order", "mug")
    assert detail.hold_until == SOON + timedelta(days=5)
    assert reason(hub, NUMBER) == ("why.held_by_rule", SOON)
    assert (
        hub.orders.detail(hub.orders.find("111-2")).note,
        hub.orders.detail(hub.orders.find("111-2")).row.tags,
    ) == ("", ())
    hub.orders.release(hub.orders.find(NUMBER))
    assert hub.orders.detail(hub.orders.find(NUMBER)).row.status is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("R4", "R5")
@pytest.mark.parametrize("first", [OrderStatus.AWAITING_SHIPMENT, OrderStatus.AWAITING_PAYMENT])
def test_a_rule_made_after_an_orders_turn_does_not_touch_it(first: OrderStatus) -> None:
    """Though the order leaves the grid on its platform, and comes back to it."""
    hub, world = a_hub()
    taken(hub, world, NOON, an_order(status=first))
    taken(hub, world, NOON, changed(ORIGINAL, NOON))
    hub.rules.add(CARE)
    taken(hub, world, SOON, changed(ORIGINAL, SOON, status=OrderStatus.ON_HOLD))
    taken(hub, world, LATER, changed(ORIGINAL, LATER))
    detail = hub.orders.detail(hub.orders.find(NUMBER))
    assert detail.row.status is OrderStatus.AWAITING_SHIPMENT
    assert (detail.row.tags, detail.note, detail.wished_service) == ((), "", "")


@pytest.mark.proves("R6", "X5")
def test_an_original_with_a_copy_behind_it_is_not_taken_away_by_a_rule() -> None:
    """It was unpaid when it came; without it the copy would stand behind nothing."""
    hub, world = a_hub()
    hub.rules.add(
        Rule(
            "No Amazon",
            (Test(Criterion.MARKETPLACE, Operator.EQUALS, ("amazon",)),),
            ((Action.DO_NOT_IMPORT, ""),),
        ),
        anyway=True,
    )
    unpaid = an_order(status=OrderStatus.AWAITING_PAYMENT)
    alone = an_order(remote_id="111-2", status=OrderStatus.AWAITING_PAYMENT)
    taken(hub, world, NOON, unpaid, alone)
    taken(hub, world, NOON, a_copy(unpaid), store="shop")
    paid = [changed(one, SOON, status=OrderStatus.AWAITING_SHIPMENT) for one in (unpaid, alone)]
    report = taken(hub, world, SOON, *paid)
    assert (report.refreshed, report.excluded) == (2, 1)
    assert [row.remote_id for row in hub.orders.excluded()] == ["111-2"]
    original = hub.orders.detail(hub.orders.find(f"amz:{NUMBER}"))
    assert original.row.status is OrderStatus.AWAITING_SHIPMENT
    assert [twin.number for twin in original.twins] == ["1042"]
    assert hub.orders.detail(hub.orders.find("shop:1042")).row.visibility is Visibility.HIDDEN


def test_newest_orders_stand_first_by_when_they_were_placed() -> None:
    """Not by when they were imported, or changed."""
    hub, world = a_hub()
    days = {"111-1": 2, "111-2": 9, "111-3": 4}
    found = [an_order(remote_id=n, placed_at=NOON - timedelta(days=d)) for n, d in days.items()]
    taken(hub, world, SOON, *found)
    rows = hub.orders.page(Grid.AWAITING_SHIPMENT)
    assert [row.number for row in rows] == ["111-1", "111-3", "111-2"]


# -- what changes there


@pytest.mark.proves("B11")
@pytest.mark.parametrize(
    "status",
    [OrderStatus.ON_HOLD, OrderStatus.SHIPPED, OrderStatus.CANCELLED, OrderStatus.AWAITING_PAYMENT],
)
def test_a_change_there_says_from_what_to_what(status: OrderStatus) -> None:
    """With the platform's name and the time, and imported once more it is silent."""
    hub, world = a_hub()
    taken(hub, world, NOON, ORIGINAL)
    there = changed(ORIGINAL, SOON, status=status)
    report = taken(hub, world, SOON, there)
    assert (report.added, report.refreshed, report.unchanged) == (0, 1, 0)
    assert reason(hub, NUMBER) == (f"why.{status.value}_there", SOON)
    assert hub.orders.why(hub.orders.find(NUMBER)).headline.facts["platform"] == "word.amazon"
    facts = {"before": "word.status.awaiting_shipment", "after": f"word.status.{status.value}"}
    assert history(hub, NUMBER, "event.status_there") == [(SOON, facts)]
    assert taken(hub, world, LATER, there).unchanged == 1
    assert reason(hub, NUMBER)[1] == SOON
    assert len(history(hub, NUMBER, "event.status_there")) == 1


def test_a_change_of_anything_else_moves_nothing() -> None:
    """What the order says is new, also within the same second; its place and reason are not."""
    hub, world = a_hub()
    taken(hub, world, NOON, ORIGINAL)
    before = reason(hub, NUMBER)
    report = taken(hub, world, SOON, replace(ORIGINAL, requested_service="Express"))
    assert (report.refreshed, report.unchanged) == (1, 0)
    assert hub.orders.detail(hub.orders.find(NUMBER)).requested_service == "Express"
    assert reason(hub, NUMBER) == before
    assert history(hub, NUMBER, "event.status_there") == []


@pytest.mark.proves("B11", "Q6")
def test_a_hidden_copy_keeps_its_reason_when_its_status_changes_there() -> None:
    """It stands behind its original all the same; its history says what happened."""
    hub, world = a_hub()
    hub.rules.add(CARE)
    taken(hub, world, NOON, ORIGINAL)
    copy = a_copy(ORIGINAL, status=OrderStatus.AWAITING_PAYMENT)
    taken(hub, world, NOON, copy, store="shop")
    taken(hub, world, SOON, changed(copy, SOON, status=OrderStatus.AWAITING_SHIPMENT), store="shop")
    detail = hub.orders.detail(hub.orders.find("shop:1042"))
    assert (detail.row.status, detail.note) == (OrderStatus.AWAITING_SHIPMENT, "")
    assert detail.row.tags == ()
    assert reason(hub, "shop:1042") == ("why.hidden", NOON)
    assert detail.why.evidence
    facts = {
        "before": "word.status.awaiting_payment",
        "after": "word.status.awaiting_shipment",
    }
    assert history(hub, "shop:1042", "event.status_there") == [(SOON, facts)]


@pytest.mark.proves("B7", "W10")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_a_copy_whose_key_comes_later_is_compared_then(mode: MatchingMode) -> None:
    """Somebody wrote the number in on BigCommerce; documented mode compared on arrival only."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    taken(hub, world, NOON, ORIGINAL)
    other = an_order(remote_id="111-2")
    taken(hub, world, NOON, ORIGINAL, other)
    copies = (a_copy(ORIGINAL), a_copy(other, "1043"), a_copy(an_order(remote_id="111-3"), "1044"))
    taken(hub, world, NOON, *(replace(copy, keys=()) for copy in copies), store="shop")
    report = taken(hub, world, SOON, *(changed(copy, SOON) for copy in copies), store="shop")
    hidden = 2 if mode is MatchingMode.RECONCILING else 0
    assert (report.refreshed, report.hidden) == (3, hidden)
    assert hub.orders.counts()[Grid.HIDDEN] == hidden


@pytest.mark.proves("A7", "Q6")
def test_an_order_that_is_cancelled_there_needs_no_goods_any_more() -> None:
    """The platform may take everything out of it; it is cancelled here all the same."""
    hub, world = a_hub()
    taken(hub, world, NOON, ORIGINAL)
    empty = changed(ORIGINAL, SOON, status=OrderStatus.CANCELLED, lines=(), ship_to=None)
    report = taken(hub, world, SOON, empty)
    assert (report.refreshed, report.excluded) == (1, 0)
    assert reason(hub, NUMBER) == ("why.cancelled_there", SOON)
    assert hub.orders.detail(hub.orders.find(NUMBER)).row.status is OrderStatus.CANCELLED


@pytest.mark.proves("Q6", "X2")
def test_a_change_under_a_purchase_is_counted_and_read_again() -> None:
    """Two labels are being bought: both orders count as unchanged until that is over."""
    hub, world = a_hub()
    two = (ORIGINAL, an_order(remote_id="111-2"))
    taken(hub, world, NOON, *two)
    house = world.carriers[Route.HOUSE]
    house.before, house.deaf = [LOST] * 2, [LOST] * 2
    for order_id in (1, 2):
        with pytest.raises(Unreachable):
            hub.shipping.ship(order_id, "house:ground")
    gone = [changed(one, SOON, status=OrderStatus.CANCELLED) for one in two]
    report = taken(hub, world, SOON, *gone)
    assert (report.fetched, report.unchanged, report.refreshed) == (2, 2, 0)
    until_sure(hub, world)
    report = taken(hub, world, LATER, *gone)
    assert (report.fetched, report.unchanged, report.refreshed) == (2, 0, 2)


@pytest.mark.proves("Q4")
def test_an_order_that_grows_on_ebay_takes_over_the_smaller_one() -> None:
    """The combined order was seen before its lines were."""
    hub, world = a_hub()
    mug, pot = replace(MUG, remote_id="1001"), replace(MUG, remote_id="1002", sku="POT")
    small = an_order(EBAY, "27-1", lines=(mug,))
    large = an_order(EBAY, "27-2", lines=(pot,), placed_at=NOON)
    taken(hub, world, NOON, small, large, store="bay")
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 2
    taken(hub, world, SOON, small, changed(large, SOON, lines=(mug, pot)), store="bay")
    assert reason(hub, "27-1") == ("why.superseded", SOON)
    assert [row.number for row in hub.orders.page(Grid.AWAITING_SHIPMENT)] == ["27-2"]


@pytest.mark.proves("R1", "R7")
def test_only_a_copy_that_names_one_purchase_is_known_by_it_when_kept_out() -> None:
    """Two proofs that differ name nobody: no shop is told of another purchase's parcel."""
    hub, world = a_hub()
    hub.rules.add(EXCLUDE_COPIES)
    sure = a_copy(ORIGINAL)
    torn = a_copy(ORIGINAL, "1043", keys=(*sure.keys, *a_copy(an_order(remote_id="111-2")).keys))
    taken(hub, world, SOON, sure, torn, store="shop")
    assert {row.remote_id: row.origin for row in hub.orders.excluded()} == {
        "1042": f"amazon {NUMBER}",
        "1043": "",
    }
    assert [kind for _, kind, _ in journal(hub, "excluded")] == ["excluded_rule"] * 2


# -- what could not be read, asked for again


@pytest.mark.proves("X2")
def test_quarantined_orders_are_read_again_within_the_platforms_quota() -> None:
    """Amazon allows thirty reads at once and one in two seconds: the rest waits, untried."""
    hub, world = a_hub()
    bad = [Unreadable(AMAZON, f"111-{n}", "no total", b"{}") for n in range(8)]
    taken(hub, world, NOON, *bad)
    world.stores["amz"].orders = {one.remote_id: one for one in bad}
    tried = sum(row.tries for row in hub.orders.excluded())
    for _ in range(5):
        hub.imports.retry_quarantined("amz")
    assert sum(row.tries for row in hub.orders.excluded()) == 30
    assert tried < 30
    world.clock.wait(seconds=2)
    world.stores["amz"].orders |= {f"111-{n}": an_order(remote_id=f"111-{n}") for n in range(8)}
    assert hub.imports.retry_quarantined("amz") == 1
    assert len(hub.orders.excluded()) == 7
