"""Process messages of JSON_LISTINGS_FEED like single calls of Listings Items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors, marketplaces_and_service_levels
from mockplace.platforms.amazon.api.listings import edit_listing as listing_edit
from mockplace.platforms.amazon.api.listings.render import attributes
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.rules.feeds.records import Issue
from mockplace.platforms.shared import request_parsing

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

#: Issue codes in the report on a message that cannot be carried out; the values are assumed.
_REFUSED, _UNKNOWN = "90000", "13013"


def carry_out(world: World, account: Account, message: Mapping[str, object]) -> tuple[Issue, ...]:
    """Process a well-formed message of a feed; return its issues, none if it succeeded.

    *message* has the keys of Amazon's message schema: messageId, sku, operationType, productType,
    and attributes or patches.
    """
    sku, kind = str(message["sku"]), message["operationType"]
    offer = world.inventory.offer(account.name, sku)
    known = offer is not None and offer.listing != "ended"
    if not known and kind != "UPDATE":
        return (Issue(_UNKNOWN, f"This SKU does not exist in the catalog: {sku[:100]}."),)
    if kind == "DELETE":
        world.inventory.set_listing(account.name, sku, "ended")
        return ()
    if not request_parsing.shallow(message):
        return (Issue(_REFUSED, "The message is nested too deeply."),)
    try:
        edit = _edit(world, account, sku, Body(dict(message)))
    except errors.AmazonError as error:
        return (Issue(_REFUSED, error.entry["details"] or error.entry["message"]),)
    problems = listing_edit.issues(
        edit, world.currency, marketplaces_and_service_levels.market_of(account)
    )
    if not problems:
        listing_edit.carry_out(world, account, sku, edit)
    return tuple(_issue(error) for error in problems)


def _edit(world: World, account: Account, sku: str, body: Body) -> listing_edit.Edit:
    if body.text("operationType") == "PATCH":
        return listing_edit.patched(world, account, sku, body)
    edit = listing_edit.replaced(body)
    if body.text("operationType") == "UPDATE":
        listing_edit.check_sku(sku)
        return edit
    merged = attributes(world, account, sku) | edit.attributes
    return listing_edit.Edit(edit.product_type, merged)


def _issue(error: Mapping[str, object]) -> Issue:
    names = error["attributeNames"]
    name = str(names[0]) if isinstance(names, list) and names else ""
    return Issue(str(error["code"]), str(error["message"]), attribute=name)
