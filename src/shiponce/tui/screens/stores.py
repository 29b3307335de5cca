"""The stores: imports, switches, and disconnecting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content

from shiponce.tui.action_needs import UnderCursor
from shiponce.tui.key_bindings import STORES, bindings
from shiponce.tui.localized_text import clean
from shiponce.tui.modals.confirm import Confirm
from shiponce.tui.modals.edit_store import EditStore
from shiponce.tui.modals.import_orders import ImportChoice
from shiponce.tui.screens.list_screen import ListScreen
from shiponce.tui.theme import colour_of
from shiponce.tui.widgets.line_grid import Cell, Column, LineGrid
from shiponce.views.stores import Disconnection, StoreRow
from shiponce.words.domain_words import INTEGRATION_WORD
from shiponce.words.families import platform_word

if TYPE_CHECKING:
    from shiponce.hub import Hub


class StoresScreen(ListScreen[StoreRow]):
    """Every connected store."""

    SCOPE = STORES
    BINDINGS = bindings(STORES)
    IMPORT_ORDER = True

    def columns(self) -> tuple[Column[StoreRow], ...]:
        """Return the columns: name, platform, account, notifications, last import, orders."""
        say, locale = self.locale.say, self.locale

        def platform(row: StoreRow) -> Cell:
            return Cell(say(platform_word(row.platform)), colour_of(row.platform))

        def imported(row: StoreRow) -> Cell:
            if not row.live:
                away = row.disconnected_at is not None
                code = "word.integration.disconnected" if away else "word.integration.replaced"
                return Cell(f"⊗ {say(code)}", "$quiet")
            if row.trouble:
                return Cell(f"▲ {say('tui.store.trouble')}", "$warning")
            if row.imported_at is None:
                return Cell(say("tui.store.never"), "$quiet")
            return Cell(f"✓ {locale.ago(row.imported_at, self.now())}", "$success")

        return (
            Column(say("word.column.store"), lambda row: Cell(row.name), 10, grow=1),
            Column(say("word.column.platform"), platform, 12),
            Column(say("word.column.account"), lambda row: Cell(row.account, "$quiet"), 10, grow=2),
            Column(say("word.column.notifications"), lambda row: Cell(*self._switch(row)), 13),
            Column(say("word.column.imported"), imported, 16),
            Column(
                say("word.column.orders"),
                lambda row: Cell(locale.number(row.orders)),
                9,
                right=True,
            ),
        )

    def _switch(self, row: StoreRow) -> tuple[str, str]:
        say = self.locale.say
        if not row.platform.is_shop or row.notifications_on:
            return f"● {say('word.on')}", "$success"
        return f"○ {say('word.off')}", "$warning"

    def fetch(self, hub: Hub) -> Sequence[StoreRow]:
        """Return all stores except those disconnected before any order was imported."""
        return [row for row in hub.stores.rows() if not row.is_left_out]

    def key(self, row: StoreRow) -> int:
        """Return the store's id."""
        return row.id

    def tell(self, row: StoreRow) -> Content:
        """Return the text that describes a store: integration, notifications, error and e-mails."""
        say = self.locale.say
        first: list[tuple[str, str] | str] = [
            (clean(row.name), "bold $foreground"),
            (f"  {say(platform_word(row.platform))}", colour_of(row.platform)),
        ]
        if row.integration:
            first.append((f"  ·  {say(INTEGRATION_WORD[row.integration])}", "$quiet"))
        lines = [Content.assemble(*first)]
        if row.notifications_changed_at:
            code = "tui.switch.was_on" if row.notifications_on else "tui.switch.was_off"
            at, by = row.notifications_changed_at, clean(row.notifications_changed_by)
            lines.append(Content(say(code, at=at, by=by)))
        if row.disconnected_at:
            lines += self._away(row)
        elif row.trouble:
            text = self.locale.sentence(row.trouble)
            lines.append(Content.assemble(("▲ ", "bold $warning"), text))
        if row.platform.is_shop:
            lines += self._emails(row)
            keys = f"{say('tui.switch.key')}  {say('tui.emails.key')}"
            lines.append(Content.styled(keys, "$quiet"))
        return Content("\n").join(lines)

    def _emails(self, row: StoreRow) -> list[Content]:
        """Return lines about a shop's own e-mails to buyers, as last read."""
        found, say = row.emails, self.locale.say
        if found is None or not row.live:
            return []
        lines = []
        if found.shared:
            text = say("tui.emails.shared", channel=clean(found.shared))
            lines.append(Content.styled(text, "$warning"))
        if found.written_to:
            channels = clean(", ".join(found.written_to))
            text = say("tui.emails.on", channels=channels)
            return [*lines, Content.styled(text, "$warning")]
        if found.trouble is not None:
            return [*lines, Content.styled(say("tui.emails.unknown"), "$warning")]
        if found.switched_off:
            channels = clean(", ".join(found.switched_off))
            return [*lines, Content(say("tui.emails.was_off", channels=channels))]
        return lines or ([Content(say("tui.emails.off"))] if found.read_at else [])

    def _away(self, row: StoreRow) -> list[Content]:
        """Return when a store was disconnected, its excluded orders, and how to reconnect it."""
        at = self.locale.moment(row.disconnected_at) if row.disconnected_at else ""
        account, market = clean(row.account), f" --market {row.market}" if row.market else ""
        how = {"store": clean(row.name), "platform_id": row.platform.value, "market": market}
        lines = [
            Content(self.locale.say("tui.store.disconnected_at", at=at, account=account, **how))
        ]
        if row.excluded:
            lines.append(Content(self.locale.say("tui.store.excluded", n=row.excluded)))
        return lines

    def under_cursor(self) -> UnderCursor:
        """Return which store is selected."""
        return UnderCursor(row=self.grid.current is not None, store=self.grid.current)

    @on(LineGrid.Chosen)
    def do_import_this(self) -> None:
        """Import the selected store."""
        row = self.grid.current
        if row is not None:
            self.app.run_import(ImportChoice((row.name,), every=False))

    @work
    async def do_disconnect(self) -> None:
        """Say what disconnecting the selected store does, and do it if confirmed."""
        row, say = self.grid.current, self.locale.say
        if row is None:
            return
        facts = {"store": clean(row.name), "account": clean(row.account)}
        label = say("tui.busy.disconnect", store=facts["store"])
        plan = await self.app.act(
            label,
            lambda hub: hub.stores.plan_disconnect(row.name),
            "tui.undone.disconnect",
            writes=False,
        )
        if not isinstance(plan, Disconnection):
            return
        effects = (f"• {self.locale.sentence(effect)}" for effect in plan.effects)
        platform = platform_word(row.platform)
        question = say("tui.disconnect.question", platform=platform, **facts)
        sure = await self.app.push_screen_wait(
            Confirm(
                title=say("tui.disconnect.title", store=facts["store"]),
                question="\n".join((question, "", *effects)),
                yes=say("tui.disconnect.yes", store=facts["store"]),
                danger=True,
            )
        )
        if sure:
            done = await self.app.act(
                label, lambda hub: hub.stores.disconnect(row.name), "tui.undone.disconnect"
            )
            if isinstance(done, Disconnection):
                self.app.toast(say("tui.disconnect.done", store=facts["store"]))

    @work
    async def do_edit_store(self) -> None:
        """Edit the selected store."""
        row, say = self.grid.current, self.locale.say
        if row is None:
            return
        changes = await self.app.push_screen_wait(EditStore(row))
        if not changes:
            return
        label = say("tui.busy.edit", store=clean(row.name))
        done = await self.app.act(
            label, lambda hub: hub.stores.edit(row.name, changes), "tui.undone.edit"
        )
        if isinstance(done, StoreRow):
            self.app.toast(say("tui.edit.done", store=clean(done.name)))

    def do_notifications(self) -> None:
        """Ask, then switch a shop's notifications on or off.

        The shop is the selected one, else the first live one.
        """
        if shop := self._shop():
            self.app.switch_notifications(shop)

    def do_emails(self) -> None:
        """Ask, then switch a shop's e-mails to buyers on or off.

        The shop is the selected one, else the first live one.
        """
        if shop := self._shop():
            self.app.switch_emails(shop)

    def _shop(self) -> StoreRow | None:
        state, row = self.app.hub_state, self.grid.current
        stores = state.stores if state else ()
        shops = [store for store in stores if store.platform.is_shop and store.live]
        chosen = [store for store in shops if row is not None and store.id == row.id]
        return next(iter(chosen or shops), None)
