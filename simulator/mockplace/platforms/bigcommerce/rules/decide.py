"""Decide the commands that exist only for BigCommerce stores."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel import confirmations
from mockplace.kernel.accounts import account_of
from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event, PackageGone, PackagePut, Placed
from mockplace.kernel.find_order import known
from mockplace.kernel.platform_rules import Decide
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules import commands as asked
from mockplace.platforms.bigcommerce.rules import orders_from_apps
from mockplace.platforms.bigcommerce.rules.events import (
    Archived,
    RestockingSet,
    StatusSet,
    Written,
)
from mockplace.platforms.bigcommerce.rules.order_status import CANCELLED, with_status

Events = tuple[Event, ...]


def set_cancelled(state: State, order: PlatformOrder) -> Events:
    """Return the event that gives an order the status Cancelled."""
    return (StatusSet(order.store, order.order_id, CANCELLED, state.now),)


def _change_package(command: asked.ChangePackage, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    package = confirmations.rewritten(confirmations.known(order, command.package_id), command.texts)
    return (PackagePut(order.store, order.order_id, package, state.now),)


def _remove_package(command: asked.RemovePackage, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    package = confirmations.known(order, command.package_id)
    return (PackageGone(order.store, order.order_id, package.package_id, state.now),)


def _set_status(command: asked.SetStatus, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return with_status(order, command.status_id, state.now)


def _write(command: asked.Write, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    return (Written(order.store, order.order_id, command.texts, state.now),)


def _archive(command: asked.Archive, state: State) -> Events:
    order = known(state, command.store, command.order_id)
    if order.archived:
        return ()
    return (Archived(order.store, order.order_id, state.now),)


def _write_order(command: asked.WriteOrder, state: State) -> Events:
    return (Placed(orders_from_apps.numbered(state, command.order)),)


def _set_restocking(command: asked.SetRestocking, state: State) -> Events:
    account = account_of(state, command.store)
    if command.restocks == account.restocks:
        return ()
    return (RestockingSet(account.name, command.restocks),)


DECIDE: Mapping[type[Command], Decide] = {
    asked.ChangePackage: _change_package,
    asked.RemovePackage: _remove_package,
    asked.SetStatus: _set_status,
    asked.Write: _write,
    asked.Archive: _archive,
    asked.WriteOrder: _write_order,
    asked.SetRestocking: _set_restocking,
}
