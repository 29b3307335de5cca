"""``shiponce notifications``: list, send, retry, correct or close fulfillment notifications."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.exit_codes import NOT_NOTIFIED
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.order_detail import NOTIFICATION_HEADS, notification_rows
from shiponce.cli.whole_number import WholeNumber


@click.group(
    "notifications", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.notifications"
)
@click.option("--order", metavar="ORDER", help="cli.option.order")
@click.option("--limit", type=WholeNumber(), default=100, metavar="N", help="cli.option.limit")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext, order: str | None, limit: int) -> None:
    """List the notifications with state, attempts and next attempt."""
    if ctx.invoked_subcommand is not None:
        return
    with context.hub() as hub:
        order_id = hub.orders.find(order) if order else None
        notifications = hub.notifications.rows(order_id=order_id, limit=limit)
        in_all = hub.notifications.count(order_id=order_id)
    context.data({"in_all": in_all, "notifications": notifications})
    if notifications:
        context.table(NOTIFICATION_HEADS, notification_rows(context, notifications))
        context.cut(len(notifications), in_all)
    else:
        context.spoken("cli.notifications.none")


@command.command("retry", cls=LocalizedCommand, help="cli.help.notifications_retry")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@click.option("--anyway", is_flag=True, help="cli.option.anyway_retry")
@acts
@answers
def retry(context: CommandContext, notification: int, anyway: bool) -> None:
    """Queue a stopped notification again."""
    with context.hub() as hub:
        hub.notifications.retry(notification, anyway=anyway)
        view = next(view for view in hub.notifications.rows() if view.id == notification)
    context.data({"notification": view})
    context.spoken("cli.notifications.queued", id=notification)


@command.command("close", cls=LocalizedCommand, help="cli.help.notifications_close")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@acts
@answers
def close(context: CommandContext, notification: int) -> None:
    """End a stopped notification without sending it."""
    with context.hub() as hub:
        view = hub.notifications.close(notification)
    context.data({"notification": view})
    context.spoken("cli.notifications.closed", id=notification)


@command.command("send", cls=LocalizedCommand, help="cli.help.notifications_send")
@acts
@answers
@click.pass_context
def send(ctx: click.Context, context: CommandContext) -> None:
    """Send due notifications and do all other due work; exit with 3 if a notification stopped."""
    with context.hub() as hub:
        report = hub.tick(asked=True)
    context.data({"tick": report})
    context.spoken(
        "cli.notifications.sent", sent=report.sent, retried=report.retried, stopped=report.stopped
    )
    if report.next_at:
        context.spoken("cli.notifications.next", when=report.next_at)
    if report.stopped:
        ctx.exit(NOT_NOTIFIED)


@command.command("correct", cls=LocalizedCommand, help="cli.help.notifications_correct")
@click.argument("notification", type=WholeNumber(), metavar="ID")
@click.option("--carrier", required=True, metavar="NAME", help="cli.option.correct_carrier")
@click.option("--tracking", required=True, metavar="NUMBER", help="cli.option.correct_tracking")
@click.option("--same-package", is_flag=True, help="cli.option.same_package")
@acts
@answers
def correct(
    context: CommandContext, notification: int, carrier: str, tracking: str, same_package: bool
) -> None:
    """Correct a stopped notification and queue it again."""
    with context.hub() as hub:
        row = hub.notifications.correct(
            notification, carrier=carrier, tracking=tracking, same_package=same_package
        )
    context.data({"notification": row})
    context.spoken(
        "cli.notifications.corrected", id=row.id, carrier=row.carrier, tracking=row.tracking
    )
