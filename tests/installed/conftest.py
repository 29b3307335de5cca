"""A person for each test, with nothing of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.installed.program_runner import BIN, Person

pytest.importorskip("pty", reason="this system has no pseudo-terminals")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody with an empty home, who stands outside the checkout."""
    for program in ("shiponce", "mockplace"):
        assert (BIN / program).exists(), f"{program} is not installed beside this Python"
    return Person.at(tmp_path)
