"""Names in any script print whole: they read back as text, with joined and placed letters."""

from __future__ import annotations

import unicodedata

import pytest
from PIL import Image, ImageChops

from shiponce.documents.packing_slip import packing_slip
from shiponce.documents.pen import MISSING
from shiponce.documents.pick_list import pick_list
from shiponce.views.documents import Paper, PickLine, PickOrder, SlipLine
from tests.unit.documents.reading import pictures, texts
from tests.unit.documents.slips import picked, slip

NAMES = {
    "French": "Zoë Lefèvre-Œuvrard, l’hôtel",
    "Polish": "Grzegorz Brzęczyszczykiewicz, Łódź",
    "Vietnamese": "Nguyễn Thị Phượng",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Щукин Сергей Їжакевич",
    "Armenian": "Արամ Խաչատրյան",
    "Georgian": "შოთა რუსთაველი",
    "Hebrew": "דוד בן גוריון",
    "Arabic": "محمد عبد الله لاشين",
    "Persian": "گلناز پژمان",
    "Thai": "สมชาย น้ำใจดี",
    "Devanagari": "राजेश क्षत्रिय हिन्दी",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "கோவிந்தராஜன்",
    "Telugu": "వెంకటేశ్వర రావు",
    "Gujarati": "મોહનદાસ ગાંધી",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Kannada": "ಕುವೆಂಪು ಪುಟ್ಟಪ್ಪ",
    "Malayalam": "മോഹൻലാൽ വിശ്വനാഥൻ",
    "Sinhala": "සිංහල නම",
    "Odia": "ଓଡ଼ିଆ ନାମ",
    "Khmer": "សុខ ភាពខ្មែរ",
    "Burmese": "အောင်ဆန်း",
    "Lao": "ສົມພອນ ລາວ",
    "Amharic": "አበበ ቢቂላ",
    "Chinese": "王小明 廣東省深圳市",
    "Japanese": "山田 タロウ ひらがな",
    "Korean": "김철수 서울특별시",
    "Emoji": "Ada 😀🎁",
}


def same(text: str) -> str:
    """The text as it is compared: composed, and without blanks, as a long name has two lines."""
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.proves("L5")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("paper", list(Paper))
def test_a_name_reads_back_whole(name: str, paper: Paper) -> None:
    """From slip and pick list, in the address and in the title; nothing is said to be missing."""
    name = unicodedata.normalize("NFC", name)
    line = SlipLine("SKU-1", name, 1, 1)
    drawn = packing_slip(slip(address=(name, "1 Mill Lane"), lines=(line,)), paper)
    (page,) = texts(drawn.data)
    assert same(page).count(same(name)) == 2
    assert (drawn.not_drawn, drawn.cut) == ((), ())
    drawn = pick_list(picked(PickLine("SKU-1", name, "", 1, (PickOrder("1", 1),))), paper)
    assert same(name) in same(texts(drawn.data)[0])
    assert drawn.not_drawn == ()


def inked(text: str) -> Image.Image:
    """A picture of what is drawn for a name, cut to its ink."""
    page = pictures(packing_slip(slip(shop=text, barcode=""), Paper.A4).data, 144)[0]
    head = page.crop((60, 60, 1000, 125))
    box = ImageChops.invert(head).getbbox()
    assert box is not None
    return head.crop(box)


def test_letters_are_joined_and_placed() -> None:
    """Arabic letters in a word are narrower than apart; a vowel sign stands before its letter."""
    assert inked("محمد").width < 0.8 * inked("م ح م د").width
    assert inked("कि").tobytes() != inked("क").tobytes()
    left, alone = inked("किक"), inked("क")
    assert left.width > 2 * alone.width


def test_right_to_left_names_run_to_the_left() -> None:
    """The first letter stands at the right: the last one of the name in the other direction."""
    lamed, alef = inked("ל"), inked("א")
    both = inked("לא")
    right = both.crop((both.width - lamed.width, 0, both.width, both.height))
    left = both.crop((0, 0, alef.width, both.height))
    assert darkness(right.crop(ImageChops.invert(right).getbbox())) == pytest.approx(
        darkness(lamed), rel=0.15
    )
    assert left.width < both.width


def darkness(picture: Image.Image) -> int:
    """How much ink a picture has."""
    return sum(255 - value for value in picture.tobytes())


def test_a_mixed_line_keeps_every_word() -> None:
    """Hebrew, Latin and digits in one line."""
    (page,) = texts(packing_slip(slip(address=("מרים Smith 12 רחוב",))).data)
    for word in ("מרים", "Smith", "12", "רחוב"):
        assert word in page


def test_what_no_font_has_is_marked_and_said() -> None:
    """Javanese letters become marks, each is named once; the rest of the name is drawn."""
    drawn = packing_slip(slip(address=("Ada ꦗꦮꦗ",)))
    assert f"Ada {MISSING * 3}" in texts(drawn.data)[0]
    assert drawn.not_drawn == ("ꦗ", "ꦮ")
