"""The wire: read-only holds there, no token goes in clear, and no certificate is taken on trust."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest
import trustme

from shiponce.domain.shipment import Confirmation, Route
from shiponce.errors import BadInput, Unreachable, WritesOff
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import ShipFrom
from shiponce.platforms.transports import OneAddress, ReadingOnly, WriteRefused, trust
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import NOON, StandingClock
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, shop_credentials
from tests.unit.platforms.conftest import Wire, _credentials, store
from tests.unit.platforms.test_connections import DOCK, Wanted


def answered(request: httpx.Request) -> httpx.Response:
    """Anything is answered."""
    return httpx.Response(200)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/orders"),
        ("HEAD", "/orders"),
        ("POST", "/auth/o2/token"),
        ("POST", "/identity/v1/oauth2/token"),
        ("POST", "/tokens/2021-03-01/restrictedDataToken"),
        ("POST", "/mfn/v0/eligibleShippingServices"),
    ],
)
def test_reads_pass(method: str, path: str) -> None:
    """Reads, tokens and prices."""
    with httpx.Client(transport=ReadingOnly(httpx.MockTransport(answered))) as client:
        assert client.request(method, f"https://example.test{path}").status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/mfn/v0/shipments"),
        ("PUT", "/auth/o2/token"),
        ("PATCH", "/orders"),
        ("DELETE", "/mfn/v0/eligibleShippingServices"),
        ("POST", "/v2/orders/1/shipments"),
    ],
)
def test_all_else_is_refused_before_it_leaves(method: str, path: str) -> None:
    """Whoever calls, and however."""
    sent: list[httpx.Request] = []

    def noted(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return answered(request)

    inner = httpx.MockTransport(noted)
    with httpx.Client(transport=ReadingOnly(inner)) as client, pytest.raises(WriteRefused):
        client.request(method, f"https://example.test{path}")
    assert sent == []


def test_a_notification_is_refused_as_one_sentence(wire: Wire) -> None:
    """No service knows of it here, and yet nothing leaves."""
    connections = HttpConnections(
        _credentials,
        clock=StandingClock(),
        transport=httpx.MockTransport(wire),
        read_only=True,
        ship_from=ShipFrom(*DOCK.values()),
    )
    for platform in (AMAZON, EBAY):
        confirmation = Confirmation(
            platform, "111-0000001-0000001", "1", "UPS", "Ground", "1Z9", NOON, (("1", 1),)
        )
        with pytest.raises(WritesOff) as off:
            connections.platform(store(platform)).confirm(confirmation)
        for language in LANGUAGES:
            assert "read_only" in off.value.sentence_in(language)
    for carrier in (
        connections.carrier(Route.HOUSE, None),
        connections.carrier(Route.BUY_SHIPPING, store(AMAZON)),
    ):
        with pytest.raises(WritesOff):
            carrier.buy(Wanted(), "ground")
        with pytest.raises(WritesOff):
            carrier.void("L1")
    marked = {"x-house-carrier": "1"}
    rates: dict[str, object] = {"rates": []}
    none: dict[str, object] = {"reference": Wanted().reference, "labels": []}
    wire.on("POST", "/carrier/v1/rates", httpx.Response(200, json=rates, headers=marked))
    wire.on("GET", "/carrier/v1/labels", httpx.Response(200, json=none, headers=marked))
    house = connections.carrier(Route.HOUSE, None)
    assert house.route is Route.HOUSE
    assert house.quotes(Wanted()) == ()
    assert house.find(Wanted()) == ()
    assert {(request.method, request.url.path) for request in wire.requests} <= {
        ("POST", "/auth/o2/token"),
        ("POST", "/identity/v1/oauth2/token"),
        ("POST", "/carrier/v1/rates"),
        ("GET", "/carrier/v1/labels"),
    }


def at(url: str, ca_file: Path | None = None) -> HttpConnections:
    """Connections with every platform at one address."""
    return HttpConnections(
        lambda _: shop_credentials("hush"),
        clock=StandingClock(),
        platforms_url=url,
        ca_file=ca_file,
    )


@pytest.mark.proves("X8")
@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://shop.example.com", "error.platforms_in_clear"),
        ("http://192.168.1.7:8765", "error.platforms_in_clear"),
        ("http://127.0.0.1.example.com", "error.platforms_in_clear"),
        ("http://me:hush@127.0.0.1", "error.platforms_url"),
        ("http://127.0.0.1:port", "error.platforms_url"),
        ("http://127.0.0.1:99999", "error.platforms_url"),
    ],
)
def test_tokens_never_go_in_clear(url: str, code: str) -> None:
    """Except on this machine."""
    with pytest.raises(BadInput) as bad:
        at(url)
    assert bad.value.code == code
    assert "hush" not in bad.value.sentence_in("en")


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "http://127.0.0.2:1", "http://[::1]:1", "https://example.com"]
)
def test_addresses_that_will_do(url: str) -> None:
    """This machine, and whatever has a certificate."""
    at(url).close()


class Quiet(BaseHTTPRequestHandler):
    """Answers with an empty JSON object, and says nothing."""

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        pass


class Patient(HTTPServer):
    """Takes a broken handshake calmly."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server on this machine whose certificate only its own file vouches for."""
    authority = trustme.CA()
    cert = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(cert)
    server = Patient(("127.0.0.1", 0), Quiet)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}", cert
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_path_in_the_address_stands_before_every_call() -> None:
    """A simulated world of its own has an address below another one; nothing goes to the other."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200)

    wire = OneAddress("http://127.0.0.1:9200/worlds/w2/", httpx.MockTransport(answer))
    with httpx.Client(transport=wire) as client:
        client.get("https://api.bigcommerce.com/stores/a/v2/orders?page=2")
    assert asked == ["http://127.0.0.1:9200/worlds/w2/stores/a/v2/orders?page=2"]
    with pytest.raises(BadInput):
        OneAddress("http://127.0.0.1:9200/?world=w2", httpx.MockTransport(answer))


@pytest.mark.proves("X8")
def test_an_untrusted_certificate_is_refused(private: tuple[str, Path]) -> None:
    """One sentence, and no token has left."""
    connections = at(private[0])
    with pytest.raises(Unreachable) as refused:
        connections.platform(store(BIGCOMMERCE)).read("7")
    connections.close()
    assert refused.value.code == "error.untrusted"
    assert "certificate" in refused.value.sentence_in("en")
    assert "hush" not in refused.value.sentence_in("fr")


def test_a_private_authority_can_be_named(
    private: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the configuration, or as SSL_CERT_FILE."""
    connections = at(private[0], private[1])
    assert not isinstance(_read(connections), Unreachable)
    monkeypatch.setenv("SSL_CERT_FILE", str(private[1]))
    assert not isinstance(_read(at(private[0])), Unreachable)


