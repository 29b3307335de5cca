"""The kernel's rules of a marketplace that no package has, for platforms defined in tests."""

from __future__ import annotations

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
from mockplace.kernel.state import State
from mockplace.kernel.webhooks.subscriptions import without_filter, without_queue


def marketplace_rules(name: str, title: str) -> PlatformRules:
    """Return rules as plain as they can be; order ids are the title's first letter and digits."""

    def order_id(state: State, account: Account, purchase: str) -> str:
        known, key = state.stores[account.name].orders, f"{account.name}/{purchase}"
        draw = f"{name} order"
        return ids.first_free(
            lambda n: f"{title[0].upper()}{ids.digits(9, state.seed, draw, key, n)}",
            lambda one: one in known,
        )

    def check(_state: State, order: PlatformOrder, command: Confirm) -> None:
        refuse_closed(order)
        refuse_fulfilled_by_platform(order, command)

    def package_id(_state: State, order: PlatformOrder, _command: Confirm) -> str:
        return f"{order.order_id}-{order.packages_made + 1}"

    return PlatformRules(
        name=name,
        title=title,
        role="marketplace",
        selling=SellingRules(
            accounts=AccountRules(
                market="",
                new_id=lambda seed, store: ids.letters(8, seed, f"{name} account", store),
                new_token=lambda seed, store: ids.letters(24, seed, f"{name} token", store),
            ),
            orders=OrderRules(
                tax_percent=0,
                shipping_cost=0,
                email_host=f"buyers.{name}.example",
                new_id=order_id,
                check_id=lambda _order_id: None,
                complete=lambda _state, _order: None,
                facts=frozenset(),
                edits=None,
            ),
            listings=ListingRules(
                new_id=lambda seed, account, sku, n: ids.digits(
                    8, seed, f"{name} listing", f"{account.name}/{sku}", n
                ),
                relists_under_new_id=False,
            ),
            shipments=ShipmentRules(
                check=check,
                package_id=package_id,
                edits_packages=False,
                ignores=lambda _state, _order, _command: False,
                follow_up=lambda _state, _order, _parcel: (),
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
            share_of_purchases=0,
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
