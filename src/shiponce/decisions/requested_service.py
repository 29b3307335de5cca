"""Find the shipping option that a rule requests among the offered options (R9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: A ship option's code: the route and the carrier's own name of the service.
_CODE = re.compile(r"(house|buy_shipping):\S+")


@dataclass(frozen=True, slots=True)
class Offered:
    """One shipping option, as a rule can name it."""

    #: ``house:ground``; only the route (``house``) if the whole route is unavailable.
    code: str
    carrier: str
    service: str
    available: bool = True


def is_service(text: str) -> bool:
    """Return True if *text* is an option's code, or names carrier and service: ``UPS Ground``."""
    return bool(_CODE.fullmatch(text)) if ":" in text else len(text.split()) > 1


def is_meant(wish: str, offered: Offered) -> bool:
    """Return True if a rule's words name this option, ignoring case and blanks."""
    names = (offered.code, offered.service, f"{offered.carrier} {offered.service}")
    return _bare(wish) in {_bare(name) for name in names}


def chosen(wish: str, offers: Iterable[Offered]) -> str | None:
    """Return the code of the requested option; None if it is not offered.

    An available option is preferred. If the whole route of the requested option is unavailable, the
    code is the route's.
    """
    found = list(offers)
    meant = [one for one in found if is_meant(wish, one)]
    meant += [one for one in found if one.code == wish.partition(":")[0]]
    meant.sort(key=lambda one: not one.available)
    return meant[0].code if meant else None


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())
