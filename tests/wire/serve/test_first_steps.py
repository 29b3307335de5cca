"""What somebody meets first who has only started the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.wire.serve.serve_process import Served, served


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with its proxy."""
    with served(tmp_path_factory.mktemp("first"), "--orders", "1", "--proxy-port", "0") as found:
        yield found


def test_the_bare_address_leads_to_the_page(running: Served) -> None:
    """A browser that opens what the ready line says sees the page, and no platform's error."""
    with running.client() as http:
        answer = http.get("/")
        assert (answer.status_code, answer.headers["location"]) == (302, "/_mockplace/")
        page = http.get("/", follow_redirects=True)
        assert "<title>mockplace" in page.text
        assert http.post("/").status_code == 501


def test_the_control_plane_and_the_markets_are_named_at_the_start(running: Served) -> None:
    """Nobody has to know the address of the page, of the operations, or which market to connect."""
    said = "".join(running.lines)
    with running.client() as http:
        for ending in ("", "openapi.json"):
            assert f"{running.plain}/_mockplace/{ending}" in said
            assert http.get(f"/_mockplace/{ending}").status_code == 200
        markets = [one["market"] for one in http.get("/_mockplace/state").json()["stores"]]
        assert "/_mockplace/openapi.json" in http.get("/_mockplace/").text
    assert markets == ["", "ATVPDKIKX0DER", "EBAY_US"]
    for market in filter(None, markets):
        assert f", market {market}, " in said


def test_a_host_that_is_not_simulated_is_refused_by_name(running: Served) -> None:
    """The error of a client says who refused, so that nobody looks for another proxy."""
    trust = running.trust()
    with (
        httpx.Client(proxy=running.proxy, verify=trust, trust_env=False) as http,
        pytest.raises(httpx.ProxyError, match="403 Forbidden by mockplace"),
    ):
        http.get("https://example.test/")


def test_the_certificate_stands_where_the_guide_says(running: Served) -> None:
    """In the folder of the command, under the name that the examples use."""
    assert running.ca_file == Path(running.directory, "mockplace-ca.pem")
    assert running.ca_file.is_file()
