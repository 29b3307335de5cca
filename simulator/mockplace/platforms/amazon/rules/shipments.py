"""Which shipment confirmations Amazon accepts, ignores or refuses."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.commands import Confirm
from mockplace.kernel.confirmations import refuse_closed, refuse_fulfilled_by_platform
from mockplace.kernel.events import Event
from mockplace.kernel.records import BoughtLabel, PlatformOrder, ShippedPackage
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State
from mockplace.platforms.amazon.rules import allowed_order_facts, assumptions
from mockplace.platforms.amazon.rules.assumptions import LABELLED, PRIME, SECOND_CONFIRMATION

#: Confirmations from outside Amazon's own pages; on its pages, Amazon applies the programs itself.
_PROGRAMS_SAY = ("api", "relay")


def check(state: State, order: PlatformOrder, command: Confirm) -> None:
    """Refuse a confirmation that Amazon does not accept.

    Refused: a closed order, an order that Amazon fulfils, an order of a program that Amazon
    confirms itself, and (if so assumed) a Prime order whose label was not bought from Amazon and
    Transparency items without codes.
    """
    refuse_closed(order)
    if command.recorded_by in _PROGRAMS_SAY:
        _refuse_program(state, order)
        _refuse_without_codes(state, order, command)
    own_label = command.recorded_by == "buy-shipping"
    if order.prime and not own_label and state.assumptions.of(PRIME) == "refused":
        raise Refusal("prime-label", "a Prime order is shipped with a label of Amazon's")
    refuse_fulfilled_by_platform(order, command)


def _refuse_program(state: State, order: PlatformOrder) -> None:
    """Refuse what a program does not leave to the seller.

    Ship+: developer-docs.amazon.com, "Confirm the shipment status" (read in November 2026): such
    orders "do not support the confirmShipment operation and result in a 400 error".
    """
    programs, asked = order.facts.programs, state.assumptions.of
    if (
        allowed_order_facts.SHIP_PLUS in programs
        or (allowed_order_facts.EASY_SHIP in programs and asked(assumptions.EASY_SHIP) == "refused")
        or (allowed_order_facts.IN_STORE in programs and asked(assumptions.IN_STORE) == "refused")
    ):
        raise Refusal("not-to-confirm", "a program of the order confirms its shipment")


def _refuse_without_codes(state: State, order: PlatformOrder, command: Confirm) -> None:
    if state.assumptions.of(assumptions.TRANSPARENCY) == "taken":
        return
    for line in order.lines:
        units = command.units.get(line.line_id, 0)
        needs = allowed_order_facts.TRANSPARENCY in line.facts.programs
        if needs and len(command.codes.get(line.line_id, ())) < units:
            raise Refusal(
                "codes-missing", f"line {line.line_id} needs a code a unit", line_id=line.line_id
            )


def ignores(state: State, order: PlatformOrder, command: Confirm) -> bool:
    """Return True if Amazon accepts the confirmation but changes nothing.

    Amazon does so only if all lines of the confirmation are already shipped under another reference
    and the world's answer to the assumption is "ignored". The assumption is LABELLED if the order
    has a label that was bought from Amazon, else SECOND_CONFIRMATION.
    """
    if order.status not in ("partial", "shipped"):
        return False
    if any(package.package_id == command.reference for package in order.packages):
        return False  # the confirmation edits that package
    lines = {line.line_id: line for line in order.lines}
    if not command.units.keys() <= lines.keys() or any(
        lines[line_id].handed_over < lines[line_id].quantity - lines[line_id].cancelled
        for line_id in command.units
    ):
        return False
    labelled = any(package.recorded_by == "buy-shipping" for package in order.packages)
    return state.assumptions.of(LABELLED if labelled else SECOND_CONFIRMATION) == "ignored"


def package_id(state: State, order: PlatformOrder, command: Confirm) -> str:
    """Return the package's reference; generate one if the confirmation has none."""
    key = f"{order.store}/{order.order_id}"
    return command.reference or ids.digits(9, state.seed, "package", key, order.packages_made)


def follow_up(state: State, order: PlatformOrder, package: ShippedPackage) -> tuple[Event, ...]:
    """Return no events: the order's status follows from its packages."""
    return ()


def label_confirms(state: State, label: BoughtLabel) -> bool:
    """Return True: a label bought from Amazon confirms the shipment."""
    return True
