"""Choose orders by name, or by the filters of ``shiponce orders``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.order import OrderStatus
from shiponce.errors import BadInput
from shiponce.views.documents import Chosen, LeftOut
from shiponce.views.orders import ExcludedRow, Grid
from shiponce.words.domain_words import STATUS_WORD

if TYPE_CHECKING:
    from shiponce.hub import Hub

F = TypeVar("F", bound=Callable[..., object])
_EXCLUDED = "excluded"
#: The options of which one at most names a grid.
EXCLUSIVE = [("--status", "--hidden", "--to-decide", "--excluded")]


def chooses(function: F) -> F:
    """Add ``ORDER…`` and the filters of ``shiponce orders`` to a command."""
    for decorate in (
        click.option("--limit", type=WholeNumber(), metavar="N", help="cli.option.documents_limit"),
        click.option("--query", default="", metavar="TEXT", help="cli.option.query"),
        click.option("--excluded", "apart", flag_value="excluded", help="cli.option.excluded"),
        click.option("--to-decide", "apart", flag_value="held", help="cli.option.to_decide"),
        click.option("--hidden", "apart", flag_value="hidden", help="cli.option.hidden"),
        click.option(
            "--status",
            type=LocalizedChoice([s.value for s in OrderStatus], STATUS_WORD),
            help="cli.option.status",
        ),
        click.argument("orders", nargs=-1, metavar="[ORDER]..."),
    ):
        function = decorate(function)
    return function


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a person typed to choose orders."""

    orders: Sequence[str]
    status: str | None
    apart: str | None
    query: str
    limit: int | None

    def chosen(self, hub: Hub) -> tuple[Chosen, int]:
        """Return the chosen orders, and how many more match than ``--limit`` allows.

        BadInput if an order does not exist, if nothing was chosen, or if orders are both named and
        filtered.
        """
        given = [name for name, value in self._filters() if value]
        if self.orders and given:
            raise BadInput("cli.bad.exclusive", first="ORDER", second=given[0])
        if self.orders:
            return Chosen([hub.orders.find(order) for order in self.orders]), 0
        if not self.status and not self.apart and not self.query.strip():
            raise BadInput("cli.bad.no_orders_chosen")
        ids, excluded = self._matches(hub)
        most = len(ids) if self.limit is None else self.limit
        left_out = tuple(_left_out(row) for row in excluded)
        return Chosen(ids[:most], left_out), max(0, len(ids) - most)

    def _filters(self) -> Iterator[tuple[str, object]]:
        yield "--status", self.status
        yield {"held": "--to-decide"}.get(self.apart or "", f"--{self.apart}"), self.apart
        yield "--query", self.query.strip()
        yield "--limit", self.limit

    def _matches(self, hub: Hub) -> tuple[list[int], Sequence[ExcludedRow]]:
        """Return the ids of the matching orders, and the matching excluded orders."""
        place = self.apart or self.status
        if not self.query.strip():
            if place == _EXCLUDED:
                return [], hub.orders.excluded()
            return list(hub.orders.ids(Grid(place or Grid.AWAITING_SHIPMENT))), ()
        found = hub.orders.search(self.query)
        records, away = frozenset(found.records), frozenset(found.away)
        excluded = [
            row
            for row in (hub.orders.excluded() if place in (None, _EXCLUDED) else ())
            if row.id in records or row.order_id in away
        ]
        if place == _EXCLUDED:
            return [], excluded
        return list(found.every if place is None else found.grids[Grid(place)]), excluded


def _left_out(row: ExcludedRow) -> LeftOut:
    return LeftOut(f"{row.store}:{row.remote_id}", row.order_id, row.reason)
