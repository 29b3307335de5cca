"""What the command line says after it acted: of every order in a package, of parts, of an end."""

from __future__ import annotations

import re

import orjson
import pytest

from shiponce.errors import Declined, Unreachable
from shiponce.words import LANGUAGES, say
from tests.unit.cli.conftest import Carrier, Market, storefront

Output = pytest.CaptureFixture[str]
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
LOST = Unreachable("error.unreachable", platform="word.house", operation="word.call.buyLabel")


def test_every_order_in_a_package_shows_its_notifications(
    shop_first: Market, capsys: Output
) -> None:
    """The second order's store is told as well, and the answer says so."""
    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    capsys.readouterr()
    ship = ("ship", "501", "--option", "house:ground", "--with", "502", "--later")
    assert shop_first.run(*ship, "--json") == 0
    told = orjson.loads(capsys.readouterr().out)["notifications"]
    assert {one["target_number"] for one in told} == {"501", "502"}


@IN_BOTH
def test_a_part_that_has_left_is_said(shop_first: Market, capsys: Output, language: str) -> None:
    """In the list and in the reason; no longer once all of it has left."""
    order = storefront("502")
    (line,) = order.lines
    shop_first.place(
        "shop",
        storefront("502", lines=(type(line)(line.remote_id, line.sku, line.title, 3, line.price),)),
    )
    shop_first.run("import", "shop")
    way = ("--carrier", "UPS", "--later")
    capsys.readouterr()
    assert shop_first.run("ship", "502", *way, "--tracking", "1Z1", "--line", "#1=1") == 0
    capsys.readouterr()
    shop_first.run("--lang", language, "orders")
    (line,) = order.lines
    left = say("word.due_of", language, item=line.sku or line.title, due=2, units=3)
    assert left in capsys.readouterr().out
    shop_first.run("--lang", language, "why", "502")
    part = say("note.part_shipped", language, n=1, units=3)
    assert part in capsys.readouterr().out
    assert shop_first.run("ship", "502", *way, "--tracking", "1Z2") == 0
    capsys.readouterr()
    shop_first.run("--lang", language, "orders", "--status", "shipped")
    assert f"{line.sku or line.title} × 3" in capsys.readouterr().out
    shop_first.run("--lang", language, "why", "502")
    assert say("note.part_shipped", language, n=3, units=3) not in capsys.readouterr().out


