"""Connections: credentials, one address for every host, and errors that give nothing away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from shiponce import __version__
from shiponce.domain.document import LabelFormat
from shiponce.domain.order import Address, Line
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import PackageSize, Route
from shiponce.domain.store import Store
from shiponce.errors import BadInput, NotAuthorised, Unreachable
from shiponce.platforms import connections
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import ShipFrom
from shiponce.platforms.credentials_from_environment import from_environment
from shiponce.words import LANGUAGES, knows, say
from tests.doubles.platforms_in_memory import NOON, StandingClock
from tests.platform_ids import BIGCOMMERCE, EBAY, seller_credentials, shop_credentials

from .conftest import Wire, reply, shop_order, store

AMAZON = {
    "SHIPONCE_AMZ_CLIENT_ID": "id",
    "SHIPONCE_AMZ_CLIENT_SECRET": "secret",
    "SHIPONCE_AMZ_REFRESH_TOKEN": "refresh",
}
DOCK = {
    "NAME": "Dock",
    "STREET": "1 Quay",
    "CITY": "Reno",
    "STATE": "NV",
    "POSTCODE": "89502",
    "COUNTRY": "US",
    "EMAIL": "dock@example.com",
    "PHONE": "555",
}


@dataclass(frozen=True)
class Wanted:
    """A purchase; implements ``ports.Purchase``."""

    reference: str = "SO-1-a"
    order: str = "111-2222222-3333333"
    lines: tuple[tuple[Line, int], ...] = ()
    package: PackageSize = field(default_factory=lambda: PackageSize(900))
    store: Store = field(default_factory=lambda: named("amz", Platform("amazon")))
    others: tuple[Wanted, ...] = ()
    ship_to: Address | None = None
    label_format: LabelFormat = LabelFormat.PDF


def named(name: str, platform: Platform) -> Store:
    """A store with a name of its own."""
    return Store(1, name, platform, "abc123", NOON)


@pytest.mark.parametrize(
    ("name", "platform", "environment", "wanted"),
    [
        (
            "shop-2",
            BIGCOMMERCE,
            {"SHIPONCE_SHOP_2_TOKEN": "t"},
            shop_credentials("t"),
        ),
        ("amz", Platform("amazon"), AMAZON, seller_credentials("id", "secret", "refresh")),
        (
            "amz",
            Platform("amazon"),
            AMAZON | {f"SHIPONCE_AMZ_SHIP_FROM_{k}": v for k, v in DOCK.items()},
            seller_credentials("id", "secret", "refresh", ShipFrom(*DOCK.values())),
        ),
        ("amz", EBAY, AMAZON, seller_credentials("id", "secret", "refresh")),
    ],
)
def test_credentials_come_from_the_environment(
    name: str, platform: Platform, environment: Mapping[str, str], wanted: object
) -> None:
    """The variables are named after the store."""
    assert from_environment(environment)(named(name, platform)) == wanted


def test_missing_credentials_are_named() -> None:
    """The sentence says which variables to set, in both languages."""
    environment = {"SHIPONCE_AMZ_CLIENT_ID": "id", "SHIPONCE_AMZ_CLIENT_SECRET": ""}
    with pytest.raises(NotAuthorised) as missing:
        from_environment(environment)(named("amz", Platform("amazon")))
    for language in LANGUAGES:
        sentence = say(missing.value.code, language, **missing.value.facts)
        assert "SHIPONCE_AMZ_CLIENT_SECRET, SHIPONCE_AMZ_REFRESH_TOKEN" in sentence
        assert "CLIENT_ID" not in sentence


@pytest.mark.proves("X8")
@pytest.mark.parametrize("value", ["tökén", "a b", "a\nb", "a\x1b[31mb", "\u200btoken", "a\tb"])
@pytest.mark.parametrize(
    ("platform", "part"),
    [
        (BIGCOMMERCE, "TOKEN"),
        (Platform("amazon"), "CLIENT_SECRET"),
        (EBAY, "REFRESH_TOKEN"),
        (Platform("amazon"), "SHIP_FROM_CITY"),
    ],
)
def test_what_no_request_can_hold_is_named_before_any(
    platform: Platform, part: str, value: str, wire: Wire
) -> None:
    """The variable, never its value; a city may have accents and blanks, and a secret has none."""
    variables = AMAZON | {"SHIPONCE_AMZ_TOKEN": "token"}
    variables |= {f"SHIPONCE_AMZ_SHIP_FROM_{name}": text for name, text in DOCK.items()}
    find = from_environment(variables | {f"SHIPONCE_AMZ_{part}": value})
    if part == "SHIP_FROM_CITY" and value in ("tökén", "a b", "a\nb", "a\tb"):
        find(named("amz", platform))
        return
    with pytest.raises(NotAuthorised) as unusable:
        find(named("amz", platform))
    for language in LANGUAGES:
        told = unusable.value.sentence_in(language)
        assert f"SHIPONCE_AMZ_{part}" in told
        assert value not in told
    hub = HttpConnections(find, clock=StandingClock(), transport=httpx.MockTransport(wire))
    assert hub.lacks(named("amz", platform)) == ("credentials_unusable",)
    assert wire.requests == []


def test_blanks_around_a_secret_are_none_of_it() -> None:
    """A file of variables may leave them."""
    found = from_environment({"SHIPONCE_SHOP_TOKEN": " hush\r\n"})
    assert found(named("shop", BIGCOMMERCE)) == shop_credentials("hush")


@pytest.mark.proves("X8")
@pytest.mark.parametrize(
    "credentials",
    [
        shop_credentials("hush"),
        seller_credentials("hush", "hush", "hush"),
    ],
)
def test_a_secret_is_never_shown(credentials: object) -> None:
    """Neither in a repr nor in a str."""
    assert "hush" not in f"{credentials!r} {credentials}"


@pytest.mark.proves("X8")
def test_an_unreachable_platform_is_named_and_no_secret(wire: Wire) -> None:
    """No answer is one error, whose sentence holds neither token nor address of a buyer."""
    path = "/stores/abc123/v2/orders/7"
    wire.on("GET", path, httpx.ReadTimeout("token-of-shop"))
    with pytest.raises(Unreachable) as silent:
        wire.connections().platform(store(BIGCOMMERCE)).read("7")
    assert str(silent.value).startswith("BigCommerce did not answer when asked to show the order.")
    assert "token-of-shop" not in f"{silent.value} {silent.value!r} {silent.value.facts}"


def test_requests_say_who_sends_them(wire: Wire) -> None:
    """The User-Agent names the product and its version."""
    wire.on("GET", "/stores/abc123/v2/orders/1042", reply(shop_order()))
    wire.connections().platform(store(BIGCOMMERCE)).read("1042")
    for request in wire.requests:
        assert request.headers["User-Agent"] == f"shiponce/{__version__}"
        assert request.url.host == "api.bigcommerce.com"


def test_one_address_takes_every_host(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scheme and host change, path and query stay; the Host header follows."""
    transport = httpx.MockTransport(wire)
    monkeypatch.setattr(connections, "InTime", lambda _: transport)
    wire.on("GET", "/stores/abc123/v2/orders/1042", reply(shop_order()))
    found = HttpConnections(
        lambda _: shop_credentials("t"),
        clock=StandingClock(),
        platforms_url="http://127.0.0.1:8765",
    )
    found.platform(store(BIGCOMMERCE)).read("1042")
    request, _ = wire.requests
    assert str(request.url).startswith("http://127.0.0.1:8765/stores/abc123/v2/orders/1042?include")
    assert request.headers["Host"] == "127.0.0.1:8765"


