"""The header of every screen: mode and method, the time, and the other screens."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from shiponce.domain.store import MatchingMode
from shiponce.tui.typed_app import TypedApp
from shiponce.tui.widgets.clickable_line import ClickableLine, ClickableText
from shiponce.tui.widgets.tab_names import (
    MORE_LEFT,
    MORE_RIGHT,
    fitting_names,
    visible_tabs,
)
from shiponce.views.hub import HubState
from shiponce.views.orders import Grid
from shiponce.words.domain_words import MODE_WORD
from shiponce.words.families import Family

#: The screens that a key opens, in the order of the keys.
PLACES = (
    "orders",
    "notifications",
    "excluded",
    "rules",
    "stores",
    "scenarios",
    "doctor",
    "decisions",
)
_PLACE = Family("tui.place.{}", PLACES)
_SHORT_PLACE = Family("tui.short_place.{}", PLACES)


class HubHeader(Vertical):
    """Two lines: first mode, method and time, then the names of the screens."""

    DEFAULT_CSS = """
    HubHeader { height: 2; dock: top; background: $panel; }
    HubHeader ClickableLine { background: $panel; color: $foreground; }
    HubHeader #places { background: $surface; }
    """

    app = TypedApp()

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """Show the two lines."""
        yield ClickableLine(id="mode")
        yield ClickableLine(id="places")

    def on_mount(self) -> None:
        """Redraw when the app's state changes."""
        for name in ("hub_state", "busy", "market_speed", "locale"):
            self.watch(self.app, name, self.redraw)

    def on_resize(self) -> None:
        """Use full or short words, as space allows."""
        self.redraw()

    def redraw(self) -> None:
        """Draw both lines."""
        state = self.app.hub_state
        self.query_one("#mode", ClickableLine).show(self._mode_and_method(state), self._now(state))
        self.query_one("#places", ClickableLine).show(self._places(state))

    def _mode_and_method(self, state: HubState | None) -> Iterable[ClickableText]:
        say = self.app.locale.say
        yield ClickableText(" shiponce ", "bold $accent")
        if state is None:
            return
        calm = state.mode is MatchingMode.RECONCILING
        mark, colour = ("◆", "$success") if calm else ("▲", "bold $warning")
        yield ClickableText(f"  {mark} {say(MODE_WORD[state.mode])}", colour, "app.do('mode')")
        yield ClickableText("  ·  ", "$faint")
        method = say("tui.head.method", method=state.method.value)
        yield ClickableText(method, "$foreground", "app.do('method')")
        if state.read_only:
            yield ClickableText(
                f"  ·  {say('tui.head.read_only')}", "bold $warning", "app.do('go_doctor')"
            )
        if state.unknown:
            text = say("tui.head.unknown", n=state.unknown)
            yield ClickableText(f"  ·  ? {text}", "bold $warning", "app.do('go_notifications')")

    def _now(self, state: HubState | None) -> Iterable[ClickableText]:
        locale = self.app.locale
        if self.app.busy:
            yield ClickableText(f"⟳ {self.app.busy[-1]}", "$accent")
            yield ClickableText("   ")
        if self.app.has_market:
            yield from self._market()
        if state is not None:
            yield ClickableText(f"{locale.clock(state.now)} ", "$quiet")

    def _market(self) -> Iterable[ClickableText]:
        market_speed = self.app.market_speed
        glyph, colour = ("▶", "$success") if market_speed.running else ("‖", "$warning")
        yield ClickableText(f" {glyph} ", colour, "app.do('pause')")
        yield ClickableText("−", "$quiet", "app.do('slower')")
        yield ClickableText(
            f" {self.app.locale.say('tui.head.pace', n=market_speed.speed)} ", colour
        )
        yield ClickableText("+", "$quiet", "app.do('faster')")
        yield ClickableText("   ")

    def _places(self, state: HubState | None) -> Iterable[ClickableText]:
        say, room = self.app.locale.say, self.size.width
        full = [say(_PLACE[place]) for place in PLACES]
        counts = [self._count(place, state) for place in PLACES]
        before, counted, after = " {} ", [f" ({n})" if n else "" for n in counts], " "
        # Cells of all but the names: the key's digit, the count, and the blanks.
        signs = sum(3 + len(count) + len(after) for count in counted)
        if signs + sum(map(cell_len, full)) <= room:
            names = full
        else:
            before, counted, after = "{} ", [f"·{n}" if n else "" for n in counts], " "
            signs = sum(2 + len(count) + len(after) for count in counted) - len(after)
            both = [
                (name, say(_SHORT_PLACE[place])) for name, place in zip(full, PLACES, strict=True)
            ]
            names = fitting_names(both, room - signs, self._open)
        widths = [
            len(before) - 1 + cell_len(name) + len(count) + len(after)
            for name, count in zip(names, counted, strict=True)
        ]
        shown = visible_tabs(widths, room + len(after), self._open or 0)
        if shown.start > 0:
            yield ClickableText(MORE_LEFT, "$quiet", f"app.do('go_{PLACES[shown.start - 1]}')")
        for place in shown:
            here = place == self._open
            style = "bold $background on $primary" if here else "$quiet"
            run = f"app.do('go_{PLACES[place]}')"
            yield ClickableText(before.format(place + 1), style if here else "$faint", run)
            yield ClickableText(f"{names[place]}{counted[place]}", style, run)
            yield ClickableText(after, style if here and len(before) > 3 else "", run)
        if shown.stop < len(PLACES):
            yield ClickableText(MORE_RIGHT.strip(), "$quiet", f"app.do('go_{PLACES[shown.stop]}')")

    @property
    def _open(self) -> int | None:
        return PLACES.index(self._place) if self._place in PLACES else None

    def _count(self, place: str, state: HubState | None) -> str:
        if state is None:
            return ""
        open_work = state.counts.get(Grid.AWAITING_SHIPMENT, 0)
        counts = {
            "orders": open_work,
            "notifications": state.notifications_open,
            "excluded": state.excluded,
            "decisions": state.counts.get(Grid.HELD, 0),
        }
        n = counts.get(place, 0)
        return self.app.locale.number(n) if n else ""
