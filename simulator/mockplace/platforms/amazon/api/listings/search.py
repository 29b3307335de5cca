"""Search a seller's listings: filters, sorting and pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.listings import render as render_listing
from mockplace.platforms.shared import iso8601, request_parsing
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.kernel.inventory.listings import Offer
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

_MOST_ON_A_PAGE, _PAGE, _MOST_IDENTIFIERS = 20, 10, 20
_TYPES = ("ASIN", "EAN", "FNSKU", "GTIN", "ISBN", "JAN", "MINSAN", "SKU", "UPC")
_STATUSES = ("BUYABLE", "DISCOVERABLE")
_TOKEN = "listings page"  # noqa: S105 - what it is a token for
#: The parameters that are the same for every page of a search; a page token contains them.
_CRITERIA = (
    "identifiers", "identifiersType", "variationParentSku", "packageHierarchySku", "createdAfter",
    "createdBefore", "lastUpdatedAfter", "lastUpdatedBefore", "withIssueSeverity", "withStatus",
    "withoutStatus", "sortBy", "sortOrder",
)  # fmt: skip
_KEYS: dict[str, Callable[[str, Offer], tuple[object, ...]]] = {
    "sku": lambda sku, _offer: (sku,),
    "createdDate": lambda sku, offer: (render_listing.created(offer), sku),
    "lastUpdatedDate": lambda sku, offer: (render_listing.changed(offer), sku),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of SKUs, the total, and the tokens of neighbouring pages."""

    skus: list[str]
    total: int
    after: str
    before: str


def page_of(world: World, account: Account, asked: Mapping[str, str]) -> Page:
    """Return the page that the parameters ask for."""
    _check(asked)
    size, start = _size(asked), _start(world, account, asked)
    found = _found(world, account, asked)

    def token(offset: int) -> str:
        content: dict[str, object] = {"a": account.name, "o": offset, "q": _criteria(asked)}
        return encode_token(world.seed, _TOKEN, content)

    return Page(
        found[start : start + size],
        len(found),
        token(start + size) if start + size < len(found) else "",
        token(max(0, start - size)) if start else "",
    )


def _found(world: World, account: Account, asked: Mapping[str, str]) -> list[str]:
    offers = (
        (one.sku, world.inventory.offer(account.name, one.sku))
        for one in world.inventory.offered(account.name)
    )
    listed = [(sku, offer) for sku, offer in offers if offer and offer.listing != "ended"]
    key = _KEYS[asked.get("sortBy") or "lastUpdatedDate"]
    falling = (asked.get("sortOrder") or "DESC") == "DESC"
    listed.sort(key=lambda one: key(*one), reverse=falling)
    return [sku for sku, offer in listed if _fits(world, account, sku, offer, asked)]


def _fits(world: World, account: Account, sku: str, offer: Offer, asked: Mapping[str, str]) -> bool:
    if any(asked.get(name) for name in ("variationParentSku", "packageHierarchySku")):
        return False  # no simulated listing is a variation or has a package hierarchy
    if asked.get("withIssueSeverity"):
        return False  # submissions with issues are not accepted, so no listing has any
    names = {"SKU": sku, "ASIN": world.inventory.listing_id(account.name, sku)}
    wanted = request_parsing.listed(asked.get("identifiers", ""))
    if wanted and names.get(asked.get("identifiersType", "")) not in wanted:
        return False
    statuses = render_listing.statuses(offer)
    with_, without = (
        request_parsing.listed(asked.get(n, "")) for n in ("withStatus", "withoutStatus")
    )
    if (with_ and not set(with_) & set(statuses)) or set(without) & set(statuses):
        return False
    times = {"created": render_listing.created(offer), "lastUpdated": render_listing.changed(offer)}
    return all(
        (_time(asked, f"{name}After") or at) <= at <= (_time(asked, f"{name}Before") or at)
        for name, at in times.items()
    )


def _check(asked: Mapping[str, str]) -> None:
    wanted = request_parsing.listed(asked.get("identifiers", ""))
    kind = asked.get("identifiersType", "")
    if bool(wanted) != bool(kind) or len(wanted) > _MOST_IDENTIFIERS:
        raise errors.invalid(details="identifiers (20 at most) and identifiersType go together.")
    if kind and kind not in _TYPES:
        raise errors.invalid(details=f"identifiersType is of: {', '.join(_TYPES)}.")
    others = ("identifiers", "variationParentSku", "packageHierarchySku")
    if sum(bool(asked.get(name)) for name in others) > 1:
        raise errors.invalid(details=f"only one of {', '.join(others)} can be used.")
    for name in ("withStatus", "withoutStatus"):
        if any(one not in _STATUSES for one in request_parsing.listed(asked.get(name, ""))):
            raise errors.invalid(details=f"{name} is of: {', '.join(_STATUSES)}.")
    if (asked.get("sortBy") or "sku") not in _KEYS:
        raise errors.invalid(details=f"sortBy is of: {', '.join(_KEYS)}.")
    if (asked.get("sortOrder") or "ASC") not in ("ASC", "DESC"):
        raise errors.invalid(details="sortOrder is ASC or DESC.")


def _criteria(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: asked[name] for name in _CRITERIA if asked.get(name)}


def _start(world: World, account: Account, asked: Mapping[str, str]) -> int:
    text = asked.get("pageToken", "")
    if not text:
        return 0
    content = decode_token(world.seed, _TOKEN, text)
    if content is None or content["a"] != account.name or content["q"] != _criteria(asked):
        raise errors.invalid(details="pageToken is not one of this search.")
    return int(str(content["o"]))


def _size(asked: Mapping[str, str]) -> int:
    text = asked.get("pageSize") or str(_PAGE)
    whole = text.isascii() and text.isdigit() and len(text) < 4
    if not whole or not 1 <= int(text) <= _MOST_ON_A_PAGE:
        raise errors.invalid(details="pageSize is 1 to 20.")
    return int(text)


def _time(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    found = iso8601.parse(text)
    if found is None:
        raise errors.invalid("This is an invalid input", f"Invalid date-time field(s) [{name}].")
    return found
