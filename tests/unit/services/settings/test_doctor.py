"""The doctor: each finding provoked, seen, mended, and seen gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.decisions.doctor_checks import Level
from shiponce.domain.shipment import Route
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import NotAuthorised
from shiponce.hub import Hub
from shiponce.persistence import integrity_check, stores
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EXCLUDE_COPIES


def levels(hub: Hub) -> dict[str, Level]:
    """Code to level; every sentence is said in both languages on the way."""
    found = hub.maintenance.doctor()
    for finding in found:
        for sentence in filter(None, (finding.what, finding.way_out)):
            assert all(say(sentence.code, language, **sentence.facts) for language in LANGUAGES)
        assert (finding.way_out is None) is (finding.level is Level.OK)
    return {finding.code: finding.level for finding in found}


def well() -> tuple[Hub, World]:
    """A hub with nothing to complain of."""
    hub, world = a_hub()
    hub.imports.run_all()
    return hub, world


def test_a_sound_hub_is_well() -> None:
    """It says so, and what was looked at."""
    hub, _ = well()
    found = hub.maintenance.doctor()
    assert found[0].code == "well"
    assert {one.level for one in found} == {Level.OK}
    assert "file" in levels(hub)


def test_stores_never_imported_and_stale() -> None:
    """Exactly six hours are not stale."""
    hub, world = a_hub()
    assert levels(hub)["never_imported"] is Level.WARNING
    hub.imports.run_all()
    world.clock.wait(hours=6)
    assert "stale" not in levels(hub)
    world.clock.wait(seconds=1)
    assert levels(hub)["stale"] is Level.WARNING
    hub.imports.run_all()
    assert not levels(hub).keys() & {"stale", "never_imported"}


def test_no_store() -> None:
    """Until one is connected."""
    hub, _ = a_hub(connect=False)
    assert levels(hub)["no_store"] is Level.WARNING
    hub.stores.connect("shop", BIGCOMMERCE, "s")
    assert "no_store" not in levels(hub)


def test_a_store_in_trouble() -> None:
    """Until an import ends."""
    hub, _ = well()
    with hub._db.write() as conn:
        stores.import_failed(conn, 1, "error.unreachable", {})
    assert levels(hub)["store_trouble"] is Level.TROUBLE
    hub.imports.run_all()
    assert "store_trouble" not in levels(hub)


@pytest.mark.proves("W9")
def test_the_import_order_of_documented_mode() -> None:
    """Reconciling does not care."""
    hub, _ = well()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    assert levels(hub)["import_order"] is Level.WARNING
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    assert "import_order" not in levels(hub)


@pytest.mark.proves("D3")
def test_notifications_off_with_and_without_the_rule() -> None:
    """Without it copies are orders."""
    hub, _ = well()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    assert levels(hub)["notifications_off_no_rule"] is Level.TROUBLE
    rule = hub.rules.add(EXCLUDE_COPIES)
    assert levels(hub)["notifications_off"] is Level.WARNING
    hub.rules.remove(rule.id)
    hub.stores.set_notifications("shop", True, by="Ada", confirmed=True)
    assert not levels(hub).keys() & {"notifications_off", "notifications_off_no_rule"}


@pytest.mark.proves("I1")
def test_the_new_integration() -> None:
    """Alone it is well; beside a marketplace only reconciling is."""
    hub, _ = a_hub(connect=False)
    hub.stores.connect("shop", BIGCOMMERCE, "s", integration=Integration.NEW)
    assert "new_integration" not in levels(hub)
    hub.stores.connect("amz", AMAZON, "a", market="ATVPDKIKX0DER")
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    assert levels(hub)["new_integration"] is Level.TROUBLE
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    assert "new_integration" not in levels(hub)


def test_what_the_set_up_lacks() -> None:
    """As the connections say."""
    hub, world = well()
    world.lacking["amz"] = ("credentials", "ship_from", "readable_secret")
    found = levels(hub)
    assert found["credentials"] is Level.TROUBLE
    assert found["ship_from"] is found["readable_secret"] is Level.WARNING
    world.lacking.clear()
    assert not levels(hub).keys() & {"credentials", "ship_from", "readable_secret"}


def test_read_only_is_said() -> None:
    """In the state and by the doctor."""
    hub, world = well()
    assert hub.state().read_only is False
    world.read_only = True
    assert hub.state().read_only is True
    assert levels(hub)["read_only"] is Level.WARNING


def test_a_real_house_has_no_house_carrier(monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no fault."""
    hub, world = well()
    assert "house_simulated" not in levels(hub)

    def refuse(*_: object) -> None:
        raise NotAuthorised("error.house_simulated", platform="house", operation="carrier")

    monkeypatch.setattr(world, "carrier", refuse)
    assert levels(hub)["house_simulated"] is Level.OK


