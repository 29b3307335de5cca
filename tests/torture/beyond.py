"""A world that outlives its hubs: it stays in this process, and they live and die in others.

A hub's process speaks to it over a pipe, in place of the network. The virtual time stands in
memory that both share. Nothing in the hub knows of any of this: it is given a transport, a clock
and a chance, as everywhere.
"""

from __future__ import annotations

import mmap
import os
import signal
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import httpx

from mockplace.serving.httpx_transport import Transport
from shiponce.hub import Hub
from shiponce.persistence.timestamps import from_ms
from shiponce.platforms.connections import HttpConnections
from shiponce.scenario.simulation import SeededIdGenerator, Simulation
from tests.torture.scene import TOLD

#: Called at every statement and before and after every call, with what comes next there.
Point = Callable[[str], None]
#: What a hub does while it lives; *wait* lets minutes pass in the world.
Work = Callable[[Hub, Callable[[int], None]], None]
#: How a process ends that was told no, in words for a person.
TOLD_NO = 4
_FAULTS: dict[str, type[httpx.TransportError]] = {
    kind.__name__: kind
    for kind in (httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError)
}


class SharedClock:
    """The world's time, in memory that processes share."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)

    def put(self, ms: int) -> None:
        """It is this late now."""
        struct.pack_into("q", self._memory, 0, ms)

    def now(self) -> datetime:
        """Aware UTC, as the world has it."""
        return from_ms(struct.unpack_from("q", self._memory, 0)[0])


class _Wire(httpx.BaseTransport):
    """Carries a hub's requests to the process in which the world is."""

    def __init__(self, pipe: Connection, point: Point) -> None:
        self._pipe = pipe
        self._point = point

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange, with a point before and after it."""
        request.read()
        self._point(f"call {request.method} {request.url.path}")
        headers = [(k.decode(), v.decode()) for k, v in request.headers.raw]
        timeout = request.extensions.get("timeout")
        self._pipe.send((request.method, str(request.url), headers, request.content, timeout))
        status, told, content = self._pipe.recv()
        self._point(f"answer {request.method} {request.url.path}")
        if status == 0:
            raise _FAULTS[content](content, request=request)
        return httpx.Response(status, headers=told, content=content, request=request)


@dataclass
class Child:
    """A hub's process; *pid* belongs to us alone."""

    pid: int
    pipe: Connection

    def kill(self) -> None:
        """End it as if the power of this process were cut."""
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> int:
        """Wait for its end; its exit code, negative for a signal."""
        _, status = os.waitpid(self.pid, 0)
        self.pipe.close()
        return os.waitstatus_to_exitcode(status)


class Beyond:
    """The world's side of every pipe."""

    def __init__(self, simulation: Simulation, file: Path) -> None:
        self.simulation = simulation
        self.file = file
        self._world = Transport(simulation.world)
        self.clock = SharedClock()
        self.clock.put(simulation.world.now)
        #: Asked with each request before the world is; True holds the answer and the act back.
        self.holds: Callable[[httpx.Request], bool] = lambda request: False
        self.held: list[httpx.Request] = []

    def start(self, work: Work, point: Point, seed: int) -> Child:
        """Fork a process in which a hub does *work*.

        It ends with 0, with TOLD_NO when it was told no as a person is, and with 3 when anything
        else was raised.
        """
        ours, theirs = Pipe()
        pid = os.fork()
        if pid:
            theirs.close()
            return Child(pid, ours)
        code = 3
        try:
            ours.close()
            self._live(theirs, work, point, seed)
            code = 0
        except TOLD:
            code = TOLD_NO
        except BaseException as bad:
            with suppress(OSError):
                theirs.send(("raised", repr(bad), [], b"", None))
        finally:
            os._exit(code)

    def _live(self, pipe: Connection, work: Work, point: Point, seed: int) -> None:
        http = HttpConnections(
            self.simulation._credentials, clock=self.clock, transport=_Wire(pipe, point)
        )
        hub = Hub.open(
            self.file, http, clock=self.clock, ids=SeededIdGenerator(seed), actor="clerk"
        )
        conn = hub._db.conn

        def traced(statement: str) -> None:
            point(f"{'inside' if conn.in_transaction else 'statement'} {statement[:60]}")

        self._theirs = pipe
        conn.set_trace_callback(traced)

        def wait(minutes: int) -> None:
            pipe.send(("wait", "", [], b"", minutes))
            pipe.recv()

        work(hub, wait)
        conn.set_trace_callback(None)
        hub.close()

    def stop_here(self, what: str) -> None:
        """Suspend the process of a hub, which calls this itself, until the world lets it go on."""
        self._theirs.send(("suspended", what, [], b"", None))
        os.kill(os.getpid(), signal.SIGSTOP)

    def serve(self, child: Child, meanwhile: Callable[[str], None] = lambda what: None) -> str:
        """Answer a process until it ends; what it raised, or ''.

        What happens *meanwhile*, while it is suspended, happens in this process; it is told what
        comes next in the other one.
        """
        raised = ""
        while True:
            try:
                asked = child.pipe.recv()
            except (EOFError, ConnectionResetError):
                return raised
            if asked[0] == "raised":
                raised = asked[1]
                continue
            if asked[0] == "suspended":
                os.waitpid(child.pid, os.WUNTRACED)
                try:
                    meanwhile(asked[1])
                finally:
                    self.clock.put(self.simulation.world.now)
                    os.kill(child.pid, signal.SIGCONT)
                continue
            with suppress(BrokenPipeError, ConnectionResetError):
                child.pipe.send(self._answer(*asked))

    def _answer(
        self, method: str, url: str, headers: list[tuple[str, str]], body: bytes, extra: object
    ) -> tuple[int, list[tuple[str, str]], object]:
        if method == "wait":
            assert isinstance(extra, int)
            self.advance(extra)
            return 200, [], b""
        request = httpx.Request(
            method, url, headers=headers, content=body, extensions={"timeout": extra}
        )
        if self.holds(request):
            self.held.append(request)
            return 0, [], "ReadTimeout"
        return self.carry_out(request)

    def carry_out(self, request: httpx.Request) -> tuple[int, list[tuple[str, str]], object]:
        """Let the world act on a request, now."""
        try:
            response = self._world.handle_request(request)
        except httpx.TransportError as lost:
            return 0, [], type(lost).__name__
        finally:
            self.clock.put(self.simulation.world.now)
        told = [(name, value) for name, value in response.headers.items()]
        return response.status_code, told, response.content

    def advance(self, minutes: int) -> None:
        """Let time pass in the world."""
        world = self.simulation.world
        world.advance_to(world.now + minutes * 60_000)
        self.clock.put(world.now)
