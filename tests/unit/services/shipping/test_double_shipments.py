"""A purchase that leaves twice is said before it does, and wherever either order is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shiponce.domain.order import Grade, OrderStatus
from shiponce.domain.shipment import Route, ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.errors import GuardError, Refused, Unreachable
from shiponce.hub import Hub
from shiponce.services.shipping.twin_shipments import TwinShipments
from shiponce.views.orders import Grid
from shiponce.words import say
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order
from tests.unit.services.shipping.twice_imported_purchase import (
    WAYS,
    Twice,
    migrated,
    wrong_order,
)

every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
LOST = Unreachable("error.unreachable", platform="house", operation="buy")


def codes(hub: Hub, order_id: int) -> list[str]:
    """The warnings that stand with an order."""
    return [warning.code for warning in hub.orders.why(order_id).warnings]


def told(hub: Hub, order_id: int, language: str) -> str:
    """All that ``why`` says of an order."""
    warnings = hub.orders.why(order_id).warnings
    return " ".join(say(warning.code, language, **warning.facts) for warning in warnings)


def shipped_both(way: Callable[[], Twice]) -> Twice:
    """Both have left, the second one because somebody insisted."""
    found = way()
    found.hub.shipping.ship(found.first, "house:ground")
    found.hub.shipping.ship(found.second, "house:ground", anyway=True)
    return found


@pytest.mark.proves("W7", "X1")
@every_way
def test_both_are_marked_while_both_stand(way: Callable[[], Twice]) -> None:
    """The row and the detail name the other order, whatever makes them one purchase."""
    found = way()
    for order_id in (found.first, found.second):
        (row,) = found.hub.orders.rows([order_id])
        assert row.duplicated
        assert not row.shipped_twice
        assert row.twin_labels == ()
        assert "warning.twice" in codes(found.hub, order_id)


@pytest.mark.proves("W7", "B11")
@every_way
def test_the_second_label_is_asked_for_with_the_first_one_named(way: Callable[[], Twice]) -> None:
    """Every option says so, shipping says so and buys nothing, and insisting ships."""
    found = way()
    found.hub.shipping.ship(found.first, "house:ground")
    (row,) = found.hub.orders.rows([found.second])
    assert [(label.order_id, label.tracking) for label in row.twin_labels] == [
        (found.first, "TRACK1")
    ]
    assert "warning.twin_left" in codes(found.hub, found.second)
    assert "warning.twice" not in codes(found.hub, found.second), "it stands there no more"
    assert codes(found.hub, found.first) == []
    for option in found.hub.shipping.options(found.second):
        if option.available:
            assert option.warning is not None
            assert option.warning.code == "warning.twin_left"
            assert option.warning.facts["label"] == "House TRACK1"
    for option_code, carrier, number in (("house:ground", "", ""), ("manual", "UPS", "1Z99")):
        with pytest.raises(Refused, match=r"House TRACK1.*--anyway") as refused:
            found.hub.shipping.ship(found.second, option_code, carrier=carrier, tracking=number)
        assert refused.value.code == "limit.twin_left"
    assert found.labels == 1
    found.hub.shipping.ship(found.second, "house:ground", anyway=True)
    assert found.labels == 2
    happened = [one.what.code for one in found.hub.orders.detail(found.second).history]
    assert "event.shipped_anyway" in happened


@pytest.mark.proves("W7", "X1", "B11")
@every_way
@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_orders_say_that_the_purchase_left_twice(
    way: Callable[[], Twice], language: str
) -> None:
    """Row, detail, why, the list and the doctor name both labels, in the past tense."""
    found = shipped_both(way)
    past = {"en": "Shipped twice", "fr": "Expédiée deux fois"}[language]
    for order_id in (found.first, found.second):
        row = found.hub.orders.detail(order_id).row
        assert row.shipped_twice
        text = told(found.hub, order_id, language)
        assert past in text
        assert "House TRACK1" in text
        assert "House TRACK2" in text
        assert "warning.twice" not in codes(found.hub, order_id)
    (double,) = found.hub.matching.double_shipments()
    assert {part.order_id for part in double.parts} == {found.first, found.second}
    assert sorted(double.labels) == ["House TRACK1", "House TRACK2"]
    assert len({part.order for part in double.parts}) == 2, "each has a name of its own"
    assert len(double.orders) == 2
    (finding,) = [one for one in found.hub.maintenance.doctor() if one.code == "shipped_twice"]
    assert {"House TRACK1", "House TRACK2"} <= set(map(str, finding.what.facts.values()))
    assert finding.way_out is not None


@pytest.mark.proves("W7", "X1")
@every_way
@pytest.mark.parametrize("voided", ["first", "second"])
def test_voiding_one_takes_the_mark_away(way: Callable[[], Twice], voided: str) -> None:
    """One label is left, and the other order says with which label its twin has left."""
    found = shipped_both(way)
    order_id = getattr(found, voided)
    (label,) = [
        one
        for one in found.hub.orders.detail(order_id).shipments
        if one.order_id == order_id and one.state is ShipmentState.LABELLED
    ]
    found.hub.shipping.void(label.id)
    rows = found.hub.orders.rows([found.first, found.second])
    assert not any(row.shipped_twice for row in rows)
    assert found.hub.matching.double_shipments() == ()
    assert codes(found.hub, order_id).count("warning.twin_left") == 1
    assert [one.code for one in found.hub.maintenance.doctor() if one.code == "shipped_twice"] == []


@pytest.mark.proves("W7", "N8")
def test_what_has_left_with_its_twin_is_not_to_be_shipped_again() -> None:
    """Its stores show the voided label; the doctor says to cancel it, as its reason does."""
    found = shipped_both(wrong_order)
    for _ in range(4):
        found.hub.tick()
        found.world.clock.wait(minutes=10)
    (label,) = (
        one
        for one in found.hub.orders.detail(found.second).shipments
        if one.order_id == found.second and one.state is ShipmentState.LABELLED
    )
    found.hub.shipping.void(label.id)
    (finding,) = (one for one in found.hub.maintenance.doctor() if one.code == "voided")
    assert finding.way_out is not None
    assert finding.way_out.code == "doctor.way_out.voided_beside"
    assert [told.split()[1] for told in finding.commands] == ["cancel"]


@pytest.mark.proves("W7")
@pytest.mark.parametrize(
    ("deaf", "warning", "code"),
    [
        (True, "warning.twin_unknown", "limit.twin_unknown"),
        (False, "warning.twin_in_purchase", "limit.twin_in_purchase"),
    ],
)
def test_a_purchase_that_has_no_end_is_said_as_what_it_is(
    deaf: bool, warning: str, code: str
) -> None:
    """A label of the twin that is in doubt, or on its way, is asked for like one that left."""
    found = wrong_order()
    house = found.world.carriers[Route.HOUSE]
    house.before, house.deaf = [LOST], [LOST]
    with pytest.raises(Unreachable):
        found.hub.shipping.ship(found.first, "house:ground")
    if not deaf:
        with found.world.db[0].write() as conn:
            conn.execute("UPDATE shipments SET state = 'purchasing'")
    assert warning in codes(found.hub, found.second)
    with pytest.raises(Refused) as refused:
        found.hub.shipping.ship(found.second, "house:ground")
    assert refused.value.code == code
    found.hub.shipping.ship(found.second, "house:ground", anyway=True)
    assert not found.hub.orders.rows([found.second])[0].shipped_twice, (
        "nobody knows of two labels yet"
    )


@pytest.mark.proves("W7", "X1")
def test_reconciling_waits_for_the_twin_s_purchase() -> None:
    """There it is no question: nothing is bought, and the reason does not say that it has left."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    hub.imports.run("shop")
    world.carriers[Route.HOUSE].before = [LOST]
    world.carriers[Route.HOUSE].deaf = [LOST]
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    for anyway in (False, True):
        with pytest.raises(Refused) as refused:
            hub.shipping.ship(
                hub.orders.find(f"amz:{original.remote_id}"), "house:ground", anyway=anyway
            )
        assert refused.value.code == "limit.twin_in_purchase"


