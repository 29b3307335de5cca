"""Scenario files with older words: played as they are, and rewritten in place on request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shiponce.cli.run_command import run
from shiponce.platforms import registry
from shiponce.scenario import renamed_words
from shiponce.scenario.file_errors import ScenarioProblems
from shiponce.scenario.json_schema import schema
from shiponce.scenario.renamed_words import modernize
from shiponce.scenario.scenario_file import load
from shiponce.scenario.yaml_reader import read
from shiponce.words import LANGUAGES, catalogue

#: Codes without a successor: of a command that is no part of the program any more.
DROPPED = {"error.no_statement"}
Output = pytest.CaptureFixture[str]
OLD = """\
# A comment: told, notices, parcels.
scenario: older
title: {en: Older, fr: Ancien}
clock: 2026-11-20T12:00:00Z
world:
  currency: USD
  catalog: [{sku: MUG, title: Mug, sells on: [amz]}]
  stores:
    shop: {platform: bigcommerce}
    amz: {platform: amazon, "marketplace": US}   # quoted
hub: {method: B, stores: [shop, amz]}
steps:
  - at: +1 min
    notices: {store: shop, switch: off}
    expect:
      - grid: {status: held, rows: 0}
      - warning: warning.notices_off_documented   # a code
  - at: +2 min
    buy: {as: mug, on: amz, lines: [{sku: MUG}]}
  - at: +5 min
    import: all
    expect:
      documented:
        - told: {purchase: mug, stores: none}
        - imported: {fetched: 1, listed: 0}
      reconciling:
        - shown: {purchase: mug, on: amz, parcels: 0, because: {en: "told: parcels"}}
        - option: {order: mug, with: buy_shipping, available: no, limit: limit.hidden_copy}
"""
NEW = """\
# A comment: told, notices, parcels.
scenario: older
title: {en: Older, fr: Ancien}
clock: 2026-11-20T12:00:00Z
world:
  currency: USD
  catalog: [{sku: MUG, title: Mug, sells on: [amz]}]
  stores:
    shop: {platform: bigcommerce}
    amz: {platform: amazon, market: US}   # quoted
hub: {method: B, stores: [shop, amz]}
steps:
  - at: +1 min
    notifications: {store: shop, switch: off}
    expect:
      - grid: {status: to decide, rows: 0}
      - warning: warning.notifications_off_documented   # a code
  - at: +2 min
    buy: {as: mug, on: amz, lines: [{sku: MUG}]}
  - at: +5 min
    import: all
    expect:
      documented:
        - notified: {purchase: mug, stores: none}
        - imported: {fetched: 1, excluded: 0}
      reconciling:
        - shown: {purchase: mug, on: amz, packages: 0, because: {en: "told: parcels"}}
        - option: {order: mug, with: buy_shipping, available: no, restriction: limit.hidden_copy}
"""


def file_of(tmp_path: Path, text: str, name: str = "older.yaml") -> Path:
    """Write a scenario file with the line ends and bytes that *text* has."""
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return path


def test_an_older_file_means_what_its_upgrade_means(tmp_path: Path) -> None:
    """Every step and check is the same, and only the words differ."""
    old, new = load(file_of(tmp_path, OLD)), load(file_of(tmp_path, NEW, "newer.yaml"))
    assert [(step.verb, step.act) for step in old.steps] == [(s.verb, s.act) for s in new.steps]
    assert [step.expect for step in old.steps] == [step.expect for step in new.steps]
    assert old.world == new.world


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_an_upgrade_keeps_comments_and_layout(
    tmp_path: Path, begin: str, end: str, capsys: Output
) -> None:
    """Only the words change: not a comment, a quoted text, a line end or the file's mode."""
    path = file_of(tmp_path, begin + OLD.replace("\n", end))
    path.chmod(0o640)
    assert run(["scenario", "upgrade", str(path)]) == 0
    assert path.read_bytes().decode("utf-8") == begin + NEW.replace("\n", end)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["older.yaml"]
    assert f"{path}:14: notices → notifications" in capsys.readouterr().out.splitlines()
    assert run(["scenario", "upgrade", "--check", str(path)]) == 0


