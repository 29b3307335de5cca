"""Build the order that a purchase makes on its platform."""

from __future__ import annotations

from dataclasses import replace

from mockplace.kernel import ids, order_facts
from mockplace.kernel.accounts import account_of
from mockplace.kernel.commands import Buy
from mockplace.kernel.inventory import listing_ids, listings
from mockplace.kernel.platform_rules import OrderRules
from mockplace.kernel.recipients import changed
from mockplace.kernel.records import Account, OrderLine, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

DAY = 86_400_000
HOUR = 3_600_000


def order_of(state: State, command: Buy) -> PlatformOrder:
    """Return the new order; its buyer and ids depend on the seed and the purchase's name."""
    account = account_of(state, command.store)
    rules = PLATFORMS.selling(account.platform).orders
    lines = [
        line(state, account, rules, f"{account.name}/{command.name}/{n}", wanted)
        for n, wanted in enumerate(command.lines)
    ]
    for one, facts in zip(lines, command.line_facts, strict=False):
        one.facts, one.address_id = facts, facts.destination
    buyer = state.buyers.person(command.buyer or command.name, rules.email_host)
    if command.buyer:
        buyer = replace(buyer, name=command.buyer)
    order = PlatformOrder(
        platform=account.platform,
        store=account.name,
        order_id=_order_id(state, account, rules, command),
        purchase=command.name,
        placed_at=state.now,
        modified_at=state.now,
        status="open" if command.paid else "unpaid",
        buyer=changed(buyer, command.recipient),
        lines=lines,
        shipping_cost=0 if command.prime else rules.shipping_cost,
        currency=state.currency,
        prime=command.prime,
        fulfilled_by_platform=command.fulfilled_by_platform,
        requested_service=command.requested_service,
        ship_by=_end_of_day(state.now, 1 if command.prime else 2),
        deliver_by=_end_of_day(state.now, 3 if command.prime else 7),
        has_address=command.address,
        paid=command.paid,
        facts=command.facts,
        destinations={
            n: changed(
                state.buyers.person(f"{command.name}/address {n}", rules.email_host), recipient
            )
            for n, recipient in enumerate(command.facts.addresses, 1)
        },
    )
    order_facts.check(order, PLATFORMS.of(account.platform).title, rules.facts)
    rules.complete(state, order)
    return order


def _order_id(state: State, account: Account, rules: OrderRules, command: Buy) -> str:
    if not command.order_id:
        return rules.new_id(state, account, command.name)
    rules.check_id(command.order_id)
    if command.order_id in state.stores[account.name].orders:
        raise Refusal("taken", f"order {command.order_id} exists", order_id=command.order_id)
    return command.order_id


def line(
    state: State,
    account: Account,
    rules: OrderRules,
    key: str,
    wanted: tuple[str, int, int | None],
) -> OrderLine:
    """Return a new line of (SKU, quantity, unit price or None); *key* determines its id."""
    sku, quantity, price = wanted
    product = state.catalog.get(sku)
    if product is None:
        raise Refusal("unknown-sku", f"nothing is listed as {sku!r}", sku=sku)
    if not listings.on_offer(state, account, sku):
        raise Refusal("not-listed", f"{sku} is not sold on {account.name}", sku=sku)
    if quantity < 1:
        raise Refusal("no-units", "a line needs at least one unit", sku=sku)
    each = listings.price_of(state, account, product) if price is None else price
    return OrderLine(
        line_id=ids.digits(14, state.seed, "line", key),
        sku=sku,
        title=product.title,
        quantity=quantity,
        price=each,
        tax=(each * quantity * rules.tax_percent + 50) // 100,
        weight=product.weight,
        physical=product.physical,
        listing_id=listing_ids.listing(state, account, product),
    )


def _end_of_day(at: int, days: int) -> int:
    """Return 07:59:59 UTC, *days* days after the UTC date of *at*: the end of a day in PST."""
    return (at // DAY + days) * DAY + 8 * HOUR - 1000
