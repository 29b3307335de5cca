"""What a story's check wanted and found, in the reader's language."""

from __future__ import annotations

import pytest

from shiponce.scenario.result_sentences import value


@pytest.mark.parametrize(
    ("text", "french"),
    [
        ("awaiting shipment", "en attente d’expédition"),
        ("absent", "absente"),
        ("hidden", "masquée"),
        ("added 0, hidden 2", "nouvelles 0, masquées 2"),
        ("yes", "oui"),
        ("mug.original ×1", "mug.original ×1"),
        ("–", "–"),
    ],
)
def test_words_are_said_and_names_stay(text: str, french: str) -> None:
    """Statuses, tallies, yes and no; what the story itself calls something is left alone."""
    assert value(text, "fr") == french
