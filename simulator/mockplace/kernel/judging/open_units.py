"""What the judged program shows as open, as it knows it: by the platforms' order ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.judging.unit_ledger import OpenUnits
    from mockplace.kernel.judging.world_record import Place
    from mockplace.kernel.world import World


@dataclass(frozen=True, slots=True)
class ShownOpen:
    """Open units of one order: in total, or by line id or SKU."""

    #: The account's name, or '' where no other account has an order with that id.
    store: str
    order_id: str
    units: int | Mapping[str, int]


def resolved(world: World, shown: Iterable[ShownOpen]) -> OpenUnits:
    """Return open units by account and order id.

    Raise ``Refusal`` for an order or a line that the world does not have, for an id that several
    accounts have, and for an order that is named twice.
    """
    stores: dict[str, list[str]] = {}
    for store, order_id in world.orders:
        stores.setdefault(order_id, []).append(store)
    found: dict[Place, int | Mapping[str, int]] = {}
    for one in shown:
        known = [store for store in stores.get(one.order_id, ()) if one.store in ("", store)]
        if not known:
            raise Refusal("unknown-order", f"no account has an open order {one.order_id}")
        if len(known) > 1:
            raise Refusal("ambiguous", f"{one.order_id} is an order of {' and '.join(known)}")
        place = (known[0], one.order_id)
        if place in found:
            raise Refusal("twice", f"order {one.order_id} is named twice")
        _check_lines(world, place, one.units)
        found[place] = one.units
    return found


def _check_lines(world: World, place: Place, units: int | Mapping[str, int]) -> None:
    if isinstance(units, int):
        return
    lines = world.orders[place].lines
    known = {name for line in lines for name in (line.line_id, line.sku)}
    for name in units:
        if name not in known:
            articles = ", ".join(line.sku for line in lines)
            raise Refusal("unknown-line", f"order {place[1]} has no {name}; it has {articles}")
