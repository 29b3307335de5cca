"""Reading the bodies of V3: what is missing or of the wrong type is named by its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from mockplace.platforms.bigcommerce.api import errors
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.http_types import Request

Json = dict[str, object]

MISSING, INVALID = "error.path.missing", "error.expected."


def document(request: Request) -> object:
    """What a body holds; 400 for one that is no JSON, or is nested beyond reason."""
    try:
        content = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        raise errors.BigCommerceError(400, "Input is invalid") from None
    if not request_parsing.shallow(content):
        raise errors.BigCommerceError(400, "Input is invalid")
    return content


def fields(request: Request) -> Json:
    """An object."""
    content = document(request)
    if not isinstance(content, dict):
        raise unprocessable("obj", f"{INVALID}jsobject")
    return content


def entries(content: object, where: str = "obj") -> list[Json]:
    """A list of objects, not empty."""
    if not isinstance(content, list):
        raise unprocessable(where, f"{INVALID}jsarray")
    if not content:
        raise unprocessable(where, "error.minLength")
    for place, one in enumerate(content):
        if not isinstance(one, dict):
            raise unprocessable(f"{where}.{place}", f"{INVALID}jsobject")
    return content


def whole(given: Json, name: str, where: str = "") -> int | None:
    """A whole number of at most 64 bits, None where it is absent."""
    value = given.get(name)
    if value is not None and type(value) is not int:
        raise unprocessable(where or name, f"{INVALID}jsnumber")
    return value if isinstance(value, int) else None


def text(given: Json, name: str, where: str = "") -> str | None:
    """A text, None where it is absent."""
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise unprocessable(where or name, f"{INVALID}jsstring")
    return value


def flag(given: Json, name: str) -> bool | None:
    """A truth value, None where it is absent."""
    value = given.get(name)
    if value is not None and not isinstance(value, bool):
        raise unprocessable(name, f"{INVALID}jsboolean")
    return value


def unprocessable(field: str, why: str) -> errors.BigCommerceError:
    """422 that names one field."""
    return errors.BigCommerceError(422, "JSON data is missing or invalid", {field: why})
