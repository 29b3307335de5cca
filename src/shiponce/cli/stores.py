"""``shiponce stores``: list, connect and change stores, and choose method and mode."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.buyer_emails import command as emails
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_choice import LocalizedChoice
from shiponce.cli.localized_help import LocalizedCommand, LocalizedGroup
from shiponce.cli.store_list import mode_word, print_stores
from shiponce.domain.platform import Platform
from shiponce.domain.store import Integration, MatchingMode, Method, connection_of
from shiponce.errors import BadInput
from shiponce.platforms.registry import manifests
from shiponce.words.domain_words import MODE_WORD
from shiponce.words.families import platform_word


@click.group("stores", cls=LocalizedGroup, invoke_without_command=True, help="cli.help.stores")
@answers
@click.pass_context
def command(ctx: click.Context, context: CommandContext) -> None:
    """List the stores if no subcommand is given."""
    if ctx.invoked_subcommand is None:
        print_stores(context)


@command.command("list", cls=LocalizedCommand, help="cli.help.stores_list")
@answers
def list_stores(context: CommandContext) -> None:
    """List the stores, the chosen method and mode, and the current warnings."""
    print_stores(context)


@command.command("connect", cls=LocalizedCommand, help="cli.help.stores_connect")
@click.argument("name")
@click.option(
    "--platform",
    required=True,
    type=click.Choice([one.id for one in manifests()]),
    help="cli.option.platform",
)
@click.option("--account", required=True, metavar="ID", help="cli.option.account")
@click.option(
    "--integration",
    type=click.Choice([i.value for i in Integration]),
    help="cli.option.integration",
)
@click.option("--market", default="", metavar="ID", help="cli.option.market")
@click.option("--prime-to-awaiting", is_flag=True, help="cli.option.prime_to_awaiting")
@click.option("--no-buy-shipping", is_flag=True, help="cli.option.no_buy_shipping")
@acts
@answers
def connect(
    context: CommandContext,
    name: str,
    platform: str,
    account: str,
    integration: str | None,
    market: str,
    prime_to_awaiting: bool,
    no_buy_shipping: bool,
) -> None:
    """Connect an account and name its missing credentials; credentials are never stored."""
    from shiponce.config.connect_stores import check_connect  # the configuration loads slowly
    from shiponce.platforms.credentials_from_environment import (
        variables,  # the HTTP client loads slowly
    )

    with context.hub(begins=True, as_configured=False) as hub:
        check_connect(context.config(), name, Platform(platform), account, market)
        connection = connection_of(Platform(platform), account, market)
        rows = hub.stores.rows()
        away = [row for row in rows if row.disconnected_at and row.connection == connection]
        store = hub.stores.connect(
            name,
            Platform(platform),
            account,
            integration=Integration(integration) if integration else None,
            market=market,
            prime_to_awaiting=prime_to_awaiting,
            buy_shipping=not no_buy_shipping,
        )
    context.data({"store": store})
    if away:
        n = sum(row.excluded for row in away)
        context.spoken("cli.stores.returned", store=store.name, n=n)
    context.spoken(
        "cli.stores.connected",
        store=store.name,
        platform=context.say(platform_word(store.platform)),
    )
    _say_credentials(context, variables(name, store.platform))


@command.command("notifications", cls=LocalizedCommand, help="cli.help.stores_notifications")
@click.argument("store")
@click.argument("switch", type=click.Choice(["on", "off"]), metavar="on|off")
@click.option("--yes", is_flag=True, help="cli.option.yes")
@acts
@answers
def notifications(context: CommandContext, store: str, switch: str, yes: bool) -> None:
    """Switch the notifications to a BigCommerce store on or off; the actor is recorded."""
    with context.hub() as hub:
        hub.stores.set_notifications(store, switch == "on", confirmed=yes)
        row = next(row for row in hub.stores.rows() if row.name == store)
    context.data({"store": row})
    code = "cli.stores.switched_on" if switch == "on" else "cli.stores.switched_off"
    context.spoken(code, store=store, by=row.notifications_changed_by)


command.add_command(emails)


@command.command("method", cls=LocalizedCommand, help="cli.help.stores_method")
@click.argument("method", type=click.Choice([m.value for m in Method]), metavar="A|B")
@acts
@answers
def choose_method(context: CommandContext, method: str) -> None:
    """Choose method A or B."""
    with context.hub() as hub:
        hub.stores.choose_method(Method(method))
    context.data({"method": method})
    context.spoken("cli.stores.method", method=method)


@command.command("mode", cls=LocalizedCommand, help="cli.help.stores_mode")
@click.argument(
    "mode",
    type=LocalizedChoice([m.value for m in MatchingMode], MODE_WORD),
    metavar="documented|reconciling",
)
@acts
@answers
def choose_mode(context: CommandContext, mode: str) -> None:
    """Choose the matching mode."""
    with context.hub() as hub:
        hub.matching.choose_mode(MatchingMode(mode))
    context.data({"mode": mode})
    context.spoken("cli.stores.mode", mode=mode_word(context, mode))


@command.command("replace", cls=LocalizedCommand, help="cli.help.stores_replace")
@click.argument("store")
@click.option("--as", "by", required=True, metavar="NAME", help="cli.option.as")
@click.option(
    "--integration",
    type=click.Choice([i.value for i in Integration]),
    default=Integration.NEW.value,
    help="cli.option.integration",
)
@acts
@answers
def replace(context: CommandContext, store: str, by: str, integration: str) -> None:
    """Replace a connection; pending notifications move to the new one."""
    from shiponce.platforms.credentials_from_environment import (
        variables,  # the HTTP client loads slowly
    )

    with context.hub() as hub:
        row = hub.stores.replace(store, by, integration=Integration(integration))
    context.data({"store": row})
    context.spoken("cli.stores.replaced", store=store, by=row.name)
    _say_credentials(context, variables(by, row.platform))


@command.command("edit", cls=LocalizedCommand, help="cli.help.stores_edit")
@click.argument("store")
@click.option("--name", metavar="NAME", help="cli.option.edit_name")
@click.option("--account", metavar="ID", help="cli.option.account")
@click.option("--market", metavar="ID", help="cli.option.market")
@click.option(
    "--integration",
    type=click.Choice([i.value for i in Integration]),
    help="cli.option.integration",
)
@click.option(
    "--prime-to-awaiting/--no-prime-to-awaiting",
    default=None,
    help="cli.option.edit_prime_to_awaiting",
)
@click.option("--buy-shipping/--no-buy-shipping", default=None, help="cli.option.edit_buy_shipping")
@acts
@answers
def edit(
    context: CommandContext,
    store: str,
    name: str | None,
    account: str | None,
    market: str | None,
    integration: str | None,
    prime_to_awaiting: bool | None,
    buy_shipping: bool | None,
) -> None:
    """Change a store's settings; refuse to change a value that the configuration file sets."""
    from shiponce.platforms.credentials_from_environment import (
        variables,  # the HTTP client loads slowly
    )

    said = {
        "name": name,
        "account": account,
        "market": market,
        "integration": Integration(integration) if integration else None,
        "prime_to_awaiting": prime_to_awaiting,
        "buy_shipping": buy_shipping,
    }
    changes = {key: value for key, value in said.items() if value is not None}
    if not changes:
        raise BadInput("cli.bad.nothing_to_change")
    with context.hub(as_configured=False) as hub:
        row = hub.stores.edit(store, changes)
    context.data({"store": row})
    context.spoken("cli.stores.edited", store=row.name)
    if row.name != store:
        _say_credentials(context, variables(row.name, row.platform))


