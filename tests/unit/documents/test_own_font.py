"""A font of the person's own is tried first; a file that is none is refused by name."""

from __future__ import annotations

import lzma
from importlib.resources import files
from pathlib import Path

import pytest

from shiponce.config.load import load
from shiponce.documents.font_files import font_of_person
from shiponce.documents.packing_slip import packing_slip
from shiponce.errors import BadInput
from shiponce.words import LANGUAGES
from tests.unit.documents.reading import texts
from tests.unit.documents.slips import slip


@pytest.fixture
def font(tmp_path: Path) -> Path:
    """A TrueType font with Korean and Latin letters."""
    packed = files("shiponce.documents") / "fonts" / "NanumGothic-Regular.ttf.xz"
    file = tmp_path / "own.ttf"
    file.write_bytes(lzma.decompress(packed.read_bytes()))
    return file


def test_the_own_font_is_tried_first_and_the_others_after(font: Path) -> None:
    """Latin letters come from it; what it lacks is drawn with the program's fonts."""
    one = slip(address=("Ada 김 محمد",))
    drawn = packing_slip(one, font=font_of_person(font))
    assert b"+NanumGothic" in drawn.data
    assert b"+NanumGothic" not in packing_slip(slip()).data
    assert texts(drawn.data) == texts(packing_slip(one).data)


def test_a_file_that_is_no_font_is_refused(font: Path, tmp_path: Path) -> None:
    """Missing, a folder, text, and cut off in the middle; the sentence names the file."""
    (tmp_path / "text.ttf").write_text("no font")
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "cut.ttf").write_bytes(font.read_bytes()[:5000])
    for name in ("missing.ttf", ".", "text.ttf", "empty.ttf", "cut.ttf"):
        with pytest.raises(BadInput) as refused:
            font_of_person(tmp_path / name)
        for language in LANGUAGES:
            assert str(tmp_path / name) in refused.value.sentence_in(language)


def test_the_path_of_a_font_begins_at_the_configuration(tmp_path: Path) -> None:
    """Wherever the command is run."""
    file = tmp_path / "shiponce.toml"
    file.write_text('[documents]\nfont = "fonts/own.ttf"\nshop_name = "Slate & Sons"\n')
    settings = load(file).settings.documents
    assert settings.font == str(tmp_path / "fonts" / "own.ttf")
    assert settings.shop_name == "Slate & Sons"
