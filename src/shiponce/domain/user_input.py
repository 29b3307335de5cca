"""Clean text that people type, paste or configure, as text from platforms is cleaned.

The text is shown in lists, JSON, the database and the screen, often to somebody other than its
author. Cleaning is not validation: the code that takes a value must still check it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from shiponce.domain.platform import Platform, Source
from shiponce.domain.text_sanitizing import printable

#: Maximum length of a typed text; a longer text is cut and ends in an ellipsis.
LONGEST_TYPED = 4000


def typed(text: str) -> str:
    """Return a text as it is stored: printable, on one line, at most ``LONGEST_TYPED`` long."""
    return printable(text, LONGEST_TYPED)


def typed_in(value: Any) -> Any:
    """Return a value with every text in it cleaned: in mappings, lists and frozen records."""
    if isinstance(value, Enum | Platform | Source):
        return value
    if isinstance(value, str):
        return typed(value)
    if isinstance(value, list | tuple):
        return type(value)(typed_in(one) for one in value)
    if isinstance(value, Mapping):
        return {typed_in(key): typed_in(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {part.name: typed_in(getattr(value, part.name)) for part in fields(value)}
        return replace(value, **changed)
    return value
