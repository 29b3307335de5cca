"""A customer of the invented carrier, and what its package holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
HOUR = 3_600_000


def package(**changes: object) -> dict[str, object]:
    """Two units of one order, with parts of it changed."""
    lines = [{"lineId": "l1", "units": 2}]
    order = {"platform": "amazon", "account": "A1", "orderId": "111-1", "lines": lines}
    sides = {"lengthMm": 250, "widthMm": 200, "heightMm": 150}
    return {"weightGrams": 900, **sides, "orders": [order], **changes}


@dataclass
class Customer:
    """A program that buys labels."""

    world: World
    http: httpx.Client

    def rates(self) -> httpx.Response:
        """What the package costs."""
        return self.http.post("/rates", json={"package": package()})

    def buy(self, **changes: object) -> httpx.Response:
        """A purchase, with parts of the body changed."""
        good = {"reference": "SO-1", "serviceId": "ground", "package": package()}
        return self.http.post("/labels", json=good | changes)

    def label(self, reference: str = "SO-1") -> Any:
        """A label that was bought just now."""
        return self.buy(reference=reference).json()

    def find(self, reference: str = "SO-1") -> httpx.Response:
        """What there is under a reference."""
        return self.http.get("/labels", params={"reference": reference})

    def void(self, label_id: str) -> httpx.Response:
        """Gives a label back."""
        return self.http.post(f"/labels/{label_id}/void")

    def later(self, hours: float) -> None:
        """Lets time pass."""
        self.world.advance_to(self.world.now + round(hours * HOUR))


@pytest.fixture
def customer() -> Iterator[Customer]:
    """A customer with an account, on 20 November 2026 at nine in the morning."""
    world = World(seed=7, start=START)
    base = "https://api.house-carrier.example/carrier/v1"
    headers = {"X-Carrier-Account": "SHP001"}
    with httpx.Client(transport=Transport(world), base_url=base, headers=headers) as http:
        yield Customer(world, http)
