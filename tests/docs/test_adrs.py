"""Decision records: one form, numbers without gaps, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
RECORDS = sorted(FOLDER.glob("*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "What would change our mind"]


def test_numbers_have_no_gaps() -> None:
    """A reader who counts the records finds each number once."""
    assert [int(one.name[:4]) for one in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.stem)
def test_has_the_one_form(record: Path) -> None:
    """Title with its number, then the four sections, each with text."""
    text = record.read_text("utf-8")
    assert text.startswith(f"# {int(record.name[:4])}. ")
    assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS
    assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.M))


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: one.stem)
def test_links_lead_somewhere(record: Path) -> None:
    """Every relative link names a file that is there."""
    for target in re.findall(r"\]\(([^)#:]+)\)", record.read_text("utf-8")):
        assert (record.parent / target).is_file(), target
