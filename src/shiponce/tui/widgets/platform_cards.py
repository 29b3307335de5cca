"""What each platform itself shows of one purchase, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.theme import colour_of
from shiponce.tui.typed_app import TypedApp
from shiponce.views.orders import PlatformCard
from shiponce.words.families import platform_word

#: The maximum number of cards: one for the hub, and seven for the orders on platforms.
_MOST = 8


def is_sent_twice(cards: Iterable[PlatformCard]) -> bool:
    """Return True if two cards have packages but share no tracking number: shipped twice."""
    seen = [frozenset(tracking for _, tracking in card.packages) for card in cards if card.packages]
    return any(one.isdisjoint(other) for one, other in combinations(seen, 2))


def card_text(card: PlatformCard, locale: Locale) -> Content:
    """Return a card's lines: status and number, each package, and errors."""
    lines: list[Content] = []
    if card.remote_id:
        status = clean(card.status) or locale.say("tui.card.no_status")
        if card.asks_to_cancel:
            status += f" · {locale.say('word.mark.asks_to_cancel')}"
        number = f"  {clean(card.remote_id)}"
        lines.append(Content.assemble((status, "bold $foreground"), (number, "$quiet")))
        if not card.packages:
            lines.append(Content.styled(locale.say("tui.card.no_package"), "$quiet"))
    for carrier, tracking in card.packages:
        package = f" {clean(carrier)} {clean(tracking)}"
        lines.append(Content.assemble(("✓", "$success"), (package, "$foreground")))
    if card.remark:
        lines.append(Content.styled(locale.sentence(card.remark), "italic $quiet"))
    if not lines:
        lines.append(Content.styled(locale.say("tui.card.nothing"), "$quiet"))
    return Content("\n").join(lines)


class Card(Static):
    """One platform's or the hub's view, in its colour and with its name."""

    DEFAULT_CSS = """
    Card {
        width: 1fr; height: auto; min-height: 4; padding: 0 1; display: none;
        border: round $line; border-title-style: bold; background: $background;
    }
    Card.-absent { border: none; min-height: 1; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, name: str, colour: str, text: Content, *, absent: bool = False) -> None:
        """Show a text in a box titled *name*; if *absent*, show it as one line without a box."""
        self.display = True
        self.set_class(absent, "-absent")
        # Escape the name as markup, because Textual parses a title as markup.
        self.border_title = "" if absent else Content.styled(name, colour).markup
        self.update(text)


class PlatformCards(Container):
    """The views of the hub and of each platform, side by side if there is room."""

    DEFAULT_CSS = """
    PlatformCards { height: auto; layout: vertical; }
    PlatformCards #sides { height: auto; layout: vertical; }
    PlatformCards.-row #sides { layout: horizontal; }
    PlatformCards #asked { color: $quiet; padding: 0 1; height: auto; }
    """

    app = TypedApp()

    def compose(self) -> ComposeResult:
        """Show the time of the reading, then a card for the hub and each platform."""
        yield Static(id="asked", markup=False)
        yield Container(*(Card() for _ in range(_MOST)), id="sides")

    def show(self, own: Content, cards: Sequence[PlatformCard], at: datetime) -> None:
        """Show the hub's own view and these cards, which were read at the time *at*."""
        locale = self.app.locale
        asked = locale.say("tui.card.asked", at=at)
        alarm = f"\n▲ {locale.say('tui.card.apart')}" if is_sent_twice(cards) else ""
        left = len(cards) - (_MOST - 1)
        more = f"\n{locale.say('tui.card.more', n=left)}" if left > 0 else ""
        self.query_one("#asked", Static).update(
            Content.assemble(asked, more, (alarm, "bold $error"))
        )
        for place in self.query(Card):
            place.display = False
        places = iter(self.query(Card))
        next(places).show("shiponce", "$accent", own)
        known = [card for card in cards if card.remote_id]
        absent = [card for card in cards if not card.remote_id]
        for card in (*known, *absent)[: _MOST - 1]:
            name = locale.say(platform_word(card.platform))
            title = f"{name} · {clean(card.store)}" if card.store else name
            text = card_text(card, locale)
            next(places).show(title, colour_of(card.platform), text, absent=not card.remote_id)

    def hint(self, text: str) -> None:
        """Show *text*, a hint how to get the cards, instead of the cards."""
        self.query_one("#asked", Static).update(Content(text))
        for card in self.query(Card):
            card.display = False

    def on_resize(self) -> None:
        """Put the cards side by side only if they stay readable."""
        self.set_class(self.size.width >= 90, "-row")