@pytest.mark.parametrize("url", ["", "8765", "ftp://127.0.0.1", "http://"])
def test_what_is_no_address_is_refused(url: str) -> None:
    """Before any call is made."""
    with pytest.raises(BadInput):
        HttpConnections(lambda _: shop_credentials("t"), clock=StandingClock(), platforms_url=url)


def test_amazons_labels_need_an_address_to_ship_from() -> None:
    """An invented dock is for the simulator; a real label is refused before any call."""
    live = HttpConnections(lambda _: seller_credentials("i", "s", "r"), clock=StandingClock())
    carrier = live.carrier(Route.BUY_SHIPPING, store(Platform("amazon")))
    with pytest.raises(NotAuthorised) as missing:
        carrier.quotes(Wanted())
    live.close()
    assert "SHIP_FROM_NAME" in str(missing.value)


def test_every_call_and_error_has_its_words() -> None:
    """Each operation and error code in the source has a word in the catalogues."""
    source = ""
    for package in ("shiponce.platforms", "shiponce.carriers"):
        folder = Path(str(files(package)))
        source += "".join(file.read_text("utf-8") for file in folder.rglob("*.py"))
    calls = set(re.findall(r'"((?:get|create|search|confirm|cancel)[A-Z]\w+)"', source))
    codes = set(re.findall(r'"(error\.\w+)"', source))
    assert len(calls) > 10
    assert [name for name in calls if not knows(f"word.call.{name}")] == []
    assert [code for code in codes if not knows(code)] == []
