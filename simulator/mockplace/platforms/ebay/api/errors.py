"""eBay's error envelope."""

from __future__ import annotations

from mockplace.platforms.ebay.api.error_ids import ERRORS

#: Error id → long message, for errors whose long message differs from the message.
_LONGER = {
    1001: "Invalid access token. Check the value of the Authorization HTTP request header.",
    1002: "Access token is missing in the Authorization HTTP request header.",
    1100: "Insufficient permissions to fulfill the request.",
}
#: The maximum number of characters of a caller's value that an error message quotes.
_ECHO = 100


class EbayError(Exception):
    """An error: the status and the one entry of its ``errors`` list."""

    def __init__(self, status: int, entry: dict[str, object]) -> None:
        super().__init__(str(entry["errorId"]))
        self.status = status
        self.entry = entry


def documented_error(error_id: int, **values: str) -> EbayError:
    """Return the error with *error_id*; *values* fill the placeholders of its message."""
    status, domain, category, pattern = ERRORS[error_id]
    shown = {name: value[:_ECHO] for name, value in values.items()}
    message = pattern.format(**shown)
    entry: dict[str, object] = {
        "errorId": error_id,
        "domain": domain,
        "category": category,
        "message": message,
        "longMessage": _LONGER.get(error_id, message),
    }
    if shown:
        entry["parameters"] = [{"name": name, "value": value} for name, value in shown.items()]
    return EbayError(status, entry)
