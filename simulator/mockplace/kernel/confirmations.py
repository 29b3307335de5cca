"""Confirm shipments: rules common to all platforms, and helpers for a platform's own rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mockplace.kernel.commands import Confirm
from mockplace.kernel.events import Event, Mailed, PackagePut
from mockplace.kernel.records import Mail, PlatformOrder, ShippedPackage
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State


def decided(state: State, order: PlatformOrder, command: Confirm) -> tuple[Event, ...]:
    """Return the events of a confirmation, none if the platform ignores it."""
    rules = PLATFORMS.selling(order.platform).shipments
    if rules.ignores(state, order, command):
        return ()
    package = confirmed(state, order, command)
    return (*recorded(state, order, package), *rules.follow_up(state, order, package))


def marked(state: State, order: PlatformOrder) -> tuple[Event, ...]:
    """Return the events of an order that a person sets to shipped, without tracking."""
    rules = PLATFORMS.selling(order.platform).shipments
    if rules.mark_shipped is not None:
        return rules.mark_shipped(state, order)
    units = {line_id: left for line_id, left in remaining(order).items() if left}
    hand = Confirm(order.store, order.order_id, "", "", "", units, state.now, recorded_by="seller")
    return decided(state, order, hand)


def recorded(state: State, order: PlatformOrder, package: ShippedPackage) -> tuple[Event, ...]:
    """Return the event that records a package, and the e-mail that a new package causes."""
    put = PackagePut(order.store, order.order_id, package, state.now)
    if any(known.package_id == package.package_id for known in order.packages):
        return (put,)
    if not PLATFORMS.selling(order.platform).shipments.emails_buyer(state, order):
        return (put,)
    return (put, emailed(state, order, "shipped"))


def emailed(state: State, order: PlatformOrder, about: str) -> Mailed:
    """Return the e-mail that a platform writes to the buyer of an order."""
    by_setting = PLATFORMS.selling(order.platform).shipments.emails_by_setting
    to = order.buyer.email
    mail = Mail(state.now, order.platform, order.store, order.order_id, to, about, by_setting)
    return Mailed(mail)


def confirmed(state: State, order: PlatformOrder, command: Confirm) -> ShippedPackage:
    """Return the package that the platform will record; raise ``Refusal`` if it refuses."""
    rules = PLATFORMS.selling(order.platform).shipments
    rules.check(state, order, command)
    package_id = rules.package_id(state, order, command)
    earlier = next((one for one in order.packages if one.package_id == package_id), None)
    given_back = earlier.units if earlier and rules.edits_packages else {}
    _check_units(order, command, given_back)
    if earlier and not rules.edits_packages:
        raise Refusal("package-exists", "the fulfilment exists", package_id=package_id)
    return ShippedPackage(
        package_id=package_id,
        carrier=command.carrier,
        service=command.service,
        tracking=command.tracking,
        shipped_at=command.shipped_at,
        created_at=earlier.created_at if earlier else state.now,
        units=dict(command.units),
        recorded_by=command.recorded_by,
        provider=command.provider,
        link=command.link,
        comments=command.comments,
        address_id=command.address_id,
        codes=dict(command.codes),
    )


def known(order: PlatformOrder, package_id: str) -> ShippedPackage:
    """Return the order's package with an id; raise ``Refusal`` if there is none."""
    for package in order.packages:
        if package.package_id == package_id:
            return package
    raise Refusal("unknown-package", f"no package {package_id}", package_id=package_id)


def rewritten(package: ShippedPackage, texts: Mapping[str, str]) -> ShippedPackage:
    """Return the package with some of its texts replaced; *texts* is field name → text."""
    return replace(
        package,
        carrier=texts.get("carrier", package.carrier),
        service=texts.get("service", package.service),
        tracking=texts.get("tracking", package.tracking),
        provider=texts.get("provider", package.provider),
        link=texts.get("link", package.link),
        comments=texts.get("comments", package.comments),
    )


def completes(order: PlatformOrder, package: ShippedPackage) -> bool:
    """Return True if the package contains everything that is left to ship."""
    return all(left <= package.units.get(line_id, 0) for line_id, left in remaining(order).items())


def remaining(order: PlatformOrder) -> dict[str, int]:
    """Return line id → units still to ship.

    Only physical lines count, or all lines if none is physical.
    """
    lines = [line for line in order.lines if line.physical] or order.lines
    return {line.line_id: line.quantity - line.handed_over - line.cancelled for line in lines}


def refuse_closed(order: PlatformOrder) -> None:
    """Refuse a confirmation of an order that was cancelled or is not paid."""
    if order.status == "cancelled":
        raise Refusal("cancelled", "the order was cancelled")
    if order.status == "unpaid":
        raise Refusal("unpaid", "the order is not paid")


def refuse_fulfilled_by_platform(order: PlatformOrder, command: Confirm) -> None:
    """Refuse a confirmation by anyone else for an order that its platform fulfils."""
    if order.fulfilled_by_platform and command.recorded_by != order.platform:
        title = PLATFORMS.of(order.platform).title
        raise Refusal("not-ours", f"{title} fulfils this order")


def _check_units(order: PlatformOrder, command: Confirm, given_back: Mapping[str, int]) -> None:
    if not command.units or any(units < 1 for units in command.units.values()):
        raise Refusal("no-units", "a shipment needs at least one unit of each of its lines")
    lines = {line.line_id: line for line in order.lines}
    unknown = [line_id for line_id in command.units if line_id not in lines]
    if unknown:
        raise Refusal("unknown-line", f"no line {unknown[0]}", line_id=unknown[0])
    left = {
        line_id: line.quantity - line.handed_over - line.cancelled + given_back.get(line_id, 0)
        for line_id, line in lines.items()
    }
    if not any(left[line_id] > 0 for line_id in command.units):
        raise Refusal("already-fulfilled", "everything in it is fulfilled already")
    for line_id, units in command.units.items():
        if units > left[line_id]:
            raise Refusal(
                "quantity-too-large",
                f"line {line_id} has {left[line_id]} units left",
                line_id=line_id,
                left=left[line_id],
            )
