"""What follows from cancellations and refunds in the world: copies, clocks, and what is kept."""

from __future__ import annotations

from copy import deepcopy

import pytest

from mockplace.kernel.commands import IssueRefund, RequestedPart
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.stale_reads import as_it_was
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.testing import opened
from tests.unit.mockplace.markets import after, market

DAY = 24 * 60


def copy_of(world: World, order: PlatformOrder) -> PlatformOrder:
    """The shop's copy of a marketplace order."""
    return world.orders[world.state.copies[order.store, order.order_id]]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_a_refund_reaches_the_copy_where_the_connector_passes_it_on(profile: str) -> None:
    """By line where the copy has it; the status follows, and the money went another way."""
    world = market(connector=profile)
    order = world.buy("mug", "bay", [("MUG", 2, None), ("TEAPOT", 1, None)])
    after(world, 2)
    world.after_sale.refund("bay", order.order_id, lines={order.lines[0].line_id: 1})
    after(world, 2)
    world.after_sale.refund("bay", order.order_id, amount=250)
    after(world, 2)
    copy = copy_of(world, order)
    if profile != "channel-manager":  # the only one that passes refunds on
        assert (copy.status_id, copy.refunds) == (11, [])
        return
    assert copy.status_id == 14
    assert [refund.amount for refund in copy.refunds] == [1299, 250]
    assert copy.refunds[0].parts[0].line_id == copy.lines[0].line_id
    assert all(refund.offline for refund in copy.refunds)


def test_a_refund_of_a_line_that_was_not_copied_is_not_on_the_copy() -> None:
    """The copy never had its money; of another sum it notes as much as it has left."""
    world = market()
    order = world.buy("both", "bay", [("MUG", 1, None), ("TEAPOT", 1, None)])
    after(world, 2)
    world.after_sale.refund("bay", order.order_id, lines={order.lines[1].line_id: 1})
    after(world, 2)
    copy = copy_of(world, order)
    assert (copy.status_id, copy.refunds) == (11, [])
    other = world.buy("other", "bay", [("MUG", 1, None), ("TEAPOT", 1, None)])
    after(world, 2)
    world.after_sale.refund("bay", other.order_id)
    after(world, 2)
    copy = copy_of(world, other)
    assert copy.status_id == 4
    assert [refund.amount for refund in copy.refunds] == [1299 + 550]


@pytest.mark.parametrize("store", ["amz", "bay"])
def test_an_approved_request_cancels_the_copy(store: str) -> None:
    """As a cancellation, whatever money went back with it; a request by itself changes nothing."""
    world = market()
    order = world.buy("mug", store, [("MUG", 1, None)])
    after(world, 2)
    world.after_sale.request_cancellation(store, order.order_id, "mistake")
    after(world, 60)
    assert copy_of(world, order).status_id == 11
    world.after_sale.approve_cancellation(store, order.order_id)
    after(world, 2)
    assert (copy_of(world, order).status_id, copy_of(world, order).refunds) == (5, [])


def test_a_line_that_was_cancelled_is_not_copied() -> None:
    """The copy has what is left; a copy that is there already stays as it is."""
    world = market()
    lines = [("MUG", 2, None), ("CANDLE", 1, None)]
    early, late = world.buy("early", "amz", lines), world.buy("late", "amz", lines)
    world.after_sale.cancel_by_seller("amz", early.order_id, lines=[early.lines[0].line_id])
    after(world, 2)
    world.after_sale.cancel_by_seller("amz", late.order_id, lines=[late.lines[0].line_id])
    after(world, 2)
    assert [line.sku for line in copy_of(world, early).lines] == ["CANDLE"]
    assert [line.sku for line in copy_of(world, late).lines] == ["MUG", "CANDLE"]


def test_an_order_whose_linked_lines_were_cancelled_is_not_copied() -> None:
    """A copy would have no line at all."""
    world = market()
    order = world.buy("both", "amz", [("MUG", 1, None), ("TEAPOT", 1, None)])
    world.after_sale.cancel_by_seller("amz", order.order_id, lines=[order.lines[0].line_id])
    after(world, 10)
    assert world.state.copies == {}
    assert world.purchases()[0].no_copy == "cancelled"


