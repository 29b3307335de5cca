"""The numbered statements. Their sentences stand in the catalogues, under ``statement.CODE``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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

    @property
    def section(self) -> str:
        """The letter under which it stands."""
        return self.code[0]

    @property
    def sentence(self) -> str:
        """The code of its sentence."""
        return f"statement.{self.code}"


_FROM = {
    Origin.ARTICLE: "A1 A2 A3 A4 B1 B2 B3 B5 W1 W2 W7 R1 R2 N1 N2 D1 D2 D3 D4 I1",
    Origin.FIELD: "A5 A7 B6 B7 B9 W3 R3 R4 R5 R9 N5 N6 N7 N8 N9 N10 N12 I2 I3 P1 P2 P3 Q1 Q2 Q3 Q4",
    Origin.OURS: "A6 B4 B8 B10 B11 W4 W5 W6 W8 W9 W10 R6 R7 R8 N3 N4 N11 D5 P4 P5 Q5 Q6 Q7 Q8"
    " X1 X2 X3 X4 X5 X6 X7 X8",
}
#: The sections in the order in which they are read.
SECTIONS = "ABWRNDIPQX"

STATEMENTS = tuple(
    sorted(
        (Statement(code, origin) for origin, codes in _FROM.items() for code in codes.split()),
        key=lambda one: (SECTIONS.index(one.section), int(one.code[1:])),
    )
)
