"""Map carrier names to a platform's carrier codes; an unknown carrier gets the code for others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shiponce.platforms.carrier_names import code_in, key_of


@dataclass(frozen=True, slots=True)
class CarrierCodes:
    """A platform's own carrier codes.

    *codes* maps carrier names, as ``carrier_names.key_of`` writes them, to the platform's codes.
    *other* is the code of every other carrier; None if the platform accepts the carrier's name
    instead of a code.
    """

    codes: Mapping[str, str]
    other: str | None

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]], other: str | None) -> CarrierCodes:
        """Return the codes for a platform's list: each code with the names of its carrier.

        A name belongs to the first code that has it.
        """
        codes: dict[str, str] = {}
        for code, its_names in names.items():
            for name in its_names:
                codes.setdefault(key_of(name), code)
        return cls(codes, other)

    def known(self, carrier: str) -> str | None:
        """Return the platform's code for a carrier name, which may contain the service; else None.

        Case, accents, punctuation and blanks do not count.
        """
        return code_in(self.codes, carrier)

    def code_of(self, carrier: str) -> str:
        """Return the platform's code for a carrier name, typed by a person or from a label."""
        known = self.known(carrier)
        if known is not None:
            return known
        return carrier if self.other is None else self.other
