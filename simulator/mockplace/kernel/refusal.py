"""The refusal of a command."""

from __future__ import annotations


class Refusal(Exception):
    """A command that cannot be carried out; the world is unchanged.

    Codes of purchases and shipments: ``unknown-store``, ``unknown-sku``, ``not-listed``,
    ``unknown-order``, ``taken`` (an order id or a purchase's name), ``bad-id``, ``unknown-line``,
    ``no-units``, ``quantity-too-large``, ``already-fulfilled``, ``cancelled``, ``unpaid``,
    ``not-ours`` (the platform fulfils it), ``prime-label`` (Prime needs the platform's label),
    ``already-paid``, ``already-shipped``, ``unknown-package``, ``package-exists``.

    Of labels: ``unknown-label``, ``label-used`` (its package was collected), ``unknown-quote``,
    ``unknown-rate``, ``quote-expired``, ``quote-sold``, ``key-used``.

    Of the invented carrier's labels: ``unknown-label``, ``reference-used``, ``label-collected``.

    Of cancellations and refunds: ``no-requests``, ``already-requested``, ``no-request``,
    ``whole-only``, ``too-late``, ``already-refunded``, ``refund-pending``, ``not-charged``,
    ``no-amount``, ``refund-too-large``, ``line-refund-too-large``, ``shipping-refund-too-large``.

    Of stock and listings: ``sold-out``, ``not-counted``, ``bad-stock``, ``bad-price``.

    Of queues: ``unknown-queue``, ``deleted-recently``, ``too-many``, ``bad-receipt``,
    ``not-there``, ``not-in-flight``, ``hidden-too-long``, ``purging``; of feeds:
    ``unknown-feed``, ``unknown-document``, ``feed-begun``.
    """

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.facts = facts
