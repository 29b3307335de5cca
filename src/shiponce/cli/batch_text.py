"""Print plans and reports of batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shiponce.cli.context import CommandContext
from shiponce.domain.batch import BatchState, EntryState
from shiponce.views.batches import BatchEntry, BatchRow, BatchTotal, BatchView
from shiponce.words.batch_sentences import BATCH_STATE_WORD, ENTRY_STATE_WORD, service_text

HEADS = ("order", "store", "items", "service", "price", "ship_by", "arrives", "notifications")
REPORT_HEADS = ("order", "store", "items", "service", "price", "cost", "tracking", "state")
REFUSED_HEADS = ("order", "store", "items", "reason")
LIST_HEADS = ("id", "state", "service", "packages", "bought", "cost", "at", "by")


def print_batch(context: CommandContext, view: BatchView) -> None:
    """Print a batch: what is planned or done, what is refused and why, and the totals."""
    shipped = [one for one in view.entries if one.state is not EntryState.REFUSED]
    refused = [one for one in view.entries if one.state is EntryState.REFUSED]
    number = "" if view.id is None else str(view.id)
    context.spoken(
        "cli.batch.head" if number else "cli.batch.head_unsaved",
        batch=number,
        state=context.say(BATCH_STATE_WORD[view.state]),
        service=service_text(view.service, view.preset, context.language),
        n=len(view.entries),
    )
    if shipped and view.state is BatchState.PLANNED:
        context.table(HEADS, [_planned(context, one) for one in shipped])
    elif shipped:
        context.table(REPORT_HEADS, [_reported(context, one) for one in shipped])
    if refused:
        context.line()
        context.spoken("cli.batch.refused", n=len(refused))
        context.table(REFUSED_HEADS, [_refused(context, one) for one in refused])
    for one in shipped:
        if one.same_purchase:
            others = ", ".join(one.same_purchase)
            context.spoken("cli.batch.same_purchase", number=one.number, others=others)
    if view.state is not BatchState.PLANNED:
        _print_counts(context, view)
    for total in view.totals if view.state is BatchState.PLANNED else view.costs:
        _print_total(context, total, planned=view.state is BatchState.PLANNED)


def print_batches(context: CommandContext, rows: Sequence[BatchRow]) -> None:
    """Print a list of batches."""
    if not rows:
        context.spoken("cli.batch.none")
        return
    context.table(LIST_HEADS, [_listed(context, row) for row in rows])


def _listed(context: CommandContext, row: BatchRow) -> tuple[str, ...]:
    return (
        str(row.id),
        context.say(BATCH_STATE_WORD[row.state]),
        service_text(row.service, row.preset, context.language),
        context.count(sum(row.counts.values())),
        context.count(row.counts[EntryState.BOUGHT]),
        ", ".join(_by_currency(context, row.costs)),
        context.when(row.at),
        row.by,
    )


def _by_currency(context: CommandContext, costs: Sequence[BatchTotal]) -> Iterator[str]:
    for one in costs:
        yield context.money(one.total)


def _print_counts(context: CommandContext, view: BatchView) -> None:
    counts = [
        context.say("cli.batch.count", state=context.say(ENTRY_STATE_WORD[state]), n=n)
        for state, n in view.counts.items()
        if n
    ]
    context.line(", ".join(counts))
    for one in view.entries:
        if one.cost is not None and one.price is not None and one.cost != one.price:
            context.spoken(
                "cli.batch.other_cost", number=one.number, planned=one.price, paid=one.cost
            )
    if view.counts[EntryState.UNKNOWN]:
        context.spoken("cli.batch.unknown")


def _print_total(context: CommandContext, total: BatchTotal, *, planned: bool) -> None:
    code = "cli.batch.total" if planned else "cli.batch.cost"
    context.spoken(code, carrier=total.carrier, n=total.packages, total=total.total)


def _name(context: CommandContext, entry: BatchEntry) -> str:
    if entry.addresses == 1:
        return entry.number
    at = context.say("cli.batch.address", address=entry.address, addresses=entry.addresses)
    return f"{entry.number} ({at})"


def _planned(context: CommandContext, entry: BatchEntry) -> tuple[str, ...]:
    return (
        _name(context, entry),
        entry.store,
        entry.items,
        entry.called,
        context.money(entry.price),
        context.when(entry.ship_by),
        context.when(entry.arrives_by),
        ", ".join(entry.notifies) or "—",
    )


def _reported(context: CommandContext, entry: BatchEntry) -> tuple[str, ...]:
    return (
        _name(context, entry),
        entry.store,
        entry.items,
        entry.called,
        context.money(entry.price),
        context.money(entry.cost),
        entry.tracking,
        context.say(ENTRY_STATE_WORD[entry.state]),
    )


def _refused(context: CommandContext, entry: BatchEntry) -> tuple[str, ...]:
    why = " ".join(filter(None, (context.sentence(entry.reason), context.sentence(entry.way_out))))
    return (_name(context, entry), entry.store, entry.items, why)
