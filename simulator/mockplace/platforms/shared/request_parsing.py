"""Parse query, form and JSON body of a request without ever failing."""

from __future__ import annotations

from urllib.parse import parse_qsl

import orjson

#: The maximum number of fields that are read; no documented operation takes so many.
_MOST_FIELDS = 500
#: Nesting levels allowed in stored JSON; a response wraps it in a few more levels.
_DEEPEST = 50


def fields(encoded: str) -> dict[str, str]:
    """Parse a query or a form to {name: value}; join the values of a repeated name by commas.

    The platforms document a list as one comma-separated value, but some clients repeat the name.
    """
    found: dict[str, str] = {}
    if not encoded:
        return found
    encoded = "&".join(encoded.split("&", _MOST_FIELDS)[:_MOST_FIELDS])
    for name, value in parse_qsl(encoded, keep_blank_values=True, errors="replace"):
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def listed(value: str) -> tuple[str, ...]:
    """Return the entries of a comma-separated list, stripped; drop empty entries."""
    return tuple(entry.strip() for entry in value.split(",") if entry.strip())


def json_object(body: bytes) -> dict[str, object] | None:
    """Return the JSON object in a body; None if the body is anything else."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return content if isinstance(content, dict) else None


def shallow(content: object) -> bool:
    """Return True if JSON has at most ``_DEEPEST`` levels, so that a response can contain it."""
    level, depth = [content], 0
    while level and depth <= _DEEPEST:
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
        depth += 1
    return not level


def credentials(body: bytes, content_type: str) -> dict[str, str]:
    """Return the parameters of a token request, sent as a form or as JSON."""
    if "json" in content_type or body.lstrip()[:1] == b"{":
        content = json_object(body) or {}
        return {name: value for name, value in content.items() if isinstance(value, str)}
    return fields(body.decode("utf-8", "replace"))
