"""Name the screen's keys in sentences that name commands.

In the catalogues, a command is written between backticks: ``shiponce void 5``. On the screen, the
key of the action that does the same replaces it. A command without such an action stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import takewhile

from shiponce.tui.key_bindings import (
    APP,
    BY_ID,
    EXCLUDED,
    NOTIFICATIONS,
    ORDERS,
    RULES,
    STORES,
    Action,
)

#: The commands that an action of the screen replaces, each with the options that it covers.
COMMANDS: Mapping[str, tuple[str, frozenset[str]]] = {
    command: (action, frozenset(options.split()))
    for command, action, options in (
        ("ship", "ship", "--carrier --tracking --untracked"),
        ("void", "void", "--saw"),
        ("orders", "go_orders", ""),
        ("orders --excluded", "go_excluded", ""),
        ("orders show", "open", ""),
        ("cancel", "cancel", ""),
        ("orders restore", "restore", ""),
        ("orders hold", "hold", ""),
        ("orders release", "release", ""),
        ("orders overrule", "overrule", ""),
        ("orders confirm", "decide", ""),
        ("orders reject", "decide", "--anyway"),
        ("orders let-in", "let_in", ""),
        ("settle", "settle", "--keep --none"),
        ("acts", "go_notifications", ""),
        ("acts settle", "settle", "--done --none --saw"),
        ("notifications", "go_notifications", ""),
        ("notifications retry", "retry", "--anyway"),
        ("notifications close", "close_notification", ""),
        ("notifications correct", "correct", "--carrier --tracking"),
        ("rules add", "add_rule", "--exclude-copies"),
        ("rules enable", "toggle_rule", ""),
        ("rules disable", "toggle_rule", ""),
        ("rules remove", "remove_rule", ""),
        ("rules reprocess", "reprocess", ""),
        ("stores", "go_stores", ""),
        ("stores edit", "edit_store", "--name --account"),
        ("stores disconnect", "disconnect", "--yes"),
        ("stores emails", "emails", ""),
        ("stores method", "method", ""),
        ("import", "import", ""),
        ("import --all", "import_all", ""),
        ("doctor", "go_doctor", ""),
    )
}
#: The key that opens the screen on which an action works.
_OPENS = {
    NOTIFICATIONS: "go_notifications",
    EXCLUDED: "go_excluded",
    RULES: "go_rules",
    STORES: "go_stores",
}
_COMMAND = re.compile(r"`shiponce ([^`]+)`")


def with_keys(text: str, say: Callable[..., str]) -> str:
    """Return *text* with keys in place of the commands that the screen has an action for."""
    if "`shiponce " not in text:
        return text

    def key_of(found: re.Match[str]) -> str:
        action = action_for(found[1])
        if action is None:
            return found[0]
        phrase = _phrase(action, _order_in(found[1]), say)
        starts = re.search(r"(?:^|[.!?]\s)$", text[: found.start()])
        return phrase[0].upper() + phrase[1:] if starts else phrase

    return _COMMAND.sub(key_of, text)


def action_for(command: str) -> Action | None:
    """Return the action that does the same as a command line without ``shiponce``, or None."""
    parts = command.split()
    words = [*takewhile(lambda part: not part.startswith("-"), parts)]
    options = [part for part in parts if part.startswith("--")]
    for end in range(min(2, len(words)), 0, -1):
        name = " ".join(words[:end])
        for whole in (f"{name} {options[0]}" if options else name, name):
            action, covered = COMMANDS.get(whole, ("", frozenset()))
            left = options[1:] if whole != name else options
            if action.startswith("go_") and len(words) > end:
                return None  # another command of the group, such as "stores connect"
            if action:
                return BY_ID[action] if covered.issuperset(left) else None
    return None


def _order_in(command: str) -> str:
    """Return the order that a command is about; '' if it names none."""
    parts = command.split()
    place = {"orders": 2, "ship": 1, "cancel": 1}.get(parts[0], len(parts))
    named = parts[place : place + 1]
    return "".join(one for one in named if not one.startswith("-") and one != "ORDER")


def _phrase(action: Action, order: str, say: Callable[..., str]) -> str:
    key = action.shown_key(say)
    if APP in action.scopes:
        return say("tui.command_key.anywhere", key=key)
    if ORDERS in action.scopes:
        if order:
            return say("tui.command_key.on_named_order", key=key, order=order)
        return say("tui.command_key.on_order", key=key)
    opens = BY_ID[_OPENS[action.scopes[0]]].shown_key(say)
    return say("tui.command_key.on_screen", key=key, screen=opens)
