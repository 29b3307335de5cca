"""Choose the kind of a label document by the ``Accept`` header of a request."""

from __future__ import annotations

#: Media type of a label document → its kind; the first is the default.
KINDS = {"application/pdf": "PDF", "image/png": "PNG", "application/zpl": "ZPL"}


def accepted_kind(header: str) -> str | None:
    """Return the first known media type in an Accept header, None if there is none.

    An empty header and ``*/*`` mean PDF.
    """
    wanted = [one.partition(";")[0].strip().lower() for one in header.split(",")] if header else []
    for one in wanted or ["*/*"]:
        if one in KINDS:
            return one
        if one in ("*/*", "application/*"):
            return next(iter(KINDS))
        if one == "image/*":
            return "image/png"
    return None
