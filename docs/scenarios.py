"""Writes docs/guide/scenarios.md from the classes that read scenario files, and from real runs."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from inspect import get_annotations
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from docs import scenario_examples as examples
from mockplace.kernel.fault_plan import SOME_TIME
from mockplace.kernel.judge import RULES
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from shiponce.domain.durations import written
from shiponce.domain.rule import OPERATORS, Action
from shiponce.scenario import check_types, code_names, size_limits
from shiponce.scenario.markets import countries
from shiponce.scenario.platform_acts import Fault
from shiponce.scenario.quantities import Spec
from shiponce.scenario.replay import replay
from shiponce.scenario.scenario_file import INVARIANTS
from shiponce.scenario.scenario_header import (
    AskSpec,
    Documented,
    Head,
    HubSpec,
    ProductSpec,
    StoreSpec,
    WorldSpec,
)
from shiponce.scenario.scenario_rules import ActionSpec, RuleSpec, TestSpec, spaced
from shiponce.scenario.step_base import AddressSpec, EditedLine, LineSpec, PartSpec
from shiponce.scenario.step_types import VERBS
from shiponce.views.orders import Grid
from shiponce.words import catalogue, say

PAGE = Path(__file__).parent / "guide" / "scenarios.md"
TEXTS = Path(__file__).with_suffix(".txt")

#: A type's name, as it is spelt in a class → how the page calls what is written there.
_WRITTEN = {
    "Text": "text",
    "Words": "text, or a text for each of `en` and `fr`",
    "Name": "a name",
    "Names": "a name or a list",
    "NamesOrNone": "a name, a list or `none`",
    "Price": "an amount",
    "Weight": "a weight",
    "Duration": "a duration",
    "Waiting": "a duration or `quiet`",
    "Instant": "an instant",
    "Count": "a whole number from 0",
    "Quantity": "a whole number from 1",
    "Currency": "a currency",
    "YesNo": "`yes` or `no`",
    "Findings": "a name or a list",
    "FindingsOrClean": "a name, a list or `clean`",
    "_Values": "text or a list",
    "CriterionName": "a criterion",
    "OperatorName": "an operator",
    "ActionName": "an action",
    "ShelfName": "a list of orders",
    "PlaceName": "a list of orders or `absent`",
}
#: What no type says.
_SPECIAL = {
    (Head, "always"): "a list, or a list for each of `documented` and `reconciling`",
    (Head, "outcome"): "a text for each of `documented` and `reconciling`, with `findings`",
    (AskSpec, "answer"): "text, or a text for each of `documented` and `reconciling`",
}


def page() -> str:
    """Return the whole page: texts written by hand, and what the code and real runs say."""
    parts = dict(_parts())
    text = TEXTS.read_text("utf-8")
    wanted = re.findall(r"^<(\w+)>$", text, re.MULTILINE)
    if sorted(wanted) != sorted(parts):
        raise LookupError(
            f"parts without a place, or places without a part: {parts.keys() ^ wanted}"
        )
    return re.sub(r"^<(\w+)>\n", lambda found: parts[found[1]], text, flags=re.MULTILINE)


def told(text: str, *options: str, language: str = "en") -> str:
    """Return what a terminal shows of a replay of one file, complaints first."""
    lines: list[str] = []
    name = re.search(r"^scenario: (.*)$", text, re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            path = Path(f"{name[1] if name else 'story'}.yaml")
            path.write_text(text, "utf-8")
            mode = options[0] if options else "both"
            replay([path], mode=mode, language=language, write=lines.append, complain=lines.append)
        finally:
            os.chdir(before)
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def mistakes() -> Iterator[tuple[str, str]]:
    """Yield each mistake with what is said of it, without the file's name and the summary."""
    for title, old, new in examples.MISTAKES:
        yield title, told(examples.FIRST.replace(old, new, 1)).partition("\n\n")[0] + "\n"


