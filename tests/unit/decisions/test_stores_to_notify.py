"""Which stores hear of a shipment, who goes first, and whom the hub asks before telling."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.decisions.stores_to_notify import DueNotification, Party, due_notifications
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Route
from tests.platform_ids import BIGCOMMERCE

AMAZON = Party(1, Platform("amazon"), "111-0000001-0000001", 10)
EBAY = Party(2, Platform("ebay"), "01-00001-00001", 11)
SHOP = Party(3, BIGCOMMERCE, "1042", 12)


@pytest.mark.proves("N1", "N4")
@pytest.mark.parametrize("original", [AMAZON, EBAY])
def test_the_marketplace_hears_first_and_its_copy_waits(original: Party) -> None:
    """A copy that did not wait could let the relay mask a failed notice."""
    assert due_notifications(original, route=Route.HOUSE, copies=[SHOP]) == (
        DueNotification(original),
        DueNotification(SHOP, waits=True),
    )


@pytest.mark.proves("N2")
@pytest.mark.parametrize("shipped", [AMAZON, EBAY, SHOP])
def test_an_order_without_a_copy_is_told_of_alone(shipped: Party) -> None:
    """Without a twin one store is told, and no other."""
    assert due_notifications(shipped, route=Route.MANUAL) == (DueNotification(shipped),)


@pytest.mark.proves("N10")
def test_amazon_is_not_told_of_its_own_label_and_the_copy_does_not_wait() -> None:
    """The copy would wait for ever for a notice that is never sent."""
    assert due_notifications(AMAZON, route=Route.BUY_SHIPPING, copies=[SHOP]) == (
        DueNotification(SHOP),
    )


@pytest.mark.proves("D1")
def test_a_switched_off_store_is_not_told_of_copies() -> None:
    """The merchant's switch holds for copies of orders that were shipped elsewhere."""
    silent = replace(SHOP, notifications_on=False)
    assert due_notifications(AMAZON, route=Route.HOUSE, copies=[silent]) == (
        DueNotification(AMAZON),
    )


@pytest.mark.proves("D1")
def test_a_switched_off_store_is_told_of_what_it_sold() -> None:
    """Or the buyer of a storefront order would never hear of the parcel."""
    silent = replace(SHOP, notifications_on=False)
    assert due_notifications(silent, route=Route.HOUSE) == (DueNotification(silent),)


@pytest.mark.proves("N1")
def test_a_late_original_is_read_before_it_is_told() -> None:
    """A copy that went first may have been relayed already: telling again would be twice."""
    assert due_notifications(SHOP, route=Route.HOUSE, original=AMAZON) == (
        DueNotification(SHOP),
        DueNotification(AMAZON, verify=True),
    )
