"""What a platform changed after a label was bought, so that a person has to act (O3, O8)."""

from __future__ import annotations

from enum import StrEnum


class Alarm(StrEnum):
    """Kinds of alarms; each lasts until the label is voided or the platform shows otherwise."""

    #: The order goes to another address than the label.
    ADDRESS_CHANGED = "address_changed"
    #: Units under the label were cancelled, refunded or shipped by others.
    NOT_DUE = "not_due"
    #: Only the copy of the order shows that units were refunded.
    REFUNDED_IN_COPY = "refunded_in_copy"
    #: The whole order was cancelled.
    CANCELLED_AFTER_LABEL = "cancelled_after_label"
    #: The buyer combined the order with others; the combined order has more than the label covers.
    COMBINED_AFTER_LABEL = "combined_after_label"
