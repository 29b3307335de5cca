"""Record the name of the person who decides something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from shiponce.domain.actor import actor_name
from shiponce.errors import BadInput
from shiponce.persistence.database import Database


@contextmanager
def recorded_as(db: Database, by: str | None) -> Iterator[str]:
    """Record what happens inside under this name; None stands for the hub's own actor.

    Yield the name as it is recorded; BadInput when nothing of it is printable.
    """
    name = db.actor if by is None else actor_name(by)
    if not name:
        raise BadInput("error.no_actor")
    with db.acting_as(name):
        yield name
