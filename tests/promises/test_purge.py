"""Purged personal data is gone: from every record, from the file's bytes and log, and for good."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shiponce.domain.order import Address, ImportedOrder, OrderStatus, Package, Unreadable
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.domain.shipment import Route
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, GuardError, Refused, ServerTrouble, Unknown
from shiponce.hub import Hub
from shiponce.persistence import secure_delete
from shiponce.persistence.database import Database
from shiponce.views.maintenance import Purge
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

HOME = Address("Zoë Quillfeather", "4471 Larkspur Bend", "Wexelbridge", "US", "Gatehouse Ostrava",
               "Norvania", "QX94ZT", "+1 555 867 5309")  # fmt: skip
PERSON: dict[str, Any] = {"ship_to": HOME, "buyer": "Zoë Quillfeather", "email": "zoe@marlowe.test"}
CANARIES = ("Quillfeather", "quillfeather", "Larkspur", "Wexelbridge", "Ostrava", "Norvania",
            "QX94ZT", "867 5309", "marlowe", "Zo\\u00eb")  # fmt: skip
AMZ = "111-0000001-0000001"


def the_bytes(file: Path) -> bytes:
    """Return everything on disk: the file, its log and the log's index."""
    parts = [file, Path(f"{file}-wal"), Path(f"{file}-shm"), Path(f"{file}-journal")]
    return b"".join(part.read_bytes() for part in parts if part.exists())


def left(file: Path) -> list[str]:
    """Return the canaries that are somewhere in the bytes."""
    found = the_bytes(file)
    return [one for one in CANARIES if one.encode() in found or one.encode("utf-16-le") in found]


def a_day(tmp_path: Path, mode: MatchingMode = MatchingMode.RECONCILING) -> tuple[Hub, World, Path]:
    """Return a hub with an original, its copy, an open order and one that cannot be read."""
    file = tmp_path / "hub.db"
    hub, world = a_hub(str(file))
    hub.matching.choose_mode(mode)
    note = Rule("", (Test(Criterion.SKU, Operator.STARTS_WITH, ("MUG",)),),
                ((Action.ADD_NOTE, "ring twice"),), True)  # fmt: skip
    hub.rules.add(replace(note, name="notes"))
    original = an_order(AMAZON, AMZ, **PERSON)
    world.stores["amz"].orders[AMZ] = original
    world.stores["shop"].orders["1042"] = replace(a_copy(original), **PERSON)
    world.stores["bay"].orders["11-22222-33333"] = an_order(EBAY, "11-22222-33333")
    raw = b'{"id": "77", "buyer": "Zo\\u00eb Quillfeather", "street": "4471 Larkspur Bend"}'
    world.stores["shop"].orders["77"] = Unreadable(BIGCOMMERCE, "77", "total", raw)
    hub.imports.run_all()
    return hub, world, file


def ship_all(hub: Hub, world: World, order_id: int = 1) -> None:
    """Ship an order and tell its stores; the label of the first one shows the buyer."""
    printed = "Zoë Quillfeather, 4471 Larkspur Bend, Wexelbridge" if order_id == 1 else "Ada"
    world.carriers[Route.HOUSE].printed = printed
    hub.shipping.ship(order_id, "house:ground")
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)


def purge(hub: Hub, *orders: str) -> Purge:
    """Purge orders by name."""
    return hub.maintenance.purge(orders=orders, confirmed=True)


@pytest.mark.parametrize("mode", MatchingMode)
def test_nothing_of_a_purged_purchase_is_on_disk(tmp_path: Path, mode: MatchingMode) -> None:
    """The record of a sold order, its copy, its raw data, free pages and the log."""
    hub, world, file = a_day(tmp_path, mode)
    ship_all(hub, world)
    assert len(left(file)) == len(CANARIES), "the canaries are there before"
    done = purge(hub, AMZ, "77")
    assert done.overwritten is True
    assert left(file) == []
    assert {part.order for part in done.parts} == {f"amz:{AMZ}", "shop:1042", "shop:77"}
    assert set(done.removed) == {*("buyer", "email", "address", "phone", "note", "raw", "label")}
    hub.close()
    assert left(file) == []


