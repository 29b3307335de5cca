"""Advise on each finding of the doctor: exact commands, and the screen and row to open.

No command listed here creates a second label, package or notification, even if something has
happened since the finding: it only reads, reads the platform before it writes, or undoes something.
If a person must judge first, the finding's text says so instead of giving a command.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The name of a screen, and the id or name of the row to select there."""

    screen: str
    key: int | str = 0


#: Finding → the screen on which a person resolves it; other findings have no screen.
_SCREENS = {
    "no_store": "stores",
    "restored": "stores",
    "import_order": "stores",
    "new_integration": "stores",
    "new_integration_documented": "stores",
    "notifications_off": "stores",
    "notifications_off_no_rule": "rules",
    "disconnected": "excluded",
    "method_b_alone": "stores",
    "emails_on": "stores",
    "emails_shared": "stores",
    "emails_unknown": "stores",
    "losing_rule": "rules",
    "mirrored_prime": "stores",
    "store_trouble": "stores",
    "never_imported": "stores",
    "stale": "stores",
    "address_changed": "orders",
    "not_due": "orders",
    "refunded_in_copy": "orders",
    "cancelled_after_label": "orders",
    "combined_after_label": "orders",
    "buyer_asks_to_cancel": "orders",
    "doubles": "orders",
    "shipped_twice": "orders",
    "perhaps_more": "orders",
    "perhaps_twice": "orders",
    "unknown_purchase": "orders",
    "unknown": "notifications",
    "late_label": "orders",
    "recorded_twice": "notifications",
    "held": "decisions",
    "quarantine": "excluded",
    "x1": "orders",
    "x3": "stores",
    "x5": "notifications",
}
#: Findings that open an order if they are about only one.
_ONE_ORDER = (
    "address_changed",
    "buyer_asks_to_cancel",
    "cancelled_after_label",
    "combined_after_label",
    "dead_number",
    "left_open",
    "not_due",
    "number_of_another",
    "refunded_in_copy",
    "unknown_purchase",
    "voided",
)
#: Reason of a stopped notification → the finding with the advice for this reason.
STOPPED = {
    "notification.conflict": "stopped_conflict",
    "notification.lines_unknown": "stopped_lines",
    "notification.not_owed": "stopped_not_owed",
    "notification.units_missing": "stopped_units",
    "notification.cancelled_there": "stopped_cancelled",
    "error.not_there": "stopped_gone",
}
#: The finding for every other reason: the platform's validation refused the notification.
REFUSED = "stopped_refused"


def stopped(reason: str) -> str:
    """Return the finding for a notification that stopped for *reason*."""
    if reason.partition(".")[2].startswith("not_correctable"):  # error.not_correctable_ebay, …
        return "stopped_old"
    return STOPPED.get(reason, REFUSED)


def place(code: str, facts: Mapping[str, object]) -> Place | None:
    """Return the screen and row on which to resolve a finding; None if there is no such screen."""
    if code.startswith("stopped_"):
        return Place("notifications", _number(facts, "notification"))
    if code in _ONE_ORDER and facts.get("order_id"):
        return Place("order", _number(facts, "order_id"))
    screen = _SCREENS.get(code)
    if screen is None:
        return None
    if screen == "rules":
        return Place(screen, _number(facts, "rule_id"))
    return Place(screen, str(facts.get("store", "")))


