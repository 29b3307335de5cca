"""Find what proves a statement: scenarios by their ``proves:``, tests by their mark.

Tests are read as text and not run, so a proof is found whether or not its module can be imported.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import yaml

from shiponce.scenario.find_scenario_files import scenarios

#: The checkout that this code runs from.
CHECKOUT = Path(__file__).parents[2]
#: Where the last run of the tests left its results: name of a proof, and what became of it.
RESULTS = ".proofs.json"


@dataclass(frozen=True, slots=True)
class Proof:
    """One test function or scenario, with the codes it names and its last result."""

    name: str
    codes: tuple[str, ...]
    #: passed, failed, skipped, or '' when it was never run.
    result: str = ""


def proofs(root: Path = CHECKOUT) -> tuple[Proof, ...]:
    """Return every proof: the scenarios in their order, then the tests by file and line."""
    results = last_results(root)
    found = [*_of_scenarios(), *_of_tests(root)]
    return tuple(Proof(name, codes, results.get(name, "")) for name, codes in found)


def last_results(root: Path) -> dict[str, str]:
    """Return what the last run of each proof came to; empty when there was none."""
    try:
        found = orjson.loads((root / RESULTS).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def _of_scenarios() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in scenarios():
        story = yaml.safe_load(path.read_text("utf-8"))
        yield f"scenario {path.stem}", tuple(story.get("proves") or ())


def _of_tests(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in sorted((root / "tests").rglob("test_*.py")):
        place = path.relative_to(root).as_posix()
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                codes = tuple(dict.fromkeys(_marked(node)))
                if codes:
                    yield f"{place}::{node.name}", codes


def _marked(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """Yield the codes in the ``proves`` marks of a function, also of those on its parameters."""
    for decorator in node.decorator_list:
        for call in ast.walk(decorator):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "proves"
            ):
                yield from (str(one.value) for one in call.args if isinstance(one, ast.Constant))
