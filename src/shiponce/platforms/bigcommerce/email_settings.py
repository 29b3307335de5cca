"""BigCommerce's own e-mail to the buyer when an order's status changes.

The e-mail can be switched off for the whole store or for one channel; no field of a shipment
suppresses it. The merchant selects in the control panel which statuses trigger the e-mail; no API
shows this selection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform, marketplaces
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import PlatformError
from shiponce.platforms.http_client import HttpClient

#: (operation, method, path, query, body) → the checked answer.
Send = Callable[[str, str, str, dict[str, str], object], httpx.Response]
_PATH = "/v3/settings/email-statuses"
#: The key of the setting for the e-mail "Order Status Update".
_EMAIL = "combined_order_status_email"
_MOST_CHANNELS = 250


class Emails:
    """Reads and writes one store's e-mail setting."""

    def __init__(self, http: HttpClient, send: Send) -> None:
        self._http = http
        self._send = send

    def read(self) -> tuple[ChannelEmails, ...]:
        """Return the e-mail setting of every available channel."""
        query = {"available": "true", "limit": str(_MOST_CHANNELS)}
        body = self._asked("getChannels", "/v3/channels", query)
        everywhere = self._statuses("")[_EMAIL]
        try:
            return tuple(self._channel(one, bool(everywhere)) for one in body["data"])
        except (
            LookupError,
            TypeError,
            AttributeError,
            ValueError,
            OverflowError,
            RecursionError,
        ) as bad:
            raise self._http.rubbish("getChannels") from bad

    def set(self, channel: str, on: bool | None) -> None:
        """Write one channel's own setting; None makes it inherit the shop's.

        The request repeats the settings of the channel's other e-mails, because BigCommerce
        documents that partial updates of channel settings are not supported.
        """
        wanted = self._statuses(channel) | {_EMAIL: on}
        self._send("updateEmailStatuses", "PUT", _PATH, {"channel_id": channel}, wanted)
        try:
            stands = self._statuses(channel)
        except PlatformError as lost:
            lost.may_have_acted = True  # it was written; only reading it back failed
            raise
        if stands != wanted:
            raise self._http.rubbish("updateEmailStatuses")

    def _channel(self, raw: Any, everywhere: bool) -> ChannelEmails:
        number = str(int(raw["id"]))
        own = self._statuses(number)[_EMAIL]
        return ChannelEmails(
            number,
            printable(str(raw.get("name") or number)),
            _marketplace(raw),
            own,
            everywhere if own is None else own,
        )

    def _statuses(self, channel: str) -> dict[str, bool | None]:
        query = {"channel_id": channel} if channel else {}
        data = self._asked("getEmailStatuses", _PATH, query).get("data")
        if not isinstance(data, dict) or not isinstance(data.get(_EMAIL), bool | None):
            raise self._http.rubbish("getEmailStatuses")
        if _EMAIL not in data:
            raise self._http.rubbish("getEmailStatuses")
        return data

    def _asked(self, operation: str, path: str, query: dict[str, str]) -> Any:
        body = self._http.read(operation, self._send(operation, "GET", path, query, None))
        if not isinstance(body, dict):
            raise self._http.rubbish(operation)
        return body


def _marketplace(raw: Any) -> Platform | None:
    known = {platform.value: platform for platform in marketplaces()}
    return known.get(str(raw.get("platform"))) if raw.get("type") == "marketplace" else None