def test_what_was_deleted_before_the_purge_is_gone_too(tmp_path: Path) -> None:
    """Versions that did not overwrite what they deleted left it on free pages and behind rows."""
    hub, world, file = a_day(tmp_path)
    hub._db.conn.execute("PRAGMA secure_delete = OFF")
    with hub._db.write() as conn:
        conn.execute("UPDATE people SET street2 = 'Old ' || hex(randomblob(9000)) || street2")
    with hub._db.write() as conn:
        conn.execute("UPDATE people SET street2 = ''")
    hub._db.conn.execute("PRAGMA secure_delete = ON")
    ship_all(hub, world)
    purge(hub, AMZ, "77")
    assert left(file) == []


def test_another_import_does_not_bring_it_back(tmp_path: Path) -> None:
    """The platform goes on listing the order, with changes; those are recorded, the person not."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    purge(hub, AMZ, "77")
    for name, remote in (("amz", AMZ), ("shop", "1042")):
        order = world.stores[name].orders[remote]
        assert isinstance(order, ImportedOrder)
        later = world.clock.now()
        world.stores[name].orders[remote] = replace(
            order,
            modified_at=later,
            requested_service="Express",
            ship_to=replace(HOME, street1="12 Larkspur Close"),
        )
    world.clock.wait(minutes=5)
    for _ in range(2):
        hub.imports.run_all()
        hub.imports.retry_quarantined("shop")
    detail = hub.orders.detail(1)
    assert (detail.row.buyer, detail.address, detail.email) == ("", (), "")
    assert detail.row.purged
    assert detail.requested_service == "Express"
    assert left(file) == []
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    hub.stores.replace("shop", "shop2")  # a migration imports the same orders again (I2)
    world.stores["shop2"] = world.stores["shop"]
    hub.imports.run_all()
    assert left(file) == []


def test_a_twin_that_arrives_after_the_purge_brings_nobody(tmp_path: Path) -> None:
    """The shop is imported only afterwards, and mirrors the purged purchase."""
    hub, world, file = a_day(tmp_path)
    other, late = a_hub(str(tmp_path / "late.db"))
    late.stores["amz"].orders[AMZ] = world.stores["amz"].orders[AMZ]
    other.imports.run("amz")
    ship_all(other, late)
    purge(other, AMZ)
    late.stores["shop"].orders["1042"] = world.stores["shop"].orders["1042"]
    other.imports.run_all()
    assert len(other.orders.page(Grid.HIDDEN)) == 1
    assert left(tmp_path / "late.db") == []
    hub.close()
    del file


def test_an_unreadable_order_that_is_readable_at_last_brings_nobody(tmp_path: Path) -> None:
    """Its raw data was purged; the order itself is recorded without a person."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    purge(hub, "77", AMZ)
    world.stores["shop"].orders["77"] = an_order(BIGCOMMERCE, "77", **PERSON)
    hub.imports.run_all()
    assert hub.orders.detail(hub.orders.find("77")).row.purged
    assert left(file) == []


def test_an_open_order_keeps_its_address_unless_it_is_named(tmp_path: Path) -> None:
    """By buyer and by age it is skipped, with the reason; by name it goes, and that is said."""
    hub, _, file = a_day(tmp_path)
    for wanted in ({"buyer": "zoe QUILLFEATHER"}, {"older_than": timedelta(0)}):
        found = hub.maintenance.purge(**wanted, confirmed=True)
        assert [part.order for part in found.parts] == ["shop:77"][: len(found.parts)]
    assert [one.code for one in hub.maintenance.purge(buyer="zoe QUILLFEATHER").kept] == [
        "purge.stays.open"
    ]
    assert hub.orders.detail(1).address
    done = purge(hub, AMZ)
    assert [one.code for one in done.warnings] == ["purge.open"]
    assert left(file) == []
    closed = {o.code: o.restriction.code for o in hub.shipping.options(1) if o.restriction}
    assert closed == {"house": "limit.purged", "buy_shipping": "limit.purged"}
    with pytest.raises(Refused) as no:
        hub.shipping.ship(1, "house:ground")
    assert no.value.code == "limit.purged"
    hub.shipping.ship(1, "manual", carrier="UPS", tracking="1Z999AA10123456784")
    assert hub.orders.detail(1).row.status is OrderStatus.SHIPPED


