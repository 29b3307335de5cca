"""What each platform of a purchase was told of its packages: number, units and letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from mockplace.kernel.judge import Finding
from mockplace.testing import Mockplace, opened
from tests.unit.mockplace.judging.naive_hub import NaiveHub, Order

MUG, APRON = "MUG-SLATE-12", "APRON-LINEN"


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A market without purchases."""
    with opened() as found:
        yield found


def two_articles(place: Mockplace, store: str) -> tuple[NaiveHub, Order, list[Order]]:
    """Two mugs and an apron are bought; the hub, the order and its copy."""
    place.world.buy("story", store, [(MUG, 2, None), (APRON, 1, None)])
    place.pass_time(100)
    hub = NaiveHub(place)
    hub.silence()
    orders = hub.orders()
    (order,) = [one for one in orders if not one.original]
    return hub, order, [one for one in orders if one.original]


def told(place: Mockplace) -> list[Finding]:
    """The findings two days later, without those of an order that is still open."""
    place.pass_time(2 * 86_400)
    return [one for one in place.verdict(unseen=0).findings if one.code != "not-closed"]


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
def test_a_number_with_too_few_units_is_found(
    place: Mockplace, store: str, elsewhere: bool
) -> None:
    """The platform shows the package; the apron in it was left out, and its copy is told of it."""
    hub, order, copies = two_articles(place, store)
    tracking = "JD0012345678" if elsewhere else hub.label(order, order.due)["trackingNumber"]
    mug, apron = order.due
    hub.confirm(order, tracking, {mug: 2})
    for one in copies:
        hub.confirm(one, tracking, hub.of(one, order, order.due))
    if elsewhere and not copies:
        assert told(place) == []  # nobody knows what is in it
        return
    (finding,) = told(place)
    assert finding.code == "never-notified"
    assert finding.sentence == (
        f"{store} was never told of 1 × {APRON} of order {order.order_id}: "
        f"it shows package {tracking} without that"
    )
    with suppress(AssertionError):  # eBay takes a number once
        hub.confirm(order, tracking, {apron: 1})
    codes = {one.code for one in told(place)} - {"mailed-twice"}
    assert codes == ({"never-notified"} if store == "bay" else {"notified-twice"})


@pytest.mark.parametrize("store", ["amz", "shop"])
def test_one_unit_too_few_is_found(place: Mockplace, store: str) -> None:
    """EBay takes a line as a whole, so there nothing is missing."""
    hub, order, copies = two_articles(place, store)
    tracking = hub.label(order, order.due)["trackingNumber"]
    mug, apron = order.due
    hub.confirm(order, tracking, {mug: 1, apron: 1})
    for one in copies:
        hub.confirm(one, tracking, hub.of(one, order, order.due))
    (finding,) = told(place)
    assert finding.sentence.startswith(f"{store} was never told of 1 × {MUG} of order")


def test_what_only_the_copy_was_told_of_is_missing_at_ebay(place: Mockplace) -> None:
    """The apron is put into the box of the mugs' label, and eBay refuses the number's return."""
    hub, order, (copy,) = two_articles(place, "bay")
    mug, apron = order.due
    tracking = hub.label(order, {mug: 2})["trackingNumber"]
    hub.confirm(order, tracking, {mug: 2})
    for units in ({mug: 2}, {apron: 1}):
        hub.confirm(copy, tracking, hub.of(copy, order, units))
    found = told(place)
    assert {one.code for one in found} == {"never-notified", "notified-twice", "wrong-content"}
    (missing,) = [one for one in found if one.code == "never-notified"]
    assert missing.sentence == (
        f"bay was never told of 1 × {APRON} of order {order.order_id}: "
        f"shop was told of that in package {tracking}"
    )
    (wrong,) = [one for one in found if one.code == "wrong-content"]
    assert wrong.sentence == (
        f"shop shows 1 × {APRON} in package {tracking} of order {copy.order_id}; it holds 2 × {MUG}"
    )


def test_a_closed_order_names_who_closed_it_there(place: Mockplace) -> None:
    """Amazon's own confirmation closed it, not the later one at the shop."""
    hub, order, (copy,) = two_articles(place, "amz")
    label = hub.label(order, order.due)
    hub.confirm(order, label["trackingNumber"], order.due)
    place.pass_time(60)
    hub.confirm(copy, label["trackingNumber"], hub.of(copy, order, order.due))
    hub.void(label)
    (finding,) = [one for one in told(place) if one.code == "open-nowhere"]
    closed = next(one for one in place.calls if one.operation == "confirmShipment")
    assert f"/{order.order_id}/shipmentConfirmation did that at 2026-11-20" in finding.sentence
    assert closed in {act.call for act in finding.evidence}


@pytest.mark.parametrize("fault", [False, True])
def test_letters_of_two_copies_that_a_setting_causes(fault: bool) -> None:
    """Three letters about one package are the setting's doing; a status written again is not."""
    with opened(connector="copies-twice") as place:
        order = place.buy("amz", MUG)
        place.pass_time(1000)
        hub = NaiveHub(place)
        copies = [one for one in hub.bigcommerce() if one.original]
        assert len(copies) == 2
        (own,) = hub.amazon()
        hub.ship(own, copies)
        for status in (3, 2) if fault else ():
            where = f"{hub.shop}/orders/{copies[0].order_id}"
            hub.ask("shop", "PUT", where, {"status_id": status})
        (finding,) = told(place)
        assert finding.code == ("mailed-twice" if fault else "mailed-by-setting")
        letters = 5 if fault else 3
        assert f"{order.order_id} got {letters} e-mails about 1 package" in finding.sentence


def test_two_purchases_with_one_number_from_elsewhere_are_one_package_or_not(
    place: Mockplace,
) -> None:
    """To one address they may go in one box; to two addresses the second number is wrong."""
    orders = [place.buy("shop", MUG) for _ in range(2)]
    hub = NaiveHub(place)
    for order in hub.bigcommerce():
        hub.confirm(order, "JD0012345678", order.due)
        place.pass_time(60)
    (finding,) = told(place)
    assert (finding.code, finding.purchase) == ("foreign-number", orders[1].purchase)
    assert f"belongs to a package of order {orders[0].order_id}" in finding.sentence
