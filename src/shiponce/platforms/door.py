"""The way out: one request, with every failure of transport or status as one of our errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import orjson

from shiponce.domain.platform import Platform
from shiponce.domain.refusals import harmless, harmless_code
from shiponce.errors import (
    Declined,
    NotAuthorised,
    NotThere,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
    WritesOff,
)
from shiponce.platforms.known_values import known_values
from shiponce.platforms.parsing import loads
from shiponce.platforms.wires import WriteRefused, is_untrusted
from shiponce.ports import Clock

#: (code, words) of a refusal, out of a platform's own error body.
Refusal = tuple[str, str]
#: Statuses below 500 that mean trouble and no refusal: request time-out, too early.
_NOT_NOW = frozenset({408, 425})
#: A Date header counts whole seconds and is as old as its way here: less is no difference.
_SAME_TIME = timedelta(seconds=2)


def where(platform: Platform, operation: str) -> dict[str, str]:
    """Platform and operation as codes of ``words``: an error's sentence says what was not done."""
    return {"platform": f"word.{platform.value}", "operation": f"word.call.{operation}"}


class Door:
    """Sends requests to one platform and keeps the difference between its clock and ours."""

    def __init__(
        self,
        client: httpx.Client,
        platform: Platform,
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
        except WriteRefused as bad:
            raise WritesOff(**self._where(operation)) from bad
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as bad:
            if is_untrusted(bad):
                raise Unreachable("error.untrusted", **self._where(operation)) from bad
            raise Unreachable("error.unreachable", **self._where(operation)) from bad
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
        where = self._where(operation)
        status = answer.status_code
        if status == 429:
            not_before = None if waiting is None else self._clock.now() + waiting
            return RateLimited(**where, not_before=not_before)
        if status >= 500 or status < 400 or status in _NOT_NOW:
            return ServerTrouble("error.server_trouble", **where, status=status)
        if status in (401, 403):
            return NotAuthorised("error.not_authorised", **where)
        if status == 404:
            return NotThere("error.not_there", **where)
        try:
            code, words = self._refusal_of(loads(answer.content))
        except (ValueError, LookupError, TypeError, AttributeError):
            code, words = str(status), answer.reason_phrase
        known = known_values(answer.request)
        reason = harmless(words, known) or harmless_code(code) or f"HTTP {status}"
        return Declined(**where, reason=reason, reason_code=code, known=known)

    def read(self, operation: str, answer: httpx.Response) -> object:
        """The JSON of an answer; ServerTrouble when it is none."""
        try:
            return loads(answer.content)
        except ValueError as bad:
            raise self.rubbish(operation) from bad

    def rubbish(self, operation: str) -> ServerTrouble:
        """The error for an answer that is not what the platform documents."""
        return ServerTrouble("error.rubbish", **self._where(operation))

    def unauthorised(self, operation: str) -> NotAuthorised:
        """The error for credentials that the platform's token office refuses."""
        return NotAuthorised("error.not_authorised", **self._where(operation))

    def not_there(self, operation: str) -> NotThere:
        """The error for a thing that the platform does not know, or whose id cannot be one."""
        return NotThere("error.not_there", **self._where(operation))

    def _where(self, operation: str) -> dict[str, str]:
        return where(self._platform, operation)

    def _hear_time(self, answer: httpx.Response) -> None:
        told = answer.headers.get("date")
        if told is None:
            return
        try:
            ahead = parsedate_to_datetime(told) - self._clock.now()
            self._ahead = timedelta(0) if -_SAME_TIME < ahead < _SAME_TIME else ahead
        except (ValueError, TypeError):
            return  # a Date that is none says nothing


def seconds(text: str | None) -> timedelta | None:
    """A header's number of seconds; None when it is missing or no number."""
    try:
        return None if text is None else timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return None
