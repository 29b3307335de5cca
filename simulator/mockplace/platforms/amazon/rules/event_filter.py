"""Apply a subscription's ``eventFilter``."""

from __future__ import annotations

from collections.abc import Mapping

#: The lists of an eventFilter, each with the webhook event's fact that it filters by.
_LISTS = (("marketplaceIds", "market"), ("orderChangeTypes", "change"))


def passes(extra: Mapping[str, object], facts: Mapping[str, str]) -> bool:
    """Return True if an event with *facts* passes; an absent or empty list passes all."""
    directive = extra.get("processingDirective")
    wanted = directive.get("eventFilter") if isinstance(directive, Mapping) else None
    if not isinstance(wanted, Mapping):
        return True
    for name, fact in _LISTS:
        listed = wanted.get(name)
        if isinstance(listed, list) and listed and facts.get(fact) not in listed:
            return False
    return True
