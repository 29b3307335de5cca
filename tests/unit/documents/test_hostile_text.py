"""Text of platforms cannot control a document, and none is endless."""

from __future__ import annotations

from shiponce.documents.packing_slip import packing_slip
from shiponce.domain.order import PackingFact, PackingFactKind
from shiponce.views.documents import Paper, SlipLine
from tests.unit.documents.reading import texts
from tests.unit.documents.slips import slip


def test_markup_is_text() -> None:
    """Tags, entities and PDF operators are printed as they came."""
    for text in ("<b>bold</b> & <para>", "&lt;i&gt;", ") Tj ET (x", r"back\slash (un(balanced"):
        (page,) = texts(packing_slip(slip(address=(text,))).data)
        assert text in page


def test_controls_and_overrides_are_removed() -> None:
    """A right-to-left override turns nothing round, and escape sequences leave nothing."""
    drawn = packing_slip(
        slip(address=("a\u202egnp.exe\u202c b", "\x1b[31mred\x00\x07", "one\ntwo"))
    )
    (page,) = texts(drawn.data)
    for text in ("agnp.exe b", "red", "one two"):
        assert text in page
    assert drawn.not_drawn == ()


def test_a_name_of_4000_characters_is_cut_with_a_mark_and_said() -> None:
    """With and without blanks, on the smallest paper."""
    for word in ("endless ", "x", "王", "م"):
        name = (word * 4000)[:4000]
        line = SlipLine("S", name, 1, 1)
        drawn = packing_slip(slip(address=(name,), lines=(line,)), Paper.LABEL)
        (page,) = texts(drawn.data)
        assert "…" in page or "..." in page  # a reader of Arabic takes the mark apart
        assert drawn.cut
        assert all(name.startswith(begin.split("…")[0][:5]) for begin in drawn.cut)
        assert drawn.pages == 1


def test_a_long_gift_message_prints_whole_over_lines() -> None:
    """Five hundred characters are within what a slip holds."""
    words = [f"word{n}" for n in range(70)]
    fact = PackingFact(PackingFactKind.GIFT_MESSAGE, " ".join(words))
    drawn = packing_slip(slip(packing=(fact,)), Paper.LABEL)
    page = " ".join(" ".join(texts(drawn.data)).split())
    assert " ".join(words) in page
    assert drawn.cut == ()


def test_an_empty_slip_is_drawn() -> None:
    """Without address, title and SKU there is still a page, which says so."""
    bare = slip(address=(), lines=(SlipLine("", "", 1, 1),), shop="", barcode="")
    assert "The platform gives no address." in texts(packing_slip(bare).data)[0]
