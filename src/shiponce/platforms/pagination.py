"""End listings that never end by themselves: every page must bring something new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from shiponce.platforms.http_client import HttpClient

#: The most that a page is documented to hold: BigCommerce 250, eBay 200, Amazon 100.
MOST_ROWS = 250
#: Pages that bring nothing new before a listing is given up. A listing that shifts while it is read
#: repeats a page now and then, and an empty one with more behind it is in no documentation; three
#: of them in one listing are no accident (assumed).
_REPEATS = 3
#: A million orders at 200 a page: more than a store of the size that this program is made for has.
MOST_PAGES = 5_000
#: Of a page token. They are sent in an address, and servers take none beyond 8 kB.
_LONGEST_TOKEN = 4_096


@dataclass(slots=True)
class Paging:
    """The pages of one listing read so far."""

    http: HttpClient
    operation: str
    pages: int = 0
    repeats: int = 0
    turns: int = 0
    #: What each page was made of, and the tokens that were used.
    seen: set[bytes] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def read(self, versions: Iterable[str]) -> None:
        """Count a page by the *versions* of its orders; ServerTrouble if pages repeat."""
        rows = list(versions)
        if len(rows) > MOST_ROWS:
            raise self.http.endless(self.operation, self.pages)
        digest = hashlib.blake2b("\n".join(rows).encode("utf-8", "replace")).digest()
        self.pages += 1
        self.repeats += not rows or digest in self.seen
        self.seen.add(digest)
        if self.repeats > _REPEATS or self.pages > MOST_PAGES:
            raise self.http.endless(self.operation, self.pages)

    def token(self, token: object) -> str:
        """Return the token of the next page, '' for none; ServerTrouble if it was used before."""
        if token is None or token == "":
            return ""
        if not isinstance(token, str) or len(token) > _LONGEST_TOKEN or not token.isascii():
            raise self.http.rubbish(self.operation)
        self.turns += token in self.tokens
        if self.turns > _REPEATS:
            raise self.http.endless(self.operation, self.pages)
        self.tokens.add(token)
        return token

    def again(self) -> None:
        """Start the same listing again; orders may be shown a second time."""
        self.seen.clear()
