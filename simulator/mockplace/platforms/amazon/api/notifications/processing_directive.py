"""A subscription's ``processingDirective``, validated against the model of Notifications v1.

``marketplaceIds`` and ``orderChangeTypes`` are applied (``rules.event_filter``). The
``filterExpression`` and the aggregation, which concerns offers, are only stored and shown.
"""

from __future__ import annotations

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.request_body import Body
from mockplace.platforms.amazon.rules.webhook_topics import ORDER_CHANGE

_FILTERS = ("ANY_OFFER_CHANGED", ORDER_CHANGE, "SHIPMENT_TRACKING_MILESTONE_CHANGED")
_CHANGES = ("BuyerRequestedChange", "DeliveryTipChange", "OrderStatusChange")
_PERIODS = ("FiveMinutes", "TenMinutes")
_LONGEST_EXPRESSION = 256


def checked(kind: str, directive: Body) -> dict[str, object]:
    """Return the directive unchanged; refuse a filter that is not valid for *kind*."""
    if directive.has("eventFilter") and directive.has("filterExpression"):
        raise errors.invalid(details="eventFilter and filterExpression are mutually exclusive.")
    expression = directive.optional("filterExpression")
    if len(expression) > _LONGEST_EXPRESSION:
        raise errors.invalid(details="filterExpression has 256 characters at most.")
    if directive.has("eventFilter"):
        _check_filter(kind, directive.part("eventFilter"))
    return directive.content


def _check_filter(kind: str, wanted: Body) -> None:
    named = wanted.text("eventFilterType")
    if named not in _FILTERS or named != kind:
        raise errors.invalid(details=f"{kind} takes no eventFilter of that eventFilterType.")
    _check_texts(wanted, "marketplaceIds")
    if any(change not in _CHANGES for change in _check_texts(wanted, "orderChangeTypes")):
        raise errors.invalid(details=f"orderChangeTypes are of: {', '.join(_CHANGES)}.")
    if not wanted.has("aggregationSettings"):
        return
    if wanted.part("aggregationSettings").text("aggregationTimePeriod") not in _PERIODS:
        raise errors.invalid(details=f"aggregationTimePeriod is of: {', '.join(_PERIODS)}.")


def _check_texts(wanted: Body, name: str) -> list[object]:
    value = wanted.content.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise wanted.wrong(name)
    return value
