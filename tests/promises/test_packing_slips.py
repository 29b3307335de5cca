"""L5: packing slips and pick lists say what is due and what the platforms say about packing."""

from __future__ import annotations

import pytest

from mockplace.kernel.order_facts import Gift, LineFacts, OrderFacts, Recipient
from shiponce.domain.store import MatchingMode
from shiponce.views.documents import Chosen, PackingSlip, PackingSlips, Paper, SortBy
from tests.promises.merchant import Trade
from tests.promises.test_destinations import two_addresses
from tests.promises.test_packing_facts import business_order
from tests.unit.documents.reading import barcodes, texts

MODES = pytest.mark.parametrize("mode", list(MatchingMode))


def slips(trade: Trade, *orders: int, labelled: bool = False) -> PackingSlips:
    """The slips of these orders."""
    return trade.hub.documents.packing_slips(Chosen(orders), labelled=labelled)


def units(slip: PackingSlip) -> dict[str, int]:
    """The units of a slip, by SKU."""
    return {line.sku: line.units for line in slip.lines}


def why(trade: Trade, *orders: int, labelled: bool = False) -> list[str]:
    """Why these orders have no slip."""
    found = slips(trade, *orders, labelled=labelled)
    assert found.slips == ()
    return [one.reason.code.removeprefix("document.why.") for one in found.left_out]


@MODES
@pytest.mark.proves("L5", "O6")
def test_a_slip_prints_what_every_platform_says_about_packing(mode: MatchingMode) -> None:
    """Read back from the PDF, with the barcode, which finds the order in list and command."""
    trade = Trade(mode=mode)
    orders = [
        (
            business_order(trade),
            ("Receiving", "Happy birthday", "Red paper", "IM0000000000", "PO-77", "Dock C"),
        ),
        (
            trade.buy(
                "bay",
                facts=OrderFacts(note="Ring twice"),
                line_facts=[LineFacts(options=(("Colour", "Red"),), variation_id="9")],
            ),
            ("Ring twice", "Colour: Red"),
        ),
        (
            trade.buy(
                "shop",
                facts=OrderFacts(note="Leave it with the neighbour", staff_note="VIP"),
                line_facts=[
                    LineFacts(options=(("Engraving", "For Ada"),), gift=Gift("Enjoy", "Blue", 100))
                ],
            ),
            ("Leave it with the neighbour", "Engraving: For Ada", "Enjoy", "Blue"),
        ),
    ]
    trade.take_in()
    for order, facts in orders:
        order_id = trade.id(order)
        (slip,) = slips(trade, order_id).slips
        drawn = trade.hub.documents.draw_slips((slip,), Paper.LABEL, "en")
        whole = " ".join(" ".join(texts(drawn.data)).split())
        for fact in (*facts, order.buyer.name):
            assert fact in whole
        assert "VIP" not in whole
        assert "12.99" not in whole
        ((scanned,),) = barcodes(drawn.data)
        assert trade.hub.orders.find(scanned) == order_id
        assert order_id in trade.hub.orders.search(scanned).every


@MODES
@pytest.mark.proves("L5", "O4")
def test_each_address_has_a_slip_of_its_own(mode: MatchingMode) -> None:
    """Two slips of one order, each with its address and its units; after a label only the other."""
    trade = Trade(mode=mode)
    order = two_addresses(trade)
    trade.take_in()
    own, friend = slips(trade, trade.id(order)).slips
    assert units(own) == {"MUG": 2, "JAR": 1}
    assert units(friend) == {"BOWL": 1}
    assert friend.address[0] == "B Friend"
    assert (own.place, friend.place, friend.places) == (1, 2, 2)
    trade.ship(order)
    (left,) = slips(trade, trade.id(order)).slips
    assert units(left) == {"BOWL": 1}
    (labelled,) = slips(trade, trade.id(order), labelled=True).slips
    assert units(labelled) == {"MUG": 2, "JAR": 1}
    assert labelled.tracking
    assert labelled.address == own.address


@MODES
@pytest.mark.proves("L5")
def test_a_slip_says_the_units_that_are_due(mode: MatchingMode) -> None:
    """A part shipped here, then the rest on the platform's own page."""
    trade = Trade(mode=mode)
    order = trade.buy("bay", ("MUG", 3))
    trade.take_in()
    trade.ship(order, lines=trade.numbered(order, MUG=1))
    (slip,) = slips(trade, trade.id(order)).slips
    assert [(line.units, line.ordered) for line in slip.lines] == [(2, 3)]
    (page,) = texts(trade.hub.documents.draw_slips((slip,), Paper.A4, "en").data)
    assert "2 of 3" in page
    trade.ship(order, lines=trade.numbered(order, MUG=2))
    assert why(trade, trade.id(order)) == ["shipped"]
    packed = slips(trade, trade.id(order), labelled=True).slips
    assert [units(one) for one in packed] == [{"MUG": 1}, {"MUG": 2}]


@pytest.mark.proves("L5")
def test_a_hidden_copy_leads_to_its_original_once() -> None:
    """Copy and original name one purchase: one slip, and its units are picked once."""
    trade = Trade()
    order = trade.buy("amz", ("MUG", 2))
    trade.take_in()
    copy = trade.id(trade.copy(order))
    found = slips(trade, copy, trade.id(order))
    assert [slip.order_id for slip in found.slips] == [trade.id(order)]
    assert [(one.copy, one.original) for one in found.replaced] == [
        (trade.copy(order).order_id, order.order_id)
    ]
    picked, _ = trade.hub.documents.pick_list(Chosen((trade.id(order), copy)))
    assert picked.units == 2


