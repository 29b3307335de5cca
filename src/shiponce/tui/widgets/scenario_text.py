"""Format a frame of a scenario as text: story, track, platforms, notifications and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from shiponce.domain import platform as known
from shiponce.domain.platform import Platform
from shiponce.domain.store import MatchingMode
from shiponce.scenario.result_sentences import value
from shiponce.scenario.run_results import VERDICT_WORD
from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.theme import VERDICT, colour_of, mark_of_grid, mark_of_notification, short_name
from shiponce.tui.widgets.clickable_line import ClickableText
from shiponce.tui.widgets.platform_cards import is_sent_twice
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import PlatformCard
from shiponce.words.domain_words import MODE_WORD
from shiponce.words.families import platform_word

_RIGHT = ("tui.player.right", "$success", "✓")
_WRONG = ("tui.player.wrong", "$warning", "✗")

if TYPE_CHECKING:
    from shiponce.scenario.player import Ask, CheckResult, Frame, PurchaseFrame


def title(
    locale: Locale, name: Mapping[str, str], mode: MatchingMode, running: bool
) -> Iterator[ClickableText]:
    """Yield play or pause, the matching mode, and the scenario's name."""
    glyph, colour = ("▶", "bold $success") if running else ("‖", "bold $warning")
    yield ClickableText(f" {glyph} ", colour, "app.do('play')")
    calm = mode is MatchingMode.RECONCILING
    mark, tone = ("◆", "$success") if calm else ("▲", "$warning")
    yield ClickableText(f" {mark} {locale.say(MODE_WORD[mode])} ", tone, "app.do('other_mode')")
    yield ClickableText(f"  {locale.pick(name)}", "bold $foreground")


def place(
    locale: Locale, frame: Frame | None, at: int, last: int, seconds: float
) -> Iterator[ClickableText]:
    """Yield the step, the number of steps, the speed, and the scenario's time."""
    if frame is None:
        return
    yield ClickableText(f"  {at}/{last}", "bold $accent")
    yield ClickableText(f"  {locale.number(seconds)} s", "$faint")
    yield ClickableText(f"  {locale.clock(frame.at)} ", "$quiet")


def track(frames: Sequence[Frame], at: int) -> Iterator[ClickableText]:
    """Yield one clickable mark per frame."""
    for frame in frames:
        k = frame.index
        good = all(check.passed for check in frame.checks) and frame.verdict in (None, "pass")
        asks = frame.ask is not None
        glyph = "◉" if k == at else "?" if asks else "●" if k < at else "○"
        colour = "$faint" if k > at else "$success" if good else "$error"
        colour = "bold $accent" if k == at else colour
        yield ClickableText(glyph, colour, f"screen.seek({k})")
        if k != frames[-1].index:
            yield ClickableText("─", "$line", f"screen.seek({k})")


def action(frame: Frame, locale: Locale) -> str:
    """Return what the step does, and in which hub if it is not the scenario's own."""
    where = f" · {locale.say('scenario.second_hub')}" * frame.in_second_hub
    return locale.sentence(frame.action) + where


def story(frame: Frame, answer: str | None, locale: Locale) -> Content:
    """Return what the step does, its narration, and whether the prediction was right."""
    lines = [Content.styled(action(frame, locale), "bold $accent")]
    if frame.verdict is not None:
        glyph, colour = VERDICT[frame.verdict]
        name = locale.say(VERDICT_WORD[frame.verdict])
        lines.insert(0, Content.styled(f"{glyph} {name}", f"bold {colour}"))
    lines += [Content(locale.sentence(reason)) for reason in frame.reasons]
    if frame.say:
        lines.append(Content(locale.pick(frame.say)))
    lines += [
        Content.assemble(("↯ ", "bold $error"), locale.sentence(incident))
        for incident in frame.incidents
    ]
    if frame.refusal:
        text = locale.say("tui.player.refused", reason=locale.sentence(frame.refusal))
        lines.append(Content.assemble(("■ ", "bold $warning"), (text, "$warning")))
    lines += [
        Content.assemble(("▲ ", "bold $warning"), locale.sentence(warning))
        for warning in frame.warnings
    ]
    if frame.ask is not None:
        lines.append(Content.assemble(("? ", "bold $accent"), locale.pick(frame.ask.prompt)))
        if answer is None:
            lines.append(Content.styled(locale.say("tui.player.to_answer"), "$quiet"))
        else:
            lines.append(_verdict(answer, frame.ask, locale))
    return Content("\n").join(lines)


def _verdict(answer: str, ask: Ask, locale: Locale) -> Content:
    hit = answer == ask.answer
    code, colour, glyph = _RIGHT if hit else _WRONG
    said = locale.choices(ask)
    text = locale.say(code, answer=said[answer], right=said[ask.answer])
    return Content.assemble((f"{glyph} {text}", f"bold {colour}"), f"  {locale.pick(ask.why)}")


