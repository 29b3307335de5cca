"""Sentences, amounts and times of the screen, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shiponce import words
from shiponce.domain.money import Money
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import ShiponceError
from shiponce.tui.command_keys import with_keys
from shiponce.views.sentence import Sentence
from shiponce.words import durations, number_and_date_formats

if TYPE_CHECKING:
    from shiponce.scenario.player import Ask


def clean(text: str) -> str:
    """Return *text* made safe for the terminal: without control characters."""
    return text if text.isprintable() else printable(text)


@dataclass(frozen=True, slots=True)
class Locale:
    """One language's texts and formats."""

    language: str

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence of a code, with keys in place of commands."""
        return with_keys(words.say(code, self.language, **facts), self._word)

    def _word(self, code: str, /, **facts: object) -> str:
        return words.say(code, self.language, **facts)

    def sentence(self, sentence: Sentence) -> str:
        """Return a sentence from the hub as text; for an unknown code, the code and its facts."""
        return self._try(sentence.code, sentence.facts)

    def error(self, error: ShiponceError) -> str:
        """Return what went wrong and the way out, in the same words as the CLI."""
        codes = filter(None, (error.code, error.way_out))
        return " ".join(self._try(code, error.facts) for code in codes)

    def _try(self, code: str, facts: Mapping[str, object]) -> str:
        try:
            return clean(self.say(code, **facts))
        except (KeyError, IndexError, ValueError):  # UnknownWord and a missing fact are KeyErrors
            shown = ", ".join(f"{name} {value}" for name, value in facts.items())
            return clean(f"{code} ({shown})" if shown else code)

    def pick(self, texts: Mapping[str, str]) -> str:
        """Return a text in the reader's language, else the first one."""
        return clean(texts.get(self.language) or next(iter(texts.values()), ""))

    def choices(self, ask: Ask) -> dict[str, str]:
        """Return a prediction's choices with their names in the reader's language."""
        named = ask.labels.get(self.language, ask.choices)
        return {choice: clean(name) for choice, name in zip(ask.choices, named, strict=True)}

    def number(self, n: float) -> str:
        """Return a number with thousands separators."""
        return number_and_date_formats.number(n, self.language)

    def money(self, money: Money) -> str:
        """Return an amount with its currency."""
        return number_and_date_formats.money(money, self.language)

    def span(self, length: timedelta) -> str:
        """Return a duration in its largest unit: ``5 min``, ``3 h``, ``2 d``."""
        return durations.span(length, self.language)

    def ago(self, when: datetime, now: datetime) -> str:
        """Return how long ago something was, or how soon it will be."""
        length = now - when
        if abs(length) < timedelta(minutes=1):
            return self.span(length)
        code = "tui.time.ago" if length > timedelta() else "tui.time.ahead"
        return self.say(code, span=self.span(length))

    def due(self, when: datetime, now: datetime) -> str:
        """Return the time left until *when*, or how late *now* is."""
        if when >= now:
            return self.span(when - now)
        return self.say("tui.time.late", span=self.span(now - when))

    def clock(self, when: datetime) -> str:
        """Return day and time for the screen's header, which names the time zone."""
        return f"{self.day(when)} {number_and_date_formats.time(when, self.language)} UTC"

    def day(self, when: datetime) -> str:
        """Return a day of the week with its date."""
        return number_and_date_formats.weekday(when.date(), self.language)

    def moment(self, when: datetime) -> str:
        """Return a full date and time, in UTC."""
        return number_and_date_formats.moment(when, self.language)
