"""The fields of a copy that tell its origin, as the connector's profile writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, PlatformOrder
    from mockplace.kernel.state import State
    from mockplace.platforms.bigcommerce.connector.profiles import Profile

#: Marketplace → the prefix of its ids; for any other marketplace, its name and a blank.
_PREFIXES = {"amazon": "AMZ-", "ebay": "eBay "}


def of_order(state: State, profile: Profile, original: PlatformOrder) -> dict[str, str]:
    """Return the fields of the copy, by their names in V2; an empty field is left out."""
    platform, order_id = original.platform, original.order_id
    transactions = profile.ebay_order_id and has_transactions(original)
    title = PLATFORMS.of(platform).title
    shown = written_id(state, profile, original)
    note = f"{title} order {order_id}" if profile.staff_note else ""
    older = profile.older_ids and len(original.lines) == 1
    source = platform if profile.order_source else "external"
    found = {
        "order_source": source if profile.any_source else "",
        "external_id": shown if profile.external_id else "",
        "external_order_id": shown if profile.external_order_id else "",
        "external_merchant_id": shown if profile.external_merchant_id else "",
        "ebay_order_id": (_older_id(original) if older else shown) if transactions else "",
        "external_source": profile.external_source,
        "staff_notes": note or profile.staff_prose.format(title=title, id=order_id),
        "customer_message": profile.message_prose.format(title=title, id=order_id)
        or original.facts.note,
        "payment_method": title if profile.payment_method else "Manual",
        # Assumed: a connector writes the service promised on the marketplace as shipping method.
        "shipping_method": _promise(title, original),
    }
    kept = {name: value for name, value in found.items() if value}
    return kept if profile.any_source else {"order_source": ""} | kept


def written_id(state: State, profile: Profile, original: PlatformOrder) -> str:
    """Return the purchase's id as the profile writes it, or the connector's own number."""
    key = f"{original.store}/{original.order_id}"
    title = PLATFORMS.of(original.platform).title
    return profile.id_form.format(
        id=original.order_id,
        prefix=_PREFIXES.get(original.platform, f"{title} "),
        marketplace=original.platform,
        number=ids.digits(8, state.seed, "connector number", key),
    )


def transaction_id(state: State, profile: Profile, original: PlatformOrder, line: OrderLine) -> str:
    """Return the transaction id that the profile writes for a line."""
    if not profile.own_transactions:
        return line.line_id
    key = f"{original.store}/{original.order_id}/{line.line_id}"
    return ids.digits(13, state.seed, "transaction", key)


def has_transactions(original: PlatformOrder) -> bool:
    """Return True if the platform's lines have item and transaction ids, as on eBay."""
    return PLATFORMS.selling(original.platform).has_item_transactions


def _older_id(original: PlatformOrder) -> str:
    line = original.lines[0]
    return f"{line.listing_id}-{line.line_id}"


def _promise(title: str, original: PlatformOrder) -> str:
    return f"{title} Prime" if original.prime else f"{title} {original.requested_service}"
