"""Format an order's details, beginning with the reason for its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from textual.content import Content

from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, PackingFact, Visibility
from shiponce.domain.rule import Action
from shiponce.domain.shipment import ShipmentState
from shiponce.tui.localized_text import Locale, clean
from shiponce.tui.theme import (
    EXCLUDED,
    HELD,
    HIDDEN,
    SHIPMENT,
    STATUS,
    Mark,
    colour_of,
    mark_of,
    mark_of_notification,
)
from shiponce.tui.widgets.label_paper import paper_line
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import (
    PARTS,
    ConditionView,
    LineView,
    OrderDetail,
    OrderRow,
    PackageOfOthers,
    PersonsDecision,
    Relay,
    TwinView,
)
from shiponce.views.shipping import LabelView, ShipmentView
from shiponce.words import evidence_values
from shiponce.words.domain_words import BOND_WORD, PACKING_WORD, WEIGHT_WORD
from shiponce.words.families import Family, platform_word

#: Reason codes of holds that a rule or a person set in the hub; a person can release them here.
_OUR_HOLDS = (
    "why.held_by_rule",
    "why.held_by_a_rule",
    "why.held_here",
    "why.held_unnamed",
)

_PART = Family("tui.detail.line.{}", PARTS)

#: The mark of an order that is not in the grid of its status.
_APART = {
    Visibility.HIDDEN: HIDDEN,
    Visibility.EXCLUDED: EXCLUDED,
    Visibility.HELD: HELD,
}


@dataclass(frozen=True, slots=True)
class Headline:
    """The top of the details: the reason for the status, warnings and notes, with a tone."""

    #: calm, plain, warning or alarm; the widget gets it as a CSS class.
    tone: str
    text: Content


def headline(detail: OrderDetail, locale: Locale) -> Headline:
    """Return why the order has its status, and its warnings."""
    mark = mark_of(detail.row)
    tones = {"$error": "alarm", "$warning": "warning", "$quiet": "calm", "$faint": "calm"}
    tone = tones.get(mark.colour.removeprefix("bold "), "plain")
    if detail.why.warnings and tone != "alarm":
        tone = "warning"
    first = Content.assemble(
        (f"{mark.glyph} {locale.say(mark.word)}", _bold(mark)),
        "  ",
        (locale.sentence(detail.why.headline), "bold $foreground"),
    )
    lines = [first]
    lines += [
        Content.assemble(("▲ ", "bold $error"), (locale.sentence(warning), "$foreground"))
        for warning in detail.why.warnings
    ]
    lines += [
        Content.assemble(("↗ ", "$quiet"), (locale.sentence(note), "$foreground"))
        for note in detail.why.notes
    ]
    return Headline(tone, Content("\n").join(lines))


def _bold(mark: Mark) -> str:
    return f"bold {mark.colour.removeprefix('bold ')}"


def own_view(detail: OrderDetail, locale: Locale) -> Content:
    """Return the hub's own view of the purchase: one line for this order and for each twin."""
    mark = mark_of(detail.row)
    first = _number_with_mark(mark, detail.row.number, locale)
    twins = (_number_with_mark(_mark_of_twin(twin), twin.number, locale) for twin in detail.twins)
    return Content("\n").join((first, *twins))


def _number_with_mark(mark: Mark, number: str, locale: Locale) -> Content:
    return Content.assemble(
        (f"{mark.glyph} {locale.say(mark.word)}", _bold(mark)),
        (f"  {clean(number)}", "$quiet"),
    )


def _mark_of_twin(twin: TwinView) -> Mark:
    if twin.visibility is Visibility.HIDDEN:
        return HIDDEN
    if twin.visibility is Visibility.EXCLUDED:
        return EXCLUDED
    return HELD if twin.visibility is Visibility.HELD else STATUS[twin.status]


