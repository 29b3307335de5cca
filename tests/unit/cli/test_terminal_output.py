"""What people type can come back to anybody: nothing that steers a terminal ever does.

Every text parameter of every command is driven with escape sequences, control characters of both
sets and direction overrides; then every answer, the database and the screen's sentences are
searched.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from shiponce.cli.root_command import root
from shiponce.cli.run_command import run
from shiponce.cli.terminal_output import put_json
from shiponce.domain.text_sanitizing import escaped, steerless
from shiponce.domain.user_input import typed_in
from shiponce.words import LANGUAGES, say
from tests.platform_ids import EBAY
from tests.unit.cli.conftest import AMAZON, Market

Output = pytest.CaptureFixture[str]
AMZ = "111-0000001-0000001"
#: ESC, OSC 52, C1's CSI, BEL, backspace, DEL, overrides, isolates, a mark flood, a tag character.
STEERING = "\x1b]52;c;aGk=\x07\x1b[2J\x9b2J\x08\x7f\x85\u202e\u2066\u200d\ufeff\U000e0041"
FLOOD = "e" + "\u0301" * 40
HOSTILE = f"ab{STEERING}cd{FLOOD}"
#: What fills the arguments that a command needs beside the one that is driven.
PLAIN = {
    "order": AMZ,
    "store": "shop",
    "copy": "500",
    "original": AMZ,
    "name": "x",
    "shipment": "1",
    "notification": "1",
    "rule": "1",
    "listed": "1",
}
LISTINGS = [
    ["stores"],
    *(["orders", "--status", one] for one in ("awaiting_shipment", "on_hold", "shipped")),
    ["orders", "--hidden"],
    ["orders", "--excluded"],
    ["orders", "--query", "mug"],
    ["orders", "show", AMZ],
    ["orders", "show", "501"],
    ["why", AMZ],
    ["why", "501"],
    ["orders", "proposals"],
    ["orders", "double-shipments"],
    ["ship", AMZ],
    ["rules"],
    ["rules", "dry-run"],
    ["rules", "trace", AMZ],
    ["notifications"],
    ["settle"],
    ["doctor"],
    ["config", "show"],
]


def steering_in(text: str) -> set[str]:
    """Return what of a text would steer a terminal or reorder a line."""
    return {hex(ord(c)) for c in text if c != "\n" and unicodedata.category(c)[0] == "C"} | (
        {"marks"} if "\u0301" * 5 in text else set()
    )


def commands(
    group: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its words."""
    yield path, group
    if isinstance(group, click.Group):
        ctx = click.Context(group)
        for name in group.list_commands(ctx):
            found = group.get_command(ctx, name)
            assert found is not None
            yield from commands(found, (*path, name))


def lines() -> Iterator[list[str]]:
    """One line for each parameter that takes text, the others filled plainly."""
    for path, command in commands(root):
        if path[:1] in (("demo",), ("replay",)):
            continue  # they play a simulation; their files have tests of their own
        needed = [p for p in command.params if isinstance(p, click.Argument)]
        plain = {p.name: PLAIN.get(p.name or "", "x") for p in needed if p.required}
        for param in command.params:
            if isinstance(param, click.Argument):
                yield [*path, *({**plain, param.name: HOSTILE}.values())]
            elif isinstance(param, click.Option) and not (param.is_flag or param.count):
                yield [*path, param.opts[0], HOSTILE, *plain.values()]
                yield [*path, f"{max(param.opts, key=len)}={STEERING}", *plain.values()]
        yield [*path, *plain.values(), HOSTILE]
        yield [*path, f"--{HOSTILE}"]


def searched(market: Market, capsys: Output, file: Path) -> None:
    """Every listing, in both languages and in JSON, and the whole database."""
    for listing in LISTINGS:
        for more in ([], ["--json"], ["--lang", "fr"]):
            market.run(*listing, *more)
            out, err = capsys.readouterr()
            assert steering_in(out + err) == set(), (listing, more)
    with sqlite3.connect(file) as conn:
        dump = "\n".join(conn.iterdump())
    conn.close()
    assert steering_in(dump.replace("\r", "")) == set()


