"""Read the body of an answer to its end, within a length limit and a time limit."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator

import httpx

#: The largest page has 250 orders (BigCommerce's documented maximum). At 100 kB an order, many
#: times the size of any platform's example, that is 25 MB.
MOST_BYTES = 32 * 2**20
#: Seconds for the whole answer; a read time-out would start again with every byte. (Assumed: no
#: platform documents how long an answer may take; gateways in front of them give up after one
#: minute.)
LONGEST_ANSWER = 60.0
_CODED = frozenset({"", "identity"})
_GZIP = frozenset({"gzip", "x-gzip"})
#: zlib's ``wbits`` value that accepts both the gzip and the zlib format.
_EITHER = 47


class TooLong(Exception):
    """The answer is longer than ``MOST_BYTES``."""


class TooSlow(Exception):
    """The answer did not end within ``LONGEST_ANSWER``."""


def body_of(answer: httpx.Response, started: float) -> bytes:
    """Return the decompressed body of a streamed answer, requested at *started* (monotonic clock).

    httpx itself does not limit decompression: neither the size of a chunk nor the number of
    encodings that a header lists.
    """
    if answer.is_stream_consumed:  # created in this process, and complete already
        return _within(iter([answer.content]), started)
    coding = answer.headers.get("content-encoding", "").strip().lower()
    if coding not in _CODED | _GZIP:
        raise httpx.DecodingError("nobody asked for this encoding", request=answer.request)
    chunks = answer.iter_raw()
    try:
        return _within(chunks if coding in _CODED else _unpacked(chunks), started)
    except zlib.error as bad:
        raise httpx.DecodingError(str(bad), request=answer.request) from bad


def _within(chunks: Iterator[bytes], started: float) -> bytes:
    found = bytearray()
    for chunk in chunks:
        if time.monotonic() - started > LONGEST_ANSWER:
            raise TooSlow
        if len(found) + len(chunk) > MOST_BYTES:
            raise TooLong
        found += chunk
    return bytes(found)


def _unpacked(chunks: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_EITHER)
    for chunk in chunks:
        packed = chunk
        while packed:
            yield unpacking.decompress(packed, 2**20)
            packed = unpacking.unconsumed_tail
    yield unpacking.flush()
    if not unpacking.eof:
        raise zlib.error("cut off")
