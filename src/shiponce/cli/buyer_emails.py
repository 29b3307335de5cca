"""``shiponce stores emails``: the e-mails that a shop itself sends to marketplace buyers."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.domain.channel_emails import ChannelEmails
from shiponce.views.stores import ShopEmails
from shiponce.words.families import platform_word

_SHARED = ("doctor.what.emails_shared", "doctor.way_out.emails_shared")
#: on or off → two sentence codes: if channels were switched, and if no channel had to be switched.
_SWITCHED = {
    "on": ("cli.emails.on", "cli.emails.nothing_on"),
    "off": ("cli.emails.off", "cli.emails.nothing_off"),
}
HEADS = ("id", "channel", "sells", "emails", "setting")


@click.command("emails", cls=LocalizedCommand, help="cli.help.stores_emails")
@click.argument("store")
@click.argument("switch", type=click.Choice(["on", "off"]), metavar="[on|off]", required=False)
@click.option("--yes", is_flag=True, help="cli.option.emails_yes")
@acts
@answers
def command(context: CommandContext, store: str, switch: str | None, yes: bool) -> None:
    """Show the e-mail settings; with on or off, switch them if ``--yes`` confirms it."""
    with context.hub() as hub:
        if switch is None:
            found = hub.stores.emails(store)
            context.data({"emails": found})
            _print(context, found)
            return
        before = {row.name: row.emails for row in hub.stores.rows()}.get(store)
        found = hub.stores.switch_emails(store, on=switch == "on", confirmed=yes)
    changed = _changed(before, found, on=switch == "on")
    context.data({"emails": found, "changed": changed})
    done, nothing = _SWITCHED[switch]
    code = done if changed else nothing
    if found.shared and not changed and switch == "off":
        code = "cli.emails.nothing_to_switch"
    context.spoken(code, store=store, channels=", ".join(changed))
    say_shared(context, found)


def say_shared(context: CommandContext, found: ShopEmails) -> None:
    """Warn that copies use the storefront's own channel, and say where to change that."""
    if found.shared:
        facts = {"store": found.store, "channel": found.shared}
        what, way = (context.say(code, **facts) for code in _SHARED)
        context.line(f"! {what} {way}")


def _changed(before: ShopEmails | None, now: ShopEmails, *, on: bool) -> list[str]:
    """Return the names of the channels that were switched."""
    was = set(before.switched_off) if before else set()
    is_ = set(now.switched_off)
    return sorted(was - is_ if on else is_ - was)


def _print(context: CommandContext, found: ShopEmails) -> None:
    if found.trouble:
        context.spoken("cli.emails.unread", why=context.sentence(found.trouble))
    if found.read_at is None:
        context.spoken("cli.emails.never", store=found.store)
        return
    context.spoken("cli.emails.head", store=found.store, when=found.read_at)
    context.table(HEADS, [_row(context, found, one) for one in found.channels])
    context.spoken("cli.emails.ticks")
    say_shared(context, found)


def _row(context: CommandContext, found: ShopEmails, one: ChannelEmails) -> tuple[str, ...]:
    sells = platform_word(one.marketplace) if one.marketplace else "word.no_marketplace"
    setting = "cli.emails.inherits" if one.own is None else "cli.emails.itself"
    if one.name in found.switched_off:
        setting = "cli.emails.from_here"
    return (
        one.channel,
        one.name,
        context.say(sells),
        context.say("word.yes" if one.on else "word.no"),
        context.say(setting),
    )
