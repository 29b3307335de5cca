"""A replay as JUnit XML, the form in which build servers read test results."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from shiponce.scenario.problems import ScenarioProblems
from shiponce.scenario.results import CheckResult, Run, Verdict
from shiponce.words import say


def document(runs: Sequence[Run], unreadable: Sequence[ScenarioProblems]) -> bytes:
    """One suite a run and one case a check; an unknown verdict or a bad file is an error."""
    root = Element("testsuites", name="shiponce replay")
    for run in runs:
        _suite(root, run)
    for problems in unreadable:
        suite = SubElement(root, "testsuite", name=str(problems.path), tests="1", errors="1")
        case = SubElement(suite, "testcase", name="readable", classname=str(problems.path))
        SubElement(case, "error", message=problems.text().splitlines()[0]).text = problems.text()
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(root: Element, run: Run) -> None:
    name = f"{run.scenario.name}.{run.mode.value}"
    unknown = run.verdict is Verdict.UNKNOWN
    suite = SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(len(run.checks) + unknown),
        failures=str(sum(not check.passed for check in run.checks)),
        errors=str(int(unknown)),
    )
    for number, check in enumerate(run.checks, 1):
        _case(suite, name, number, check)
    if unknown:
        case = SubElement(suite, "testcase", name="verdict", classname=name)
        SubElement(case, "error", message="unknown").text = ", ".join(run.idle) or "no check"


def _case(suite: Element, name: str, number: int, check: CheckResult) -> None:
    text = say(check.sentence.code, "en", **check.sentence.facts)
    case = SubElement(suite, "testcase", name=f"{number}. {text}", classname=name)
    if check.line:
        case.set("line", str(check.line))
    if not check.passed:
        message = f"wanted {check.wanted}, got {check.got}"
        SubElement(case, "failure", message=message).text = check.because or message
