"""The facts that an eBay order can have: tax numbers, pickup, shipping center and so on."""

from __future__ import annotations

from mockplace.kernel import order_facts
from mockplace.kernel.records import Person, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: The names of the order facts that eBay's Fulfillment API shows.
FACTS = frozenset((
    "note", "tax_numbers", "shipping_center", "older_id", "market", "options", "variation_id",
    "gift", "collected_taxes", "pickup", "company", "county",
))  # fmt: skip
#: Names of a tax reference and kinds of tax that eBay collects (Fulfillment API 1.20.7,
#: ``EbayTaxReference.name``; developer.ebay.com, TaxTypeEnum).
TAX_NAMES = ("ABN", "DDG", "IOSS", "IRD", "SST", "OSS", "VOEC")
#: The programs in which eBay takes a package abroad.
CENTER_PROGRAMS = ("global-shipping", "international-shipping")
#: The warehouse to which the seller sends packages of these programs; its address is invented.
CENTER = Person(
    name="International shipping center",
    street1="1850 Airport Exchange Blvd",
    street2="Suite 200",
    city="Erlanger",
    state="KY",
    state_name="Kentucky",
    postcode="41025",
    country="US",
    country_name="United States",
    phone="8595550100",
    email="",
    username="",
)

#: The record number of a seller's first order in Selling Manager.
_FIRST_RECORD = 1100


def complete(state: State, order: PlatformOrder) -> None:
    """Set the order's record number in Selling Manager; refuse facts that eBay cannot show."""
    _check(order)
    if order.facts.shipping_center:
        order.destinations = {1: CENTER}
    order.record = str(_FIRST_RECORD + len(state.stores[order.store].orders))


def _check(order: PlatformOrder) -> None:
    facts, lines = order.facts, order.lines
    if facts.older_id and len(lines) > 1:
        raise Refusal("unknown-fact", "only an order of one line has an id of the older form")
    if center := facts.shipping_center:
        order_facts.check_words("eBay", (center.program,), CENTER_PROGRAMS, "shipping center of")
    if len({line.facts.pickup for line in lines if line.physical}) > 1:
        raise Refusal("unknown-fact", "an order on eBay is collected as a whole, in one shop")
    if any(line.facts.pickup and not line.physical for line in lines):
        raise Refusal("unknown-fact", "what is not physical is not collected")
    for line in lines:
        for tax in line.facts.collected_taxes:
            order_facts.check_words("eBay", (tax.name,), TAX_NAMES, "name of a tax number")
        gift = line.facts.gift
        if gift and line.physical:
            raise Refusal("unknown-fact", "eBay shows gift details of digital gift cards only")
        if gift and (gift.wrapping or gift.cost):
            raise Refusal("unknown-fact", "eBay wraps no gifts")
