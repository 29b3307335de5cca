"""Access tokens that a refresh token buys (OAuth 2.0): kept until shortly before they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from shiponce.platforms.door import Door
from shiponce.ports import Clock

_OPERATION = "getToken"
#: Renewed this long before it ends, so that no call starts with a token about to expire.
_SPARE = timedelta(minutes=1)


class AccessToken:
    """One account's token at one address; the secrets stay with whoever asks for it."""

    def __init__(self, door: Door, clock: Clock, url: str) -> None:
        self._door = door
        self._clock = clock
        self._url = url
        self._token: str | None = None
        self._ends = clock.now()

    def forget(self) -> None:
        """The platform refused it: the next one is bought anew."""
        self._token = None

    def get(self, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> str:
        """A token that is valid now; NotAuthorised when the platform refuses to give one."""
        if self._token is not None and self._clock.now() < self._ends:
            return self._token
        sent = {"grant_type": "refresh_token", **form}
        answer = self._door.send(_OPERATION, "POST", self._url, headers=headers, form=sent)
        if answer.status_code in (400, 401):
            raise self._door.unauthorised(_OPERATION)
        body: Any = self._door.read(_OPERATION, self._door.check(_OPERATION, answer))
        try:
            self._token = str(body["access_token"])
            self._ends = self._clock.now() + timedelta(seconds=int(body["expires_in"])) - _SPARE
        except (KeyError, TypeError, ValueError) as bad:
            raise self._door.rubbish(_OPERATION) from bad
        return self._token
