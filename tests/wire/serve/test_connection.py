"""HTTP/1.1 as clients of all kinds write it, byte by byte over a socket of the test's own."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from mockplace.http_types import Request, Response
from mockplace.serving import http_connection
from mockplace.serving.http_connection import Answered
from mockplace.serving.server import Server, listen
from tests.doubles.server_thread import running


def echo(request: Request) -> Answered:
    """Tells what was understood; paths that name a trouble get it."""
    match request.path:
        case "/fault":
            raise RuntimeError("a fault of the simulator")
        case "/slow":
            return Response(200, {}, b"slow"), 0.05
        case "/never":
            return Response(0, lost="timeout"), 0.0
        case "/two":
            return Response(200, {"x-a": "1\r\nx-b: 2", "x-c": "3"}, b""), 0.0
        case "/none":
            return Response(204), 0.0
        case "/large":
            return Response(200, {}, b"x" * 3_000_000), 0.0
    said = f"{request.method} {request.path} ?{request.query} {request.body.decode()}"
    named = request.headers.get("x-name", "")
    return Response(200, {"x-name": named}, said.encode()), 0.0


class Client:
    """A socket that reads answers."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        self._buffer = b""

    def say(self, text: str | bytes) -> None:
        """Sends bytes; a line feed in text is written as HTTP writes it."""
        self.socket.sendall(
            text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode("latin-1")
        )

    def head(self) -> str:
        """The next head, without its empty line."""
        while b"\r\n\r\n" not in self._buffer:
            self._more()
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        return head.decode("latin-1")

    def answer(self) -> tuple[int, str, str]:
        """The next answer: status, head and body."""
        head = self.head()
        length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0] or 0)
        while len(self._buffer) < length:
            self._more()
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return int(head.split(" ")[1]), head, body.decode("latin-1")

    def rest(self) -> bytes:
        """What comes before the server closes."""
        found, self._buffer = self._buffer, b""
        with contextlib.suppress(ConnectionResetError):
            while part := self.socket.recv(65_536):
                found += part
        return found

    def _more(self) -> None:
        part = self.socket.recv(65_536)
        assert part, f"closed after {self._buffer!r}"
        self._buffer += part


@contextlib.contextmanager
def echoing() -> Iterator[int]:
    """The port of a server that echoes; it ends within its grace."""
    with running(echo) as base:
        yield int(base.rpartition(":")[2])


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server of the test's own."""
    with echoing() as found:
        yield found


@pytest.fixture
def client(port: int) -> Iterator[Client]:
    """A client of it."""
    found = Client(port)
    yield found
    found.socket.close()


def test_requests_on_one_connection_are_answered_in_their_sequence(client: Client) -> None:
    """Also those that are sent before the first is answered, and behind one that takes time."""
    client.say("GET /a?b=1 HTTP/1.1\nHost: x\n\nGET /slow HTTP/1.1\nHost: x\n\n")
    client.say("POST /c HTTP/1.1\nHost: x\nContent-Length: 2\n\nhi")
    bodies = [client.answer()[2] for _ in range(3)]
    assert bodies == ["GET /a ?b=1 ", "slow", "POST /c ? hi"]


def test_a_request_may_come_in_any_pieces(client: Client) -> None:
    """A byte at a time, its body in chunks."""
    text = "POST /%E2%82%AC?q=%41 HTTP/1.1\nHost: x\nTransfer-Encoding: chunked\n\n"
    for letter in f"{text}2\nhe\n3\nllo\n0\n\n":
        client.say(letter)
    assert client.answer()[2].encode("latin-1").decode() == "POST /€ ?q=%41 hello"


def test_a_client_that_asks_for_leave_gets_it(client: Client) -> None:
    """Curl sends a large body only after 100 Continue."""
    client.say("POST /a HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Length: 2\n\n")
    assert client.head() == "HTTP/1.1 100 Continue"
    client.say("hi")
    assert client.answer()[2] == "POST /a ? hi"


@pytest.mark.parametrize(
    "head",
    ["GET /a HTTP/1.0\nConnection: keep-alive\n\n", "GET /a HTTP/1.1\nConnection: close\n\n"],
)
def test_a_connection_ends_when_the_client_means_it_to(client: Client, head: str) -> None:
    """HTTP/1.0 and ``Connection: close``: the answer says so, and nothing comes behind it."""
    client.say(head)
    status, head, _ = client.answer()
    assert (status, "connection: close" in head) == (200, True)
    assert client.rest() == b""


def test_an_answer_without_a_body_has_none(client: Client) -> None:
    """204 has no length, the answer to HEAD has the length of what it leaves out."""
    client.say("GET /none HTTP/1.1\nHost: x\n\nHEAD /a HTTP/1.1\nHost: x\n\n")
    assert client.head() == "HTTP/1.1 204 No Content"
    assert "content-length: 10" in client.head()
    client.say("GET /b HTTP/1.1\nHost: x\n\n")
    assert client.answer()[2] == "GET /b ? "


def test_a_target_may_be_written_in_full(client: Client) -> None:
    """As clients write it that take the address for a proxy's."""
    client.say("GET http://api.ebay.com/a?b=2 HTTP/1.1\nHost: api.ebay.com\n\n")
    assert client.answer()[2] == "GET /a ?b=2 "


