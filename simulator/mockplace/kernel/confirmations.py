"""What each platform takes as a confirmation of a shipment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mockplace.kernel import ids
from mockplace.kernel.assumptions import LABELLED, PRIME, SECOND_CONFIRMATION
from mockplace.kernel.commands import Confirm
from mockplace.kernel.records import Parcel, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

#: eBay's fulfilment id where no tracking number was given.
WITHOUT_TRACKING = "999"


def confirmed(state: State, order: PlatformOrder, command: Confirm) -> Parcel:
    """The parcel that the platform takes on record, or its refusal.

    On Amazon the reference that an earlier parcel of the order has makes this an edit of it.
    """
    _refuse_closed(order)
    _refuse_own_label(state, order, command)
    parcel_id = _parcel_id(state, order, command)
    _check_units(order, command, parcel_id)
    if order.platform == "ebay" and any(p.parcel_id == parcel_id for p in order.parcels):
        raise Refusal("parcel-exists", "the fulfilment exists", parcel_id=parcel_id)
    return Parcel(
        parcel_id=parcel_id,
        carrier=command.carrier,
        service=command.service,
        tracking=command.tracking,
        shipped_at=command.shipped_at,
        created_at=_created(state, order, parcel_id),
        units=dict(command.units),
        told_by=command.told_by,
        provider=command.provider,
        link=command.link,
        comments=command.comments,
    )


def passed_over(state: State, order: PlatformOrder, command: Confirm) -> bool:
    """Whether Amazon takes the confirmation and does nothing: it knows of these units already."""
    if order.platform != "amazon" or order.status not in ("partial", "shipped"):
        return False
    if any(parcel.parcel_id == command.reference for parcel in order.parcels):
        return False  # an edit of that parcel
    lines = {line.line_id: line for line in order.lines}
    if not command.units.keys() <= lines.keys() or any(
        lines[line_id].fulfilled < lines[line_id].quantity - lines[line_id].cancelled
        for line_id in command.units
    ):
        return False
    labelled = any(parcel.told_by == "buy-shipping" for parcel in order.parcels)
    return state.chosen.of(LABELLED if labelled else SECOND_CONFIRMATION) == "ignored"


def known(order: PlatformOrder, parcel_id: str) -> Parcel:
    """The order's parcel with an id."""
    for parcel in order.parcels:
        if parcel.parcel_id == parcel_id:
            return parcel
    raise Refusal("unknown-parcel", f"no parcel {parcel_id}", parcel_id=parcel_id)


def rewritten(parcel: Parcel, texts: Mapping[str, str]) -> Parcel:
    """The parcel with some of its texts, by their names in it, written anew."""
    return replace(
        parcel,
        carrier=texts.get("carrier", parcel.carrier),
        service=texts.get("service", parcel.service),
        tracking=texts.get("tracking", parcel.tracking),
        provider=texts.get("provider", parcel.provider),
        link=texts.get("link", parcel.link),
        comments=texts.get("comments", parcel.comments),
    )


def completes(order: PlatformOrder, parcel: Parcel) -> bool:
    """Whether nothing is left to ship once the parcel is on its way."""
    return all(left <= parcel.units.get(line_id, 0) for line_id, left in remaining(order).items())


def remaining(order: PlatformOrder) -> dict[str, int]:
    """Line id → units still to ship, of the lines that are shipped at all."""
    lines = [line for line in order.lines if line.physical] or order.lines
    return {line.line_id: line.quantity - line.fulfilled - line.cancelled for line in lines}


def _refuse_closed(order: PlatformOrder) -> None:
    if order.platform == "bigcommerce":
        return  # it lets a merchant ship whatever has an address
    if order.status == "cancelled":
        raise Refusal("cancelled", "the order was cancelled")
    if order.status == "unpaid":
        raise Refusal("unpaid", "the order is not paid")


def _refuse_own_label(state: State, order: PlatformOrder, command: Confirm) -> None:
    """Prime, where the label has to be Amazon's; ``told_by`` says whose it is."""
    if order.platform != "amazon" or not order.prime or command.told_by == "buy-shipping":
        return
    if state.chosen.of(PRIME) == "refused":
        raise Refusal("prime-label", "a Prime order is shipped with a label of Amazon's")


def _parcel_id(state: State, order: PlatformOrder, command: Confirm) -> str:
    if order.platform == "bigcommerce":
        return str(int(order.order_id) * 10 + order.parcels_made)
    if command.told_by != "amazon" and order.afn:
        raise Refusal("not-ours", "Amazon fulfils this order")
    if order.platform == "amazon":
        key = f"{order.store}/{order.order_id}"
        return command.reference or ids.digits(9, state.seed, "package", key, order.parcels_made)
    return "".join(filter(str.isalnum, command.tracking)) or WITHOUT_TRACKING


def _check_units(order: PlatformOrder, command: Confirm, parcel_id: str) -> None:
    if not command.units or any(units < 1 for units in command.units.values()):
        raise Refusal("no-units", "a shipment needs at least one unit of each of its lines")
    lines = {line.line_id: line for line in order.lines}
    unknown = [line_id for line_id in command.units if line_id not in lines]
    if unknown:
        raise Refusal("unknown-line", f"no line {unknown[0]}", line_id=unknown[0])
    edited = next((p for p in order.parcels if p.parcel_id == parcel_id), None)
    given_back = edited.units if edited and order.platform == "amazon" else {}
    left = {
        line_id: line.quantity - line.fulfilled - line.cancelled + given_back.get(line_id, 0)
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


def _created(state: State, order: PlatformOrder, parcel_id: str) -> int:
    for parcel in order.parcels:
        if parcel.parcel_id == parcel_id:
            return parcel.created_at
    return state.now
