"""An answer is read within bounds of length and time, and its advice is kept within bounds."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta

import httpx
import pytest

from shiponce.decisions.clock_skew import LONGEST_WAIT
from shiponce.domain.order import Fetched
from shiponce.domain.platform import Platform
from shiponce.errors import RateLimited, ServerTrouble, Unreachable, WaitShortened
from shiponce.platforms import response_body
from shiponce.platforms.connections import HttpConnections
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import NOON, StandingClock
from tests.platform_ids import BIGCOMMERCE, EBAY
from tests.unit.platforms.conftest import Wire, _credentials, amazon_order, reply, shop_order, store
from tests.unit.platforms.test_raw_order_fields import every_platform

ORDER = "/stores/abc123/v2/orders/1042"
AMAZON = "/orders/2026-01-01/orders/111-2222222-3333333"
A_MEGABYTE = 2**20


class Stream(httpx.SyncByteStream):
    """A body that comes in chunks, and counts those that were taken."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.taken = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.taken += 1
            yield chunk

    def close(self) -> None:
        self.closed = True


def read_of(stream: Stream, coding: str = "", status: int = 200) -> Fetched:
    """What the shop's adapter makes of one order whose answer is this stream."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/v2/store"):
            return httpx.Response(200, json={"weight_units": "Ounces"})
        headers = {"Content-Encoding": coding} if coding else {}
        return httpx.Response(status, stream=stream, headers=headers)

    connections = HttpConnections(
        _credentials, clock=StandingClock(), transport=httpx.MockTransport(answer)
    )
    return connections.platform(store(BIGCOMMERCE)).read("1042")


def without_end(chunk: bytes) -> Iterator[bytes]:
    """The same chunk for ever."""
    while True:
        yield chunk


@pytest.mark.parametrize("status", [200, 400, 500])
def test_an_answer_without_end_is_left(status: int) -> None:
    """Whatever its status; the rest of it is not even read, and the connection is given up."""
    stream = Stream(without_end(b" " * A_MEGABYTE))
    with pytest.raises(ServerTrouble) as said:
        read_of(stream, status=status)
    assert said.value.code == "error.too_long"
    assert stream.taken == response_body.MOST_BYTES // A_MEGABYTE + 1
    assert stream.closed


def test_a_packed_answer_is_unpacked_within_bounds() -> None:
    """A gzip bomb: 33 kB that stand for 32 MB and one more."""
    packing = zlib.compressobj(wbits=31)
    packed = packing.compress(b" " * (response_body.MOST_BYTES + 1)) + packing.flush()
    assert len(packed) < 40_000
    with pytest.raises(ServerTrouble) as said:
        read_of(Stream(iter([packed])), "gzip")
    assert said.value.code == "error.too_long"


@pytest.mark.parametrize("coding", ["gzip, gzip, gzip", "br", "zstd", "deflate, gzip", "compress"])
def test_a_packing_that_nobody_asked_for_is_not_unpacked(coding: str) -> None:
    """Packed thrice, a few bytes stand for more than any memory holds."""
    packed = gzip.compress(gzip.compress(gzip.compress(b"{}")))
    with pytest.raises(Unreachable):
        read_of(Stream(iter([packed])), coding)


def test_a_packed_answer_that_is_cut_off_is_none() -> None:
    """Half an answer must not be taken for a whole one."""
    packed = gzip.compress(json.dumps(shop_order()).encode())
    with pytest.raises(Unreachable):
        read_of(Stream(iter([packed[:-20]])), "gzip")


def test_an_honest_packed_answer_is_read() -> None:
    """It comes in any number of chunks."""
    packed = gzip.compress(json.dumps(shop_order()).encode())
    stream = Stream(packed[n : n + 7] for n in range(0, len(packed), 7))
    assert read_of(stream, "gzip").remote_id == "1042"


def test_an_answer_that_drips_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time and the answer never: the time of the whole counts."""
    passed = [0.0]

    def monotonic() -> float:
        passed[0] += 10
        return passed[0]

    monkeypatch.setattr(time, "monotonic", monotonic)
    with pytest.raises(Unreachable) as said:
        read_of(Stream(without_end(b" ")))
    assert said.value.code == "error.too_slow"
    assert passed[0] < 10 * response_body.LONGEST_ANSWER


