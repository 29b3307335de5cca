"""Whatever is done to a story, it has one of four results, and every report of it is whole."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import orjson
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shiponce.scenario.replay import replay
from tests.scenario.conftest import SMALL

STORY = (
    SMALL
    + """\
  - at: +6 min
    ask: {prompt: How many, choices: [1, 2], answer: {documented: 2, reconciling: 1}, why: So}
  - at: +7 min
    fault: {on: amz, operation: confirmShipment, kind: server_error, times: 2}
  - at: +8 min
    ship: {order: mug, with: "house:ground", lines: [{sku: MUG, quantity: 1}]}
    expect:
      documented:
        - notified: {purchase: mug, stores: none}
      reconciling:
        - notified: {purchase: mug, stores: none, because: {en: it failed, fr: raté}}
  - at: +9 min
    ship: {order: mug, with: manual, carrier: UPS, tracking: 1Z999AA10123456784}
  - at: +10 min
    ship elsewhere: {order: mug, carrier: UPS, tracking: 1Z999AA10123456785}
    expect:
      - refused: world.no_units
  - at: +11 min
    void: mug
  - at: +12 min
    notifications: {store: shop, switch: off}
  - at: +13 min
    rule: {add: do-not-import-copies}
  - at: +14 min
    cancel: {order: mug, anyway: yes}
  - at: +15 min
    wait: quiet
    expect:
      - option: {order: mug, with: house, available: no, restriction: limit.status_cancelled}
      - lost: none
      - calls: {platform: amazon, times: 9}
"""
)

WHOLE: Any = yaml.load(STORY, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only

Place = tuple[str | int, ...]
#: A story that is blown up beyond this tests the patience of the test only.
MOST_NODES = 5_000
ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "none", "all", "quiet", "yes", "mug", "mug.copy", "shop", "amz", "NaN",
         "9" * 30, "9" * 5000, "+99999999 d", "1e400", "x" * 9000, "9999-12-31T23:59:59Z",
         "999999999999 USD", "1 JPY", "0.001 KWD", "\u202eabc", "\ud7ff", "~", "null", "é" * 300,
         "{", "*a", "!!binary x", "٣ min", "A1", "X1", "limit.held", "word.yes", "{n}", "%s"]
    ),
    st.text(max_size=12),
    st.just([]),
    st.just({}),
    st.just({"at": "+0 s"}),
)  # fmt: skip


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every node of a story below its top."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inside if isinstance(value, (dict, list)) else ():
        yield (*here, key)
        yield from places(item, (*here, key))


def mutate(story: Any, draw: st.DrawFn) -> None:
    """Delete, double, retype, rename, blow up or nest one node."""
    found = list(places(story))
    if not found:
        return
    above: list[Any]
    key: Any
    *above, key = draw(st.sampled_from(found))
    parent: Any = story
    for step in above:
        parent = parent[step]
    kind = draw(st.sampled_from(["delete", "double", "retype", "rename", "many", "nest"]))
    if kind == "delete":
        del parent[key]
    elif kind == "double" and isinstance(parent, list):
        parent.insert(int(key), copy.deepcopy(parent[key]))
    elif kind == "rename" and isinstance(parent, dict):
        parent[draw(st.sampled_from(["titel", "on", "x:y", "grid", "", "a" * 500]))] = parent.pop(
            key
        )
    elif kind == "many":
        times = draw(st.sampled_from([2, 120, 600]))
        small = times * len(list(places(parent[key]))) < MOST_NODES
        parent[key] = [parent[key] for _ in range(times if small else 2)]
    elif kind == "nest":
        for _ in range(draw(st.sampled_from([1, 3, 40]))):
            parent[key] = {"en": parent[key]}
    else:
        parent[key] = copy.deepcopy(draw(ODD))


@st.composite
def stories(draw: st.DrawFn) -> str:
    """The text of a story with something wrong in one to three places, as JSON, which is YAML."""
    story = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 3))):
        mutate(story, draw)
    return orjson.dumps(story, option=orjson.OPT_INDENT_2).decode()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(stories(), st.sampled_from(["documented", "reconciling"]))
def test_every_story_has_a_result_and_every_report_is_whole(text: str, mode: str) -> None:
    """No mutation of a story is a fault of ours, and none leaves a report that cannot be read."""
    faults: list[Exception] = []
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path, junit, journal = (Path(folder) / name for name in ("s.yaml", "o.xml", "o.jsonl"))
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        code = replay(
            [path],
            mode=mode,
            as_json=True,
            junit=junit,
            journal=journal,
            write=lines.append,
            complain=lambda _: None,
            account=faults.append,
        )
        assert faults == []
        [suite] = ElementTree.fromstring(junit.read_bytes())  # noqa: S314 - written above
        entries = [orjson.loads(line) for line in journal.read_bytes().splitlines()]
    document = orjson.loads("\n".join(lines))
    results = [run["verdict"] for run in document["runs"]]
    results += ["unreadable" for _ in document["unreadable"]]
    [result] = results
    assert code == {"pass": 0, "fail": 1, "unknown": 2, "unreadable": 2}[result]
    assert int(suite.get("tests", "0")) == len(suite)
    assert entries[-1][3] in ("end", "unreadable")
    for bad in document["unreadable"]:
        codes = {problem["code"] for problem in bad["problems"]}
        assert "scenario.problem.invalid" not in codes
        assert "scenario.problem.fault" not in codes
    if result == "unknown":
        assert all(run["reasons"] for run in document["runs"])
