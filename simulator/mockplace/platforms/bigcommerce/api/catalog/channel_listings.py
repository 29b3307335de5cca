"""Channel listings: the products that a channel sells, with state, name and external id.

A channel of the connector lists every linked article of its marketplace account. A client's writes
are stored and shown but change nothing on the marketplace, because updating the marketplace is the
task of the channel's app.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel import ids
from mockplace.platforms.bigcommerce.api import endpoint, errors, request_body, store_information
from mockplace.platforms.bigcommerce.api.catalog import product_ids
from mockplace.platforms.bigcommerce.connector import channels
from mockplace.platforms.shared import iso8601, request_parsing
from mockplace.platforms.shared.json_body import Json

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.bigcommerce.api.catalog.product_ids import Good

_KEPT = "bigcommerce-listing"
_OPENED = 1_577_836_800_000
#: State of a marketplace listing in the world → state of the channel listing.
_STATES = {"active": "active", "inactive": "disabled", "ended": "deleted"}
_KNOWN_STATES = (
    "active", "disabled", "error", "pending", "pending_disable", "pending_delete",
    "partially_rejected", "queued", "rejected", "submitted", "deleted",
)  # fmt: skip
_TEXTS = ("name", "description", "external_id")
_PAGE, _MOST = 50, 1000


def list_listings(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``GET /v3/channels/{id}/listings``: a page of the listings with ids above ``after``.

    The list is empty if the channel has no listings or does not exist.
    """
    asked, channel = endpoint.query(request), params["channelId"]
    wanted = request_parsing.listed(asked.get("product_id:in", ""))
    found = [
        one
        for one in _listings(world, account, channel)
        if not wanted or str(one["product_id"]) in wanted
    ]
    limit, after = _whole(asked, "limit", _PAGE), _whole(asked, "after", 0)
    if limit == 0 or limit > _MOST:
        raise errors.BigCommerceError(422, f'Query parameter "limit" value must be 1 to {_MOST}.')
    rest = [one for one in found if _number(one) > after]
    page = rest[:limit]
    links = {"current": f"?limit={limit}" + (f"&after={after}" if after else "")}
    if len(rest) > limit:
        links["next"] = f"?limit={limit}&after={page[-1]['listing_id']}"
    pagination: Json = {
        "count": len(page),
        "total": len(found),
        "links": links,
        "total_pages": -(-len(found) // limit),
    }
    return {"data": page, "meta": {"pagination": pagination}}


def get_listing(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v3/channels/{id}/listings/{listing}``."""
    for one in _listings(world, account, params["channelId"]):
        if str(one["listing_id"]) == params["listingId"]:
            return {"data": one, "meta": {}}
    raise errors.BigCommerceError(404, f"Listing [{params['listingId'][:20]}] not found")


def create_listings(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``POST /v3/channels/{id}/listings``: create or update one listing per product."""
    return _written(world, account, request, params, ("product_id", "state", "variants"))


def update_listings(world: World, account: Account, request: Request, params: Params) -> object:
    """Answer ``PUT /v3/channels/{id}/listings``: update the given fields, keep the others."""
    needed = ("listing_id", "product_id", "state", "variants")
    return _written(world, account, request, params, needed)


def _written(
    world: World, account: Account, request: Request, params: Params, needed: tuple[str, ...]
) -> Json:
    channel = params["channelId"]
    given = request_body.V3Body.list_of(request.body)
    _check_fields(given, needed)
    if channel not in map(str, store_information.channel_ids(world, account)):
        said = f"Channel id ({channel[:20]}) is not valid for store ({account.account})!"
        raise errors.BigCommerceError(422, said)
    known = {good.number: good for good in product_ids.every(world, account)}
    found = [known.get(_number(one, "product_id")) for one in given]
    for good, one in zip(found, given, strict=True):
        _check_names(world, account, channel, good, one, named="listing_id" in needed)
    for good, one in zip(found, given, strict=True):
        if good is not None:
            _keep(world, account, channel, good, one)
    there = {_number(one, "product_id"): one for one in _listings(world, account, channel)}
    shown = [there[_number(one, "product_id")] for one in given]
    links = {"current": f"?limit={_MOST}"}
    pages = {"count": len(shown), "total": len(shown), "links": links, "total_pages": 1}
    return {"data": shown, "meta": {"pagination": pages}}


def _check_fields(given: list[Json], needed: tuple[str, ...]) -> None:
    wrong: dict[str, str] = {}
    for place, one in enumerate(given):
        wrong |= {
            f"{place}.{name}": request_body.MISSING for name in needed if one.get(name) is None
        }
        for name in (name for name in ("listing_id", "product_id") if name in needed):
            if one.get(name) is not None and type(one[name]) is not int:
                wrong[f"{place}.{name}"] = f"{request_body.INVALID}jsnumber"
        wrong |= _wrong_words(str(place), one)
        wrong |= _wrong_variants(place, one.get("variants"))
    if wrong:
        raise errors.BigCommerceError(422, "JSON data is missing or invalid", wrong)


def _wrong_variants(place: int, variants: object) -> dict[str, str]:
    if variants is None:
        return {}
    if not isinstance(variants, list):
        return {f"{place}.variants": f"{request_body.INVALID}jsarray"}
    wrong: dict[str, str] = {}
    for n, one in enumerate(variants):
        where = f"{place}.variants.{n}"
        if not isinstance(one, dict):
            wrong[where] = f"{request_body.INVALID}jsobject"
            continue
        for name in ("product_id", "variant_id", "state"):
            if one.get(name) is None:
                wrong[f"{where}.{name}"] = request_body.MISSING
        wrong |= _wrong_words(where, one)
    return wrong


def _wrong_words(where: str, one: Json) -> dict[str, str]:
    wrong = {
        f"{where}.{name}": f"{request_body.INVALID}jsstring"
        for name in _TEXTS
        if one.get(name) is not None and not isinstance(one[name], str)
    }
    if one.get("state") is not None and one["state"] not in _KNOWN_STATES:
        wrong[f"{where}.state"] = "error.invalid"
    return wrong


def _check_names(
    world: World, account: Account, channel: str, good: Good | None, one: Json, *, named: bool
) -> None:
    """Refuse a product that is missing, and variants or a listing id of another product."""
    title = "0/0 product listing group(s) and 0/0 product listing(s) upserted. Invalid fields: "
    variants = one["variants"]
    numbers = [(v.get("product_id"), v.get("variant_id")) for v in _objects(variants)]
    if good is None or any(pair != (good.number, good.variant) for pair in numbers):
        raise errors.BigCommerceError(422, title)
    if named and one["listing_id"] != _listing_id(world, account, channel, good):
        said = f"Group id ({one['listing_id']}) is not valid for store ({account.account})!"
        raise errors.BigCommerceError(422, f"{title}group_id,", {"group_id": said})


def _keep(world: World, account: Account, channel: str, good: Good, one: Json) -> None:
    key = f"{channel}/{good.product.sku}"
    kept = dict(world.inventory.kept(account.name, _KEPT, key) or {"created": world.now})
    kept |= {name: one[name] for name in ("state", *_TEXTS) if one.get(name) is not None}
    for variant in _objects(one["variants"]):
        kept["variant"] = {
            name: variant[name] for name in ("state", *_TEXTS) if variant.get(name) is not None
        }
    world.inventory.keep(account.name, _KEPT, key, kept | {"modified": world.now})


def _listings(world: World, account: Account, channel: str) -> list[Json]:
    """Return the listings of a channel, sorted by listing id."""
    found = list(_by_connector(world, account, channel)) + list(_by_hand(world, account, channel))
    return sorted({_number(one): one for one in found}.values(), key=_number)


def _by_connector(world: World, account: Account, channel: str) -> Iterator[Json]:
    """Yield the listings of the linked articles of the channel's marketplace account."""
    there = set(map(str, store_information.channel_ids(world, account)))
    for other in world.accounts.values():
        number = channels.channel_id(world.state, account, other.platform, other.name)
        if channel != str(number) or channel not in there:
            continue
        for good in product_ids.every(world, account):
            offer = world.inventory.offer(other.name, good.product.sku)
            if offer is not None and good.product.linked:
                listing_id = world.inventory.listing_id(other.name, good.product.sku)
                first = {"state": _STATES[offer.listing], "external_id": listing_id}
                yield _shown(world, account, channel, good, first)


def _by_hand(world: World, account: Account, channel: str) -> Iterator[Json]:
    """Yield the listings that a client has written; they take precedence over the connector's."""
    for good in product_ids.every(world, account):
        if world.inventory.kept(account.name, _KEPT, f"{channel}/{good.product.sku}"):
            yield _shown(world, account, channel, good, {"state": "active"})


def _shown(
    world: World, account: Account, channel: str, good: Good, first: Mapping[str, object]
) -> Json:
    kept = world.inventory.kept(account.name, _KEPT, f"{channel}/{good.product.sku}") or {}
    created = iso8601.to_seconds(int(str(kept.get("created", _OPENED))))
    modified = iso8601.to_seconds(int(str(kept.get("modified", _OPENED))))
    one: Json = {
        "channel_id": int(channel),
        "listing_id": _listing_id(world, account, channel, good),
        "external_id": "",
        "product_id": good.number,
        "state": "active",
        "name": good.product.title,
        "description": "",
        "date_created": created,
        "date_modified": modified,
    }
    own = {name: kept[name] for name in ("state", *_TEXTS) if name in kept}
    listing = one | dict(first) | own
    stored = kept.get("variant")
    variant = {name: listing[name] for name in listing if name != "listing_id"}
    variant |= {"variant_id": good.variant} | (stored if isinstance(stored, dict) else {})
    return listing | {"variants": [variant]}


def _listing_id(world: World, account: Account, channel: str, good: Good) -> int:
    key = f"{account.name}/{channel}/{good.product.sku}"
    return int(ids.digits(9, world.seed, "channel listing", key))


def _number(one: Mapping[str, object], name: str = "listing_id") -> int:
    value = one[name]
    return value if isinstance(value, int) else 0


def _objects(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _whole(asked: Mapping[str, str], name: str, default: int) -> int:
    text = asked.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        said = f'Query parameter "{name}" value must be integer. For input string: "{text[:20]}".'
        raise errors.BigCommerceError(422, said)
    return int(text)
