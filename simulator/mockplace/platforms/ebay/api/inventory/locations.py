"""Inventory locations, from which a seller ships. Every account has one from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, reply
from mockplace.kernel import ids
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.inventory import endpoint as inventory
from mockplace.platforms.ebay.api.inventory.endpoint import Json

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.ebay.api.access_token import Caller

#: The key of the location that every account has from the start.
DEFAULT = "warehouse"
_KEPT = "ebay-location"
_LONGEST_KEY = 36
_TYPES = ("WAREHOUSE", "STORE", "FULFILLMENT_CENTER")
_FIELDS = (
    "fulfillmentCenterSpecifications", "location", "locationAdditionalInformation",
    "locationInstructions", "locationWebUrl", "name", "operatingHours", "phone", "specialHours",
    "timeZoneId",
)  # fmt: skip
_AT_FIRST: Json = {
    "name": "Warehouse",
    "location": {
        "address": {
            "addressLine1": "1 Dock Rd",
            "city": "Reno",
            "stateOrProvince": "NV",
            "postalCode": "89502",
            "country": "US",
        }
    },
    "locationTypes": ["WAREHOUSE"],
    "merchantLocationStatus": "ENABLED",
}


def get_location(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``getInventoryLocation``."""
    key = params["merchantLocationKey"]
    return reply(200, _shown(world, caller.account, key, _known(world, caller.account, key)))


def get_locations(world: World, caller: Caller, request: Request, _params: Params) -> Response:
    """Answer ``getInventoryLocations``: skip ``offset`` locations; 100 per page by default."""
    account = caller.account
    keys = dict.fromkeys((DEFAULT, *world.inventory.kept_keys(account.name, _KEPT)))
    there = [key for key in keys if is_there(world, account, key)]
    page = inventory.page(
        request,
        "/location",
        there,
        lambda key: _shown(world, account, key, _known(world, account, key)),
        "locations",
        default=100,
        by_page=False,
    )
    return reply(200, page)


def create_location(world: World, caller: Caller, request: Request, params: Params) -> Response:
    """Answer ``createInventoryLocation``; the location needs an address."""
    account, key = caller.account, params["merchantLocationKey"]
    body = inventory.body_of(request)
    if not key.strip() or len(key) > _LONGEST_KEY:
        raise errors.documented_error(25800, fieldName="merchantLocationKey")
    if is_there(world, account, key):
        raise errors.documented_error(25803, fieldName="merchantLocationKey")
    _check_address(body)
    types = body.get("locationTypes") or ["WAREHOUSE"]
    if not isinstance(types, list) or any(one not in _TYPES for one in types):
        raise errors.documented_error(25800, fieldName="locationTypes")
    status = inventory.text(body, "merchantLocationStatus") or "ENABLED"
    if status not in ("ENABLED", "DISABLED"):
        raise errors.documented_error(25800, fieldName="merchantLocationStatus")
    kept = inventory.documented(body, _FIELDS)
    kept |= {"locationTypes": types, "merchantLocationStatus": status}
    world.inventory.keep(account.name, _KEPT, key, kept)
    return Response(204)


def delete_location(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``deleteInventoryLocation``."""
    key = params["merchantLocationKey"]
    _known(world, caller.account, key)
    world.inventory.keep(caller.account.name, _KEPT, key, {})
    return Response(204)


def enable_location(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``enableInventoryLocation``."""
    return _switched(world, caller.account, params["merchantLocationKey"], "ENABLED")


def disable_location(world: World, caller: Caller, _request: Request, params: Params) -> Response:
    """Answer ``disableInventoryLocation``."""
    return _switched(world, caller.account, params["merchantLocationKey"], "DISABLED")


def is_there(world: World, account: Account, key: str) -> bool:
    """Return True if the seller has a location with this key."""
    kept = world.inventory.kept(account.name, _KEPT, key)
    return key == DEFAULT if kept is None else bool(kept)


def _switched(world: World, account: Account, key: str, status: str) -> Response:
    kept = _known(world, account, key) | {"merchantLocationStatus": status}
    world.inventory.keep(account.name, _KEPT, key, kept)
    return reply(200, {})


def _known(world: World, account: Account, key: str) -> Json:
    if not is_there(world, account, key):
        raise errors.documented_error(25805, fieldName="merchantLocationKey")
    return dict(world.inventory.kept(account.name, _KEPT, key) or _AT_FIRST)


def _check_address(body: Json) -> None:
    """Require a country; and a postcode, or city and state together."""
    address = inventory.part(inventory.part(body, "location"), "address")
    if not address:
        raise errors.documented_error(25801, fieldName="location.address")
    country = inventory.text(address, "country", "location.address.country")
    if len(country) != 2:
        raise errors.documented_error(25800, fieldName="location.address.country")
    given = {name: inventory.text(address, name) for name in ("postalCode", "city")}
    if not given["postalCode"] and not (
        given["city"] and inventory.text(address, "stateOrProvince")
    ):
        raise errors.documented_error(25801, fieldName="location.address.postalCode")


def _shown(world: World, account: Account, key: str, kept: Json) -> Json:
    number = ids.digits(9, world.seed, "ebay location", f"{account.name}/{key}")
    place = inventory.part(kept, "location") | {"locationId": number}
    return {"merchantLocationKey": key, **kept, "location": place}
