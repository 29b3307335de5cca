"""The business rules that BigCommerce registers with the kernel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mockplace.kernel import ids
from mockplace.kernel.events import Event
from mockplace.kernel.platform_rules import (
    AccountRules,
    CancellationRules,
    EditRules,
    ListingRules,
    OrderRules,
    PlatformRules,
    RefundRules,
    SellingRules,
    ShipmentRules,
    WebhookRules,
)
from mockplace.kernel.records import Account
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.subscriptions import without_filter, without_queue
from mockplace.platforms.bigcommerce.connector import (
    copy_orders,
    pass_on_cancellations,
    pass_on_fulfillments,
    pass_on_refunds,
    pass_on_stock,
)
from mockplace.platforms.bigcommerce.connector.commands import CopyOrder, NoteRelay
from mockplace.platforms.bigcommerce.connector.events import Relayed
from mockplace.platforms.bigcommerce.rules import (
    buyer_emails,
    order_facts,
    order_ids,
    order_line_edits,
    refunds,
    restocking,
    shipments,
    webhook_topics,
)
from mockplace.platforms.bigcommerce.rules.assumptions import ASSUMPTIONS
from mockplace.platforms.bigcommerce.rules.decide import DECIDE, set_cancelled
from mockplace.platforms.bigcommerce.rules.evolve import EVOLVE
from mockplace.platforms.bigcommerce.rules.webhook_retry_pauses import RETRIES

#: The modules that schedule the connector's actions, each for the events that concern it.
_CONNECTOR = (
    copy_orders,
    pass_on_cancellations,
    pass_on_refunds,
    pass_on_fulfillments,
    pass_on_stock,
)


def _store_hash(seed: int, name: str) -> str:
    return ids.letters(10, seed, "account", name)


def _token(seed: int, name: str) -> str:
    text = ids.letters(24, seed, "token", name) + ids.letters(24, seed, "token tail", name)
    return text[:31]


def _product_id(seed: int, account: Account, sku: str, n: int) -> str:
    return ids.digits(6, seed, "listing", f"{account.name}/{sku}", n)


def _follow(state: State, events: Sequence[Event]) -> Iterator[Event]:
    yield from restocking.follow(state, events)
    yield from buyer_emails.follow(state, events)


def _reactions(state: State, event: Event) -> tuple[Effect, ...]:
    return tuple(effect for one in _CONNECTOR for effect in one.reactions(state, event))


RULES = PlatformRules(
    name="bigcommerce",
    title="BigCommerce",
    role="shop",
    selling=SellingRules(
        accounts=AccountRules(market="", new_id=_store_hash, new_token=_token),
        orders=OrderRules(
            tax_percent=order_ids.TAX_PERCENT,
            shipping_cost=599,
            email_host="example.com",
            new_id=order_ids.new_id,
            check_id=order_ids.check_id,
            complete=order_facts.complete,
            facts=order_facts.FACTS,
            edits=EditRules(check=order_line_edits.check, new_line_id=order_ids.line_id),
        ),
        listings=ListingRules(new_id=_product_id, relists_under_new_id=False),
        shipments=ShipmentRules(
            check=shipments.check,
            package_id=shipments.package_id,
            edits_packages=False,
            ignores=shipments.ignores,
            follow_up=shipments.follow_up,
            sets_order_status=False,
            emails_buyer=buyer_emails.is_wanted,
            emails_by_setting=True,
            corrects_packages=True,
            whole_lines_only=False,
            strips_tracking_numbers=False,
            mark_shipped=shipments.mark_shipped,
            collected=shipments.collected,
        ),
        cancellations=CancellationRules(
            set_cancelled=set_cancelled,
            by_line=False,
            buyer_withdraws=False,
            answer_time=0,
            seller_time=0,
            refunds=False,
            cancels_unanswered=lambda _state: False,
        ),
        refunds=RefundRules(
            charges_on_shipment=False,
            settle_time=0,
            holds_payment=refunds.holds_payment,
            by_line=True,
            line_includes_shipping=False,
            new_id=refunds.new_id,
            follow_up=refunds.follow_up,
        ),
        labels=None,
        webhooks=WebhookRules(
            topics=webhook_topics.topics,
            retries=RETRIES,
            passes_filter=without_filter,
            enqueue=without_queue,
        ),
        has_item_transactions=False,
        share_of_purchases=22,
        one_prime_in=0,
    ),
    decide={
        **DECIDE,
        CopyOrder: copy_orders.decided,
        NoteRelay: pass_on_fulfillments.decided,
    },
    evolve={**EVOLVE, Relayed: pass_on_fulfillments.relayed},
    follow=_follow,
    reactions=_reactions,
    effects={
        "copy": copy_orders.write_copy,
        "copy-again": copy_orders.write_copy_again,
        "cancel-copy": pass_on_cancellations.cancel_copy,
        "refund-copy": pass_on_refunds.refund_copy,
        "relay": pass_on_fulfillments.pass_on,
        "carry-stock": pass_on_stock.carry,
    },
    background_effects=frozenset(),
    assumptions=ASSUMPTIONS,
    label_records=lambda _state: (),
    why_no_copy=copy_orders.why_no_copy,
)