@MODES
@pytest.mark.proves("L5")
def test_orders_without_a_slip_say_why(mode: MatchingMode) -> None:
    """Held, cancelled, asked to cancel, without a label, and purged; no half document."""
    trade = Trade(mode=mode)
    held, cancelled, plain = (trade.buy("bay", ("MUG", 1)) for _ in range(3))
    trade.take_in()
    trade.hub.orders.hold(trade.id(held))
    trade.hub.orders.cancel(trade.id(cancelled), anyway=True)
    assert why(trade, trade.id(held), trade.id(cancelled)) == ["hold.by", "cancelled"]
    assert why(trade, trade.id(plain), labelled=True) == ["no_label"]
    trade.ship(plain)
    assert why(trade, trade.id(plain)) == ["shipped"]
    trade.hub.maintenance.purge(orders=[f"#{trade.id(plain)}"], confirmed=True)
    assert why(trade, trade.id(plain), labelled=True) == ["purged"]


@MODES
@pytest.mark.proves("L5")
def test_a_pick_list_sums_what_is_due_by_sku_and_place(mode: MatchingMode) -> None:
    """Over platforms; a place that one order names is the SKU's; what is left out says why."""
    trade = Trade(mode=mode)
    shop = trade.buy(
        "shop",
        ("MUG", 2),
        ("BOWL", 1),
        facts=OrderFacts(staff_note="Pack with care"),
        line_facts=[LineFacts(bin="B-02"), LineFacts(bin="A-01")],
    )
    bay = trade.buy("bay", ("MUG", 3), ("JAR", 1))
    held = trade.buy("bay", ("MUG", 9))
    trade.take_in()
    trade.ship(bay, lines=trade.numbered(bay, MUG=1))
    trade.hub.orders.hold(trade.id(held))
    chosen = Chosen([trade.id(one) for one in (shop, bay, held)])
    picked, _ = trade.hub.documents.pick_list(chosen)
    assert [(one.location, one.sku, one.units) for one in picked.lines] == [
        ("A-01", "BOWL", 1),
        ("B-02", "MUG", 4),
        ("", "JAR", 1),
    ]
    wanted = {one.number: one.units for one in picked.lines[1].orders}
    assert wanted == {shop.order_id: 2, bay.order_id: 2}
    assert [one.order_id for one in picked.left_out] == [trade.id(held)]
    by_sku, _ = trade.hub.documents.pick_list(chosen, sort_by=SortBy.SKU)
    assert [one.sku for one in by_sku.lines] == ["BOWL", "JAR", "MUG"]
    for language, total in (("en", "6 units in all"), ("fr", "6 unités au total")):
        drawn = trade.hub.documents.draw_pick_list(picked, Paper.LABEL, language)
        whole = " ".join(" ".join(texts(drawn.data)).split())
        for text in (total, "A-01", "B-02", "Pack with care", f"{shop.order_id} × 2", "bay:"):
            assert text in whole


@pytest.mark.proves("L5")
def test_slips_are_sorted_by_place() -> None:
    """So that packages are packed in the order in which their goods are fetched."""
    trade = Trade()
    places = ("C-3", "A-1", "B-2")
    orders = [
        trade.buy("shop", (sku, 1), line_facts=[LineFacts(bin=place)])
        for sku, place in zip(("MUG", "BOWL", "JAR"), places, strict=True)
    ]
    trade.take_in()
    chosen = Chosen([trade.id(one) for one in orders])
    found = trade.hub.documents.packing_slips(chosen, sort_by=SortBy.LOCATION)
    assert [slip.lines[0].location for slip in found.slips] == sorted(places)


@pytest.mark.proves("L5")
def test_the_barcode_of_an_ambiguous_number_still_finds_its_order() -> None:
    """A number that names no order alone gives way to a name that does."""
    trade = Trade()
    order = trade.buy("shop", ("MUG", 1))
    trade.take_in()
    order_id = trade.id(order)
    trade.hub._db.conn.execute("UPDATE orders SET number = 'Zoë 日本' WHERE id = ?", (order_id,))
    (slip,) = slips(trade, order_id).slips
    assert slip.barcode == order.order_id
    trade.hub._db.conn.execute("UPDATE orders SET remote_id = 'é' WHERE id = ?", (order_id,))
    (slip,) = slips(trade, order_id).slips
    assert slip.barcode == f"#{order_id}"
    assert trade.hub.orders.find(slip.barcode) == order_id
    assert list(trade.hub.orders.search(slip.barcode).every) == [order_id]


def test_a_name_in_another_script_travels_from_the_platform_to_the_paper() -> None:
    """Imported, gathered and drawn, on all three platforms."""
    trade = Trade()
    name = "محمد عبد الله"
    orders = [
        trade.buy(store, recipient=Recipient(name=name, street1="1 東京都"))
        for store in ("amz", "bay", "shop")
    ]
    trade.take_in()
    found = slips(trade, *(trade.id(one) for one in orders)).slips
    drawn = trade.hub.documents.draw_slips(found, Paper.LETTER, "fr")
    assert drawn.not_drawn == ()
    for page in texts(drawn.data):
        assert name in page
        assert "1 東京都" in page
