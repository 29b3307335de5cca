"""Parse a JSON_LISTINGS_FEED; check each message of the document against Amazon's schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mockplace.platforms.amazon.api.feeds.carry_out_listings import carry_out
from mockplace.platforms.amazon.api.feeds.xml import Unreadable
from mockplace.platforms.amazon.rules.feeds.records import Issue, Listing, Part
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.platforms.amazon.rules.feeds.records import FeedDocument

Json = dict[str, object]
_MOST = 2**31
#: operationType → required keys, forbidden keys.
_SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "UPDATE": (("productType", "attributes"), ("patches",)),
    "PARTIAL_UPDATE": (("productType", "attributes"), ("requirements", "patches")),
    "PATCH": (("productType", "patches"), ("requirements", "attributes")),
    "DELETE": ((), ("requirements", "attributes", "productType", "patches")),
}
_PATCHES = ("add", "replace", "merge", "delete")


def messages(account: Account, document: FeedDocument) -> tuple[Part, ...]:
    """Return the messages of a feed; raise ``Unreadable`` if document or header is invalid."""
    content = request_parsing.json_object(document.content or b"")
    if content is None:
        raise Unreadable("The feed is not a JSON object.")
    header, listed = content.get("header"), content.get("messages")
    if not isinstance(header, dict) or header.get("sellerId") != account.account:
        raise Unreadable("'header.sellerId' is not the selling partner that submitted the feed.")
    if header.get("version") != "2.0":
        raise Unreadable("'header.version' is not '2.0'.")
    if not isinstance(listed, list) or not listed:
        raise Unreadable("'messages' is missing or empty.")
    parts: list[Part] = []
    known: set[int] = set()
    for message in listed:
        part = _part(message, known)
        known.add(part.number)
        parts.append(part)
    return tuple(parts)


def _part(message: object, known: set[int]) -> Part:
    content = cast("Json", message) if isinstance(message, dict) else {}
    number, sku = content.get("messageId"), content.get("sku")
    good = isinstance(number, int) and not isinstance(number, bool) and 1 <= number < _MOST
    position = number if good and isinstance(number, int) else 0
    about = sku[:80] if isinstance(sku, str) else ""
    wrong = _wrong(content)
    if not position or position in known:
        wrong = "'messageId' is missing, not a positive number, or used twice."
    if wrong:
        return Part(position, about, error=Issue("4000001", wrong))
    return Part(position, about, Listing(content, carry_out))


def _wrong(content: Json) -> str:
    """Return how a message violates Amazon's schema, '' if it is valid."""
    sku, kind = content.get("sku"), content.get("operationType")
    if not isinstance(sku, str) or not sku:
        return "'sku' is required but not supplied."
    if not isinstance(kind, str) or kind not in _SHAPES:
        return "'operationType' is not one of UPDATE, PARTIAL_UPDATE, PATCH, DELETE."
    needed, forbidden = _SHAPES[kind]
    for name in needed:
        if name not in content:
            return f"'{name}' is required for {kind} but not supplied."
    for name in forbidden:
        if name in content:
            return f"'{name}' is not applicable to {kind}."
    return _mistyped(content)


def _mistyped(content: Json) -> str:
    product, attributes = content.get("productType", "x"), content.get("attributes", {"": ""})
    if not isinstance(product, str) or not product:
        return "'productType' is not a text."
    if not isinstance(attributes, dict) or not attributes:
        return "'attributes' is not an object with properties."
    patches = content.get("patches", [{"op": "add", "path": ""}])
    if not isinstance(patches, list) or not patches or not all(map(_is_patch, patches)):
        return "'patches' is not a list of patches with an op and a path."
    return ""


def _is_patch(patch: object) -> bool:
    return (
        isinstance(patch, dict)
        and patch.get("op") in _PATCHES
        and isinstance(patch.get("path"), str)
        and isinstance(patch.get("value", []), list)
    )
