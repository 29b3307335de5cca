"""The invented carrier's books, as the control plane tells them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mockplace.control.shapes import Count
from mockplace.kernel.durations import written
from mockplace.kernel.records import PlatformName
from mockplace.platforms.carrier.rules.records import CarrierLabel
from mockplace.seeding.input_shapes import Instant, Strict


class OrderInPackage(Strict):
    """An order in a package, by the ids of its platform."""

    platform: PlatformName
    account: str
    order_id: str
    units: dict[str, Annotated[int, Field(ge=1)]] = Field(description="By the id of the line.")


class CarrierLabelTold(Strict):
    """A label that the invented carrier sold, and what became of it."""

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

    @classmethod
    def of(cls, label: CarrierLabel) -> CarrierLabelTold:
        """The label as it is told."""
        return cls.model_validate(
            {
                "label_id": label.label_id,
                "account": label.account,
                "reference": label.reference,
                "service": label.service,
                "tracking": label.tracking,
                "price": label.price,
                "status": label.status,
                "created": written(label.created_at),
                "pickup": written(label.pickup_at),
                "voided": _moment(label.voided_at),
                "collected": _moment(label.collected_at),
                "delivered": _moment(label.delivered_at),
                "orders": [
                    {
                        "platform": one.platform,
                        "account": one.account,
                        "order_id": one.order_id,
                        "units": dict(one.units),
                    }
                    for one in label.orders
                ],
            }
        )


class CarrierLabels(Strict):
    """The last labels, oldest first."""

    labels: list[CarrierLabelTold]


def _moment(at: int) -> str | None:
    return written(at) if at else None
