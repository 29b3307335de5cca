"""Compare the buyer and address of two orders.

The results are personal data. They are computed when they are shown and are never stored; stored
evidence names no person.
"""

from __future__ import annotations

import unicodedata

from shiponce.domain.evidence import LIKENESS, EvidenceLine

#: The fields of the evidence lines: buyer and address.
PERSONAL = ("buyer", "address")


def people_compared(
    buyers: tuple[str, str],
    addresses: tuple[tuple[str, ...], tuple[str, ...]],
    shown: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[EvidenceLine, ...]:
    """Return an evidence line for the buyer and one for the address.

    A field that is empty in one of the orders gets no line. Each pair holds the copy's value first,
    the original's second; *addresses* are compared, *shown* are the same with their states.
    """
    lines = []
    if all(buyer.strip() for buyer in buyers):
        agrees = _words(buyers[0]) == _words(buyers[1])
        lines.append(EvidenceLine(PERSONAL[0], *buyers, agrees, LIKENESS))
    if all(addresses):
        agrees = bare("".join(addresses[0])) == bare("".join(addresses[1]))
        ours, theirs = (", ".join(part for part in one if part) for one in shown)
        lines.append(EvidenceLine(PERSONAL[1], ours, theirs, agrees, LIKENESS))
    return tuple(lines)


def bare(text: str) -> str:
    """Return the letters and digits of *text*; platforms punctuate addresses differently."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _words(name: str) -> list[str]:
    """Return the words of a name, sorted because some platforms put the family name first."""
    return sorted(filter(None, map(bare, name.replace(",", " ").split())))
