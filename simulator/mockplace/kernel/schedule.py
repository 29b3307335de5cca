"""Scheduled effects: a heap ordered by time and key, not by the sequence of insertion."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """One scheduled effect: when, for which order, of which kind, and its number."""

    when: int
    key: str
    kind: str
    n: int = 0
    #: The account and the order that the effect is about.
    store: str = field(default="", compare=False)
    order_id: str = field(default="", compare=False)
    #: The SKU, for an effect that is about an article instead of an order.
    sku: str = field(default="", compare=False)


@dataclass(slots=True)
class Schedule:
    """The effects to come."""

    heap: list[Effect] = field(default_factory=list)

    def add(self, effect: Effect) -> None:
        """Add an effect."""
        heapq.heappush(self.heap, effect)

    def next(self, but: Collection[str] = ()) -> int | None:
        """Return when the next effect whose kind is not in *but* is due; None if there is none."""
        if not but:
            return self.heap[0].when if self.heap else None
        return min((effect.when for effect in self.heap if effect.kind not in but), default=None)

    def due(self, now: int) -> Effect | None:
        """Remove and return the first effect that is due by ``now``."""
        return heapq.heappop(self.heap) if self.heap and self.heap[0].when <= now else None
