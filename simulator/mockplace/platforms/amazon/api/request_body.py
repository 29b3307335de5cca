"""JSON request bodies of the Selling Partner API, with Amazon's messages for invalid bodies."""

from __future__ import annotations

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared.json_body import BodyErrors, JsonBody


class _Errors(BodyErrors):
    def unreadable(self, *, too_deep: bool) -> errors.AmazonError:
        return errors.invalid()

    def missing(self, path: str, kind: type[object]) -> errors.AmazonError:
        return errors.invalid(details=f"{path} is missing.")

    def wrong(self, path: str, kind: type[object] | None) -> errors.AmazonError:
        return errors.wrong_type(path)

    def empty(self, path: str) -> errors.AmazonError:
        return errors.invalid(details=f"{path} is empty.")


class Body(JsonBody):
    """An object in a body of the Selling Partner API."""

    ERRORS = _Errors()
