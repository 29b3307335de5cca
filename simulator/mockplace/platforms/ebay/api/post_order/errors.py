"""Post-Order's errors and error envelope, which differs from that of eBay's newer APIs.

The envelope and its fields are documented ("Error Response" of the Post-Order API). The error
numbers for cancellations are assumed.
"""

from __future__ import annotations

from mockplace.http_types import Response, reply
from mockplace.platforms.ebay.api.errors import EbayError

_DOMAIN = "cancelErrorDomain"
#: name → (status, number, message)
_ERRORS: dict[str, tuple[int, int, str]] = {
    "body": (400, 1601, "The request is not a JSON object."),
    "order-missing": (400, 1602, "legacyOrderId is missing."),
    "order": (404, 1603, "The order does not exist."),
    "reason": (400, 1604, "cancelReason is invalid, or is none that a seller can give."),
    "cancel": (404, 1605, "The cancellation does not exist."),
    "state": (409, 1606, "The cancellation is not waiting for this."),
    "shipped": (409, 1607, "The order was shipped."),
    "parameter": (400, 1608, "A parameter is invalid."),
    "shipment": (400, 1609, "shipmentDate or trackingNumber is invalid."),
}  # fmt: skip
#: The maximum number of characters of a caller's value that an error message quotes.
_ECHO = 100


class PostOrderError(Exception):
    """An error: HTTP status, and the only entry of the error list."""

    def __init__(self, name: str, **values: str) -> None:
        super().__init__(name)
        self.status, number, message = _ERRORS[name]
        shown = [{"name": key, "value": value[:_ECHO]} for key, value in values.items()]
        self.entry = entry(self.status, number, _DOMAIN, message, shown)


def entry(
    status: int, number: object, domain: object, message: object, shown: list[dict[str, str]]
) -> dict[str, object]:
    """Return an entry of the error list, with Post-Order's fields."""
    return {
        "errorId": number,
        "domain": domain,
        "severity": "ERROR",
        "category": "REQUEST" if status < 500 else "SYSTEM",
        "message": message,
        "parameter": shown,
        "longMessage": message,
        "httpStatusCode": str(status),
    }


def refused(error: PostOrderError) -> Response:
    """Return the error response."""
    return enveloped(error.status, error.entry)


def refused_token(error: EbayError) -> Response:
    """Return the response for a refused token, with the id and message of eBay's OAuth error."""
    fields = error.entry
    return enveloped(
        error.status,
        entry(error.status, fields["errorId"], fields["domain"], fields["longMessage"], []),
    )


def enveloped(status: int, found: dict[str, object]) -> Response:
    """Return a response with one error entry in the envelope."""
    return reply(status, {"errorMessage": {"error": [found]}})
