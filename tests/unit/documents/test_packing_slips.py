"""What a packing slip and a pick list look like as paper."""

from __future__ import annotations

import pytest

from shiponce.documents.packing_slip import packing_slip, packing_slips
from shiponce.documents.pick_list import pick_list
from shiponce.domain.order import PackingFact, PackingFactKind
from shiponce.views.documents import LeftOut, OrderNote, Paper, PickLine, PickOrder, SlipLine
from shiponce.views.sentence import Sentence
from tests.unit.documents.reading import barcodes, pictures, texts
from tests.unit.documents.slips import picked, slip

PAPERS = pytest.mark.parametrize("paper", list(Paper))
#: Points of the papers' edges.
EDGES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792), Paper.LABEL: (288, 432)}


@PAPERS
@pytest.mark.proves("L5")
@pytest.mark.parametrize(
    "text", ["1042", "#7", "113-5009955-1576315", "shop:A_b~1", "60-73691-55437", "M" * 28]
)
def test_the_barcode_reads_back(paper: Paper, text: str) -> None:
    """At the resolution of a label printer, on every paper."""
    assert barcodes(packing_slip(slip(barcode=text), paper).data) == [[text]]


def test_a_text_that_no_barcode_can_say_has_none() -> None:
    """No bars of a part of it, as reportlab would draw."""
    for text in ("", "Zoë", "日", " 7", "x" * 29):
        drawn = packing_slip(slip(barcode=text, number="1042"))
        assert barcodes(drawn.data) == [[]]
        assert "Order 1042" in texts(drawn.data)[0]


@PAPERS
def test_a_long_slip_says_its_number_on_every_page(paper: Paper) -> None:
    """Every line is on one of the pages, and each page says which it is."""
    lines = tuple(SlipLine(f"SKU-{n:03}", f"Article {n:03}", n + 1, n + 1) for n in range(90))
    drawn = packing_slip(slip(lines=lines), paper)
    pages = texts(drawn.data)
    assert drawn.pages == len(pages) > 1
    for n, page in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in page
        assert "Order 1042" in page
    for n in range(90):
        assert sum(f"Article {n:03}" in page for page in pages) == 1
    assert "4,095 units in this package" in pages[-1]


@PAPERS
def test_nothing_is_drawn_beyond_the_edge(paper: Paper) -> None:
    """The margins of every page stay white."""
    lines = tuple(
        SlipLine("SKU-" + "W" * 60, "W" * 300, 12, 12345, packing=(fact,))
        for fact in [PackingFact(PackingFactKind.OPTION, "W" * 200, "Engraving")] * 8
    )
    address = ("W" * 200, "M" * 120, "US")
    drawn = packing_slip(slip(lines=lines, address=address, shop="W" * 90, number="9" * 60), paper)
    for page in pictures(drawn.data, 72):
        width, height = page.size
        assert (width, height) == pytest.approx(EDGES[paper], abs=2)
        for edge in ((0, 0, 8, height), (width - 8, 0, width, height), (0, 0, width, 8)):
            assert page.crop(edge).getextrema() == (255, 255)


def test_a_part_says_of_how_many() -> None:
    """In both languages; the whole of a line says only its number."""
    lines = (SlipLine("MUG", "Mug", 2, 3), SlipLine("JAR", "Jar", 4, 4))
    english = texts(packing_slip(slip(lines=lines)).data)[0]
    assert "2 of 3" in english
    assert "4 of" not in english
    french = texts(packing_slip(slip(lines=lines), language="fr").data)[0]
    assert "2 sur 3" in french
    assert "6 unités dans ce colis" in french


def test_staff_notes_and_places_do_not_travel_with_the_package() -> None:
    """The buyer reads the slip; the pick list stays in the house."""
    facts = (
        PackingFact(PackingFactKind.STAFF_NOTE, "difficult customer"),
        PackingFact(PackingFactKind.BUYER_NOTE, "Ring twice"),
    )
    place = PackingFact(PackingFactKind.LOCATION, "A-07")
    line = SlipLine("MUG", "Mug", 1, 1, location="A-07", packing=(place,))
    (page,) = texts(packing_slip(slip(packing=facts, lines=(line,))).data)
    assert "Note from the buyer: Ring twice" in page
    assert "difficult" not in page
    assert "A-07" not in page
    notes = (OrderNote("1042", "difficult customer"),)
    mug = PickLine("MUG", "Mug", "A-07", 1, (PickOrder("1042", 1),))
    (page,) = texts(pick_list(picked(mug, notes=notes)).data)
    assert "1042: difficult customer" in page
    assert "A-07" in page


@PAPERS
def test_a_pick_list_names_what_is_left_out(paper: Paper) -> None:
    """At the end, with the reason, over as many pages as it takes."""
    gone = tuple(LeftOut(f"shop:{n}", n, Sentence("document.why.nothing_due")) for n in range(200))
    drawn = pick_list(picked(left_out=gone), paper)
    whole = "\n".join(texts(drawn.data))
    assert "Not on this list" in whole
    assert all(f"shop:{n}: Nothing is due." in whole for n in range(200))
    assert "1042 × 1, 1043 × 1" in whole
    assert drawn.pages > 1


def test_equal_facts_give_equal_bytes() -> None:
    """Also after other documents were drawn, and with every kind of font."""
    one = slip(address=("Ada محمد 王 김 हिन्दी",))
    first = packing_slip(one)
    packing_slips([slip(shop="Ωmega 日本"), one], Paper.LABEL, "fr")
    assert packing_slip(one) == first


def test_slips_stand_one_after_another() -> None:
    """Each begins on its own page and counts its own pages."""
    drawn = packing_slips([slip(number=str(n), barcode=str(n)) for n in range(1000, 1005)])
    assert barcodes(drawn.data) == [[str(n)] for n in range(1000, 1005)]
    assert all("Page 1 of 1" in page for page in texts(drawn.data))
