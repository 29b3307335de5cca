"""Record the name of the person who decides something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shiponce.domain.actor import actor_name
from shiponce.errors import BadInput
from shiponce.persistence.database import Database


@contextmanager
def recorded_as(db: Database, by: str | None) -> Iterator[str]:
    """Record the decisions in the ``with`` block under *by*, or the hub's own actor if None.

    Yield the name as it is recorded; BadInput if no character of the name is printable.
    """
    name = db.actor if by is None else actor_name(by)
    if not name:
        raise BadInput("error.no_actor")
    with db.acting_as(name):
        yield name
