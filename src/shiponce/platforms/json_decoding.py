"""Reads the JSON of an answer, as lenient as it can be without a guess."""

from __future__ import annotations

import json

import orjson


def loads(content: bytes) -> object:
    """The JSON of an answer; ValueError, which repeats nothing of it, when it is none.

    NaN, lone surrogates, a byte order mark and UTF-16 are no JSON, and yet one order with them must
    not cost its whole page: what orjson refuses for them is read by the more lenient library, and
    the field that holds one is judged where it is needed.
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
