"""A table of all actions; key bindings, footer, help and palette are generated from it.

An action's label and help sentence are in the catalogue under its id. The key of an unavailable
action shows why the action is not available.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType

from shiponce.words.families import Family

#: Scopes: the screen on which an action works; APP actions work on every screen.
APP = "app"
ORDERS = "orders"
ORDER = "order"
NOTIFICATIONS = "notifications"
EXCLUDED = "excluded"
RULES = "rules"
STORES = "stores"
SCENARIOS = "scenarios"
PLAYER = "player"
DOCTOR = "doctor"
DECISIONS = "decisions"
BATCH = "batch"
#: What each screen is for.
ABOUT = Family(
    "tui.about.{}",
    (
        APP,
        ORDERS,
        ORDER,
        NOTIFICATIONS,
        EXCLUDED,
        RULES,
        STORES,
        SCENARIOS,
        PLAYER,
        DOCTOR,
        DECISIONS,
        BATCH,
    ),
)


class Need(Enum):
    """A precondition of an action; the value is the sentence shown when it is not met."""

    STORES = "tui.need.stores"
    SHOP = "tui.need.shop"
    MARKET = "tui.need.market"
    ROW = "tui.need.row"
    ORDER = "tui.need.order"
    OPEN_ORDER = "tui.need.open_order"
    TO_SHIP = "tui.need.to_ship"
    HELD = "tui.need.held"
    TWIN = "tui.need.twin"
    LABEL = "tui.need.label"
    CONDITION = "tui.need.condition"
    ON_HOLD = "tui.need.on_hold"
    NOTIFICATION = "tui.need.notification"
    STOPPED_NOTIFICATION = "tui.need.stopped_notification"
    CLOSABLE = "tui.need.closable"
    CORRECTABLE = "tui.need.correctable"
    UNKNOWN_ACT = "tui.need.unknown_act"
    ORDER_OF_ACT = "tui.need.order_of_act"
    LIVE_STORE = "tui.need.live_store"
    CANCELLED = "tui.need.cancelled"
    MARKED = "tui.need.marked"
    PLAN = "tui.need.plan"
    READY = "tui.need.ready"
    RUNNING = "tui.need.running"
    WRITING = "tui.need.read_only"


class Writes(Enum):
    """When a read-only hub refuses an action; every action declares one of these values."""

    #: Never: the action changes no setting or decision in the hub and nothing on a platform.
    #: Imports are recorded even in a read-only hub.
    NOTHING = "nothing"
    #: Before the action opens a dialog.
    AT_ONCE = "at_once"
    #: At the last step of its dialog, because the dialog shows useful information by itself.
    AT_LAST = "at_last"


class AskAgain(Enum):
    """When an action needs a second key press because the chosen row has disappeared."""

    #: If any other row is selected now.
    ON_ANY = "any"
    #: Only if the row selected now is the twin of the chosen row.
    ON_TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its id, its keys, and its screen."""

    id: str
    writes: Writes
    keys: str
    scopes: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    #: The position in the footer; 0 means that the footer does not show the action.
    foot: int = 0
    #: When the action needs a second key press; None: never.
    ask_again: AskAgain | None = None

    @property
    def label(self) -> str:
        """The code of the action's short name."""
        return _LABEL[self.id]

    @property
    def help(self) -> str:
        """The code of the action's help sentence."""
        return _HELP[self.id]

    def shown_keys(self, say: Callable[[str], str]) -> str:
        """Return the display names of all keys of the action."""
        return " ".join(shown_key(key, say) for key in self.keys.split(","))

    def shown_key(self, say: Callable[[str], str]) -> str:
        """Return the display name of the first key of the action."""
        return shown_key(self.keys.split(",")[0], say)


_KEYS = {
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "enter": "⏎",
    "left": "←",
    "right": "→",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
}


