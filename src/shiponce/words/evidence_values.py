"""Format stored evidence in the reader's language: field names, amounts and times.

Evidence is stored without language, so old rows are formatted like new ones.
"""

from __future__ import annotations

import re
from datetime import datetime

from shiponce.domain.money import Money
from shiponce.words.number_and_date_formats import moment, money
from shiponce.words.sentences import field_name as field

_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z]{3})")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


def value(text: str, language: str) -> str:
    """Return the value of a field, with amounts and times formatted for the reader."""
    if found := _AMOUNT.fullmatch(text):
        return money(Money.of(found[1], found[2]), language)
    if _TIME.fullmatch(text):
        try:
            return moment(datetime.fromisoformat(text), language)
        except ValueError:
            return text
    return text


__all__ = ["field", "value"]
