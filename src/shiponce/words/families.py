"""Families of codes: one code per member of a closed set, so that every code can be listed.

No caller of ``say`` builds a code from pieces: a code is either a literal or a member of a family.
A test checks that the families and the catalogues contain the same codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

#: Every family built so far, in the order in which the modules were loaded.
FAMILIES: Final[list[Family]] = []


class Family:
    """The codes of a closed set of members, such as those of an enumeration.

    ``Family("word.status.{}", OrderStatus)[OrderStatus.SHIPPED]`` is ``word.status.shipped``. The
    ``{}`` is replaced by the member's value, with underscores for spaces and hyphens.
    """

    def __init__(self, pattern: str, members: Iterable[str]) -> None:
        """Build the code of each member and register the family."""
        self.pattern = pattern
        self._codes = {
            str(member): pattern.format(str(member).replace(" ", "_").replace("-", "_"))
            for member in members
        }
        FAMILIES.append(self)

    def __getitem__(self, member: str) -> str:
        """Return the code of a member; KeyError if *member* is not in the family."""
        return self._codes[member]

    def get(self, name: str) -> str | None:
        """Return the code of a member, or None if *name* is not in the family."""
        return self._codes.get(name)

    def codes(self) -> tuple[str, ...]:
        """Return every code, in the order of the members."""
        return tuple(self._codes.values())


def platform_word(name: str) -> str:
    """Return the code of the display name of a platform, or of another source of orders.

    These codes are not a family, because each platform's manifest adds its own name.
    """
    return f"word.{name}"


def platform_article(name: str) -> str:
    """Return the code of the English indefinite article of a platform's name."""
    return f"word.article.{name}"


def platform_short_word(name: str) -> str:
    """Return the code of a platform's short name, for narrow columns."""
    return f"word.short_name.{name}"
