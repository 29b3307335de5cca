"""``shiponce look``: read a purchase's orders on each platform now; print the results."""

from __future__ import annotations

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.views.orders import PlatformCard
from shiponce.words.families import platform_word

HEADS = ("platform", "store", "order", "remote_status", "packages")


@click.command("look", cls=LocalizedCommand, help="cli.help.look")
@click.argument("order")
@answers
def command(context: CommandContext, order: str) -> None:
    """Print one line per platform."""
    with context.hub() as hub:
        cards = hub.orders.look(hub.orders.find(order))
    context.data({"platforms": cards})
    context.table(HEADS, [_row(context, card) for card in cards])


def _row(context: CommandContext, card: PlatformCard) -> tuple[str, ...]:
    packages = context.joined(" ".join(filter(None, package)) for package in card.packages)
    asked = f" · {context.say('word.mark.asks_to_cancel')}" if card.asks_to_cancel else ""
    return (
        context.say(platform_word(card.platform)),
        card.store,
        card.remote_id or "—",
        f"{card.status or '—'}{asked}",
        packages or context.sentence(card.remark) or "—",
    )
