"""Toybay's API on the wire.

Every request carries ``x-toybay-key``, the seller's key. Money is minor units, time is seconds UTC
(a fraction at most of milliseconds), a carrier is a number. A refusal is
``{"fault": {"reason": …, "text": …}}``.

* ``GET /toybay/v1/purchases?changed_from=…&changed_to=…&page=…``: the purchases that changed in
  [changed_from, changed_to], oldest first, 50 a page; ``next_page`` is null on the last one.
* ``GET /toybay/v1/purchases/{orderId}``: one purchase.
* ``GET /toybay/v1/purchases/{orderId}/dispatches``: its shipments.
* ``POST /toybay/v1/purchases/{orderId}/dispatches`` with ``{"carrier": 2, "tracking": "1Z…",
  "units": {"line": 1}}``: 201 and the shipment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route, reply
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.json_body import BodyErrors, JsonBody
from tests.acceptance.toy_platform.simulated.rules import NAME

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

BASE = "/toybay/v1/purchases"
#: Toybay's numbers of carriers.
CARRIERS = {1: "USPS", 2: "UPS", 3: "FedEx"}
_PAGE = 50
Json = dict[str, object]
Operation = Callable[["World", "Account", Request, Params], Response]


class ToybayError(Exception):
    """A refusal: its status, a reason for programs and a text for people."""

    def __init__(self, status: int, reason: str, text: str) -> None:
        super().__init__(reason)
        self.status, self.reason, self.text = status, reason, text

    def response(self) -> Response:
        """Return the refusal in Toybay's envelope."""
        return reply(self.status, {"fault": {"reason": self.reason, "text": self.text}})


class _BodyErrors(BodyErrors):
    def unreadable(self, *, too_deep: bool) -> ToybayError:
        return ToybayError(400, "body", "Too deep." if too_deep else "Not a JSON object.")

    def missing(self, path: str, kind: type[object]) -> ToybayError:
        return ToybayError(400, "field", f"{path} is missing.")

    def wrong(self, path: str, kind: type[object] | None) -> ToybayError:
        return ToybayError(400, "field", f"{path} makes no sense.")

    def empty(self, path: str) -> ToybayError:
        return ToybayError(400, "field", f"{path} is empty.")


class ToybayBody(JsonBody):
    """An object in a request's body."""

    ERRORS = _BodyErrors()


def account_of(world: World, request: Request, _params: Params) -> str:
    """Return the name of the account whose key a request carries, '' for none."""
    key = request.headers.get("x-toybay-key", "")
    sellers = (one for one in world.accounts.values() if one.platform == NAME)
    return next((one.name for one in sellers if one.token == key), "")


def served(operation: str, method: str, path: str, run: Operation) -> Route:
    """Return a route that checks the key and puts refusals into the envelope."""

    def handle(world: World, request: Request, params: Params) -> Response:
        try:
            store = account_of(world, request, params)
            if not store:
                raise ToybayError(401, "key", "The key is unknown or has expired.")
            return run(world, world.accounts[store], request, params)
        except ToybayError as error:
            return error.response()

    return Route(operation, NAME, method, f"{BASE}{path}", handle)


def list_purchases(world: World, account: Account, request: Request, _params: Params) -> Response:
    """Return a page of the purchases that changed in a time."""
    asked = request_parsing.fields(request.query)
    page = int(asked.get("page", "1"))
    first, last = (_milliseconds(asked.get(name)) for name in ("changed_from", "changed_to"))
    found = list(world.between(account.name, "modified", first, last))
    shown = [_purchase(one) for one in found[(page - 1) * _PAGE : page * _PAGE]]
    following = page + 1 if len(found) > page * _PAGE else None
    return reply(200, {"purchases": shown, "next_page": following})


def get_purchase(world: World, account: Account, _request: Request, params: Params) -> Response:
    """Return one purchase."""
    return reply(200, _purchase(_order(world, account, params)))


def list_dispatches(world: World, account: Account, _request: Request, params: Params) -> Response:
    """Return the shipments of a purchase."""
    order = _order(world, account, params)
    return reply(200, {"dispatches": [_dispatch(one) for one in order.packages]})


def create_dispatch(world: World, account: Account, request: Request, params: Params) -> Response:
    """Take a shipment on record."""
    order, body = _order(world, account, params), ToybayBody.of(request.body)
    carrier = CARRIERS.get(body.whole("carrier"))
    if carrier is None:
        raise ToybayError(422, "carrier", f"carrier is one of {', '.join(map(str, CARRIERS))}.")
    units = body.part("units")
    try:
        package = world.shipping.confirm(
            order.store,
            order.order_id,
            carrier=carrier,
            service="",
            tracking=body.text("tracking"),
            units={name: units.whole(name) for name in units.content},
            shipped_at=world.now,
        )
    except Refusal as refusal:
        raise ToybayError(409, refusal.code, refusal.message) from refusal
    return reply(201, _dispatch(package))


ROUTES = (
    served("listPurchases", "GET", "", list_purchases),
    served("getPurchase", "GET", "/{orderId}", get_purchase),
    served("listDispatches", "GET", "/{orderId}/dispatches", list_dispatches),
    served("createDispatch", "POST", "/{orderId}/dispatches", create_dispatch),
)


def _order(world: World, account: Account, params: Params) -> PlatformOrder:
    order = world.orders.get((account.name, params["orderId"]))
    if order is None:
        raise ToybayError(404, "purchase", "There is no such purchase.")
    return order


def _purchase(order: PlatformOrder) -> Json:
    buyer = order.buyer
    return {
        "id": order.order_id,
        "placed": order.placed_at / 1000,
        "changed": order.modified_at / 1000,
        "state": order.status,
        "currency": "USD",
        "shipping": order.shipping_cost,
        "service": order.requested_service,
        "ship_to": {
            "name": buyer.name,
            "street": buyer.street1,
            "street2": buyer.street2,
            "city": buyer.city,
            "region": buyer.state,
            "postcode": buyer.postcode,
            "country": buyer.country,
            "phone": buyer.phone,
            "email": buyer.email,
        },
        "lines": [
            {
                "id": line.line_id,
                "listing": line.listing_id,
                "sku": line.sku,
                "title": line.title,
                "units": line.quantity,
                "sent": line.fulfilled,
                "price": line.price,
                "grams": line.weight,
            }
            for line in order.lines
        ],
    }


def _dispatch(package: ShippedPackage) -> Json:
    numbers = {name: number for number, name in CARRIERS.items()}
    return {
        "id": package.package_id,
        "carrier": numbers.get(package.carrier, 0),
        "tracking": package.tracking,
        "units": dict(package.units),
    }


def _milliseconds(seconds: str | None) -> int | None:
    return None if seconds is None else round(float(seconds) * 1000)
