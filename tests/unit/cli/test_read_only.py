"""Read-only imports and shows; whatever a person asks to change is refused, and nothing moves."""

from __future__ import annotations

import sqlite3

import click
import pytest

from shiponce.cli.root_command import root
from shiponce.errors import ReadOnly
from shiponce.hub import Hub
from shiponce.words import LANGUAGES, say
from tests.unit.cli.test_option_checks import commands

from .conftest import Market, storefront

Output = pytest.CaptureFixture[str]
AMZ = "111-0000001-0000001"
UPS = ("--carrier", "UPS", "--tracking", "1Z999AA10123456784")

#: A line for every command that changes the hub's record; each would be done without read-only.
CHANGES = [
    ["ship", "501", *UPS],
    ["ship", AMZ, "--option", "house:ground"],
    ["void", "1"],
    ["purge", "--order", "502", "--yes"],
    ["settle", "1", "--none"],
    ["acts", "settle", "1", "--none", "--saw", "nothing there"],
    ["cancel", "501"],
    ["cancel", AMZ, "--swap"],
    ["orders", "confirm", "500", AMZ],
    ["orders", "reject", "500", AMZ],
    ["orders", "let-in", "1"],
    ["orders", "hold", "501"],
    ["orders", "release", "501"],
    ["orders", "restore", "501"],
    ["orders", "overrule", "501"],
    ["rules", "add", "R", "--if", "sku starts with A", "--then", "hold"],
    ["rules", "enable", "1"],
    ["rules", "disable", "1"],
    ["rules", "remove", "1"],
    ["rules", "edit", "1", "--name", "S"],
    ["rules", "move", "1", "1"],
    ["rules", "reprocess"],
    ["notifications", "retry", "1"],
    ["notifications", "close", "1"],
    ["notifications", "send"],
    ["notifications", "correct", "1", *UPS],
    ["stores", "connect", "bay", "--platform", "ebay", "--account", "B", "--market", "EBAY_US"],
    ["stores", "edit", "amz", "--market", "A1F83G8C2ARO7P"],
    ["stores", "disconnect", "amz", "--yes"],
    ["stores", "notifications", "shop", "off", "--yes"],
    ["stores", "method", "A"],
    ["stores", "mode", "documented"],
    ["stores", "replace", "shop", "--as", "shop2"],
    ["print", "502"],
    ["print-jobs", "settle", "1", "--printed", "--saw", "the tray"],
    ["batch", "plan", "502", "--save"],
    ["batch", "run", "1", "--yes"],
    ["batch", "resume", "1"],
    ["batch", "cancel", "1"],
    ["presets", "add", "P", "--service", "cheapest"],
    ["presets", "remove", "P"],
]
#: Commands that look, import or try; they do what they always do.
LOOKS = [
    ["doctor"],
    ["stores"],
    ["orders"],
    ["orders", "--hidden"],
    ["orders", "show", AMZ],
    ["orders", "proposals"],
    ["orders", "double-shipments"],
    ["why", AMZ],
    ["look", AMZ],
    ["ship", AMZ],
    ["rules"],
    ["rules", "dry-run"],
    ["rules", "trace", AMZ],
    ["notifications"],
    ["settle"],
]


def record(market: Market) -> list[str]:
    """Everything that the hub has recorded."""
    conn = sqlite3.connect(market.file)
    try:
        return list(conn.iterdump())
    finally:
        conn.close()


@pytest.fixture
def kept(shop_first: Market) -> Market:
    """A hub with a rule, a shipment and a notification, that has just become read-only."""
    shop_first.run("rules", "add", "R", "--if", "sku starts with A", "--then", "hold")
    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    other = ("--carrier", "UPS", "--tracking", "1Z999AA10999999999")
    assert shop_first.run("ship", "502", *other, "--later") == 0
    shop_first.read_only = True
    return shop_first


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_that_a_person_asks_for_is_refused(
    kept: Market, capsys: Output, language: str
) -> None:
    """Exit 1 or 2, one sentence, and the record is the same to the byte."""
    before = record(kept)
    capsys.readouterr()
    elsewise = []
    for line in CHANGES:
        code = kept.run("--lang", language, *line)
        out, err = capsys.readouterr()
        assert code in (1, 2), line
        assert (out.strip(), err.count("\n")) == ("", 1), (line, out, err)
        if say("error.read_only", language) not in err:
            elsewise.append(line)
    assert record(kept) == before
    assert [platform.told for platform in kept.platforms.values()] == [[], []]
    # no purchase in doubt, excluded order, printer, job, batch or preset is there: said first
    assert elsewise == [
        ["settle", "1", "--none"],
        ["acts", "settle", "1", "--none", "--saw", "nothing there"],
        ["orders", "let-in", "1"],
        ["print", "502"],
        ["print-jobs", "settle", "1", "--printed", "--saw", "the tray"],
        ["batch", "run", "1", "--yes"],
        ["batch", "resume", "1"],
        ["batch", "cancel", "1"],
        ["presets", "remove", "P"],
    ]


def test_no_command_that_acts_is_forgotten() -> None:
    """Each command with ``--by`` stands in the list above, so a new one is thought of."""
    acting = {
        words
        for words, command in commands(root)
        if any(isinstance(param, click.Option) and "--by" in param.opts for param in command.params)
    }
    known = {tuple(line[:2]) for line in CHANGES} | {(line[0],) for line in CHANGES}
    # the program itself, what read-only is for, what is held at the wire alone, and what has
    # nothing to do without a queued job
    others: set[tuple[str, ...]] = {(), ("import",), ("stores", "emails"), ("print-jobs", "resume")}
    assert acting - others <= known


def test_looking_and_trying_go_on(kept: Market, capsys: Output) -> None:
    """Doctor, lists, why, look, options and dry runs answer, and change nothing."""
    before = record(kept)
    capsys.readouterr()
    for line in LOOKS:
        assert kept.run(*line) in (0, 1 if line[0] == "doctor" else 0), line
        out, err = capsys.readouterr()
        assert out, line
        assert err == "", line
    assert record(kept) == before


def test_an_import_brings_in_what_the_platforms_show(kept: Market, capsys: Output) -> None:
    """New orders stand in the grids; nothing is sent, and the due notification stays due."""
    kept.place("shop", storefront("503"))
    assert kept.run("import", "--all") == 0
    assert kept.run("why", "503") == 0
    assert [platform.told for platform in kept.platforms.values()] == [[], []]
    kept.read_only = False
    assert kept.run("notifications", "send") == 0
    assert len(kept.platforms["shop"].told) == 1


def test_due_work_waits_and_one_who_asks_is_told(kept: Market) -> None:
    """The screen's own beat does nothing and complains of nothing."""
    with kept.opening(kept.file, None, "Ada") as hub:
        assert isinstance(hub, Hub)
        report = hub.tick()
        assert (report.sent, report.retried, report.stopped) == (0, 0, 0)
        with pytest.raises(ReadOnly):
            hub.tick(asked=True)
