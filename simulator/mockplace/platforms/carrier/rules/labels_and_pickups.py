"""The house carrier: one label per reference, collected at the daily pick-up, then delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event
from mockplace.kernel.judging.label_records import LabelRecord
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.carrier.rules import commands
from mockplace.platforms.carrier.rules.events import CarrierLabelPut
from mockplace.platforms.carrier.rules.records import CarrierLabel, CarrierLabels

if TYPE_CHECKING:
    from mockplace.kernel.platform_rules import Decide, Evolve
    from mockplace.kernel.world import World

_HOUR = 3_600_000
_DAY = 24 * _HOUR
#: The currency of every price of the carrier.
CURRENCY = "USD"
#: The hour (UTC) of the daily pick-up: 2 p.m. in Nevada, where the warehouse is.
PICKUP_HOUR = 22
#: Packages are delivered until this hour UTC.
_EVENING = 20


def labels(state: State) -> CarrierLabels:
    """Return the labels that the carrier has sold in a world."""
    return state.platform_state(CarrierLabels)


def next_pickup(now: int) -> int:
    """Return the time of the next daily pick-up after *now*, in ms UTC."""
    today = now // _DAY * _DAY + PICKUP_HOUR * _HOUR
    return today if today > now else today + _DAY


def arrival(pickup: int, days: int) -> int:
    """Return the latest delivery time, in ms UTC, of a package collected at *pickup*."""
    return (pickup // _DAY + days) * _DAY + _EVENING * _HOUR


def bought(command: commands.BuyCarrierLabel, state: State) -> tuple[Event, ...]:
    """Return the event of a new label; no event if the reference has the same label already.

    Refuse a reference that was used for a different label.
    """
    known = labels(state).by_reference.get((command.account, command.reference))
    if known is not None:
        label = labels(state).by_id[known]
        if (label.service_id, label.package) != (command.service_id, command.package):
            raise Refusal("reference-used", "the reference belongs to a label of something else")
        return ()
    key = f"{command.account}/{command.reference}"
    pickup = next_pickup(state.now)
    label = CarrierLabel(
        label_id=_label_id(state, key),
        account=command.account,
        reference=command.reference,
        service_id=command.service_id,
        service=command.service,
        tracking=_tracking(state, command.account, key),
        price=command.price,
        package=command.package,
        created_at=state.now,
        pickup_at=pickup,
        arrives_at=arrival(pickup, command.days),
    )
    return (CarrierLabelPut(label),)


def voided(command: commands.VoidCarrierLabel, state: State) -> tuple[Event, ...]:
    """Return the event that voids a label, none if already voided; refuse a collected package."""
    label = _known(state, command.label_id)
    if label.voided_at:
        return ()
    if label.collected_at:
        raise Refusal("label-collected", "the package has been collected")
    return (CarrierLabelPut(replace(label, voided_at=state.now)),)


def collected(command: commands.CollectPackage, state: State) -> tuple[Event, ...]:
    """Return the event that a package was collected; no event for a voided or collected label."""
    label = _known(state, command.label_id)
    if label.voided_at or label.collected_at:
        return ()
    return (CarrierLabelPut(replace(label, collected_at=state.now)),)


def delivered(command: commands.DeliverPackage, state: State) -> tuple[Event, ...]:
    """Return the event that a package was delivered; no event if the package is not on its way."""
    label = _known(state, command.label_id)
    if not label.collected_at or label.delivered_at:
        return ()
    return (CarrierLabelPut(replace(label, delivered_at=state.now)),)


def reactions(state: State, event: Event) -> tuple[Effect, ...]:
    """Schedule the pick-up of a bought label's package, or the delivery of a collected package."""
    if not isinstance(event, CarrierLabelPut):
        return ()
    label = event.label
    if label.status == "bought":
        return (Effect(label.pickup_at, label.label_id, "collect"),)
    if label.status == "collected":
        return (Effect(label.arrives_at, label.label_id, "deliver"),)
    return ()


def collect(world: World, effect: Effect) -> None:
    """Collect the package at the day's pick-up."""
    world.do(commands.CollectPackage(effect.key))


def deliver(world: World, effect: Effect) -> None:
    """Deliver the package."""
    world.do(commands.DeliverPackage(effect.key))


def put(event: CarrierLabelPut, state: State) -> None:
    """Write the label into the state."""
    label, known = event.label, labels(state)
    known.by_id[label.label_id] = label
    known.by_reference[label.account, label.reference] = label.label_id
    known.by_tracking[label.tracking] = label.label_id


def seen(state: State, label_id: str) -> CarrierLabel | None:
    """Return a label as API clients see it; None if there is none.

    While outdated data is simulated (``state.looking_back``), return the label's earlier state.
    """
    label = labels(state).by_id.get(label_id)
    then = state.looking_back
    if label is None or then is None:
        return label
    if label.created_at > then:
        return None
    return replace(
        label,
        voided_at=_by(label.voided_at, then),
        collected_at=_by(label.collected_at, then),
        delivered_at=_by(label.delivered_at, then),
    )


def label_records(state: State) -> Iterator[LabelRecord]:
    """Yield every label with the orders in its package."""
    accounts = {(one.platform, one.account): name for name, one in state.accounts.items()}
    for label in labels(state).by_id.values():
        orders: dict[tuple[str, str], Mapping[str, int]] = {}
        for one in label.orders:
            store = accounts.get((one.platform, one.account), one.account)
            orders[store, one.order_id] = one.units
        yield LabelRecord(
            label_id=label.label_id,
            reference=label.reference,
            tracking=label.tracking,
            made_at=label.created_at,
            voided_at=label.voided_at,
            left_at=label.collected_at,
            orders=orders,
            price=label.price,
            currency=CURRENCY,
            destination=label.package.ship_to,
            prefix=_prefix(label.account),
        )


def _by(at: int, then: int) -> int:
    return at if at <= then else 0


def _known(state: State, label_id: str) -> CarrierLabel:
    label = labels(state).by_id.get(label_id)
    if label is None:
        raise Refusal("unknown-label", "no such label", label_id=label_id)
    return label


def _label_id(state: State, key: str) -> str:
    found = (f"lbl_{ids.letters(16, state.seed, 'carrier label', key, n)}" for n in count())
    return next(one for one in found if one not in labels(state).by_id)


def _tracking(state: State, account: str, key: str) -> str:
    """Return a tracking number in UPS's format: 1Z, the six-character account, ten digits."""
    begin = _prefix(account)
    found = (f"{begin}{ids.digits(10, state.seed, 'carrier tracking', key, n)}" for n in count())
    return next(one for one in found if one not in labels(state).by_tracking)


def _prefix(account: str) -> str:
    return f"1Z{account}"


DECIDE: Mapping[type[Command], Decide] = {
    commands.BuyCarrierLabel: bought,
    commands.VoidCarrierLabel: voided,
    commands.CollectPackage: collected,
    commands.DeliverPackage: delivered,
}
EVOLVE: Mapping[type[Event], Evolve] = {CarrierLabelPut: put}