@pytest.mark.proves("X1", "Q1")
def test_parts_of_one_order_are_no_double_shipment() -> None:
    """Two units in two packages; the twin's label is one too many."""
    found = wrong_order()
    for _ in range(2):
        found.hub.shipping.ship(found.first, "house:ground", lines={1: 1})
    assert found.hub.matching.double_shipments() == ()
    assert not found.hub.orders.rows([found.first])[0].shipped_twice
    found.hub.shipping.ship(found.second, "house:ground", lines={1: 1}, anyway=True)
    (double,) = found.hub.matching.double_shipments()
    assert len(double.labels) == 3


@pytest.mark.proves("X1")
def test_half_of_it_with_each_order_is_no_double_shipment() -> None:
    """One unit left with the copy and one with the original: two were sold."""
    found = wrong_order()
    found.hub.shipping.ship(found.first, "house:ground", lines={1: 1})
    found.hub.shipping.ship(found.second, "house:ground", lines={1: 1}, anyway=True)
    assert found.hub.matching.double_shipments() == ()


@pytest.mark.proves("X1", "Q3")
def test_two_purchases_in_one_package_are_no_double_shipment() -> None:
    """A buyer's two orders share a label; each of them was sold once."""
    hub, world = a_hub()
    one, two = an_order(), an_order(remote_id="111-0000002-0000002")
    world.stores["amz"].orders = {one.remote_id: one, two.remote_id: two}
    hub.imports.run("amz")
    hub.shipping.ship(1, "house:ground", together=[2])
    assert hub.matching.double_shipments() == ()


