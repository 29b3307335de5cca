"""A search finds an order wherever it stands, by what a person knows of it, taken literally."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shiponce.domain.order import OrderStatus, Package
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput
from shiponce.hub import Hub
from shiponce.persistence import imported_orders as stored_orders
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE

NUMBER = "111-0000001-0000001"


def grids(hub: Hub, query: str) -> dict[str, list[str]]:
    """The numbers that a search finds, by shelf; excluded ones under ``listed``."""
    found = hub.orders.search(query)
    told = {
        grid.value: sorted(row.number for row in hub.orders.rows(ids))
        for grid, ids in found.grids.items()
        if len(ids)
    }
    assert sorted(found.every) == sorted(n for ids in found.grids.values() for n in ids)
    listed = {row.id: row.remote_id for row in hub.orders.excluded()}
    return told | ({"listed": [listed[n] for n in found.records]} if found.records else {})


@pytest.fixture
def everywhere() -> tuple[Hub, World]:
    """A purchase with its hidden copy, and orders of one buyer in every other place."""
    hub, world = a_hub()
    shop = {
        "2001": an_order(BIGCOMMERCE, "2001", status=OrderStatus.AWAITING_PAYMENT),
        "2002": an_order(BIGCOMMERCE, "2002", status=OrderStatus.ON_HOLD),
        "2003": an_order(BIGCOMMERCE, "2003", status=OrderStatus.SHIPPED),
        "2004": an_order(BIGCOMMERCE, "2004", status=OrderStatus.CANCELLED),
        "2005": replace(a_copy(an_order(remote_id="111-5")), remote_id="2005", number="2005"),
    }
    shop["2005"] = replace(shop["2005"], keys=())
    original = an_order()
    world.stores["amz"].orders = {NUMBER: original, "111-5": an_order(remote_id="111-5")}
    world.stores["shop"].orders = {"1042": a_copy(original), **shop}
    hub.imports.run_all()
    out = Test(Criterion.ORDER_NUMBER, Operator.EQUALS, ("2009",))
    hub.rules.add(Rule("No 2009", (out,), ((Action.DO_NOT_IMPORT, ""),)))
    world.stores["shop"].orders["2009"] = an_order(BIGCOMMERCE, "2009")
    world.clock.wait(hours=1)
    hub.imports.run("shop")
    return hub, world


def test_one_buyer_is_found_on_every_shelf(everywhere: tuple[Hub, World]) -> None:
    """Every status, hidden ones, and those that a person is to decide."""
    hub, _ = everywhere
    assert grids(hub, "ada byron") == {
        "awaiting_shipment": [NUMBER, "111-5"],
        "awaiting_payment": ["2001"],
        "on_hold": ["2002"],
        "shipped": ["2003"],
        "cancelled": ["2004"],
        "hidden": ["1042"],
        "held": ["2005"],
    }


def test_an_excluded_order_is_found_by_its_number(everywhere: tuple[Hub, World]) -> None:
    """Its record has no buyer, and its number says that it was here."""
    hub, _ = everywhere
    assert grids(hub, "2009") == {"listed": ["2009"]}
    assert grids(hub, "200")["listed"] == ["2009"]


def test_the_number_of_a_copy_brings_its_original_and_the_other_way_round(
    everywhere: tuple[Hub, World],
) -> None:
    """Whichever of the two numbers stands on the paper, the purchase is found."""
    hub, _ = everywhere
    both = {"awaiting_shipment": [NUMBER], "hidden": ["1042"]}
    assert grids(hub, "1042") == both
    assert grids(hub, NUMBER) == both
    assert grids(hub, "0000001-00") == both


@pytest.mark.parametrize("query", ["mug-slate", "MUG-SL", "slate mug", "Slate  mug"])
def test_goods_are_found_by_sku_and_by_name(everywhere: tuple[Hub, World], query: str) -> None:
    """The item's name as well as its SKU."""
    assert len(everywhere[0].orders.search(query).every) == 8


