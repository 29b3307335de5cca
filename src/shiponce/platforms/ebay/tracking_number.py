"""Write a tracking number in the form that eBay accepts."""

from __future__ import annotations

#: Characters that separate the groups of a printed tracking number and are not part of it.
_GROUPING = " -._"


def ebay_tracking_number(written: str) -> str:
    """Return the number without separators; '' if anything but letters and digits is left."""
    bare = "".join(character for character in written if character not in _GROUPING)
    return bare if bare.isascii() and bare.isalnum() else ""
