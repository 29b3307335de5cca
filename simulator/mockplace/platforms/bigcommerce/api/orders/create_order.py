"""``POST /v2/orders``: an app writes an order of another system into a store.

A documented field that is not simulated is refused, unless its value is empty or zero. A total is
accepted if it equals the calculated total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, reply
from mockplace.kernel.records import PlatformOrder
from mockplace.platforms.bigcommerce.api import dates, endpoint, errors
from mockplace.platforms.bigcommerce.api.order_statuses import STATUSES
from mockplace.platforms.bigcommerce.api.orders import parse_address, render
from mockplace.platforms.bigcommerce.api.orders.create_order_lines import amount, lines
from mockplace.platforms.bigcommerce.api.orders.orders import NOT_SIMULATED, READ_ONLY
from mockplace.platforms.bigcommerce.api.store_information import channel_ids
from mockplace.platforms.bigcommerce.rules.commands import WriteOrder

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

Json = dict[str, object]

#: String fields that are stored and shown unchanged.
_TEXTS = (
    "external_order_id", "external_merchant_id", "external_source", "staff_notes",
    "customer_message", "payment_method", "ebay_order_id",
)  # fmt: skip
#: The fields, besides _TEXTS, from which the order is built.
_PARTS = (
    "status_id", "customer_id", "billing_address", "products", "shipping_addresses", "channel_id",
    "date_created", "shipping_cost_ex_tax", "shipping_cost_inc_tax", "base_shipping_cost",
    "default_currency_code",
)  # fmt: skip
#: Totals that an app may send if they equal the totals calculated from lines and shipping.
_SUMS = ("subtotal_ex_tax", "subtotal_inc_tax", "total_ex_tax", "total_inc_tax")
#: The default status id of a written order: Pending.
_PENDING = 1
_LONGEST = 65_535
_MOST_CUSTOMERS = 2_000_000_000


def create_order(world: World, account: Account, request: Request, _params: Params) -> object:
    """Return 201 and the order; products and a billing address are required."""
    known = (*_TEXTS, *_PARTS, *NOT_SIMULATED)
    read_only = [name for name in READ_ONLY if name not in _TEXTS]
    given = endpoint.fields(request, read_only=read_only, known=known)
    for name in ("billing_address", "products"):
        if name not in given:
            raise errors.required(name)
    made = _order(world, account, given)
    _check_sums(given, made)
    world.do(WriteOrder(made))
    written = next(reversed(world.state.stores[account.name].orders.values()))
    return reply(201, render.order(world, written))


def _order(world: World, account: Account, given: Json) -> PlatformOrder:
    billed = parse_address.person(given["billing_address"], "billing_address")
    buyer, method = _shipped_to(given, billed)
    placed_at = _date(world, given)
    currency = given.get("default_currency_code", world.currency)
    if not isinstance(currency, str) or currency not in (world.currency, *account.currencies):
        raise errors.invalid("default_currency_code")
    return PlatformOrder(
        platform="bigcommerce",
        store=account.name,
        order_id="",
        purchase="",
        placed_at=placed_at,
        modified_at=world.now,
        status="unpaid",
        status_id=_number(given, "status_id", _PENDING, tuple(STATUSES)),
        buyer=buyer,
        billed=None if buyer == billed else billed,
        lines=lines(world, account, given["products"]),
        shipping_cost=_shipping(given),
        currency=currency,
        written=_written(world, account, given, method),
    )


def _shipped_to(given: Json, billed: parse_address.Person) -> tuple[parse_address.Person, str]:
    """Return recipient and shipping method; the recipient is by default *billed* (assumed)."""
    addresses = given.get("shipping_addresses")
    if not addresses:
        return billed, ""
    if not isinstance(addresses, list):
        raise errors.invalid("shipping_addresses")
    if len(addresses) > 1:
        raise errors.BigCommerceError(
            501, "mockplace does not simulate several 'shipping_addresses'."
        )
    (one,) = addresses
    found = parse_address.person(
        one, "shipping_addresses", also=("shipping_method",), otherwise=billed
    )
    method = one.get("shipping_method") if isinstance(one, dict) else ""
    return found, method if isinstance(method, str) else ""


def _written(world: World, account: Account, given: Json, method: str) -> dict[str, str]:
    found = {"order_source": "external", "payment_method": "Manual"}
    for name in _TEXTS:
        value = given.get(name)
        if value is None:
            continue
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise errors.invalid(name)
        found[name] = value
    if method:
        found["shipping_method"] = method
    channel = _number(given, "channel_id", 1, channel_ids(world, account))
    customer = _number(given, "customer_id", 0)
    return found | {"channel_id": str(channel), "customer_id": str(customer)}


def _number(given: Json, name: str, default: int, among: tuple[int, ...] = ()) -> int:
    value = given.get(name)
    if value is None:
        return default
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise errors.invalid(name)
    if not 0 <= value < _MOST_CUSTOMERS or (among and value not in among):
        raise errors.invalid(name)
    return value


def _shipping(given: Json) -> int:
    """Return what the buyer pays for shipping, in minor units, including tax.

    The fields with and without tax must be sent together, as documented.
    """
    net, gross = given.get("shipping_cost_ex_tax"), given.get("shipping_cost_inc_tax")
    if (net is None) != (gross is None):
        missing = "shipping_cost_inc_tax" if gross is None else "shipping_cost_ex_tax"
        raise errors.required(missing)
    if gross is not None:
        amount(net, "shipping_cost_ex_tax")
        return amount(gross, "shipping_cost_inc_tax")
    base = given.get("base_shipping_cost")
    return 0 if base is None else amount(base, "base_shipping_cost")


def _date(world: World, given: Json) -> int:
    """Return the order's date in ms UTC (default: now); refuse an invalid or future date."""
    value = given.get("date_created")
    if value is None or value == "":
        return world.now
    seconds = dates.parse(value) if isinstance(value, str) else None
    if seconds is None or not 0 <= seconds * 1000 <= world.now:
        raise errors.invalid("date_created")
    return seconds * 1000


def _check_sums(given: Json, made: PlatformOrder) -> None:
    """Refuse totals that differ from the calculated ones, and fields that are not simulated."""
    net = sum(line.price * line.quantity for line in made.lines)
    tax = sum(line.tax for line in made.lines)
    wanted = dict(
        zip(
            _SUMS,
            (net, net + tax, net + made.shipping_cost, net + tax + made.shipping_cost),
            strict=True,
        )
    )
    units = sum(line.quantity for line in made.lines)
    for name in NOT_SIMULATED:
        value = given.get(name)
        if name in _TEXTS or name in _PARTS or _says_nothing(value):
            continue
        if name in wanted and amount(value, name) == wanted[name]:
            continue
        if name == "items_total" and str(value) == str(units):
            continue
        raise errors.BigCommerceError(501, f"mockplace does not simulate writing '{name}'.")


def _says_nothing(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip("0. ")
    return not value
