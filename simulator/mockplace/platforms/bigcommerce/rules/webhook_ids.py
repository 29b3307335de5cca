"""The numbers of a BigCommerce store's webhook subscriptions."""

from __future__ import annotations

#: The first hook's id is this number plus one.
_FIRST_NUMBER = 26_000_000


class WebhookNumbers:
    """Generate ids that are unique in a world."""

    def __init__(self, seed: int) -> None:
        self._given = 0

    def next(self) -> str:
        """Return a number that was never returned before."""
        self._given += 1
        return str(_FIRST_NUMBER + self._given)
