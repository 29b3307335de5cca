"""Keep the calls that sell labels within Amazon's published rates, before they are sent.

A purchase that Amazon refuses for its quota may have arrived before, through a gateway that
repeats requests: its outcome would be unknown. So the hub does not send it at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shiponce.domain.platform import Rate
from shiponce.errors import RateLimited
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.http_client import where
from shiponce.ports import Clock

OFFERS = "getEligibleShipmentServices"
BUYS = "createShipment"
#: From the descriptions of the operations in Merchant Fulfillment v0.
_RATES = {OFFERS: Rate(6, 12), BUYS: Rate(2, 2)}
#: The calls of one purchase: the offers that are shown, the offers that are bought from, the label.
_PURCHASE = {OFFERS: 2, BUYS: 1}


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


class LabelPacing:
    """Counts the calls of one connection to Amazon."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        now = clock.now()
        self._buckets = {call: _Bucket(float(rate.burst), now) for call, rate in _RATES.items()}

    def must_allow_purchase(self) -> None:
        """Raise RateLimited, with the time to wait for, unless a whole purchase may be called."""
        now = self._clock.now()
        waits = timedelta()
        for call, needed in _PURCHASE.items():
            lacking = needed - self._filled(call, now).tokens
            waits = max(waits, timedelta(seconds=max(0.0, lacking) / _RATES[call].per_second))
        if waits:
            raise RateLimited(**where(AMAZON, OFFERS), not_before=now + waits)

    def count(self, call: str) -> None:
        """Count a call that is sent now."""
        bucket = self._filled(call, self._clock.now())
        bucket.tokens = max(0.0, bucket.tokens - 1)

    def _filled(self, call: str, now: datetime) -> _Bucket:
        bucket, rate = self._buckets[call], _RATES[call]
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.tokens = min(float(rate.burst), bucket.tokens + passed * rate.per_second)
        bucket.at = now
        return bucket