def test_units_of_one_line_that_a_wish_names_apart_add_up_to_the_line() -> None:
    """With all of its tax, and no more of them than the line has."""
    world = market()
    order = world.buy("mugs", "shop", [("MUG", 3, 333)])
    one = RequestedPart("line", order.lines[0].line_id, 1)
    with pytest.raises(Refusal, match="quantity-too-large"):
        world.after_sale.quote(IssueRefund("shop", order.order_id, (one,) * 4, "other"))
    refund = world.after_sale.issue(IssueRefund("shop", order.order_id, (one,) * 3, "other"))
    assert [part.tax for part in refund.parts] == [26, 27, 27]
    assert sum(part.amount for part in refund.parts) == 3 * 333 + 80


def test_units_or_all_that_is_left_can_be_shipped_in_the_platforms_own_pages() -> None:
    """The seller says which, or nothing."""
    world = market()
    order = world.buy("mugs", "amz", [("MUG", 3, None)])
    world.shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z1", {order.lines[0].line_id: 1})
    assert (order.status, order.lines[0].fulfilled) == ("partial", 1)
    world.shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z2")
    assert (order.status, order.lines[0].fulfilled) == ("shipped", 3)


def test_requests_and_refunds_are_kept_with_the_world() -> None:
    """A copy of the world goes its own way: its request runs out, and ours is approved."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    made = world.after_sale.request_cancellation("bay", order.order_id)
    kept = deepcopy(world)
    world.after_sale.approve_cancellation("bay", order.order_id)
    after(kept, 3 * DAY)
    other = kept.orders["bay", order.order_id]
    assert (order.status, len(order.refunds)) == ("cancelled", 1)
    assert (other.status, other.refunds) == ("open", [])
    assert other.cancellations[0].state == "expired"
    assert kept.state.cancellations == {("bay", made.cancel_id): order.order_id}


def test_a_stale_reading_shows_the_order_before_the_refund() -> None:
    """What was remembered of an order is not touched by what goes back later."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    after(world, 10)
    world.after_sale.request_cancellation("bay", order.order_id)
    after(world, 10)
    world.after_sale.approve_cancellation("bay", order.order_id)
    with as_it_was(world.state, 1):
        before = world.orders["bay", order.order_id]
        assert (before.status, before.refunds) == ("open", [])
        assert [one.state for one in before.cancellations] == ["requested"]
    assert world.orders["bay", order.order_id] is order


def test_an_answered_request_does_not_run_out() -> None:
    """When its time has come it is found to be closed."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    world.after_sale.request_cancellation("bay", order.order_id)
    world.after_sale.decline_cancellation("bay", order.order_id)
    after(world, 4 * DAY)
    assert [one.state for one in order.cancellations] == ["declined"]
    assert world.next_effect() is None


def test_a_request_on_amazon_waits_for_ever() -> None:
    """Amazon has no answer but cancelling or shipping; a shipped line is past both."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)])
    world.after_sale.request_cancellation("amz", order.order_id)
    after(world, 10 * DAY)
    assert order.cancellations[0].is_open
    world.shipping.ship_elsewhere("amz", order.order_id, "UPS", "1Z")
    with pytest.raises(Refusal, match="already-shipped"):
        world.after_sale.approve_cancellation("amz", order.order_id)


@pytest.mark.parametrize(
    ("store", "move", "code"),
    [
        ("shop", "request_cancellation", "no-requests"),
        ("amz", "approve_cancellation", "no-request"),
        ("amz", "refund", "not-charged"),
    ],
)
def test_what_a_platform_does_not_know_is_refused(store: str, move: str, code: str) -> None:
    """With a code of the world's."""
    world = market()
    order = world.buy("mug", store, [("MUG", 1, None)])
    with pytest.raises(Refusal) as refused:
        getattr(world.after_sale, move)(store, order.order_id)
    assert refused.value.code == code