def _read(connections: HttpConnections) -> Exception:
    with pytest.raises(Exception) as found:  # noqa: PT011  # the caller judges it
        connections.platform(store(BIGCOMMERCE)).read("7")
    connections.close()
    return found.value


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
@pytest.mark.parametrize("said", ["missing", "folder", "garbage.pem", "empty.pem"])
def test_a_variable_that_names_no_authority_is_named(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing, the wrong kind, of something else, or empty: said before anything is asked."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "garbage.pem").write_bytes(b"\xff\x00 hello")
    (tmp_path / "empty.pem").touch()
    for one in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv(name, str(tmp_path / said))
    with pytest.raises(BadInput) as bad:
        at("https://127.0.0.1:8765")
    for language in LANGUAGES:
        assert f"{name} " in bad.value.sentence_in(language)
        assert str(tmp_path / said) in bad.value.sentence_in(language)


def test_a_folder_of_authorities_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One among several, under a hashed name; an empty variable says nothing."""
    (tmp_path / "0a1b2c3d.0").write_text("read when a certificate is looked for")
    monkeypatch.setenv("SSL_CERT_FILE", "")
    monkeypatch.setenv("SSL_CERT_DIR", f"{tmp_path / 'missing'}{os.pathsep}{tmp_path}")
    trust(None)


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    """Missing, or of something else."""
    (tmp_path / "no.pem").write_text("hello")
    for name in ("no.pem", "missing.pem"):
        with pytest.raises(BadInput) as bad:
            trust(tmp_path / name)
        assert bad.value.code == "error.ca_file"