def commands(code: str, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the commands for a finding, with its ids and names filled in."""
    known = _COMMANDS.get(code, ())
    words = {name: _word(value) for name, value in facts.items()}
    made: list[str] = []
    for command in known:
        if "{each}" in command:
            made += (command.format(each=_word(one)) for one in _several(facts))
        elif _complete(command, facts):
            made.append(command.format_map(words))
    return tuple(made)


def _several(facts: Mapping[str, object]) -> Sequence[object]:
    """Return the ids in ``each``; a command with ``{each}`` is repeated for each id."""
    found = facts.get("each")
    return found if isinstance(found, list | tuple) else ()


_IMPORT = ("shiponce import {imports}",)
_SHOW = ("shiponce orders show {each}",)
_COMMANDS: Mapping[str, Sequence[str]] = {
    "import_order": _IMPORT,
    "new_integration": ("shiponce stores method A",),
    "new_integration_documented": ("shiponce stores mode reconciling",),
    "notifications_off": ("shiponce stores notifications {store} on --yes",),
    "notifications_off_no_rule": (
        "shiponce rules enable {rule_id}",
        "shiponce stores notifications {store} on --yes",
    ),
    "method_b_alone": ("shiponce stores method A",),
    "losing_rule": ("shiponce rules disable {rule_id}",),
    "mirrored_prime_documented": ("shiponce stores mode reconciling",),
    "store_trouble": _IMPORT,
    "never_imported": _IMPORT,
    "stale": _IMPORT,
    "credentials": ("shiponce stores",),
    "credentials_unusable": ("shiponce config check",),
    "address_changed": _SHOW,
    "not_due": _SHOW,
    "refunded_in_copy": _SHOW,
    "cancelled_after_label": _SHOW,
    "combined_after_label": _SHOW,
    "buyer_asks_to_cancel": _SHOW,
    "doubles": ("shiponce orders double-shipments",),
    "shipped_twice": ("shiponce orders double-shipments",),
    "perhaps_more": ("shiponce orders double-shipments",),
    "perhaps_twice": ("shiponce orders double-shipments",),
    "x1": ("shiponce orders double-shipments",),
    "unknown_purchase": ("shiponce notifications send", "shiponce settle {each}"),
    "unknown": ("shiponce notifications send", "shiponce acts"),
    "late_label": ("shiponce acts --all", "shiponce orders double-shipments"),
    "recorded_twice": ("shiponce notifications",),
    "print_unknown": ("shiponce print-jobs",),
    "print_queued": ("shiponce print-jobs",),
    "voided": ("shiponce ship {ref}",),
    "voided_documented": ("shiponce ship {ref}",),
    "voided_asked": ("shiponce orders show {ref}",),
    "voided_beside": ("shiponce cancel {ref}",),
    "dead_number": (
        "shiponce look {ref}",
        "shiponce import {store}",
        "shiponce notifications close {notification}",
    ),
    "number_of_another": ("shiponce orders show {ref}",),
    "left_open": ("shiponce orders restore {ref}",),
    "held": ("shiponce orders proposals",),
    "indexes": ("shiponce doctor --reindex",),
    "restored": _IMPORT,
    "open_file": ("chmod 600 {opened}",),
    "kept_people": ("shiponce purge --older-than {days}d --dry-run",),
    "overwrite": ("shiponce purge --finish",),
    "quarantine": ("shiponce orders --excluded", *_IMPORT),
    "x3": _IMPORT,
    "x5": ("shiponce notifications", *_IMPORT),
    "stopped_conflict": ("shiponce look {ref}",),
    "stopped_lines": ("shiponce look {ref}",),
    "stopped_not_owed": ("shiponce look {ref}",),
    "stopped_units": ("shiponce look {ref}",),
    "stopped_cancelled": ("shiponce look {ref}",),
    "stopped_gone": ("shiponce look {ref}",),
    "stopped_old": ("shiponce look {ref}", "shiponce notifications retry {notification}"),
    "stopped_refused": ("shiponce look {ref}", "shiponce notifications retry {notification}"),
}


def _word(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(shlex.quote(str(one)) for one in value)
    return shlex.quote(str(value))


def _complete(command: str, facts: Mapping[str, object]) -> bool:
    """Return True if every fact of a command is known; an incomplete command is not shown."""
    gaps = {part.partition("}")[0] for part in command.split("{")[1:]}
    return all(facts.get(gap) for gap in gaps)


def _number(facts: Mapping[str, object], name: str) -> int:
    found = facts.get(name)
    return found if isinstance(found, int) else 0