#: Keys with a word printed on them; the word depends on the keyboard's language.
_NAMED = Family("tui.key.{}", ("space", "escape", "delete", "home", "end"))


def shown_key(key: str, say: Callable[[str], str]) -> str:
    """Return a key's display name, as printed on the reader's keyboard."""
    named = _NAMED.get(key)
    if named is not None:
        return say(named)
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return _KEYS.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)


_STOPPED = (Need.ROW, Need.NOTIFICATION, Need.STOPPED_NOTIFICATION)

ACTIONS: tuple[Action, ...] = (
    Action("batch", Writes.AT_LAST, "b", (ORDERS,), (Need.MARKED,), foot=1),
    Action("mark", Writes.NOTHING, "space", (ORDERS,), (Need.ORDER,)),
    Action("mark_range", Writes.NOTHING, "e", (ORDERS,), (Need.ORDER,)),
    Action("mark_all", Writes.NOTHING, "a", (ORDERS,)),
    Action("unmark", Writes.NOTHING, "A", (ORDERS,), (Need.MARKED,)),
    Action("export", Writes.NOTHING, "w", (ORDERS,)),
    Action("buy_batch", Writes.AT_ONCE, "enter", (BATCH,), (Need.PLAN, Need.READY), foot=1),
    Action("batch_service", Writes.NOTHING, "s", (BATCH,), (Need.PLAN,), foot=2),
    Action("stop_batch", Writes.AT_ONCE, "x", (BATCH,), (Need.RUNNING,), foot=1),
    Action(
        "ship",
        Writes.AT_LAST,
        "s",
        (ORDERS, ORDER),
        (Need.ORDER, Need.TO_SHIP, Need.OPEN_ORDER),
        foot=2,
        ask_again=AskAgain.ON_TWIN,
    ),
    Action(
        "cancel",
        Writes.AT_ONCE,
        "x",
        (ORDERS, ORDER),
        (Need.ORDER, Need.OPEN_ORDER),
        foot=3,
        ask_again=AskAgain.ON_ANY,
    ),
    Action("restore", Writes.AT_ONCE, "z", (ORDERS, ORDER), (Need.ORDER, Need.CANCELLED), foot=7),
    Action("import", Writes.NOTHING, "i", (APP,), (Need.STORES,), foot=1),
    Action("filter", Writes.NOTHING, "slash", (ORDERS, EXCLUDED, DECISIONS), foot=4),
    Action("open", Writes.NOTHING, "enter", (ORDERS,), (Need.ORDER,), foot=5),
    Action("look", Writes.NOTHING, "l", (ORDERS, ORDER), (Need.ORDER,), foot=6),
    Action("decide", Writes.AT_LAST, "d", (ORDERS, ORDER), (Need.ORDER, Need.HELD), foot=7),
    Action("twin", Writes.NOTHING, "t", (ORDERS, ORDER), (Need.ORDER, Need.TWIN)),
    Action(
        "void",
        Writes.AT_ONCE,
        "v",
        (ORDERS, ORDER),
        (Need.ORDER, Need.LABEL),
        foot=7,
        ask_again=AskAgain.ON_ANY,
    ),
    Action("print", Writes.AT_ONCE, "p", (ORDERS, ORDER), (Need.ORDER, Need.LABEL), foot=7),
    Action(
        "hold",
        Writes.AT_ONCE,
        "h",
        (ORDERS, ORDER),
        (Need.ORDER, Need.OPEN_ORDER),
        foot=7,
        ask_again=AskAgain.ON_TWIN,
    ),
    Action(
        "overrule",
        Writes.AT_ONCE,
        "o",
        (ORDERS, ORDER),
        (Need.ORDER, Need.CONDITION),
        foot=7,
        ask_again=AskAgain.ON_ANY,
    ),
    Action("release", Writes.AT_ONCE, "u", (ORDERS, ORDER), (Need.ORDER, Need.ON_HOLD), foot=7),
    Action(
        "copy",
        Writes.NOTHING,
        "c",
        (ORDERS, ORDER, NOTIFICATIONS, EXCLUDED, DECISIONS),
        (Need.ROW,),
    ),
    Action("next_grid", Writes.NOTHING, "right,right_square_bracket", (ORDERS,)),
    Action("previous_grid", Writes.NOTHING, "left,left_square_bracket", (ORDERS,)),
    Action("clear", Writes.NOTHING, "escape", (ORDERS, EXCLUDED, DECISIONS)),
    Action("next_match", Writes.NOTHING, "n", (ORDERS,)),
    Action("import_all", Writes.NOTHING, "I", (APP,), (Need.STORES,)),
    Action(
        "open_notification",
        Writes.NOTHING,
        "enter",
        (NOTIFICATIONS,),
        (Need.ROW, Need.ORDER_OF_ACT),
        foot=2,
    ),
    Action("decide_this", Writes.AT_LAST, "enter,d", (DECISIONS,), (Need.ORDER,), foot=1),
    Action("open_order", Writes.NOTHING, "o", (DECISIONS,), (Need.ORDER,), foot=2),
    Action("retry", Writes.AT_ONCE, "s", (NOTIFICATIONS,), _STOPPED, foot=3),
    Action(
        "correct",
        Writes.AT_ONCE,
        "e",
        (NOTIFICATIONS,),
        (Need.ROW, Need.NOTIFICATION, Need.CORRECTABLE),
        foot=4,
    ),
    Action(
        "let_in",
        Writes.AT_ONCE,
        "a,enter",
        (EXCLUDED,),
        (Need.ROW,),
        foot=2,
        ask_again=AskAgain.ON_ANY,
    ),
    Action(
        "close_notification",
        Writes.AT_ONCE,
        "x",
        (NOTIFICATIONS,),
        (Need.ROW, Need.NOTIFICATION, Need.CLOSABLE),
        foot=5,
        ask_again=AskAgain.ON_ANY,
    ),
    Action("settle", Writes.AT_ONCE, "d", (NOTIFICATIONS,), (Need.UNKNOWN_ACT,), foot=6),
    Action("mend", Writes.NOTHING, "enter", (DOCTOR,), (Need.ROW,), foot=1),
    Action("add_rule", Writes.AT_ONCE, "a", (RULES,), foot=2),
    Action(
        "toggle_rule",
        Writes.AT_ONCE,
        "e,enter",
        (RULES,),
        (Need.ROW,),
        foot=3,
        ask_again=AskAgain.ON_ANY,
    ),
    Action(
        "remove_rule",
        Writes.AT_ONCE,
        "x,delete",
        (RULES,),
        (Need.ROW,),
        foot=4,
        ask_again=AskAgain.ON_ANY,
    ),
    Action("dry_run", Writes.NOTHING, "t", (RULES,), (Need.ROW,), foot=5),
    Action("reprocess", Writes.AT_ONCE, "p", (RULES,), (Need.ROW,), foot=6),
    Action("rule_up", Writes.AT_ONCE, "u", (RULES,), (Need.ROW,)),
    Action("rule_down", Writes.AT_ONCE, "d", (RULES,), (Need.ROW,)),
    Action("import_this", Writes.NOTHING, "enter", (STORES,), (Need.ROW, Need.LIVE_STORE), foot=1),
    Action("edit_store", Writes.AT_ONCE, "c", (STORES,), (Need.ROW, Need.LIVE_STORE), foot=5),
    Action("disconnect", Writes.AT_LAST, "x", (STORES,), (Need.ROW, Need.LIVE_STORE), foot=6),
    Action("notifications", Writes.AT_ONCE, "n", (STORES,), (Need.SHOP,), foot=3),
    Action("emails", Writes.AT_LAST, "e", (STORES,), (Need.SHOP,), foot=4),
    Action("play_scenario", Writes.NOTHING, "enter", (SCENARIOS,), (Need.ROW,), foot=1),
    Action("play", Writes.NOTHING, "space", (PLAYER,), foot=1),
    Action("back", Writes.NOTHING, "left", (PLAYER,), foot=2),
    Action("forward", Writes.NOTHING, "right", (PLAYER,), foot=3),
    Action("first", Writes.NOTHING, "home", (PLAYER,)),
    Action("last", Writes.NOTHING, "end", (PLAYER,)),
    Action("quicker", Writes.NOTHING, "plus,equals_sign", (PLAYER,)),
    Action("calmer", Writes.NOTHING, "minus", (PLAYER,)),
    Action("other_mode", Writes.NOTHING, "m", (PLAYER, SCENARIOS), foot=4),
    Action("leave", Writes.NOTHING, "escape,q", (ORDER, PLAYER, BATCH), foot=6),
    Action("mode", Writes.AT_ONCE, "m", (APP,)),
    Action("method", Writes.AT_ONCE, "M", (APP,)),
    Action("pause", Writes.NOTHING, "P", (APP,), (Need.MARKET,)),
    Action("faster", Writes.NOTHING, "plus,equals_sign", (APP,), (Need.MARKET,)),
    Action("slower", Writes.NOTHING, "minus", (APP,), (Need.MARKET,)),
    Action("reload", Writes.NOTHING, "r,f5", (APP,)),
    Action("go_orders", Writes.NOTHING, "1", (APP,)),
    Action("go_notifications", Writes.NOTHING, "2", (APP,)),
    Action("go_excluded", Writes.NOTHING, "3", (APP,)),
    Action("go_rules", Writes.NOTHING, "4", (APP,)),
    Action("go_stores", Writes.NOTHING, "5", (APP,)),
    Action("go_scenarios", Writes.NOTHING, "6", (APP,)),
    Action("go_doctor", Writes.NOTHING, "7", (APP,)),
    Action("go_decisions", Writes.NOTHING, "8", (APP,)),
    Action("language", Writes.NOTHING, "ctrl+l", (APP,)),
    Action("theme", Writes.NOTHING, "ctrl+t", (APP,)),
    Action("help", Writes.NOTHING, "question_mark,f1", (APP,), foot=8),
    Action("palette", Writes.NOTHING, "ctrl+p", (APP,), foot=9),
    Action("quit", Writes.NOTHING, "q,ctrl+q", (APP,)),
)

