"""A label as each kind of document: what a scanner reads from it, and what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from mockplace.platforms.shared.label_documents import code128
from mockplace.platforms.shared.label_documents.document import document
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party
from mockplace.platforms.shared.label_documents.printed_text import printed
from tests.wire.label_reading import barcodes, pdf_text, picture, read_back

TRACKING = "1ZSHP0010123456784"
LABEL = LabelContents(
    "UPS",
    "UPS 2nd Day Air",
    TRACKING,
    Party(
        name="Zoë Łucja Grüß",
        company="L’Œuvre & Fils",
        street1="12 Rue de l’Église",
        street2="Bât. B",
        street3="3ᵉ étage",
        city="Saint-Étienne",
        state="ARA",
        postcode="42000",
        country="FR",
    ),
    Party("Dock", street1="1 Dock Road", city="Reno", state="NV", postcode="89502", country="US"),
    ("111-2223334-5556667", "SO-2"),
    "package-17",
    "Merci !",
)


@pytest.mark.parametrize("tracking", [TRACKING, "9400111899223000000017", "A", "ab-12 cd_9999"])
@pytest.mark.parametrize(("kind", "dpi"), [("PDF", 203), ("PNG", 203), ("PNG", 300)])
def test_the_barcode_reads_back(tracking: str, kind: str, dpi: int) -> None:
    """Digits, letters, and the shortest text."""
    assert read_back(document(kind, replace(LABEL, tracking=tracking), dpi)) == tracking


@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_the_barcode_reads_back_from_a_coarser_and_a_finer_print(dpi: int) -> None:
    """A PDF is printed with whatever dots the printer has."""
    ((_kind, text),) = barcodes(picture(document("PDF", LABEL), dpi))
    assert text == TRACKING


@pytest.mark.parametrize(("dpi", "size"), [(203, (812, 1218)), (300, (1200, 1800))])
def test_a_png_is_four_by_six_inches_of_black_and_white(dpi: int, size: tuple[int, int]) -> None:
    """As a label printer takes it, and it says how many dots an inch it has."""
    image = picture(document("PNG", LABEL, dpi))
    assert (image.mode, image.size) == ("1", size)
    assert [round(one) for one in image.info["dpi"]] == [dpi, dpi]


def test_a_pdf_says_everything_that_a_label_has_to_say() -> None:
    """On one page of 4 × 6 inches, with every accent."""
    label = document("PDF", LABEL)
    assert picture(label, 72).size == (288, 432)
    text = pdf_text(label)
    for wanted in (
        "UPS 2nd Day Air", "SPECIMEN", "Zoë Łucja Grüß", "L’Œuvre & Fils", "12 Rue de l’Église",
        "Bât. B", "3e étage", "Saint-Étienne, ARA", "42000", "Dock", "1 Dock Road",
        "Reno, NV 89502 US", TRACKING, "111-2223334-5556667, SO-2", "package-17", "Merci !",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "cannot print" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("É è Œ ’ ł ž ü ß", "É è Œ ’ ł ž ü ß"),
        ("Zoe\u0308", "Zoë"),
        ("Nguyễn Ķalniņš ťuk ħ", "Nguyen Kalninš tuk h"),
        ("山田 Ω", "?? Ω"),
        ("a\u200db\nc\t d\u00a0e", "ab c d e"),
        ("^XZ~JR", "XZJR"),
        ("", ""),
    ],
)
def test_a_character_is_printed_or_marked(text: str, shown: str) -> None:
    """It keeps its accent, else its letter, else a mark stands for it; no command goes through."""
    assert printed(text) == shown


def test_a_label_says_that_a_character_is_missing() -> None:
    """A question mark that somebody wrote is no such sign."""
    told = "? stands for a character this label cannot print."
    foreign = replace(LABEL, ship_to=replace(LABEL.ship_to, name="山田"))
    asking = replace(LABEL, message="Really?")
    assert told in pdf_text(document("PDF", foreign))
    assert told not in pdf_text(document("PDF", asking))


@pytest.mark.parametrize("text", ["", "Zoë", "日", "a\nb", "^XA", "~JR", "a>b", "9" * 200])
def test_what_no_barcode_carries_is_refused(text: str) -> None:
    """An encoder would leave such characters out without a word."""
    with pytest.raises(code128.UnreadableBarcode):
        document("PNG", replace(LABEL, tracking=text))


def test_zpl_is_utf_8_and_as_large_as_the_printers_dots() -> None:
    """Texts of clients are no commands in it."""
    label = replace(LABEL, message="^XZ~JR^XA")
    for dpi, begins in ((203, "^XA^CI28^PW812^LL1218"), (300, "^XA^CI28^PW1200^LL1800")):
        text = document("ZPL", label, dpi).decode("utf-8")
        assert text.startswith(begins)
        assert text.count("^XA") == text.count("^XZ") == 1
        assert "~" not in text
        assert f"^FD{TRACKING}^FS" in text
        assert "Zoë Łucja Grüß" in text
    assert "^BY3^BCN," in document("ZPL", label, 203).decode()


def test_many_orders_are_counted_where_they_do_not_fit() -> None:
    """Two lines are theirs."""
    orders = tuple(f"111-2223334-55566{n:02}" for n in range(20))
    text = pdf_text(document("PDF", replace(LABEL, orders=orders)))
    assert orders[0] in text
    assert orders[-1] not in text
    shown = sum(order in text for order in orders)
    assert f"+ {20 - shown}" in text


def test_a_text_that_is_too_long_is_cut_and_stays_on_the_label() -> None:
    """It says by its ellipsis that there is more."""
    label = replace(LABEL, ship_to=replace(LABEL.ship_to, name="Wolfeschlegelstein " * 20))
    image = picture(document("PNG", label)).convert("L")
    right = image.crop((790, 0, 812, 1218))
    assert right.getextrema() == (255, 255)
    assert "…" in pdf_text(document("PDF", label))
    assert isinstance(image, Image.Image)


@pytest.mark.parametrize("kind", ["PDF", "PNG", "ZPL"])
def test_equal_labels_have_equal_bytes(kind: str) -> None:
    """Not only because a label that was drawn is remembered."""
    first = document(kind, LABEL)
    document.cache_clear()
    assert document(kind, LABEL) == first
