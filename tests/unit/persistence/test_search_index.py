"""The index of three-character parts finds what reading every text finds."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from shiponce.domain.shipment import Route
from shiponce.hub import Hub
from shiponce.persistence import search_index
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON

ORDERS = [f"111-000000{n}-0000001" for n in range(1, 9)]


@pytest.fixture
def filled() -> Iterator[tuple[Hub, World]]:
    """A hub that has imported eight orders and a copy."""
    hub, world = a_hub()
    for number in ORDERS:
        world.stores["amz"].orders[number] = an_order(AMAZON, number)
    world.stores["shop"].orders["1042"] = a_copy(an_order(AMAZON, ORDERS[0]))
    hub.imports.run_all()
    with hub:
        yield hub, world


def pending(hub: Hub) -> int:
    """Return how many orders are not in the index yet."""
    return int(hub._db.conn.execute("SELECT count(*) FROM search_pending").fetchone()[0])


def both_ways(hub: Hub, query: str, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """Return what the index finds, and what reading every text finds."""
    by_index = search_index.find(hub._db.conn, query)
    with monkeypatch.context() as patched:
        patched.setattr(search_index, "_INDEXED", 10_000)
        return by_index, search_index.find(hub._db.conn, query)


def test_after_an_import_every_text_is_in_the_index(filled: tuple[Hub, World]) -> None:
    """A text that is in the index is found there, and the next change waits."""
    hub, _ = filled
    assert pending(hub) == 0
    rows = hub._db.conn.execute(
        "SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH '\"ada\"'"
    ).fetchall()
    assert len(rows) == len(ORDERS) + 1
    hub.shipping.ship(1, "manual", carrier="UPS", tracking="1Z 999AA1 0123456784")
    assert pending(hub) == 1
    hub.imports.run_all()
    assert pending(hub) == 0


def test_the_index_finds_what_reading_finds(
    filled: tuple[Hub, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of every text, before and after texts changed, and texts that nobody has."""
    hub, world = filled
    drawn = random.Random(5)
    for indexed in (False, True):
        for order_id in (2, 3):
            hub.shipping.ship(order_id + 3 * indexed, "house:ground")
        if indexed:
            hub.imports.run_all()
        texts = [
            text
            for row in hub._db.conn.execute("SELECT names, words, numbers FROM search_texts")
            for column in row
            for text in column.split("\n")
            if text
        ]
        queries = ["", "zzz", '"', 'a"b', "a\nb", "  ada  ", "1z 999", "ada*", "NEAR(ada)", "é" * 4]
        for _ in range(300):
            text = drawn.choice(texts)
            start = drawn.randrange(len(text))
            queries.append(text[start : start + drawn.randrange(1, 12)])
        for query in queries:
            by_index, by_reading = both_ways(hub, query, monkeypatch)
            assert by_index == by_reading, query
    assert world.carriers[Route.HOUSE].sold


@pytest.mark.parametrize("typed", ["1z999aa10123456784", "1Z 999 AA1 0123 4567 84", "0123456784"])
def test_our_own_number_finds_its_order(filled: tuple[Hub, World], typed: str) -> None:
    """Typed with or without blanks, before and after the next import, and its twin with it."""
    hub, _ = filled
    hub.shipping.ship(1, "manual", carrier="UPS", tracking="1Z 999AA1 0123456784")
    for _ in range(2):
        assert {order for order, _ in search_index.find(hub._db.conn, typed)} == {
            1,
            len(ORDERS) + 1,
        }
        hub.imports.run_all()


def test_a_purge_makes_the_index_anew(filled: tuple[Hub, World]) -> None:
    """The buyer's name is in no text, no waiting text and no part of the index."""
    hub, _ = filled
    hub.shipping.ship(1, "manual", carrier="UPS", tracking="1Z999AA10123456784")
    hub.maintenance.purge(orders=(ORDERS[0],), confirmed=True)
    assert 1 not in {order for order, _ in search_index.find(hub._db.conn, "byron")}
    rows = hub._db.conn.execute(
        "SELECT rowid FROM search_trigrams WHERE search_trigrams MATCH '\"byr\"'"
    ).fetchall()
    assert 1 not in {row[0] for row in rows}
    assert pending(hub) == 0
