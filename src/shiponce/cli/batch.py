"""``shiponce batch``: plan many orders, buy their labels one by one, and report."""

from __future__ import annotations

from collections import Counter
from time import sleep
from typing import TYPE_CHECKING

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.batch_text import print_batch, print_batches
from shiponce.cli.chosen_orders import EXCLUSIVE, OrderFilter, chooses
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED, NOT_NOTIFIED
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.terminal_output import put
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.batch import BatchState, EntryState
from shiponce.errors import BadInput
from shiponce.views.batches import BatchView
from shiponce.views.sentence import Sentence

if TYPE_CHECKING:
    from shiponce.hub import Hub

#: Seconds to wait where a platform's quota is used up, and how often one order is tried again.
_PAUSE = 0.5
_TRIES = 20


@click.group("batch", cls=LocalizedGroup, help="cli.help.batch")
def command() -> None:
    """Ship many orders."""


@command.command("plan", cls=LocalizedCommand, help="cli.help.batch_plan", exclusive=EXCLUSIVE)
@chooses
@click.option("--preset", default="", metavar="NAME", help="cli.option.preset")
@click.option("--service", default="", metavar="SERVICE", help="cli.option.batch_service")
@click.option("--save", is_flag=True, help="cli.option.batch_save")
@acts
@answers
@click.pass_context
def plan(
    ctx: click.Context,
    context: CommandContext,
    orders: tuple[str, ...],
    status: str | None,
    apart: str | None,
    query: str,
    limit: int | None,
    preset: str,
    service: str,
    save: bool,
) -> None:
    """Show what would be bought; exit with 1 if nothing can be bought."""
    with context.hub() as hub:
        chosen, more = OrderFilter(orders, status, apart, query, limit).chosen(hub)
        planned = hub.batches.plan(
            chosen.orders, service=service, preset=preset, pause=lambda: sleep(_PAUSE)
        )
        view = hub.batches.save(planned) if save else planned.view
    context.data({"batch": view, "left_out": chosen.left_out, "more": more})
    print_batch(context, view)
    for one in chosen.left_out:
        context.line(f"! {one.order} · {context.sentence(one.reason)}")
    if more:
        context.spoken("cli.batch.more", n=more)
    if view.id is not None:
        context.spoken("cli.batch.saved", batch=view.id)
    if not view.counts[EntryState.NOT_BEGUN]:
        ctx.exit(FAILED)


@command.command("run", cls=LocalizedCommand, help="cli.help.batch_run")
@click.argument("batch", type=WholeNumber(), metavar="[PLAN]", required=False)
@click.option("--yes", is_flag=True, help="cli.option.batch_yes")
@click.option("--later", is_flag=True, help="cli.option.later")
@acts
@answers
@click.pass_context
def run(
    ctx: click.Context, context: CommandContext, batch: int | None, yes: bool, later: bool
) -> None:
    """Buy the labels of a saved plan; without ``--yes``, only show it and exit with 1."""
    with context.hub() as hub:
        batch_id = batch or _latest(hub)
        view = hub.batches.show(batch_id)
        if view.state is BatchState.PLANNED and not yes:
            context.data({"batch": view})
            print_batch(context, view)
            context.spoken("cli.batch.unconfirmed", batch=batch_id)
            ctx.exit(FAILED)
        hub.batches.confirm(batch_id)
        _ship(ctx, context, hub, batch_id, later=later)


@command.command("resume", cls=LocalizedCommand, help="cli.help.batch_resume")
@click.argument("batch", type=WholeNumber(), metavar="N")
@click.option("--later", is_flag=True, help="cli.option.later")
@acts
@answers
@click.pass_context
def resume(ctx: click.Context, context: CommandContext, batch: int, later: bool) -> None:
    """Go on with a confirmed batch where it stopped."""
    with context.hub() as hub:
        if hub.batches.show(batch).state is not BatchState.PLANNED:
            hub.batches.confirm(batch)  # refused if it was cancelled
        _ship(ctx, context, hub, batch, later=later)


@command.command("show", cls=LocalizedCommand, help="cli.help.batch_show")
@click.argument("batch", type=WholeNumber(), metavar="[N]", required=False)
@click.option("--limit", type=WholeNumber(), default=50, metavar="N", help="cli.option.limit")
@answers
def show(context: CommandContext, batch: int | None, limit: int) -> None:
    """Show one batch with its report, or list all batches."""
    with context.hub() as hub:
        if batch is not None:
            view = hub.batches.show(batch)
            context.data({"batch": view})
            print_batch(context, view)
            return
        rows, in_all = hub.batches.rows(limit=limit), hub.batches.count()
    context.data({"in_all": in_all, "batches": rows})
    print_batches(context, rows)
    context.cut(len(rows), in_all)


@command.command("cancel", cls=LocalizedCommand, help="cli.help.batch_cancel")
@click.argument("batch", type=WholeNumber(), metavar="N")
@acts
@answers
def cancel(context: CommandContext, batch: int) -> None:
    """Ship no further order of a batch; a running one stops after the order it is at."""
    with context.hub() as hub:
        view = hub.batches.cancel(batch)
    context.data({"batch": view})
    context.spoken("cli.batch.cancelled", batch=batch, n=view.counts[EntryState.NOT_BEGUN])


def _latest(hub: Hub) -> int:
    """Return the newest plan that nobody confirmed; BadInput if there is none."""
    waiting = (row.id for row in hub.batches.rows() if row.state is BatchState.PLANNED)
    found = next(waiting, None)
    if found is None:
        raise BadInput("cli.bad.no_plan")
    return found


def _ship(
    ctx: click.Context, context: CommandContext, hub: Hub, batch_id: int, *, later: bool
) -> None:
    """Ship every open package, send the notifications, and report.

    Exit with 1 if a package that was to be bought was not bought, with 3 if a notification stopped.
    """
    hub.tick()  # what an earlier run left unknown is settled first
    wanted = _open(hub.batches.show(batch_id))
    tried: list[int] = []
    troubles: list[Sentence] = []
    waited: Counter[int] = Counter()
    while (done := hub.batches.ship_next(batch_id, tried)) is not None:
        if done.again_at is not None and waited[done.entry_id] < _TRIES:
            waited[done.entry_id] += 1
            sleep(_PAUSE)
            continue
        tried.append(done.entry_id)
        if done.trouble is not None:
            troubles.append(done.trouble)
        if not context.as_json and len(tried) < wanted and not len(tried) % 10:
            put(context.say("cli.batch.progress", n=len(tried), of=wanted), err=True)
    stopped = 0
    while not later and (report := hub.tick()).sent + report.stopped:
        stopped += report.stopped
    view = hub.batches.show(batch_id)
    context.data({"batch": view, "troubles": troubles})
    print_batch(context, view)
    for text in dict.fromkeys(map(context.sentence, troubles)):
        context.line("! " + text)
    if view.state is BatchState.CONFIRMED:
        context.spoken("cli.batch.to_resume", batch=batch_id)
    bought = view.counts[EntryState.BOUGHT] + view.counts[EntryState.VOIDED]
    planned = sum(1 for one in view.entries if one.price is not None)
    if not bought or bought < planned:
        ctx.exit(FAILED)
    if stopped:
        ctx.exit(NOT_NOTIFIED)


def _open(view: BatchView) -> int:
    return view.counts[EntryState.NOT_BEGUN]