def _parts() -> Iterator[tuple[str, str]]:
    yield "first", _block("yaml", examples.FIRST)
    yield "first_told", _block("text", told(examples.FIRST))
    yield "second", _block("yaml", examples.SECOND)
    yield "second_told", _block("text", told(examples.SECOND, "reconciling"))
    yield (
        "mistakes",
        "".join(f"* {title}:\n\n{_block('text', text)}\n" for title, text in mistakes()),
    )
    yield "unknown", _block("text", told(_UNKNOWN, "reconciling"))
    yield "stopped", _block("text", told(_STOPPED, "reconciling"))
    yield "beginning", _block("yaml", examples.BEGINNING)
    yield "head", _keys(Head)
    yield "world", _keys(WorldSpec)
    yield "product", _keys(ProductSpec)
    yield "store", _keys(StoreSpec)
    yield "hub", _keys(HubSpec)
    yield "rule", _keys(RuleSpec)
    yield "rule_test", _keys(TestSpec)
    yield "rule_action", _keys(ActionSpec)
    yield "criteria", _table(("criterion", "operators"), _criteria())
    yield "actions", _row(f"`{spaced(one)}`" for one in Action)
    yield "ask", _keys(AskSpec)
    yield "verbs", "".join(_verbs())
    yield "checks", "".join(_checks())
    yield "lists", _row(f"`{grid.value.replace('_', ' ')}`" for grid in Grid)
    yield "faults", _table(("kind", "what happens"), _faults())
    yield "invariants", _table(("code", "what must hold"), _invariants())
    yield "outcome", _keys(Documented)
    yield "findings", _table(("finding", "what it says of a purchase"), _findings())
    yield "connectors", _table(("profile", "what it is"), _connectors())
    yield "markets", _table(("platform", "countries"), _markets())
    yield "ways", _row(f"`{way}`" for way in code_names.ways_to_ship())
    yield "operations", _table(("platform", "operations"), _operations())
    yield "bounds", _table(("of", "at most"), _bounds())
    yield "codes", "".join(_codes())
    yield "problems", _table(("code", "what is said"), _sentences("scenario.problem."))


_UNKNOWN = examples.FIRST.replace(", expect: [grid: {status: awaiting shipment, rows: 1}]", "")
_STOPPED = examples.FIRST.replace("bigcommerce}", "bigcommerce, integration: new}")


def _block(language: str, text: str) -> str:
    return f"```{language}\n{text}```\n"


#: Verb → what an entry of its ``lines`` is.
_LINES: dict[str, type[Spec]] = {
    "buy": LineSpec,
    "ship": PartSpec,
    "ship elsewhere": PartSpec,
    "edit lines": EditedLine,
    "replace order": PartSpec,
}


def _verbs() -> Iterator[str]:
    for key, verb in VERBS.items():
        yield f"### `{key}`\n\n{_sentence(verb)}{_plain(verb)}\n\n{_keys(verb)}\n"
        part = _LINES.get(key)
        if part is not None:
            yield f"An entry of `lines`:\n\n{_keys(part)}\n"
        if key == "buy":
            yield f"An entry of `addresses`:\n\n{_keys(AddressSpec)}\n"
        yield _block("yaml", examples.VERBS[key]) + "\n"


def _checks() -> Iterator[str]:
    for key, check in check_types.CHECKS.items():
        yield f"### `{key}`\n\n{_sentence(check)}{_plain(check)}\n\n{_keys(check)}\n"
        yield _block("yaml", examples.CHECKS[key]) + "\n"


def _sentence(kind: type[Spec]) -> str:
    return " ".join((kind.__doc__ or "").split()).replace("``", "`")


def _plain(kind: type[Spec]) -> str:
    plain = getattr(kind, "plain", "")
    key = kind.model_fields[plain].alias or plain if plain else ""
    return f" Without keys, what stands there is `{key}`." if key else ""


def _keys(kind: type[Spec]) -> str:
    """Return the table of a class's keys; ``because`` is described once."""
    rows = [
        (f"`{field.alias or name}`", _value(kind, name, field), str(field.description))
        for name, field in kind.model_fields.items()
        if not (name == "because" and kind is not check_types.Check)
    ]
    needed = [field.is_required() for name, field in kind.model_fields.items() if name != "because"]
    told_needed = [
        (f"{key} *" if must else key, value, what)
        for (key, value, what), must in zip(rows, needed, strict=True)
    ]
    return _table(("key", "value", "what it says"), told_needed)


def _value(kind: type[Spec], name: str, field: FieldInfo) -> str:
    words = _choices(field.annotation)
    if words:
        return " or ".join(f"`{word}`" for word in words)
    if (kind, name) in _SPECIAL:
        return _SPECIAL[kind, name]
    own = next(one for one in kind.__mro__ if name in get_annotations(one))
    spelt = str(own.__annotations__[name]).replace(" | None", "")
    if spelt in _WRITTEN:
        return _WRITTEN[spelt]
    if spelt == "tuple[Words, ...]":
        return "a list of texts"
    return "a list" if spelt.startswith(("tuple", "list")) else "keys with values"


