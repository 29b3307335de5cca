"""How a package comes back, said as it is: at its carrier from here, there alone, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.platforms.carrier.rules import labels_and_pickups as house
from shiponce.decisions.carrier_pickup import HOUSE_HOUR
from shiponce.domain.act import ActState
from shiponce.domain.order import OrderStatus
from shiponce.domain.shipment import Label, Route, ShipmentState, VoidWay
from shiponce.errors import ReadOnly, Refused, Unreachable
from shiponce.hub import Hub
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE

AT = {"platform": "word.amazon", "operation": "word.call.createShipment"}
LOST = Unreachable("error.unreachable", **AT)
NUMBER = an_order().number
SAW = "Seller Central shows it cancelled"
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)


def imported() -> tuple[Hub, World, int]:
    """An Amazon order with its copy."""
    hub, world = a_hub()
    world.stores["amz"].orders = {NUMBER: an_order()}
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run_all()
    return hub, world, hub.orders.find(f"amz:{NUMBER}")


def recovered() -> tuple[Hub, World, int]:
    """Amazon sold a label, its answer was lost, and its order shows the package without the id."""
    hub, world, order = imported()
    amazon = world.carriers[Route.BUY_SHIPPING]
    amazon.after = [LOST]
    found = amazon.find

    def without_id(purchase: object) -> tuple[Label, ...]:
        return tuple(replace(one, remote_id="") for one in found(purchase))  # type: ignore[arg-type]

    amazon.find = without_id  # type: ignore[method-assign]
    shipment = hub.shipping.ship(order, "buy_shipping:ground")
    assert shipment.void_way is VoidWay.THERE
    return hub, world, shipment.id


@pytest.mark.proves("P4")
@IN_BOTH
def test_a_recovered_label_says_where_it_is_voided(language: str) -> None:
    """From the purchase on, and by the number that the command wants."""
    hub, _, sid = recovered()
    why = hub.orders.why(hub.orders.find(f"amz:{NUMBER}"))
    (warning,) = (one for one in why.warnings if one.code == "warning.label_without_id")
    assert why.undo is not None
    for one in (warning, why.undo):
        told = say(one.code, language, **one.facts)
        assert "Seller Central" in told
        assert f"shiponce void {sid} --saw" in told


def test_a_recovered_label_is_not_voided_from_here() -> None:
    """Nothing is called and nothing changes; the refusal says where, and how it is recorded."""
    hub, world, sid = recovered()
    with pytest.raises(Refused) as refused:
        hub.shipping.void(sid)
    assert (refused.value.code, refused.value.way_out) == ("limit.void_there", "way_out.void_there")
    assert f"shiponce void {sid} --saw" in refused.value.sentence_in("en")
    assert world.carriers[Route.BUY_SHIPPING].voided == []
    assert hub.orders.detail(hub.orders.find(f"amz:{NUMBER}")).row.status is OrderStatus.SHIPPED


@pytest.mark.proves("N8", "X1")
def test_a_persons_word_brings_the_order_back() -> None:
    """Who saw what is in the ledger; the order is open, and is shipped once more."""
    hub, world, sid = recovered()
    assert hub.shipping.void(sid, saw=SAW, by="Ada").state is ShipmentState.VOIDED
    (act,) = (one for one in hub.acts.rows(everything=True) if one.kind == "void")
    assert (act.state, act.settled_by, act.saw) == (ActState.DONE, "Ada", SAW)
    assert world.carriers[Route.BUY_SHIPPING].voided == []
    order = hub.orders.find(f"amz:{NUMBER}")
    assert hub.orders.detail(order).row.status is OrderStatus.AWAITING_SHIPMENT
    assert not hub.orders.why(order).warnings
    assert hub.shipping.ship(order, "house:ground").state is ShipmentState.LABELLED
    with pytest.raises(Refused):
        hub.shipping.void(sid, saw=SAW)


@pytest.mark.parametrize("route", [Route.HOUSE, Route.MANUAL])
def test_nobodys_word_voids_what_can_be_voided_here(route: Route) -> None:
    """A label would stay live at its carrier, while the hub calls it void."""
    hub, _, order = imported()
    if route is Route.HOUSE:
        sid = hub.shipping.ship(order, "house:ground").id
    else:
        sid = hub.shipping.ship(order, "manual", carrier="UPS", tracking="1Z999AA10123456784").id
    with pytest.raises(Refused) as refused:
        hub.shipping.void(sid, saw=SAW)
    codes = {Route.HOUSE: "limit.void_here_label", Route.MANUAL: "limit.void_here_entry"}
    assert refused.value.code == codes[route]
    assert hub.orders.detail(order).row.status is OrderStatus.SHIPPED


def test_a_read_only_hub_records_no_word() -> None:
    """Nothing is changed in it, not even by a person."""
    hub, world, sid = recovered()
    world.read_only = True
    with pytest.raises(ReadOnly):
        hub.shipping.void(sid, saw=SAW)


@IN_BOTH
def test_what_was_entered_by_hand_has_no_label(language: str) -> None:
    """Its undo, its reason, its history and its state speak of a package."""
    hub, _, order = imported()
    shipment = hub.shipping.ship(order, "manual", carrier="UPS", tracking="1Z999AA10123456784")
    undo = hub.orders.why(order).undo
    assert undo is not None
    assert f"shiponce void {shipment.id}`" in say(undo.code, language, **undo.facts)
    done = hub.shipping.void(shipment.id)
    words = {shipment.word, done.word}
    assert words == {"word.shipment.entered", "word.shipment.taken_back"}
    detail = hub.orders.detail(order)
    told = [detail.why.headline, *(one.what for one in detail.history)]
    label = {"en": "label", "fr": "étiquette"}[language]
    said = [say(one.code, language, **one.facts) for one in told]
    assert not [one for one in said if label in one.casefold()]
    assert detail.why.headline.code == "why.entry_taken_back"


@IN_BOTH
@pytest.mark.parametrize("option", ["house:ground", "buy_shipping:ground"])
def test_the_way_back_names_the_shipment(option: str, language: str) -> None:
    """No word stands where a number is known; the house carrier's pick-up limits it."""
    hub, world, order = imported()
    sid = hub.shipping.ship(order, option).id
    undo = hub.orders.why(order).undo
    assert undo is not None
    told = say(undo.code, language, **undo.facts)
    assert f"shiponce void {sid}`" in told
    assert "SHIPMENT" not in told
    world.clock.wait(hours=24)
    later = hub.orders.why(order)
    if option.startswith("house"):
        assert later.undo is None
        assert [one.code for one in later.notes] == ["note.collected"]
    else:
        assert later.undo == undo


def test_each_package_of_a_split_order_has_its_own_number() -> None:
    """The reason speaks of the last package, and so does the way back."""
    hub, world = a_hub()
    order = an_order(BIGCOMMERCE, "77")
    world.stores["shop"].orders = {"77": order}
    hub.imports.run_all()
    order_id = hub.orders.find("shop:77")
    hub.shipping.ship(order_id, "house:ground", lines={1: 1})
    last = hub.shipping.ship(order_id, "house:ground")
    undo = hub.orders.why(order_id).undo
    assert undo is not None
    assert undo.facts["shipment"] == last.id


def test_the_hour_is_the_carriers_own() -> None:
    """What the hub says of the pick-up is what the simulated carrier does."""
    assert house.next_pickup(0) == HOUSE_HOUR * 3_600_000
