"""The business rules that Amazon registers with the kernel."""

from __future__ import annotations

from mockplace.kernel.after_sale.refunds import drawn_id
from mockplace.kernel.events import Event
from mockplace.kernel.platform_labels import reference
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
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.amazon.rules import (
    allowed_order_facts,
    event_filter,
    fulfilled_by_amazon,
    order_ids,
    shipments,
    sqs_queues,
    webhook_topics,
)
from mockplace.platforms.amazon.rules.assumptions import ASSUMPTIONS
from mockplace.platforms.amazon.rules.feeds import process_feeds as feeds


def _reactions(state: State, event: Event) -> tuple[Effect, ...]:
    return (*fulfilled_by_amazon.reactions(event), *feeds.reactions(event))


RULES = PlatformRules(
    name="amazon",
    title="Amazon",
    role="marketplace",
    selling=SellingRules(
        accounts=AccountRules(
            market="ATVPDKIKX0DER", new_id=order_ids.selling_partner_id, new_token=order_ids.token
        ),
        orders=OrderRules(
            tax_percent=8,
            shipping_cost=0,
            email_host="marketplace.amazon.com",
            new_id=order_ids.new_id,
            check_id=order_ids.check_id,
            complete=allowed_order_facts.complete,
            facts=allowed_order_facts.FACTS,
            edits=None,
        ),
        listings=ListingRules(new_id=order_ids.asin, relists_under_new_id=False),
        shipments=ShipmentRules(
            check=shipments.check,
            package_id=shipments.package_id,
            edits_packages=True,
            ignores=shipments.ignores,
            follow_up=shipments.follow_up,
            sets_order_status=True,
            emails_buyer=lambda _state, _order: True,
            emails_by_setting=False,
            corrects_packages=True,
            whole_lines_only=False,
            strips_tracking_numbers=False,
            mark_shipped=None,
            collected=lambda _state, _order, _units: (),
        ),
        cancellations=CancellationRules(
            set_cancelled=None,
            by_line=True,
            buyer_withdraws=True,
            answer_time=0,
            seller_time=0,
            refunds=False,
            cancels_unanswered=lambda _state: False,
        ),
        refunds=RefundRules(
            # Source: Amazon's documents, "Order and payment".
            charges_on_shipment=True,
            settle_time=0,
            holds_payment=lambda _order: True,
            by_line=False,
            line_includes_shipping=False,
            new_id=drawn_id,
            follow_up=lambda _state, _order, _refund: (),
        ),
        labels=LabelRules(
            confirms=shipments.label_confirms,
            package_id=reference,
            # Amazon sends the package to its own order's address; the address in the request is
            # ignored.
            destination=lambda _label: None,
        ),
        webhooks=WebhookRules(
            topics=webhook_topics.topics,
            retries=(),  # a queue accepts every message
            passes_filter=event_filter.passes,
            enqueue=sqs_queues.enqueue,
        ),
        has_item_transactions=False,
        share_of_purchases=45,
        one_prime_in=7,
    ),
    decide=feeds.DECIDE,
    evolve=feeds.EVOLVE,
    follow=lambda _state, _events: (),
    reactions=_reactions,
    effects={"depart": fulfilled_by_amazon.depart, "feed": feeds.go_on},
    background_effects=frozenset(),
    assumptions=ASSUMPTIONS,
    label_records=lambda _state: (),
    why_no_copy=None,
)
