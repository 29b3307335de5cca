"""The store itself: its profile, clock, order statuses and channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.platforms.bigcommerce.api import endpoint, errors, page_and_limit, weights
from mockplace.platforms.bigcommerce.api.order_statuses import STATUSES, rendered
from mockplace.platforms.bigcommerce.api.pagination_v3 import pages
from mockplace.platforms.bigcommerce.connector import channels
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.platforms.shared import iso8601, request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

Json = dict[str, object]

#: The creation date of every channel, in ms UTC: 2020-01-01, before all simulated events.
_OPENED = 1_577_836_800_000


def list_statuses(_world: World, _account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v2/order_statuses``, paged, because clients read pages until one is empty."""
    return [
        rendered(status_id)
        for status_id in page_and_limit.paged(tuple(STATUSES), endpoint.query(request))
    ]


def get_status(_world: World, _account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v2/order_statuses/{id}``."""
    text = params["statusId"]
    if not text.isascii() or not text.isdigit() or int(text[:4]) not in STATUSES:
        raise errors.not_found()
    return rendered(int(text))


def get_time(world: World, _account: Account, _request: Request, _params: Params) -> object:
    """Answer ``GET /v2/time``: seconds since 1970, of the world's clock."""
    return {"time": world.now // 1000}


def get_store(world: World, account: Account, _request: Request, _params: Params) -> object:
    """Answer ``GET /v2/store``."""
    domain = f"store-{account.account}.mybigcommerce.com"
    return {
        "id": account.account,
        "account_uuid": f"{account.account}-mockplace",
        "domain": domain,
        "control_panel_base_url": f"https://{domain}",
        "secure_url": f"https://{domain}",
        "name": account.name,
        "status": "live",
        "first_name": "",
        "last_name": "",
        "address": "",
        "country": "United States",
        "country_code": "US",
        "phone": "",
        "admin_email": "owner@example.com",
        "order_email": "orders@example.com",
        "timezone": {"name": "UTC", "raw_offset": 0, "dst_offset": 0, "dst_correction": False},
        "language": "en",
        "currency": world.currency,
        "currency_symbol": "$",
        "decimal_separator": ".",
        "thousands_separator": ",",
        "decimal_places": 2,
        "currency_symbol_location": "left",
        "weight_units": weights.unit_of(account),
        "dimension_units": "Inches",
        "plan_name": "Plus",
        "plan_level": "Plus",
        "plan_is_trial": False,
        "industry": "",
        "logo": {},
        "is_price_entered_with_tax": False,
        "active_comparison_modules": [],
        "features": {
            "stencil_enabled": True,
            "sitewidehttps_enabled": False,
            "facebook_catalog_id": "",
            "checkout_type": "optimized",
            "wishlists_enabled": True,
            "graphql_storefront_api_enabled": True,
            "shopper_consent_tracking_enabled": False,
            "multi_storefront_enabled": False,
        },
    }


def list_channels(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/channels``: the storefront, and one channel per connected marketplace."""
    asked = endpoint.query(request)
    wanted = [channel for channel in _channels(world, account) if _fits(channel, asked)]
    return {
        "data": page_and_limit.paged(wanted, asked),
        "meta": {"pagination": pages(wanted, asked)},
    }


def get_channel(world: World, account: Account, _request: Request, params: Params) -> object:
    """Answer ``GET /v3/channels/{id}``."""
    for channel in _channels(world, account):
        if str(channel["id"]) == params["channelId"]:
            return {"data": channel, "meta": {}}
    raise errors.not_found()


def channel_ids(world: World, account: Account) -> tuple[int, ...]:
    """Return the ids of the channels: the storefront, and one per connected marketplace account."""
    return tuple(int(str(channel["id"])) for channel in _channels(world, account))


def _channels(world: World, account: Account) -> list[Json]:
    found = [_channel(1, "storefront", "bigcommerce", account.name, "")]
    profile = PROFILES.get(account.connector)
    if profile is None or not profile.channel:
        return found
    for other in world.accounts.values():
        if other.platform != "bigcommerce":
            number = channels.channel_id(world.state, account, other.platform, other.name)
            title = f"{PLATFORMS.of(other.platform).title} {other.name}"
            found.append(_channel(number, "marketplace", other.platform, title, other.account))
    return found


def _channel(number: int, kind: str, platform: str, name: str, external_id: str) -> Json:
    opened = iso8601.to_seconds(_OPENED)
    return {
        "id": number,
        "name": name,
        "type": kind,
        "platform": platform,
        "status": "active" if kind == "storefront" else "connected",
        "external_id": external_id,
        "is_listable_from_ui": True,
        "is_visible": True,
        "is_enabled": True,
        "icon_url": "",
        "date_created": opened,
        "date_modified": opened,
    }


def _fits(channel: Json, asked: Mapping[str, str]) -> bool:
    for name in ("status", "type", "platform"):
        wanted = request_parsing.listed(asked.get(f"{name}:in", ""))
        if wanted and channel[name] not in wanted:
            return False
    available = asked.get("available", "")
    return available not in ("true", "1") or channel["status"] in ("active", "connected")
