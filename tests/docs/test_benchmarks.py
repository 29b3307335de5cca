"""The measurements run, so that a change of the product cannot leave them behind."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("import_orders", ["--orders", "250", "--rounds", "1"], "the import reaches"),
        ("wire", ["--purchases", "30", "--rounds", "1"], "the wire reaches"),
        ("replay", ["--rounds", "1"], "wrong-import-order"),
        ("slips", ["--slips", "5", "--rounds", "1"], "packing slips, 4 × 6"),
        pytest.param(
            "grid", ["--orders", "300", "--rounds", "1"], "orders, opened", marks=pytest.mark.slow
        ),
    ],
)
def test_a_measurement_measures(
    name: str,
    arguments: list[str],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Small and once, each gives its ratio; a run that misses an order would stop instead."""
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    import_module(f"benchmarks.{name}").main()
    assert says in capsys.readouterr().out