def test_a_tracking_number_finds_the_order_that_left_under_it(
    everywhere: tuple[Hub, World],
) -> None:
    """By our label, however it is spaced, corrected, or shown by a platform; with the twin."""
    hub, world = everywhere
    order = hub.orders.find(f"amz:{NUMBER}")
    hub.shipping.ship(order, "manual", carrier="UPS", tracking="1Z999AA10123456784")
    both = {"shipped": [NUMBER], "hidden": ["1042"]}
    assert grids(hub, "1z999aa1012345") == both
    assert grids(hub, "1Z 999 AA1 01 2345 6784") == both
    package = Package("p1", "DHL", "JD 0146 0000")
    world.stores["shop"].orders["2003"] = an_order(
        BIGCOMMERCE,
        "2003",
        status=OrderStatus.SHIPPED,
        packages=(package,),
        modified_at=world.clock.now(),
    )
    hub.imports.run("shop")
    assert grids(hub, "jd01460000") == {"shipped": ["2003"]}
    assert hub.orders.find("1Z999AA10123456784") == order
    assert hub.orders.find("1z 999 aa1 0123456784") == order
    assert hub.orders.find("JD01460000") == hub.orders.find("shop:2003")


def test_a_voided_label_still_names_its_order(everywhere: tuple[Hub, World]) -> None:
    """And a live label of the same number stands above it."""
    hub, _ = everywhere
    order = hub.orders.find(f"amz:{NUMBER}")
    shipment = hub.shipping.ship(order, "house:ground")
    hub.shipping.void(shipment.id)
    assert hub.orders.find(shipment.tracking) == order


def test_a_tag_is_found(everywhere: tuple[Hub, World]) -> None:
    """Whatever its case and accents."""
    hub, _ = everywhere
    mugs = (Test(Criterion.ORDER_NUMBER, Operator.EQUALS, (NUMBER,)),)
    hub.rules.add(Rule("Gift", mugs, ((Action.ADD_TAG, 'Cadeau "été"'),)))
    hub.reprocessing.run()
    for query in ("cadeau", 'CADEAU "ÉTÉ"', "ete"):
        assert grids(hub, query) == {"awaiting_shipment": [NUMBER]}


LITERAL = (
    *("%", "_", "*", "a*", '"', "'", "\\", "NEAR(a b)", "a OR b", "-ada", "ada^", "^", "{", ":"),
    *("[", "word.amazon", "ada\x00", "; DROP TABLE orders", "🏺", "ada " * 50_000, "x" * 10**6),
)


@pytest.mark.parametrize("query", LITERAL, ids=lambda query: query[:20])
def test_no_character_has_a_meaning_of_its_own(everywhere: tuple[Hub, World], query: str) -> None:
    """A text that stands in no order finds nothing, and breaks nothing."""
    assert grids(everywhere[0], query) == {}


def test_a_character_that_stands_there_is_found() -> None:
    """A percent sign, an underscore and a quote are letters like any other."""
    hub, world = a_hub()
    odd = an_order(BIGCOMMERCE, "1001", buyer='100%_O\'Neil "Ann"')
    world.stores["shop"].orders = {"1001": odd}
    hub.imports.run("shop")
    for query in ("100%", "%_", "o'neil", '"ann"', "0%_o'n"):
        assert grids(hub, query) == {"awaiting_shipment": ["1001"]}
    assert grids(hub, "100_") == {}


