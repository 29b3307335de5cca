"""What happens at Toybay: how it numbers things, and what it takes as a shipment."""

from __future__ import annotations

import re

from mockplace.kernel import ids
from mockplace.kernel.after_sale.refunds import drawn_id
from mockplace.kernel.commands import Confirm
from mockplace.kernel.confirmations import refuse_closed, refuse_fulfilled_by_platform
from mockplace.kernel.platform_rules import (
    AccountRules,
    CancellationRules,
    ListingRules,
    OrderRules,
    PlatformRules,
    RefundRules,
    SellingRules,
    ShipmentRules,
    WebhookRules,
)
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.subscriptions import without_filter, without_queue

NAME, TITLE = "toybay", "Toybay"
ORDER_ID = re.compile(r"TB-[A-Z0-9]{4}-[0-9]{6}")


def order_id(state: State, account: Account, purchase: str) -> str:
    """Return an id such as ``TB-KQ7X-204816`` that the seller has not."""
    known = state.stores[account.name].orders
    key = f"{account.name}/{purchase}"

    def make(n: int) -> str:
        word = ids.letters(4, state.seed, "toybay word", key, n).upper()
        return f"TB-{word}-{ids.digits(6, state.seed, 'toybay number', key, n)}"

    return ids.first_free(make, lambda one: one in known)


def check_order_id(order_id: str) -> None:
    """Refuse an id of another shape."""
    if not ORDER_ID.fullmatch(order_id):
        raise Refusal("bad-id", f"{order_id!r} is no order id of Toybay's")


def package_id(_state: State, order: PlatformOrder, _command: Confirm) -> str:
    """Return the number of a dispatch: counted up in its order."""
    return f"{order.order_id}/{len(order.packages) + 1}"


def check_shipment(_state: State, order: PlatformOrder, command: Confirm) -> None:
    """Refuse a dispatch of an order that was cancelled or is not paid."""
    refuse_closed(order)
    refuse_fulfilled_by_platform(order, command)


RULES = PlatformRules(
    name=NAME,
    title=TITLE,
    role="marketplace",
    selling=SellingRules(
        accounts=AccountRules(
            market="",
            new_id=lambda seed, name: "toys-" + ids.letters(5, seed, "toybay seller", name),
            new_token=lambda seed, name: "tk_" + ids.letters(20, seed, "toybay key", name),
        ),
        orders=OrderRules(
            tax_percent=0,
            shipping_cost=300,
            email_host="buyers.toybay.example",
            new_id=order_id,
            check_id=check_order_id,
            complete=lambda _state, _order: None,
            facts=frozenset(),
            edits=None,
        ),
        listings=ListingRules(
            new_id=lambda seed, account, sku, n: (
                "T" + ids.digits(7, seed, "toybay listing", f"{account.name}/{sku}", n)
            ),
            relists_under_new_id=False,
        ),
        shipments=ShipmentRules(
            check=check_shipment,
            package_id=package_id,
            edits_packages=False,
            ignores=lambda _state, _order, _command: False,
            follow_up=lambda _state, _order, _package: (),
            sets_order_status=True,
            emails_buyer=lambda _state, _order: True,
            emails_by_setting=False,
            corrects_packages=False,
            whole_lines_only=False,
            strips_tracking_numbers=False,
            mark_shipped=None,
            collected=lambda _state, _order, _units: (),
        ),
        cancellations=CancellationRules(
            set_cancelled=None,
            by_line=False,
            buyer_withdraws=False,
            answer_time=0,
            seller_time=0,
            refunds=True,
            cancels_unanswered=lambda _state: False,
        ),
        refunds=RefundRules(
            charges_on_shipment=False,
            settle_time=0,
            holds_payment=lambda _order: True,
            by_line=False,
            line_includes_shipping=False,
            new_id=drawn_id,
            follow_up=lambda _state, _order, _refund: (),
        ),
        labels=None,
        webhooks=WebhookRules(
            topics=lambda _state, _event: (),
            retries=(),
            passes_filter=without_filter,
            enqueue=without_queue,
        ),
        has_item_transactions=False,
        share_of_purchases=10,
        one_prime_in=0,
    ),
    decide={},
    evolve={},
    follow=lambda _state, _events: (),
    reactions=lambda _state, _event: (),
    effects={},
    background_effects=frozenset(),
    assumptions=(),
    label_records=lambda _state: (),
    why_no_copy=None,
)
