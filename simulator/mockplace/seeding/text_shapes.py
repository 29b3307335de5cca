"""The texts and amounts of input formats, strictly validated."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _plain(text: str) -> str:
    """Refuse lone surrogates, which no response can contain."""
    text.encode()
    return text


Text = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Name = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_plain)]
Prose = Annotated[str, Field(max_length=2000), AfterValidator(_plain)]
Money = Annotated[int, Field(ge=0, le=100_000_000, description="Minor units: cents.")]


class Strict(BaseModel):
    """A model that refuses unknown keys and converts no types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
