"""Write ``meta.pagination``, in which V3 counts the entries and pages of a list."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.platforms.bigcommerce.api import page_and_limit

Json = dict[str, object]


def pages(
    wanted: list[Json], asked: Mapping[str, str], most: int = page_and_limit.MOST_ON_A_PAGE
) -> Json:
    """Return V3's pagination of the list *wanted*: totals and the current page."""
    limit, page = int(asked.get("limit") or 50), int(asked.get("page") or 1)
    pages = -(-len(wanted) // limit)
    links = {"current": f"?page={page}&limit={limit}"}
    if page > 1:
        links["previous"] = f"?page={page - 1}&limit={limit}"
    if page < pages:
        links["next"] = f"?page={page + 1}&limit={limit}"
    return {
        "total": len(wanted),
        "count": len(page_and_limit.paged(wanted, asked, most)),
        "per_page": limit,
        "current_page": page,
        "total_pages": pages,
        "links": links,
    }
