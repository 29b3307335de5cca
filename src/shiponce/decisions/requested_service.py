"""Find the shipping option that a rule asked for among those on offer (R9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: A ship option's code: the route and the carrier's own name of the service.
_CODE = re.compile(r"(house|buy_shipping):\S+")


@dataclass(frozen=True, slots=True)
class Offered:
    """One shipping option, as a rule can name it."""

    #: ``house:ground``; the route alone where the whole route is closed.
    code: str
    carrier: str
    service: str
    available: bool = True


def is_service(text: str) -> bool:
    """Return True for an option's code, and for a carrier with its service: ``UPS Ground``."""
    return bool(_CODE.fullmatch(text)) if ":" in text else len(text.split()) > 1


def is_meant(wish: str, offered: Offered) -> bool:
    """Return True if a rule's words name this option, ignoring case and blanks."""
    names = (offered.code, offered.service, f"{offered.carrier} {offered.service}")
    return _bare(wish) in {_bare(name) for name in names}


def chosen(wish: str, offers: Iterable[Offered]) -> str | None:
    """Return the code of the requested option, an available one first; None if it is not offered.

    If a whole route is unavailable, its code stands for the route itself.
    """
    found = list(offers)
    meant = [one for one in found if is_meant(wish, one)]
    meant += [one for one in found if one.code == wish.partition(":")[0]]
    meant.sort(key=lambda one: not one.available)
    return meant[0].code if meant else None


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())
