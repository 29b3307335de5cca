"""``shiponce notices``: what the stores are told of shipments, and the work that is due."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import Errand, answers
from shiponce.cli.localized_help import SpokenCommand, SpokenGroup
from shiponce.cli.option_checks import WholeNumber
from shiponce.cli.order_detail import NOTIFICATION_HEADS, notification_rows


@click.group("notices", cls=SpokenGroup, invoke_without_command=True, help="cli.help.notices")
@click.option("--order", metavar="ORDER", help="cli.option.order")
@click.option("--limit", type=WholeNumber(), default=100, metavar="N", help="cli.option.limit")
@answers
@click.pass_context
def command(ctx: click.Context, errand: Errand, order: str | None, limit: int) -> None:
    """The notices with their state, attempts and next try."""
    if ctx.invoked_subcommand is not None:
        return
    with errand.hub() as hub:
        order_id = hub.orders.find(order) if order else None
        notifications = hub.notifications.rows(order_id=order_id, limit=limit)
    errand.data({"notifications": notifications})
    if notifications:
        errand.table(NOTIFICATION_HEADS, notification_rows(errand, notifications))
    else:
        errand.spoken("cli.notices.none")


@command.command("retry", cls=SpokenCommand, help="cli.help.notices_retry")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@click.option("--anyway", is_flag=True, help="cli.option.anyway_retry")
@acts
@answers
def retry(errand: Errand, notification: int, anyway: bool) -> None:
    """Put a stopped notice back in the queue."""
    with errand.hub() as hub:
        hub.notifications.retry(notification, anyway=anyway)
        view = next(view for view in hub.notifications.rows() if view.id == notification)
    errand.data({"notification": view})
    errand.spoken("cli.notices.queued", id=notification)


@command.command("close", cls=SpokenCommand, help="cli.help.notices_close")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@acts
@answers
def close(errand: Errand, notification: int) -> None:
    """End a stopped notification without sending it."""
    with errand.hub() as hub:
        view = hub.notifications.close(notification)
    errand.data({"notification": view})
    errand.spoken("cli.notices.closed", id=notification)


@command.command("send", cls=SpokenCommand, help="cli.help.notices_send")
@acts
@answers
@click.pass_context
def send(ctx: click.Context, errand: Errand) -> None:
    """Do the work that is due; ends with 1 when a notice was stopped."""
    with errand.hub() as hub:
        report = hub.tick(asked=True)
    errand.data({"tick": report})
    errand.spoken(
        "cli.notices.sent", sent=report.sent, retried=report.retried, stopped=report.stopped
    )
    if report.next_at:
        errand.spoken("cli.notices.next", when=report.next_at)
    if report.stopped:
        ctx.exit(1)


@command.command("correct", cls=SpokenCommand, help="cli.help.notices_correct")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@click.option("--carrier", required=True, metavar="NAME", help="cli.option.carrier")
@click.option("--tracking", required=True, metavar="NUMBER", help="cli.option.tracking")
@click.option("--same-package", is_flag=True, help="cli.option.same_package")
@acts
@answers
def correct(
    errand: Errand, notification: int, carrier: str, tracking: str, same_package: bool
) -> None:
    """Say something else, and try again."""
    with errand.hub() as hub:
        row = hub.notifications.correct(
            notification, carrier=carrier, tracking=tracking, same_package=same_package
        )
    errand.data({"notification": row})
    errand.spoken("cli.notices.corrected", id=row.id, carrier=row.carrier, tracking=row.tracking)
