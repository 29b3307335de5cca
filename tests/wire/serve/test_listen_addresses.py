"""Where ``mockplace serve`` listens: in clear, with TLS, as a proxy; and what it refuses."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from mockplace import registry
from mockplace.serving.server import listen
from tests.wire.serve.serve_process import Served, command, environment, refused, served

#: Programs that know nothing of a simulator: only the environment leads them to it.
_PROGRAMS = {
    "httpx": "import httpx; print(httpx.get({url!r}, headers={headers!r}).text)",
    "urllib": (
        "from urllib.request import Request, urlopen; "
        "print(urlopen(Request({url!r}, headers={headers!r})).read().decode())"
    ),
}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server at all three places."""
    directory = tmp_path_factory.mktemp("served")
    with served(directory, "--tls-port", "0", "--proxy-port", "0", "--orders", "5") as running:
        yield running


def asked(address: str, words: bytes) -> bytes:
    """Everything that is answered to some bytes."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(words)
        parts = list(iter(lambda: connection.recv(4096), b""))
    return b"".join(parts)


def test_what_is_chosen_at_the_start_holds(tmp_path: Path) -> None:
    """A plan with more requests, as its header says."""
    args = ("--orders", "0", "--choose", "bigcommerce.requests=450")
    with served(tmp_path, *args) as running, running.client() as client:
        path, token = running.store
        answer = client.get(f"{path}/time", headers=token)
    assert answer.headers["x-rate-limit-requests-quota"] == "450"


def test_it_is_one_line_with_every_address(everywhere: Served) -> None:
    """Three addresses, three ports, and the same answer at each."""
    path, token = everywhere.store
    places = {everywhere.plain, everywhere.tls, everywhere.proxy}
    assert len({place.rsplit(":", 1)[1] for place in places}) == 3
    with everywhere.client() as client:
        plain = client.get(f"{path}/orders", headers=token)
    tls = httpx.get(f"{everywhere.tls}{path}/orders", headers=token, verify=everywhere.trust())
    assert plain.json()
    assert tls.content == plain.content


@pytest.mark.parametrize("host", [*registry.hosts(), "localhost", "127.0.0.1"])
def test_the_certificate_names_every_host(everywhere: Served, host: str) -> None:
    """A client that checks names is content with each of them."""
    port = int(everywhere.tls.rsplit(":", 1)[1])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as connection,
        everywhere.trust().wrap_socket(connection, server_hostname=host) as secured,
    ):
        assert secured.version() in ("TLSv1.2", "TLSv1.3")


def test_no_other_host_and_no_other_authority_is_good_enough(everywhere: Served) -> None:
    """The certificate is not for everybody, and nobody trusts it without being told."""
    port = int(everywhere.tls.rsplit(":", 1)[1])
    for context, host in ((everywhere.trust(), "example.com"), (None, "api.ebay.com")):
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as connection,
            pytest.raises(ssl.SSLCertVerificationError),
        ):
            (context or ssl.create_default_context()).wrap_socket(connection, server_hostname=host)


@pytest.mark.parametrize("library", sorted(_PROGRAMS))
def test_a_program_that_was_not_changed_is_led_here_by_its_environment(
    everywhere: Served, library: str
) -> None:
    """Real host names, https, certificates checked: two variables are all that is different."""
    path, token = everywhere.store
    with everywhere.client() as client:
        expected = client.get(f"{path}/orders", headers=token).text
    program = _PROGRAMS[library].format(
        url=f"https://api.bigcommerce.com{path}/orders", headers=token
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program],
        env=environment(HTTPS_PROXY=everywhere.proxy, SSL_CERT_FILE=str(everywhere.ca_file)),
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stdout.strip() == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (b"CONNECT example.com:443 HTTP/1.1\r\n\r\n", b"not to example.com:443"),
        (b"CONNECT api.ebay.com:80 HTTP/1.1\r\n\r\n", b"not to api.ebay.com:80"),
        (b"CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n", b"not to 127.0.0.1:443"),
        (b"CONNECT api.ebay.com.evil.example:443 HTTP/1.1\r\n\r\n", b"evil.example:443"),
        (b"GET http://api.ebay.com/ HTTP/1.1\r\n\r\n", b"nothing else"),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", b"nothing else"),
        (b"\x16\x03\x01 is a greeting in TLS\r\n\r\n", b"nothing else"),
        (b"CONNECT api.ebay.com:443 HTTP/1.1\r\n\r\n\x16\x03", b"Wait for the tunnel"),
        (b"CONNECT api.ebay.com:443 " + b"x" * 40_000, b"nothing else"),
    ],
)
def test_the_proxy_leads_nowhere_else(everywhere: Served, words: bytes, said: bytes) -> None:
    """403 with the reason, and the connection ends."""
    answer = asked(everywhere.proxy, words)
    assert answer.startswith(b"HTTP/1.1 403 Forbidden by mockplace\r\n")
    assert said in answer


def test_the_proxy_survives_those_who_leave(everywhere: Served) -> None:
    """Half a request, a tunnel without a handshake, a client that trusts nobody: all are let go."""
    host, port = everywhere.proxy.removeprefix("http://").split(":")
    for words in (b"CONN", b"CONNECT api.ebay.com:443 HTTP/1.1\r\n\r\n"):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(words)
    url = "https://api.bigcommerce.com/stores/x/v2/time"
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, proxy=everywhere.proxy)
    with httpx.Client(proxy=everywhere.proxy, verify=everywhere.trust()) as client:
        assert [client.get(url).status_code for _ in range(3)] == [401, 401, 401]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_tunnels_open(tmp_path: Path, number: int) -> None:
    """Exit code 0 and no word, whoever is still connected."""
    with served(tmp_path, "--orders", "0", "--proxy-port", "0", "--ca-file", "own.pem") as running:
        assert (tmp_path / "own.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")
        assert not running.ca_file.exists()
        trust = ssl.create_default_context(cafile=str(tmp_path / "own.pem"))
        host, port = running.proxy.removeprefix("http://").split(":")
        with (
            httpx.Client(proxy=running.proxy, verify=trust) as client,
            socket.create_connection((host, int(port)), timeout=10),
        ):
            assert client.get("https://api.ebay.com/none").status_code == 501
            running.process.send_signal(number)
            assert running.process.wait(10) == 0


def test_a_signal_before_it_is_ready_ends_it_with_0(tmp_path: Path) -> None:
    """Inventing a large market takes a while; nobody has to wait for the end of it."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command("--port", "0", "--proxy-port", "0", "--orders", "200000"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=environment(),
    )
    wait_for(tmp_path / "mockplace-ca.pem")  # written before the market is invented
    process.terminate()
    assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 0