def test_a_purchase_that_nobody_knows_the_end_of_keeps_its_address(tmp_path: Path) -> None:
    """Not even by name: the label may be bought any moment."""
    hub, world, _ = a_day(tmp_path)
    call = {"platform": "word.house", "operation": "word.call.buyLabel"}
    lost = ServerTrouble("error.server_trouble", **call, status=500)
    carrier = world.carriers[Route.HOUSE]
    carrier.after, carrier.deaf = [lost], [lost]
    with pytest.raises(Unknown):
        hub.shipping.ship(1, "house:ground")
    with pytest.raises(Refused) as no:
        purge(hub, AMZ)
    assert no.value.code == "limit.purge_in_purchase"
    assert hub.orders.detail(1).address


def test_a_buyer_is_found_by_name_or_address_however_it_is_written(tmp_path: Path) -> None:
    """All closed orders, and what could not be read; nobody else's."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    ship_all(hub, world, hub.orders.find("11-22222-33333"))
    for name in ("ZOE  quillfeather", "Zoé Quillfeather", "Zoe@Marlowe.test"):
        parts = {part.order for part in hub.maintenance.purge(buyer=name).parts}
        assert {f"amz:{AMZ}", "shop:1042"} <= parts
        assert "bay:11-22222-33333" not in parts
    assert hub.maintenance.purge(buyer="Zoe").parts == (), "a part of a name is nobody's"
    hub.maintenance.purge(buyer="ZOE quillfeather", confirmed=True)
    assert left(file) == []
    assert hub.orders.detail(hub.orders.find("11-22222-33333")).row.buyer == "Ada Byron"


def test_age_counts_from_the_last_change_or_shipment(tmp_path: Path) -> None:
    """An old order that left yesterday is young."""
    hub, world, file = a_day(tmp_path)
    world.clock.wait(days=100)
    ship_all(hub, world)
    assert [p.order for p in hub.maintenance.purge(older_than=timedelta(days=90)).parts] == [
        "shop:77"
    ]
    world.clock.wait(days=91)
    done = hub.maintenance.purge(older_than=timedelta(days=90), confirmed=True)
    assert {p.order for p in done.parts} == {f"amz:{AMZ}", "shop:1042", "shop:77"}
    assert left(file) == []


def test_without_confirmation_nothing_is_written(tmp_path: Path) -> None:
    """The plan says what the purge then does."""
    hub, world, _ = a_day(tmp_path)
    ship_all(hub, world)
    before = list(hub._db.conn.iterdump())
    plan = hub.maintenance.purge(orders=[AMZ, "77"])
    assert list(hub._db.conn.iterdump()) == before
    done = purge(hub, AMZ, "77")
    assert (plan.parts, plan.kept) == (done.parts, done.kept)
    assert (plan.done, done.done) == (False, True)
    assert purge(hub, AMZ, AMZ).parts == ()
    with pytest.raises(BadInput):
        purge(hub, "nobody")


def test_who_reads_an_older_state_delays_the_overwriting_and_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are gone at once; the bytes when the reader has gone, at the next tick."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    monkeypatch.setattr(secure_delete, "PATIENCE", 1)
    reader = Database(file)
    reader.conn.execute("BEGIN")
    reader.conn.execute("SELECT count(*) FROM people").fetchone()
    done = purge(hub, AMZ, "77")
    assert done.overwritten is False
    assert hub.orders.detail(1).address == ()
    assert any(one.code == "overwrite" for one in hub.maintenance.doctor())
    reader.conn.execute("COMMIT")
    hub.tick()
    assert left(file) == []
    assert not any(one.code == "overwrite" for one in hub.maintenance.doctor())
    assert hub.maintenance.finish_purge() is True
    reader.close()


def test_a_purge_that_was_cut_off_is_finished_by_the_next_hub(tmp_path: Path) -> None:
    """Killed between the commit and the overwriting: the file knows what is still to be done."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    hub._purging.finish = lambda patience=None: False  # type: ignore[method-assign]
    assert purge(hub, AMZ, "77").overwritten is False
    hub.close()
    again, _ = a_hub(str(file), connect=False)
    again.tick()
    assert left(file) == []


