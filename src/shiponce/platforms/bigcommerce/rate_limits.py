"""How often the hub may call each operation of BigCommerce, as BigCommerce publishes it."""

from __future__ import annotations

from shiponce.domain.platform import Operation, Rate

#: BigCommerce's page on rate limits: 150 calls in 30 seconds.
RATES: dict[Operation, Rate | None] = {
    Operation.LISTING: Rate(5, 50),
    Operation.READ: Rate(1, 25),
    Operation.CONFIRM: Rate(1, 25),
}
