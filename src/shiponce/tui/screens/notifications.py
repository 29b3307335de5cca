"""The notifications: which store is notified of which shipment, with unknown acts at the top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.domain.act import ActState
from shiponce.domain.shipment import NotificationState
from shiponce.errors import Refused
from shiponce.tui.act_text import act_cells, act_text
from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import NOTIFICATIONS, bindings
from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.correct_notification import Correction, CorrectNotification
from shiponce.tui.screens.act_actions import ActActions
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.screens.order import OrderScreen
from shiponce.tui.theme import colour_of, mark_of_notification
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.views.acts import ActView
from shiponce.views.hub import HubState
from shiponce.views.notifications import NotificationView
from shiponce.views.sentence import Sentence
from shiponce.words.families import platform_word

#: Codes of the title, question and button of the two confirmation dialogs.
_RETRY = ("tui.retry_anyway.title", "tui.retry_anyway.question", "tui.retry_anyway.yes")
_CLOSE = (
    "tui.close_notification.title",
    "tui.close_notification.question",
    "tui.close_notification.yes",
)
#: The same where the store was notified of a label that was then voided.
_CORRECTED_THERE = (
    "tui.corrected_there.title",
    "tui.corrected_there.question",
    "tui.corrected_there.yes",
)

if TYPE_CHECKING:
    from datetime import datetime

    from shiponce.hub import Hub

#: How many notifications are shown; a hub may hold many thousands.
_SHOWN = 500
#: A row of the list: an unknown act of any kind, or a notification.
Line = ActView | NotificationView


def notification_columns(
    locale: Locale, now: Callable[[], datetime]
) -> tuple[Column[NotificationView], ...]:
    """Return the columns of notifications, for this screen and for a scenario's frames."""
    say = locale.say

    def state(notification: NotificationView) -> Cell:
        mark = mark_of_notification(notification)
        return Cell(f"{mark.glyph} {say(mark.word)}", mark.colour)

    def target(notification: NotificationView) -> Cell:
        return Cell(say(platform_word(notification.platform)), colour_of(notification.platform))

    def when(notification: NotificationView) -> Cell:
        at = notification.sent_at or notification.next_at
        return Cell(locale.ago(at, now()) if at else "", "$quiet")

    return (
        Column(say("word.column.state"), state, 15),
        Column(say("word.column.platform"), target, 12),
        Column(say("word.column.order"), lambda n: Cell(n.target_number), 12, grow=2),
        Column(
            say("word.column.tracking"), lambda n: Cell(f"{n.carrier} {n.tracking}"), 12, grow=3
        ),
        Column(
            say("word.column.attempts"),
            lambda n: Cell(str(n.attempts) if n.attempts else "", "$quiet"),
            6,
            right=True,
        ),
        Column(say("word.column.when"), when, 13, right=True),
    )


def notification_text(notification: NotificationView, locale: Locale, now: datetime) -> Content:
    """Return a notification in sentences."""
    mark = mark_of_notification(notification)
    first = Content.assemble(
        (f"{mark.glyph} {locale.say(mark.word)}", f"bold {mark.colour}"),
        "  ",
        (
            locale.say(
                "tui.notification.sentence",
                platform=platform_word(notification.platform),
                store=clean(notification.store),
                target=clean(notification.target_number),
                number=clean(notification.order_number),
                carrier=clean(notification.carrier),
                tracking=clean(notification.tracking),
            ),
            "$foreground",
        ),
    )
    lines = [first]
    if notification.reason:
        lines.append(Content.styled(locale.sentence(notification.reason), "$warning"))
    if notification.carrier_there:
        lines.append(Content.styled(locale.sentence(notification.carrier_there), "$quiet"))
    if notification.second_email:
        lines.append(Content.styled(f"▲ {locale.sentence(notification.second_email)}", "$warning"))
    if notification.sent_at:
        lines.append(Content.styled(f"{locale.moment(notification.sent_at)} UTC", "$quiet"))
    elif notification.next_at:
        when = locale.ago(notification.next_at, now)
        lines.append(Content.styled(locale.say("tui.notification.next", when=when), "$quiet"))
    return Content("\n").join(lines)


def _either(
    notification: Callable[[NotificationView], Cell], act: Callable[[ActView], Cell]
) -> Callable[[Line], Cell]:
    return lambda line: act(line) if isinstance(line, ActView) else notification(line)


