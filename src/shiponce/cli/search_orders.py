"""``shiponce orders --query``: matching orders in every grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shiponce.cli.context import CommandContext
from shiponce.cli.order_detail import print_excluded
from shiponce.cli.order_table import print_rows
from shiponce.views.orders import ExcludedRow, Grid, Search
from shiponce.words.domain_words import STATUS_WORD

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: The *place* of the excluded orders, which are in no grid.
EXCLUDED = "excluded"


def search_orders(context: CommandContext, query: str, place: str | None, limit: int) -> None:
    """Show the matches in every grid; with *place*, show that grid's matches and count the rest."""
    with context.hub() as hub:
        found = hub.orders.search(query)
        grid = Grid(place) if place and place != EXCLUDED else None
        ids = found.every if grid is None else found.grids[grid]
        rows = hub.orders.rows(ids[:limit]) if place != EXCLUDED else ()
        excluded = _excluded(hub, found)[:limit] if place in (None, EXCLUDED) else ()
    counts: dict[str, int] = {EXCLUDED: found.excluded}
    counts.update(found.counts.items())
    in_all = sum(counts.values()) if place is None else counts[place]
    context.data(
        {
            "query": query,
            "grid": grid or place,
            "in_all": in_all,
            "orders": rows,
            "excluded": excluded,
            "counts": counts,
        }
    )
    context.spoken("cli.orders.found", n=in_all, query=query.strip())
    where = ", ".join(_where(context, found, place))
    if where:
        context.line(where if place is None else context.say("cli.orders.also", where=where))
    if place != EXCLUDED:
        print_rows(context, rows, len(rows))
        context.cut(len(rows), len(ids))
    if excluded:
        print_excluded(context, excluded)
    if place in (None, EXCLUDED):
        context.cut(len(excluded), found.excluded)


def _excluded(hub: Hub, found: Search) -> tuple[ExcludedRow, ...]:
    """Return those matching orders that are excluded, quarantined, or of a disconnected store."""
    records, away = frozenset(found.records), frozenset(found.away)
    return tuple(row for row in hub.orders.excluded() if row.id in records or row.order_id in away)


def _where(context: CommandContext, found: Search, place: str | None) -> Iterator[str]:
    """Yield the number of matches in each grid except *place*."""
    for grid, n in found.counts.items():
        if n and grid != place:
            yield context.say("cli.orders.matches", n=n, grid=STATUS_WORD[grid])
    if found.excluded and place != EXCLUDED:
        yield context.say("cli.orders.matches", n=found.excluded, grid="word.excluded")
