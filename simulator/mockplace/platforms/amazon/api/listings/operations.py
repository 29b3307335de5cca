"""Listings Items 2021-08-01: read, search, write and end a seller's listings.

Amazon accepts a write and processes it over time. Here a write takes effect at once, which Amazon's
documents allow but do not promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors, marketplaces_and_service_levels
from mockplace.platforms.amazon.api.listings import edit_listing as listing_edit
from mockplace.platforms.amazon.api.listings import search as listing_search
from mockplace.platforms.amazon.api.listings.render import SETS, identifiers, item
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.opaque_tokens import keyed_uuid

if TYPE_CHECKING:
    from mockplace.http_types import Request
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

Json = dict[str, object]
Params = dict[str, str]


def get_item(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``getListingsItem`` with the requested data sets; by default only summaries."""
    account, asked = _seller(caller, params), request_parsing.fields(request.query)
    _check_market(account, asked)
    return item(world, account, _known(world, account, params["sku"]), _wanted(asked))


def search_items(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``searchListingsItems``: a page of the listings that are not ended."""
    account, asked = _seller(caller, params), request_parsing.fields(request.query)
    _check_market(account, asked)
    page = listing_search.page_of(world, account, asked)
    found = [item(world, account, sku, _wanted(asked)) for sku in page.skus]
    tokens = {"nextToken": page.after, "previousToken": page.before}
    answer: Json = {"numberOfResults": page.total, "items": found}
    shown = {name: token for name, token in tokens.items() if token}
    return answer | ({"pagination": shown} if shown else {})


def put_item(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``putListingsItem``: create a listing, or replace an existing one completely."""
    account, asked = _seller(caller, params), request_parsing.fields(request.query)
    _check_market(account, asked)
    sku, body = params["sku"], Body.of(request.body)
    listing_edit.check_sku(sku)
    edit = listing_edit.replaced(body)
    return _submitted(world, account, request, sku, edit)


def patch_item(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``patchListingsItem``: whole attributes are added, replaced, merged or deleted."""
    account, asked = _seller(caller, params), request_parsing.fields(request.query)
    _check_market(account, asked)
    sku = params["sku"]
    if not _is_listed(world, account, sku):  # Amazon's model has no 404 for this operation
        raise errors.invalid(details=f"SKU {sku[:100]} is not listed.")
    edit = listing_edit.patched(world, account, sku, Body.of(request.body))
    return _submitted(world, account, request, sku, edit)


def delete_item(world: World, caller: Caller, request: Request, params: Params) -> Json:
    """Answer ``deleteListingsItem``: end the listing; ``putListingsItem`` can create it again."""
    account, asked = _seller(caller, params), request_parsing.fields(request.query)
    _check_market(account, asked)
    sku = params["sku"]
    if not _is_listed(world, account, sku):
        raise errors.invalid(details=f"SKU {sku[:100]} is not listed.")
    world.inventory.set_listing(account.name, sku, "ended")
    return _answer(world, request, sku, "ACCEPTED") | {"issues": []}


def _submitted(
    world: World, account: Account, request: Request, sku: str, edit: listing_edit.Edit
) -> Json:
    asked = request_parsing.fields(request.query)
    mode = asked.get("mode", "")
    if mode not in ("", "VALIDATION_PREVIEW"):
        raise errors.invalid(details="mode is VALIDATION_PREVIEW or absent.")
    sets = _sets(asked, ("identifiers", "issues"), "issues")
    problems = listing_edit.issues(
        edit, world.currency, marketplaces_and_service_levels.market_of(account)
    )
    word = "VALID" if mode else "ACCEPTED"
    if not mode and not problems:
        listing_edit.carry_out(world, account, sku, edit)
    answer = _answer(world, request, sku, "INVALID" if problems else word)
    if "issues" in sets:
        answer["issues"] = problems
    if "identifiers" in sets:
        answer["identifiers"] = [] if problems else identifiers(world, account, sku)
    return answer


def _answer(world: World, request: Request, sku: str, status: str) -> Json:
    submission = keyed_uuid(world.seed, "submission", world.now, request.method, sku, request.body)
    return {"sku": sku, "status": status, "submissionId": submission}


def _seller(caller: Caller, params: Params) -> Account:
    """Return the caller's account; refuse a *sellerId* that is not the caller's."""
    if params["sellerId"] != caller.account.account:
        raise errors.unauthorized("The seller ID is not the one that authorized this application.")
    return caller.account


def _check_market(account: Account, asked: dict[str, str]) -> None:
    wanted = request_parsing.listed(asked.get("marketplaceIds", ""))
    if marketplaces_and_service_levels.market_of(account) not in wanted:
        raise errors.invalid(details="marketplaceIds does not name the seller's marketplace.")


def _wanted(asked: dict[str, str]) -> tuple[str, ...]:
    return _sets(asked, SETS, "summaries")


def _sets(asked: dict[str, str], known: tuple[str, ...], default: str) -> tuple[str, ...]:
    wanted = request_parsing.listed(asked.get("includedData", "")) or (default,)
    if any(one not in known for one in wanted):
        raise errors.invalid(details=f"includedData is of: {', '.join(known)}.")
    return wanted


def _is_listed(world: World, account: Account, sku: str) -> bool:
    offer = world.inventory.offer(account.name, sku)
    return offer is not None and offer.listing != "ended"


def _known(world: World, account: Account, sku: str) -> str:
    if not _is_listed(world, account, sku):
        raise errors.not_found("listings item")
    return sku
