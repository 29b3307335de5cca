"""How often the hub may call each operation of eBay, as eBay publishes it."""

from __future__ import annotations

from shiponce.domain.platform import Operation, Rate

#: eBay's quotas are per day, so the hub sets no rate: only eBay's answers limit the calls.
RATES: dict[Operation, Rate | None] = dict.fromkeys(Operation)
