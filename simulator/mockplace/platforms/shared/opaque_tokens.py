"""Opaque tokens that contain their own data: access tokens, restricted tokens, page tokens.

There is no table of issued tokens, so every fork, replay and process of a world accepts the same
tokens. A check sum keyed by the world's seed rejects tokens that a test invents, but does not
protect against an attacker.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

import orjson

#: Longest token that is decoded, in characters; every token made here is far shorter.
_LONGEST = 16_384


def encode_token(seed: int, kind: str, content: dict[str, object]) -> str:
    """Return an opaque token; ``decode_token`` needs the same seed and kind to read it."""
    body = urlsafe_b64encode(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).decode()
    return f"{body}.{_mark(seed, kind, body)}"


@lru_cache(maxsize=1024)  # every call carries an access token, usually the same one
def decode_token(seed: int, kind: str, text: str) -> Mapping[str, object] | None:
    """Return a token's content, read-only; None if *text* is no token of this seed and kind."""
    body, dot, mark = text.rpartition(".")
    if not dot or len(text) > _LONGEST or mark != _mark(seed, kind, body):
        return None
    try:
        content = orjson.loads(urlsafe_b64decode(body))
    except (binascii.Error, ValueError):
        return None
    return content if isinstance(content, dict) else None


def keyed_hex(seed: int, *parts: object, size: int = 16) -> str:
    """Return hexadecimal digits that depend only on the seed and the parts."""
    text = "\x1f".join(str(part) for part in (seed, *parts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def keyed_uuid(seed: int, *parts: object) -> str:
    """Return the digits of ``keyed_hex``, laid out like a UUID."""
    digits = keyed_hex(seed, *parts)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _mark(seed: int, kind: str, body: str) -> str:
    return keyed_hex(seed, "seal", kind, body, size=9)
