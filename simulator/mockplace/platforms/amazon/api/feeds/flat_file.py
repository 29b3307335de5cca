"""POST_FLAT_FILE_FULFILLMENT_DATA: one shipment per line, in tab-separated columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api.feeds.xml import Unreadable
from mockplace.platforms.amazon.api.feeds.xml_envelope import (
    Wrong,
    order_id_of,
    shipment,
    units_of,
)
from mockplace.platforms.amazon.rules.feeds.records import Issue, Part
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.kernel.commands import Confirm
    from mockplace.kernel.records import Account
    from mockplace.platforms.amazon.rules.feeds.records import FeedDocument

_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
#: Only ASCII line ends count: if a Windows-1252 file is decoded as Latin-1, its ellipses become
#: U+0085, which Unicode treats as a line end.
_LINE_END = re.compile(r"\r\n|\r|\n")
_MOST_LINES = 100_000
#: Charset name in Amazon's guides to flat files → Python's name of it.
_CHARSETS = {"iso-8859-1": "latin-1", "windows-1252": "cp1252", "shift_jis": "cp932"}


def fulfillments(account: Account, document: FeedDocument) -> tuple[Part, ...]:
    """Return one part per row; a row without an order-item-id confirms the whole order."""
    lines = _LINE_END.split(_text(document))[:_MOST_LINES]
    names = [name.strip().lower() for name in (lines or [""])[0].split("\t")]
    if "order-id" not in names:
        raise Unreadable(
            "The required order-id field is missing from the file. To correct this error, "
            "download the template again and use the new copy, or insert the required field into "
            "your existing file."
        )
    rows = [
        dict(zip(names, (cell.strip() for cell in line.split("\t")), strict=False))
        for line in lines[1:]
        if line.strip()
    ]
    return tuple(_part(account, number, row) for number, row in enumerate(rows, 1))


def _part(account: Account, number: int, row: dict[str, str]) -> Part:
    about, line = row.get("order-id", "")[:80], row.get("order-item-id", "")[:80]
    try:
        wish = _shipped(account, row)
    except Wrong as error:
        return Part(number, about, error=Issue("invalid", str(error)), line=line)
    return Part(number, about, wish, line=line)


def _shipped(account: Account, row: dict[str, str]) -> Confirm:
    order_id, line = order_id_of(row.get("order-id", "")), row.get("order-item-id", "")
    code, name = row.get("carrier-code", ""), row.get("carrier-name", "")
    carrier = name if code in ("", "Other") else code
    shipped_at = iso8601.parse(row.get("ship-date", ""))
    if not carrier:
        raise Wrong("carrier-code is missing, or carrier-name where it is Other.")
    if shipped_at is None:
        raise Wrong("ship-date is missing or no date.")
    quantity = units_of(row.get("quantity", ""))
    return shipment(
        account,
        order_id,
        carrier=carrier,
        service=row.get("ship-method", ""),
        tracking=row.get("tracking-number", ""),
        shipped_at=shipped_at,
        units={line: quantity} if line else {},
    )


def _text(document: FeedDocument) -> str:
    """Return the content, decoded with the charset of its content type, UTF-8 by default.

    If the content is invalid in that charset, decode it as Latin-1, the charset of Amazon's
    templates.
    """
    content = document.content or b""
    found = _CHARSET.search(document.content_type)
    named = found[1].lower() if found else ""
    try:
        return content.decode(_CHARSETS.get(named, "utf-8-sig"))
    except UnicodeError:
        return content.decode("latin-1")
