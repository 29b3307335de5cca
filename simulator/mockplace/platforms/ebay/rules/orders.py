"""The ids of eBay's orders, listings and sellers."""

from __future__ import annotations

from mockplace.kernel import ids, order_facts
from mockplace.kernel.records import Account, OrderLine, Person, PlatformOrder
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


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return an order id in eBay's 2-5-5 form that the seller does not use yet."""
    known = state.stores[account.name].orders
    key = f"{account.name}/{purchase}"
    return ids.first_free(lambda n: _order_id(state.seed, key, n), lambda one: one in known)


def check_id(order_id: str) -> None:
    """Accept any id that a scenario chooses."""


def complete(state: State, order: PlatformOrder) -> None:
    """Set the order's record number in Selling Manager; refuse facts that eBay cannot show."""
    _check(order)
    if order.facts.shipping_center:
        order.destinations = {1: CENTER}
    order.record = str(_FIRST_RECORD + len(state.stores[order.store].orders))


def older_id(order: PlatformOrder) -> str:
    """Return the id of an order of one line in its older form: item and transaction.

    Source: developer.ebay.com, knowledge base 1971 ("OrderLineItemID = ItemID-TransactionID. For a
    single line item order, the OrderID value is identical") and OrderIDType (another form since
    June 2019).
    """
    line = order.lines[0]
    return f"{line.listing_id}-{transaction_id(line)}"


def transaction_id(line: OrderLine) -> str:
    """Return the transaction id of a line, as Post-Order shows it."""
    return line.line_id


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


def listing_id(seed: int, account: Account, sku: str, n: int) -> str:
    """Return a listing id: twelve digits, like eBay's item numbers."""
    return ids.digits(12, seed, "listing", f"{account.name}/{sku}", n)


def user_name(seed: int, name: str) -> str:
    """Return the user name of a seller."""
    return "seller_" + ids.letters(6, seed, "account", name)


def token(seed: int, name: str) -> str:
    """Return a refresh token."""
    text = ids.letters(24, seed, "token", name) + ids.letters(24, seed, "token tail", name)
    return f"v^1.1#i^1#r^1#{text}"


def _order_id(seed: int, key: str, n: int) -> str:
    number = ids.digits(12, seed, "ebay order", key, n)
    return f"{number[:2]}-{number[2:7]}-{number[7:]}"