@pytest.mark.parametrize("part", ["head", "body"])
def test_an_answer_that_drips_over_a_socket_is_left(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same through a real connection, whose read time-out begins anew with every byte."""
    monkeypatch.setattr(response_body, "LONGEST_ANSWER", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = threading.Thread(target=_drip, args=(server, part))
        thread.start()
        connections = HttpConnections(
            _credentials,
            clock=StandingClock(),
            platforms_url=f"http://127.0.0.1:{server.getsockname()[1]}",
        )
        began = time.monotonic()
        with closing(connections), pytest.raises(Unreachable) as said:
            connections.platform(store(BIGCOMMERCE)).read("1042")
        assert time.monotonic() - began < 3
        thread.join(10)
    assert not thread.is_alive()
    assert said.value.code in ("error.too_slow", "error.unreachable")


def _drip(server: socket.socket, part: str) -> None:
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n")
        connection.sendall(b"\r\n" if part == "body" else b"X-Drip: ")
        ends = time.monotonic() + 5
        while time.monotonic() < ends:
            connection.sendall(b" " if part == "body" else b"x")
            time.sleep(0.02)


# -- how long to wait

ABSURD = ["1e300", "inf", "9" * 40, "31536000", "86400", "1800.5"]
NO_ADVICE = ["-5", "-inf", "nan", "soon", "", "10^400", "0x10", "Fri, 99 Nov 2026 12:00:00 GMT"]
HEADERS = {
    BIGCOMMERCE: ["X-Retry-After", "Retry-After"],
    Platform("amazon"): ["Retry-After"],
    EBAY: ["Retry-After"],
}
ONE = {
    BIGCOMMERCE: (ORDER, "1042"),
    Platform("amazon"): (AMAZON, "111-2222222-3333333"),
    EBAY: ("/sell/fulfillment/v1/order/27-10411-55083", "27-10411-55083"),
}


def limited(wire: Wire, platform: Platform, **headers: str) -> RateLimited:
    """What the hub makes of a full quota with these headers."""
    path, remote_id = ONE[platform]
    wire.on("GET", path, httpx.Response(429, headers=headers))
    with pytest.raises(RateLimited) as later:
        wire.connections().platform(store(platform)).read(remote_id)
    return later.value


@every_platform
@pytest.mark.parametrize("told", ABSURD)
def test_an_absurd_wait_is_shortened_and_said(wire: Wire, platform: Platform, told: str) -> None:
    """Nobody waits a year for a header: the sentence says until when instead."""
    for name in HEADERS[platform]:
        later = limited(wire, platform, **{name: told})
        assert isinstance(later, WaitShortened)
        assert later.not_before == NOON + LONGEST_WAIT
        for language in LANGUAGES:
            assert "12:30" in say(later.code, language, **later.facts)


@every_platform
@pytest.mark.parametrize("told", NO_ADVICE)
def test_advice_that_is_none_is_none(wire: Wire, platform: Platform, told: str) -> None:
    """Whoever asks then keeps a pause of its own."""
    for name in HEADERS[platform]:
        later = limited(wire, platform, **{name: told})
        assert (later.code, later.not_before) == ("error.rate_limited", None)


@every_platform
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("12", 12),
        ("0", 1),
        ("0.001", 1),
        ("Fri, 20 Nov 2026 12:00:40 GMT", 40),
        ("Fri, 20 Nov 2026 14:00:40 +0200", 40),
    ],
)
def test_sane_advice_is_kept(wire: Wire, platform: Platform, told: str, seconds: int) -> None:
    """A number of seconds or a date; never so short that asking again is a loop."""
    later = limited(wire, platform, **{"Retry-After": told})
    assert later.not_before == NOON + timedelta(seconds=seconds)


@every_platform
@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ("Fri, 20 Nov 1998 12:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("Fri, 20 Nov 2026 12:00:00 +99999999999", None),
        ("Thu, 20 Nov 2098 12:00:00 GMT", LONGEST_WAIT),
    ],
)
def test_a_date_to_wait_for_is_bounded(
    wire: Wire, platform: Platform, told: str, waits: timedelta | None
) -> None:
    """In the past or beyond the calendar it is no advice; far ahead it is shortened."""
    later = limited(wire, platform, **{"Retry-After": told})
    assert later.not_before == (None if waits is None else NOON + waits)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("15000", 15), ("0", 1), ("-3", None), ("nan", None), ("1e300", 1800), ("9" * 40, 1800)],
)
def test_bigcommerces_window_is_advice_too(wire: Wire, told: str, seconds: int | None) -> None:
    """X-Rate-Limit-Time-Reset-Ms counts where there is no X-Retry-After."""
    later = limited(wire, BIGCOMMERCE, **{"X-Rate-Limit-Time-Reset-Ms": told})
    assert later.not_before == (seconds and NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("rate", "seconds"),
    [
        ("0.0056", 178.571429),
        ("1e-9", 1800),
        ("1e-320", 1800),
        ("1e300", 1),
        ("0", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("many", None),
    ],
)
def test_amazons_rate_is_bounded(wire: Wire, rate: str, seconds: float | None) -> None:
    """One call's share of it is the wait, however small or large it is told."""
    later = limited(wire, Platform("amazon"), **{"x-amzn-RateLimit-Limit": rate})
    assert later.not_before == (seconds and NOON + timedelta(seconds=seconds))


# -- tokens and time


@pytest.mark.parametrize("platform", [Platform("amazon"), EBAY])
@pytest.mark.parametrize(
    ("lives", "until"),
    [(3600, 59), (-5, 1), (0, 1), (1, 1), (10**400, 119), (1e300, 119), ("600", 9), (True, 1)],
    ids=lambda value: f"{value:.3}" if isinstance(value, float) else str(value)[:9],
)
def test_a_token_is_kept_within_bounds(
    wire: Wire, platform: Platform, lives: object, until: int
) -> None:
    """Neither bought for every call nor kept for ever, whatever its office says."""
    office = "/auth/o2/token" if platform is Platform("amazon") else "/identity/v1/oauth2/token"
    wire.on("POST", office, reply({"access_token": "T", "expires_in": lives}))
    path, remote_id = ONE[platform]
    wire.on("GET", path, httpx.Response(404))
    adapter = wire.connections().platform(store(platform))

    def bought_at(minutes: float) -> int:
        wire.clock.time = NOON + timedelta(minutes=minutes)
        with suppress(Exception):
            adapter.read(remote_id)
        return len(wire.sent(office))

    assert bought_at(0) == 1
    assert bought_at(until - 0.1) == 1
    assert bought_at(until + 0.1) == 2


@pytest.mark.parametrize("platform", [Platform("amazon"), EBAY])
def test_a_token_of_a_clock_that_was_ahead_is_bought_anew(wire: Wire, platform: Platform) -> None:
    """It would count as good for years after the clock has gone back."""
    office = "/auth/o2/token" if platform is Platform("amazon") else "/identity/v1/oauth2/token"
    adapter = wire.connections().platform(store(platform))
    wire.clock.time = NOON + timedelta(days=900)
    adapter.now()
    wire.clock.time = NOON
    adapter.now()
    assert len(wire.sent(office)) == 2


@pytest.mark.parametrize("platform", [Platform("amazon"), EBAY])
@pytest.mark.parametrize(
    "token",
    [
        {"access_token": "é", "expires_in": 3600},
        {"access_token": "a\nb: c", "expires_in": 3600},
        {"access_token": "T" * 100_000, "expires_in": 3600},
        {"access_token": "", "expires_in": 3600},
        {"access_token": None, "expires_in": 3600},
        {"access_token": ["T"], "expires_in": 3600},
        {"access_token": "\ud800", "expires_in": 3600},
        {"access_token": "T", "expires_in": float("nan")},
        {"access_token": "T", "expires_in": [1]},
        {"access_token": "T", "expires_in": "1" * 5_000 + "x"},
        ["T"],
        "T",
        7,
    ],
)
def test_a_token_that_no_header_can_hold_is_none(
    wire: Wire, platform: Platform, token: object
) -> None:
    """It is the platform's trouble, and no call leaves with it."""
    office = "/auth/o2/token" if platform is Platform("amazon") else "/identity/v1/oauth2/token"
    wire.on("POST", office, reply(token))
    with pytest.raises(ServerTrouble):
        wire.connections().platform(store(platform)).read(ONE[platform][1])
    assert not wire.sent(ONE[platform][0])


@pytest.mark.parametrize(
    "told",
    [
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Fri, 20 Nov 2026 12:00:00 +99999999999",
        "Fri, 20 Nov 99999999 12:00:00 GMT",
        "0001-01-01T00:00:00Z",
    ],
)
def test_a_date_beyond_the_calendar_says_nothing(wire: Wire, told: str) -> None:
    """Amazon's and eBay's time is read from their answers: no year that is not ours."""
    wire.on("GET", AMAZON, reply({"order": amazon_order()}, Date=told))
    adapter = wire.connections().platform(store(Platform("amazon")))
    adapter.read("111-2222222-3333333")
    assert adapter.now() == NOON


@pytest.mark.parametrize(
    "told",
    [10**400, -(10**30), 1e300, 10**12, -62_135_596_800, "9" * 5000],
    ids=["huge", "negative", "float", "far", "year one", "digits"],
)
def test_a_clock_beyond_the_calendar_is_no_clock(wire: Wire, told: object) -> None:
    """BigCommerce tells its time as a number."""
    wire.on("GET", "/stores/abc123/v2/time", reply({"time": told}))
    with pytest.raises(ServerTrouble):
        wire.connections().platform(store(BIGCOMMERCE)).now()


def test_the_bounds_are_further_than_what_is_honest() -> None:
    """Amazon's slowest listing waits three minutes; a full page of BigCommerce has 250 orders."""
    assert timedelta(seconds=1 / 0.0056) < LONGEST_WAIT
    assert response_body.MOST_BYTES > 250 * 100_000
    assert isinstance(NOON, datetime)