@command.command("disconnect", cls=LocalizedCommand, help="cli.help.stores_disconnect")
@click.argument("store")
@click.option("--yes", is_flag=True, help="cli.option.disconnect_yes")
@acts
@answers
@click.pass_context
def disconnect(ctx: click.Context, context: CommandContext, store: str, yes: bool) -> None:
    """Disconnect a store; without ``--yes``, only print what would change, and exit with 1."""
    with context.hub(as_configured=False) as hub:
        row = next((row for row in hub.stores.rows() if row.name == store), None)
        done = hub.stores.disconnect(store) if yes else hub.stores.plan_disconnect(store)
    context.data({"done": yes, "disconnection": done})
    names = {
        "store": store,
        "platform": context.say(platform_word(done.platform)),
        "account": done.account,
    }
    context.spoken("cli.stores.disconnected" if yes else "cli.stores.plan", **names)
    for effect in done.effects:
        context.line(f"  {context.sentence(effect)}")
    if not yes:
        context.spoken("cli.stores.unchanged", store=store)
        ctx.exit(1)
    market = f" --market {row.market}" if row is not None and row.market else ""
    context.spoken("cli.stores.connect_again", **names, platform_id=done.platform, market=market)
    if store in context.config().part.stores:
        context.spoken("cli.stores.still_in_file", store=store)


def _say_credentials(context: CommandContext, names: Iterable[str]) -> None:
    """Name the credentials that a store still needs before it can be imported."""
    known = context.config().variables(os.environ)
    missing = [name for name in names if not known.get(name)]
    if missing:
        context.spoken("cli.stores.credentials", names=", ".join(missing))
