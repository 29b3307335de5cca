"""The guide to scenarios is made from the code, names all of it, and its examples do it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from docs import scenario_examples, scenarios
from docs.scenario_examples import CHECKS as CHECK_EXAMPLES
from docs.scenario_examples import FIRST, MISTAKES, SECOND, whole
from docs.scenario_examples import VERBS as VERB_EXAMPLES
from shiponce.domain.store import MatchingMode
from shiponce.scenario import code_names
from shiponce.scenario.check_types import CHECKS
from shiponce.scenario.platform_acts import Fault
from shiponce.scenario.quantities import Spec
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import INVARIANTS, load
from shiponce.scenario.scenario_header import (
    AskSpec,
    Head,
    HubSpec,
    ProductSpec,
    StoreSpec,
    WorldSpec,
)
from shiponce.scenario.scenario_rules import ActionSpec, RuleSpec, TestSpec
from shiponce.scenario.step_base import LineSpec, PartSpec
from shiponce.scenario.step_types import COMMON, VERBS
from shiponce.views.orders import Grid
from shiponce.words import catalogue

PAGE = scenarios.PAGE.read_text("utf-8")
PARTS: tuple[type[Spec], ...] = (
    Head, WorldSpec, ProductSpec, StoreSpec, HubSpec, AskSpec, LineSpec, PartSpec,
    RuleSpec, TestSpec, ActionSpec,
    *VERBS.values(), *CHECKS.values(),
)  # fmt: skip


def test_the_page_is_the_one_that_the_code_makes() -> None:
    """Run ``python -m docs.scenarios`` after a change, and read the difference."""
    assert scenarios.page() == PAGE


def test_every_word_of_the_format_stands_on_the_page() -> None:
    """Verbs, checks, keys, words to choose from, faults, invariants, lists and codes."""
    wanted = {*VERBS, *CHECKS, *COMMON, *INVARIANTS, *code_names.ways_to_ship()}
    wanted |= {grid.value.replace("_", " ") for grid in Grid}
    wanted |= {field.alias or name for part in PARTS for name, field in part.model_fields.items()}
    wanted |= {word for part in PARTS for word in words_of(part)}
    wanted |= set(get_args(Fault.model_fields["kind"].annotation))
    for check in CHECKS.values():
        for key in ("code", "contains", "finds", "limit", "way out"):
            wanted |= set(code_names.codes(check, key))
    problems = [code for code in catalogue("en") if code.startswith("scenario.problem.")]
    wanted |= {code.removeprefix("scenario.problem.") for code in problems}
    assert [word for word in sorted(wanted) if f"`{word}`" not in PAGE] == []


def words_of(part: type[Spec]) -> set[str]:
    """The words that a part's fields choose from."""
    found: set[str] = set()
    waiting = [field.annotation for field in part.model_fields.values()]
    while waiting:
        kind = waiting.pop()
        if get_origin(kind) is Literal:
            found |= {str(word) for word in get_args(kind)}
        else:
            waiting += get_args(kind)
    return found


def test_every_verb_and_check_has_an_example_that_uses_it() -> None:
    """No verb and no check is told of without being shown."""
    assert set(VERB_EXAMPLES) == set(VERBS)
    assert set(CHECK_EXAMPLES) == set(CHECKS)
    for key, text in (VERB_EXAMPLES | CHECK_EXAMPLES).items():
        assert f" {key}:" in text
        assert text in PAGE


@pytest.mark.parametrize("mode", list(MatchingMode))
@pytest.mark.parametrize("key", [*VERB_EXAMPLES, *CHECK_EXAMPLES])
def test_every_example_passes(key: str, mode: MatchingMode, tmp_path: Path) -> None:
    """Put after the common beginning, as the page says, it is read, played and proved."""
    path = tmp_path / "example.yaml"
    path.write_text(whole((VERB_EXAMPLES | CHECK_EXAMPLES)[key]), "utf-8")
    run = play(load(path), mode)
    failed = [(c.line, c.sentence.code, c.wanted, c.got) for c in run.checks if not c.passed]
    assert (run.verdict, failed) == (Verdict.PASS, [])


def test_the_first_stories_end_as_the_page_says(tmp_path: Path) -> None:
    """The first fails in documented mode, its mended form and the second pass in both."""
    block = re.search(r"```yaml\n(  - at: \+5 min\n.*?)```", PAGE, re.DOTALL)
    assert block is not None
    mended = FIRST[: FIRST.index("  - {at: +5 min")] + block[1]
    came_to = []
    for text in (FIRST, mended, SECOND):
        path = tmp_path / "story.yaml"
        path.write_text(text, "utf-8")
        came_to += [play(load(path), mode).verdict.value for mode in MatchingMode]
    assert sorted(came_to[:2]) == ["fail", "pass"]
    assert came_to[2:] == ["pass"] * 4
    assert len(FIRST.splitlines()) == 10


def test_every_mistake_on_the_page_is_one() -> None:
    """Each is made from the first story, and is pointed at with a caret."""
    told = list(scenarios.mistakes())
    assert all(old in scenario_examples.FIRST for _, old, _ in MISTAKES)
    assert len(told) == len(MISTAKES)
    for _, text in told:
        assert "problem" in text.splitlines()[0]
        assert "^" in text


def test_making_the_page_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder one is in stays the same, and empty."""
    monkeypatch.chdir(tmp_path)
    assert list(scenarios.mistakes())
    assert (Path.cwd(), list(tmp_path.iterdir())) == (tmp_path, [])
