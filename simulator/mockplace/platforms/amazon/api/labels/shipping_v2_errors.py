"""Errors of Amazon Shipping v2.

Amazon's model shows ``InvalidRequest`` for a field that is missing or has the wrong type, and
``TOKEN_EXPIRED`` for a late purchase. If Amazon's live service cannot carry out a well-formed
request, it answers ``InvalidInput`` with the message "Invalid input.".
"""

from __future__ import annotations

from mockplace.platforms.amazon.api.errors import AmazonError
from mockplace.platforms.shared.json_body import BodyErrors, JsonBody

#: The values of ``x-amzn-shipping-business-id`` that Amazon's model lists.
BUSINESSES = tuple(
    f"AmazonShipping_{place}"
    for place in ("US", "IN", "UK", "UAE", "SA", "EG", "IT", "ES", "FR", "JP")
)


def bad_request(details: str) -> AmazonError:
    """Return 400 for a field that is missing or has the wrong type."""
    message = "Request is missing or has invalid parameters"
    return AmazonError(400, "InvalidRequest", message, details)


def refused(details: str) -> AmazonError:
    """Return 400 for a well-formed request that cannot be carried out."""
    return AmazonError(400, "InvalidInput", "Invalid input.", details)


def token_expired() -> AmazonError:
    """Return 400 for a purchase of expired rates; only the error code is documented."""
    details = "The rates have expired. Please get the rates for the shipment again."
    return AmazonError(400, "TOKEN_EXPIRED", "The request token has expired.", details)


class _Errors(BodyErrors):
    """This API's errors for an invalid body, for example ``RateId cannot be null``."""

    def unreadable(self, *, too_deep: bool) -> AmazonError:
        return bad_request(f"Request body {'is not valid' if too_deep else 'cannot be null'}")

    def missing(self, path: str, kind: type[object]) -> AmazonError:
        return bad_request(f"{_name(path)}{' object' if kind is dict else ''} cannot be null")

    def wrong(self, path: str, kind: type[object] | None) -> AmazonError:
        return bad_request(f"{path} is not valid")

    def empty(self, path: str) -> AmazonError:
        return bad_request(f"{_name(path)} cannot be empty")


class ShippingBody(JsonBody):
    """An object in a request body of this API."""

    ERRORS = _Errors()

    def measure(self, name: str, most: float) -> float:
        """Return a required number; refuse zero, negative numbers, and numbers above *most*."""
        value = self.number(name)
        if not 0 < value <= most:
            raise self.wrong(name)
        return value


def _name(path: str) -> str:
    """Return the last name in a path, with a capital first letter."""
    name = path.rpartition(".")[2]
    return name[:1].upper() + name[1:]
