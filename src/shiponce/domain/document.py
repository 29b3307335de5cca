"""Label documents: the file that a carrier gives for a bought label."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class DocumentFormat(StrEnum):
    """The formats that are recognised, by the first bytes of a file."""

    PDF = "pdf"
    PNG = "png"
    ZPL = "zpl"


class LabelFormat(StrEnum):
    """The format that carriers are asked for; they may give another."""

    PDF = "pdf"
    PNG = "png"
    #: ZPL for a printer with 203 dots per inch.
    ZPL203 = "zpl203"
    #: ZPL for a printer with 300 dots per inch.
    ZPL300 = "zpl300"


class Checksum(StrEnum):
    """What a carrier's checksum says of a document."""

    AGREES = "agrees"
    #: The document may be damaged. It is kept, because its label is paid.
    DIFFERS = "differs"
    #: The carrier gave no checksum.
    NONE = "none"


class NoDocument(StrEnum):
    """Why a bought label has no document here."""

    #: The carrier did not give it when it was requested; it can be requested again.
    NOT_FETCHED = "not_fetched"
    #: What the carrier gave is neither PDF, PNG nor ZPL.
    UNREADABLE = "unreadable"
    #: The carrier's API cannot give it again; a person finds it on the carrier's own pages.
    ONLY_AT_CARRIER = "only_at_carrier"


@dataclass(frozen=True, slots=True)
class LabelDocument:
    """The bytes of a label as its carrier gave them. They show the buyer's name and address."""

    content: bytes = field(repr=False)
    format: DocumentFormat
    checksum: Checksum = Checksum.NONE

    @property
    def sha256(self) -> str:
        """Return our own digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


#: What stands at the end of every whole file.
_END_MARKS = {
    DocumentFormat.PDF: b"%%EOF",
    DocumentFormat.PNG: b"IEND",
    DocumentFormat.ZPL: b"^XZ",
}
#: Looked for at the start of a file. A ZPL file may first set up the printer with other commands.
_ZPL_STARTS_WITHIN = 2048


def read_document(content: bytes, checksum: Checksum = Checksum.NONE) -> LabelDocument | NoDocument:
    """Return a label document in the format that its first bytes show, whatever it was called.

    A file without its format's end mark was cut off, and is unreadable.
    """
    if content.startswith(b"%PDF-"):
        found = DocumentFormat.PDF
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        found = DocumentFormat.PNG
    elif content.lstrip()[:1] in (b"^", b"~", b"C") and b"^XA" in content[:_ZPL_STARTS_WITHIN]:
        found = DocumentFormat.ZPL
    else:
        return NoDocument.UNREADABLE
    if _END_MARKS[found] not in content:
        return NoDocument.UNREADABLE
    return LabelDocument(content, found, checksum)
