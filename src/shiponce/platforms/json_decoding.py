"""Decode the JSON of an answer, as leniently as possible without guessing."""

from __future__ import annotations

import json

import orjson


def loads(content: bytes) -> object:
    """Decode JSON; ValueError, without quoting the content, if it cannot be decoded.

    orjson rejects NaN, lone surrogates, a byte order mark and UTF-16, but one order with such
    content must not make the whole page unreadable. Python's lenient decoder reads what orjson
    rejects, and each field is checked where it is needed.
    """
    try:
        return orjson.loads(content)
    except ValueError:
        return _lenient(content)


def _lenient(content: bytes) -> object:
    encoding = json.detect_encoding(content)
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    try:
        found: object = json.loads(content.decode(encoding, "replace"))
    except RecursionError as bad:
        raise ValueError("nested too deep") from bad
    except json.JSONDecodeError as bad:
        raise ValueError("not JSON") from bad
    except ValueError as bad:  # Python reads no integer of more than 4,300 digits
        raise ValueError("a number of too many digits") from bad
    return found
