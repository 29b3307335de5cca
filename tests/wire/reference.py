"""What the simulated platforms are held against: Amazon's own models, and bodies written by us."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VENDORED = HERE / "vendored"
AMAZON = VENDORED / "selling-partner-api-models"
EXAMPLES = HERE / "examples"


def amazon_model(name: str) -> dict[str, Any]:
    """Read one of Amazon's models by its file's name without the ending."""
    model: dict[str, Any] = json.loads((AMAZON / f"{name}.json").read_text("utf-8"))
    return model


def example(name: str) -> Any:
    """Read an example body by its file's name without the ending."""
    return json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
