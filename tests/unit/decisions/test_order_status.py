"""Where an imported order begins, and what the platform may change about it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shiponce.decisions.not_importable import NotImportable
from shiponce.decisions.order_status import PRIME_TAG, Arrival, arrival, refreshed
from shiponce.domain.order import Delivery, ImportedOrder, OrderStatus
from shiponce.domain.platform import Platform
from shiponce.domain.store import PRIME_SHIPPABLE_SINCE, Store
from shiponce.words import LANGUAGES, catalogue
from tests.doubles.platforms_in_memory import an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE

BEFORE = PRIME_SHIPPABLE_SINCE - timedelta(seconds=1)


def a_store(platform: Platform = AMAZON, **more: Any) -> Store:
    """A store that predates the day from which Prime orders come in anyway."""
    store = Store(1, "s", platform, "account", connected_at=BEFORE, buy_shipping=False)
    return replace(store, **more)


def nothing_left(order: ImportedOrder) -> ImportedOrder:
    """The order as a platform shows it that has set every quantity to 0."""
    return replace(order, lines=tuple(replace(line, quantity=0) for line in order.lines))


def placed(order: ImportedOrder, store: Store | None = None) -> Arrival:
    """The order's arrival, which must be a place."""
    found = arrival(order, store or a_store(order.platform))
    assert isinstance(found, Arrival)
    return found


@pytest.mark.parametrize("status", list(OrderStatus))
def test_every_status_of_the_platform_is_kept_and_explained(status: OrderStatus) -> None:
    """An ordinary order stands where the platform has it, with a sentence in every language."""
    place = placed(an_order(status=status))
    assert (place.status, place.tags) == (status, ())
    assert all(place.code in catalogue(language) for language in LANGUAGES)


@pytest.mark.proves("A7")
@pytest.mark.parametrize("status", [OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD])
def test_an_order_to_ship_without_an_address_is_listed(status: OrderStatus) -> None:
    """Nobody can ship it, so it gets no place; the reason says so."""
    found = arrival(an_order(status=status, ship_to=None), a_store())
    assert found == NotImportable("excluded.no_address")


@pytest.mark.proves("A7")
@pytest.mark.parametrize(
    "status", [OrderStatus.AWAITING_PAYMENT, OrderStatus.SHIPPED, OrderStatus.CANCELLED]
)
def test_an_order_nobody_ships_may_lack_the_address(status: OrderStatus) -> None:
    """Amazon shows no address before payment: no reason to lose the order."""
    assert placed(an_order(status=status, ship_to=None)).status is status


@pytest.mark.proves("A7")
@pytest.mark.parametrize("status", list(OrderStatus))
def test_an_order_of_digital_goods_is_listed(status: OrderStatus) -> None:
    """Without a physical item there is nothing for a hub to do, whatever the status."""
    lines = tuple(replace(line, physical=False) for line in an_order().lines)
    found = arrival(an_order(lines=lines, status=status), a_store())
    assert found == NotImportable("excluded.nothing_physical")
    assert arrival(an_order(lines=(), status=status), a_store()) == found


@pytest.mark.proves("A7")
def test_an_order_to_ship_with_no_units_is_listed() -> None:
    """A physical line of quantity 0 is nothing to ship."""
    found = arrival(nothing_left(an_order()), a_store())
    assert found == NotImportable("excluded.nothing_physical")


@pytest.mark.proves("A7")
def test_one_physical_item_is_enough() -> None:
    """A voucher, or a line that was taken back, beside a mug does not keep the mug here."""
    mug = an_order().lines[0]
    voucher = replace(mug, remote_id="l2", physical=False)
    taken_back = replace(mug, remote_id="l3", quantity=0)
    assert placed(an_order(lines=(voucher, taken_back, mug))).status.is_open


def test_a_cancelled_order_with_quantities_at_zero_is_still_cancelled() -> None:
    """Amazon sets the quantities of a cancelled order to 0; it was a real order all the same."""
    order = nothing_left(an_order(status=OrderStatus.CANCELLED))
    assert placed(order).status is OrderStatus.CANCELLED


