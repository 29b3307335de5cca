"""Find shops that would be imported before the marketplaces whose orders they copy (W9).

Documented mode compares a BigCommerce order only once, when the order is imported: a copy whose
original is not in the hub at that moment stays a separate order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.store import Integration, MatchingMode, Method, Store


@dataclass(frozen=True, slots=True)
class Turn:
    """A connected store, and when its last import ended (None if it was never imported)."""

    store: Store
    imported_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Early:
    """A shop that would be imported too early, and the marketplaces to import first."""

    shop: Store
    markets: tuple[Store, ...]


def early(
    chosen: Sequence[Turn], connected: Sequence[Turn], mode: MatchingMode, method: Method
) -> Iterator[Early]:
    """Yield the shops that come before a connected marketplace in the *chosen* order of imports.

    A marketplace that is not chosen counts as imported later if it was never imported, or if its
    last import is older than the shop's. Shops whose copies are never hidden are left out.
    """
    if mode is not MatchingMode.DOCUMENTED or method is not Method.B:
        return
    for place, turn in enumerate(chosen):
        if _hides_nothing(turn.store):
            continue
        before = {one.store.id for one in chosen[:place]}
        after = {one.store.id for one in chosen[place:]}
        late = [
            one.store
            for one in connected
            if one.store.platform.is_marketplace
            and one.store.id not in before
            and (one.store.id in after or _is_behind(one, turn))
        ]
        if late:
            yield Early(turn.store, tuple(late))


def _hides_nothing(store: Store) -> bool:
    return (
        not store.platform.is_shop
        or store.integration is Integration.NEW
        or not store.notifications_on
    )


def _is_behind(market: Turn, shop: Turn) -> bool:
    """Return True if the marketplace was never imported, or less recently than the shop."""
    if market.imported_at is None:
        return True
    return shop.imported_at is not None and market.imported_at < shop.imported_at
