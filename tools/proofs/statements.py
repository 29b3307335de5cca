"""Read the numbered statements from ``statements.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Origin(StrEnum):
    """Who says so; *OURS* is a decision where every source is silent."""

    #: ShipStation's help article on BigCommerce with Amazon and eBay.
    ARTICLE = "article"
    #: Another public document of ShipStation, Amazon, eBay or BigCommerce.
    FIELD = "field"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Statement:
    """One promise; *section* is the letter of its code."""

    code: str
    origin: Origin
    sentence: str

    @property
    def section(self) -> str:
        """Return the letter under which it stands."""
        return self.code[0]


_TABLE = tomllib.loads(Path(__file__).with_name("statements.toml").read_text("utf-8"))["sections"]

#: The title of each section by its letter, in the order in which they are read.
SECTIONS: dict[str, str] = {letter: section["title"] for letter, section in _TABLE.items()}

STATEMENTS = tuple(
    Statement(code, Origin(one["origin"]), one["sentence"])
    for section in _TABLE.values()
    for code, one in section.items()
    if code != "title"
)