@pytest.mark.proves("Q8")
@pytest.mark.parametrize("status", [OrderStatus.AWAITING_SHIPMENT, OrderStatus.AWAITING_PAYMENT])
def test_an_order_that_amazon_fulfils_imports_as_shipped(status: OrderStatus) -> None:
    """AFN is never ours to ship, in whatever state Amazon has it, and needs no address."""
    place = placed(an_order(status=status, fulfilled_by_platform=True, ship_to=None))
    assert (place.status, place.code) == (OrderStatus.SHIPPED, "why.by_platform")


@pytest.mark.proves("Q8")
def test_a_cancelled_order_of_amazons_own_is_not_called_shipped() -> None:
    """Nothing left Amazon's warehouse, so the hub does not say so."""
    order = an_order(status=OrderStatus.CANCELLED, fulfilled_by_platform=True)
    assert placed(order).status is OrderStatus.CANCELLED


@pytest.mark.proves("P1")
@pytest.mark.parametrize(
    "more",
    [
        {"connected_at": PRIME_SHIPPABLE_SINCE},
        {"prime_to_awaiting": True},
        {"buy_shipping": True},
    ],
    ids=["connected since the day", "setting", "Buy Shipping"],
)
def test_any_of_three_lets_a_prime_order_in(more: dict[str, Any]) -> None:
    """The newest store, the setting and Buy Shipping each bring it to Awaiting Shipment, tagged."""
    place = placed(an_order(prime=True), a_store(**more))
    assert (place.status, place.tags) == (OrderStatus.AWAITING_SHIPMENT, (PRIME_TAG,))


@pytest.mark.proves("P1")
@pytest.mark.parametrize("status", [OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD])
def test_without_any_of_them_a_prime_order_is_view_only(status: OrderStatus) -> None:
    """A store from before 3 November 2023 shows a Prime order and lets nobody ship it."""
    place = placed(an_order(prime=True, status=status))
    assert (place.status, place.tags) == (OrderStatus.PENDING_FULFILLMENT, ())
    assert place.code == "why.prime_view_only"


@pytest.mark.proves("P1")
def test_a_prime_order_that_is_not_to_be_shipped_is_not_tagged() -> None:
    """The tag says that it can be shipped; a shipped or unpaid one is past or before that."""
    assert not placed(an_order(prime=True, status=OrderStatus.SHIPPED)).tags


@pytest.mark.proves("A4")
def test_the_copy_of_a_prime_order_is_an_ordinary_order() -> None:
    """View only is a matter of the Amazon store; through BigCommerce it awaits shipment (A4)."""
    place = placed(an_order(BIGCOMMERCE, prime=True))
    assert (place.status, place.tags) == (OrderStatus.AWAITING_SHIPMENT, ())


@pytest.mark.parametrize(
    "code",
    ["why.prime_view_only", "why.by_platform", "excluded.no_address", "excluded.nothing_physical"],
)
def test_every_reason_has_its_sentence(code: str) -> None:
    """A code without words would fail in front of a person."""
    assert all(code in catalogue(language) for language in LANGUAGES)


# -- what a later import may change

OPEN = [status for status in OrderStatus if status.is_open]
OVER = [status for status in OrderStatus if not status.is_open]


@pytest.mark.parametrize("current", list(OrderStatus))
@pytest.mark.parametrize("shown", list(OrderStatus))
def test_the_platform_moves_what_the_hub_has_not_set(
    current: OrderStatus, shown: OrderStatus
) -> None:
    """The newest version alone decides, so versions skipped on the way cannot matter (W10)."""
    assert refreshed(current, False, an_order(status=shown), a_store()) is shown


@pytest.mark.proves("W5", "B9")
@pytest.mark.parametrize("current", OVER)
@pytest.mark.parametrize("shown", list(OrderStatus))
def test_what_the_hub_has_set_stays(current: OrderStatus, shown: OrderStatus) -> None:
    """A cancelled order does not come back, a shipped one is not opened."""
    assert refreshed(current, True, an_order(status=shown), a_store()) is current


