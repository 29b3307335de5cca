"""Authorized requests to Amazon's Selling Partner API: access tokens and error envelope."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import httpx

from shiponce.errors import Declined, NotCorrectable, NotThere, ServerTrouble
from shiponce.platforms.access_tokens import AccessToken, is_token
from shiponce.platforms.amazon.label_pacing import LabelPacing
from shiponce.platforms.amazon.regional_endpoints import TOKENS, base_url
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.credentials import Credentials
from shiponce.platforms.http_client import HttpClient, Refusal, where
from shiponce.platforms.pagination import Paging
from shiponce.ports import Clock

RESTRICTED_TOKENS = "/tokens/2021-03-01/restrictedDataToken"


def _refusal(body: Any) -> Refusal:
    first = body["errors"][0]
    words = " ".join(str(first[k]) for k in ("message", "details") if first.get(k))
    return str(first["code"]), words


class AmazonHttpClient:
    """Sends calls with an access token; renews an expired token and then repeats the call once."""

    def __init__(
        self, client: httpx.Client, credentials: Credentials, market: str, clock: Clock
    ) -> None:
        self._http = HttpClient(client, AMAZON, clock, _refusal)
        self._credentials = credentials
        self._clock = clock
        self._base = base_url(market)
        self._token = AccessToken(self._http, clock, TOKENS)
        self.label_pacing = LabelPacing(clock)

    def now(self) -> datetime:
        """Return Amazon's time, from the Date header of its token answer."""
        self._access_token()
        return self._http.now()

    def call(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        json: object = None,
        restricted: bool = False,
    ) -> httpx.Response:
        """Return a successful answer, or raise the error for the status of the answer.

        A *restricted* operation shows where a buyer lives; Amazon requires a separate token for it.
        """
        token = self._restricted_token(method, path) if restricted else ""
        answer = self._once(operation, method, path, params, json, token)
        is_own = self._http.is_own(answer)
        if answer.status_code == 403 and is_own and b"expired" in answer.content:
            self._token.forget()
            answer = self._once(operation, method, path, params, json, token)
        return self._http.check(operation, answer)

    def write(self, operation: str, method: str, path: str, status: int, json: object) -> None:
        """Make a call that writes; *status* is the one that Amazon documents for success."""
        self._http.written(operation, self.call(operation, method, path, json=json), status)

    def json(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        json: object = None,
        restricted: bool = False,
    ) -> Any:
        """Return the body of a successful answer."""
        answer = self.call(operation, method, path, params=params, json=json, restricted=restricted)
        return self._http.read(operation, answer)

    def page(self, operation: str, path: str, params: dict[str, str]) -> object:
        """Return a page of a listing; if the page cannot be parsed, parse its orders one by one."""
        return self._http.read_page(operation, self.call(operation, "GET", path, params=params))

    def paging(self, operation: str) -> Paging:
        """Return a guard that ends a listing which never ends by itself."""
        return Paging(self._http, operation)

    def perhaps_repeated(self, operation: str) -> AbstractContextManager[None]:
        """Wrap a write that a gateway may have sent to Amazon twice."""
        return self._http.perhaps_repeated(operation)

    def rubbish(self, operation: str) -> ServerTrouble:
        """Return the error for an answer that does not match Amazon's documentation."""
        return self._http.rubbish(operation)

    def not_there(self, operation: str) -> NotThere:
        """Return the error for an id that cannot be Amazon's."""
        return self._http.not_there(operation)

    def untracked(self, operation: str) -> NotCorrectable:
        """Return the error for a package without a tracking number, which Amazon requires."""
        return self._http.not_taken(operation, "error.tracking_needed_there", "")

    def declined(self, operation: str, reason: str, known: Collection[str] = ()) -> Declined:
        """Return the error for a request that Amazon is known to refuse.

        *known* are ids of the request that need not be redacted in the reason.
        """
        return Declined(**where(AMAZON, operation), reason=reason, known=known)

    def _once(
        self,
        operation: str,
        method: str,
        path: str,
        params: dict[str, str] | None,
        json: object,
        token: str,
    ) -> httpx.Response:
        headers = {
            "x-amz-access-token": token or self._access_token(),
            "x-amz-date": self._clock.now().strftime("%Y%m%dT%H%M%SZ"),
            "Accept": "application/json",
        }
        return self._http.send(
            operation, method, self._base + path, headers=headers, params=params, json=json
        )

    def _restricted_token(self, method: str, path: str) -> str:
        """Return a token for one method and path; it is valid for an hour and used once."""
        operation = "createRestrictedDataToken"
        resources = {"restrictedResources": [{"method": method, "path": path}]}
        body = self.json(operation, "POST", RESTRICTED_TOKENS, json=resources)
        token = body.get("restrictedDataToken") if isinstance(body, dict) else None
        if not is_token(token):
            raise self._http.rubbish(operation)
        return token

    def _access_token(self) -> str:
        own = self._credentials
        parts = ("client_id", "client_secret", "refresh_token")
        return self._token.get({part: own[part] for part in parts})
