"""``shiponce orders``: list, search and show orders, and record a person's decisions."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from shiponce.cli.actor_option import acts
from shiponce.cli.chosen_orders import OrderFilter
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.order_detail import print_evidence, print_excluded, print_order
from shiponce.cli.order_table import print_rows
from shiponce.cli.search_orders import search_orders
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.errors import BadInput, Refused
from shiponce.views.orders import Grid
from shiponce.words import input_parsing
from shiponce.words.domain_words import LIST_WORD, STATUS_WORD

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: Given instead of an original's id to say that an order is not a copy.
NOBODY = 0


@click.group(
    "orders",
    cls=LocalizedGroup,
    invoke_without_command=True,
    help="cli.help.orders",
    exclusive=[("--status", "--hidden", "--to-decide", "--excluded")],
)
@click.option(
    "--status",
    type=LocalizedChoice([s.value for s in OrderStatus], STATUS_WORD),
    help="cli.option.status",
)
@click.option("--hidden", "apart", flag_value="hidden", help="cli.option.hidden")
@click.option("--to-decide", "apart", flag_value="held", help="cli.option.to_decide")
@click.option("--excluded", "apart", flag_value="excluded", help="cli.option.excluded")
@click.option("--query", default="", metavar="TEXT", help="cli.option.query")
@click.option("--limit", type=WholeNumber(), default=50, metavar="N", help="cli.option.limit")
@click.option("--export", type=click.Path(path_type=Path), metavar="FILE", help="cli.option.export")
@click.option("--force", is_flag=True, help="cli.option.force")
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    status: str | None,
    apart: str | None,
    query: str,
    limit: int,
    export: Path | None,
    force: bool,
) -> None:
    """List one grid, by default Awaiting Shipment, or the matches of a search in all grids.

    With ``--export``, write all of them to a file instead.
    """
    if ctx.invoked_subcommand is not None:
        return
    if export is not None:
        given = ctx.get_parameter_source("limit") is ParameterSource.COMMANDLINE
        _export(context, export, status, apart, query, limit if given else None, force=force)
    elif query.strip():
        search_orders(context, query, apart or status, limit)
    elif apart == "excluded":
        _list_excluded(context, limit)
    else:
        _list_grid(context, Grid(apart or status or Grid.AWAITING_SHIPMENT), limit)


def _export(
    context: CommandContext,
    file: Path,
    status: str | None,
    apart: str | None,
    query: str,
    limit: int | None,
    *,
    force: bool,
) -> None:
    """Write every order of the filter to a file; excluded orders are in no grid."""
    if apart == "excluded":
        raise BadInput("cli.bad.exclusive", first="--export", second="--excluded")
    chosen = status or apart or query.strip()
    grid = status if chosen else OrderStatus.AWAITING_SHIPMENT.value
    with context.hub() as hub:
        orders, more = OrderFilter((), grid, apart, query, limit).chosen(hub)
        n = hub.orders.export(orders.orders, file, force=force)
    context.data({"file": str(file), "n": n, "more": more})
    context.spoken("cli.orders.exported", n=n, file=file)


def _list_grid(context: CommandContext, grid: Grid, limit: int) -> None:
    with context.hub() as hub:
        rows = hub.orders.page(grid, limit=limit)
        counts = hub.orders.counts()
    in_all = counts.get(grid, 0)
    context.data({"grid": grid, "in_all": in_all, "orders": rows, "counts": counts})
    name = context.say(LIST_WORD[grid])
    context.spoken("cli.orders.head", n=in_all, grid=name)
    print_rows(context, rows, in_all)


def _list_excluded(context: CommandContext, limit: int) -> None:
    with context.hub() as hub:
        rows = hub.orders.excluded()
    context.data({"in_all": len(rows), "excluded": rows[:limit]})
    context.spoken("cli.orders.listed_head", n=len(rows))
    if rows:
        print_excluded(context, rows[:limit])
    context.cut(len(rows[:limit]), len(rows), "cli.orders.more")


@command.command("show", cls=LocalizedCommand, help="cli.help.orders_show")
@click.argument("order")
@answers
def show(context: CommandContext, order: str) -> None:
    """Show everything about one order."""
    with context.hub() as hub:
        detail = hub.orders.detail(hub.orders.find(order))
    context.data({"order": detail})
    print_order(context, detail)


@command.command("double-shipments", cls=LocalizedCommand, help="cli.help.orders_double_shipments")
@answers
@click.pass_context
def doubles(ctx: click.Context, context: CommandContext) -> None:
    """List purchases that were shipped twice; exit with code 1 if there are any."""
    with context.hub() as hub:
        found = hub.matching.double_shipments()
        surplus = hub.matching.with_surplus_labels()
    context.data({"double_shipments": found, "surplus_labels": surplus})
    if surplus:
        named = ", ".join(surplus)
        context.spoken("cli.orders.surplus_labels", n=len(surplus), orders=named)
    if not found:
        context.spoken("cli.orders.no_doubles")
        return
    rows = [
        (
            each.origin,
            ", ".join(dict.fromkeys(part.order for part in each.parts)),
            ", ".join(each.labels),
        )
        for each in found
    ]
    context.table(("purchase", "orders", "labels"), rows)
    context.line()
    for each in found:
        for what in each.what:
            context.line("▲▲ " + context.sentence(what))
    ctx.exit(1)


@command.command("proposals", cls=LocalizedCommand, help="cli.help.orders_proposals")
@answers
def proposals(context: CommandContext) -> None:
    """List the orders to decide, each with the orders that may be its original."""
    with context.hub() as hub:
        found = hub.matching.proposals()
    context.data({"proposals": found})
    if not found:
        context.spoken("cli.orders.no_proposals")
    for each in found:
        row = each.order
        context.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
        context.line(context.sentence(each.why.headline))
        if not each.originals:
            context.spoken("cli.orders.nothing_alike")
        copy = shlex.quote(f"{row.store}:{row.number}")
        for twin, original in zip(each.originals, each.confirmed_as, strict=True):
            context.spoken("cli.orders.proposed", original=twin.number, store=twin.store)
            print_evidence(context, twin.evidence)
            context.spoken("cli.orders.confirm_it", copy=copy, original=original)
        context.spoken("cli.orders.reject_all", rejected=each.rejected_as)
        context.line()


@command.command("confirm", cls=LocalizedCommand, help="cli.help.orders_confirm")
@click.argument("copy")
@click.argument("original")
@click.option("--anyway", is_flag=True, help="cli.option.confirm_anyway")
@acts
@answers
def confirm(context: CommandContext, copy: str, original: str, anyway: bool) -> None:
    """Record that two orders are one purchase; if they differ, show how and record nothing."""
    with context.hub() as hub:
        pair = hub.orders.find(copy), hub.orders.find(original)
        try:
            hub.matching.confirm(*pair, anyway=anyway)
        except Refused as refusal:
            if refusal.code == "limit.twins_differ":
                _print_pair(context, hub, pair)
            raise
        _print_pair(context, hub, pair)
        rows = hub.orders.rows(pair)
        context.spoken("cli.orders.confirmed", copy=rows[0].number, original=rows[1].number)
        for warning in hub.orders.why(pair[1]).warnings:
            context.line("! " + context.sentence(warning))


def _print_pair(context: CommandContext, hub: Hub, pair: tuple[int, int]) -> None:
    """Print two orders with every compared field."""
    evidence, (copy, original) = hub.matching.compare(*pair), hub.orders.rows(pair)
    context.data({"copy": copy, "original": original, "compared": evidence})
    print_evidence(context, evidence)
    context.line()


@command.command("reject", cls=LocalizedCommand, help="cli.help.orders_reject")
@click.argument("copy")
@click.argument("original", required=False)
@click.option("--anyway", is_flag=True, help="cli.option.reject_anyway")
@acts
@answers
def reject(context: CommandContext, copy: str, original: str | None, anyway: bool) -> None:
    """Record that two orders are different purchases."""
    with context.hub() as hub:
        copy_id = hub.orders.find(copy)
        original_id = hub.orders.find(original) if original else NOBODY
        hub.matching.reject(copy_id, original_id, anyway=anyway)
        row = hub.orders.rows([copy_id])[0]
        other = hub.orders.rows([original_id])[0] if original else None
    context.data({"copy": row, "original": other})
    if other:
        context.spoken("cli.orders.rejected", copy=row.number, original=other.number)
    else:
        context.spoken("cli.orders.nobodys", copy=row.number)


@command.command("let-in", cls=LocalizedCommand, help="cli.help.orders_let_in")
@click.argument("excluded_id", type=WholeNumber(), metavar="ID")
@acts
@answers
def let_in(context: CommandContext, excluded_id: int) -> None:
    """Import an excluded order in spite of the rules."""
    with context.hub() as hub:
        row = hub.orders.rows([hub.imports.let_in(excluded_id)])[0]
    context.data({"order": row})
    grid = context.say(STATUS_WORD[row.status])
    context.spoken("cli.orders.let_in", order=row.number, grid=grid)


@command.command("hold", cls=LocalizedCommand, help="cli.help.orders_hold")
@click.argument("order")
@click.option("--until", default="", metavar="DATE|DAYS", help="cli.option.hold_until")
@acts
@answers
def hold(context: CommandContext, order: str, until: str) -> None:
    """Put an order on hold in the hub only; its platform is not changed."""
    with context.hub() as hub:
        order_id = hub.orders.find(order)
        hub.orders.hold(order_id, input_parsing.stored_hold(until, context.language))
        row = hub.orders.rows([order_id])[0]
    context.data({"order": row})
    context.spoken("cli.orders.held", order=row.number)
    if row.hold:
        context.line(context.sentence(row.hold))


@command.command("release", cls=LocalizedCommand, help="cli.help.orders_release")
@click.argument("order")
@acts
@answers
def release(context: CommandContext, order: str) -> None:
    """Release an order from hold."""
    with context.hub() as hub:
        order_id = hub.orders.find(order)
        hub.orders.release(order_id)
        row = hub.orders.rows([order_id])[0]
    context.data({"order": row})
    context.spoken("cli.orders.released", order=row.number)


@command.command("overrule", cls=LocalizedCommand, help="cli.help.orders_overrule")
@click.argument("order")
@acts
@answers
def overrule(context: CommandContext, order: str) -> None:
    """Record that an order is shipped in spite of the conditions that its platform shows."""
    with context.hub() as hub:
        order_id = hub.orders.find(order)
        gone = hub.orders.overrule(order_id)
        (row,) = hub.orders.rows([order_id])
    context.data({"order": row, "overruled": gone})
    for one in gone:
        what = context.sentence(one.what)
        context.spoken("cli.orders.overruled", order=row.number, store=row.store, what=what)


@command.command("restore", cls=LocalizedCommand, help="cli.help.orders_restore")
@click.argument("order")
@acts
@answers
def restore(context: CommandContext, order: str) -> None:
    """Restore an order that was cancelled in the hub."""
    with context.hub() as hub:
        row = hub.orders.restore(hub.orders.find(order))
        why = hub.orders.why(row.id)
    context.data({"order": row, "why": why})
    hidden = row.visibility is not Visibility.VISIBLE
    grid = context.say(STATUS_WORD[row.visibility if hidden else row.status])
    context.spoken("cli.orders.restored", order=row.number, store=row.store, grid=grid)
    context.line(context.sentence(why.headline))
