"""A replay as JUnit XML, which build servers read."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from shiponce.scenario.file_errors import shown
from shiponce.scenario.replay_results import NotPlayed, Replayed, Unreadable
from shiponce.scenario.result_sentences import in_language, reasons
from shiponce.scenario.run_results import CheckResult, Run, Verdict

#: Characters that XML 1.0 cannot contain, not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(came_to: Replayed) -> bytes:
    """Return the report: one test suite per run, one test case per check.

    An unknown verdict, an internal error and an unreadable file are reported as errors.
    """
    root = Element("testsuites", name="shiponce replay")
    for run in came_to.runs:
        _suite(root, run)
    for bad in came_to.unreadable:
        _unreadable(root, bad)
    for one in came_to.not_played:
        _not_played(root, one)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _unreadable(root: Element, bad: Unreadable) -> None:
    name, text = _xml(bad.label), _xml(bad.problems.text())
    suite = SubElement(root, "testsuite", name=name, file=_xml(bad.file), tests="1", errors="1")
    case = SubElement(suite, "testcase", name="readable", classname=name)
    SubElement(case, "error", message=text.splitlines()[0]).text = text


def _not_played(root: Element, one: NotPlayed) -> None:
    name = _xml(".".join(filter(None, (one.label, one.mode))))
    suite = SubElement(root, "testsuite", name=name, file=_xml(one.file), tests="1", skipped="1")
    case = SubElement(suite, "testcase", name="played", classname=name)
    SubElement(case, "skipped", message="stopped from the keyboard")


def _suite(root: Element, run: Run) -> None:
    name = _xml(f"{run.name}.{run.mode.value}")
    unknown = run.verdict is Verdict.UNKNOWN
    fault = run.stop if run.stop and run.stop.fault else None
    suite = SubElement(
        root,
        "testsuite",
        name=name,
        file=_xml(shown(run.scenario.path)),
        tests=str(len(run.checks) + unknown + bool(fault)),
        failures=str(sum(not check.passed for check in run.checks)),
        errors=str(unknown + bool(fault)),
    )
    for number, check in enumerate(run.checks, 1):
        _case(suite, name, number, check)
    if unknown or fault:
        case = SubElement(suite, "testcase", name="verdict", classname=name)
        if run.stop and run.stop.line:
            case.set("line", str(run.stop.line))
        message = run.verdict.value
        SubElement(case, "error", message=message).text = _xml(" ".join(reasons(run, "en")))


def _case(suite: Element, name: str, number: int, check: CheckResult) -> None:
    text = _xml(in_language(check.sentence, "en"))
    case = SubElement(suite, "testcase", name=f"{number}. {text}", classname=name)
    if check.line:
        case.set("line", str(check.line))
    if not check.passed:
        message = _xml(f"wanted {check.wanted}, got {check.got}")
        SubElement(case, "failure", message=message).text = _xml(check.because) or message


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
