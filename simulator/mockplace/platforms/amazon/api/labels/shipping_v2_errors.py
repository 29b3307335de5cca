"""Amazon Shipping v2: its own words for what is wrong with a request.

Its model shows ``InvalidRequest`` for what is missing or mistyped and ``TOKEN_EXPIRED`` for a late
purchase; live answers to what cannot be done show ``InvalidInput`` with "Invalid input.".
"""

from __future__ import annotations

from typing import Self

from mockplace.platforms.amazon.api.errors import Problem
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.shared import request_parsing

#: ``x-amzn-shipping-business-id``: the businesses that the model names.
BUSINESSES = tuple(
    f"AmazonShipping_{place}"
    for place in ("US", "IN", "UK", "UAE", "SA", "EG", "IT", "ES", "FR", "JP")
)


def bad_request(details: str) -> Problem:
    """400 for what is missing or has the wrong type."""
    message = "Request is missing or has invalid parameters"
    return Problem(400, "InvalidRequest", message, details)


def refused(details: str) -> Problem:
    """400 for a well-formed request that cannot be carried out."""
    return Problem(400, "InvalidInput", "Invalid input.", details)


def token_expired() -> Problem:
    """A purchase later than ten minutes after its rates; only the code is documented."""
    details = "The rates have expired. Please get the rates for the shipment again."
    return Problem(400, "TOKEN_EXPIRED", "The request token has expired.", details)


class ShippingBody(Body):
    """A body that complains as this interface does: ``RateId cannot be null``."""

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """The body of a request; anything but a JSON object that answers can show is refused."""
        content = request_parsing.json_object(raw)
        if content is None:
            raise bad_request("Request body cannot be null")
        if not request_parsing.shallow(content):
            raise bad_request("Request body is not valid")
        return cls(content)

    def missing(self, name: str, kind: type[object]) -> Problem:
        """The refusal of a body that leaves a required field out."""
        return bad_request(f"{_capital(name)}{' object' if kind is dict else ''} cannot be null")

    def empty(self, name: str) -> Problem:
        """The refusal of a list with nothing in it."""
        return bad_request(f"{_capital(name)} cannot be empty")

    def wrong(self, name: str) -> Problem:
        """The refusal of a field for its type or its value."""
        return bad_request(f"{self.where(name)} is not valid")

    def word(self, name: str, known: tuple[str, ...]) -> str:
        """A required text that is one of a few."""
        text = self.text(name)
        if text not in known:
            raise self.wrong(name)
        return text

    def measure(self, name: str, most: float) -> float:
        """A required number above zero."""
        value = self.number(name)
        if not 0 < value <= most:
            raise self.wrong(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A required list of texts, not empty."""
        entries = self.content.get(name)
        if entries is None:
            raise self.missing(name, list)
        if not isinstance(entries, list) or any(not isinstance(one, str) for one in entries):
            raise self.wrong(name)
        if not entries:
            raise self.empty(name)
        return tuple(entries)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
