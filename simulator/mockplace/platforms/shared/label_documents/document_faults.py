"""Answers whose label document has a fault: its checksum, its bytes, or all of it.

The kinds are those of ``fault_plan.DOCUMENT_KINDS``.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from mockplace.http_types import Response

#: The checksum of another document.
_OTHER = b64encode(hashlib.md5(b"another label", usedforsecurity=False).digest()).decode()
#: Names that a document's bytes, its checksum and its media type have in the platforms' answers.
_CONTENTS = ("Contents", "contents")
_CHECKSUM, _MEDIA_TYPE = "Checksum", "FileType"


def file_with_fault(response: Response, kind: str) -> Response | None:
    """Return an answer that is a document with a fault; None if the fault cannot be in it.

    Such an answer has no checksum.
    """
    if response.status != 200:
        return None
    if kind == "damaged_document":
        return replace(response, body=response.body[: len(response.body) // 2])
    return replace(response, body=b"") if kind == "no_document" else None


def json_with_fault(response: Response, kind: str) -> Response | None:
    """Return an answer with a fault in each document in it; None if the fault cannot be in it."""
    if response.status != 200:
        return None
    content = orjson.loads(response.body)
    found = [_spoil(one, kind) for one in _documents(content)]
    return replace(response, body=orjson.dumps(content)) if any(found) else None


def _spoil(document: dict[str, Any], kind: str) -> bool:
    """Put a fault into a document; return False if it has no such part."""
    (name,) = (name for name in _CONTENTS if name in document)
    if not document[name]:
        return False
    if kind == "damaged_document":
        raw = b64decode(document[name])
        document[name] = b64encode(raw[: len(raw) // 2]).decode()
    elif kind == "no_document":
        document |= dict.fromkeys({name, _CHECKSUM, _MEDIA_TYPE} & set(document), "")
    elif _CHECKSUM in document:
        document[_CHECKSUM] = _OTHER if kind == "wrong_checksum" else ""
    else:
        return False
    return True


def _documents(content: object) -> Iterator[dict[str, Any]]:
    """Yield each document in a JSON content."""
    if isinstance(content, list):
        for one in content:
            yield from _documents(one)
    elif isinstance(content, dict):
        if any(isinstance(content.get(name), str) for name in _CONTENTS):
            yield content
        for one in content.values():
            yield from _documents(one)
