"""Tables over an enumeration that have an entry for every member."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

Member = TypeVar("Member", bound=Enum)
Value = TypeVar("Value")


def exhaustive(kind: type[Member], table: Mapping[Member, Value]) -> Mapping[Member, Value]:
    """Return the table; ValueError, as a rule at import, when it lacks a member.

    A look-up in such a table cannot raise KeyError when a member is added to the enumeration.
    """
    missing = [member.name for member in kind if member not in table]
    if missing:
        raise ValueError(f"no entry for {kind.__name__}.{', '.join(missing)}")
    return MappingProxyType(dict(table))
