"""Leave to change something outside: a request that writes is sent only under a permit.

Every act (a label bought or voided, a platform notified) is in the ledger before its call, and the
call is made while its permit is held. The transport asks the permit right before the bytes go, so
a sender that was suspended, overtaken or late sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Permit(Protocol):
    """Leave for the requests of one act."""

    def use(self) -> None:
        """Let one request go, or raise the reason why it must not: nothing has been sent then."""
        ...


_HELD: ContextVar[Permit | None] = ContextVar("permit", default=None)


def held() -> Permit | None:
    """Return the permit under which this thread acts, or None."""
    return _HELD.get()


@contextmanager
def holding(permit: Permit) -> Iterator[None]:
    """Act under a permit for a while."""
    before = _HELD.set(permit)
    try:
        yield
    finally:
        _HELD.reset(before)
