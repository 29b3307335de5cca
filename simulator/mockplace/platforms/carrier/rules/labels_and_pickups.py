"""The invented carrier: one label a reference, collected at the day's pick-up, then delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

from mockplace.kernel import commands, ids
from mockplace.kernel.events import CarrierLabelPut, Event
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.platforms.carrier.rules.records import CarrierLabel

_HOUR = 3_600_000
_DAY = 24 * _HOUR
#: The hour UTC at which the day's packages are collected: two in the afternoon at a dock in Nevada.
PICKUP_HOUR = 22
#: Packages are delivered until this hour UTC.
_EVENING = 20


def next_pickup(now: int) -> int:
    """The pick-up that comes next, in ms UTC: one is every day, and what is due is over."""
    today = now // _DAY * _DAY + PICKUP_HOUR * _HOUR
    return today if today > now else today + _DAY


def arrival(pickup: int, days: int) -> int:
    """The last moment of the day on which a package that is collected then arrives."""
    return (pickup // _DAY + days) * _DAY + _EVENING * _HOUR


def bought(state: State, command: commands.BuyCarrierLabel) -> tuple[Event, ...]:
    """The label; nothing where the reference has this very label already."""
    known = state.carrier_references.get((command.account, command.reference))
    if known is not None:
        label = state.carrier_labels[known]
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


def voided(state: State, command: commands.VoidCarrierLabel) -> tuple[Event, ...]:
    """The label given back; nothing where it was given back before."""
    label = _known(state, command.label_id)
    if label.voided_at:
        return ()
    if label.collected_at:
        raise Refusal("label-collected", "the package has been collected")
    return (CarrierLabelPut(replace(label, voided_at=state.now)),)


def collected(state: State, command: commands.CollectPackage) -> tuple[Event, ...]:
    """The package on its way, unless its label was voided."""
    label = _known(state, command.label_id)
    if label.voided_at or label.collected_at:
        return ()
    return (CarrierLabelPut(replace(label, collected_at=state.now)),)


def delivered(state: State, command: commands.DeliverPackage) -> tuple[Event, ...]:
    """The package at its end."""
    label = _known(state, command.label_id)
    if not label.collected_at or label.delivered_at:
        return ()
    return (CarrierLabelPut(replace(label, delivered_at=state.now)),)


def reactions(event: Event) -> tuple[Effect, ...]:
    """A bought label is collected at the next pick-up; what is collected arrives."""
    if not isinstance(event, CarrierLabelPut):
        return ()
    label = event.label
    if label.status == "bought":
        return (Effect(label.pickup_at, label.label_id, "collect"),)
    if label.status == "collected":
        return (Effect(label.arrives_at, label.label_id, "deliver"),)
    return ()


def move(act: Callable[[commands.Command], None], effect: Effect) -> None:
    """The van comes by, or stops at a door."""
    if effect.kind == "collect":
        act(commands.CollectPackage(effect.key))
    else:
        act(commands.DeliverPackage(effect.key))


def put(event: CarrierLabelPut, state: State) -> None:
    """Writes the label into the books."""
    label = event.label
    state.carrier_labels[label.label_id] = label
    state.carrier_references[label.account, label.reference] = label.label_id
    state.carrier_numbers[label.tracking] = label.label_id


def seen(state: State, label_id: str) -> CarrierLabel | None:
    """A label as a reader sees it: as it was before, while the past is shown."""
    label = state.carrier_labels.get(label_id)
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


def _by(at: int, then: int) -> int:
    return at if at <= then else 0


def _known(state: State, label_id: str) -> CarrierLabel:
    label = state.carrier_labels.get(label_id)
    if label is None:
        raise Refusal("unknown-label", "no such label", label_id=label_id)
    return label


def _label_id(state: State, key: str) -> str:
    found = (f"lbl_{ids.letters(16, state.seed, 'carrier label', key, n)}" for n in count())
    return next(one for one in found if one not in state.carrier_labels)


def _tracking(state: State, account: str, key: str) -> str:
    """A number of the shape of UPS's: 1Z, six characters of the account, ten digits."""
    found = (
        f"1Z{account}{ids.digits(10, state.seed, 'carrier tracking', key, n)}" for n in count()
    )
    return next(one for one in found if one not in state.carrier_numbers)
