"""``shiponce ship``: list every shipping option and why some are unavailable, or ship with one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import NOT_NOTIFIED
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.order_detail import NOTIFICATION_HEADS, notification_rows, print_contents
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.shipment import NotificationState
from shiponce.errors import BadInput, Refused
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import OrderDetail, PackedOrder
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView, ShipOption
from shiponce.words.domain_words import ROUTE_WORD

if TYPE_CHECKING:
    from shiponce.hub import Hub

HEADS = ("option", "service", "price", "arrives", "available")


@click.command("ship", cls=LocalizedCommand, help="cli.help.ship")
@click.argument("order")
@click.option("--option", "option", metavar="CODE", help="cli.option.option")
@click.option("--carrier", default="", metavar="NAME", help="cli.option.carrier")
@click.option("--tracking", default="", metavar="NUMBER", help="cli.option.tracking")
@click.option("--untracked", is_flag=True, help="cli.option.untracked")
@click.option("--line", "parts", multiple=True, metavar="SKU=N", help="cli.option.lines")
@click.option("--address", "address", type=WholeNumber(), metavar="N", help="cli.option.address")
@click.option("--with", "others", multiple=True, metavar="ORDER", help="cli.option.with")
@click.option("--anyway", is_flag=True, help="cli.option.ship_anyway")
@click.option("--same-package", is_flag=True, help="cli.option.same_package")
@click.option("--later", is_flag=True, help="cli.option.later")
@acts
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    order: str,
    option: str | None,
    carrier: str,
    tracking: str,
    untracked: bool,
    parts: tuple[str, ...],
    address: int | None,
    others: tuple[str, ...],
    anyway: bool,
    same_package: bool,
    later: bool,
) -> None:
    """List the shipping options; if one is chosen, ship with it and list the notifications.

    Exit with 3 if a notification of the shipment stopped.
    """
    by_hand = bool(carrier or tracking or untracked)
    if later and not (option or by_hand):
        raise BadInput("cli.bad.later_alone")
    with context.hub() as hub:
        named = hub.orders.find(order)
        order_id = named if parts else hub.shipping.order_to_ship(named)
        if order_id != named:
            copy, original = hub.orders.rows([named, order_id])
            context.spoken("cli.ship.on_original", copy=copy.number, original=original.number)
        package = _PackedOrders(
            order_id,
            _units(hub, order_id, parts, address),
            hub.shipping.others_in_package(named, [hub.orders.find(other) for other in others])
            if others
            else (),
        )
        chosen = option or ("manual" if by_hand else None)
        second = hub.shipping.second_email(order_id)
        if chosen is None:
            _say_second_emails(context, hub, package)
            _print_options(context, hub, package, second)
        else:
            before = _order_warnings(hub, package)
            contents = _contents(hub, package)
            for warning in before:
                context.line("! " + context.sentence(warning))
            shipment = hub.shipping.ship(
                order_id,
                chosen,
                carrier=carrier,
                tracking=tracking,
                lines=package.lines,
                together=package.together,
                anyway=anyway,
                same_package=same_package,
                untracked=untracked,
            )
            if not later:
                hub.tick()
            _say_second_emails(context, hub, package)  # a refused shipment sends no e-mail
            notifications = [
                one for order in package.orders for one in hub.notifications.rows(order_id=order)
            ]
            _print_shipment(context, hub, shipment, package, notifications, before, contents)
            for one in contents:
                print_contents(context, one)
            if any(_is_stopped(one, shipment) for one in notifications):
                ctx.exit(NOT_NOTIFIED)


def _is_stopped(notification: NotificationView, shipment: ShipmentView) -> bool:
    """Return True if a notification is one of the shipment's and stopped."""
    its = notification.shipment_id == shipment.id or (
        bool(shipment.tracking) and notification.tracking == shipment.tracking
    )
    return its and notification.state is NotificationState.STOPPED