@pytest.mark.proves("N8", "Q6")
@pytest.mark.parametrize("shown", list(OrderStatus))
def test_an_order_opened_again_yields_to_its_cancellation_alone(shown: OrderStatus) -> None:
    """Its label was voided: "shipped" is the echo of our own notice, "cancelled" is the buyer."""
    cancelled = shown is OrderStatus.CANCELLED
    expected = OrderStatus.CANCELLED if cancelled else OrderStatus.AWAITING_SHIPMENT
    found = refreshed(OrderStatus.AWAITING_SHIPMENT, True, an_order(status=shown), a_store())
    assert found is expected


@pytest.mark.parametrize("shown", OPEN)
def test_a_hold_of_ours_outlasts_an_open_order(shown: OrderStatus) -> None:
    """Importing again must not release what a person or a rule has put on hold."""
    found = refreshed(OrderStatus.ON_HOLD, True, an_order(status=shown), a_store())
    assert found is OrderStatus.ON_HOLD


@pytest.mark.parametrize("shown", OVER)
def test_a_hold_of_ours_ends_when_the_platform_is_done(shown: OrderStatus) -> None:
    """An order on hold that is cancelled, or shipped elsewhere, must never be released to ship."""
    found = refreshed(OrderStatus.ON_HOLD, True, an_order(status=shown), a_store())
    assert found is shown


@pytest.mark.parametrize("shown", OVER)
def test_the_end_is_believed_though_goods_and_address_are_gone(shown: OrderStatus) -> None:
    """A cancelled order often comes with quantities of 0: it must not stay to be shipped."""
    order = nothing_left(an_order(status=shown, ship_to=None, lines=an_order().lines))
    assert refreshed(OrderStatus.AWAITING_SHIPMENT, False, order, a_store()) is shown
    bare = an_order(status=shown, ship_to=None, lines=())
    assert refreshed(OrderStatus.AWAITING_SHIPMENT, False, bare, a_store()) is shown


def test_an_address_that_vanishes_leaves_an_open_order_where_it_is() -> None:
    """What cannot be imported anew is no reason to move what is here."""
    order = an_order(ship_to=None)
    found = refreshed(OrderStatus.AWAITING_PAYMENT, False, order, a_store())
    assert found is OrderStatus.AWAITING_PAYMENT


@pytest.mark.proves("P1")
def test_a_prime_order_that_gets_paid_obeys_the_same_regime() -> None:
    """From Awaiting Payment it goes where an arriving one would."""
    order = an_order(prime=True)
    waiting = OrderStatus.AWAITING_PAYMENT
    assert refreshed(waiting, False, order, a_store()) is OrderStatus.PENDING_FULFILLMENT
    let_in = a_store(connected_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert refreshed(waiting, False, order, let_in) is OrderStatus.AWAITING_SHIPMENT


@pytest.mark.proves("Q8")
def test_an_order_taken_over_by_amazon_is_no_longer_ours() -> None:
    """MFN that becomes AFN leaves Awaiting Shipment."""
    order = an_order(fulfilled_by_platform=True)
    found = refreshed(OrderStatus.AWAITING_SHIPMENT, False, order, a_store())
    assert found is OrderStatus.SHIPPED


@pytest.mark.proves("A7")
@pytest.mark.parametrize(
    ("delivery", "code"),
    [
        (Delivery.SHIPPED, "excluded.no_address"),
        (Delivery.COLLECTED, "excluded.collected"),
    ],
)
def test_why_there_is_no_address_is_said(delivery: Delivery, code: str) -> None:
    """Collected in the shop, or simply not there: the one needs nobody, the other does."""
    found = arrival(an_order(ship_to=None, delivery=delivery), a_store())
    assert found == NotImportable(code)
    assert all(code in catalogue(language) for language in LANGUAGES)