def body(detail: OrderDetail, locale: Locale, now: datetime) -> Content:
    """Return facts, conditions, lines, packing facts, twins, shipments and notifications."""
    order_text = _OrderText(locale, now)
    return _joined(
        order_text.facts(detail),
        order_text.conditions(detail),
        order_text.lines(detail),
        order_text.packing(detail.packing),
        order_text.twins(detail.twins),
        order_text.shipments(detail),
        order_text.notifications(detail.notifications, detail.relays),
    )


def rest(detail: OrderDetail, locale: Locale, now: datetime) -> Content:
    """Return evidence, way to undo, decisions, address and history of an order."""
    order_text = _OrderText(locale, now)
    return _joined(
        order_text.evidence(() if _is_said(detail) else detail.why.evidence),
        order_text.undo(detail),
        order_text.decisions(detail.why.decisions),
        order_text.address(detail),
        order_text.history(detail),
    )


def compared(twins: Sequence[TwinView], locale: Locale, now: datetime) -> Content:
    """Return orders that may be the same purchase, with agreeing and differing fields."""
    order_text, lines = _OrderText(locale, now), []
    for twin in twins:
        lines += [order_text.twin(twin), *map(order_text.compared, twin.evidence)]
    return Content("\n").join(lines)


def packing_text(locale: Locale, fact: PackingFact) -> str:
    """Return a packing fact as one line."""
    text, name = clean(fact.text), clean(fact.name)
    return locale.say(PACKING_WORD[fact.kind], text=text, name=name)


def _is_said(detail: OrderDetail) -> bool:
    """Return True if a person's decision already shows all evidence for the status."""
    lines = set(detail.why.evidence)
    return any(lines <= set(one.evidence) for one in detail.why.decisions)


def decided(decisions: Sequence[PersonsDecision], locale: Locale, now: datetime) -> Content:
    """Return persons' decisions about an order, each with compared fields and how to undo it."""
    return Content("\n").join(_OrderText(locale, now).decisions(decisions))


def _joined(*blocks: list[Content]) -> Content:
    return Content("\n\n").join(Content("\n").join(block) for block in blocks if block)


