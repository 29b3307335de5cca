"""The world's one way of saying no."""

from __future__ import annotations


class Refusal(Exception):
    """A command that cannot be carried out; the world is unchanged.

    Codes: ``unknown-store``, ``unknown-sku``, ``not-listed``, ``unknown-order``, ``taken``
    (an order id or a purchase's name), ``bad-id``, ``unknown-line``, ``no-units``,
    ``quantity-too-large``, ``already-fulfilled``, ``cancelled``, ``unpaid``, ``not-ours``
    (Amazon fulfils it), ``already-paid``, ``already-shipped``, ``unknown-parcel``,
    ``parcel-exists``, ``unknown-label``, ``sold-out``, ``not-counted``, ``bad-stock``,
    ``bad-price``.
    """

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.facts = facts
