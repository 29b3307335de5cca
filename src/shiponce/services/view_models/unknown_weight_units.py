"""Warn of weights in a unit that a platform does not document (O10)."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.domain.order import WEIGHT_UNIT_FACT, WEIGHTS_FACT
from shiponce.views.sentence import Sentence

#: The warnings about an order and about a store: with a unit, and without one that could be read.
_ORDER = ("warning.weights_unknown", "warning.weights_unknown_unread")
_STORE = ("warning.unit_unknown", "warning.unit_unknown_unread")


def of_order(store: str, extra: Mapping[str, str]) -> list[Sentence]:
    """Return the warning that an order's weights are not known, with the weights as they came."""
    return _warned(_ORDER, extra, {"store": store, "weights": extra.get(WEIGHTS_FACT, "")})


def of_store(store: str, extra: Mapping[str, str]) -> list[Sentence]:
    """Return a warning if the store's newest order came without weights."""
    return _warned(_STORE, extra, {"store": store})


def _warned(
    codes: tuple[str, str], extra: Mapping[str, str], facts: dict[str, object]
) -> list[Sentence]:
    if WEIGHTS_FACT not in extra:
        return []
    unit = extra[WEIGHT_UNIT_FACT]
    return [Sentence(codes[0], facts | {"unit": unit}) if unit else Sentence(codes[1], facts)]