@dataclass(frozen=True, slots=True)
class _OrderText:
    locale: Locale
    now: datetime

    def title(self, code: str) -> Content:
        return Content.styled(self.locale.say(code), "$quiet underline")

    def pair(self, code: str, value: Content | str) -> Content:
        name = self.locale.say(code)
        return Content.assemble((f"{name:<12} ", "$quiet"), value)

    def mark(self, mark: Mark) -> Content:
        return Content.styled(f"{mark.glyph} {self.locale.say(mark.word)}", mark.colour)

    def status(self, row: OrderRow) -> Content:
        """Return the status, after the word "hidden", "excluded" or "to decide" if that applies.

        Example: ``Hidden (Awaiting Shipment)``.
        """
        apart = _APART.get(row.visibility)
        if apart is None:
            return self.mark(STATUS[row.status])
        return Content.assemble(self.mark(apart), f" ({self.locale.say(STATUS[row.status].word)})")

    def facts(self, detail: OrderDetail) -> list[Content]:
        row, locale = detail.row, self.locale
        place = Content.assemble(
            (locale.say(platform_word(row.marketplace)), colour_of(row.marketplace)),
            (f" · {clean(row.store)}", "$quiet"),
        )
        lines = [
            self.pair("word.column.number", Content.styled(clean(row.number), "bold $foreground")),
            self.pair("word.column.store", place),
        ]
        if row.source.value != row.marketplace.value:
            lines.append(self.pair("word.column.source", locale.say(platform_word(row.source))))
        lines.append(self.pair("word.column.status", self.status(row)))
        if row.purged:
            purged = Content.styled(locale.say("word.purged"), "$quiet")
            lines.append(self.pair("word.column.buyer", purged))
        if row.buyer:
            lines.append(self.pair("word.column.buyer", clean(row.buyer)))
        total = f"{locale.money(row.total)} · {locale.say('tui.detail.units', n=row.quantity)}"
        lines.append(self.pair("word.column.total", total))
        lines.append(self.pair("word.column.placed", self._when(row.placed_at)))
        if row.ship_by:
            late = "$error" if row.ship_by < self.now and row.status.is_open else "$foreground"
            lines.append(
                self.pair("word.column.ship_by", Content.styled(self._when(row.ship_by), late))
            )
        if detail.requested_service:
            lines.append(self.pair("word.column.service", clean(detail.requested_service)))
        if row.tags:
            lines.append(self.pair("word.column.tags", self.tags(detail)))
        return lines + list(self.wishes(detail))

    def wishes(self, detail: OrderDetail) -> Iterator[Content]:
        """Yield what rules or people set for the order: hold, service, package and note."""
        if detail.hold_until:
            yield self.pair(
                "tui.detail.hold", Content.styled(self._when(detail.hold_until), "$warning")
            )
        elif detail.row.status is OrderStatus.ON_HOLD and detail.why.headline.code in _OUR_HOLDS:
            yield self.pair("tui.detail.hold", self.locale.say("tui.detail.released"))
        named = {
            "tui.detail.wished_service": detail.wished_service,
            "tui.detail.wished_package": detail.wished_package,
            "tui.detail.note": detail.note,
        }
        actions = {
            "tui.detail.wished_service": Action.SET_SERVICE,
            "tui.detail.wished_package": Action.SET_PACKAGE,
            "tui.detail.note": Action.ADD_NOTE,
        }
        for code, text in named.items():
            if text:
                rules = self.rules_of(detail, actions[code])
                yield self.pair(code, Content.assemble((clean(text), "$accent"), (rules, "$quiet")))

    def tags(self, detail: OrderDetail) -> Content:
        """Return the tags, each with the rule that added it."""
        lines = [
            f"{clean(tag)}{self.rules_of(detail, Action.ADD_TAG, tag)}" for tag in detail.row.tags
        ]
        return Content(", ".join(lines))

    def rules_of(self, detail: OrderDetail, action: Action, argument: str | None = None) -> str:
        """Return the names of rules that took this action, as `` (rule “Glass”)``; '' if none."""
        names = [
            clean(one.rule)
            for one in detail.ruled
            if one.action == action.value and argument in (None, one.argument)
        ]
        text = ", ".join(dict.fromkeys(names))
        return f" {self.locale.say('tui.detail.by_rule', rule=text)}" if text else ""

    def _when(self, when: datetime) -> str:
        return f"{self.locale.moment(when)} UTC ({self.locale.ago(when, self.now)})"

    def conditions(self, detail: OrderDetail) -> list[Content]:
        """Return what the platform says against shipping, and what a person overruled."""
        if not detail.conditions:
            return []
        hidden = detail.row.visibility is Visibility.HIDDEN
        mine = any(one.overrulable and not one.overruled for one in detail.conditions)
        hint = f"   {self.locale.say('tui.detail.overrule')}" if mine and not hidden else ""
        title = Content.assemble(self.title("tui.detail.conditions"), (hint, "$quiet"))
        return [title, *map(self._condition, detail.conditions)]

    def _condition(self, one: ConditionView) -> Content:
        what = self.locale.sentence(one.what)
        if one.overruled:
            overruled = self.locale.say("tui.detail.overruled")
            return Content.styled(f"✓ {what} ({overruled})", "$quiet")
        return Content.styled(f"⊘ {what}", "bold $warning")

    def lines(self, detail: OrderDetail) -> list[Content]:
        if not detail.lines:
            return []
        places = {n: place for place, one in enumerate(detail.destinations, 1) for n in one.lines}
        lines = [self._line(line, places.get(line.line_no, 0)) for line in detail.lines]
        return [self.title("word.column.items"), *lines]

    def _line(self, line: LineView, place: int) -> Content:
        to = self.locale.say("tui.detail.at_address", place=place) if place else ""
        units = self._units(line)
        return Content.assemble(
            (f"{line.quantity:>3} × ", "$quiet"),
            (clean(line.sku), "bold $foreground"),
            f"  {clean(line.title)}  ",
            (self.locale.money(line.price), "$quiet"),
            (f"\n      {to}" if to else "", "$quiet"),
            (f"\n      {units}" if units else "", "$warning" if line.due else "$success"),
            *((f"\n      {self.packing_text(fact)}", "$accent") for fact in line.packing),
        )

    def _units(self, line: LineView) -> str:
        """Return where a line's units are, unless all of them are due."""
        if line.parts == {"due": line.quantity}:
            return ""
        return " · ".join(self.locale.say(_PART[name], n=n) for name, n in line.parts.items())

    def packing(self, facts: Sequence[PackingFact]) -> list[Content]:
        """Return what the platform says about packing the whole order."""
        if not facts:
            return []
        lines = [Content.styled(self.packing_text(fact), "$accent") for fact in facts]
        return [self.title("tui.detail.packing"), *lines]

    def packing_text(self, fact: PackingFact) -> str:
        return packing_text(self.locale, fact)

    def twins(self, twins: Sequence[TwinView]) -> list[Content]:
        if not twins:
            return []
        lines = [self.title("tui.detail.twins")]
        for twin in twins:
            lines.append(self.twin(twin))
            if twin.bond == "proposed":
                lines += [self.compared(line) for line in twin.evidence]
        return lines

    def twin(self, twin: TwinView) -> Content:
        place = self.mark(_mark_of_twin(twin))
        return Content.assemble(
            (self.locale.say(platform_word(twin.platform)), colour_of(twin.platform)),
            (f" {clean(twin.number)}  ", "bold $foreground"),
            place,
            (f"  {self.locale.say(BOND_WORD[twin.bond])}", "$quiet"),
            *(self._label(label) for label in twin.labels),
        )

    def _label(self, label: LabelView) -> Content:
        text = f"{clean(label.carrier)} {clean(label.tracking)}".strip()
        return Content.assemble("\n    ", self.mark(SHIPMENT[label.state]), f"  {text}")

    def shipments(self, detail: OrderDetail) -> list[Content]:
        papers = {one.shipment_id: one for one in detail.labels}
        lines = []
        for one in detail.shipments:
            lines.append(self._shipment(one))
            if one.id in papers:
                lines.append(paper_line(papers[one.id], self.locale))
        lines += [*map(self._of_others, detail.packages_of_others)]
        return [self.title("tui.detail.shipments"), *lines] if lines else []

    def _of_others(self, one: PackageOfOthers) -> Content:
        tracking = clean(one.tracking) or self.locale.say("word.untracked")
        return Content.assemble(
            self.mark(SHIPMENT[ShipmentState.ELSEWHERE]),
            (f"  {clean(one.carrier)} ", "$foreground"),
            (tracking, "bold $foreground"),
        )

    def _shipment(self, one: ShipmentView) -> Content:
        cost = f"  {self.locale.money(one.cost)}" if one.cost else ""
        if one.booked_with:
            cost = f"  {self.locale.say('word.booked_with', order=clean(one.booked_with))}"
        return Content.assemble(
            self.mark(replace(SHIPMENT[one.state], word=one.word)),
            (f"  {clean(one.called)} ", "$foreground"),
            (clean(one.tracking), "bold $foreground"),
            (f"{cost}  {self.locale.ago(one.at, self.now)}", "$quiet"),
        )

    def notifications(
        self, notifications: Sequence[NotificationView], relays: Sequence[Relay]
    ) -> list[Content]:
        if not notifications and not relays:
            return []
        lines = [
            self.title("tui.detail.notifications"),
            *(self._notification(notification) for notification in notifications),
        ]
        lines += [self._relay(relay) for relay in relays]
        return lines

    def _notification(self, notification: NotificationView) -> Content:
        parts: list[Content | tuple[str, str]] = [
            self.mark(mark_of_notification(notification)),
            (
                f"  {self.locale.say(platform_word(notification.platform))}",
                colour_of(notification.platform),
            ),
            (f" {clean(notification.target_number)}", "$foreground"),
        ]
        if notification.sent_at:
            parts.append((f"  {self.locale.ago(notification.sent_at, self.now)}", "$quiet"))
        elif notification.next_at:
            when = self.locale.ago(notification.next_at, self.now)
            parts.append((f"  {self.locale.say('tui.notification.next', when=when)}", "$quiet"))
        if notification.reason:
            parts.append((f"\n    {self.locale.sentence(notification.reason)}", "$quiet"))
        if notification.carrier_there:
            parts.append((f"\n    {self.locale.sentence(notification.carrier_there)}", "$quiet"))
        return Content.assemble(*parts)

    def _relay(self, relay: Relay) -> Content:
        text = self.locale.say(
            "tui.detail.relay",
            platform=platform_word(relay.platform),
            by=platform_word(relay.by),
        )
        return Content.styled(f"↪ {text}", "$quiet")

    def evidence(self, lines: Sequence[EvidenceLine]) -> list[Content]:
        if not lines:
            return []
        return [self.title("tui.detail.evidence"), *(self.compared(line) for line in lines)]

    def compared(self, line: EvidenceLine) -> Content:
        same = "=" if line.ours == line.theirs else "≈"
        glyph, colour = (same, "$success") if line.agrees else ("≠", "$warning")
        weight, language = WEIGHT_WORD.get(line.weight), self.locale.language
        ours, theirs = (clean(evidence_values.value(v, language)) for v in (line.ours, line.theirs))
        return Content.assemble(
            (f"  {glyph} ", f"bold {colour}"),
            (f"{clean(evidence_values.field(line.field, language))}  ", "$quiet"),
            (ours, "$foreground"),
            (f" {glyph} {theirs}" if glyph != "=" else "", "$foreground"),
            (f"  {self.locale.say(weight) if weight else clean(line.weight)}", "italic $quiet"),
        )

    def undo(self, detail: OrderDetail) -> list[Content]:
        if detail.why.undo is None or detail.why.undo in [d.undo for d in detail.why.decisions]:
            return []
        return [self.title("tui.detail.undo"), Content(self.locale.sentence(detail.why.undo))]

    def decisions(self, decisions: Sequence[PersonsDecision]) -> list[Content]:
        """Return persons' decisions, each with both orders' values and how to undo it (B11)."""
        lines = [self.title("tui.detail.decisions")] if decisions else []
        for one in decisions:
            lines.append(
                Content.assemble(
                    (f"{self.locale.moment(one.at)}  ", "$quiet"), self.locale.sentence(one.what)
                )
            )
            lines += [self.compared(line) for line in one.evidence]
            lines.append(Content.assemble(("→ ", "$accent"), self.locale.sentence(one.undo)))
        return lines

    def address(self, detail: OrderDetail) -> list[Content]:
        """Return the address; of an order with several, each address and what is due there."""
        say, n = self.locale.say, len(detail.destinations)
        lines: list[Content] = []
        for place, one in enumerate(detail.destinations, 1):
            title = Content.styled(
                say("tui.detail.address_of", place=place, n=n), "$quiet underline"
            )
            due = say("tui.detail.line.due", n=one.due)
            lines += [Content("")] if lines else []
            lines.append(Content.assemble(title, (f"  {due}", "$warning" if one.due else "$quiet")))
            lines += [Content(clean(line)) for line in one.address]
            if one.requested_service:
                lines.append(self.pair("word.column.service", clean(one.requested_service)))
        if not lines and detail.address:
            lines = [self.title("tui.detail.address")]
            lines += [Content(clean(line)) for line in detail.address]
        return lines

    def history(self, detail: OrderDetail) -> list[Content]:
        if not detail.history:
            return []
        lines = [
            Content.assemble(
                (f"{self.locale.moment(one.at)}  ", "$quiet"),
                self.locale.sentence(one.what),
                (f"  {clean(one.by)}" if one.by else "", "$quiet"),
            )
            for one in detail.history
        ]
        return [self.title("tui.detail.history"), *lines]
