"""The business rules that eBay registers with the kernel."""

from __future__ import annotations

from mockplace.kernel.after_sale.refunds import drawn_id
from mockplace.kernel.platform_rules import (
    AccountRules,
    CancellationRules,
    LabelRules,
    ListingRules,
    OrderRules,
    PlatformRules,
    RefundRules,
    SellingRules,
    ShipmentRules,
    WebhookRules,
)
from mockplace.kernel.webhooks.subscriptions import without_filter, without_queue
from mockplace.platforms.ebay.rules import (
    allowed_order_facts,
    cancellations,
    order_ids,
    shipments,
    webhook_topics,
)
from mockplace.platforms.ebay.rules.assumptions import ASSUMPTIONS
from mockplace.platforms.ebay.rules.webhook_retry_pauses import RETRIES

#: Milliseconds until a refund is settled. eBay documents the delay; its length is assumed.
SETTLE_TIME = 60_000

RULES = PlatformRules(
    name="ebay",
    title="eBay",
    role="marketplace",
    selling=SellingRules(
        accounts=AccountRules(
            market="EBAY_US", new_id=order_ids.user_name, new_token=order_ids.token
        ),
        orders=OrderRules(
            tax_percent=0,
            shipping_cost=550,
            email_host="members.ebay.com",
            new_id=order_ids.new_id,
            check_id=order_ids.check_id,
            complete=allowed_order_facts.complete,
            facts=allowed_order_facts.FACTS,
            edits=None,
            combines=True,
        ),
        listings=ListingRules(new_id=order_ids.listing_id, relists_under_new_id=True),
        shipments=ShipmentRules(
            check=shipments.check,
            package_id=shipments.package_id,
            edits_packages=False,
            ignores=shipments.ignores,
            follow_up=shipments.follow_up,
            sets_order_status=True,
            emails_buyer=lambda _state, _order: True,
            emails_by_setting=False,
            corrects_packages=False,
            whole_lines_only=True,
            strips_tracking_numbers=True,
            mark_shipped=None,
            collected=lambda _state, _order, _units: (),
        ),
        cancellations=CancellationRules(
            set_cancelled=None,
            by_line=False,
            buyer_withdraws=False,
            answer_time=cancellations.ANSWER_TIME,
            seller_time=cancellations.SELLER_TIME,
            refunds=True,
            cancels_unanswered=cancellations.cancels_unanswered,
        ),
        refunds=RefundRules(
            charges_on_shipment=False,
            settle_time=SETTLE_TIME,
            holds_payment=lambda _order: True,
            by_line=False,
            line_includes_shipping=True,
            new_id=drawn_id,
            follow_up=lambda _state, _order, _refund: (),
        ),
        labels=LabelRules(
            confirms=shipments.label_confirms,
            package_id=shipments.label_package_id,
            destination=shipments.label_destination,
        ),
        webhooks=WebhookRules(
            topics=webhook_topics.topics,
            retries=RETRIES,
            passes_filter=without_filter,
            enqueue=without_queue,
        ),
        has_item_transactions=True,
        share_of_purchases=33,
        one_prime_in=0,
    ),
    decide={},
    evolve={},
    follow=lambda _state, _events: (),
    reactions=lambda _state, _event: (),
    effects={},
    background_effects=frozenset(),
    assumptions=ASSUMPTIONS,
    label_records=lambda _state: (),
    why_no_copy=None,
)
