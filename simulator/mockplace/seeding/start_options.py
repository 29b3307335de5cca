"""The input format of a market's start options: start time, pace, connector."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from mockplace.kernel.durations import instant, written
from mockplace.serving.clock import LATEST, Pace

#: The earliest start of a market: the year 2000. No platform had an order API earlier. A market's
#: invented past reaches back some days before its start.
EARLIEST = 946_684_800_000


def beginning(text: str) -> int:
    """Parse a start time to ms UTC; raise ValueError if no market can begin at that time."""
    found = instant(text)
    if not EARLIEST <= found <= LATEST:
        raise ValueError(f"a market begins between {written(EARLIEST)} and {written(LATEST)}")
    return found


def _checked_start(text: str) -> str:
    beginning(text)
    return text


def _pace(text: str) -> str:
    return Pace.read(text).name


#: When a market begins.
Start = Annotated[
    str,
    AfterValidator(_checked_start),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
#: How a market's time passes.
PaceName = Annotated[
    str,
    AfterValidator(_pace),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^(real|frozen|manual|x(?=[0-9.]*[1-9])[0-9]{1,6}(\.[0-9]{1,3})?)$",
            "description": "real, frozen, manual, or a speed such as x60.",
        }
    ),
]
