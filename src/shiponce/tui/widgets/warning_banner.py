"""Lasting warnings, on every screen where they matter."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from shiponce.tui.typed_app import TypedApp


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
        """Show warnings about the import order too, on screens where it can be changed."""
        super().__init__(markup=False)
        self._import_order = import_order

    def on_mount(self) -> None:
        """Follow the state and the language."""
        self.watch(self.app, "hub_state", self.redraw)
        self.watch(self.app, "locale", self.redraw)

    def redraw(self) -> None:
        """Show every warning on its own line."""
        state = self.app.hub_state
        warnings = state.warnings if state else ()
        if state is not None and self._import_order:
            warnings = (*warnings, *state.import_order)
        self.display = bool(warnings)
        lines = [
            Content.assemble(("▲ ", "bold $warning"), self.app.locale.sentence(warning))
            for warning in warnings
        ]
        self.update(Content("\n").join(lines))
