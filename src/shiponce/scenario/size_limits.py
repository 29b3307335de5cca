"""The size limits of a scenario; a larger file is refused at the line that exceeds a limit.

No lesson needs a larger scenario. Within the limits every scenario ends in reasonable time.
"""

from __future__ import annotations

from datetime import timedelta

#: Maximum bytes of a file; the longest scenario of the library has about a hundredth of this.
MOST_BYTES = 1_000_000
#: Maximum number of levels of nested lists and mappings.
DEEPEST = 20
#: Maximum number of values in a file; each text, list and mapping counts as one value.
MOST_VALUES = 200_000
MOST_STEPS = 500
#: Maximum entries of a list other than the steps: articles, lines, names, checks of a step.
MOST_ENTRIES = 100
#: Maximum number of days from the start of a scenario to its last moment.
MOST_DAYS = 366
LONGEST = timedelta(days=MOST_DAYS) // timedelta(milliseconds=1)
#: The first and the last year in which a scenario may be set.
FIRST_YEAR, LAST_YEAR = 2000, 2099
#: Maximum units of an order line or a shipment.
MOST_UNITS = 10_000
#: Maximum weight of one unit, in grams.
MOST_GRAMS = 1_000_000
#: Maximum price of a unit, in whole currency units, so that the largest order's total fits 64 bits.
DEAREST = 100_000_000
#: Maximum rounds of due work in one scenario; a hub that needs more is assumed never to finish.
MOST_ROUNDS = 10_000
#: Maximum number of errors that are shown for one file.

MOST_SHOWN = 40
