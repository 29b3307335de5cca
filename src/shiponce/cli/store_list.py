"""Print the connected stores."""

from __future__ import annotations

from shiponce.cli.buyer_emails import say_shared
from shiponce.cli.context import CommandContext
from shiponce.views.hub import HubState
from shiponce.views.stores import StoreRow
from shiponce.words.domain_words import MODE_WORD
from shiponce.words.families import platform_word

HEADS = ("store", "platform", "account", "integration", "orders", "imported", "notifications")


def print_stores(context: CommandContext) -> None:
    """Print the stores, the chosen method and mode, and the current warnings."""
    with context.hub() as hub:
        state = hub.state()
    context.data(
        {
            "mode": state.mode,
            "method": state.method,
            "stores": state.stores,
            "warnings": (*state.warnings, *state.import_order),
        }
    )
    _print(context, state)


def _print(context: CommandContext, state: HubState) -> None:
    rows = [row for row in state.stores if not row.is_left_out]
    if not rows:
        context.spoken("cli.stores.none")
        return
    context.spoken(
        "cli.stores.choices", mode=mode_word(context, state.mode), method=state.method.value
    )
    context.table(HEADS, [_row(context, store) for store in rows])
    for store in rows:
        if store.trouble:
            context.spoken(
                "cli.stores.trouble", store=store.name, why=context.sentence(store.trouble)
            )
        if store.emails and store.emails.written_to and store.live:
            channels = ", ".join(store.emails.written_to)
            context.line(
                "! " + context.say("cli.stores.emails", store=store.name, channels=channels)
            )
        if store.emails and store.live:
            say_shared(context, store.emails)
    for warning in (*state.warnings, *state.import_order):
        context.line("! " + context.sentence(warning))


def mode_word(context: CommandContext, mode: str) -> str:
    """Return the mode's name, with the word to type if that differs."""
    name = context.say(MODE_WORD[mode])
    return name if name == mode else f"{name} ({mode})"


def _row(context: CommandContext, store: StoreRow) -> tuple[str, ...]:
    return (
        store.name,
        context.say(platform_word(store.platform)),
        store.account,
        _integration(context, store),
        context.count(store.orders),
        context.when(store.imported_at) if store.imported_at else "—",
        _notifications(context, store),
    )


def _integration(context: CommandContext, store: StoreRow) -> str:
    if store.replaced:
        return context.say("word.integration.replaced")
    if store.disconnected_at:
        return context.say("word.integration.disconnected")
    return store.integration.value if store.integration else ""


def _notifications(context: CommandContext, store: StoreRow) -> str:
    if store.notifications_on or store.notifications_changed_at is None:
        return context.say("cli.stores.on" if store.notifications_on else "cli.stores.off")
    return context.say(
        "cli.stores.off_since",
        when=store.notifications_changed_at,
        by=store.notifications_changed_by,
    )
