"""The facts of a storefront order beside its lines and money, and their fields in V2."""

from __future__ import annotations

from mockplace.kernel import order_facts
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules import order_ids

#: The names of the facts that BigCommerce's APIs show.
FACTS = frozenset((
    "note", "staff_note", "display_currency", "display_rate", "addresses", "destination", "written",
    "options", "gift", "bin", "pickup", "company",
))  # fmt: skip
#: Fields that a program may have written, as V2 names them (bigcommerce/docs, orders.v2).
_WRITTEN = (
    "order_source", "channel_id", "external_source", "external_id", "external_order_id",
    "external_merchant_id", "ebay_order_id", "payment_method", "staff_notes", "customer_message",
)  # fmt: skip
#: What ``order_source`` may be (bigcommerce/docs, orders.v2); '' stands for a field without text.
_SOURCES = (
    "", "www", "iphone", "ipad", "android", "mobile", "manual", "external", "checkout_api",
    "buybutton", "amazon", "ebay", "facebookshop", "facebookcheckout", "facebookmarketplace",
    "pinterest", "socialshop",
)  # fmt: skip


def complete(state: State, order: PlatformOrder) -> None:
    """Assign the ids and the status of a new order, and write its notes into their fields."""
    _check(order)
    order_ids.number(order, order.paid)
    facts = order.facts
    if facts.note:
        order.written["customer_message"] = facts.note
    if facts.staff_note:
        order.written["staff_notes"] = facts.staff_note
    order.written.update(facts.written)


def _check(order: PlatformOrder) -> None:
    written = dict(order.facts.written)
    order_facts.check_words("BigCommerce", written, _WRITTEN, "field that a program writes")
    source = written.get("order_source", "")
    order_facts.check_words("BigCommerce", (source,), _SOURCES, "order_source")
    channel = written.get("channel_id", "1")
    if not (channel.isascii() and channel.isdigit()):
        raise Refusal("unknown-fact", "a channel_id is a number")
    for line in order.lines:
        _check_line(line.facts, physical=line.physical)


def _check_line(facts: order_facts.LineFacts, *, physical: bool) -> None:
    if facts.pickup and not (facts.pickup.isascii() and facts.pickup.isdigit()):
        raise Refusal("unknown-fact", "a pickup method of BigCommerce is a number")
    if facts.pickup and facts.destination:
        raise Refusal("unknown-fact", "what is collected goes to no address")
    if not physical and (facts.pickup or facts.destination):
        raise Refusal("unknown-fact", "what is digital is neither sent nor collected")
    gift = facts.gift
    if gift and (gift.sender or (gift.recipient_email and physical)):
        raise Refusal(
            "unknown-fact", "BigCommerce shows no sender of a gift, and an e-mail of certificates"
        )
