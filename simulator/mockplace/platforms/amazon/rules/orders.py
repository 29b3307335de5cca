"""The ids of Amazon's orders, articles and sellers."""

from __future__ import annotations

from mockplace.kernel import ids, order_facts
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

EASY_SHIP, IN_STORE, SHIP_PLUS = "AMAZON_EASY_SHIP", "IN_STORE_PICK_UP", "FBM_SHIP_PLUS"
BUSINESS, TRANSPARENCY, PREMIUM, PRIME = "AMAZON_BUSINESS", "TRANSPARENCY", "PREMIUM", "PRIME"
#: The programs of an order and of an item (amzn/selling-partner-api-models,
#: orders_2026-01-01.json of 2026-08-05, ``Order.programs`` and ``OrderItem.programs``).
PROGRAMS = (
    "AMAZON_BAZAAR", BUSINESS, EASY_SHIP, "AMAZON_HAUL", "DELIVERY_BY_AMAZON", SHIP_PLUS,
    "INVOICE_BY_AMAZON", IN_STORE, PREMIUM, "PREORDER", PRIME,
)  # fmt: skip
LINE_PROGRAMS = (TRANSPARENCY, "SUBSCRIBE_AND_SAVE")
_OWNERS = ("BUYER", "MERCHANT", "MARKETPLACE")
_TAX_KINDS = ("BUSINESS", "VAT", "CST", "CPF", "CNPJ")
#: The names of the order facts that Amazon's APIs show.
FACTS = frozenset((
    "programs", "note", "buyer_company", "purchase_order", "tax_numbers", "replaces",
    "is_exchange", "market", "gift", "collected_taxes", "customized_url", "pickup", "company",
    "street3", "county", "address_type", "sold_elsewhere",
))  # fmt: skip


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return a new order id in Amazon's 3-7-7 form, not yet used by the seller."""
    known = state.stores[account.name].orders
    key = f"{account.name}/{purchase}"
    return ids.first_free(lambda n: _order_id(state.seed, key, n), lambda one: one in known)


def check_id(order_id: str) -> None:
    """Accept any id that a scenario chooses."""


def complete(state: State, order: PlatformOrder) -> None:
    """Refuse words that Amazon's documents do not list, and facts that contradict each other."""
    facts = order.facts
    order_facts.check_words("Amazon", facts.programs, PROGRAMS, "program")
    if PRIME in facts.programs:
        raise Refusal("unknown-fact", "say prime of a Prime order, not a program")
    if facts.sold_elsewhere and not order.fulfilled_by_platform:
        raise Refusal(
            "unknown-fact", "of what is sold elsewhere, Amazon shows what it ships itself"
        )
    for number in facts.tax_numbers:
        order_facts.check_words("Amazon", (number.kind,), _TAX_KINDS, "tax registration")
        order_facts.check_words("Amazon", (number.owner,), _OWNERS, "owner of a tax registration")
    for line in order.lines:
        order_facts.check_words("Amazon", line.facts.programs, LINE_PROGRAMS, "item's program")
        for tax in line.facts.collected_taxes:
            order_facts.check_words("Amazon", (tax.name,), ("IOSS",), "number of a tax")
        if line.facts.gift and (line.facts.gift.sender or line.facts.gift.recipient_email):
            raise Refusal("unknown-fact", "Amazon shows no sender and no e-mail of a gift")
        if bool(line.facts.pickup) != (IN_STORE in facts.programs):
            raise Refusal("unknown-fact", f"{IN_STORE} and the pickup of every line go together")
    known = (state.accounts[order.store].market, *state.accounts[order.store].more_markets)
    if facts.market and facts.market not in known:
        raise Refusal("unknown-fact", f"{order.store} does not sell in the market {facts.market}")


def asin(seed: int, account: Account, sku: str, n: int) -> str:
    """Return an ASIN of ten characters, the same for every seller of the article."""
    return "B0" + ids.letters(8, seed, "asin", sku, n).upper()


def selling_partner_id(seed: int, name: str) -> str:
    """Return the id of a seller."""
    return "A" + ids.letters(13, seed, "account", name).upper()


def token(seed: int, name: str) -> str:
    """Return a refresh token of Login with Amazon."""
    text = ids.letters(24, seed, "token", name) + ids.letters(24, seed, "token tail", name)
    return f"Atzr|{text}"


def _order_id(seed: int, key: str, n: int) -> str:
    number = ids.digits(14, seed, "amazon order", key, n)
    region = 111 + ids.below(4, seed, "amazon region", key, n)
    return f"{region}-{number[:7]}-{number[7:]}"