def test_what_amazon_fulfils_it_cancels_itself() -> None:
    """Neither is its seller asked, nor does he cancel; the buyer does at once."""
    world = market()
    order = world.buy("mug", "amz", [("MUG", 1, None)], afn=True)
    for move in (world.after_sale.request_cancellation, world.after_sale.cancel_by_seller):
        with pytest.raises(Refusal, match="not-ours"):
            move("amz", order.order_id)
    world.cancel("amz", order.order_id)
    assert order.status == "cancelled"


def test_a_copy_that_is_refunded_by_hand_is_refunded_outside_the_shop() -> None:
    """The shop never had the money; that of its own storefront it has."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    own = world.buy("own", "shop", [("MUG", 1, None)])
    after(world, 2)
    copy = copy_of(world, order)
    assert world.after_sale.refund("shop", copy.order_id, amount=1).offline
    assert not world.after_sale.refund("shop", own.order_id, amount=1).offline


def test_a_seller_who_cancels_answers_the_request_with_it() -> None:
    """The buyer's request is completed, and the seller's own stands beside it."""
    world = market()
    order = world.buy("mug", "bay", [("MUG", 1, None)])
    world.after_sale.request_cancellation("bay", order.order_id)
    with pytest.raises(Refusal, match="already-requested"):
        world.after_sale.request_cancellation("bay", order.order_id)
    world.after_sale.cancel_by_seller("bay", order.order_id, "address")
    assert [(one.by, one.state) for one in order.cancellations] == [
        ("buyer", "completed"), ("seller", "completed"),
    ]  # fmt: skip
    assert len(order.refunds) == 1


@pytest.mark.parametrize("store", ["amz", "bay"])
def test_a_buyer_who_cancels_at_once_needs_no_answer_any_more(store: str) -> None:
    """What he asked for before is completed with it: it is neither approved nor runs out."""
    world = market()
    order = world.buy("mug", store, [("MUG", 1, None)])
    world.after_sale.request_cancellation(store, order.order_id)
    world.cancel(store, order.order_id)
    assert [one.state for one in order.cancellations] == ["completed", "completed"]
    with pytest.raises(Refusal, match="no-request"):
        world.after_sale.approve_cancellation(store, order.order_id)
    after(world, 4 * DAY)
    assert [one.state for one in order.cancellations] == ["completed", "completed"]


def test_a_request_is_over_when_its_last_line_is_cancelled() -> None:
    """Also where the lines that it names went one after the other; one that stands keeps it."""
    world = market()
    order = world.buy("both", "amz", [("MUG", 1, None), ("CANDLE", 1, None), ("TEAPOT", 1, None)])
    mug, candle, _ = (line.line_id for line in order.lines)
    world.after_sale.request_cancellation("amz", order.order_id, lines=[mug, candle])
    world.after_sale.cancel_by_seller("amz", order.order_id, lines=[mug])
    assert order.cancellations[0].is_open
    world.after_sale.cancel_by_seller("amz", order.order_id, lines=[candle])
    assert order.cancellations[0].state == "completed"


def test_the_fixture_does_by_hand_what_people_do() -> None:
    """Every move by the order itself, and articles by their SKU."""
    with opened(seed=3) as place:
        first = place.buy("amz", "MUG-SLATE-12", "TRAY-OAK-S")
        place.pass_time(90)
        copy = place.copy_of(first)
        assert copy is not None
        assert copy.store == "shop"
        place.request_cancellation(first, "cheaper", "TRAY-OAK-S")
        place.approve_cancellation(first)
        assert [line.cancelled for line in first.lines] == [0, 1]
        place.ship(first, "1Z", units={"MUG-SLATE-12": 1})
        assert first.status == "shipped"
        assert place.refund(first, units={"MUG-SLATE-12": 1}).amount == 2592
        second = place.buy("bay", "MUG-SLATE-12", paid=False)
        place.pay(second)
        place.request_cancellation(second)
        place.decline_cancellation(second)
        place.cancel(second)
        assert second.status == "cancelled"
        third = place.buy("bay", "MUG-SLATE-12")
        place.cancel_by_seller(third)
        assert place.world.after_sale.refunded("bay", third.order_id) == 2950
        with pytest.raises(LookupError, match="it has MUG-SLATE-12"):
            place.ship(third, "1Z", units={"CUP": 1})
