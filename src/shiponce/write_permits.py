"""Permits for write requests: without a permit the transport sends no write request.

Every act (buying or voiding a label, notifying a platform) is recorded in the ledger before its
call, and the call is made while the act's permit is held. The transport checks the permit right
before sending. So a process that was suspended too long sends nothing, nor does one whose act was
settled meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Permit(Protocol):
    """Permission for the requests of one act."""

    def use(self) -> None:
        """Permit one request, or raise the error that says why it must not be sent."""
        ...


_HELD: ContextVar[Permit | None] = ContextVar("permit", default=None)


def held() -> Permit | None:
    """Return this thread's current permit, or None."""
    return _HELD.get()


@contextmanager
def holding(permit: Permit) -> Iterator[None]:
    """Hold a permit for the duration of a ``with`` block."""
    before = _HELD.set(permit)
    try:
        yield
    finally:
        _HELD.reset(before)
