"""Tables over an enumeration that have an entry for every member."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeVar

Member = TypeVar("Member", bound=Enum)
Value = TypeVar("Value")


def exhaustive(kind: type[Member], table: Mapping[Member, Value]) -> Mapping[Member, Value]:
    """Return the table, read-only; ValueError if it has no entry for a member of *kind*.

    The error usually comes when the module is imported. Without this check, a member that is added
    to the enumeration later would cause a KeyError, but only at a look-up.
    """
    missing = [member.name for member in kind if member not in table]
    if missing:
        raise ValueError(f"no entry for {kind.__name__}.{', '.join(missing)}")
    return MappingProxyType(dict(table))
