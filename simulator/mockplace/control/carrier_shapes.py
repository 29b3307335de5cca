"""Labels that carriers sold, as the control plane shows them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mockplace.control.shapes import Count
from mockplace.seeding.input_shapes import Instant
from mockplace.seeding.platform_names import StorePlatform
from mockplace.seeding.text_shapes import Strict


class OrderInPackage(Strict):
    """An order in a package; the ids of account, order and lines are those of the platform."""

    platform: StorePlatform
    account: str
    order_id: str
    units: dict[str, Annotated[int, Field(ge=1)]] = Field(description="By the id of the line.")


class CarrierLabelView(Strict):
    """A label that a carrier sold, with its present status and the time of each status."""

    label_id: str
    account: str
    reference: str
    service: str
    tracking: str
    price: Count = Field(description="US cents.")
    status: Literal["bought", "voided", "collected", "delivered"]
    created: Instant
    pickup: Instant
    voided: Instant | None
    collected: Instant | None
    delivered: Instant | None
    orders: list[OrderInPackage]


class CarrierLabels(Strict):
    """The last labels, oldest first."""

    labels: list[CarrierLabelView]
