"""Choose the number by which a platform tells the packages of one order apart.

Amazon's packageReferenceId is a "positive numeric value" as text, unique "within the scope of an
order" (Orders v0, PackageDetail; no length is documented). A confirmation with a number that the
order has already edits that package instead of adding one. Other tools count 1, 2, 3 for each
order, so a small number may be theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from itertools import count

#: Fifteen digits: no counter reaches that, and every program can hold it as a whole number.
_SMALLEST, _LARGEST = 10**14, 10**15 - 1


def package_reference(seed: str, taken: Collection[str]) -> str:
    """Return a number for the package, always the same for the same seed and *taken* numbers."""
    span = _LARGEST - _SMALLEST + 1
    for attempt in count():
        digest = sha256(f"{seed}/{attempt}".encode()).digest()
        found = str(_SMALLEST + int.from_bytes(digest[:16]) % span)
        if found not in taken:
            return found
    raise AssertionError("count() does not end")
