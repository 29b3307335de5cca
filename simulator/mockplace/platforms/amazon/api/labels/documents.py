"""Encode label documents as Merchant Fulfillment does."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from mockplace.platforms.shared.label_documents.document import document

if TYPE_CHECKING:
    from mockplace.platforms.shared.label_documents.label_contents import LabelContents

#: Label format → media type, kind of document, dots an inch.
_KINDS = {
    "PDF": ("application/pdf", "PDF", 203),
    "PNG": ("image/png", "PNG", 203),
    "ZPL203": ("application/zpl", "ZPL", 203),
    "ZPL300": ("application/zpl", "ZPL", 300),
}
#: What stands in place of the document of a cancelled label.
NO_DOCUMENT: dict[str, object] = {"Contents": "", "FileType": "", "Checksum": ""}


def file_contents(label_format: str, contents: LabelContents) -> dict[str, object]:
    """Return the document gzipped and in base64, with the MD5 of the uncompressed document."""
    media_type, kind, dpi = _KINDS[label_format]
    raw = document(kind, contents, dpi)
    return {
        "Contents": b64encode(gzip.compress(raw, mtime=0)).decode(),
        "FileType": media_type,
        "Checksum": b64encode(hashlib.md5(raw, usedforsecurity=False).digest()).decode(),
    }
