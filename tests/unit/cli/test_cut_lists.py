"""A list that ``--limit`` cuts says how many rows there are, and how to see all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click
import pytest

from shiponce.cli.root_command import root
from shiponce.words import LANGUAGES
from tests.unit.cli.conftest import AMAZON, Market, storefront
from tests.unit.cli.test_commands import Output, answer

#: Every list with ``--limit``, and where its JSON holds the rows and their number.
LISTS: dict[tuple[str, ...], tuple[str, str]] = {
    ("orders",): ("orders", "in_all"),
    ("orders", "--status", "shipped"): ("orders", "in_all"),
    ("orders", "--excluded"): ("excluded", "in_all"),
    ("orders", "--query", "MUG"): ("orders", "in_all"),
    ("orders", "--query", "60", "--excluded"): ("excluded", "in_all"),
    ("notifications",): ("notifications", "in_all"),
    ("acts", "--all"): ("acts", "in_all"),
    ("labels",): ("labels", "in_all"),
    ("print-jobs", "--all"): ("jobs", "in_all"),
    ("rules", "dry-run"): ("rows", "caught"),
    ("batch", "show"): ("batches", "in_all"),
}
#: What they leave out is said by ``more`` (``test_documents``, ``test_batches``).
DOCUMENTS = {"slips", "picklist", "batch plan"}


def _limited(command: click.Command, *path: str) -> Iterator[str]:
    if any("--limit" in parameter.opts for parameter in command.params):
        yield " ".join(path)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _limited(below, *path, name)


def test_no_list_is_left_out() -> None:
    """Whoever adds a list with a limit adds it here."""
    grouped = {"rules", "batch"}
    named = {" ".join(one) if one[0] in grouped else one[0] for one in LISTS}
    assert set(_limited(root)) == named | DOCUMENTS


@pytest.fixture
def busy(market: Market, capsys: Output) -> Market:
    """Three rows in every list."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.platforms["shop"].orders.clear()
    market.place("shop", *(storefront(str(n)) for n in (501, 502, 503, 504, 505, 506)))
    market.place("shop", *(storefront(str(n)) for n in (601, 602, 603)))
    starts = "order number starts with 60"
    market.run("rules", "add", "No", "--if", starts, "--then", "do not import")
    market.run("rules", "add", "Tag", "--if", "order number starts with 50", "--then", "add tag x")
    market.run("import", "--all")
    for n in (501, 502, 503):
        assert market.run("ship", f"shop:{n}", "--option", "house:ground") == 0
    for n in (504, 505, 506):
        assert market.run("batch", "plan", f"shop:{n}", "--save") == 0
    with market.opening(market.file, None, "Tess") as hub, hub._db.write() as conn:
        conn.execute(
            "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address, format,"
            " size, state, at) SELECT 'k' || id, 'label', id, 1, 'tray', 'folder', '/tray', 'pdf',"
            " 1, 'taken', 0 FROM shipments"
        )
    capsys.readouterr()
    return market


def _rows(found: dict[str, Any], key: str) -> Any:  # JSON is anything
    return found.get("dry_run", found)[key]


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_a_cut_list_says_so(busy: Market, capsys: Output, words: tuple[str, ...]) -> None:
    """In JSON and in both languages; the named limit lists everything, and then nothing is said."""
    rows, in_all = LISTS[words]
    found = answer(busy, capsys, *words, "--limit", "1")
    n = _rows(found, in_all)
    assert n >= 3
    assert len(_rows(found, rows)) == 1
    assert len(_rows(answer(busy, capsys, *words, "--limit", str(n)), rows)) == n
    for language in LANGUAGES:
        assert busy.run(*words, "--limit", "1", "--lang", language) == 0
        out = capsys.readouterr().out
        assert f"--limit {n}" in out
        assert f"1 {'of' if language == 'en' else 'sur'} {n}" in out
        assert busy.run(*words, "--limit", str(n), "--lang", language) == 0
        assert "--limit" not in capsys.readouterr().out