def test_a_purged_order_says_so_and_goes_on(tmp_path: Path) -> None:
    """Reason, history and row; its notifications are sent, and a late package is still known."""
    hub, world, _ = a_day(tmp_path)
    hub.shipping.ship(1, "house:ground")
    purge(hub, AMZ)
    for _ in range(3):
        hub.tick()
        world.clock.wait(minutes=10)
    assert [len(world.stores[name].told) for name in ("amz", "shop")] == [1, 1]
    detail = hub.orders.detail(1)
    assert [note.code for note in detail.why.notes] == ["note.purged"]
    assert detail.history[-1].by == "Tess" or any(e.by == "Tess" for e in detail.history)
    assert "event.purged" in {event.what.code for event in detail.history}
    assert not hub.orders.search("quillfeather").every
    assert hub.orders.search("slate mug").every
    assert isinstance(world.stores["amz"].shown[AMZ][0], Package)


def test_the_file_itself_refuses_to_record_a_purged_person(tmp_path: Path) -> None:
    """Whatever writes: the guard stands in the database."""
    hub, world, _ = a_day(tmp_path)
    ship_all(hub, world)
    purge(hub, AMZ)
    with hub._db.write() as conn:
        conn.execute("DELETE FROM people WHERE order_id = 1")
    again = "INSERT INTO people (order_id, buyer, email) VALUES (1, 'Zoe', '')"
    with pytest.raises(GuardError) as no, hub._db.write() as conn:
        conn.execute(again)
    assert no.value.code == "guard.purged"


def test_refusals_kept_by_an_older_version_are_cleaned(tmp_path: Path) -> None:
    """A file from before: the migration cleans what platforms were quoted with."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    facts = '{"reason": "Name Quillfeather is invalid", "reason_code": "E1"}'
    with hub._db.write() as conn:
        conn.execute("UPDATE notices SET code = 'error.declined', facts = ?", (facts,))
        conn.execute(
            "UPDATE import_state SET trouble = ?",
            (f'{{"code": "error.declined", "facts": {facts}}}',),
        )
        conn.execute("DROP TABLE purges")
        conn.execute("DROP TRIGGER purged_stays_purged")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = 'm016_purges'")
    hub.close()
    conn = Database(file).conn
    kept = [row[0] for row in conn.execute("SELECT facts FROM notices")]
    kept += [row[0] for row in conn.execute("SELECT trouble FROM import_state")]
    assert kept
    assert not any("Quill" in text for text in kept)
    assert all("E1" in text and "is invalid" in text for text in kept)
    assert isinstance(conn, sqlite3.Connection)


def test_a_rule_that_names_the_buyer_is_said(tmp_path: Path) -> None:
    """A rule is the merchant's and is not rewritten; whoever purges has to know."""
    hub, world, file = a_day(tmp_path)
    ship_all(hub, world)
    tests = (Test(Criterion.SKU, Operator.EQUALS, ("X",)),)
    hub.rules.add(Rule("vip", tests, ((Action.ADD_NOTE, "gift for ZOE QUILLFEATHER"),), True))
    (said,) = purge(hub, AMZ, "77").warnings
    assert (said.code, said.facts["rule"]) == ("purge.rule_names", "vip")
    hub.rules.remove(2)
    assert left(file) == []


def test_the_doctor_says_that_amazons_time_is_over(tmp_path: Path) -> None:
    """Thirty days after an Amazon order left, and not before."""
    hub, world, _ = a_day(tmp_path)
    ship_all(hub, world)
    world.clock.wait(days=29)
    assert not [one for one in hub.maintenance.doctor() if one.code == "kept_people"]
    world.clock.wait(days=2)
    (found,) = [one for one in hub.maintenance.doctor() if one.code == "kept_people"]
    assert found.commands == ("shiponce purge --older-than 30d --dry-run",)
    hub.maintenance.purge(older_than=timedelta(days=30), confirmed=True)
    assert not [one for one in hub.maintenance.doctor() if one.code == "kept_people"]
