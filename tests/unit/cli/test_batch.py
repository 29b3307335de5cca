"""``shiponce batch`` and ``shiponce presets``: plans, runs, reports and exit codes (K2, K3)."""

from __future__ import annotations

import orjson
import pytest

from shiponce.domain.money import Money
from shiponce.domain.shipment import Route
from shiponce.errors import Unreachable
from shiponce.words import LANGUAGES
from tests.unit.cli.conftest import Market, storefront

Output = pytest.CaptureFixture[str]


def answer(market: Market, capsys: Output, *args: str) -> tuple[int, dict[str, object]]:
    """Run a command with ``--json``; return its exit code and answer."""
    capsys.readouterr()
    code = market.run(*args, "--json")
    return code, orjson.loads(capsys.readouterr().out)


def bought(market: Market) -> int:
    """Return how many labels the carriers sold."""
    return sum(len(carrier.sold) for carrier in market.carriers.values())


def states(found: dict[str, object]) -> list[str]:
    """Return the states of the packages."""
    return [one["state"] for one in found["batch"]["entries"]]  # type: ignore[index]  # JSON


@pytest.mark.proves("K2", "K3")
def test_a_plan_is_shown_saved_and_run_only_with_yes(shop_first: Market, capsys: Output) -> None:
    """The copy and its original are one purchase; nothing is bought before ``--yes``."""
    code, found = answer(
        shop_first, capsys, "batch", "plan", "500", "501", "amz:111-0000001-0000001"
    )
    assert (code, states(found)) == (0, ["not_begun", "not_begun"])
    assert found["batch"]["id"] is None  # type: ignore[index]  # JSON
    assert found["batch"]["entries"][0]["same_purchase"] == ["shop:500"]  # type: ignore[index]  # JSON
    code, found = answer(
        shop_first, capsys, "batch", "plan", "--status", "awaiting_shipment", "--save"
    )
    assert found["batch"]["id"] == 1  # type: ignore[index]  # JSON
    code, found = answer(shop_first, capsys, "batch", "run")
    assert (code, states(found)) == (1, ["not_begun", "not_begun"])
    assert bought(shop_first) == 0
    code, found = answer(shop_first, capsys, "batch", "run", "1", "--yes")
    assert (code, states(found)) == (0, ["bought", "bought"])
    assert bought(shop_first) == 2
    code, found = answer(shop_first, capsys, "batch", "resume", "1")
    assert (code, states(found)) == (0, ["bought", "bought"])
    assert bought(shop_first) == 2, "nothing is bought twice"
    code, found = answer(shop_first, capsys, "batch", "show")
    assert (code, found["in_all"]) == (0, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_said_in_both_languages(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """Plan, report and list."""
    for args in (
        ("batch", "plan", "501", "500", "--save", "--service", "house:ground"),
        ("batch", "run", "1", "--yes"),
        ("batch", "show", "1"),
        ("batch", "show"),
    ):
        capsys.readouterr()
        assert shop_first.run(*args, "--lang", language) == 0
        shown = capsys.readouterr().out
        assert "501" in shown or args == ("batch", "show")
        assert "{" not in shown


@pytest.mark.proves("K3")
def test_a_carrier_that_does_not_answer_leaves_the_rest_for_later(
    shop_first: Market, capsys: Output
) -> None:
    """Exit 1, the command that goes on is named, and it buys what is left."""
    plan = ("batch", "plan", "501", "500", "--save", "--service", "house:ground")
    answer(shop_first, capsys, *plan)
    carrier = shop_first.carrier(Route.HOUSE, None)
    quotes = carrier.quotes

    def silent(purchase: object) -> object:
        raise Unreachable(
            "error.unreachable", platform="word.house", operation="word.call.buyLabel"
        )

    carrier.quotes = silent  # type: ignore[method-assign,assignment]  # for a time
    code, found = answer(shop_first, capsys, "batch", "run", "1", "--yes")
    assert (code, states(found)) == (1, ["not_begun", "not_begun"])
    assert len(found["troubles"]) == 2  # type: ignore[arg-type]  # JSON
    capsys.readouterr()
    assert shop_first.run("batch", "run", "1") == 1
    assert "shiponce batch resume 1" in capsys.readouterr().out
    carrier.quotes = quotes  # type: ignore[method-assign]
    code, found = answer(shop_first, capsys, "batch", "resume", "1")
    assert (code, states(found)) == (0, ["bought", "bought"])


@pytest.mark.proves("K2")
def test_another_price_is_not_paid(shop_first: Market, capsys: Output) -> None:
    """The report names both prices, and exit is 1."""
    answer(shop_first, capsys, "batch", "plan", "501", "--save", "--service", "house:ground")
    carrier = shop_first.carrier(Route.HOUSE, None)
    quotes = carrier.quotes

    def dearer(purchase: object) -> object:
        from dataclasses import replace

        found = quotes(purchase)  # type: ignore[arg-type]
        return tuple(replace(one, price=one.price and Money(9999, "USD")) for one in found)

    carrier.quotes = dearer  # type: ignore[method-assign,assignment]
    code, found = answer(shop_first, capsys, "batch", "run", "--yes")
    assert (code, states(found)) == (1, ["refused"])
    assert bought(shop_first) == 0
    capsys.readouterr()
    shop_first.run("batch", "show", "1")
    assert "$99.99" in capsys.readouterr().out


def test_a_cancelled_batch_buys_nothing_more(shop_first: Market, capsys: Output) -> None:
    """Run, resume and a second cancel say so."""
    answer(shop_first, capsys, "batch", "plan", "501", "--save")
    code, found = answer(shop_first, capsys, "batch", "cancel", "1")
    assert (code, found["batch"]["state"]) == (0, "cancelled")  # type: ignore[index]  # JSON
    for args in (("run", "1", "--yes"), ("resume", "1"), ("cancel", "1")):
        assert shop_first.run("batch", *args) == 1
    assert bought(shop_first) == 0


def test_what_does_not_exist_is_bad_input(shop_first: Market) -> None:
    """Batches, presets, services, orders, and a batch of nothing."""
    for args in (
        ("batch", "show", "9"),
        ("batch", "run"),
        ("batch", "plan"),
        ("batch", "plan", "501", "--preset", "none"),
        ("batch", "plan", "501", "--service", "manual"),
        ("batch", "plan", "501", "--service", "fast"),
        ("presets", "remove", "none"),
        ("presets", "add", "x", "--service", "paid", "--package", "big"),
        ("presets", "add", "x", "--service", "paid", "--weight", "9"),
        ("presets", "add", " ", "--service", "paid"),
    ):
        assert shop_first.run(*args) == 2, args


def test_presets_are_saved_replaced_and_removed(shop_first: Market, capsys: Output) -> None:
    """A plan uses its service and its package."""
    add = ("presets", "add", "boxes", "--service", "house:ground")
    code, found = answer(shop_first, capsys, *add, "--package", "300x200x100", "--packaging", "50")
    assert (code, found["preset"]["package"]["weight_rule"]) == (0, "added")  # type: ignore[index]  # JSON
    code, found = answer(shop_first, capsys, *add, "--package", "300x200x100", "--weight", "900")
    code, found = answer(shop_first, capsys, "presets")
    assert [one["package"]["grams"] for one in found["presets"]] == [900]  # type: ignore[attr-defined]  # JSON
    capsys.readouterr()
    assert shop_first.run("presets", "list") == 0
    assert "300 × 200 × 100 mm" in capsys.readouterr().out
    code, found = answer(shop_first, capsys, "batch", "plan", "501", "--preset", "boxes")
    assert (code, found["batch"]["service"]) == (0, "house:ground")  # type: ignore[index]  # JSON
    assert shop_first.run("presets", "remove", "boxes") == 0
    assert shop_first.run("presets", "remove", "boxes") == 2


def test_nothing_to_buy_is_exit_1(shop_first: Market, capsys: Output) -> None:
    """The plan says why."""
    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    shop_first.run("cancel", "502")
    code, found = answer(shop_first, capsys, "batch", "plan", "502")
    assert (code, states(found)) == (1, ["refused"])
