"""The names under which a server answers, and what a page of another site may ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mockplace import registry
from mockplace.http_types import Request
from mockplace.serving.host_check import HostCheck
from tests.wire.serve.serve_process import Served, refused, served

GOOD = (
    "127.0.0.1", "127.0.0.1:8765", "[::1]:8765", "192.168.7.9:80", "localhost", "LOCALHOST.:8765",
    "shop.localhost:1", *registry.hosts(), "api.ebay.com:443",
)  # fmt: skip
BAD = (
    "evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil.example",
    "evil-localhost", "api.ebay.com.evil.example", "xapi.ebay.com", "", "mockplace", "a b",
    "[evil]", "127.0.0.1, evil.example", "evil.example:127.0.0.1",
)  # fmt: skip


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without orders, and with a name of its own."""
    args = ("--orders", "0", "--allow-host", "market.test")
    with served(tmp_path_factory.mktemp("host"), *args) as server:
        yield server


@pytest.mark.parametrize("host", GOOD)
def test_addresses_localhost_and_the_platforms_names_are_answered(host: str) -> None:
    """What cannot be rebound to this machine by another site."""
    assert HostCheck().refusal(Request("GET", "/", headers={"host": host})) is None


@pytest.mark.parametrize("host", BAD)
def test_any_other_name_is_refused(host: str) -> None:
    """Before anybody looks whether it reads or writes, the control plane or a platform."""
    check = HostCheck()
    for method, path in (("GET", "/_mockplace/state"), ("POST", "/orders/v0/orders")):
        answer = check.refusal(Request(method, path, headers={"host": host}))
        assert answer is not None
        assert answer.status == 421


def test_a_client_that_names_no_host_is_none_of_a_browser() -> None:
    """Every browser names it."""
    assert HostCheck().refusal(Request("GET", "/")) is None


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/", "/_mockplace/", "/_mockplace/state", "/_mockplace/openapi.json", "SHOP/orders"]
)
def test_a_rebound_name_reads_and_writes_nothing(running: Served, method: str, path: str) -> None:
    """The page of such a name is of the server's own origin, and so knows no other bounds."""
    shop, token = running.store
    where = path.replace("SHOP", shop)
    port = running.plain.rpartition(":")[2]
    page = {
        "Host": f"evil.example:{port}",
        "Origin": f"http://evil.example:{port}",
        "Sec-Fetch-Site": "same-origin",
    }
    with running.client() as http:
        for headers in (page, {"Host": page["Host"]}):
            answer = http.request(method, where, headers=headers | token)
            assert answer.status_code == 421
            assert "--allow-host evil.example" in answer.json()["error"]["message"]
            assert token["X-Auth-Token"] not in answer.text


def test_a_name_that_is_allowed_is_answered(running: Served) -> None:
    """Also with the page of that name."""
    with running.client() as http:
        headers = {"Host": "Market.Test:80", "Origin": "http://market.test:80"}
        path, token = running.store
        assert http.get(f"{path}/time", headers=token | headers).is_success
        assert http.get("/_mockplace/state", headers={"Host": "market.test"}).is_success


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_another_sites_page_reads_no_control_plane(
    running: Served, headers: dict[str, str], status: int
) -> None:
    """Not even where the browser would keep the answer from it: reading opens worlds."""
    with running.client() as http:
        where = "/_mockplace/worlds/theirs/_mockplace/state"
        assert http.get(where, headers=headers).status_code == status
        if status == 403:
            assert "theirs" not in http.get("/_mockplace/worlds").json()["worlds"]
        http.delete("/_mockplace/worlds/theirs")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"}, 200),
        ({}, 200),
    ],
)
def test_another_sites_page_asks_no_platform(
    running: Served, headers: dict[str, str], status: int
) -> None:
    """A page that somebody develops on this machine may."""
    path, token = running.store
    with running.client() as http:
        assert http.get(f"{path}/time", headers=token | headers).status_code == status


def test_a_link_on_another_site_leads_to_the_page(running: Served) -> None:
    """Whoever follows it sees the page, which then asks as this server's own."""
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    with running.client() as http:
        http.follow_redirects = True
        answer = http.get("/", headers=link)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("name", ["http://x", "a b", "x:80", "*", "-x.example"])
def test_what_is_no_name_cannot_be_allowed(tmp_path: Path, name: str) -> None:
    """The command says so in a sentence instead of serving."""
    code, said, error_response = refused(tmp_path, "--allow-host", name)
    assert (code, said) == (2, "")
    assert "is not the name of a host" in error_response
