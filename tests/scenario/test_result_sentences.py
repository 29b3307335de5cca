"""Whatever the scenario side says, it can say in English and in French."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import shiponce.scenario
from shiponce.scenario.check_types import CHECKS
from shiponce.scenario.run_results import Verdict
from shiponce.scenario.scenario_file import INVARIANTS
from shiponce.scenario.step_types import VERBS
from shiponce.words import catalogue, knows

_SOURCES = "\n".join(
    path.read_text("utf-8") for path in Path(shiponce.scenario.__file__).parent.glob("*.py")
)
_PROBLEMS = set(
    re.findall(r'(?:report|problem|_whole)\(\s*(?:path,\s*)?"(\w+)"', _SOURCES)
    + re.findall(r'"((?:unknown|not)_\w+)"\s*\)', _SOURCES)
    + re.findall(r'_reader\(.*?, "(\w+)"\)', _SOURCES)
)
_CODES = [
    *(f"scenario.problem.{code}" for code in sorted(_PROBLEMS)),
    *(f"scenario.check.{key.replace(' ', '_')}" for key in CHECKS),
    *(f"scenario.invariant.{name}" for name in INVARIANTS),
    *(f"scenario.verdict.{verdict.value}" for verdict in Verdict),
    *re.findall(r'"(scenario\.[a-z_]+\.[a-z_]+)"', _SOURCES),
]


def fields(sentence: object) -> set[str]:
    """The facts that a sentence wants."""
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]
    return {name for form in forms for _, name, _, _ in Formatter().parse(str(form)) if name}


@pytest.mark.parametrize("code", sorted(set(_CODES)))
def test_every_code_has_its_sentence(code: str) -> None:
    """No fault, check or verdict is without words."""
    assert knows(code)


def test_enough_codes_were_found() -> None:
    """The search above still finds what it is about."""
    assert len(_PROBLEMS) > 40
    assert len(VERBS) > 10


def test_both_languages_say_the_same() -> None:
    """Same codes and same facts in English and French."""
    english, french = (
        {code: fields(text) for code, text in catalogue(language).items() if "scenario" in code}
        for language in ("en", "fr")
    )
    assert english == french


def test_french_is_set_as_french() -> None:
    """Curved apostrophes, and no plain blank where French wants one that does not break."""
    for code, text in catalogue("fr").items():
        if code.startswith("scenario."):
            said = str(text) if isinstance(text, str) else " ".join(text.values())
            assert not re.search(r"\w'\w| [:;?!»]|« ", said), code