def counts(frame: Frame, locale: Locale) -> Iterator[ClickableText]:
    """Yield the number of orders in each grid that has any."""
    yield ClickableText(f" {locale.say('tui.player.hub')} ", "$quiet underline")
    for grid, count in frame.counts.items():
        if count:
            mark = mark_of_grid(grid)
            name = locale.say(short_name(grid))
            yield ClickableText(f"  {mark.glyph} {name} {count}", mark.colour)


def platforms(purchases: Iterable[PurchaseFrame], locale: Locale, width: int) -> Content:
    """Return a table: one purchase a row, one platform a column."""
    shown = tuple(purchases)
    here = {card.platform for one in shown for card in one.cards}
    seen = [platform for platform in known.platforms() if platform in here]
    heading = Content.styled(locale.say("tui.player.platforms"), "$quiet underline")
    if not seen:
        nothing = Content.styled(locale.say("tui.player.no_purchase"), "$faint")
        return Content("\n").join([heading, nothing])
    longest = max([cell_len(clean(one.name)) + 2 for one in shown] + [len(heading.plain)])
    first = min(longest, 24)
    each = max((width - first - 4) // len(seen) - 1, 8)
    head = [_pad(heading, first)]
    head += [_pad(Content.styled(locale.say(platform_word(p)), colour_of(p)), each) for p in seen]
    lines = [Content(" ").join(head)]
    for purchase in shown:
        lines += _purchase(purchase, seen, first, each)
    if any(is_sent_twice(purchase.cards) for purchase in shown):
        lines.append(Content.styled(f"▲ {locale.say('tui.card.apart')}", "$error"))
    return Content("\n").join(lines)


def _purchase(
    purchase: PurchaseFrame, seen: Sequence[Platform], first: int, each: int
) -> list[Content]:
    columns = [_column(purchase.cards, platform) for platform in seen]
    apart = is_sent_twice(purchase.cards)
    glyph, colour = ("▲ ", "bold $error") if apart else ("", "bold $foreground")
    name = Content.styled(f"{glyph}{clean(purchase.name)}", colour)
    lines = []
    for n in range(max(len(column) for column in columns)):
        cells = [_pad(name if n == 0 else Content(""), first)]
        cells += [_pad(column[n] if n < len(column) else Content(""), each) for column in columns]
        lines.append(Content(" ").join(cells))
    return lines


def _column(cards: Iterable[PlatformCard], platform: Platform) -> list[Content]:
    lines: list[Content] = []
    for card in cards:
        if card.platform is not platform or not card.remote_id:
            continue
        lines.append(Content(clean(card.status)))
        for carrier, tracking in card.packages:
            package = f" {clean(carrier)} {clean(tracking)}"
            lines.append(Content.assemble(("✓", "$success"), (package, "$quiet")))
    return lines or [Content.styled("–", "$faint")]


def _pad(text: Content, cells: int) -> Content:
    length = cell_len(text.plain)
    if length <= cells:
        return text.pad_right(cells - length)
    short = set_cell_size(text.plain, cells - 1).rstrip()
    return (text[: len(short)] + Content("…")).pad_right(cells - cell_len(short) - 1)


def notifications(found: Sequence[NotificationView], locale: Locale) -> Content:
    """Return one line per notification."""
    lines = [Content.styled(locale.say("tui.player.notifications"), "$quiet underline")]
    for notification in found:
        mark = mark_of_notification(notification)
        lines.append(
            Content.assemble(
                (f"{mark.glyph} {locale.say(mark.word)}", mark.colour),
                (
                    f"  {locale.say(platform_word(notification.platform))}",
                    colour_of(notification.platform),
                ),
                (f" {clean(notification.target_number)}", "$foreground"),
                (f"  {clean(notification.tracking)}", "$quiet"),
            )
        )
    if not found:
        lines.append(Content.styled(locale.say("tui.player.no_notification"), "$faint"))
    return Content("\n").join(lines)


def checks(found: Sequence[CheckResult], locale: Locale) -> Content:
    """Return the checks of this step and their results."""
    lines = [Content.styled(locale.say("tui.player.checks"), "$quiet underline")]
    for check in found:
        glyph, colour = ("✓", "$success") if check.passed else ("✗", "bold $error")
        lines.append(Content.assemble((f"{glyph} ", colour), locale.sentence(check.sentence)))
        if not check.passed:
            wanted, got = (clean(value(one, locale.language)) for one in (check.wanted, check.got))
            text = locale.say("tui.player.wanted", wanted=wanted, got=got)
            lines.append(Content.styled(f"  {text}", "$error"))
            if check.reasons:
                lines.append(Content.styled(f"  {locale.pick(check.reasons)}", "$quiet"))
    if not found:
        lines.append(Content.styled(locale.say("tui.player.no_check"), "$faint"))
    return Content("\n").join(lines)
