"""Read the label file of Merchant Fulfillment: base64 of gzip, with an MD5 checksum.

Amazon's samples are cut, so they do not show whether the checksum is of the file or of its gzip:
both are accepted. A checksum that differs is noted and never refuses the file, because its label is
paid. (Source: Amazon's model merchantFulfillmentV0, FileContents.)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from typing import Any

from shiponce.domain.document import Checksum, LabelDocument, NoDocument, read_document

#: A label of one page has some kB; a file that unpacks to more than this is no label.
MOST_BYTES = 16 * 2**20
_GZIP_MAGIC = b"\x1f\x8b"
#: zlib's ``wbits`` value for the gzip format.
_GZIP = 31


def label_file(label: Any) -> LabelDocument | NoDocument:
    """Return the file in a ``Label``; its declared type is ignored, the first bytes count.

    An emptied file, as Amazon shows it after a cancellation, counts as one that Amazon does not
    give any more.
    """
    contents = label.get("FileContents") if isinstance(label, dict) else None
    if not isinstance(contents, dict):
        return NoDocument.UNREADABLE
    text = contents.get("Contents")
    if text == "":
        return NoDocument.ONLY_AT_CARRIER
    if not isinstance(text, str):
        return NoDocument.UNREADABLE
    try:
        sent = base64.b64decode("".join(text.split()), validate=True)
        content = _unpacked(sent)
    except (binascii.Error, zlib.error, ValueError):
        return NoDocument.UNREADABLE
    return read_document(content, _checksum(contents, sent, content))


def _unpacked(sent: bytes) -> bytes:
    """Return the unpacked bytes; bytes that are not packed are returned as they are."""
    if not sent.startswith(_GZIP_MAGIC):
        return sent
    unpacking = zlib.decompressobj(_GZIP)
    found = unpacking.decompress(sent, MOST_BYTES)
    if not unpacking.eof:
        raise ValueError("the file is cut off or too large")
    return found


def _checksum(contents: dict[str, Any], sent: bytes, content: bytes) -> Checksum:
    said = contents.get("Checksum")
    if not isinstance(said, str) or not said.strip():
        return Checksum.NONE
    known = {
        base64.b64encode(hashlib.md5(one, usedforsecurity=False).digest()).decode()
        for one in (content, sent)
    }
    return Checksum.AGREES if said.strip() in known else Checksum.DIFFERS
