"""Invented buyers: the same seed and name always give the same person.

Faker's relative dates depend on the real date, so no date comes from Faker. One generator serves a
world; seeding it for each person gives the same result as one generator per person.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mockplace.kernel.ids import below, draw, letters
from mockplace.kernel.records import Person

if TYPE_CHECKING:
    from faker import Faker

#: State code → full name, as some platforms write it.
STATES = {
    "AL": "Alabama", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska",
    "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
_ABBREVIATIONS = tuple(STATES)


class Buyers:
    """The buyers of one world."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __reduce__(self) -> tuple[type[Buyers], tuple[int]]:
        """Pickle only the seed; the generator is made again from it."""
        return Buyers, (self._seed,)

    @cached_property
    def _faker(self) -> Faker:
        from faker import Faker  # importing takes 0.2 s, and many worlds have no buyers

        return Faker("en_US", use_weighting=True)

    def person(self, key: str, email_host: str) -> Person:
        """Return the buyer with that key, with an e-mail address at *email_host*."""
        seed, fake = self._seed, self._faker
        fake.seed_instance(draw(seed, "person", key))
        state = _ABBREVIATIONS[below(len(_ABBREVIATIONS), seed, "state", key)]
        name = f"{fake.first_name()} {fake.last_name()}"
        username = letters(9, seed, "username", key)
        return Person(
            name=name,
            street1=fake.street_address(),
            street2=fake.secondary_address() if below(4, seed, "flat", key) == 0 else "",
            city=fake.city(),
            state=state,
            state_name=STATES[state],
            postcode=fake.postcode_in_state(state),
            country="US",
            country_name="United States",
            phone=fake.numerify("%##55501##"),
            email=f"{letters(14, seed, 'mailbox', key)}@{email_host}",
            username=username,
        )
