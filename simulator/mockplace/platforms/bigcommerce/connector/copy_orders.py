"""The connector copies marketplace orders into BigCommerce: when, and what the copies contain.

An action is scheduled when its cause happens, but decided when it is due, from the world's state at
that time: for example, an order that was cancelled in between is not copied.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.events import Event, Paid, Placed
from mockplace.kernel.find_order import known
from mockplace.kernel.inventory import listing_ids
from mockplace.kernel.order_facts import NO_FACTS, LineFacts
from mockplace.kernel.records import Account, OrderLine, Person, PlatformOrder
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector import written_fields
from mockplace.platforms.bigcommerce.connector.channels import channel_id, shop_of
from mockplace.platforms.bigcommerce.connector.commands import CopyOrder
from mockplace.platforms.bigcommerce.connector.order_effect import order_effect
from mockplace.platforms.bigcommerce.connector.passed_on_statuses import PASSED_ON
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES, Profile
from mockplace.platforms.bigcommerce.rules import order_ids

if TYPE_CHECKING:
    from mockplace.kernel.world import World

#: Why an order has no copy, if the connector may write it now.
_NOT_YET = "not yet"


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the copy of a marketplace order, or the second copy of a purchase."""
    match event:
        case Placed(order) if is_copied(order) and order.status == "open":
            return _copy_effect(state, order)
        case Placed(order) if order.mirrors:
            return _again_effect(state, order)
        case Paid(store, order_id):
            return _copy_effect(state, state.orders[store, order_id])
    return ()


def is_copied(order: PlatformOrder) -> bool:
    """Return True if the order is on a marketplace (any platform with that role)."""
    return PLATFORMS.of(order.platform).role == "marketplace"


def why_no_copy(state: State, order: PlatformOrder) -> str:
    """Return why an order has no copy; '' if it has a copy, or is not on a marketplace."""
    if not is_copied(order) or (order.store, order.order_id) in state.copies:
        return ""
    if shop_of(state) is None:
        return "no connector"
    if not any(state.catalog[line.sku].linked for line in order.lines):
        return "not linked"
    if not linked_lines(state, order):
        return "cancelled"
    return {"cancelled": "cancelled", "unpaid": "unpaid"}.get(order.status, _NOT_YET)


def linked_lines(state: State, order: PlatformOrder) -> list[OrderLine]:
    """Return the lines that are not fully cancelled and whose listings are linked (A3, Q5)."""
    return [
        line
        for line in order.lines
        if state.catalog[line.sku].linked and line.quantity > line.cancelled
    ]


def copy_of(state: State, original: PlatformOrder, *, again: bool = False) -> PlatformOrder | None:
    """Return the copy that the connector writes now; None if it writes no copy of the original.

    With *again*, return the same copy a second time; some profiles write it twice.
    """
    shop = shop_of(state)
    wanted = (
        _is_wanted_again(state, original) if again else why_no_copy(state, original) == _NOT_YET
    )
    if shop is None or not wanted:
        return None
    profile = PROFILES[shop.connector]
    copy = replace(
        original,
        platform="bigcommerce",
        store=shop.name,
        order_id=order_ids.next_number(state, shop.name),
        placed_at=state.now,
        modified_at=state.now,
        status="open",
        lines=[
            _line(state, shop, profile, original, line) for line in linked_lines(state, original)
        ],
        packages=[],
        packages_made=0,
        shipped_at=0,
        mirrors=original.order_id,
        mirrors_platform=original.platform,
        mirrors_store=original.store,
        record="",
        cancellations=[],
        refunds=[],
        buyer=_recipient(original),
        facts=NO_FACTS,
        destinations={},
        lines_made=0,
        once_ordered={},
        earlier_addresses=(),
        written=_written(state, shop, profile, original),
    )
    order_ids.number(copy, paid=True)
    return _as_fulfilled(copy, profile) if original.fulfilled_by_platform else copy


def _is_wanted_again(state: State, original: PlatformOrder) -> bool:
    return original.status not in ("cancelled", "unpaid") and bool(linked_lines(state, original))


def decided(command: CopyOrder, state: State) -> tuple[Event, ...]:
    """Return the event that places the copy; no event if the connector writes none."""
    original = known(state, command.store, command.order_id)
    copy = copy_of(state, original, again=command.again)
    return (Placed(copy),) if copy else ()


def write_copy(world: World, effect: Effect) -> None:
    """Write the copy of an order when the scheduled effect is due."""
    world.do(CopyOrder(effect.store, effect.order_id))


def write_copy_again(world: World, effect: Effect) -> None:
    """Write the copy of an order a second time when the scheduled effect is due."""
    world.do(CopyOrder(effect.store, effect.order_id, again=True))


def _copy_effect(state: State, original: PlatformOrder) -> tuple[Effect, ...]:
    shop = shop_of(state)
    if shop is None or not linked_lines(state, original):
        return ()
    due = state.now + shop.copies_after
    return (order_effect(due, "copy", original),)


def _again_effect(state: State, copy: PlatformOrder) -> tuple[Effect, ...]:
    """Schedule the second copy of a purchase, after the first one, if the profile writes two."""
    original = state.orders[copy.mirrors_store, copy.mirrors]
    profile = PROFILES.get(state.accounts[copy.store].connector)
    first = state.copies[copy.mirrors_store, copy.mirrors] == (copy.store, copy.order_id)
    if profile is None or not profile.again_after or not first:
        return ()
    return (order_effect(state.now + profile.again_after, "copy-again", original),)


def _line(
    state: State, shop: Account, profile: Profile, original: PlatformOrder, line: OrderLine
) -> OrderLine:
    transactions = profile.ebay_line_ids and written_fields.has_transactions(original)
    left = line.quantity - line.cancelled
    return replace(
        line,
        listing_id=listing_ids.listing(state, shop, state.catalog[line.sku]),
        quantity=left,
        tax=line.tax * left // line.quantity if profile.with_tax else 0,
        cancelled=0,
        fulfilled=0,
        collected=0,
        address_id=0,
        facts=LineFacts(gift=line.facts.gift),
        external_id=line.line_id if profile.line_external_id else "",
        item_id=line.listing_id if transactions else "",
        transaction_id=written_fields.transaction_id(state, profile, original, line)
        if transactions
        else "",
        origin_line=line.line_id,
    )


def _written(
    state: State, shop: Account, profile: Profile, original: PlatformOrder
) -> dict[str, str]:
    found = written_fields.of_order(state, profile, original)
    if profile.channel:
        channel = channel_id(state, shop, original.platform, original.store)
        found["channel_id"] = str(channel)
    return found


def _recipient(original: PlatformOrder) -> Person:
    """Return the address of a copy, which has two lines and a company.

    Assumed: a third line is put behind the second one. A package for a shipping center goes to the
    center, and its reference stands in the company's place, above the street.
    """
    buyer, center = original.buyer, original.facts.shipping_center
    if center:
        buyer = replace(
            original.destinations[1],
            company=f"Reference #{center.reference}",
            email=buyer.email,
            username=buyer.username,
        )
    if not (buyer.street3 or buyer.county or buyer.address_type):
        return buyer
    second = ", ".join(filter(None, (buyer.street2, buyer.street3)))
    return replace(buyer, street2=second, street3="", county="", address_type="")


def _as_fulfilled(copy: PlatformOrder, profile: Profile) -> PlatformOrder:
    copy.status_id = profile.afn_status
    if profile.afn_status in PASSED_ON:
        copy.status = "shipped"
        copy.shipped_at = copy.placed_at
        copy.relayed = True  # nothing to pass on: the marketplace ships the order
    return copy
