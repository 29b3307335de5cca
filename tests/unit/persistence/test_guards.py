"""The file itself refuses what must never be, whichever code asks for it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from shiponce.errors import GuardError
from shiponce.hub import Hub
from shiponce.persistence.database import Database
from tests.doubles.platforms_in_memory import a_copy, a_hub, an_order

#: A second shipment of an order, as careless code would write it down.
SHIPMENT = (
    "INSERT INTO shipments (id, order_id, state, route, carrier, service, service_id, reference,"
    " at) VALUES (99, ?, 'purchasing', 'house', 'House', 'Ground', 'ground', 'other', 0)"
)
LINE = "INSERT INTO package_lines (shipment_id, line_no, quantity) VALUES (99, ?, ?)"


@dataclass(frozen=True)
class Ground:
    """A hub with one purchase: the original in sight and its copy hidden."""

    hub: Hub
    db: Database
    original: int
    copy: int


@pytest.fixture
def ground() -> Ground:
    """One Amazon purchase and its hidden copy on BigCommerce."""
    hub, world = a_hub()
    original = an_order()
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": a_copy(original)}
    for store in ("amz", "shop"):
        hub.imports.run(store)
    return Ground(
        hub, world.db[0], hub.orders.find(f"amz:{original.remote_id}"), hub.orders.find("shop:1042")
    )


def write(db: Database, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Execute these statements in one transaction, after one that nothing forbids."""
    with db.write() as conn:
        conn.execute("INSERT INTO events (at, kind, data) VALUES (0, 'canary', '{}')")
        for sql, facts in statements:
            conn.execute(sql, facts)


def refused(ground: Ground, *statements: tuple[str, tuple[object, ...]]) -> str:
    """Return the code of the guard that stopped these statements; nothing of them is left."""
    before = list(ground.db.conn.iterdump())
    with pytest.raises(GuardError) as stopped:
        write(ground.db, *statements)
    assert not ground.db.in_transaction
    assert list(ground.db.conn.iterdump()) == before
    return stopped.value.code


@pytest.mark.parametrize("sql", ["UPDATE events SET at = 0", "DELETE FROM events"])
def test_history_is_neither_changed_nor_thrown_away(ground: Ground, sql: str) -> None:
    """What happened is only ever added to."""
    assert refused(ground, (sql, ())) == "guard.events_append_only"


@pytest.mark.proves("B5")
def test_nothing_is_hidden_without_an_original_in_sight(ground: Ground) -> None:
    """Hidden with no original to ship, an order would be lost."""
    unlink = ("DELETE FROM twins", ())
    show = "UPDATE order_state SET visibility = 'visible' WHERE order_id = ?"
    hide = "UPDATE order_state SET visibility = 'hidden' WHERE order_id = ?"
    both = (unlink, (show, (ground.copy,)), (hide, (ground.copy,)))
    assert refused(ground, *both) == "guard.hidden_without_original"


def test_no_order_arrives_hidden_without_an_original(ground: Ground) -> None:
    """The same for a row that is new."""
    again = (
        "INSERT OR REPLACE INTO order_state SELECT order_id, 'hidden', status, sort_at, hub_set,"
        " tags, why, facts, evidence, decided_at, ruled FROM order_state WHERE order_id = ?"
    )
    assert refused(ground, (again, (ground.original,))) == "guard.hidden_without_original"


def test_a_copy_is_nobodys_original(ground: Ground) -> None:
    """Two orders that hide each other would leave nothing to ship."""
    link = "INSERT INTO twins (copy_id, original_id, basis, at) VALUES (?, ?, 'key', 0)"
    assert refused(ground, (link, (ground.original, ground.copy))) == "guard.original_hidden"


def test_an_original_is_not_hidden(ground: Ground) -> None:
    """Two guards stand here, and SQLite does not promise which of them speaks first."""
    hide = "UPDATE order_state SET visibility = 'hidden' WHERE order_id = ?"
    code = refused(ground, (hide, (ground.original,)))
    assert code in ("guard.original_hidden", "guard.hidden_without_original")


@pytest.mark.proves("B5")
def test_a_hidden_order_gets_no_label(ground: Ground) -> None:
    """The store refuses it, not only the screen."""
    assert refused(ground, (SHIPMENT, (ground.copy,))) == "guard.not_visible"


def test_one_purchase_of_a_label_at_a_time(ground: Ground) -> None:
    """While one is on its way, nobody knows whether there is a label already."""
    ground.hub.shipping.ship(ground.original, "house:ground")
    with ground.db.write() as conn:
        conn.execute("UPDATE shipments SET state = 'unknown'")
    assert refused(ground, (SHIPMENT, (ground.original,))) == "guard.purchase_in_flight"


def test_no_unit_is_labelled_twice(ground: Ground) -> None:
    """At most one live label per unit sold."""
    ground.hub.shipping.ship(ground.original, "house:ground")
    line = ground.db.conn.execute("SELECT line_no FROM package_lines").fetchone()[0]
    more = ((SHIPMENT, (ground.original,)), (LINE, (line, 1)))
    assert refused(ground, *more) == "guard.unit_twice"


@pytest.mark.parametrize("end", ["voided", "not_bought"])
def test_a_label_that_is_over_stays_over(ground: Ground, end: str) -> None:
    """It would come to life beside the one bought in its place."""
    ground.hub.shipping.ship(ground.original, "house:ground")
    with ground.db.write() as conn:
        conn.execute("UPDATE shipments SET state = ?", (end,))
    revive = ("UPDATE shipments SET state = 'labelled'", ())
    assert refused(ground, revive) == "guard.shipment_is_over"


@pytest.mark.proves("B7")
@pytest.mark.parametrize("value", ["", "0"])
def test_nothing_is_no_key(ground: Ground, value: str) -> None:
    """All orders that carry it would be one purchase."""
    assert refused(ground, ("UPDATE order_keys SET value = ?", (value,))) == "guard.constraint"
