"""Amazon's error envelope, and the messages that its documents and its live service use.

Every error has a body with ``errors``: client libraries recognise an error only by that key.
"""

from __future__ import annotations

DENIED = "Access to requested resource is denied."
INVALID = "The input you have submitted is not valid. Please check your input and try again."


class AmazonError(Exception):
    """An error: the status and the one entry of its ``errors`` list."""

    def __init__(self, status: int, code: str, message: str, details: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.entry = {"code": code, "message": message, "details": details}


def invalid(message: str = INVALID, details: str = "") -> AmazonError:
    """Return 400 for a parameter or field that breaks a rule of the operation."""
    return AmazonError(400, "InvalidInput", message, details)


def not_found(what: str) -> AmazonError:
    """Return 404 for a well-formed id that names nothing of this seller."""
    return AmazonError(404, "NotFound", f"The requested {what} was not found.")


def unauthorized(details: str) -> AmazonError:
    """Return 403, Amazon's answer to any token that it does not accept; never 401."""
    return AmazonError(403, "Unauthorized", DENIED, details)


def token_missing() -> AmazonError:
    """Return 403 for a request without ``x-amz-access-token``."""
    return AmazonError(403, "MissingAuthenticationToken", DENIED, "Missing Authentication Token")


def token_expired() -> AmazonError:
    """Return 403 for an expired token; clients match these exact words to fetch a new one."""
    return unauthorized("The access token you provided has expired.")


def token_invalid() -> AmazonError:
    """Return 403 for a token that nobody issued, or that was issued for another use."""
    return unauthorized("The access token you provided is revoked, malformed or invalid.")


def wrong_type(path: str) -> AmazonError:
    """Return 400 for a field that does not have the documented type."""
    return invalid(
        "The input you have submitted is not valid. "
        f"Please check the fields with invalid type [{path}]."
    )


def no_package() -> AmazonError:
    """Return 400 for a confirmation that matches nothing left to ship."""
    return invalid(
        "Failed to create package due to not finding a matching package or order already "
        "fulfilled. ErrorMessage(errorCode=GeneralError, "
        "errorDescription=Package to update was not found, "
        "errorMetric=PackageToUpdateNotFound)"
    )
