"""Apply a subscription's ``eventFilter``."""

from __future__ import annotations

from collections.abc import Mapping

#: Name of a list in an eventFilter, and the fact of a webhook event that has to be in that list.
_LISTS = (("marketplaceIds", "market"), ("orderChangeTypes", "change"))


def passes(extra: Mapping[str, object], facts: Mapping[str, str]) -> bool:
    """Return True if an event with *facts* passes; every event passes an absent or empty list."""
    directive = extra.get("processingDirective")
    wanted = directive.get("eventFilter") if isinstance(directive, Mapping) else None
    if not isinstance(wanted, Mapping):
        return True
    for name, fact in _LISTS:
        listed = wanted.get(name)
        if isinstance(listed, list) and listed and facts.get(fact) not in listed:
            return False
    return True