def test_an_offer_of_http_2_is_passed_over(client: Client) -> None:
    """Java's client offers it with its first request; the next one may be there already."""
    client.say(
        "POST /a HTTP/1.1\nHost: x\nConnection: Upgrade, HTTP2-Settings\nUpgrade: h2c\n"
        "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\nContent-Length: 2\n\nhi"
    )
    assert client.answer()[2] == "POST /a ? hi"
    client.say("GET /b HTTP/1.1\nHost: x\n\n")
    assert client.answer()[2] == "GET /b ? "


def test_what_is_no_http_is_refused_and_let_go(client: Client) -> None:
    """A sentence with 400, for a person who speaks TLS to the port in clear."""
    client.say(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
    assert client.rest().startswith(b"HTTP/1.1 400 Bad Request\r\n")


def test_a_body_that_is_too_long_is_refused_and_the_next_request_taken(client: Client) -> None:
    """413, once all of it has been sent: a client that is cut off would not read the answer."""
    size = http_connection.MOST_BODY + 1
    client.say(f"POST /a HTTP/1.1\nHost: x\nContent-Length: {size}\n\n")
    client.say(b"x" * size)
    assert client.answer()[0] == 413
    client.say("GET /b HTTP/1.1\nHost: x\n\n")
    assert client.answer()[0] == 200


def test_a_head_without_an_end_is_cut_off(client: Client) -> None:
    """Nobody fills the memory with headers."""
    client.say("GET /a HTTP/1.1\nHost: x\n")
    with contextlib.suppress(ConnectionError):
        for number in range(3_000):
            client.say(f"x-{number}: {'y' * 50}\n")
    assert client.rest() == b""


def test_repeated_headers_are_joined(client: Client) -> None:
    """As HTTP has it: neither of two values of one name is lost."""
    client.say("GET /a HTTP/1.1\nHost: x\nX-Name: 1\nx-name: 2\n\n")
    assert "x-name: 1, 2" in client.answer()[1]


def test_a_value_cannot_become_two_headers(client: Client) -> None:
    """A value with a line break in it came from outside: that header is left out."""
    client.say("GET /two HTTP/1.1\nHost: x\n\n")
    head = client.answer()[1]
    assert ("x-b" in head, "x-c: 3" in head) == (False, True)


def test_a_fault_of_the_simulator_harms_one_request_only(port: int, client: Client) -> None:
    """500 with its kind and its place, and no more of the inside; others are served on."""
    client.say("GET /fault HTTP/1.1\nHost: x\n\nGET /a HTTP/1.1\nHost: x\n\n")
    status, _, body = client.answer()
    assert (status, "RuntimeError, test_connection.py:" in body) == (500, True)
    assert "Traceback" not in body
    assert client.rest() == b""
    other = Client(port)
    other.say("GET /b HTTP/1.1\nHost: x\nConnection: close\n\n")
    assert other.answer()[0] == 200
    other.rest()
    other.socket.close()


def test_a_client_that_does_not_read_holds_back_itself_only(port: int, client: Client) -> None:
    """Its answers wait for it; everybody else gets theirs, and it gets all of its own later."""
    for _ in range(4):
        client.say("GET /large HTTP/1.1\nHost: x\n\n")
    other = Client(port)
    other.say("GET /b HTTP/1.1\nHost: x\nConnection: close\n\n")
    assert other.answer()[0] == 200
    other.rest()
    other.socket.close()
    assert [len(client.answer()[2]) for _ in range(4)] == [3_000_000] * 4


def test_too_many_requests_behind_one_that_is_not_answered_are_cut_off(client: Client) -> None:
    """A queue has an end."""
    client.say("GET /never HTTP/1.1\nHost: x\n\n")
    with contextlib.suppress(ConnectionError):
        for _ in range(200):
            client.say("GET /a HTTP/1.1\nHost: x\n\n")
    assert client.rest() == b""


def test_too_much_behind_one_that_is_not_answered_is_cut_off(client: Client) -> None:
    """Ten long bodies are more than the memory is for, though each of them may be sent."""
    client.say("GET /never HTTP/1.1\nHost: x\n\n")
    with contextlib.suppress(ConnectionError):
        for _ in range(10):
            client.say("POST /a HTTP/1.1\nHost: x\nContent-Length: 10000000\n\n")
            client.say(b"x" * 10_000_000)
    assert client.rest() == b""


def test_a_server_ends_though_somebody_still_waits(client: Client) -> None:
    """The fixture's end proves it: it takes its grace and no longer."""
    client.say("GET /never HTTP/1.1\nHost: x\n\nGET /a HTTP/1.1\nHost: x\n\n")
    client.socket.settimeout(0.05)
    with pytest.raises(TimeoutError):
        client.socket.recv(1)


def test_a_server_that_is_stopped_before_it_runs_ends_at_once() -> None:
    """Whoever starts it in a thread may change their mind before the thread gets there."""
    server = Server(echo)
    server.stop()
    with listen(0) as listening:
        thread = threading.Thread(target=server.run, args=(listening,), daemon=True)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()


def test_a_forgotten_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that says nothing for long enough; the one that is waiting for an answer stays."""
    monkeypatch.setattr("mockplace.serving.server._QUIET", 0.05)
    with echoing() as port:
        quiet, waiting = Client(port), Client(port)
        waiting.say("GET /never HTTP/1.1\nHost: x\n\n")
        assert quiet.rest() == b""
        waiting.socket.settimeout(0.05)
        with pytest.raises(TimeoutError):
            waiting.socket.recv(1)
    quiet.socket.close()
    waiting.socket.close()
