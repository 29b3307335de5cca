"""``shiponce print``: print bought labels, and their packing slips."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.chosen_labels import chooses_labels, chosen_labels
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import FAILED
from shiponce.cli.label_text import notes
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.print_jobs import print_states
from shiponce.cli.terminal_output import put
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.printing import JobState
from shiponce.errors import BadInput


@click.command("print", cls=LocalizedCommand, help="cli.help.print")
@chooses_labels
@click.option("--printer", default="", metavar="NAME", help="cli.option.printer")
@click.option("--again", is_flag=True, help="cli.option.again")
@click.option("--copies", type=WholeNumber(), default=1, metavar="N", help="cli.option.copies")
@click.option("--slip", is_flag=True, help="cli.option.slip")
@click.option("--slip-printer", default="", metavar="NAME", help="cli.option.slip_printer")
@acts
@answers
@click.pass_context
def command(
    ctx: click.Context,
    context: CommandContext,
    orders: tuple[str, ...],
    numbers: tuple[int, ...],
    printer: str,
    again: bool,
    copies: int,
    slip: bool,
    slip_printer: str,
) -> None:
    """Print the live labels of orders, or the labels of shipments.

    Exit with 1 if a label was refused, or if a job is not known to be taken.
    """
    if not (orders or numbers):
        raise BadInput("cli.bad.print_what")
    if copies > MOST_COPIES:
        raise BadInput("cli.bad.number_to", name="--copies", least=1, most=MOST_COPIES)
    with_slip = slip or bool(slip_printer)
    with context.hub() as hub:
        labels = chosen_labels(hub, orders, numbers, live=True)
        report = hub.printing.print(
            [one.shipment_id for one in labels],
            printer=printer,
            again=again,
            copies=copies,
            slip_printer=slip_printer if with_slip else None,
            language=context.language,
        )
        jobs = hub.printing.jobs_of(report.jobs)
        labels = tuple(hub.printing.label(one.shipment_id) for one in labels)
    context.data({"jobs": jobs, "refused": report.refused})
    print_states(context, jobs)
    printed = {job.shipment_id for job in jobs}
    for one in labels:
        if one.shipment_id in printed:
            for line in notes(context, one):
                context.line("! " + line)
    for refusal in report.refused:
        put(context.sentence(refusal.reason), err=True)
    if report.refused or any(job.state is not JobState.TAKEN for job in jobs):
        ctx.exit(FAILED)


#: More copies of one label than this are a slip of the finger.
MOST_COPIES = 20
