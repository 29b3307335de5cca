"""Whether two orders name the same buyer and place; its answers are personal data.

They are made when they are shown, and never stored: evidence that is kept holds no person.
"""

from __future__ import annotations

import unicodedata

from shiponce.domain.evidence import LIKENESS, EvidenceLine

#: The fields of these lines.
PERSONAL = ("buyer", "address")


def people_compared(
    buyers: tuple[str, str], addresses: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[EvidenceLine, ...]:
    """Return a line for the buyer and one for the address; what one side does not say is left out.

    *buyers* and *addresses* are the copy's and the original's.
    """
    lines = []
    if all(buyer.strip() for buyer in buyers):
        agrees = _words(buyers[0]) == _words(buyers[1])
        lines.append(EvidenceLine(PERSONAL[0], *buyers, agrees, LIKENESS))
    if all(addresses):
        ours, theirs = (", ".join(part for part in one if part) for one in addresses)
        lines.append(EvidenceLine(PERSONAL[1], ours, theirs, bare(ours) == bare(theirs), LIKENESS))
    return tuple(lines)


def bare(text: str) -> str:
    """Letters and digits only: where the street ends and a comma stands is a matter of taste."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _words(name: str) -> list[str]:
    """The words of a name: some platforms put the family name first."""
    return sorted(filter(None, map(bare, name.replace(",", " ").split())))