def test_no_text_parameter_brings_anything_back(
    shop_first: Market, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is taken, refused or repeated in a sentence; a backup may bear such a name."""
    monkeypatch.chdir(tmp_path)
    count = 0
    for line in lines():
        shop_first.run(*line)
        out, err = capsys.readouterr()
        assert steering_in(out + err) == set(), line
        count += 1
    assert count > 120, "the commands are found"
    searched(shop_first, capsys, shop_first.file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_is_kept_clean(shop_first: Market, capsys: Output, language: str) -> None:
    """Names, notes, tags, values, carriers and tracking numbers that are taken."""
    market = shop_first
    kept = [
        ["rules", "add", f"R{HOSTILE}", "--if", f"sku starts with MUG{STEERING}", "--then",
         f"add note n{HOSTILE}", "--then", f"add tag t{HOSTILE}", "--by", f"Vera{HOSTILE}"],
        ["rules", "reprocess"],
        ["orders", "hold", "501", "--by", f"Vera{HOSTILE}"],
        ["orders", "release", "501"],
        ["ship", "501", "--option", "manual", "--carrier", f"UPS{STEERING}", "--tracking",
         f"1Z{STEERING}999AA10123456784"],
        ["stores", "connect", "amz2", "--platform", "amazon", *AMAZON[:1], f"B2{STEERING}",
         *AMAZON[2:]],
        ["stores", "notifications", "shop", "off", "--yes", "--by", f"Vera{HOSTILE}"],
        ["cancel", AMZ, "--anyway", "--by", f"V{HOSTILE}"],
    ]  # fmt: skip
    for line in kept:
        market.run("--lang", language, *line)
        out, err = capsys.readouterr()
        assert steering_in(out + err) == set(), line
    assert market.run("rules") == 0
    assert "Rab" in capsys.readouterr().out, "the rule was taken"
    searched(market, capsys, market.file)


def test_names_of_files_and_of_the_environment_steer_nothing(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path is used as it is; a sentence shows what can be read of it."""
    odd = tmp_path / f"a{STEERING}b.db"
    monkeypatch.setenv("SHIPONCE_USER", f"Vera{HOSTILE}")
    run(["--db", str(odd), "stores"])
    run(["--db", str(odd), "stores", "connect", "shop", "--platform", "bigcommerce",
         "--account", "h1"])  # fmt: skip
    assert odd.exists(), "the file that was named, under its own name"
    bad = tmp_path / f"c{STEERING}.toml"
    bad.write_text('[hub]\n"k\\u001b" = 1\n[stores."s\\u001b[2J\\u202e"]\nplatform = "x"\n')
    run(["--config", str(bad), "config", "check"])
    run(["--config", str(tmp_path / f"none{STEERING}"), "config", "check"])
    run(["replay", str(tmp_path / f"none{STEERING}.yaml")])
    monkeypatch.setenv("SHIPONCE_PLATFORMS", f"http://{STEERING}")
    run(["--db", str(odd), "import", "shop"])
    out, err = capsys.readouterr()
    assert steering_in(out + err) == set()


def test_the_last_door_lets_nothing_through(capsys: Output) -> None:
    """Whatever was stored by an older version, or by another program."""
    assert steering_in(steerless(HOSTILE)) == set()
    assert steerless("a\nb\u00a0c é") == "a\nb\u00a0c é"
    put_json('{"a": "' + HOSTILE + '"}')
    document = capsys.readouterr().out
    assert steering_in(document.replace("\u0301", "")) == set()
    assert "\\u202e" in escaped("\u202e")
    said = say("error.no_store", store=HOSTILE, known="-")
    assert steering_in(said) == set()


def test_nested_values_are_cleaned_and_keep_their_kind() -> None:
    """Rules hold tuples of tuples, changes are mappings; an enumeration stays one."""
    nested = {"a\x1b": ("b\x07", ["c\u202e"]), "p": EBAY, "n": 3}
    assert typed_in(nested) == {"a": ("b", ["c"]), "p": EBAY, "n": 3}
    assert typed_in(nested)["p"] is EBAY
