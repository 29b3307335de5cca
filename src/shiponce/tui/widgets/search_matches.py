"""Where the matches of a search are: in this grid, in others, among the excluded orders."""

from __future__ import annotations

from textual.content import Content

from shiponce.tui.key_bindings import BY_ID
from shiponce.tui.localized_text import Locale
from shiponce.views.orders import Grid, Search
from shiponce.words.domain_words import STATUS_WORD


def matches_text(
    locale: Locale, search: Search, *, here: int, but: Grid | None, excluded: bool = True
) -> Content:
    """Return ``3 here · also 1 Shipped, 1 Hidden, 1 Excluded · n: next``.

    The list leaves out the current grid, the argument *but*. It shows the number of excluded orders
    only if *excluded* is True.
    """
    say = locale.say
    places = [
        say("tui.matches.at", n=locale.number(n), grid=STATUS_WORD[grid])
        for grid, n in search.counts.items()
        if n and grid is not but
    ]
    if search.excluded and excluded:
        n = locale.number(search.excluded)
        places.append(say("tui.matches.at", n=n, grid="word.excluded"))
    first = Content.styled(say("tui.matches.here", n=here), "bold $foreground")
    if not places:
        return Content.assemble(" ", first, ("  ·  " + say("tui.matches.nowhere_else"), "$quiet"))
    also = say("tui.matches.also", where=", ".join(places))
    key = say("tui.matches.next", key=BY_ID["next_match"].shown_key(say))
    return Content.assemble(" ", first, (f"  ·  {also}", "$warning"), (f"  ·  {key}", "$quiet"))
