"""Permits for write requests: without a permit the transport sends no write request.

Every act (buying or voiding a label, notifying a platform) is recorded in the ledger before its
request is sent, and the request is sent while the act's permit is held. The transport checks the
permit right before sending. So nothing is sent if the process was suspended too long, or if the
act was settled meanwhile.
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
