"""What the command line says when nobody knows the outcome: until when, and what is held."""

from __future__ import annotations

import pytest

from shiponce.errors import Unreachable
from shiponce.views.acts import ActView
from shiponce.views.shipping import ShipOption
from shiponce.words import LANGUAGES, say
from tests.unit.cli.conftest import Carrier, Market

Output = pytest.CaptureFixture[str]
LOST = Unreachable("error.unreachable", platform="word.amazon", operation="word.call.buyLabel")
ORDER = "amz:111-0000001-0000001"
IN_TEXT_AND_JSON = pytest.mark.parametrize("how", [(), ("--json",)], ids=["text", "json"])


def lose(*given: object, **named: object) -> None:
    """No answer comes."""
    raise LOST


def lost_acts(market: Market) -> tuple[ActView, ...]:
    """What the hub knows to be unknown."""
    with market.opening(market.file, None, "Tess") as hub:
        return hub.acts.rows()


def options(market: Market, order_id: int) -> tuple[ShipOption, ...]:
    """What the hub offers."""
    with market.opening(market.file, None, "Tess") as hub:
        return hub.shipping.options(order_id)


@pytest.fixture
def lost(shop_first: Market, monkeypatch: pytest.MonkeyPatch) -> Market:
    """The carrier answers neither the purchase nor the question after it."""
    monkeypatch.setattr(Carrier, "buy", lose)
    monkeypatch.setattr(Carrier, "find", lose)
    return shop_first


@pytest.mark.proves("X1", "W7")
@IN_TEXT_AND_JSON
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_purchase_without_an_answer(
    lost: Market, capsys: Output, how: tuple[str, ...], language: str
) -> None:
    """One true sentence, the exit code of a refusal, and no answer that could be taken for one."""
    ship = ("ship", ORDER, "--lang", language, *how)
    assert lost.run(*ship, "--option", "house:ground") == 1
    out, told = capsys.readouterr()
    assert out == ""
    (act,) = lost_acts(lost)
    facts = {"order": act.order_number, "again_at": act.look_at}
    way_out = say("way_out.settle_purchase", language)
    assert told.strip() == f"{say('error.buy_unknown', language, **facts)} {way_out}"
    assert lost.run(*ship, "--option", "house:ground") == 1
    reason = say("limit.purchase_unknown", language, number=act.order_number, since_at=act.at)
    assert capsys.readouterr().err.strip() == f"{reason} {way_out}"


@pytest.mark.proves("P4")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_gives_that_as_its_reason(lost: Market, capsys: Output, language: str) -> None:
    """Not one of them is open, and each says since when nobody knows."""
    assert lost.run("ship", ORDER, "--option", "house:ground") == 1
    capsys.readouterr()
    assert lost.run("ship", ORDER, "--lang", language) == 0
    out = " ".join(capsys.readouterr().out.split())
    (act,) = lost_acts(lost)
    reason = say("limit.purchase_unknown", language, number=act.order_number, since_at=act.at)
    offered = options(lost, act.order_id or 0)
    assert {one.restriction.code for one in offered if one.restriction} == {
        "limit.purchase_unknown"
    }
    assert not any(one.available for one in offered)
    assert " ".join(reason.split()) in out


@pytest.mark.proves("N8")
@IN_TEXT_AND_JSON
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_void_without_an_answer(
    shop_first: Market,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
    how: tuple[str, ...],
    language: str,
) -> None:
    """It is not said to have failed: the label keeps its units, and who asks again is told so."""
    assert shop_first.run("ship", ORDER, "--option", "house:ground", "--later") == 0
    capsys.readouterr()
    for name in ("void", "is_live"):
        monkeypatch.setattr(Carrier, name, lose)
    void = ("void", "1", "--lang", language, *how)
    assert shop_first.run(*void) == 1
    out, told = capsys.readouterr()
    assert out == ""
    (act,) = lost_acts(shop_first)
    way_out = say("error.act_unknown_way_out", language)
    sentence = say("error.void_unknown", language, again_at=act.look_at)
    assert told.strip() == f"{sentence} {way_out}"
    assert shop_first.run(*void) == 1
    again = say("limit.void_unknown", language, shipment=1, since_at=act.at)
    assert capsys.readouterr().err.strip() == f"{again} {way_out}"


def test_nobody_settles_without_saying_what_was_seen(lost: Market, capsys: Output) -> None:
    """The hub wants it, whichever face asks."""
    assert lost.run("ship", ORDER, "--option", "house:ground") == 1
    capsys.readouterr()
    assert lost.run("acts", "settle", "1", "--none") == 2
    assert capsys.readouterr().err.strip() == say("error.nothing_seen")
    assert len(lost_acts(lost)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ledger_names_who_settled_and_what_was_seen(
    lost: Market, capsys: Output, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """As a table: what is unknown, and once it is settled every act with its end."""
    assert lost.run("ship", ORDER, "--option", "house:ground") == 1
    capsys.readouterr()
    assert lost.run("acts", "--lang", language) == 0
    assert say("act.blocks.buy", language) in capsys.readouterr().out
    word = ("settle", "1", "--none", "--saw", "an empty page", "--by", "Ada")
    assert lost.run(*word) == 1, "it is too early to know that"
    lost.clock.wait(minutes=20)
    assert lost.run(*word) == 0
    capsys.readouterr()
    assert lost.run("acts", "--all", "--lang", language) == 0
    heads, *rows = capsys.readouterr().out.splitlines()
    assert say("word.column.by", language) in heads
    assert any("Ada" in row and "an empty page" in row for row in rows)
