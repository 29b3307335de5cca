"""Apply a subscription's ``eventFilter``."""

from __future__ import annotations

from collections.abc import Mapping

#: (name of a list in an eventFilter, name of the event's fact whose value must be in that list)
_LISTS = (("marketplaceIds", "market"), ("orderChangeTypes", "change"))


def passes(extra: Mapping[str, object], facts: Mapping[str, str]) -> bool:
    """Return True if an event's *facts* match the filter; an absent or empty list matches all."""
    directive = extra.get("processingDirective")
    wanted = directive.get("eventFilter") if isinstance(directive, Mapping) else None
    if not isinstance(wanted, Mapping):
        return True
    for name, fact in _LISTS:
        listed = wanted.get(name)
        if isinstance(listed, list) and listed and facts.get(fact) not in listed:
            return False
    return True
