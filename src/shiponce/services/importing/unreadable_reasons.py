"""Explain why an order cannot be read: in the reader's language if there is a sentence."""

from __future__ import annotations

#: Faults of a whole order. Faults of one field are not translated: they contain the field name that
#: the platform uses.
_PHRASES = {
    "nested too deep": "fault.too_deep",
    "a number of too many digits": "fault.too_many_digits",
    "not JSON": "fault.not_json",
    "a time that has not come yet": "fault.not_yet",
}


def fact_of(fault: str) -> object:
    """Return the reason as a fact of a sentence: a phrase of the catalogues, or the text itself."""
    return {"say": _PHRASES[fault]} if fault in _PHRASES else fault
