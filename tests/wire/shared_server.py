"""One server, given the world of each test in turn: starting one takes longer than a test does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mockplace.kernel.world import World
from mockplace.serving.dispatch import Request
from mockplace.serving.http_connection import Answered
from mockplace.serving.server import Site, TlsSettings, site
from tests.doubles.server_thread import running


@dataclass
class Stage:
    """The server's place, and the world that it shows there. The world's time stands still."""

    #: The address in clear.
    base: str = ""
    _shown: list[Site] = field(default_factory=list)

    def show(self, world: World) -> None:
        """Shows a world instead of the last one."""
        self.put_on(site(world))

    def put_on(self, shown: Site) -> None:
        """Shows something else that is served."""
        self._shown[:] = [shown]

    def answer(self, request: Request) -> Answered:
        """What the world that is shown answers."""
        return self._shown[0].answer(request)


@contextmanager
def staged(secured: TlsSettings | None = None) -> Iterator[Stage]:
    """A server on a port of its own on loopback, and where else it is told to listen."""
    stage = Stage()
    with running(stage.answer, secured) as stage.base:
        yield stage
