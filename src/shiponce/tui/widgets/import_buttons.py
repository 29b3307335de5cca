"""The import buttons: one for all stores, and one per store."""

from __future__ import annotations

from collections.abc import Iterable

from shiponce.tui.localized_text import clean
from shiponce.tui.theme import colour_of
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.clickable_line import ClickableLine, ClickableText
from shiponce.views.hub import HubState


class ImportButtons(ClickableLine):
    """One button per store, with the time of its last import if there is room."""

    DEFAULT_CSS = "ImportButtons { background: $background; }"

    app = TypedApp()

    _state: HubState | None = None

    def show_stores(self, state: HubState) -> None:
        """Show buttons for these stores."""
        self._state = state
        self.show(self._buttons(state))

    def on_resize(self) -> None:
        """Draw again: the stores may have arrived before the first layout."""
        if self._state is not None:
            self.show(self._buttons(self._state))

    def _buttons(self, state: HubState) -> Iterable[ClickableText]:
        locale = self.app.locale
        stores = [store for store in state.stores if store.live]
        if not stores:
            return
        yield ClickableText(f" {locale.say('tui.import.bar')} ", "$quiet")
        all_of_them = f" ⇣ {locale.say('tui.import.every')} "
        yield ClickableText(all_of_them, "bold $foreground on $raised", "app.do('import_all')")
        for place, store in enumerate(stores):
            colour = f"{colour_of(store.platform)} on $raised"
            run = f"app.import_store({place})"
            yield ClickableText(" ")
            yield ClickableText(f" ⇣ {clean(store.name)[:24]} ", colour, run)
            if store.trouble:
                yield ClickableText(" ▲", "$warning", run)
            elif self.size.width >= 90:
                yield ClickableText(f" {self._when(state, store.imported_at)} ", "$faint")

    def _when(self, state: HubState, at: object) -> str:
        store_at = next((s.imported_at for s in state.stores if s.imported_at == at), None)
        locale = self.app.locale
        return locale.ago(store_at, state.now) if store_at else locale.say("tui.store.never")
