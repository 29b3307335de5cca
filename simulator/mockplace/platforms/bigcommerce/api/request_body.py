"""JSON request bodies of V3, with the error codes for missing fields and wrong types."""

from __future__ import annotations

from typing import Self

import orjson

from mockplace.platforms.bigcommerce.api import errors
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.json_body import BodyErrors, Json, JsonBody

MISSING, INVALID = "error.path.missing", "error.expected."
_TYPES: dict[type[object], str] = {
    dict: "jsobject",
    list: "jsarray",
    int: "jsnumber",
    str: "jsstring",
    bool: "jsboolean",
}


class _Errors(BodyErrors):
    def unreadable(self, *, too_deep: bool) -> errors.BigCommerceError:
        return errors.BigCommerceError(400, "Input is invalid")

    def missing(self, path: str, kind: type[object]) -> errors.BigCommerceError:
        return unprocessable(path, f"{INVALID}{_TYPES[kind]}")

    def wrong(self, path: str, kind: type[object] | None) -> errors.BigCommerceError:
        return unprocessable(path, f"{INVALID}{_TYPES[kind]}" if kind else "error.invalid")

    def empty(self, path: str) -> errors.BigCommerceError:
        return unprocessable(path, "error.minLength")


class V3Body(JsonBody):
    """An object in a body of V3."""

    ERRORS = _Errors()
    ENTRY = "{name}.{place}"

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """Return the object in a request's body."""
        content = cls._document(raw)
        if not isinstance(content, dict):
            raise cls.ERRORS.wrong("obj", dict)
        return cls(content)

    @classmethod
    def list_of(cls, raw: bytes) -> list[Json]:
        """Return the objects of a body that is a non-empty list."""
        return [one.content for one in cls({"obj": cls._document(raw)}).parts("obj")]

    @classmethod
    def _document(cls, raw: bytes) -> object:
        try:
            content = orjson.loads(raw)
        except orjson.JSONDecodeError:
            raise cls.ERRORS.unreadable(too_deep=False) from None
        if not request_parsing.shallow(content):
            raise cls.ERRORS.unreadable(too_deep=True)
        return content


def unprocessable(field: str, why: str) -> errors.BigCommerceError:
    """Return a 422 that names one field."""
    return errors.BigCommerceError(422, "JSON data is missing or invalid", {field: why})
