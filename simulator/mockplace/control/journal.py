"""The last calls of a served world: what was asked, what was answered, and what came of it.

It is bounded in calls and in bytes of each, so that a server may run for ever, and it keeps no
secret: a program under test may have been given real ones by mistake.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from mockplace.wire_types import Request, Response
from mockplace.world.events import Event
from mockplace.world.model import Call

MOST_CALLS = 1000
#: Bytes of a body that are kept.
MOST_BODY = 4000
_SECRET = frozenset(
    ("authorization", "x-auth-token", "x-amz-access-token", "x-mockplace-token", "cookie")
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call; ``number`` counts from 1 and is never used twice."""

    number: int
    call: Call
    request: Request
    response: Response
    events: tuple[Event, ...]


class Journal:
    """The last exchanges, oldest first."""

    def __init__(self) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=MOST_CALLS)
        self.counted = 0

    def add(
        self, request: Request, response: Response, call: Call, events: tuple[Event, ...]
    ) -> None:
        """Takes in an exchange; the oldest makes room for it."""
        self.counted += 1
        kept = (_kept_request(request), _kept_response(request, response))
        self.exchanges.append(Exchange(self.counted, call, *kept, events))

    def find(self, number: int) -> Exchange | None:
        """The exchange of that number, None where it was forgotten or never was."""
        return next((one for one in reversed(self.exchanges) if one.number == number), None)

    def clear(self) -> None:
        """Forgets everything but how many there were."""
        self.exchanges.clear()


def _kept_request(request: Request) -> Request:
    headers = {
        name: "(not kept)" if name in _SECRET else value for name, value in request.headers.items()
    }
    body = b"(not kept)" if _gives_tokens(request) else request.body[:MOST_BODY]
    return Request(
        request.method, request.path[:MOST_BODY], request.query[:MOST_BODY], headers, body
    )


def _kept_response(request: Request, response: Response) -> Response:
    given = _gives_tokens(request) and response.status < 300
    body = b"(not kept)" if given else response.body[:MOST_BODY]
    return Response(response.status, response.headers, body, response.lost, response.delay)


def _gives_tokens(request: Request) -> bool:
    return request.path.rstrip("/").endswith(("/token", "/restrictedDataToken"))
