"""Earlier versions of orders, kept as long as a stale read may show them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from mockplace.kernel.records import PlatformOrder

#: Milliseconds for which an earlier version of an order is kept: a day.
LONGEST_PAST = 86_400_000

_Place = tuple[str, str]


@dataclass(slots=True)
class History:
    """The earlier versions of every order, each with the time at which a change replaced it."""

    #: (account, order id) → (when the version ended, version), oldest first
    versions: dict[_Place, list[tuple[int, PlatformOrder]]] = field(default_factory=dict)
    #: (end, (account, order id)) of every version, the earliest end first.
    ended: deque[tuple[int, _Place]] = field(default_factory=deque)

    def keep(self, version: PlatformOrder, ended: int) -> None:
        """Keep a version that was replaced at *ended*; drop those replaced over a day earlier."""
        place = (version.store, version.order_id)
        self.versions.setdefault(place, []).append((ended, version))
        self.ended.append((ended, place))
        while self.ended[0][0] < ended - LONGEST_PAST:
            _, old = self.ended.popleft()
            kept = self.versions[old]
            del kept[0]
            if not kept:
                del self.versions[old]

    def version(self, order: PlatformOrder, when: int) -> PlatformOrder | None:
        """Return an order as it was at *when*; None if it did not exist yet."""
        if order.placed_at > when:
            return None
        kept = self.versions.get((order.store, order.order_id), ())
        return next((version for ended, version in kept if ended > when), order)
