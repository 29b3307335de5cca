"""npm's zpl-renderer-js, unmodified, draws the simulator's ZPL labels as a printer would."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from mockplace.platforms.shared.label_documents.document import document
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party
from tests.wire.clients.elsewhere import node
from tests.wire.label_reading import barcodes, picture

LABEL = LabelContents(
    "USPS",
    "USPS Priority Mail",
    "1ZSHP0010123456784",
    Party("Zoë Łucja Grüß", street1="12 Rue de l’Église", city="Nîmes", postcode="30000"),
    Party("Dock", street1="1 Dock Road", city="Reno", state="NV", postcode="89502", country="US"),
    ("111-2223334-5556667",),
    "package-17",
)


def drawn(contents: LabelContents, dpi: int, folder: Path) -> Image.Image:
    """The picture of a label's ZPL."""
    zpl, png = folder / "label.zpl", folder / "label.png"
    zpl.write_bytes(document("ZPL", contents, dpi))
    given = {"DOCUMENT": str(zpl), "PICTURE": str(png), "DOTS": {203: "8", 300: "12"}[dpi]}
    done = subprocess.run(  # noqa: S603 - a script of ours
        node("draw_zpl.cjs", "zpl-renderer-js"),
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return picture(png.read_bytes()).convert("L")


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("tracking", ["1ZSHP0010123456784", "9400111899223000000017"])
def test_the_barcode_of_zpl_reads_back(tmp_path: Path, tracking: str, dpi: int) -> None:
    """At the dots of both kinds of printers."""
    image = drawn(replace(LABEL, tracking=tracking), dpi, tmp_path)
    ((kind, text),) = barcodes(image)
    assert (kind.replace(" ", ""), text) == ("Code128", tracking)


def test_accents_are_drawn(tmp_path: Path) -> None:
    """A name without its accents looks different, in the recipient's line and nowhere else."""
    plain = replace(LABEL, ship_to=replace(LABEL.ship_to, name="Zoe Lucja Gruß"))
    first, second = drawn(LABEL, 203, tmp_path), drawn(plain, 203, tmp_path)
    box = ImageChops.difference(first, second).getbbox()
    assert box is not None
    _left, top, _right, bottom = box
    assert 395 < top < bottom < 445
