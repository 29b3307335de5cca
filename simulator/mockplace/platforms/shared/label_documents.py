"""Label documents: small but real PDF, PNG and ZPL."""

from __future__ import annotations

import struct
import zlib

#: Characters that fit on one line of a label.
_WIDTH = 60


#: The letters that the mark on a PNG may contain; each is seven rows of five dots.
_LETTERS = {
    "S": (0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E),
    "P": (0x1E, 0x11, 0x11, 0x1E, 0x10, 0x10, 0x10),
    "E": (0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F),
    "C": (0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E),
    "I": (0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E),
    "M": (0x11, 0x1B, 0x15, 0x15, 0x11, 0x11, 0x11),
    "N": (0x11, 0x19, 0x15, 0x13, 0x11, 0x11, 0x11),
}
_MARGIN = 4


def document(label_format: str, texts: tuple[str, ...], mark: str = "") -> bytes:
    """Return a label document in *label_format*; *texts* cannot inject printer commands.

    ``^`` and ``~``, which begin ZPL commands, are removed, because API clients choose some texts. A
    PNG shows only *mark*, whose letters must be in ``_LETTERS``.
    """
    lines = tuple(
        "".join(one for one in text if one.isprintable() and one not in "^~")[:_WIDTH]
        for text in texts
    )
    if label_format == "PNG":
        return _png(mark)
    if label_format.startswith("ZPL"):
        rows = "".join(f"^FO40,{60 + 50 * n}^FD{text}^FS" for n, text in enumerate(lines))
        return f"^XA^CF0,40{rows}^XZ\n".encode()
    return _pdf(lines)


def _pdf(lines: tuple[str, ...]) -> bytes:
    shown = " ".join(f"({_escaped(text)}) Tj 0 -24 Td" for text in lines)
    stream = f"BT /F1 16 Tf 36 360 Td {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out.encode("latin-1", "replace")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _png(mark: str) -> bytes:
    """Return a white PNG with the proportions 4 × 6 that shows *mark*, which may be ''."""
    width = max(40, 6 * len(mark) + 2 * _MARGIN)
    height = width * 3 // 2
    dots = [bytearray(b"\xff" * width) for _ in range(height)]
    for n, letter in enumerate(mark):
        for y, row in enumerate(_LETTERS[letter]):
            for x in range(5):
                if row >> (4 - x) & 1:
                    dots[_MARGIN + y][_MARGIN + 6 * n + x] = 0
    rows = b"".join(b"\x00" + line for line in dots)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