def test_prime_under_method_a() -> None:
    """Method B ends it."""
    hub, world = well()
    mirrored = replace(a_copy(an_order()), prime=True)
    world.stores["shop"].orders[mirrored.remote_id] = mirrored
    hub.stores.choose_method(Method.A)
    hub.imports.run("shop")
    assert levels(hub)["mirrored_prime"] is Level.WARNING
    hub.stores.choose_method(Method.B)
    assert "mirrored_prime" not in levels(hub)


@pytest.mark.proves("X1", "X3", "X5")
def test_damage_is_found() -> None:
    """What the guards prevent is made past them: the doctor sees it without their help."""
    hub, world = well()
    order = an_order()
    world.stores["amz"].orders[order.remote_id] = order
    world.stores["shop"].orders["1042"] = a_copy(order)
    hub.imports.run_all()
    hub.shipping.ship(hub.orders.find(order.remote_id), f"{Route.HOUSE.value}:ground")
    conn = hub._db.conn
    assert levels(hub)["file"] is Level.OK
    for name in ("no_unit_twice", "original_stands", "hidden_has_original"):
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN")
    conn.execute("UPDATE package_lines SET quantity = 3")
    conn.execute("UPDATE order_state SET visibility = 'hidden'")
    conn.execute("DELETE FROM notices")
    conn.execute("INSERT INTO pacing VALUES (99, 'x', 1, 0, 0)")
    found = levels(hub)
    assert {name for name, level in found.items() if level is Level.TROUBLE} >= {
        *("x1", "x3", "x5", "foreign_keys")
    }
    assert "file" not in found
    conn.execute("ROLLBACK")
    assert levels(hub)["file"] is Level.OK


def test_what_waits_for_a_person_is_counted() -> None:
    """Held, quarantined, doubtful, stopped: each is seen, and gone when it is settled."""
    hub, world = well()
    order = an_order()
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run_all()
    hub.shipping.ship(hub.orders.find(order.remote_id), f"{Route.HOUSE.value}:ground")
    conn = hub._db.conn
    conn.execute("BEGIN")
    conn.execute("UPDATE shipments SET state = 'unknown'")
    conn.execute("UPDATE notices SET state = 'stopped', code = 'notification.conflict'")
    conn.execute("UPDATE order_state SET visibility = 'held'")
    conn.execute(
        "INSERT INTO listed (store_id, remote_id, kind, code, facts, digest, at)"
        " VALUES (1, 'r', 'quarantine', 'excluded.quarantine', '{}', x'00', 0)"
    )
    found = levels(hub)
    assert found["unknown_purchase"] is found["stopped_conflict"] is Level.TROUBLE
    assert found["held"] is found["quarantine"] is Level.WARNING
    conn.execute("ROLLBACK")
    assert not levels(hub).keys() & {"unknown_purchase", "stopped_conflict", "held", "quarantine"}


def test_a_line_of_sqlites_check_is_believed_unless_the_rows_say_otherwise() -> None:
    """3.40.1 takes the wrong column of a table for NULL; anything else is damage."""
    hub, _ = well()
    conn = hub._db.conn
    assert integrity_check._is_false(conn, "NULL value in order_keys.grade")
    assert not integrity_check._is_false(conn, "row 1 missing from index shelf")
    conn.execute("CREATE TEMP TABLE holes AS SELECT NULL AS x")
    assert not integrity_check._is_false(conn, "NULL value in holes.x")
