"""How often the hub may call each operation of Amazon, as Amazon publishes it."""

from __future__ import annotations

from shiponce.domain.platform import Operation, Rate

#: From the descriptions of the operations in Orders 2026-01-01 and Orders v0.
RATES: dict[Operation, Rate | None] = {
    Operation.LISTING: Rate(0.0056, 20),
    Operation.READ: Rate(0.5, 30),
    Operation.CONFIRM: Rate(2, 10),
}
