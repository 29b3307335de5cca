"""A subscription's ``eventFilter``."""

from __future__ import annotations

from collections.abc import Mapping

#: The lists of an eventFilter, and the fact of a webhook event that each of them is about.
_LISTS = (("marketplaceIds", "market"), ("orderChangeTypes", "change"))


def passes(extra: Mapping[str, object], facts: Mapping[str, str]) -> bool:
    """Return True if an event with these facts is wanted; an absent or empty list wants all."""
    directive = extra.get("processingDirective")
    wanted = directive.get("eventFilter") if isinstance(directive, Mapping) else None
    if not isinstance(wanted, Mapping):
        return True
    for name, fact in _LISTS:
        listed = wanted.get(name)
        if isinstance(listed, list) and listed and facts.get(fact) not in listed:
            return False
    return True
