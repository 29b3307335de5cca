"""Clients that stand still in the middle of something: the server goes on, and so do they later."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.wire.serve.serve_process import Served, served

#: Asks once, says so, and waits for a word before it asks again on the same connection.
_CLIENT = """
import http.client, sys
host, path, token = sys.argv[1:]
connection = http.client.HTTPConnection(host, timeout=60)
for _ in range(2):
    connection.request("GET", path, headers={"X-Auth-Token": token})
    print(connection.getresponse().read().decode(), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without orders, whose time passes."""
    with served(tmp_path_factory.mktemp("stopped"), "--orders", "0") as server:
        yield server


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_a_stopped_client_holds_up_nobody_and_goes_on(running: Served) -> None:
    """Others are answered while it stands still; then its request is, on the connection it has."""
    path, token = running.store
    host = running.plain.removeprefix("http://")
    client = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", _CLIENT, host, f"{path}/time", token["X-Auth-Token"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with client:
        assert client.stdin is not None
        assert client.stdout is not None
        assert "time" in client.stdout.readline()
        os.kill(client.pid, signal.SIGSTOP)
        client.stdin.write("go on\n")
        client.stdin.flush()
        with running.client() as other:
            for _ in range(20):
                assert other.get(f"{path}/time", headers=token).is_success
        os.kill(client.pid, signal.SIGCONT)
        assert "time" in client.stdout.readline()
        client.communicate("done\n", timeout=30)
    assert client.returncode == 0


def test_a_request_that_stops_half_way_is_answered_when_it_is_whole(running: Served) -> None:
    """Head and body may come in pieces, with others' requests in between."""
    path, token = running.store
    host, _, port = running.plain.removeprefix("http://").partition(":")
    head = f"GET {path}/time HTTP/1.1\r\nHost: {host}\r\nX-Auth-Token: {token['X-Auth-Token']}\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as half:
        half.sendall(head.encode())
        with running.client() as other:
            assert other.get(f"{path}/time", headers=token).is_success
        half.sendall(b"\r\n")
        assert half.recv(65_536).startswith(b"HTTP/1.1 200 ")