@pytest.mark.parametrize("query", ["", "   ", "\n\t", "\u0301"])
def test_nothing_finds_nothing(everywhere: tuple[Hub, World], query: str) -> None:
    """Blanks are no search: the list of a shelf stays whole."""
    hub, _ = everywhere
    assert len(hub.orders.search(query).every) == 0
    if not query.strip():
        assert hub.orders.ids(Grid.HIDDEN, query) == hub.orders.ids(Grid.HIDDEN)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("Élodie Müller", ("élodie", "ÉLODIE", "elodie", "muller", "MÜLLER", "E\u0301lodie")),
        ("İpek Işık", ("ipek", "İPEK", "IPEK", "ısik", "isik", "ISIK", "IŞIK")),
        ("Großmann", ("grossmann", "GROSSMANN", "großmann", "GROẞMANN")),
        ("Ａｄａ", ("ada",)),
    ],
)
def test_case_and_accents_make_no_difference(name: str, queries: tuple[str, ...]) -> None:
    """É is é is e, however it is coded; the Turkish letters are i; ß is ss."""
    hub, world = a_hub()
    world.stores["shop"].orders = {"1001": an_order(BIGCOMMERCE, "1001", buyer=name)}
    hub.imports.run("shop")
    assert [query for query in queries if not hub.orders.search(query).every] == []


def test_a_match_does_not_span_two_fields(everywhere: tuple[Hub, World]) -> None:
    """The end of one field and the beginning of the next are no text."""
    assert grids(everywhere[0], "byron mug") == {}


def test_an_order_is_found_by_what_it_is_now() -> None:
    """A buyer who was renamed is found under the new name, and no longer under the old one."""
    hub, world = a_hub()
    order = an_order(BIGCOMMERCE, "1001", buyer="Ada", ship_to=None)
    order = replace(order, status=OrderStatus.AWAITING_PAYMENT)
    world.stores["shop"].orders = {"1001": order}
    hub.imports.run("shop")
    world.clock.wait(hours=1)
    changed = replace(order, buyer="Mary", modified_at=world.clock.now())
    world.stores["shop"].orders = {"1001": changed}
    hub.imports.run("shop")
    assert grids(hub, "mary") == {"awaiting_payment": ["1001"]}
    assert grids(hub, "ada") == {}


def test_what_a_search_keeps_goes_with_the_order() -> None:
    """Buyers' names are personal data: removed with the order, and purged without harm."""
    hub, world = a_hub()
    world.stores["shop"].orders = {"1001": an_order(BIGCOMMERCE, "1001")}
    hub.imports.run("shop")
    order = hub.orders.find("1001")
    with hub._db.write() as conn:
        conn.execute("DELETE FROM search_texts")
    assert grids(hub, "ada") == {}
    assert hub.orders.detail(order).row.number == "1001"
    hub.imports.retry_quarantined("shop")
    with hub._db.write() as conn:
        conn.execute("DELETE FROM events WHERE 0")
        stored_orders.remove(conn, order)
    assert hub._db.conn.execute("SELECT count(*) FROM search_texts").fetchone()[0] == 0


@pytest.mark.parametrize("mode", list(MatchingMode))
def test_a_tracking_number_of_two_orders_is_ambiguous(mode: MatchingMode) -> None:
    """Two orders in one package: both are named, each by what names it alone."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    world.stores["shop"].orders = {
        number: an_order(BIGCOMMERCE, number) for number in ("1001", "1002")
    }
    hub.imports.run("shop")
    first, second = hub.orders.find("1001"), hub.orders.find("1002")
    shipment = hub.shipping.ship(first, "house:ground", together=[second])
    with pytest.raises(BadInput, match=r"shop:1001 \(#\d\), shop:1002 \(#\d\)"):
        hub.orders.find(shipment.tracking)
    assert grids(hub, shipment.tracking) == {"shipped": ["1001", "1002"]}


def test_orders_of_a_disconnected_store_are_found_among_the_excluded_ones(
    everywhere: tuple[Hub, World],
) -> None:
    """They keep what they are found by; their shipped orders stay where they are."""
    hub, _ = everywhere
    hub.stores.disconnect("amz")
    found = hub.orders.search(NUMBER)
    assert [row.remote_id for row in hub.orders.excluded() if row.order_id in found.away] == [
        NUMBER
    ]
    assert found.excluded == 1