class NotificationsScreen(ListScreen[Line], ActActions):
    """Every notification, open ones first, below the unknown acts."""

    SCOPE = NOTIFICATIONS
    BINDINGS = bindings(NOTIFICATIONS)

    #: The unknown acts at the top of the list.
    _unknown: tuple[ActView, ...] = ()
    #: How many notifications there are.
    _in_all = 0

    def on_mount(self) -> None:
        """Also reload at each poll while there are unknown acts, to update their times."""
        super().on_mount()
        self.watch(self.app, "hub_state", self._time_passes, init=False)

    def _time_passes(self, state: HubState | None) -> None:
        if state is not None and state.unknown and self.app.screen is self:
            self.reload()

    def columns(self) -> tuple[Column[Line], ...]:
        """Return the columns: state, platform, order, tracking number, attempts, time."""
        pairs = zip(
            notification_columns(self.locale, self.now),
            act_cells(self.locale, self.now),
            strict=True,
        )
        return tuple(
            Column(one.title, _either(one.draw, act), one.width, grow=one.grow, right=one.right)
            for one, act in pairs
        )

    def fetch(self, hub: Hub) -> Sequence[Line]:
        """Return unknown acts, oldest first, then the latest five hundred notifications."""
        self._unknown = tuple(act for act in hub.acts.rows() if act.state is ActState.UNKNOWN)
        self._in_all = hub.notifications.count()
        return (*self._unknown, *hub.notifications.rows(limit=_SHOWN))

    def cut(self) -> str:
        """Return how many notifications are shown, and the command that lists all of them."""
        if self._in_all <= _SHOWN:
            return ""
        facts = {"shown": _SHOWN, "n": self._in_all, "limit": self._in_all}
        return self.locale.say("tui.notification.cut", **facts)

    def key(self, row: Line) -> int:
        """Return the notification's id; for an act a negative number."""
        return -row.id if isinstance(row, ActView) else row.id

    def tell(self, row: Line) -> Content:
        """Return the text that describes a notification or an act."""
        if isinstance(row, ActView):
            return act_text(row, self.locale, self.now())
        return notification_text(row, self.locale, self.now())

    def _act(self) -> ActView | None:
        """Return the act under the cursor."""
        row = self.grid.current
        return row if isinstance(row, ActView) else None

    def unknown_act(self) -> ActView | None:
        """Return the act under the cursor, or else the first one; move the cursor to it."""
        act = self._to_settle()
        if act is not None:
            self.grid.go_to(self.key(act))
        return act

    def _to_settle(self) -> ActView | None:
        return self._act() or next(iter(self._unknown), None)

    def _notification(self) -> NotificationView | None:
        row = self.grid.current
        return row if isinstance(row, NotificationView) else None

    def under_cursor(self) -> UnderCursor:
        """Return the notification or act under the cursor."""
        row = self.grid.current
        return UnderCursor(
            row=row is not None,
            notification=self._notification(),
            act=self._act(),
            to_settle=self._to_settle(),
        )

    @on(LineGrid.Chosen)
    def do_open_notification(self) -> None:
        """Open the shipped order."""
        row = self.grid.current
        if row is not None and row.order_id is not None:
            self.app.push_screen(OrderScreen(row.order_id))

    @work
    async def do_retry(self) -> None:
        """Send a stopped notification again."""
        notification = self._notification()
        if notification is None:
            return
        anyway = (
            notification.reason is not None and notification.reason.code == "notification.conflict"
        )
        if anyway and not await self._sure(_RETRY, notification):
            return
        await self.app.act(
            self.locale.say("tui.busy.retry"),
            lambda hub: hub.notifications.retry(notification.id, anyway=anyway),
            "tui.undone.retry",
        )

    @work
    async def do_close_notification(self) -> None:
        """Ask, then close a notification: it is not sent, or its store was corrected."""
        notification = self._notification()
        if notification is None:
            return
        is_stopped = notification.state is NotificationState.STOPPED
        if not await self._sure(_CLOSE if is_stopped else _CORRECTED_THERE, notification):
            return
        label = self.locale.say("tui.busy.close_notification")
        await self.app.act(
            label,
            lambda hub: hub.notifications.close(notification.id),
            "tui.undone.close_notification",
        )

    async def _sure(self, codes: tuple[str, str, str], notification: NotificationView) -> bool:
        say = self.locale.say
        title, question, yes = codes
        package = clean(f"{notification.carrier} {notification.tracking}".strip())
        facts = {"store": clean(notification.store), "target": clean(notification.target_number)}
        return await self.app.push_screen_wait(
            Confirm(
                title=say(title, **facts),
                question=say(question, package=package, **facts),
                yes=say(yes),
                danger=True,
            )
        )

    @work
    async def do_correct(self) -> None:
        """Ask for the correct carrier and tracking number, then send the notification with them."""
        notification = self._notification()
        if notification is None:
            return
        said = await self.app.push_screen_wait(CorrectNotification(notification))
        if said is None:
            return
        for same_package in (False, True):
            done = await self.app.act(
                self.locale.say("tui.busy.retry"),
                _try_to_correct(notification.id, said, same_package=same_package),
                "tui.undone.retry",
            )
            if not isinstance(done, Refused) or not await self._is_one_package(notification, done):
                return

    async def _is_one_package(self, notification: NotificationView, refusal: Refused) -> bool:
        """Ask whether the other purchase with this tracking number is in the same package."""
        return await self.app.push_screen_wait(
            Confirm(
                title=self.locale.say(
                    "tui.ship.title_same_package", number=clean(notification.order_number)
                ),
                question=self.locale.sentence(Sentence(refusal.code, refusal.facts)),
                yes=self.locale.say("tui.ship.yes_same_package"),
                danger=True,
            )
        )

    def do_copy(self) -> None:
        """Copy the tracking number, or the act's reference, to the clipboard."""
        row = self.grid.current
        if row is not None:
            text = clean(row.key if isinstance(row, ActView) else row.tracking)
            self.app.copy_to_clipboard(text)
            self.app.toast(self.locale.say("tui.done.copy", text=text))


def _try_to_correct(
    notification_id: int, said: Correction, *, same_package: bool
) -> Callable[[Hub], Refused | NotificationView]:
    """Return a job that corrects a notification.

    The job returns a refusal that a person can override, and raises any other refusal.
    """

    def job(hub: Hub) -> Refused | NotificationView:
        try:
            return hub.notifications.correct(
                notification_id,
                carrier=said.carrier,
                tracking=said.tracking,
                same_package=same_package,
            )
        except Refused as refusal:
            if refusal.way_out != "way_out.same_package":
                raise
            return refusal

    return job
