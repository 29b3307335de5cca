"""The two themes, and the mark of every state: a glyph, a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual.theme import Theme

from shiponce.domain.exhaustive import exhaustive
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.platforms.registry import manifests
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import Grid, OrderRow
from shiponce.words.domain_words import LIST_WORD

#: The verdict of a scenario → its glyph and colour.
VERDICT = {"pass": ("✓", "$success"), "fail": ("✗", "$error"), "unknown": ("?", "$warning")}

NIGHT = Theme(
    name="shiponce-night",
    dark=True,
    primary="#6cb2d6",
    secondary="#8a9fb8",
    accent="#f2c078",
    foreground="#d6dee8",
    background="#0e131a",
    surface="#131a23",
    panel="#1a2330",
    success="#83c596",
    warning="#edbb64",
    error="#f2777a",
    variables={
        **{one.id: one.colour.night for one in manifests()},
        "faint": "#5d6b7c",
        "quiet": "#8c9aab",
        "line": "#253140",
        "raised": "#1f2a38",
        "alarm": "#3a1d23",
        "border": "#6cb2d6",
        "border-blurred": "#253140",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#27455c",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#1d2b39",
        "block-cursor-blurred-foreground": "#d6dee8",
        "scrollbar": "#2a3746",
        "scrollbar-hover": "#3b4d60",
        "scrollbar-active": "#6cb2d6",
        "scrollbar-background": "#10161e",
        "scrollbar-background-hover": "#10161e",
        "scrollbar-background-active": "#10161e",
        "scrollbar-corner-color": "#10161e",
        "input-selection-background": "#6cb2d6 35%",
    },
)

DAY = Theme(
    name="shiponce-day",
    dark=False,
    primary="#1f6f9c",
    secondary="#52667c",
    accent="#9a5b00",
    foreground="#1d2733",
    background="#f6f7f9",
    surface="#ffffff",
    panel="#e9edf2",
    success="#1f7a43",
    warning="#8f5a00",
    error="#b3261e",
    variables={
        **{one.id: one.colour.day for one in manifests()},
        "faint": "#8592a1",
        "quiet": "#55636f",
        "line": "#d3dae2",
        "raised": "#e2e8ef",
        "alarm": "#fbe0de",
        "border": "#1f6f9c",
        "border-blurred": "#c6d0da",
        "block-cursor-foreground": "#0c1a26",
        "block-cursor-background": "#bfdcee",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#dde9f1",
        "block-cursor-blurred-foreground": "#1d2733",
        "scrollbar": "#c3ccd6",
        "scrollbar-hover": "#aab6c2",
        "scrollbar-active": "#1f6f9c",
        "scrollbar-background": "#eceff3",
        "scrollbar-background-hover": "#eceff3",
        "scrollbar-background-active": "#eceff3",
        "scrollbar-corner-color": "#eceff3",
        "input-selection-background": "#1f6f9c 25%",
    },
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown: *word* is a code of the catalogue, *colour* a theme variable."""

    glyph: str
    word: str
    colour: str
    #: The code of a shorter word for narrow columns; "" if *word* is short enough.
    short: str = ""


STATUS = exhaustive(
    OrderStatus,
    {
        OrderStatus.AWAITING_SHIPMENT: Mark(
            "●", "word.status.awaiting_shipment", "$primary", "word.short.awaiting_shipment"
        ),
        OrderStatus.ON_HOLD: Mark("◐", "word.status.on_hold", "$warning", "word.short.on_hold"),
        OrderStatus.AWAITING_PAYMENT: Mark(
            "○", "word.status.awaiting_payment", "$quiet", "word.short.awaiting_payment"
        ),
        OrderStatus.PENDING_FULFILLMENT: Mark(
            "◌", "word.status.pending_fulfillment", "$quiet", "word.short.pending_fulfillment"
        ),
        OrderStatus.SHIPPED: Mark("✓", "word.status.shipped", "$success"),
        OrderStatus.CANCELLED: Mark("✕", "word.status.cancelled", "$faint"),
    },
)
HIDDEN = Mark("◇", "word.status.hidden", "$quiet")
EXCLUDED = Mark("⊗", "word.short.excluded", "$quiet")
HELD = Mark("?", "word.status.held", "$warning", "word.short.held")
DOUBLE = Mark("▲", "word.short.doubled", "$error")
TWIN_LEFT = Mark("△", "word.mark.twin_left", "$error", "word.short.twin_left")
TWICE = Mark("▲▲", "word.mark.shipped_twice", "bold $error", "word.short.shipped_twice")
ALARM = Mark("!", "word.mark.alarm", "bold $error")
ASKS_TO_CANCEL = Mark("⊘", "word.mark.asks_to_cancel", "$warning", "word.short.asks_to_cancel")

NOTIFICATION = exhaustive(
    NotificationState,
    {
        NotificationState.PENDING: Mark("○", "word.notification.pending", "$warning"),
        NotificationState.SENDING: Mark("◔", "word.notification.sending", "$warning"),
        NotificationState.SENT: Mark("✓", "word.notification.sent", "$success"),
        NotificationState.STOPPED: Mark("▲", "word.notification.stopped", "$error"),
        NotificationState.ALREADY_KNOWN: Mark("≡", "word.notification.already_known", "$success"),
        NotificationState.WITHDRAWN: Mark("–", "word.notification.withdrawn", "$faint"),
    },
)

SHIPMENT = exhaustive(
    ShipmentState,
    {
        ShipmentState.PURCHASING: Mark("◔", "word.shipment.purchasing", "$warning"),
        ShipmentState.UNKNOWN: Mark("▲", "word.shipment.unknown", "$error"),
        ShipmentState.LABELLED: Mark("✓", "word.shipment.labelled", "$success"),
        ShipmentState.VOIDED: Mark("–", "word.shipment.voided", "$faint"),
        ShipmentState.NOT_BOUGHT: Mark("✕", "word.shipment.not_bought", "$warning"),
        ShipmentState.ELSEWHERE: Mark("↗", "word.shipment.elsewhere", "$quiet"),
    },
)


def colour_of(platform: Platform) -> str:
    """Return the theme's variable for a platform's colour."""
    return f"${platform.value}"


def mark_of(row: OrderRow) -> Mark:
    """Return an order's mark: what needs a person first, else its place, else its status."""
    if row.shipped_twice:
        return TWICE
    if row.alarms:
        return ALARM
    if row.visibility is Visibility.HIDDEN:
        return HIDDEN
    if row.visibility is Visibility.EXCLUDED:
        return EXCLUDED
    if row.visibility is Visibility.HELD:
        return HELD
    if row.status.is_open and row.twin_labels:
        return TWIN_LEFT
    if row.duplicated and row.status.is_open:
        return DOUBLE
    return ASKS_TO_CANCEL if row.asks_to_cancel else STATUS[row.status]


def mark_of_notification(notification: NotificationView) -> Mark:
    """Return the mark of a notification, with the word "closed" if a person closed it."""
    return replace(NOTIFICATION[notification.state], word=notification.word)


def mark_of_grid(grid: Grid) -> Mark:
    """Return the mark of a grid's tab."""
    if grid is Grid.HIDDEN:
        return HIDDEN
    if grid is Grid.HELD:
        return HELD
    return STATUS[OrderStatus(grid.value)]


def short_name(grid: Grid) -> str:
    """Return the code of a grid's short name."""
    return mark_of_grid(grid).short or LIST_WORD[grid]
