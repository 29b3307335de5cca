"""Nothing that changes something leaves without a permit, which is asked as the bytes go."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

import shiponce
from shiponce import write_permits
from shiponce.errors import Overtaken
from shiponce.platforms.connections import _client

SOURCE = Path(shiponce.__file__).parent


@dataclass
class Counted:
    """Leave that ends at some asking."""

    good_for: int = 99
    asked: int = 0

    def use(self) -> None:
        """Count, and refuse from then on."""
        self.asked += 1
        if self.asked > self.good_for:
            raise Overtaken("error.act_too_late", platform="word.ledger", operation="word.call.act")


@dataclass
class Heard:
    """What reached a real server."""

    url: str
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Heard]:
    """A server on loopback that answers everything."""
    heard = Heard("")

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.requests.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_PUT = do_DELETE = do_PATCH = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    listening = HTTPServer(("127.0.0.1", 0), Answers)
    heard.url = f"http://127.0.0.1:{listening.server_port}"
    thread = Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield heard
    listening.shutdown()
    listening.server_close()


def _sends(heard: Heard) -> httpx.Client:
    return _client(None, heard.url, None, read_only=False)


@pytest.fixture(autouse=True)
def _nobody_has_leave() -> Iterator[None]:
    """These tests give leave themselves."""
    token = write_permits._HELD.set(None)
    yield
    write_permits._HELD.reset(token)


@pytest.mark.proves("X4", "X6")
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_without_leave_nothing_is_sent(server: Heard, method: str) -> None:
    """A caller that forgot the ledger is a fault of ours, and no request of it arrives."""
    with _sends(server) as client, pytest.raises(RuntimeError, match="no act"):
        client.request(method, "https://api.example.test/v2/orders/1/shipments")
    assert server.requests == []


def test_reads_need_no_leave(server: Heard) -> None:
    """Nor do tokens and prices."""
    with _sends(server) as client:
        client.get("https://api.example.test/orders")
        client.post("https://api.example.test/auth/o2/token")
    assert len(server.requests) == 2


@pytest.mark.proves("X4", "N3")
@pytest.mark.parametrize("good_for", [0, 1])
def test_leave_that_ends_while_the_connection_is_made_sends_nothing(
    server: Heard, good_for: int
) -> None:
    """Asked before, and once more when the connection stands, right before the bytes go."""
    permit = Counted(good_for)
    with _sends(server) as client, write_permits.holding(permit), pytest.raises(Overtaken):
        client.post("https://api.example.test/v2/orders/1/shipments")
    assert (permit.asked, server.requests) == (good_for + 1, [])


def test_with_leave_it_is_sent_once(server: Heard) -> None:
    """And the leave is asked each time."""
    permit = Counted()
    with _sends(server) as client, write_permits.holding(permit):
        for _ in range(2):
            client.post("https://api.example.test/v2/orders/1/shipments")
    assert (permit.asked, len(server.requests)) == (4, 2)


#: The calls of adapters that change something.
WRITES = {"confirm", "correct", "buy", "void", "set_emails"}
#: Where they are made: each inside ``Acting.permitted``.
ACTS = {"buy_label.py", "send_notification.py", "void_label.py", "buyer_emails.py"}


def test_only_acts_call_what_writes_to_a_platform() -> None:
    """Every such call in the services stands in a ``with self._acting.permitted(…)``."""
    found, outside = set(), []
    for file in sorted((SOURCE / "services").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        inside = {
            id(call)
            for block in ast.walk(tree)
            if isinstance(block, ast.With)
            and any("_acting.permitted(" in ast.unparse(item) for item in block.items)
            for call in ast.walk(block)
        }
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            about = ast.unparse(call.func.value)
            if call.func.attr in WRITES and about in ("adapter", "carrier", "shop"):
                found.add(file.name)
                if id(call) not in inside:
                    outside.append(f"{file.name}: {ast.unparse(call)}")
    assert (found, outside) == (ACTS, [])


def test_only_the_ledger_makes_permits() -> None:
    """Everybody else would have to import the module; the transport asks it, and nothing more."""
    users = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if "write_permits"
        in {
            name.name
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom | ast.Import)
            for name in node.names
        }
    }
    assert users == {"services/acts/perform_act.py", "platforms/transports.py"}
