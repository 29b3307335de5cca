"""End order listings that would never end by themselves: a page must bring something new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from shiponce.platforms.http_client import HttpClient

#: The largest documented number of orders on a page: BigCommerce 250, eBay 200, Amazon 100.
MOST_ROWS = 250
#: A listing is given up after more than this many pages that bring nothing new (assumed). A listing
#: that shifts while it is read may repeat a page now and then. No documentation mentions an empty
#: page that is followed by further pages.
_REPEATS = 3
#: Maximum number of pages. At 200 orders a page, that is a million orders; this program is made for
#: stores with fewer orders.
MOST_PAGES = 5_000
#: Maximum characters of a page token. Tokens are sent in URLs; servers refuse URLs beyond 8 kB.
_LONGEST_TOKEN = 4_096


@dataclass(slots=True)
class Paging:
    """The pages of one listing read so far."""

    http: HttpClient
    operation: str
    pages: int = 0
    repeats: int = 0
    turns: int = 0
    #: Digests of the pages read so far, and the page tokens used so far.
    seen: set[bytes] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def read(self, versions: Iterable[str]) -> None:
        """Record a page by its orders' *versions*; Endless if too many pages bring nothing new."""
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
        """Return the token of the next page, '' if there is none.

        Raise ServerTrouble for an invalid token, Endless if tokens repeat too often.
        """
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
        """Restart the same listing; its pages may repeat those read before."""
        self.seen.clear()
