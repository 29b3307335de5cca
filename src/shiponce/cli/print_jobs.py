"""``shiponce print-jobs``: list print jobs, settle unknown ones, and send what is left over."""

from __future__ import annotations

from collections.abc import Sequence

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.printing import JobState
from shiponce.errors import BadInput
from shiponce.views.printing import PrintJobView
from shiponce.words.domain_words import PAPER_WORD, PRINT_STATE_WORD

HEADS = ("id", "order", "paper", "printer", "at", "by", "state", "reason")


@click.group(
    "print-jobs", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.print_jobs"
)
@click.option("--all", "everything", is_flag=True, help="cli.option.print_jobs_all")
@click.option("--limit", type=WholeNumber(), default=100, metavar="N", help="cli.option.limit")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext, everything: bool, limit: int) -> None:
    """List the jobs that are not settled, or all jobs."""
    if ctx.invoked_subcommand is not None:
        return
    with context.hub() as hub:
        found = hub.printing.jobs(everything=everything, limit=limit)
        in_all = hub.printing.count_jobs(everything=everything)
    context.data({"in_all": in_all, "jobs": found})
    if not found:
        context.spoken("cli.print_jobs.none")
        return
    context.table(HEADS, [_row(context, one) for one in found])
    for one in found:
        if one.state is JobState.UNKNOWN:
            context.spoken("cli.print_jobs.unknown", job=one.id, printer=one.printer)
        if one.state is JobState.QUEUED:
            context.spoken("cli.print_jobs.queued", job=one.id)
    context.cut(len(found), in_all)


@command.command("settle", cls=LocalizedCommand, help="cli.help.print_jobs_settle")
@click.argument("job", type=WholeNumber(), metavar="ID")
@click.option("--printed", is_flag=True, help="cli.option.printed")
@click.option("--not-printed", is_flag=True, help="cli.option.not_printed")
@click.option("--saw", default="", metavar="TEXT", help="cli.option.saw_printed")
@acts
@answers
def settle(context: CommandContext, job: int, printed: bool, not_printed: bool, saw: str) -> None:
    """Record whether an unknown job was printed, as stated by a person."""
    if printed == not_printed:
        raise BadInput("cli.bad.print_settle")
    with context.hub() as hub:
        view = hub.printing.settle(job, printed=printed, saw=saw)
    context.data({"job": view})
    state = context.say(PRINT_STATE_WORD[view.state])
    context.spoken("cli.print_jobs.settled", job=view.id, state=state)


@command.command("resume", cls=LocalizedCommand, help="cli.help.print_jobs_resume")
@acts
@answers
@click.pass_context
def resume(ctx: click.Context, context: CommandContext) -> None:
    """Send the jobs of which nothing was sent yet; exit with 1 if one was not taken."""
    with context.hub() as hub:
        jobs = hub.printing.resume()
    context.data({"jobs": jobs})
    if not jobs:
        context.spoken("cli.print_jobs.nothing_queued")
    print_states(context, jobs)
    if any(job.state is not JobState.TAKEN for job in jobs):
        ctx.exit(FAILED)


def print_states(context: CommandContext, jobs: Sequence[PrintJobView]) -> None:
    """Print one line for each job: what became of it, and what to do."""
    for one in jobs:
        facts = {
            "paper": PAPER_WORD[one.paper],
            "number": one.about,
            "printer": one.printer,
            "job": one.id,
            "copy": one.copy,
        }
        code = _STATES[one.state]
        context.spoken(code, **facts)
        if one.reason is not None:
            context.line("    " + context.sentence(one.reason))
        if one.state is JobState.UNKNOWN:
            context.line("    " + context.say("cli.print_jobs.unknown", **facts))


_STATES = {
    JobState.TAKEN: "cli.print.taken",
    JobState.UNKNOWN: "cli.print.unknown",
    JobState.NOT_PRINTED: "cli.print.not_printed",
    JobState.QUEUED: "cli.print.under_way",
    JobState.SENDING: "cli.print.under_way",
}


def _row(context: CommandContext, one: PrintJobView) -> tuple[str, ...]:
    return (
        str(one.id),
        one.about,
        context.say(PAPER_WORD[one.paper]),
        one.printer,
        context.when(one.at),
        one.by,
        context.say(PRINT_STATE_WORD[one.state]),
        context.sentence(one.reason) if one.reason else one.saw,
    )
