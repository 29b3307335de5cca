"""Who acts stands on every event and every shipment, whoever writes it."""

from __future__ import annotations

import pytest

from shiponce.domain.actor import LONGEST_NAME, PROGRAM
from shiponce.errors import BadInput
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import StandingClock, a_copy, a_hub, an_order
from tests.platform_ids import EXCLUDE_COPIES


def names(hub: Hub) -> set[str]:
    """Who stands on the events."""
    return {row[0] for row in hub._db.conn.execute("SELECT by_ FROM events")}


def worked(actor: str) -> Hub:
    """A hub in which somebody has imported, held, released, ruled, shipped, voided and sent."""
    hub, world = a_hub(actor=actor)
    order = an_order()
    world.stores["amz"].orders = {order.remote_id: order}
    world.stores["shop"].orders = {"1042": a_copy(order)}
    hub.imports.run_all()
    number = hub.orders.find(order.remote_id)
    hub.orders.hold(number)
    hub.orders.release(number)
    rule = hub.rules.add(EXCLUDE_COPIES, anyway=True)
    hub.rules.switch(rule.id, enabled=False)
    hub.rules.remove(rule.id)
    hub.shipping.void(hub.shipping.ship(number, "house:ground").id)
    hub.shipping.ship(number, "house:ground")
    world.clock.wait(minutes=30)
    hub.tick()
    hub.stores.set_notifications("shop", False, confirmed=True)
    return hub


def test_every_event_of_a_day_names_who_acts() -> None:
    """Store, rule, hold, label, void, notification and switch: no event is nobody's."""
    hub = worked("Ada")
    assert names(hub) == {"Ada"}
    detail = hub.orders.detail(hub.orders.find("111-0000001-0000001"))
    assert {event.by for event in detail.history} == {"Ada"}
    assert [shipment.by for shipment in detail.shipments] == ["Ada", "Ada"]
    assert hub.stores.rows()[0].notifications_changed_by == "Ada"


def test_a_name_given_with_one_act_stands_on_that_act_alone() -> None:
    """The keyword of a method names another person for this call; then the hub's own acts again."""
    hub, world = a_hub(actor="Ada")
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    hub.matching.reject(hub.orders.find("1042"), 0, by="  Mary\n Somerville ")
    hub.orders.hold(hub.orders.find("1042"))
    history = hub.orders.detail(hub.orders.find("1042")).history
    assert [event.by for event in history[-2:]] == ["Mary Somerville", "Ada"]


def test_a_sibling_acts_under_the_same_name(tmp_path: object) -> None:
    """The threads of a screen write as the person who sits at it."""
    hub, _ = a_hub(f"{tmp_path}/hub.db", actor="Ada")
    sibling = hub.sibling()
    assert sibling.actor == "Ada"
    sibling.close()


@pytest.mark.parametrize(
    ("said", "kept"),
    [("", PROGRAM), (" \n ", PROGRAM), ("A\x1b[31mda\u202e", "Ada"), ("Ada\nB", "Ada B")],
)
def test_a_name_is_clean_and_never_blank(said: str, kept: str) -> None:
    """A name comes from outside: no control characters, one line."""
    hub, _ = a_hub(actor=said)
    assert hub.actor == kept
    assert names(hub) == {kept}


def test_a_name_is_bounded() -> None:
    """A variable may hold anything."""
    hub, _ = a_hub(actor="A" * 10_000)
    assert len(hub.actor) == LONGEST_NAME


def test_a_decision_under_a_blank_name_is_refused() -> None:
    """Leaving the name out is the default; giving none is a mistake."""
    hub, world = a_hub(actor="Ada")
    world.stores["shop"].orders = {"1042": a_copy(an_order())}
    hub.imports.run("shop")
    for by in ("", "  "):
        with pytest.raises(BadInput) as bad:
            hub.matching.reject(hub.orders.find("1042"), 0, by=by)
        assert bad.value.code == "error.no_actor"
    assert {event.by for event in hub.orders.detail(hub.orders.find("1042")).history} == {"Ada"}


def test_events_of_an_older_file_are_nobodys(tmp_path: object) -> None:
    """What was written before names were kept says so by an empty name."""
    hub, _ = a_hub(f"{tmp_path}/hub.db", clock=StandingClock())
    with hub._db.write() as conn:
        conn.execute("INSERT INTO events (at, kind, data) VALUES (0, 'canary', '{}')")
    assert "" in names(hub)
