"""Tables stay aligned whatever stands in them, and fit a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from shiponce.cli.root_command import COMMANDS
from shiponce.cli.table import Shortenable, cells, draw, squeeze
from shiponce.decisions.doctor_checks import Level
from shiponce.decisions.double_shipments import Basis
from shiponce.domain.order import Grade, OrderStatus
from shiponce.domain.platform import platforms, sources
from shiponce.domain.rule import Action, Criterion, Operator
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.domain.store import Integration, MatchingMode
from shiponce.views.orders import Grid
from shiponce.words import knows


def test_columns_are_aligned_by_cells_and_not_by_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A wide character takes two cells and a combining mark none."""
    draw(("A", "B"), [("王王", "x"), ("e\u0301e", "y"), ("long one", "z")])
    lines = capsys.readouterr().out.splitlines()
    assert {
        cells(line[: line.index(mark)]) for line, mark in zip(lines[1:], "xyz", strict=True)
    } == {10}


def test_nothing_is_cut_where_no_terminal_reads(capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe gets every character and no colour."""
    draw(("A",), [("x" * 500,)])
    assert capsys.readouterr().out == "A\n" + "x" * 500 + "\n"


def test_a_terminal_gets_the_widest_columns_squeezed() -> None:
    """The widest gives first; no column falls below a readable width."""
    assert squeeze([10, 40, 20], 80) == [10, 40, 20]
    assert squeeze([10, 40, 20], 60) == [10, 26, 20]
    assert squeeze([30, 30], 1) == [8, 8]


def test_a_squeezed_cell_ends_in_an_ellipsis(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut text is seen to be cut, and never splits a wide character."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    draw(("A", "B"), [("王" * 20, "y" * 9)])
    row = capsys.readouterr().out.splitlines()[1]
    assert cells(row) <= 20
    assert "王…" in row


def test_a_status_is_shortened_and_not_cut(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a narrow terminal a status has its shorter word, whole; other columns give way."""
    status = Shortenable("En attente d’expédition", "À expédier")
    rows = [("1042", status, "x" * 40)]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for columns, word in (
        ("80", "En attente d’expédition"),
        ("40", "À expédier "),
        ("20", "À expédier "),
    ):
        monkeypatch.setenv("COLUMNS", columns)
        draw(("A", "B", "C"), rows)
        assert f" {word} " in capsys.readouterr().out


def test_every_value_that_is_shown_has_a_word() -> None:
    """The codes that are put together from a value exist for each of its values."""
    shown: dict[str, Iterable[str]] = {
        "word": (*platforms(), *sources(), *MatchingMode),
        "word.status": (*OrderStatus, *Grid),
        "word.list": Grid,
        "word.shipment": ShipmentState,
        "word.notification": NotificationState,
        "word.route": Route,
        "word.level": Level,
        "word.integration": Integration,
        "word.criterion": Criterion,
        "word.operator": Operator,
        "word.action": Action,
        "word.weight": (*Grade, "likeness"),
        "word.bond": (*(set(Basis) - {Basis.SUSPENDED}), "proposed", "rejected"),
        "word.excluded_kind": ("rule", "not_importable", "quarantine"),
        "cli.help": COMMANDS,
    }
    for words, values in shown.items():
        assert [value for value in values if not knows(f"{words}.{value.replace('-', '_')}")] == []
