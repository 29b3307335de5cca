"""``shiponce stores emails``: a shop's own e-mails to the buyers of marketplaces."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import Errand, answers
from shiponce.cli.localized_help import SpokenCommand
from shiponce.domain.channel_emails import ChannelEmails
from shiponce.views.stores import ShopEmails

_SAID = ("what", "way_out")
HEADS = ("id", "channel", "sells", "emails", "setting")


@click.command("emails", cls=SpokenCommand, help="cli.help.stores_emails")
@click.argument("store")
@click.argument("switch", type=click.Choice(["on", "off"]), metavar="[on|off]", required=False)
@click.option("--yes", is_flag=True, help="cli.option.emails_yes")
@acts
@answers
def command(errand: Errand, store: str, switch: str | None, yes: bool) -> None:
    """Show how it is; with a switch, say what would change, and with --yes change it."""
    with errand.hub() as hub:
        if switch is None:
            found = hub.stores.emails(store)
            errand.data({"emails": found})
            _print(errand, found)
            return
        before = {row.name: row.emails for row in hub.stores.rows()}.get(store)
        found = hub.stores.switch_emails(store, on=switch == "on", confirmed=yes)
    changed = _changed(before, found, on=switch == "on")
    errand.data({"emails": found, "changed": changed})
    code = f"cli.emails.{switch}" if changed else f"cli.emails.nothing_{switch}"
    if found.shared and not changed and switch == "off":
        code = "cli.emails.nothing_to_switch"
    errand.spoken(code, store=store, channels=", ".join(changed))
    say_shared(errand, found)


def say_shared(errand: Errand, found: ShopEmails) -> None:
    """Say that copies stand on the storefront's own channel, and where that can be mended."""
    if found.shared:
        facts = {"store": found.store, "channel": found.shared}
        what, way = (errand.say(f"doctor.{one}.emails_shared", **facts) for one in _SAID)
        errand.line(f"! {what} {way}")


def _changed(before: ShopEmails | None, now: ShopEmails, *, on: bool) -> list[str]:
    """The channels that were switched, by name."""
    was = set(before.switched_off) if before else set()
    is_ = set(now.switched_off)
    return sorted(was - is_ if on else is_ - was)


def _print(errand: Errand, found: ShopEmails) -> None:
    if found.trouble:
        errand.spoken("cli.emails.unread", why=errand.told(found.trouble))
    if found.read_at is None:
        errand.spoken("cli.emails.never", store=found.store)
        return
    errand.spoken("cli.emails.head", store=found.store, when=found.read_at)
    errand.table(HEADS, [_row(errand, found, one) for one in found.channels])
    errand.spoken("cli.emails.ticks")
    say_shared(errand, found)


def _row(errand: Errand, found: ShopEmails, one: ChannelEmails) -> tuple[str, ...]:
    sells = f"word.{one.marketplace.value}" if one.marketplace else "word.no_marketplace"
    setting = "inherits" if one.own is None else "itself"
    if one.name in found.switched_off:
        setting = "from_here"
    return (
        one.channel,
        one.name,
        errand.say(sells),
        errand.say("word.yes" if one.on else "word.no"),
        errand.say(f"cli.emails.{setting}"),
    )
