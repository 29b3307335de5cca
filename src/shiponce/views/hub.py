"""The head of every screen, and one round of due work."""

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
    """The hub's choices and lasting warnings, for every screen's header."""

    mode: MatchingMode
    method: Method
    now: datetime
    stores: tuple[StoreRow, ...]
    counts: Mapping[Grid, int]
    excluded: int
    notifications_open: int
    warnings: tuple[Sentence, ...]
    #: Nothing is written to any platform or carrier.
    read_only: bool = False
    #: What is wrong with the order in which the stores are imported (W9).
    import_order: tuple[Sentence, ...] = ()
    #: How many acts have an outcome that nobody knows.
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class TickReport:
    """The result of one round of due work."""

    sent: int = 0
    retried: int = 0
    stopped: int = 0
    #: When the next work is due; None when there is none.
    next_at: datetime | None = None
