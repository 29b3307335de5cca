"""Encode label documents as Merchant Fulfillment does."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64encode

from mockplace.platforms.shared.label_documents import document

FILE_TYPES = {
    "PDF": "application/pdf",
    "PNG": "image/png",
    "ZPL203": "application/zpl",
    "ZPL300": "application/zpl",
}


def file_contents(label_format: str, lines: tuple[str, ...]) -> dict[str, object]:
    """Return the document gzipped and in base64, with the MD5 of the uncompressed document."""
    raw = document(label_format, lines)
    return {
        "Contents": b64encode(gzip.compress(raw, mtime=0)).decode(),
        "FileType": FILE_TYPES[label_format],
        "Checksum": b64encode(hashlib.md5(raw, usedforsecurity=False).digest()).decode(),
    }
