"""Write units with their articles: ``2 × MUG-SLATE-12, 1 × CNDL-FIG-8``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.kernel.judging.world_record import every_line

if TYPE_CHECKING:
    from mockplace.kernel.judging.world_record import Sold, WorldRecord


def articles(record: WorldRecord, units: Mapping[Sold, int]) -> str:
    """Return units by article, ``nothing`` if there are none; lines of one article are added up."""
    found: Counter[str] = Counter()
    for sold, count in units.items():
        found[article(record, sold)] += count
    return ", ".join(f"{count} × {sku}" for sku, count in found.items() if count) or "nothing"


def article(record: WorldRecord, sold: Sold) -> str:
    """Return the SKU of a line, or the line's id if its order does not have it."""
    order = record.order(sold[:2])
    lines = every_line(order) if order else ()
    return next((line.sku for line in lines if line.line_id == sold[2]), sold[2])
