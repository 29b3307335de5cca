"""Load a scenario file: read it, validate it, and report all its errors at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from shiponce.domain.store import MatchingMode
from shiponce.scenario import size_limits
from shiponce.scenario.check_types import CHECKS, Check
from shiponce.scenario.cross_references import check_references
from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.node_validation import shaped, unknown_key
from shiponce.scenario.quantities import Words
from shiponce.scenario.renamed_words import modernize
from shiponce.scenario.scenario_header import AskSpec, Head, Outcome
from shiponce.scenario.scenario_model import Expectation, Scenario, Step
from shiponce.scenario.scenario_rules import known_rules
from shiponce.scenario.step_types import COMMON, VERBS
from shiponce.scenario.yaml_reader import Document, Place, read

#: The invariants that are checked after every step.
INVARIANTS = ("X1", "X2", "X3", "X4", "X5")
_MODES = tuple(mode.value for mode in MatchingMode)


def load(path: Path | str) -> Scenario:
    """Read a scenario file; ScenarioProblems with every error if it cannot be played."""
    document = read(path)
    modernize(document)
    head: Head | None = shaped(Head, document.data, (), document)
    if head is None:
        raw = document.data.get("steps") if isinstance(document.data, dict) else None
        list(_steps(raw if isinstance(raw, list) else [], document))
        raise ScenarioProblems(document.path, document.problems)
    scenario = _scenario(head, document)
    check_references(scenario, document)
    if document.problems:
        raise ScenarioProblems(document.path, document.problems)
    return scenario


def _scenario(head: Head, document: Document) -> Scenario:
    return Scenario(
        path=document.path,
        name=head.scenario,
        title=head.title.said(),
        lesson=head.lesson.said() if head.lesson else {},
        proves=head.proves,
        seed=head.seed,
        clock=head.clock,
        world=head.world,
        hub=head.hub,
        always=_always(head.always, document),
        explicit=head.always is not None,
        outcome=_outcome(head.outcome),
        steps=tuple(_steps(head.steps, document)),
        findings=_findings(head.outcome),
        rules=known_rules(head.rules),
        hub_line=document.keys[("hub",)].line + 1,
    )


def _outcome(outcome: Outcome | None) -> dict[MatchingMode, Mapping[str, str]]:
    if outcome is None:
        return {}
    return {mode: getattr(outcome, mode.value).said() for mode in MatchingMode}


def _findings(outcome: Outcome | None) -> dict[MatchingMode, tuple[str, ...]]:
    if outcome is None:
        return {}
    return {mode: getattr(outcome, mode.value).findings for mode in MatchingMode}


def _always(raw: object, document: Document) -> dict[MatchingMode, tuple[str, ...]]:
    """Return the invariants by mode; the file has one list for both modes, or a list per mode."""
    if raw is None:
        return dict.fromkeys(MatchingMode, INVARIANTS)
    if isinstance(raw, dict):
        for key in raw:
            if key not in _MODES:
                unknown_key(document, ("always", key), key, list(_MODES))
        return {
            mode: _invariants(raw.get(mode.value, []), ("always", mode.value), document)
            for mode in MatchingMode
        }
    return dict.fromkeys(MatchingMode, _invariants(raw, ("always",), document))


def _invariants(raw: object, place: Place, document: Document) -> tuple[str, ...]:
    named: tuple[str, ...] = shaped(tuple[str, ...], raw, place, document) or ()
    for position, name in enumerate(named):
        if name not in INVARIANTS:
            known = ", ".join(INVARIANTS)
            document.report("invariant", (*place, position), text=name, known=known)
    return named


def _steps(raw: list[object], document: Document) -> Iterator[Step]:
    for index, value in enumerate(raw):
        place: Place = ("steps", index)
        if index == size_limits.MOST_STEPS:
            document.report("too_many_steps", place, most=size_limits.MOST_STEPS)
            return
        if isinstance(value, dict):
            yield _step(index, value, place, document)
        else:
            document.no_keys(place, value)


def _step(index: int, raw: dict[str, object], place: Place, document: Document) -> Step:
    verb = _verb(raw, place, document)
    common = {
        key: shaped(kind, raw[key], (*place, key), document)
        for key, kind in COMMON.items()
        if key in raw and key != "expect"
    }
    if "at" not in raw:
        document.report("missing", place, key_name="at")
    say, ask, only = common.get("say"), common.get("ask"), common.get("only")
    return Step(
        index=index,
        at=_number(common.get("at")),
        verb=verb,
        act=shaped(VERBS[verb], raw[verb], (*place, verb), document) if verb else None,
        say=say.said() if isinstance(say, Words) else {},
        ask=ask if isinstance(ask, AskSpec) else None,
        only=MatchingMode(only) if isinstance(only, str) else None,
        hub=str(common.get("in") or ""),
        expect=tuple(_expect(raw.get("expect", []), (*place, "expect"), document)),
        line=document.values[place].line + 1,
    )


def _number(value: object) -> int:
    """Return a step's time; -1 if it is invalid, so that its place in the order is not checked."""
    return value if isinstance(value, int) else -1


def _verb(raw: dict[str, object], place: Place, document: Document) -> str:
    """Return the verb of a step, '' for a step that only narrates, asks or checks."""
    found = ""
    for key in raw:
        if key in VERBS:
            if found:
                document.report("two_verbs", (*place, key), key=True, first=found, second=key)
            found = found or key
        elif key not in COMMON:
            unknown_key(document, (*place, key), key, [*VERBS, *COMMON])
    if not set(raw) - {"at", "only"}:
        document.report("idle", place)
    return found


def _expect(raw: object, place: Place, document: Document) -> Iterator[Expectation]:
    if isinstance(raw, dict) and not set(raw) & set(CHECKS):
        for key, checks in raw.items():
            if key in _MODES:
                yield from _checks(checks, (*place, key), MatchingMode(key), document)
            else:
                unknown_key(document, (*place, key), key, list(_MODES))
    else:
        yield from _checks(raw, place, None, document)


def _checks(
    raw: object, place: Place, mode: MatchingMode | None, document: Document
) -> Iterator[Expectation]:
    if not isinstance(raw, list):
        document.no_list(place, raw)
        return
    for position, value in enumerate(raw):
        here = (*place, position)
        if position == size_limits.MOST_ENTRIES:
            document.report("too_many", here, most=size_limits.MOST_ENTRIES)
            return
        if not isinstance(value, dict) or len(value) != 1:
            document.report("one_check", here)
            continue
        [(key, argument)] = value.items()
        if key not in CHECKS:
            unknown_key(document, (*here, key), key, list(CHECKS))
            continue
        check: Check | None = shaped(CHECKS[key], argument, (*here, key), document)
        if check is not None:
            yield Expectation(mode, key, check, (*here, key))
