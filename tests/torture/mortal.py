"""A hub that may die or stand still at any statement and at any call, in one process with others.

Death is an error that nothing catches, and from then on every statement and every call raises it:
what a dead program would still do in ``finally`` never happens. Its connection is closed, which
takes back what was not committed, and another hub opens the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

#: Where something happens to a hub: before its k-th statement, or around its k-th call.
Where = Literal["statement", "before", "after"]


class Killed(BaseException):
    """The program is gone; nothing in it may catch this."""


@dataclass(slots=True)
class Life:
    """One hub's life: it counts what the hub does, and lets fate strike at the right moment."""

    #: (where, the how-manieth from now, what happens)
    fates: list[tuple[Where, int, Callable[[], object]]] = field(default_factory=list)
    is_dead: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def begin(self, fates: list[tuple[Where, int, Callable[[], object]]]) -> None:
        """From now on counts go from one again, and these fates wait."""
        self.fates = fates
        self.counts = {"statement": 0, "before": 0, "after": 0}

    def passes(self, where: Where, *, free: bool = True) -> None:
        """Count one more; what is due happens, unless a transaction is open and it must wait."""
        if self.is_dead:
            raise Killed
        if not self.fates:
            return
        self.counts[where] += 1
        for fate in [one for one in self.fates if one[0] == where]:
            if self.counts[where] >= fate[1] and (free or fate[2] == self.die):
                self.fates.remove(fate)
                fate[2]()

    def die(self) -> None:
        """The program is killed at this very place."""
        self.is_dead = True
        raise Killed


class MortalConnection:
    """A connection to a database whose program may die between two statements."""

    def __init__(self, conn: sqlite3.Connection, life: Life) -> None:
        self._conn = conn
        self._life = life

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        """One statement."""
        self._life.passes("statement", free=not self._conn.in_transaction)
        return self._conn.execute(sql, *more)

    def executemany(self, sql: str, *more: Any) -> sqlite3.Cursor:
        """One statement, many times."""
        self._life.passes("statement", free=not self._conn.in_transaction)
        return self._conn.executemany(sql, *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._conn, name)


class MortalTransport(httpx.BaseTransport):
    """Around each call: before the bytes go, and after the platform has acted."""

    def __init__(self, inner: httpx.BaseTransport, life: Life) -> None:
        self._inner = inner
        self._life = life

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange."""
        self._life.passes("before")
        response = self._inner.handle_request(request)
        self._life.passes("after")
        return response
