"""How the terminal speaks: sentences, amounts, and times, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shiponce import words
from shiponce.domain.money import Money
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import ShiponceError
from shiponce.views.sentence import Sentence
from shiponce.words import number_and_date_formats

if TYPE_CHECKING:
    from shiponce.scenario.player import Ask

_MINUTE = 60
_HOUR = 3600
_DAY = 86400
#: Beyond this, hours are said as days.
_HOURS_AS_DAYS = 48 * _HOUR


def clean(text: str) -> str:
    """Text that can steer no terminal, whatever door it came in by."""
    return text if text.isprintable() else printable(text)


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's way of saying what a screen shows."""

    language: str

    def say(self, code: str, /, **facts: object) -> str:
        """The sentence of a code of our own catalogue."""
        return words.say(code, self.language, **facts)

    def sentence(self, sentence: Sentence) -> str:
        """A sentence from the hub; a missing word shows its code and stops nothing."""
        return self._try(sentence.code, sentence.facts)

    def error(self, error: ShiponceError) -> str:
        """What went wrong, as every other face would say it."""
        codes = filter(None, (error.code, error.way_out))
        return " ".join(self._try(code, error.facts) for code in codes)

    def _try(self, code: str, facts: Mapping[str, object]) -> str:
        try:
            return clean(words.say(code, self.language, **facts))
        except (KeyError, IndexError, ValueError):  # UnknownWord is a KeyError; so is a lost fact
            told = ", ".join(f"{name} {value}" for name, value in facts.items())
            return clean(f"{code} ({told})" if told else code)

    def pick(self, texts: Mapping[str, str]) -> str:
        """The reader's version of a text that came in several languages, else the first."""
        return clean(texts.get(self.language) or next(iter(texts.values()), ""))

    def choices(self, ask: Ask) -> dict[str, str]:
        """A prediction's choices, each with its name in the reader's language."""
        named = ask.labels.get(self.language, ask.choices)
        return {choice: clean(name) for choice, name in zip(ask.choices, named, strict=True)}

    def number(self, n: float) -> str:
        """Return a count or a measure with its thousands set apart."""
        return number_and_date_formats.number(n, self.language)

    def amount(self, money: Money) -> str:
        """Return an amount without its currency, for a column that lines up on the point."""
        return number_and_date_formats.amount(money, self.language)

    def money(self, money: Money) -> str:
        """Return an amount with its currency."""
        return number_and_date_formats.money(money, self.language)

    def span(self, length: timedelta) -> str:
        """A length of time in its largest unit: ``5 min``, ``3 h``, ``2 d``."""
        seconds = abs(int(length.total_seconds()))
        if seconds < _MINUTE:
            return self.say("tui.time.now")
        if seconds < _HOUR:
            return self.say("tui.time.minutes", n=seconds // _MINUTE)
        if seconds < _HOURS_AS_DAYS:
            return self.say("tui.time.hours", n=seconds // _HOUR)
        return self.say("tui.time.days", n=seconds // _DAY)

    def ago(self, when: datetime, now: datetime) -> str:
        """How long something is past, or how soon it will be."""
        length = now - when
        if abs(length) < timedelta(seconds=_MINUTE):
            return self.say("tui.time.now")
        code = "tui.time.ago" if length > timedelta() else "tui.time.ahead"
        return self.say(code, span=self.span(length))

    def due(self, when: datetime, now: datetime) -> str:
        """How long there is left, or by how much it is late."""
        if when >= now:
            return self.span(when - now)
        return self.say("tui.time.late", span=self.span(now - when))

    def clock(self, when: datetime) -> str:
        """Return a day and a time for the head of the screen, which says the zone of them all."""
        return f"{self.day(when)} {number_and_date_formats.time(when, self.language)} UTC"

    def day(self, when: datetime) -> str:
        """Return a day of the week with its date."""
        return number_and_date_formats.weekday(when.date(), self.language)

    def moment(self, when: datetime) -> str:
        """Return a full date and time, in UTC."""
        return number_and_date_formats.moment(when, self.language)
