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
