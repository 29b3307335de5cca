"""Change the parts of an address that somebody gives."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from mockplace.kernel.buyers import STATES

if TYPE_CHECKING:
    from mockplace.kernel.order_facts import Recipient
    from mockplace.kernel.records import Person


def changed(person: Person, recipient: Recipient) -> Person:
    """Return the person with the given parts of the address replaced."""
    parts: dict[str, str] = {
        one.name: value
        for one in fields(recipient)
        if (value := getattr(recipient, one.name)) is not None
    }
    if not parts:
        return person
    if "state" in parts:
        parts["state_name"] = STATES.get(parts["state"], parts["state"])
    if "country" in parts:
        parts["country_name"] = _country_name(parts["country"])
    if "name" in parts:
        parts["given_name"] = ""
    return replace(person, **parts)


def _country_name(code: str) -> str:
    from babel import Locale  # loading it takes its time, and few worlds need it

    name: str = Locale("en").territories.get(code, code)
    return name