@IN_BOTH
def test_an_end_without_a_label_ends_without_a_blank(
    shop_first: Market, capsys: Output, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No number, no blank in its place; what to keep is asked by its option's name."""

    def lose(*given: object, **named: object) -> None:
        raise LOST

    monkeypatch.setattr(Carrier, "buy", lose)
    monkeypatch.setattr(Carrier, "find", lose)
    assert shop_first.run("ship", "501", "--option", "house:ground") == 1
    conn = shop_first.opening(shop_first.file, None, "Tess")
    with conn as hub:
        hub._db.conn.execute("UPDATE acts SET deadline = 0, sent_by = 0, at = 0")
        (doubt,) = hub.acts.unknown_purchases()
    capsys.readouterr()
    line = ("settle", str(doubt.id), "--none", "--saw", "an empty list", "--lang", language)
    assert shop_first.run(*line) == 0
    out = capsys.readouterr().out
    assert [each for each in out.splitlines() if each != each.rstrip()] == []
    assert shop_first.run("settle", "--none", "--lang", language) == 2
    assert "--keep NUMBER" in capsys.readouterr().err
    assert shop_first.run("settle", "--help", "--lang", language) == 0
    assert "--keep NUMBER" in " ".join(capsys.readouterr().out.split("--saw")[0].split())


@IN_BOTH
def test_the_way_back_of_a_hidden_copy_is_a_command(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """It stands in `why`, and typed as it stands it shows the copy again."""
    assert shop_first.run("--lang", language, "why", "500") == 0
    command = re.search(r"shiponce (orders reject \S+ [^\s`]+)", capsys.readouterr().out)
    assert command is not None
    assert shop_first.run(*command[1].split(), "--by", "Ada") == 0
    capsys.readouterr()
    shop_first.run("orders")
    assert "500" in capsys.readouterr().out


@IN_BOTH
def test_a_refused_cancellation_names_its_switches(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """Both ways out can be typed."""
    ref = "amz:111-0000001-0000001"
    assert shop_first.run("--lang", language, "cancel", ref, "--by", "Ada") == 1
    said = capsys.readouterr().err
    assert "--swap" in said
    assert "--anyway" in said


@IN_BOTH
def test_what_was_entered_wrong_and_sent_is_entered_anew(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """`notifications correct` of what is not stopped says how; obeyed, the new number stands."""
    ship = ("ship", "501", "--carrier", "UPS", "--tracking", "1Z1", "--by", "Ada", "--json")
    assert shop_first.run(*ship) == 0
    (notification,) = orjson.loads(capsys.readouterr().out)["notifications"]
    correct = (
        "notices",
        "correct",
        str(notification["id"]),
        "--carrier",
        "UPS",
        "--tracking",
        "1Z2",
    )
    assert shop_first.run("--lang", language, *correct, "--by", "Ada") == 1
    void, ship_again = re.findall(r"`shiponce ([^`]+)`", capsys.readouterr().err)
    assert shop_first.run(*void.split(), "--by", "Ada") == 0
    typed = ship_again.replace("NAME", "UPS").replace("NUMBER", "1Z2").split()
    capsys.readouterr()
    assert shop_first.run(*typed, "--by", "Ada", "--later", "--json") == 0
    assert orjson.loads(capsys.readouterr().out)["notifications"][0]["tracking"] == "1Z2"


@IN_BOTH
def test_a_notification_that_was_closed_is_called_so(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """It was not withdrawn with its package."""
    ship = ("ship", "501", "--carrier", "UPS", "--tracking", "1Z1", "--by", "Ada", "--later")
    assert shop_first.run(*ship, "--json") == 0
    (notification,) = orjson.loads(capsys.readouterr().out)["notifications"]
    with shop_first.opening(shop_first.file, None, "Tess") as hub:
        hub._db.conn.execute("UPDATE notices SET state = 'stopped', next_at = NULL")
    assert shop_first.run("notifications", "close", str(notification["id"]), "--by", "Ada") == 0
    capsys.readouterr()
    shop_first.run("--lang", language, "notifications")
    out = capsys.readouterr().out
    assert f" {say('word.notification.closed', language)} " in out
    assert f" {say('word.notification.withdrawn', language)} " not in out


@IN_BOTH
def test_a_shared_package_names_every_order(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """When it is bought, on each order, in the way back, and when it is voided; no price of 0."""
    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    capsys.readouterr()
    speak = ("--lang", language)
    ship = ("ship", "501", "--option", "house:ground", "--with", "502", "--later", "--by", "Ada")
    assert shop_first.run(*speak, *ship) == 0
    said = say("cli.ship.shared", language, orders="501, 502", first="501")
    assert said in capsys.readouterr().out
    for order in ("501", "502"):
        shop_first.run(*speak, "orders", "show", order)
        out = capsys.readouterr().out
        assert (
            say("note.shared_label", language, orders="501, 502", first="501", tracking="*")[-30:]
            in out
        )
        assert "501, 502" in out
    assert shop_first.run("orders", "show", "502", "--json") == 0
    (second,) = orjson.loads(capsys.readouterr().out)["order"]["shipments"]
    assert (second["cost"], second["booked_with"]) == (None, "501")
    assert shop_first.run(*speak, "void", str(second["id"]), "--by", "Ada") == 0
    assert say("cli.ship.shared_ended", language, orders="501, 502") in capsys.readouterr().out


@IN_BOTH
def test_an_unknown_purchase_of_a_shared_package_is_one(
    shop_first: Market, capsys: Output, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal, `acts`, `settle` and the doctor count one and name both orders."""

    def lose(*given: object, **named: object) -> None:
        raise LOST

    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    monkeypatch.setattr(Carrier, "buy", lose)
    monkeypatch.setattr(Carrier, "find", lose)
    capsys.readouterr()
    speak = ("--lang", language)
    ship = ("ship", "501", "--option", "house:ground", "--with", "502", "--by", "Ada")
    assert shop_first.run(*speak, *ship) == 1
    assert "501 + 502" in capsys.readouterr().err
    for command in ("acts", "settle"):
        shop_first.run(*speak, command)
        (line,) = [line for line in capsys.readouterr().out.splitlines() if "501" in line]
        assert "501 + 502" in line
    shop_first.run(*speak, "doctor")
    out = " ".join(capsys.readouterr().out.split())
    wanted = say("doctor.what.unknown_purchase", language, n=1, orders="501 + 502")
    assert " ".join(wanted.split()) in out


@IN_BOTH
def test_what_a_person_saw_stands_in_the_history(
    shop_first: Market, capsys: Output, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With name and time, in the order's history and in the list of all acts."""

    def lose(*given: object, **named: object) -> None:
        raise LOST

    monkeypatch.setattr(Carrier, "buy", lose)
    monkeypatch.setattr(Carrier, "find", lose)
    assert shop_first.run("ship", "501", "--option", "house:ground", "--by", "Ada") == 1
    with shop_first.opening(shop_first.file, None, "Tess") as hub:
        hub._db.conn.execute("UPDATE acts SET deadline = 0, sent_by = 0, at = 0")
        (doubt,) = hub.acts.unknown_purchases()
    saw = "the carrier's list is empty"
    assert shop_first.run("settle", str(doubt.id), "--none", "--saw", saw, "--by", "Bea") == 0
    capsys.readouterr()
    shop_first.run("--lang", language, "orders", "show", "501")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if saw in line]
    assert "(Bea)" in line
    assert "2026" in line
    shop_first.run("--lang", language, "acts", "--all")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if saw in line]
    assert "Bea" in line
    assert "2026" in line


@IN_BOTH
def test_every_name_of_a_mode_and_a_status_can_be_typed(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """As the program itself calls it, in either language; what is no name lists the names."""
    for mode in ("documented", "reconciling"):
        name = say(f"word.{mode}", language)
        assert shop_first.run("--lang", language, "stores", "mode", name, "--by", "Ada") == 0
        capsys.readouterr()
        assert shop_first.run("stores", "--json") == 0
        assert orjson.loads(capsys.readouterr().out)["mode"] == mode
    status = say("word.status.awaiting_shipment", language)
    assert shop_first.run("orders", "--status", status) == 0
    assert "501" in capsys.readouterr().out
    assert shop_first.run("--lang", language, "stores", "mode", "auto", "--by", "Ada") == 2
    assert say("word.documented", language) in capsys.readouterr().err


@IN_BOTH
def test_the_ready_made_rule_is_called_in_the_readers_language(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """Its name stands in every reason that it gives."""
    add = ("rules", "add", "--exclude-copies", "--disabled", "--by", "Ada")
    assert shop_first.run("--lang", language, *add) == 0
    assert say("rule.exclude_copies", language) in capsys.readouterr().out


@pytest.mark.proves("N7")
def test_a_shipment_that_a_store_refuses_has_its_own_exit_code(
    shop_first: Market, capsys: Output
) -> None:
    """The label is bought, so it is no failure; a script sees that somebody has to act."""
    no = Declined(platform="bigcommerce", operation="createOrderShipment", reason="no")
    shop_first.place("shop", storefront("502"))
    shop_first.run("import", "shop")
    shop_first.platforms["shop"].before = [no]
    assert shop_first.run("ship", "501", "--option", "house:ground") == 3
    shop_first.platforms["shop"].before = [no]
    assert shop_first.run("ship", "502", "--option", "house:ground", "--later") == 0
    assert shop_first.run("notifications", "send") == 3
    assert shop_first.run("notifications", "send") == 0
    assert sum(len(carrier.sold) for carrier in shop_first.carriers.values()) == 2
    capsys.readouterr()
