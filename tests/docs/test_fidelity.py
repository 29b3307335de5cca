"""The page about fidelity speaks of every operation that is served, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

from docs import fidelity
from mockplace.serving.dispatch import table


def _rows() -> list[list[str]]:
    text = fidelity.PAGE.read_text("utf-8")
    rows = re.findall(
        r"^\| ([\w.]+) \| `([A-Z]+ [^`]+)` \| (.*?) \| (.*?) \| (.*?) \|$", text, re.M
    )
    return [list(row) for row in rows]


def test_every_route_has_its_row_and_no_row_is_old() -> None:
    """A new operation asks for a new run of the judges."""
    served = sorted(
        f"{route.method} {route.template.removeprefix('/stores/{storeHash}')}"
        for route in fidelity.listed()
    )
    assert sorted(row[1] for row in _rows()) == served


def test_the_page_is_what_its_own_words_make_of_the_judges() -> None:
    """Gaps and sources are those of the program; only who judged what comes from a run."""
    heard: dict[str, list[str]] = {}
    for module, judge in fidelity.JUDGES.items():
        heard[module] = [
            f"{route.platform} {route.operation}"
            for route in fidelity.listed()
            for row in _rows()
            if row[0] == route.operation
            and row[1] == f"{route.method} {route.template.removeprefix('/stores/{storeHash}')}"
            and judge in row[2].split(", ")
        ]
    text = fidelity.PAGE.read_text("utf-8")
    day = re.search(r"on (\d{4}-\d\d-\d\d)\)", text)
    assert day is not None
    assert fidelity.page(heard, day[1]).split("\n## ")[2:] != []
    assert _without_judges(fidelity.page(heard, day[1])) == _without_judges(text)


def _without_judges(text: str) -> str:
    return re.sub(r"^(\| [\w.]+ \| `[^`]+` \|) .*? \|", r"\1", text, flags=re.M)


def test_every_judge_and_every_gap_is_there() -> None:
    """A judge that was renamed or an operation that is gone would make the page a claim."""
    served = {f"{route.platform} {route.operation}" for route in table().routes}
    assert set(fidelity.GAPS) <= served
    root = Path(fidelity.ROOT)
    assert [module for module in fidelity.JUDGES if not (root / module).exists()] == []