BY_ID = {action.id: action for action in ACTIONS}
_LABEL = Family("tui.action.{}.label", BY_ID)
_HELP = Family("tui.action.{}.help", BY_ID)
#: Actions that open a dialog, some after reading from the hub. Until the dialog is open, the app
#: ignores all actions of this set.
OPENS = frozenset(
    """
    add_rule buy_batch cancel close_notification correct decide decide_this disconnect dry_run
    edit_store emails help hold import let_in method mode notifications overrule palette
    print remove_rule reprocess retry settle ship toggle_rule void
    """.split()  # noqa: SIM905 - a list of names
)
#: The maximum number of actions in a footer; nobody reads a longer footer.
FOOTER_KEYS = 8


def actions_for(scope: str) -> tuple[Action, ...]:
    """Return the actions of a screen: its own first, then the APP actions.

    An APP action is left out if an action of the screen has the same key.
    """
    own = tuple(action for action in ACTIONS if scope in action.scopes)
    taken = {key for action in own for key in action.keys.split(",")}
    common = (a for a in ACTIONS if APP in a.scopes and not taken & set(a.keys.split(",")))
    return (*own, *common)


def bindings(scope: str) -> list[BindingType]:
    """Return the key bindings of a screen or the app, each with an id for remapping its key."""
    return [
        Binding(
            action.keys, f"app.do('{action.id}')", action.id, show=False, id=f"{scope}.{action.id}"
        )
        for action in ACTIONS
        if scope in action.scopes
    ]
