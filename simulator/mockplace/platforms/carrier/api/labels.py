"""The carrier's operations: rates, labels, their documents, tracking and the next pickup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.carrier.api import errors, render
from mockplace.platforms.carrier.api.errors import MARK, CarrierError, said
from mockplace.platforms.carrier.api.request_body import (
    REFERENCE,
    CarrierBody,
    package_of,
    reference_of,
)
from mockplace.platforms.carrier.api.services import SERVICES
from mockplace.platforms.carrier.rules import labels_and_pickups
from mockplace.platforms.carrier.rules.commands import BuyCarrierLabel, VoidCarrierLabel
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_milliseconds
from mockplace.platforms.shared.label_documents.accepted_kind import KINDS, accepted_kind
from mockplace.platforms.shared.label_documents.document import document

if TYPE_CHECKING:
    from mockplace.kernel.world import World
    from mockplace.platforms.carrier.rules.records import CarrierLabel

BASE = "/carrier/v1"
_Params = dict[str, str]


def quote_rates(world: World, _account: str, request: Request, _params: _Params) -> Response:
    """Return the price of shipping a package with each service; buy nothing."""
    package = package_of(CarrierBody.known(request.body, ("package",)))
    return said(200, render.rates(package.weight, world.now))


def buy_label(world: World, account: str, request: Request, _params: _Params) -> Response:
    """Buy a label under the client's reference; answer 201 with the label.

    If the reference already has a label, buy nothing: answer 200 with that label if it was bought
    with the same request, else 409.
    """
    body = CarrierBody.known(request.body, ("reference", "serviceId", "package"))
    reference = reference_of(body)
    named = body.text("serviceId")
    service = next((one for one in SERVICES if one.service_id == named), None)
    if service is None:
        known = ", ".join(one.service_id for one in SERVICES)
        shown = "".join(one for one in named if one.isprintable())
        raise CarrierError(
            422, "unknown_service", f"There is no service {shown}; there are: {known}.", "serviceId"
        )
    package = package_of(body)
    labels = labels_and_pickups.labels(world.state)
    known_before = (account, reference) in labels.by_reference
    try:
        world.do(
            BuyCarrierLabel(
                account,
                reference,
                service.service_id,
                service.name,
                service.price(package.weight),
                service.days,
                package,
            )
        )
    except Refusal as refusal:
        raise CarrierError(
            409,
            "reference_used",
            "The reference belongs to a label that was bought for something else; nothing was "
            "bought now.",
            "reference",
        ) from refusal
    label = labels.by_id[labels.by_reference[account, reference]]
    headers = {"location": f"{BASE}/labels/{label.label_id}"}
    return said(200 if known_before else 201, render.label(label), headers)


def find_labels(world: World, account: str, request: Request, _params: _Params) -> Response:
    """Return a reference and the list of its labels: one label or none."""
    reference = request_parsing.fields(request.query).get("reference", "")
    if not REFERENCE.fullmatch(reference):
        raise errors.invalid(
            "reference", "reference is to be 1 to 64 ASCII characters without blanks."
        )
    label_id = labels_and_pickups.labels(world.state).by_reference.get((account, reference))
    label = labels_and_pickups.seen(world.state, label_id) if label_id else None
    shown = [render.label(label)] if label else []
    return said(200, {"reference": reference, "labels": shown})


def get_label(world: World, account: str, _request: Request, params: _Params) -> Response:
    """Return one label with its state."""
    return said(200, render.label(_label_of(world, account, params["labelId"])))


def void_label(world: World, account: str, _request: Request, params: _Params) -> Response:
    """Void a label, unless it is already voided; refuse if its package was collected."""
    label_id = params["labelId"]
    known = labels_and_pickups.labels(world.state).by_id
    if label_id not in known or known[label_id].account != account:
        raise errors.not_found("label")
    try:
        world.do(VoidCarrierLabel(label_id))
    except Refusal as refusal:
        at = to_milliseconds(known[label_id].collected_at)
        raise CarrierError(
            409,
            "label_collected",
            f"The package was collected on {at}: it has left, and its label is used.",
        ) from refusal
    return said(200, render.label(known[label_id]))


def get_document(world: World, account: str, request: Request, params: _Params) -> Response:
    """Return the label document as PDF, PNG or ZPL (``Accept``), marked as a specimen."""
    kind = _accepted(request.headers.get("accept", ""))
    label = _label_of(world, account, params["labelId"])
    if label.voided_at:
        raise CarrierError(409, "label_voided", "The label was voided: its document is gone.")
    drawn = document(KINDS[kind], render.contents(label))
    return Response(200, {"content-type": kind, **MARK}, drawn)


def track(world: World, account: str, _request: Request, params: _Params) -> Response:
    """Return the tracking status and events of a package."""
    label_id = labels_and_pickups.labels(world.state).by_tracking.get(params["trackingNumber"])
    label = labels_and_pickups.seen(world.state, label_id) if label_id else None
    if label is None or label.account != account:
        raise errors.not_found("tracking number")
    return said(200, render.tracking(label))


def get_next_pickup(world: World, _account: str, _request: Request, _params: _Params) -> Response:
    """Return the next pick-up; labels can be voided until then."""
    return said(200, {"pickupAt": to_milliseconds(labels_and_pickups.next_pickup(world.now))})


def _label_of(world: World, account: str, label_id: str) -> CarrierLabel:
    label = labels_and_pickups.seen(world.state, label_id)
    if label is None or label.account != account:
        raise errors.not_found("label")
    return label


def _accepted(header: str) -> str:
    """Return the media type that an Accept header chooses; raise 406 if there is none."""
    kind = accepted_kind(header)
    if kind is None:
        raise CarrierError(
            406, "not_acceptable", f"A document is one of {', '.join(KINDS)}: say so in Accept."
        )
    return kind
