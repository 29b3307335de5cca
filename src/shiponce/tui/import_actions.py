"""Actions on the whole hub: imports, matching mode, method, notifications and e-mails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work

from shiponce.domain.exhaustive import exhaustive
from shiponce.domain.store import MatchingMode, Method
from shiponce.tui.hub_app import HubApp
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.import_orders import ImportChoice, ImportDialog, choices
from shiponce.tui.modals.notification_switch import SwitchNotifications
from shiponce.views.imports import ImportReport
from shiponce.views.sentence import Sentence
from shiponce.views.stores import ShopEmails, StoreRow
from shiponce.words.domain_words import MODE_WORD
from shiponce.words.families import Family

#: Codes of the title, question and button of the dialog that switches a shop's e-mails on or off.
_EMAILS_ON = ("tui.emails.title_on", "tui.emails.question_on", "tui.emails.yes_on")
_EMAILS_OFF = ("tui.emails.title_off", "tui.emails.question_off", "tui.emails.yes_off")

_MODE_QUESTION = Family("tui.mode.question_{}", MatchingMode)
_METHOD_QUESTION = exhaustive(
    Method, {Method.A: "tui.method.question_a", Method.B: "tui.method.question_b"}
)

if TYPE_CHECKING:
    from shiponce.hub import Hub


class ImportActions(HubApp):
    """Actions on the whole hub; a base class of the app."""

    @work
    async def do_import(self) -> None:
        """Ask for a store, then import it."""
        state = self.hub_state
        if state is None:
            return
        found = choices(state)
        warnings = await self._warnings(*found)
        dialog = ImportDialog(state, dict(zip(found, warnings, strict=True)))
        choice = await self.push_screen_wait(dialog)
        if choice is not None:
            self.run_import(choice)

    def do_import_all(self) -> None:
        """Import every store, marketplaces first."""
        self.run_import(ImportChoice(marketplaces_first(self._live()), every=True))

    def action_import_store(self, place: int) -> None:
        """Import the store at this position in the list."""
        stores = self._live()
        if place < len(stores):
            self.run_import(ImportChoice((stores[place].name,), every=False))

    def _live(self) -> list[StoreRow]:
        """Return the live stores, in the order in which they were connected."""
        return [store for store in self.hub_state.stores if store.live] if self.hub_state else []

    @work(group="import")
    async def run_import(self, choice: ImportChoice) -> None:
        """Import, then show the result."""
        locale = self.locale
        names = ", ".join(choice.stores)
        label = locale.say("tui.busy.import", stores=names)
        (warnings,) = await self._warnings(choice)
        for warning in warnings:
            self.toast(locale.sentence(warning), severity="warning")
        job = _import(choice)
        reports = await self.act(label, job, "tui.undone.import")
        if isinstance(reports, tuple):
            for report in reports:
                self._tell_import(report)

    async def _warnings(self, *found: ImportChoice) -> Sequence[tuple[Sentence, ...]]:
        """Return the warnings to show before each import; no warning prevents an import (W9)."""
        names = ", ".join(found[0].stores)
        warnings = await self.act(
            self.locale.say("tui.busy.import", stores=names),
            lambda hub: [hub.imports.warnings(one.stores, every=one.every) for one in found],
            "tui.undone.read",
            writes=False,
        )
        return warnings if isinstance(warnings, list) else [()] * len(found)

    def _tell_import(self, report: ImportReport) -> None:
        locale = self.locale
        parts = [locale.say("tui.import.fetched", n=report.fetched)]
        for n, code in (
            (report.added, "tui.import.added"),
            (report.refreshed, "tui.import.refreshed"),
            (report.hidden, "tui.import.hidden"),
            (report.excluded, "tui.import.excluded"),
            (report.quarantined, "tui.import.quarantined"),
        ):
            if n:
                parts.append(locale.say(code, n=n))
        text = " · ".join(parts)
        if report.not_before is not None:
            text = f"{locale.say('tui.import.not_before', at=report.not_before)}\n{text}"
        if report.clock is not None:
            text = f"{locale.sentence(report.clock)}\n{text}"
        if report.trouble is not None:
            text = f"{locale.sentence(report.trouble)}\n{text}"
        quiet = not (report.trouble or report.not_before or report.clock)
        title = locale.say("tui.import.title", store=report.store)
        if report.until is not None:
            title = locale.say("tui.import.title_until", store=report.store, at=report.until)
        self.toast(text, title=title, severity="information" if quiet else "warning")

    @work
    async def do_mode(self) -> None:
        """Explain the other matching mode, and switch to it if the person agrees."""
        if self.hub_state is None:
            return
        other = _other(self.hub_state.mode)
        say = self.locale.say
        sure = await self.push_screen_wait(
            Confirm(
                title=say("tui.mode.title"),
                question=say(_MODE_QUESTION[other]),
                yes=say("tui.mode.yes", mode=MODE_WORD[other]),
            )
        )
        if sure:
            label = say("tui.busy.mode")
            await self.act(label, lambda hub: hub.matching.choose_mode(other), "tui.undone.mode")

    @work
    async def do_method(self) -> None:
        """Switch between method A and method B."""
        if self.hub_state is None:
            return
        other = Method.A if self.hub_state.method is Method.B else Method.B
        say = self.locale.say
        sure = await self.push_screen_wait(
            Confirm(
                title=say("tui.method.title"),
                question=say(_METHOD_QUESTION[other]),
                yes=say("tui.method.yes", method=other.value),
            )
        )
        if sure:
            label = say("tui.busy.method")
            await self.act(label, lambda hub: hub.stores.choose_method(other), "tui.undone.method")

    @work
    async def switch_notifications(self, store: StoreRow) -> None:
        """Switch a BigCommerce store's notifications on or off; ask for the person's name (D4)."""
        name = await self.push_screen_wait(SwitchNotifications(store, self.actor))
        if not name:
            return
        on, target = not store.notifications_on, store.name
        await self.act(
            self.locale.say("tui.busy.notifications"),
            lambda hub: hub.stores.set_notifications(target, on, by=name, confirmed=True),
            "tui.undone.notifications",
        )

    @work
    async def switch_emails(self, store: StoreRow) -> None:
        """Explain a shop's e-mails to marketplace buyers, and switch them on or off."""
        say, name, label = self.locale.say, store.name, self.locale.say("tui.busy.emails")
        found = await self.act(label, lambda hub: hub.stores.emails(name), "tui.undone.emails")
        if not isinstance(found, ShopEmails):
            return
        if found.trouble is not None:
            title = say("tui.undone.emails")
            self.toast(self.locale.sentence(found.trouble), title=title, severity="error")
            return
        on = not found.written_to and bool(found.switched_off)
        if not on and not found.written_to:
            code = "tui.emails.nothing_shared" if found.shared else "tui.emails.nothing"
            self.toast(say(code, store=clean(name), channel=clean(found.shared)))
            return
        title, question, yes = _EMAILS_ON if on else _EMAILS_OFF
        facts = {
            "store": clean(name),
            "channels": clean(", ".join(found.switched_off if on else found.written_to)),
        }
        sure = await self.push_screen_wait(
            Confirm(
                title=say(title, **facts),
                question=say(question, **facts),
                yes=say(yes),
            )
        )
        if sure and isinstance(
            await self.act(
                label,
                lambda hub: hub.stores.switch_emails(name, on=on, confirmed=True),
                "tui.undone.emails",
            ),
            ShopEmails,
        ):
            self.toast(say("tui.done.emails_on" if on else "tui.done.emails_off", **facts))


def _other(mode: MatchingMode) -> MatchingMode:
    if mode is MatchingMode.RECONCILING:
        return MatchingMode.DOCUMENTED
    return MatchingMode.RECONCILING


def marketplaces_first(stores: Iterable[StoreRow]) -> tuple[str, ...]:
    """Return store names in the import order of the help article: marketplaces first."""
    ordered = sorted(stores, key=lambda store: store.platform.is_shop)
    return tuple(store.name for store in ordered)


def _import(choice: ImportChoice) -> Callable[[Hub], tuple[ImportReport, ...]]:
    order: Sequence[str] = choice.stores
    if choice.every:
        return lambda hub: hub.imports.run_all(order)
    return lambda hub: tuple(hub.imports.run(store) for store in order)
