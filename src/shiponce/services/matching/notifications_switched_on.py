"""Match the open copies of a store whose notifications were switched on again (D5)."""

from __future__ import annotations

from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import order_states, stores
from shiponce.services.matching.link_twins import Matcher


def match_open_copies(matcher: Matcher, store: Store) -> int:
    """Match open copies at the first import after notifications were switched on again.

    In reconciling mode, do nothing, because copies are matched even while notifications are off.
    Return how many copies became hidden. Needs the import's transaction.
    """
    if matcher.mode is MatchingMode.RECONCILING or not store.notifications_on:
        return 0
    switched, _ = stores.switch_of(matcher.conn, store.id)
    before = stores.import_state(matcher.conn, store.id).imported_at
    if switched is None or before is None or switched < before:
        return 0
    return matcher.judge_again(order_states.unlinked_copies(matcher.conn, store.id))
