"""View models of the hub's state and of one round of due work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.store import MatchingMode, Method
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from shiponce.views.stores import StoreRow


@dataclass(frozen=True, slots=True)
class HubState:
    """The hub's settings, counts and lasting warnings, which every screen needs."""

    mode: MatchingMode
    method: Method
    now: datetime
    stores: tuple[StoreRow, ...]
    counts: Mapping[Grid, int]
    excluded: int
    notifications_open: int
    warnings: tuple[Sentence, ...]
    #: True if the hub sends no write request to any platform or carrier.
    read_only: bool = False
    #: Warnings about the order in which the stores were imported (W9).
    import_order: tuple[Sentence, ...] = ()
    #: The number of unknown acts.
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class TickReport:
    """The result of one round of due work: counts of notifications."""

    sent: int = 0
    retried: int = 0
    stopped: int = 0
    #: When the next work is due; None when there is none.
    next_at: datetime | None = None
