"""The HTTP client: sends requests, and raises transport and status failures as the hub's errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import httpx
import orjson

from shiponce.decisions.clock_skew import LONGEST_WAIT
from shiponce.domain.platform import Platform
from shiponce.domain.redaction import harmless, harmless_code
from shiponce.domain.shipment import Route
from shiponce.errors import (
    Declined,
    Endless,
    NotAuthorised,
    NotCorrectable,
    NotThere,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
    WaitShortened,
    WritesOff,
)
from shiponce.platforms import malformed_json, response_body, retry_after
from shiponce.platforms.json_decoding import loads
from shiponce.platforms.raw_order_fields import moment
from shiponce.platforms.safe_error_values import known_values
from shiponce.platforms.transports import WriteRefused, is_untrusted
from shiponce.ports import Clock
from shiponce.words.families import platform_word

#: Code and message of a refusal, read from the platform's error body.
Refusal = tuple[str, str]
#: Statuses below 500 that are temporary failures, not refusals: 408 time-out, 425 too early.
_NOT_NOW = frozenset({408, 425})
#: Failures before the first byte of a request: there was no connection to send it on.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
#: The names of operations that only read begin with one of these, even if they are sent by POST.
_READS = ("get", "search", "find", "quote", "track", "createRestrictedDataToken")
#: A clock difference below this is ignored: a Date header has whole seconds, and it was written
#: before the answer arrived.

_SAME_TIME = timedelta(seconds=2)
#: Headers about the transfer; dropped, because the body is already read and decompressed.
_OF_THE_WAY = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def where(platform: Platform | Route, operation: str) -> dict[str, str]:
    """Return platform and operation as ``words`` codes, so that an error names the failed call."""
    return {"platform": platform_word(platform), "operation": f"word.call.{operation}"}


class HttpClient:
    """Sends requests to one platform; tracks how far the platform's clock differs from ours."""

    def __init__(
        self,
        client: httpx.Client,
        platform: Platform | Route,
        clock: Clock,
        refusal_of: Callable[[object], Refusal],
    ) -> None:
        self._client = client
        self._platform = platform
        self._clock = clock
        self._refusal_of = refusal_of
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the platform's time, from the Date headers of its answers so far."""
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
        """Return the complete answer with any status.

        Raise Unreachable if no complete answer came in time, ServerTrouble if the answer is longer
        than ``MOST_BYTES``, and WritesOff if the transport refused a write.
        """
        # ``response_body`` unpacks gzip within its length limit.
        sent = {"Accept-Encoding": "gzip", **(headers or {})}
        content = None
        if json is not None:
            content = orjson.dumps(json)
            sent["Content-Type"] = "application/json"
        try:
            answer = self._whole(method, url, sent, params, content, form)
        except WriteRefused as bad:
            raise WritesOff(**self._where(operation)) from bad
        except response_body.TooLong as bad:
            limit = response_body.MOST_BYTES // 2**20
            long = ServerTrouble("error.too_long", **self._where(operation), limit=limit)
            long.may_have_acted = not _reads(operation, method)
            raise long from bad
        except response_body.TooSlow as bad:
            limit = int(response_body.LONGEST_ANSWER)
            slow = Unreachable("error.too_slow", **self._where(operation), limit=limit)
            slow.may_have_acted = not _reads(operation, method)
            raise slow from bad
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL, UnicodeError) as bad:
            unsent = isinstance(bad, _NEVER_SENT)
            code = "error.not_reached" if unsent else "error.unreachable"
            code = "error.untrusted" if is_untrusted(bad) else code
            silence = Unreachable(code, **self._where(operation))
            silence.may_have_acted = not (unsent or _reads(operation, method))
            raise silence from bad
        self._hear_time(answer)
        return answer

    def _whole(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None,
        content: bytes | None,
        form: Mapping[str, str] | None,
    ) -> httpx.Response:
        started = time.monotonic()
        with self._client.stream(
            method, url, headers=headers, params=params, content=content, data=form
        ) as answer:
            body = response_body.body_of(answer, started)
        passed_on = [(k, v) for k, v in answer.headers.multi_items() if k not in _OF_THE_WAY]
        found = httpx.Response(
            answer.status_code, headers=passed_on, content=body, request=answer.request
        )
        with suppress(KeyError):
            found.extensions["reason_phrase"] = answer.extensions["reason_phrase"]
        return found

    def check(self, operation: str, answer: httpx.Response) -> httpx.Response:
        """Return the answer if it is a success, or raise the error for its status."""
        if answer.is_success:
            return answer
        raise self._error(operation, answer)

    def _error(self, operation: str, answer: httpx.Response) -> PlatformError:
        where = self._where(operation)
        status = answer.status_code
        refusal = self._refusal(answer)
        writes = not _reads(operation, answer.request.method)
        if status == 429:
            limited = self._limited(where, retry_after.asked(answer.headers, self.now()))
            limited.may_have_acted = writes and refusal is None
            return limited
        if (
            status >= 500
            or status < 400
            or status in _NOT_NOW
            or (refusal is None and (writes or status == 404))
        ):
            trouble = ServerTrouble("error.server_trouble", **where, status=status)
            trouble.may_have_acted = writes
            return trouble
        if status in (401, 403):
            return NotAuthorised("error.not_authorised", **where)
        if status == 404 and refusal is not None:
            return NotThere("error.not_there", **where)
        code, words = refusal or (str(status), answer.reason_phrase)
        known = known_values(answer.request)
        reason = harmless(words, known) or harmless_code(code) or f"HTTP {status}"
        return Declined(**where, reason=reason, reason_code=code, known=known)

    def is_own(self, answer: httpx.Response) -> bool:
        """Return True for a refusal in the platform's own form.

        A refusal in another form comes from a gateway, which may have forwarded the request.
        """
        return self._refusal(answer) is not None

    def _refusal(self, answer: httpx.Response) -> Refusal | None:
        try:
            return self._refusal_of(loads(answer.content))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return None

    @contextmanager
    def perhaps_repeated(self, operation: str) -> Iterator[None]:
        """Wrap a write that a gateway may have sent to the platform twice.

        If the second request is refused because the quota is used up, the first may have taken
        effect; RateLimited then has ``may_have_acted`` set.
        """
        try:
            yield
        except RateLimited as full:
            full.may_have_acted |= full.operation == self._where(operation)["operation"]
            raise

    def written(self, operation: str, answer: httpx.Response, status: int) -> httpx.Response:
        """Return the answer to a write if it has the status documented for success.

        Raise ServerTrouble for any other success status: it came from another server, so the
        outcome of the request is unknown.
        """
        if self.check(operation, answer).status_code != status:
            raise self.rubbish(operation)
        return answer

    def _limited(self, where: dict[str, str], asked: timedelta | None) -> RateLimited:
        """Return the error for a used-up quota; its wait is at most ``LONGEST_WAIT``."""
        if asked is None:
            return RateLimited(platform=where["platform"], operation=where["operation"])
        not_before = self._clock.now() + retry_after.bounded(asked)
        kind = WaitShortened if asked > LONGEST_WAIT else RateLimited
        return kind(**where, not_before=not_before)

    def read(self, operation: str, answer: httpx.Response) -> object:
        """Return the JSON of an answer; ServerTrouble if it is not JSON."""
        return self._read(operation, answer, loads)

    def read_page(self, operation: str, answer: httpx.Response) -> object:
        """Return the JSON of a page; parse its orders one by one if the whole cannot be parsed.

        An order that cannot be parsed becomes ``Broken``. Raise ServerTrouble if the answer does
        not have the outline of a page.
        """
        try:
            return loads(answer.content)
        except ValueError:
            return self._read(operation, answer, malformed_json.apart)

    def read_order(self, operation: str, answer: httpx.Response) -> object:
        """Return the JSON of one order, or ``Broken`` if the order cannot be parsed.

        Raise ServerTrouble if the answer does not have the outline of an order.
        """
        return self._read(operation, answer, malformed_json.whole)

    def _read(
        self, operation: str, answer: httpx.Response, reader: Callable[[bytes], object]
    ) -> object:
        try:
            return reader(answer.content)
        except (ValueError, LookupError) as bad:
            raise self.rubbish(operation) from bad

    def rubbish(self, operation: str) -> ServerTrouble:
        """Return the error for an answer that does not match the platform's documentation."""
        rubbish = ServerTrouble("error.rubbish", **self._where(operation))
        rubbish.may_have_acted = not _reads(operation)
        return rubbish

    def not_taken(self, operation: str, code: str, tracking: str, most: int = 0) -> NotCorrectable:
        """Return the error for a tracking number that the platform's field cannot hold."""
        return NotCorrectable(code, **self._where(operation), tracking=tracking, most=most)

    def endless(self, operation: str, pages: int) -> Endless:
        """Return the error for paging that does not end: pages repeat, or there are too many."""
        return Endless(**self._where(operation), pages=pages)

    def unauthorised(self, operation: str) -> NotAuthorised:
        """Return the error for credentials that the platform's token endpoint refuses."""
        return NotAuthorised("error.not_authorised", **self._where(operation))

    def not_there(self, operation: str) -> NotThere:
        """Return the error for an object that the platform does not have, or an impossible id."""
        return NotThere("error.not_there", **self._where(operation))

    def _where(self, operation: str) -> dict[str, str]:
        return where(self._platform, operation)

    def _hear_time(self, answer: httpx.Response) -> None:
        date = answer.headers.get("date")
        if date is None:
            return
        with suppress(ValueError):  # an invalid or implausible Date is ignored
            ahead = moment(date) - self._clock.now()
            self._ahead = timedelta(0) if -_SAME_TIME < ahead < _SAME_TIME else ahead


def _reads(operation: str, method: str = "") -> bool:
    """Return True for a request that only reads, so that its loss has no consequences."""
    return method in ("GET", "HEAD") or operation.startswith(_READS)
