"""The buyer and the address in Orders v0.

With an access token, a client sees the relay e-mail address, city, state, postcode and country.
Name, street and phone number are shown to holders of a restricted data token only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.orders import order_facts
from mockplace.platforms.amazon.api.orders.relay_email_and_phone import relay_address, telephone

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mockplace.kernel.records import PlatformOrder
    from mockplace.kernel.world import World

_Json = dict[str, object]

#: The data elements to which a restricted data token can give access.
BUYER, ADDRESS, TAX = "buyerInfo", "shippingAddress", "buyerTaxInformation"


def buyer_info(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return the buyer's relay e-mail address, and the name if *buyerInfo* is granted."""
    body: _Json = {"BuyerEmail": relay_address(world, order)}
    if BUYER in granted_elements:
        body["BuyerName"] = order.buyer.name
        body |= order_facts.buyer_v0(order)
    return body


def address(world: World, order: PlatformOrder, granted_elements: AbstractSet[str]) -> _Json:
    """Return city, state, postcode and country; the whole address if shippingAddress is granted."""
    buyer = order.buyer
    place: _Json = {
        "City": buyer.city,
        "StateOrRegion": buyer.state,
        "PostalCode": buyer.postcode,
        "CountryCode": buyer.country,
    }
    if ADDRESS not in granted_elements:
        return place
    person = order_facts.address_v0(buyer)
    place |= order_facts.county_v0(buyer)
    if phone := telephone(world, order):
        place["Phone"] = phone
    return person | place | order_facts.address_type_v0(buyer)
