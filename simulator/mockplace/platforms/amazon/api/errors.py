"""Amazon's error envelope, and the sentences that its documents and its live service use.

Every refusal has a body with ``errors``: client libraries recognise one by that key alone.
"""

from __future__ import annotations

DENIED = "Access to requested resource is denied."
INVALID = "The input you have submitted is not valid. Please check your input and try again."


class AmazonError(Exception):
    """A refusal: the status and the one entry of its ``errors`` list."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.entry = {"code": code, "message": message, "details": details}


def invalid(message: str = INVALID, details: str = "") -> AmazonError:
    """400 for a parameter or a field that breaks a rule of the operation."""
    return AmazonError(400, "InvalidInput", message, details)


def not_found(what: str) -> AmazonError:
    """404 for a well-formed id that this seller has nothing under."""
    return AmazonError(404, "NotFound", f"The requested {what} was not found.")


def unauthorized(details: str) -> AmazonError:
    """403, Amazon's answer to any token it does not take; never 401."""
    return AmazonError(403, "Unauthorized", DENIED, details)


def token_missing() -> AmazonError:
    """403 for a request without ``x-amz-access-token``."""
    return AmazonError(403, "MissingAuthenticationToken", DENIED, "Missing Authentication Token")


def token_expired() -> AmazonError:
    """403 for a token past its hour; clients fetch a new one at exactly these words."""
    return unauthorized("The access token you provided has expired.")


def token_invalid() -> AmazonError:
    """403 for a token that was never given out, or not for this."""
    return unauthorized("The access token you provided is revoked, malformed or invalid.")


def wrong_type(path: str) -> AmazonError:
    """400 for a field of another type than documented, such as a number for a text."""
    return invalid(
        "The input you have submitted is not valid. "
        f"Please check the fields with invalid type [{path}]."
    )


def no_package() -> AmazonError:
    """400 for a confirmation that fits nothing left to ship."""
    return invalid(
        "Failed to create package due to not finding a matching package or order already "
        "fulfilled. ErrorMessage(errorCode=GeneralError, "
        "errorDescription=Package to update was not found, "
        "errorMetric=PackageToUpdateNotFound)"
    )
