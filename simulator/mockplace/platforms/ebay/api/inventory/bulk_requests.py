"""Bulk requests: each entry of the request gets an entry in the answer, with its own status."""

from __future__ import annotations

from mockplace.http_types import Response, reply
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.inventory import endpoint as inventory
from mockplace.platforms.ebay.api.inventory.endpoint import Json


def requests(body: Json) -> list[Json]:
    """Return the entries of a bulk request; refuse two entries with the same SKU.

    Fields of the wrong type are refused here, before the first entry is carried out.
    """
    given = body.get("requests")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise inventory.wrong("requests")
    if len(given) > inventory.MOST_IN_BULK:
        raise errors.documented_error(25727, additionalInfo=str(inventory.MOST_IN_BULK))
    for one in given:
        offers(one)
        for name in ("sku", "locale"):
            inventory.text(one, name)
    names = [str(one["sku"]) for one in given if one.get("sku") is not None]
    if len(set(names)) < len(names):
        raise errors.documented_error(25734)
    return given


def offers(one: Json) -> list[Json]:
    """Return the offers of an entry, empty if absent; an ``offerId`` must be a string."""
    found = one.get("offers") or []
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise inventory.wrong("offers")
    for entry in found:
        inventory.text(entry, "offerId")
    return found


def done(status: int, **fields: object) -> Json:
    """Return the answer's entry for a successful entry of the request."""
    return fields | {"statusCode": status, "warnings": [], "errors": []}


def refused(error: errors.EbayError, sku: str) -> Json:
    """Return the answer's entry for a failed entry of the request."""
    return {"sku": sku, "statusCode": error.status, "warnings": [], "errors": [error.entry]}


def answered(responses: list[Json]) -> Response:
    """Return 200 if everything succeeded, otherwise 207."""
    well = all(str(one["statusCode"]).startswith("2") for one in responses)
    return reply(200 if well else 207, {"responses": responses})
