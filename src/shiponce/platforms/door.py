"""The way out: one request, with every failure of transport or status as one of our errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import orjson

from shiponce.domain.text import printable
from shiponce.errors import (
    Declined,
    NotAuthorised,
    NotThere,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
)
from shiponce.ports import Clock

#: (code, words) of a refusal, out of a platform's own error body.
Refusal = tuple[str, str]


class Door:
    """Sends requests to one platform and keeps the difference between its clock and ours."""

    def __init__(
        self,
        client: httpx.Client,
        platform: str,
        clock: Clock,
        refusal_of: Callable[[object], Refusal],
    ) -> None:
        self._client = client
        self._platform = platform
        self._clock = clock
        self._refusal_of = refusal_of
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The platform's time, as its answers' Date headers have told it so far."""
        return self._clock.now() + self._ahead

    def send(
        self,
        operation: str,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: object = None,
        form: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """The answer whatever its status; Unreachable when none came."""
        sent = {**(headers or {})}
        content = None
        if json is not None:
            content = orjson.dumps(json)
            sent["Content-Type"] = "application/json"
        try:
            answer = self._client.request(
                method, url, headers=sent, params=params, content=content, data=form
            )
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as bad:
            raise Unreachable(
                "error.unreachable", platform=self._platform, operation=operation
            ) from bad
        self._hear_time(answer)
        return answer

    def check(
        self, operation: str, answer: httpx.Response, waiting: timedelta | None = None
    ) -> httpx.Response:
        """The answer if it is a success, else the error that its status stands for.

        *waiting* is how long a 429 asks to wait, where the platform says.
        """
        if answer.is_success:
            return answer
        raise self._error(operation, answer, waiting)

    def _error(
        self, operation: str, answer: httpx.Response, waiting: timedelta | None
    ) -> PlatformError:
        where = {"platform": self._platform, "operation": operation}
        status = answer.status_code
        if status == 429:
            not_before = None if waiting is None else self._clock.now() + waiting
            return RateLimited(**where, not_before=not_before)
        if status >= 500 or status < 400:
            return ServerTrouble("error.server_trouble", **where, status=status)
        if status in (401, 403):
            return NotAuthorised("error.not_authorised", **where)
        if status == 404:
            return NotThere("error.not_there", **where)
        try:
            code, words = self._refusal_of(orjson.loads(answer.content))
        except (ValueError, LookupError, TypeError, AttributeError):
            code, words = str(status), answer.reason_phrase
        return Declined(**where, reason=printable(words), reason_code=printable(code))

    def read(self, operation: str, answer: httpx.Response) -> object:
        """The JSON of an answer; ServerTrouble when it is none."""
        try:
            return orjson.loads(answer.content)
        except ValueError as bad:
            raise self.rubbish(operation) from bad

    def rubbish(self, operation: str) -> ServerTrouble:
        """The error for an answer that is not what the platform documents."""
        return ServerTrouble(
            "error.rubbish", platform=self._platform, operation=operation, status=200
        )

    def _hear_time(self, answer: httpx.Response) -> None:
        told = answer.headers.get("date")
        if told is None:
            return
        try:
            self._ahead = parsedate_to_datetime(told) - self._clock.now()
        except (ValueError, TypeError):
            return  # a Date that is none says nothing


def seconds(text: str | None) -> timedelta | None:
    """A header's number of seconds; None when it is missing or no number."""
    try:
        return None if text is None else timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return None
