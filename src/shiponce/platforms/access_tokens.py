"""OAuth 2.0 access tokens, obtained with a refresh token and cached until shortly before expiry."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeGuard

from shiponce.platforms.http_client import HttpClient
from shiponce.ports import Clock

_OPERATION = "getToken"
#: The longest life that a platform documents for a token: eBay's 7,200 seconds (Amazon: 3,600).
_LONGEST = timedelta(seconds=7200)
#: A shorter token life counts as this long; otherwise every call would obtain a new token.
_SHORTEST = 2 * timedelta(minutes=1)
#: Servers reject headers beyond 8 kB.
_LONGEST_TOKEN = 8_000
#: A token is renewed this long before it expires, so that it does not expire during a call.
_SPARE = timedelta(minutes=1)


class AccessToken:
    """One account's access token from one token endpoint; the caller passes the secrets."""

    def __init__(self, http: HttpClient, clock: Clock, url: str) -> None:
        self._http = http
        self._clock = clock
        self._url = url
        self._token: str | None = None
        self._ends = clock.now()

    def forget(self) -> None:
        """Drop a token that the platform refused; the next call obtains a new one."""
        self._token = None

    def get(self, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> str:
        """Return a valid token; NotAuthorised if the platform refuses to issue one."""
        if self._token is not None and self._is_good():
            return self._token
        sent = {"grant_type": "refresh_token", **form}
        answer = self._http.send(_OPERATION, "POST", self._url, headers=headers, form=sent)
        if answer.status_code in (400, 401):
            raise self._http.unauthorised(_OPERATION)
        body: Any = self._http.read(_OPERATION, self._http.check(_OPERATION, answer))
        try:
            token = body["access_token"]
            lives = float(body["expires_in"])
        except OverflowError:  # too large a number for a float
            lives = math.inf
        except (KeyError, TypeError, ValueError) as bad:
            raise self._http.rubbish(_OPERATION) from bad
        if not is_token(token) or math.isnan(lives):
            raise self._http.rubbish(_OPERATION)
        life = min(max(lives, _SHORTEST.total_seconds()), _LONGEST.total_seconds())
        self._token = token
        self._ends = self._clock.now() + timedelta(seconds=life) - _SPARE
        return self._token

    def _is_good(self) -> bool:
        """Return True if the token has time left: between nothing and the longest life of a token.

        More time left would mean that the clock was set back.
        """
        return timedelta(0) < self._ends - self._clock.now() <= _LONGEST


def is_token(token: object) -> TypeGuard[str]:
    """Return True if a token can be sent in a header: visible ASCII, of a length servers accept."""
    return (
        isinstance(token, str)
        and 0 < len(token) <= _LONGEST_TOKEN
        and token.isascii()
        and token.isprintable()
        and " " not in token
    )
