"""Parse, validate and apply a submission to a listing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.kernel.inventory.stock_rules import MOST
from mockplace.kernel.records import Product
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.listings.render import (
    KEPT,
    attributes,
    product_type,
    title_in,
)
from mockplace.platforms.amazon.api.request_body import Body

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

Json = dict[str, object]

_PATH = re.compile(r"/attributes/([a-z][a-z0-9_]{0,99})")
_OPERATIONS = ("add", "replace", "merge", "delete")
_AVAILABLE, _OFFERED = "fulfillment_availability", "purchasable_offer"
#: The fields that identify an entry of an attribute: a merge changes the existing entry that has
#: the same values in these fields.
_SELECTORS = ("marketplace_id", "language_tag", "fulfillment_channel_code", "audience", "currency")
#: Requirements set → its required attributes. Amazon's sets also differ by product type, which is
#: not simulated.
_REQUIRED = {
    "LISTING": ("item_name", "condition_type"),
    "LISTING_PRODUCT_ONLY": ("item_name",),
    "LISTING_OFFER_ONLY": ("condition_type",),
    "": (),
}
_WEIGHT = 500
_LONGEST_SKU = 40


@dataclass(frozen=True, slots=True)
class Edit:
    """A listing as it will be after the submission, and the names of required attributes."""

    product_type: str
    attributes: Json
    required: tuple[str, ...] = ()


def check_sku(sku: str) -> None:
    """Refuse an invalid SKU for a new listing."""
    if not sku.strip() or len(sku) > _LONGEST_SKU:
        raise errors.invalid(details=f"sku is empty or longer than {_LONGEST_SKU} characters.")


def replaced(body: Body) -> Edit:
    """Return the edit that a PUT body describes: its attributes replace all current attributes."""
    kind = body.text("productType")
    requirements = body.optional("requirements") or "LISTING"
    if not kind.strip() or requirements not in _REQUIRED:
        raise errors.invalid(details="productType is empty or requirements is no known set.")
    return Edit(kind, body.part("attributes").content, _REQUIRED[requirements])


def patched(world: World, account: Account, sku: str, body: Body) -> Edit:
    """Return the edit that a PATCH body describes: its patches change the current attributes."""
    kind = body.text("productType")
    if not kind.strip():
        raise errors.invalid(details="productType is empty.")
    found = attributes(world, account, sku)
    for patch in body.parts("patches"):
        _apply(found, patch)
    known = product_type(world, account, sku)
    return Edit(known if kind == "PRODUCT" else kind, found)


def issues(edit: Edit, currency: str, market: str) -> list[Json]:
    """Return all issues of an edited listing; a listing with issues is not accepted."""
    found = [
        _issue(name, "90220", f"'{name}' is required but not supplied.", "MISSING_ATTRIBUTE")
        for name in edit.required
        if not edit.attributes.get(name)
    ]
    wrong = [name for name, value in edit.attributes.items() if not _is_list(value)]
    wrong += [name for name in _unreadable(edit, currency) if name not in wrong]
    said = "The attributes are invalid."
    found += [_issue(name[:100], "90000900", said, "INVALID_ATTRIBUTE") for name in wrong]
    return [issue | {"marketplaceIds": [market]} for issue in found]


def carry_out(world: World, account: Account, sku: str, edit: Edit) -> None:
    """Apply the edit to the world: listing state, price, stock and other attributes."""
    price, quantity = _price(edit.attributes), _quantity(edit.attributes)
    if sku not in world.catalog:
        article = Product(sku, title_in(edit.attributes) or sku, price or 0, _WEIGHT, ())
        world.inventory.add_article(account.name, article)
    offered = _OFFERED in edit.attributes
    world.inventory.set_listing(account.name, sku, "active" if offered else "inactive")
    if price not in (None, world.inventory.price(account.name, sku)):
        world.inventory.set_price(account.name, sku, price)
    if _AVAILABLE not in edit.attributes:
        world.inventory.set_levels(account.name, [(sku, 0)])
    elif quantity is not None:
        world.inventory.set_levels(account.name, [(sku, quantity)])
    own = {
        name: value for name, value in edit.attributes.items() if name not in (_AVAILABLE, _OFFERED)
    }
    content = {"productType": edit.product_type, "attributes": own}
    if content != world.inventory.kept(account.name, KEPT, sku):
        world.inventory.keep(account.name, KEPT, sku, content)


def _apply(found: Json, patch: Body) -> None:
    operation, path = patch.text("op"), _PATH.fullmatch(patch.text("path"))
    if operation not in _OPERATIONS:
        raise errors.invalid(details=f"{patch.where('op')} is of: {', '.join(_OPERATIONS)}.")
    if path is None:
        raise errors.invalid(details=f"{patch.where('path')} is not /attributes/NAME.")
    name = path[1]
    if operation == "delete":
        found.pop(name, None)
        return
    value = [entry.content for entry in patch.parts("value")]
    found[name] = _merged(found.get(name), value) if operation == "merge" else value


def _merged(before: object, value: list[Json]) -> list[Json]:
    """Merge each new entry into the entry with the same selectors, or append it."""
    entries = [dict(one) for one in before] if isinstance(before, list) else []
    for new in value:
        same = [one for one in entries if all(one.get(k) == new[k] for k in _SELECTORS if k in new)]
        if same:
            same[0].update(new)
        else:
            entries.append(dict(new))
    return entries


def _unreadable(edit: Edit, currency: str) -> Iterable[str]:
    available, offered = edit.attributes.get(_AVAILABLE), edit.attributes.get(_OFFERED)
    if _AVAILABLE in edit.attributes and not all(_is_available(one) for one in _entries(available)):
        yield _AVAILABLE
    if _OFFERED in edit.attributes and (
        not _entries(offered)
        or _price(edit.attributes) is None
        or any(one.get("currency", currency) != currency for one in _entries(offered))
    ):
        yield _OFFERED
    if edit.attributes.get("item_name") and not title_in(edit.attributes):
        yield "item_name"


def _is_available(entry: Json) -> bool:
    quantity = entry.get("quantity", 0)
    code = entry.get("fulfillment_channel_code")
    return isinstance(code, str) and type(quantity) is int and 0 <= quantity <= MOST


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _entries(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _quantity(attributes: Json) -> int | None:
    """Return the stock for orders that the merchant ships; None if the attributes give none."""
    for entry in _entries(attributes.get(_AVAILABLE)):
        if entry.get("fulfillment_channel_code") == "DEFAULT":
            quantity = entry.get("quantity")
            return quantity if isinstance(quantity, int) else None
    return None


def _price(attributes: Json) -> int | None:
    """Return the price in minor units; None if there is no valid price.

    The price is the first valid ``value_with_tax`` in ``our_price`` → ``schedule``.
    """
    for entry in _entries(attributes.get(_OFFERED)):
        for price in _entries(entry.get("our_price")):
            for step in _entries(price.get("schedule")):
                value = step.get("value_with_tax")
                if type(value) not in (int, float) or not 0 < float(str(value)) < 1_000_000:
                    continue
                if price_in_cents := round(float(str(value)) * 100):
                    return price_in_cents
    return None


def _issue(name: str, code: str, message: str, category: str) -> Json:
    return {
        "code": code,
        "message": message,
        "severity": "ERROR",
        "attributeNames": [name],
        "categories": [category],
    }
