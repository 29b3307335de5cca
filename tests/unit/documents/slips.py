"""Packing slips and pick lists for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from shiponce.views.documents import PackingSlip, PickLine, PickList, PickOrder, SlipLine

PLACED = datetime(2026, 11, 20, 9, tzinfo=UTC)


def slip(**more: object) -> PackingSlip:
    """A slip of one mug for Ada, unless *more* says else."""
    known: dict[str, object] = {
        "order_id": 7,
        "number": "1042",
        "store": "shop",
        "shop": "Slate & Sons",
        "placed_at": PLACED,
        "barcode": "1042",
        "address": ("Ada Byron", "1 Mill Lane", "Boston MA 02110", "US"),
        "lines": (SlipLine("MUG-SLATE", "Slate mug", 1, 1),),
    }
    return PackingSlip(**(known | more))  # type: ignore[arg-type]  # by name, as the type has them


def picked(*lines: PickLine, **more: object) -> PickList:
    """A pick list of two mugs, unless *more* says else."""
    mugs = PickLine("MUG-SLATE", "Slate mug", "", 2, (PickOrder("1042", 1), PickOrder("1043", 1)))
    known: dict[str, object] = {"orders": ("1042", "1043"), "left_out": ()}
    return PickList(PLACED, lines or (mugs,), **(known | more))  # type: ignore[arg-type]  # by name
