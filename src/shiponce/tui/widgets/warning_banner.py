"""Lasting warnings, on every screen where they matter."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from shiponce.tui.typed_app import TypedApp
from shiponce.views.sentence import Sentence

_STALE = "warning.stale_store"


def in_short(warnings: Sequence[Sentence]) -> list[Sentence]:
    """Return the warnings; if several stores are stale, one sentence replaces their warnings."""
    stale = [one for one in warnings if one.code == _STALE]
    others = [one for one in warnings if one.code != _STALE]
    if len(stale) < 2:
        return list(warnings)
    first = stale[0].facts
    facts = {"n": len(stale), "store": first["store"], "age": first["age"]}
    return [*others, Sentence("tui.stale_stores", facts)]


class WarningBanner(Static):
    """The hub's lasting warnings; takes no room if there are none."""

    DEFAULT_CSS = """
    WarningBanner {
        height: auto; max-height: 6; padding: 0 1; display: none;
        background: $warning 12%; color: $foreground;
    }
    """

    app = TypedApp()

    def __init__(self, *, import_order: bool = False) -> None:
        """With *import_order*, also show warnings about the sequence of the imports."""
        super().__init__(markup=False)
        self._import_order = import_order

    def on_mount(self) -> None:
        """Redraw when the hub's state or the language changes."""
        self.watch(self.app, "hub_state", self.redraw)
        self.watch(self.app, "locale", self.redraw)

    def redraw(self) -> None:
        """Show each warning on its own line; several stale stores share one line."""
        state = self.app.hub_state
        warnings = state.warnings if state else ()
        if state is not None and self._import_order:
            warnings = (*warnings, *state.import_order)
        self.display = bool(warnings)
        lines = [
            Content.assemble(("▲ ", "bold $warning"), self.app.locale.sentence(warning))
            for warning in in_short(warnings)
        ]
        self.update(Content("\n").join(lines))