@pytest.mark.parametrize(("option", "code"), [("--check", 1), ("--dry-run", 0)])
def test_a_check_and_a_dry_run_write_nothing(
    tmp_path: Path, option: str, code: int, capsys: Output
) -> None:
    """They name what would change, as JSON too."""
    path = file_of(tmp_path, OLD)
    assert run(["scenario", "upgrade", option, "--json", str(tmp_path)]) == code
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert (found["file"], found["written"]) == (str(path), False)
    assert {"line": 14, "old": "notices", "new": "notifications"} in found["renames"]
    assert path.read_text("utf-8") == OLD


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_played_is_not_rewritten(
    tmp_path: Path, language: str, capsys: Output
) -> None:
    """Its problems are named as replay names them, and every other file is upgraded."""
    broken = OLD.replace("+2 min", "soon")
    goods = [file_of(tmp_path, OLD, "a.yaml"), file_of(tmp_path, OLD, "c.yaml")]
    bad = file_of(tmp_path, broken, "b.yaml")
    assert run(["--lang", language, "scenario", "upgrade", str(tmp_path)]) == 2
    with pytest.raises(ScenarioProblems) as problems:
        load(bad)
    said = capsys.readouterr()
    assert said.err.strip() == problems.value.text(language).strip()
    assert all(f"{good}:14" in said.out for good in goods)
    assert [good.read_text("utf-8") for good in goods] == [NEW, NEW]
    assert bad.read_text("utf-8") == broken


@pytest.mark.parametrize("options", [[], ["--check"], ["--dry-run"]])
def test_json_has_a_result_for_every_file(
    tmp_path: Path, options: list[str], capsys: Output
) -> None:
    """Also for one that cannot be read, and for a folder without any."""
    file_of(tmp_path, OLD, "a.yaml")
    bad = file_of(tmp_path, "nothing", "b.yaml")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(["scenario", "upgrade", "--json", *options, str(tmp_path), str(empty)]) == 2
    first, second, third = json.loads(capsys.readouterr().out)["files"]
    assert (first["written"], first["error"], len(first["renames"]) > 0) == (
        not options,
        None,
        True,
    )
    assert (second["file"], second["written"], second["renames"]) == (str(bad), False, [])
    assert str(bad) in second["error"]
    assert (third["file"], third["written"]) == (str(empty), False)


def test_an_older_word_beside_its_successor_is_a_problem(tmp_path: Path) -> None:
    """Nobody can tell which of the two is meant."""
    text = OLD.replace('"marketplace": US', "marketplace: US, market: GB")
    with pytest.raises(ScenarioProblems) as problems:
        load(file_of(tmp_path, text))
    assert [one.what.code for one in problems.value.problems] == ["scenario.problem.unknown_key"]


def test_every_successor_is_a_word_of_today(tmp_path: Path) -> None:
    """A code that is renamed again is renamed here as well."""
    words = json.dumps(schema())
    keys = [renamed_words.VERBS, renamed_words.CHECKS, renamed_words.STORE_KEYS]
    for new in [*(new for each in keys for new in each.values()), *renamed_words.LISTS.values()]:
        assert f'"{new}"' in words, new
    assert set(renamed_words.CODES.values()) <= set(catalogue("en"))
    document = read(file_of(tmp_path, NEW))
    assert modernize(document) == ()


def test_every_code_of_before_the_renaming_is_known_or_renamed() -> None:
    """The list holds each code that a scenario could name then."""
    registry.load()
    old = (Path(__file__).parent / "codes_before_renaming.txt").read_text("utf-8").split()
    known = set(catalogue("en"))
    assert {code for code in old if code not in known | renamed_words.CODES.keys()} == DROPPED
    assert not known & renamed_words.CODES.keys()