def _order_warnings(hub: Hub, package: _PackedOrders) -> list[Sentence]:
    """Return the warnings about every order in the package, each once."""
    found = [one for order in package.orders for one in hub.orders.why(order).warnings]
    return [one for n, one in enumerate(found) if one not in found[:n]]


def _say_second_emails(context: CommandContext, hub: Hub, package: _PackedOrders) -> None:
    """Warn about every order in the package whose buyer gets a second e-mail."""
    warnings = map(context.sentence, map(hub.shipping.second_email, package.orders))
    for warning in dict.fromkeys(filter(None, warnings)):
        context.line("! " + warning)


@dataclass(frozen=True, slots=True)
class _PackedOrders:
    order_id: int
    lines: dict[int, int] | None
    together: tuple[int, ...]

    @property
    def orders(self) -> tuple[int, ...]:
        """Every order in the package."""
        return (self.order_id, *self.together)


def _units(
    hub: Hub, order_id: int, parts: Sequence[str], address: int | None
) -> dict[int, int] | None:
    """Return {line_no: units} for ``--line`` and ``--address``; None: all that is due.

    BadInput if the order has no such address; Refused if nothing is due there, or if a line goes
    elsewhere.
    """
    if not parts and address is None:
        return None
    order = hub.orders.detail(order_id)
    units = read_parts(order, parts) if parts else None
    if address is None:
        return units
    number, known = order.row.number, max(1, len(order.destinations))
    if not 1 <= address <= known:
        raise BadInput("cli.bad.address", order=number, address=address, n=known)
    if not order.destinations:
        return units
    there = order.destinations[address - 1]
    if not there.due:
        raise Refused("cli.bad.nothing_due_at", order=number, address=address)
    for line_no in units or ():
        if line_no not in there.lines:
            raise Refused("cli.bad.line_elsewhere", line=line_no, address=address)
    return order.due_at(there.id) if units is None else units


def read_parts(order: OrderDetail, parts: Sequence[str]) -> dict[int, int]:
    """Parse ``SKU=2`` or ``#1=2`` to {line_no: units}; BadInput lists the order's lines."""
    found: dict[int, int] = {}
    for text in parts:
        name, _, units = text.rpartition("=")
        lines = [one for one in order.lines if name in (one.sku, f"#{one.line_no}")]
        if len(lines) != 1 or not (units.isascii() and units.isdecimal()):
            known = ", ".join(f"#{one.line_no} {one.sku} × {one.quantity}" for one in order.lines)
            raise BadInput("cli.bad.part", text=text, order=order.row.number, known=known)
        found[lines[0].line_no] = found.get(lines[0].line_no, 0) + int(units)
    return found


def _print_options(
    context: CommandContext, hub: Hub, package: _PackedOrders, second: Sentence | None
) -> None:
    row = hub.orders.rows([package.order_id])[0]
    options = hub.shipping.options(package.order_id, lines=package.lines, together=package.together)
    warnings = _order_warnings(hub, package)
    contents = _contents(hub, package)
    context.data(
        {
            "order": row,
            "options": options,
            "contents": contents,
            "warnings": warnings,
            "second_email": second,
        }
    )
    context.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    _print_where_to(context, hub, package)
    for one in contents:
        print_contents(context, one)
    known = (*warnings, *(option.warning for option in options))
    for warning in dict.fromkeys(filter(None, map(context.sentence, known))):
        context.line("! " + warning)
    context.table(HEADS, [_option_row(context, option) for option in options])
    _say_who_is_notified(context, options)
    for option in options:
        if option.preferred:
            code = "cli.ship.preselected" if option.available else "cli.ship.preselected_closed"
            context.spoken(code, service=option.called or option.code, option=option.code)