def wait_for(file: Path) -> None:
    """Wait until a file is there."""
    until = time.monotonic() + 20
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("option", ["--port", "--tls-port", "--proxy-port"])
def test_a_port_in_use_is_one_sentence(tmp_path: Path, option: str) -> None:
    """Exit code 2; the sentence names the port and the option that changes it."""
    with listen(0) as taken:
        port = str(taken.getsockname()[1])
        free = () if option == "--port" else ("--port", "0")
        code, out, error_response = refused(tmp_path, *free, option, port)
    assert (code, out, error_response.count("\n")) == (2, "", 1)
    assert f"127.0.0.1:{port}" in error_response
    assert option in error_response


def test_what_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    """No such host, a file that would be lost, a market told twice, a file that is absent."""
    (tmp_path / "notes.txt").write_text("mine")
    cases = [
        (("--host", "no.such.host.invalid"), "--host"),
        (("--tls-port", "0", "--ca-file", "notes.txt"), "notes.txt is there already"),
        (("--tls-port", "0", "--ca-file", "no/such/ca.pem"), "no/such/ca.pem"),
        (("--world", "w.yaml", "--seed", "3"), "leave --seed out"),
        (("--world", "absent.yaml"), "cannot read absent.yaml"),
    ]
    for args, said in cases:
        code, out, error_response = refused(tmp_path, "--port", "0", *args)
        assert (code, out) == (2, ""), error_response
        assert said in error_response
        assert "Traceback" not in error_response
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_tls_without_its_library_says_what_to_install(tmp_path: Path) -> None:
    """The rest works without it."""
    (tmp_path / "trustme.py").write_text("raise ImportError")
    code, _, error_response = refused(
        tmp_path, "--port", "0", "--tls-port", "0", PYTHONPATH=with_sources(tmp_path)
    )
    assert code == 2
    assert "pip install 'shiponce[tls]'" in error_response
    with served(tmp_path, PYTHONPATH=with_sources(tmp_path)) as running:
        assert running.said.count("http") == 1


def with_sources(directory: Path) -> str:
    """A search path on which the directory comes first."""
    return ":".join([str(directory), environment().get("PYTHONPATH", "")])


def test_elsewhere_than_loopback_is_warned_of(tmp_path: Path) -> None:
    """The warning is not among the lines that programs read."""
    with served(tmp_path, "--host", "0.0.0.0", "--orders", "0") as running:  # noqa: S104 - asked for
        assert "http://0.0.0.0:" in running.said
        running.process.terminate()
        assert running.process.stderr is not None
        assert "not loopback" in running.process.stderr.read()
