"""The facts that an Amazon order can have: programs, tax registrations, gifts and so on."""

from __future__ import annotations

from mockplace.kernel import order_facts
from mockplace.kernel.records import PlatformOrder
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