def _print_where_to(context: CommandContext, hub: Hub, package: _PackedOrders) -> None:
    """Print which address of an order with several the package goes to, and how to change it."""
    detail = hub.orders.detail(package.order_id)
    goes_to = detail.next_destination
    if package.lines:
        goes_to = next(one.destination for one in detail.lines if one.line_no in package.lines)
    n = len(detail.destinations)
    for place, one in enumerate(detail.destinations, 1):
        if one.id == goes_to and one.due:
            to = ", ".join(one.address)
            context.spoken("cli.ship.goes_to", place=place, n=n, address=to)
    others = {
        str(place): one.due
        for place, one in enumerate(detail.destinations, 1)
        if one.id != goes_to and one.due
    }
    if others:
        known = ", ".join(f"--address {place}" for place in others)
        context.spoken("cli.ship.due_elsewhere", n=sum(others.values()), known=known)


def _contents(hub: Hub, package: _PackedOrders) -> list[PackedOrder]:
    """Return what belongs in the package, and what the platforms say about packing it."""
    details = map(hub.orders.detail, package.orders)
    return [detail.packed(_lines_of(detail, package)) for detail in details]


def _lines_of(detail: OrderDetail, package: _PackedOrders) -> Mapping[int, int] | None:
    """Return the units of an order in the package; None for all that is due."""
    if detail.row.id == package.order_id and package.lines is not None:
        return package.lines
    return detail.due_at(detail.next_destination) if detail.destinations else None


def _say_who_is_notified(context: CommandContext, options: Sequence[ShipOption]) -> None:
    """Print which stores are notified; routes that notify the same stores share one line."""
    ways: dict[tuple[str, ...], list[str]] = {}
    for option in options:
        if option.available:
            route = context.say(ROUTE_WORD[option.route])
            ways.setdefault(option.notifies, []).append(route)
    for notified, routes in ways.items():
        way = ", ".join(dict.fromkeys(routes))
        if notified:
            context.spoken("cli.ship.notifies", way=way, stores=", ".join(notified))
        else:
            context.spoken("cli.ship.notifies_none", way=way)


def _option_row(context: CommandContext, option: ShipOption) -> tuple[str, ...]:
    reason = " ".join(
        filter(None, (context.sentence(option.restriction), context.sentence(option.way_out)))
    )
    return (
        f"→ {option.code}" if option.preferred else option.code,
        option.called,
        context.money(option.price),
        context.when(option.arrives_by),
        context.say("word.yes") if option.available else context.say("cli.no_because", why=reason),
    )


def _print_shipment(
    context: CommandContext,
    hub: Hub,
    shipment: ShipmentView,
    package: _PackedOrders,
    notifications: Sequence[NotificationView],
    before: Sequence[Sentence],
    contents: Sequence[PackedOrder],
) -> None:
    """Print a shipment and the warnings about its orders.

    The warnings in *before* were read before the label was bought.
    """
    after = _order_warnings(hub, package)
    warnings = [*(one for one in before if one not in after), *after]
    second = hub.shipping.second_email(package.order_id)
    context.data(
        {
            "shipment": shipment,
            "contents": contents,
            "notifications": notifications,
            "warnings": warnings,
            "second_email": second,
        }
    )
    context.spoken(
        "cli.ship.done",
        service=shipment.called,
        tracking=shipment.tracking,
        id=shipment.id,
        state=context.say(shipment.word),
    )
    _print_address(context, hub, shipment, package)
    if len(shipment.orders) > 1:
        together = ", ".join(shipment.orders)
        context.spoken("cli.ship.shared", orders=together, first=shipment.orders[0])
    for warning in warnings:
        if warning not in before:
            context.line("! " + context.sentence(warning))
    if notifications:
        context.table(NOTIFICATION_HEADS, notification_rows(context, notifications))


def _print_address(
    context: CommandContext, hub: Hub, shipment: ShipmentView, package: _PackedOrders
) -> None:
    """Print where the package of an order to several addresses goes, and what is due elsewhere."""
    detail = hub.orders.detail(package.order_id)
    here = next((one for one in detail.destinations if one.id == shipment.destination), None)
    if here is None:
        return
    context.spoken("cli.ship.addressed", address=", ".join(here.address))
    due = sum(one.due for one in detail.destinations if one is not here)
    if due:
        context.spoken("cli.ship.more_addresses", n=due, number=detail.row.number)