def _choices(annotation: object) -> list[str]:
    """Return the possible words, if a type names them all."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    inner = [part for part in get_args(annotation) if part is not type(None)]
    if len(inner) == 1 or get_origin(annotation) is tuple:
        return _choices(inner[0])
    return []


def _faults() -> Iterator[tuple[str, str]]:
    facts = {"store": "the platform", "operation": "call", "span": written(SOME_TIME)}
    for kind in get_args(Fault.model_fields["kind"].annotation):
        yield f"`{kind}`", say(f"scenario.act.fault_{kind}", **facts)


def _invariants() -> Iterator[tuple[str, str]]:
    for name in INVARIANTS:
        yield f"`{name}`", say(f"scenario.invariant.{name}").partition(": ")[2]


def _findings() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        code = f"scenario.finding.{rule.code.replace('-', '_')}"
        yield f"`{rule.code}`", say(code, purchase="").removeprefix(": ")


def _connectors() -> Iterator[tuple[str, str]]:
    for name, profile in PROFILES.items():
        yield f"`{name}`", profile.source


def _criteria() -> Iterator[tuple[str, str]]:
    for criterion, operators in OPERATORS.items():
        yield (
            f"`{spaced(criterion)}`",
            _row(f"`{spaced(one)}`" for one in sorted(operators)).strip(),
        )


def _markets() -> Iterator[tuple[str, str]]:
    for platform in ("amazon", "ebay"):
        yield f"`{platform}`", _row(f"`{one}`" for one in countries(platform)).strip()


def _operations() -> Iterator[tuple[str, str]]:
    for platform in ("bigcommerce", "amazon", "ebay", "carrier"):
        yield f"`{platform}`", _row(f"`{one}`" for one in code_names.operations(platform)).strip()


def _bounds() -> Iterator[tuple[str, str]]:
    yield "a file", f"{size_limits.MOST_BYTES // 1000} kB, {size_limits.MOST_VALUES} values"
    yield "lists and keys within each other", f"{size_limits.DEEPEST} levels"
    yield "steps", str(size_limits.MOST_STEPS)
    yield "entries of any other list", str(size_limits.MOST_ENTRIES)
    yield "the story, from its clock to its end", f"{size_limits.MOST_DAYS} days"
    yield "the year of a clock", f"{size_limits.FIRST_YEAR} to {size_limits.LAST_YEAR}"
    yield "units of a line", str(size_limits.MOST_UNITS)
    yield "the weight of one unit", f"{size_limits.MOST_GRAMS // 1000} kg"
    yield "a price", f"{size_limits.DEAREST} of its currency"
    yield "rounds of the hub's due work", str(size_limits.MOST_ROUNDS)


def _codes() -> Iterator[str]:
    families: dict[str, list[str]] = {}
    for key, check in check_types.CHECKS.items():
        for field in ("code", "contains", "limit", "way out"):
            for begin in code_names.families(check, field):
                where = f"`{key}`" if field == "code" else f"`{key}` (`{field}`)"
                families.setdefault(begin, []).append(where)
    doctor = _table(("code", "what is said"), _doctor())
    yield f"### In `doctor` (`finds` and `lacks`)\n\n{doctor}\n"
    for begin, wheres in families.items():
        rows = _table(("code", "what is said"), _sentences(begin))
        yield f"### `{begin}…`, in {', '.join(wheres)}\n\n{rows}\n"


def _doctor() -> Iterator[tuple[str, str]]:
    sentences = catalogue("en")
    for code in code_names.codes(check_types.Doctor, "finds"):
        sentence = sentences[f"doctor.what.{code}"]
        yield f"`{code}`", sentence if isinstance(sentence, str) else sentence["other"]


def _sentences(begin: str) -> Iterator[tuple[str, str]]:
    for code, sentence in sorted(catalogue("en").items()):
        if code.startswith(begin):
            text = sentence if isinstance(sentence, str) else sentence["other"]
            plain = text.replace("{{", "{").replace("}}", "}").replace("*", "\\*")
            yield f"`{code.removeprefix('scenario.problem.')}`", " ".join(plain.split())


def _row(words: Iterable[str]) -> str:
    return ", ".join(words) + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
