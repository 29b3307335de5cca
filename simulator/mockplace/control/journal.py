"""The last calls of a served world: request, answer, and effects.

The journal limits the number of calls and the bytes of each body, so that a server can run for
ever. The journal shows no secrets, because a program under test may send real secrets by mistake.
Calls are explained only on request, because most explanations are never read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from mockplace.http_types import Request, Response
from mockplace.kernel.events import Event
from mockplace.kernel.records import Call

MOST_CALLS = 1000
#: The journal keeps at most this many bytes of a body.
MOST_BODY = 4000
_SECRET = frozenset(
    ("authorization", "x-auth-token", "x-amz-access-token", "x-mockplace-token", "cookie")
)


@dataclass(slots=True)
class Exchange:
    """One call; ``number`` counts from 1 and is never reused.

    Not frozen, because a frozen instance takes longer to make.
    """

    number: int
    call: Call
    asked: Request
    answered: Response
    events: Sequence[Event]
    #: For a request carried out late: number of the exchange in which it was sent; else 0.
    sent: int = 0

    @property
    def request(self) -> Request:
        """The request, without secrets."""
        asked = self.asked
        headers = {
            name: "(not shown)" if name in _SECRET else value
            for name, value in asked.headers.items()
        }
        body = b"(not shown)" if self._gives_tokens else asked.body[:MOST_BODY]
        return Request(asked.method, asked.path[:MOST_BODY], asked.query[:MOST_BODY], headers, body)

    @property
    def response(self) -> Response:
        """The answer, without secrets."""
        answered = self.answered
        given = self._gives_tokens and answered.status < 300
        body = b"(not shown)" if given else answered.body[:MOST_BODY]
        return Response(answered.status, answered.headers, body, answered.lost, answered.delay)

    @property
    def _gives_tokens(self) -> bool:
        return self.asked.path.rstrip("/").endswith(("/token", "/restrictedDataToken"))


class Journal:
    """The last exchanges, oldest first."""

    def __init__(self) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=MOST_CALLS)
        self.counted = 0

    def add(
        self, request: Request, response: Response, call: Call, events: Sequence[Event]
    ) -> None:
        """Add an exchange; the oldest one is dropped if the journal is full."""
        self.counted += 1
        if len(request.body) > MOST_BODY or len(response.body) > MOST_BODY:
            request, response = _shortened(request, response)
        sent = self._sent(call.sent) if call.sent else 0
        self.exchanges.append(Exchange(self.counted, call, request, response, events, sent))

    def find(self, number: int) -> Exchange | None:
        """Return the exchange with a number, None if it was dropped or never existed."""
        return next((one for one in reversed(self.exchanges) if one.number == number), None)

    def _sent(self, call: int) -> int:
        """Return the number of the exchange whose call has this sequence number, 0 if none has."""
        found = (one.number for one in reversed(self.exchanges) if one.call.seq == call)
        return next(found, 0)

    def clear(self) -> None:
        """Drop all exchanges; numbering continues."""
        self.exchanges.clear()


def _shortened(request: Request, response: Response) -> tuple[Request, Response]:
    """Return the request and the response with bodies cut to ``MOST_BODY`` bytes."""
    asked = Request(
        request.method, request.path, request.query, request.headers, request.body[:MOST_BODY]
    )
    kept = response.body[:MOST_BODY]
    return asked, Response(response.status, response.headers, kept, response.lost, response.delay)
