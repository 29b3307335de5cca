"""One tracking number is one package: another purchase shares it only where a person says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import Address
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.errors import Refused
from shiponce.hub import Hub
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, EBAY

NUMBER = "1Z999AA10123456784"


def two(platform: Platform = AMAZON, **second: object) -> tuple[Hub, World, int, int]:
    """Two purchases of one buyer at one address, each with a copy in the shop."""
    hub, world = a_hub()
    name = {AMAZON: "amz", EBAY: "bay"}[platform]
    first = an_order(platform, "111-0000001-0000001")
    (line,) = first.lines
    lines = (replace(line, remote_id="l2"),)
    other = an_order(platform, "111-0000002-0000002", **{"lines": lines, **second})
    world.stores[name].orders = {first.remote_id: first, other.remote_id: other}
    copies = (a_copy(first), replace(a_copy(other), remote_id="1043", number="1043"))
    world.stores["shop"].orders = {one.remote_id: one for one in copies}
    hub.imports.run_all()
    return (
        hub,
        world,
        hub.orders.find(f"{name}:{first.number}"),
        hub.orders.find(f"{name}:{other.number}"),
    )


def enter(
    hub: Hub, order: int, *, anyway: bool = False, same_package: bool = False
) -> ShipmentState:
    """Ship with a typed number."""
    given = {"anyway": anyway, "same_package": same_package}
    return hub.shipping.ship(order, "manual", carrier="UPS", tracking=NUMBER, **given).state  # type: ignore[arg-type]


@pytest.mark.parametrize("platform", [AMAZON, EBAY])
def test_a_number_is_not_taken_for_a_second_purchase(platform: Platform) -> None:
    """Both are named, nothing is recorded, and the flag that insists on twins does not help."""
    hub, _, first, second = two(platform)
    enter(hub, first)
    for anyway in (False, True):
        with pytest.raises(Refused) as refused:
            enter(hub, second, anyway=anyway)
        assert refused.value.code == "limit.number_taken"
        for language in LANGUAGES:
            told = refused.value.sentence_in(language)
            assert all(n in told for n in (NUMBER, "0000001-0000001", "0000002-0000002"))
            assert "--same-package" in told
    assert hub.orders.detail(second).shipments == ()


def test_a_person_says_that_they_share_a_package() -> None:
    """It is recorded with the name of the other order."""
    hub, _, first, second = two()
    enter(hub, first)
    assert enter(hub, second, same_package=True) is ShipmentState.LABELLED
    (note,) = (
        h.what for h in hub.orders.detail(second).history if h.what.code == "event.same_package"
    )
    assert note.facts == {"other": "amz:111-0000001-0000001", "tracking": NUMBER}


@pytest.mark.proves("Q3")
def test_what_may_not_share_a_package_does_not() -> None:
    """Two buyers of eBay, and two addresses, are refused as for a package that is packed here."""
    elsewhere = Address("Ada Byron", "12 High Street", "Leeds", "GB")
    hub, _, first, second = two(ship_to=elsewhere)
    enter(hub, first)
    with pytest.raises(Refused) as taken:
        enter(hub, second)
    assert taken.value.code == "limit.number_taken"
    for language in LANGUAGES:
        told = taken.value.sentence_in(language)
        assert "--same-package" not in told, "it would be refused"
        assert "{" not in told
    assert "different addresses" in taken.value.sentence_in("en")
    with pytest.raises(Refused) as apart:
        enter(hub, second, same_package=True)
    assert apart.value.code == "limit.combine_addresses"
    hub, _, first, second = two(EBAY, buyer="Somebody Else")
    enter(hub, first)
    with pytest.raises(Refused) as buyers:
        enter(hub, second, same_package=True)
    assert buyers.value.code == "limit.two_buyers"


@pytest.mark.proves("P2", "Q3")
@pytest.mark.parametrize("prime", [False, True])
def test_twins_under_the_number_hide_no_other_reason(prime: bool) -> None:
    """Two orders of one purchase have the number already; a Prime order still shares no package."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    first = an_order()
    world.stores["shop"].orders = {"1042": a_copy(first)}
    hub.imports.run("shop")
    third = an_order(remote_id="111-0000003-0000003", prime=prime)
    world.stores["amz"].orders = {first.remote_id: first, third.remote_id: third}
    hub.imports.run("amz")
    enter(hub, hub.orders.find("shop:1042"))
    enter(hub, hub.orders.find(f"amz:{first.number}"), anyway=True)
    order = hub.orders.find(f"amz:{third.number}")
    if not prime:
        assert enter(hub, order, same_package=True) is ShipmentState.LABELLED
        return
    with pytest.raises(Refused) as refused:
        enter(hub, order, same_package=True)
    assert refused.value.code == "limit.prime_combined"


def test_a_number_that_was_taken_back_is_free() -> None:
    """It was typed for the wrong order: that is how the mistake is mended."""
    hub, _, first, second = two()
    shipment = hub.shipping.ship(first, "manual", carrier="UPS", tracking=NUMBER.lower())
    hub.shipping.void(shipment.id)
    assert enter(hub, second) is ShipmentState.LABELLED


def test_one_purchase_shares_its_package_with_itself() -> None:
    """Orders packed together, and the same package of twins that stand apart, are not asked."""
    hub, _, first, second = two()
    hub.shipping.ship(first, "manual", carrier="UPS", tracking=NUMBER, together=(second,))
    assert hub.orders.detail(second).shipments[0].tracking == NUMBER
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    world.stores["amz"].orders = {an_order().remote_id: an_order()}
    hub.imports.run("amz")
    enter(hub, hub.orders.find("shop:1042"))
    twin = hub.orders.find(f"amz:{an_order().number}")
    assert enter(hub, twin, anyway=True) is ShipmentState.LABELLED


def test_a_correction_is_asked_the_same() -> None:
    """A stopped notification is corrected to a number that another purchase has."""
    hub, _, first, second = two()
    enter(hub, first)
    hub.tick()
    hub.shipping.ship(second, "manual", carrier="UPS", tracking="1Z999AA10999999999")
    (notification, *_) = (n for n in hub.notifications.rows(order_id=second) if n.store == "amz")
    hub._db.conn.execute("UPDATE notices SET state = 'stopped' WHERE id = ?", (notification.id,))
    with pytest.raises(Refused) as refused:
        hub.notifications.correct(notification.id, carrier="UPS", tracking=NUMBER)
    assert refused.value.code == "limit.number_taken"
    done = hub.notifications.correct(
        notification.id, carrier="UPS", tracking=NUMBER, same_package=True
    )
    assert (done.state, done.tracking) == (NotificationState.PENDING, NUMBER)
