"""A small scenario that tests bend to their purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = """\
scenario: small
title: {en: A mug, fr: Un mug}
clock: 2026-11-20T09:00:00Z
world:
  catalog:
    - {sku: MUG, title: Slate mug, price: 12.99 USD, sells on: amazon}
  stores:
    shop: {platform: bigcommerce, copies after: 90 s}
    amz: {platform: amazon}
hub: {method: B, stores: [amz, shop]}
steps:
  - at: +0 s
    buy: {as: mug, on: amz, lines: [{sku: MUG, quantity: 2}]}
  - at: +5 min
    import: all
    expect:
      - grid: {status: awaiting shipment, rows: 1}
"""

#: Text → the path of a file that holds it.
Write = Callable[[str], Path]


@pytest.fixture
def small() -> str:
    """The text of a scenario that passes."""
    return SMALL


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a scenario file."""

    def put(text: str) -> Path:
        path = tmp_path / "story.yaml"
        path.write_text(text, "utf-8")
        return path

    return put