@pytest.mark.proves("W7", "X1", "I2")
def test_an_order_that_stood_twice_leaves_once_in_reconciling_mode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Imported through two connections before the mode was changed: refused, by the file too."""
    found = migrated()
    found.hub.matching.choose_mode(MatchingMode.RECONCILING)
    found.hub.shipping.ship(found.first, "house:ground")
    for anyway in (False, True):
        with pytest.raises(Refused) as refused:
            found.hub.shipping.ship(found.second, "house:ground", anyway=anyway)
        assert refused.value.code == "limit.twin_sent"
    monkeypatch.setattr(TwinShipments, "blocking", lambda *_, **__: "")
    with pytest.raises(GuardError) as guard:
        found.hub.shipping.ship(found.second, "house:ground", anyway=True)
    assert guard.value.code == "guard.twin_shipped"
    assert found.labels == 1


@pytest.mark.proves("I2", "B9")
def test_the_new_connection_still_imports_after_the_mode_was_changed() -> None:
    """Orders that stand twice are not put one upon the other; the import goes on."""
    found = migrated()
    found.hub.matching.choose_mode(MatchingMode.RECONCILING)
    before = found.hub.orders.counts()
    report = found.hub.imports.run("neu")
    assert report.trouble is None
    assert found.hub.orders.counts() == before


@pytest.mark.proves("W7", "B8", "N1")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_confirming_two_orders_that_have_both_left_hides_no_label(mode: MatchingMode) -> None:
    """The copy goes behind its original, and both say that the purchase left twice."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(a_copy(original), keys=())}
    hub.imports.run_all(["shop", "amz", "bay"])
    copy, first = hub.orders.find("shop:1042"), hub.orders.find("amz:111-0000001-0000001")
    for order_id in (first, copy):
        hub.shipping.ship(order_id, "house:ground")
        hub.tick()
    assert hub.matching.double_shipments() == (), "nothing connects them yet"
    hub.matching.choose_mode(mode)
    hub.matching.confirm(copy, first, by="Ada")
    (double,) = hub.matching.double_shipments()
    assert {part.order_id for part in double.parts} == {copy, first}
    rows = hub.orders.rows([first, copy])
    assert all(row.shipped_twice for row in rows)
    assert {row.status for row in rows} == {OrderStatus.SHIPPED}
    assert hub.orders.why(first).headline.code == "why.shipped_here", (
        "its own label is still its reason"
    )
    for _ in range(3):
        hub.tick()
        world.clock.wait(hours=5)
    told_of = {name: [one.tracking for one in store.told] for name, store in world.stores.items()}
    assert told_of == {"amz": ["TRACK1"], "shop": ["TRACK2"], "bay": []}


@pytest.mark.proves("W7", "N8", "X5")
def test_voiding_the_copy_s_label_tells_the_shop_of_the_one_that_left() -> None:
    """Both had left when they were confirmed; no store keeps a package that does not come."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": replace(a_copy(original), keys=())}
    hub.imports.run_all(["shop", "amz", "bay"])
    copy, first = hub.orders.find("shop:1042"), hub.orders.find("amz:111-0000001-0000001")
    hub.shipping.ship(first, "house:ground")
    second = hub.shipping.ship(copy, "house:ground")
    hub.tick()
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    hub.matching.confirm(copy, first, by="Ada")
    hub.shipping.void(second.id)
    for _ in range(6):
        world.clock.wait(hours=2)
        hub.tick()
    corrected = [one.tracking for one in world.stores["shop"].corrected]
    assert corrected == ["TRACK1"]
    assert not hub.orders.rows([copy])[0].shipped_twice


@pytest.mark.proves("W2", "W7")
def test_a_cancelled_twin_is_warned_of_nothing() -> None:
    """Its purchase has left with the original, as it should."""
    found = wrong_order()
    found.hub.orders.cancel(found.second)
    found.hub.shipping.ship(found.first, "house:ground")
    assert codes(found.hub, found.second) == []
    (twin,) = found.hub.orders.detail(found.second).twins
    assert [label.tracking for label in twin.labels] == ["TRACK1"], "the fact itself is shown"


@pytest.mark.proves("B8", "W7")
def test_a_person_s_no_to_an_editable_field_is_asked_about_once_more() -> None:
    """Only a read-only id says that the two are one purchase; an editable one, that they may be."""
    hub, world = a_hub()
    original = an_order()
    unlike = a_copy(original, grade=Grade.SUPPORTS, total=replace(original.total, minor=1))
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": unlike}
    hub.imports.run_all()
    copy, first = hub.orders.find("shop:1042"), hub.orders.find("amz:111-0000001-0000001")
    hub.matching.reject(copy, 0, by="Ada")
    assert not any(row.duplicated for row in hub.orders.rows([copy, first]))
    hub.shipping.ship(first, "house:ground")
    with pytest.raises(Refused) as asked:
        hub.shipping.ship(copy, "house:ground")
    assert asked.value.code == "limit.possible_left"
    hub.shipping.ship(copy, "house:ground", anyway=True)
    (double,) = hub.matching.double_shipments()
    assert [one.code for one in double.what] == ["warning.perhaps_twice"]
    assert hub.matching.same_purchase(copy) == ()


@pytest.mark.proves("W7")
def test_a_page_is_read_in_a_few_statements() -> None:
    """Fifty purchases that stand twice cost as many statements as one."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    for n in range(50):
        original = an_order(remote_id=f"111-{n:07}-0000000")
        world.stores["amz"].orders[original.remote_id] = original
        world.stores["shop"].orders[f"{n + 1000}"] = a_copy(original, f"{n + 1000}")
    hub.imports.run_all(["shop", "amz", "bay"])
    statements: list[int] = []
    for ids in (
        hub.orders.ids(Grid.AWAITING_SHIPMENT),
        hub.orders.ids(Grid.AWAITING_SHIPMENT)[:1],
    ):
        seen: list[str] = []
        world.db[0].conn.set_trace_callback(seen.append)
        assert all(row.duplicated for row in hub.orders.rows(ids))
        statements.append(len(seen))
    world.db[0].conn.set_trace_callback(None)
    assert abs(statements[0] - statements[1]) <= 1
