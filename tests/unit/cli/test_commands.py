"""Each command does what its help says, as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest

from shiponce.domain.order import OrderStatus
from shiponce.views.imports import ImportReport
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import OrderRow
from shiponce.views.shipping import ShipOption
from shiponce.views.stores import StoreRow
from shiponce.words import LANGUAGES, say
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import AMAZON as AMAZON_PLATFORM

from .conftest import AMAZON, Market, storefront

Output = pytest.CaptureFixture[str]
LAG = AMAZON_PLATFORM.traits.listing_lag


def answer(market: Market, capsys: Output, *args: str) -> Any:  # JSON is anything
    """What a command printed with ``--json``, which must be its only output."""
    assert market.run(*args, "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def keys(view: type) -> set[str]:
    """The keys that JSON has of a view-model."""
    return {field.name for field in fields(view)}


@pytest.mark.proves("W1", "B1")
def test_stores_imported_in_the_wrong_order_show_one_row_a_purchase(
    shop_first: Market, capsys: Output
) -> None:
    """The default mode hides the copy as soon as its original arrives."""
    grid = answer(shop_first, capsys, "orders")
    assert [row["number"] for row in grid["orders"]] == ["111-0000001-0000001", "501"]
    hidden = answer(shop_first, capsys, "orders", "--hidden")
    assert [row["number"] for row in hidden["orders"]] == ["500"]


@pytest.mark.proves("W1")
def test_documented_mode_shows_both_and_marks_them(market: Market, capsys: Output) -> None:
    """The duplicate is marked in the table, and the mark explained."""
    market.run("stores", "mode", "documented")
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("import", "--all", "shop", "amz")
    capsys.readouterr()
    assert market.run("orders") == 0
    out = capsys.readouterr().out
    assert "500 ‼" in out
    assert "111-0000001-0000001 ‼" in out
    assert "‼ The same purchase" in out


def test_json_has_the_keys_of_the_view_models(shop_first: Market, capsys: Output) -> None:
    """The documented keys are the view-models' fields, so a reader of JSON can rely on them."""
    stores = answer(shop_first, capsys, "stores")
    assert stores.keys() == {"mode", "method", "stores", "warnings"}
    assert stores["stores"][0].keys() == keys(StoreRow)
    grid = answer(shop_first, capsys, "orders")
    assert grid["orders"][0].keys() == keys(OrderRow)
    imports = answer(shop_first, capsys, "import", "--all")
    assert imports["imports"][0].keys() == keys(ImportReport)
    options = answer(shop_first, capsys, "ship", "501")
    assert options["options"][0].keys() == keys(ShipOption)
    shipped = answer(shop_first, capsys, "ship", "501", "--option", "house:ground")
    assert shipped["notifications"][0].keys() == keys(NotificationView)
    assert shipped["shipment"]["cost"] == {"minor": 799, "currency": "USD"}


@pytest.mark.proves("B11")
def test_why_shows_the_evidence_and_the_way_back(shop_first: Market, capsys: Output) -> None:
    """A hidden order says behind which original, on what evidence, and how to undo it."""
    assert shop_first.run("why", "500") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "500 · shop · #1"
    assert "111-0000001-0000001" in lines[1]
    assert any(line.startswith("order id") and line.endswith("proof") for line in lines)
    assert lines[-1].startswith("To undo it:")


@pytest.mark.proves("P4")
def test_ship_without_an_option_lists_every_option_with_its_reason(
    shop_first: Market, capsys: Output
) -> None:
    """What is not available says why, and nothing is bought."""
    assert shop_first.run("ship", "501") == 0
    out = capsys.readouterr().out
    assert "House Air: too heavy" in out
    assert "Buy Shipping sells labels for Amazon orders only." in out
    assert answer(shop_first, capsys, "notifications")["notifications"] == []


@pytest.mark.proves("P4")
def test_ship_names_the_stores_that_it_will_notify(shop_first: Market, capsys: Output) -> None:
    """In words and in JSON: a storefront order concerns its shop alone; a carrier is named once."""
    assert shop_first.run("ship", "501") == 0
    out = capsys.readouterr().out
    assert "Stores to be notified (house carrier, marked as shipped): shop." in out
    assert "House House" not in out
    assert shop_first.run("ship", "501", "--lang", "fr") == 0
    assert "Boutiques à notifier (transporteur maison" in capsys.readouterr().out
    options = answer(shop_first, capsys, "ship", "501")["options"]
    assert {tuple(one["notifies"]) for one in options if one["available"]} == {("shop",)}


@pytest.mark.proves("N1")
def test_shipping_tells_the_marketplace_and_the_copy_at_once(
    shop_first: Market, capsys: Output
) -> None:
    """One label, and both stores are told the same tracking number."""
    shipped = answer(
        shop_first, capsys, "ship", "amz:111-0000001-0000001", "--option", "house:ground"
    )
    told = {notification["store"]: notification for notification in shipped["notifications"]}
    assert told.keys() == {"amz", "shop"}
    assert {notification["state"] for notification in told.values()} == {"sent"}
    assert {notification["tracking"] for notification in told.values()} == {
        shipped["shipment"]["tracking"]
    }


def test_later_leaves_the_notifications_for_send(shop_first: Market, capsys: Output) -> None:
    """``--later`` sends nothing, and ``notifications send`` sends what is due."""
    shipped = answer(shop_first, capsys, "ship", "501", "--option", "house:ground", "--later")
    assert [notification["state"] for notification in shipped["notifications"]] == ["pending"]
    assert answer(shop_first, capsys, "notifications", "send")["tick"]["sent"] == 1
    (notification,) = answer(shop_first, capsys, "notifications", "--order", "501")["notifications"]
    assert notification["state"] == "sent"


def test_a_parcel_labelled_elsewhere_needs_both_words(shop_first: Market, capsys: Output) -> None:
    """``--tracking`` alone is bad input; with ``--carrier`` it ships."""
    assert shop_first.run("ship", "501", "--tracking", "1Z9") == 2
    assert capsys.readouterr().err.count("\n") == 1
    shipped = answer(shop_first, capsys, "ship", "501", "--carrier", "UPS", "--tracking", "1Z9")
    assert shipped["shipment"]["route"] == "manual"


@pytest.mark.proves("N8")
def test_a_label_can_be_given_back(shop_first: Market, capsys: Output) -> None:
    """A voided label is no live label; no store had been notified of it."""
    shop_first.run("ship", "501", "--option", "house:ground", "--later")
    capsys.readouterr()
    voided = answer(shop_first, capsys, "void", "1")
    assert (voided["shipment"]["state"], voided["stores"]) == ("voided", None)


@pytest.mark.proves("N8")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_label_that_stores_know_of_names_them_when_voided(
    shop_first: Market, capsys: Output, lang: str
) -> None:
    """With what becomes of it there; the doctor names the order until it is shipped again."""
    answer(shop_first, capsys, "ship", "501", "--option", "house:ground")
    (notification,) = answer(shop_first, capsys, "notifications", "--order", "501")["notifications"]
    assert shop_first.run("void", "1", "--lang", lang) == 0
    told = capsys.readouterr().out
    known = {"en": "had already been notified of", "fr": "avaient déjà été notifiées de"}[lang]
    assert known in told
    assert f": {notification['store']}." in told
    shop_first.run("doctor", "--lang", lang)
    assert f"shiponce ship {notification['store']}:501" in capsys.readouterr().out


@pytest.mark.proves("B5")
def test_a_part_of_a_hidden_order_is_not_shipped(shop_first: Market, capsys: Output) -> None:
    """Its lines are its own; the refusal is one sentence, and names the original."""
    assert shop_first.run("ship", "500", "--option", "house:ground", "--line", "#1=1") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "111-0000001-0000001" in err
    assert err.count("\n") == 1


@pytest.mark.proves("P5")
def test_who_works_from_the_copy_ships_the_original(shop_first: Market, capsys: Output) -> None:
    """The options and the label are the original's, and the first line says so."""
    assert shop_first.run("ship", "500") == 0
    said = say("cli.ship.on_original", "en", copy="500", original="111-0000001-0000001")
    assert capsys.readouterr().out.startswith(said)
    shipped = answer(shop_first, capsys, "ship", "500", "--option", "house:ground")
    original = answer(shop_first, capsys, "orders", "show", "111-0000001-0000001")["order"]
    assert shipped["shipment"]["order_id"] == original["row"]["id"]
    assert original["row"]["status"] == OrderStatus.SHIPPED
    copy = answer(shop_first, capsys, "orders", "show", "500")["order"]
    assert copy["row"]["visibility"] == "hidden"


@pytest.mark.proves("R6", "B11")
def test_an_order_that_was_kept_out_says_why(market: Market, capsys: Output) -> None:
    """By the platform's id or as store:id, with the command that lets it in."""
    market.run("rules", "add", "--exclude-copies")
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("import", "--all")
    capsys.readouterr()
    for ref in ("500", "shop:500"):
        assert market.run("why", ref) == 0
        assert "orders let-in" in capsys.readouterr().out
    listed = answer(market, capsys, "why", "500")["excluded"]
    assert [(row["remote_id"], row["kind"]) for row in listed] == [("500", "rule")]


@pytest.mark.proves("B11")
def test_an_order_in_the_hub_is_meant_before_one_that_was_kept_out(
    shop_first: Market, capsys: Output
) -> None:
    """A second shop has an order of the same number, which a rule kept out."""
    shop_first.platforms["other"] = shop_first.platforms["shop"]
    shop_first.run("rules", "add", "--exclude-copies", "--anyway")
    shop_first.run("stores", "connect", "other", "--platform", "bigcommerce", "--account", "h2")
    shop_first.run("import", "other")
    capsys.readouterr()
    assert answer(shop_first, capsys, "why", "500")["order"]["store"] == "shop"
    assert answer(shop_first, capsys, "why", "other:500")["excluded"][0]["store"] == "other"


def test_nothing_in_doubt_is_said(shop_first: Market, capsys: Output) -> None:
    """Neither a purchase nor an origin."""
    assert shop_first.run("settle") == 0
    assert capsys.readouterr().out.strip() == say("cli.settle.none", "en")
    assert shop_first.run("orders", "proposals") == 0
    assert capsys.readouterr().out.strip() == say("cli.orders.no_proposals", "en")


@pytest.mark.parametrize("args", [("--none",), ("1", "--none", "--keep", "X"), ("--keep", "X")])
def test_settling_wants_one_purchase_and_one_answer(
    market: Market, args: tuple[str, ...], capsys: Output
) -> None:
    """Anything else is bad input, and asks nobody."""
    assert market.run("settle", *args, "--by", "Ada") == 2
    assert capsys.readouterr().err.strip() == say("cli.bad.settle", "en")


@pytest.mark.proves("W6")
def test_cancelling_an_original_is_refused_until_insisted_on(
    shop_first: Market, capsys: Output
) -> None:
    """Exit 1 with the reason; ``--swap`` cancels the copy in its place."""
    assert shop_first.run("cancel", "111-0000001-0000001") == 1
    assert "500" in capsys.readouterr().err
    assert shop_first.run("cancel", "111-0000001-0000001", "--anyway", "--swap") == 2
    capsys.readouterr()
    assert answer(shop_first, capsys, "cancel", "501")["order"]["status"] == OrderStatus.CANCELLED


@pytest.mark.proves("B8")
def test_a_person_separates_and_joins_twins(shop_first: Market, capsys: Output) -> None:
    """A rejection shows both orders; a confirmation hides the copy again."""
    answer(shop_first, capsys, "orders", "reject", "500", "111-0000001-0000001", "--by", "Ada")
    assert answer(shop_first, capsys, "orders", "--hidden")["in_all"] == 0
    answer(shop_first, capsys, "orders", "confirm", "500", "111-0000001-0000001", "--by", "Ada")
    assert answer(shop_first, capsys, "orders", "--hidden")["in_all"] == 1


@pytest.mark.proves("R1", "R6")
def test_the_articles_rule_keeps_copies_out_and_lets_one_in_again(
    market: Market, capsys: Output
) -> None:
    """What the rule kept out is listed with the reason, and a person can let it in."""
    market.run("rules", "add", "--exclude-copies")
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("import", "shop")
    capsys.readouterr()
    (excluded,) = answer(market, capsys, "orders", "--excluded")["excluded"]
    assert (excluded["remote_id"], excluded["kind"]) == ("500", "rule")
    let_in = answer(market, capsys, "orders", "let-in", str(excluded["id"]))
    assert let_in["order"]["number"] == "500"


def test_rules_are_listed_switched_and_removed(market: Market, capsys: Output) -> None:
    """A rule goes through its whole life on the command line."""
    added = answer(
        market,
        capsys,
        "rules",
        "add",
        "Gifts",
        "--if",
        "sku starts with GIFT",
        "--then",
        "add tag gift",
    )
    rule = str(added["rule"]["id"])
    assert answer(market, capsys, "rules", "disable", rule)["rule"]["enabled"] is False
    assert answer(market, capsys, "rules", "enable", rule)["rule"]["enabled"] is True
    (listed,) = answer(market, capsys, "rules")["rules"]
    assert listed["criteria"] == [["sku", "starts_with", ["GIFT"]]]
    assert answer(market, capsys, "rules", "remove", rule) == {"removed": int(rule)}
    assert market.run("rules", "remove", rule) == 2


@pytest.mark.proves("D4")
def test_the_notification_switch_asks_for_a_name_and_a_yes(
    shop_first: Market, capsys: Output
) -> None:
    """Without ``--yes`` nothing changes; with it, who did it is on record."""
    assert shop_first.run("stores", "notifications", "shop", "off", "--by", "Ada") == 1
    capsys.readouterr()
    switched = answer(
        shop_first, capsys, "stores", "notifications", "shop", "off", "--by", "Ada", "--yes"
    )
    assert switched["store"]["notifications_on"] is False
    assert switched["store"]["notifications_changed_by"] == "Ada"


@pytest.mark.proves("I1")
def test_method_b_is_refused_on_the_new_integration(market: Market, capsys: Output) -> None:
    """One sentence with the reason, and exit 1."""
    new = ("--platform", "bigcommerce", "--account", "h1", "--integration", "new")
    market.run("stores", "connect", "shop", *new)
    capsys.readouterr()
    assert market.run("stores", "method", "B") == 1
    assert "legacy" in capsys.readouterr().err


def test_orders_are_narrowed_and_cut(shop_first: Market, capsys: Output) -> None:
    """``--query`` narrows, ``--limit`` cuts, and the cut is said."""
    found = answer(shop_first, capsys, "orders", "--query", "501")
    assert [row["number"] for row in found["orders"]] == ["501"]
    assert shop_first.run("orders", "--limit", "1") == 0
    assert "The newest are listed: 1 of 2. `--limit 2`" in capsys.readouterr().out


def test_look_shows_what_the_platforms_show(shop_first: Market, capsys: Output) -> None:
    """One card a platform; one without a store says so."""
    cards = answer(shop_first, capsys, "look", "500")["platforms"]
    assert {card["platform"]: card["remote_id"] for card in cards} == {
        "bigcommerce": "500",
        "amazon": "111-0000001-0000001",
        "ebay": "",
    }


def test_everything_of_an_order_begins_with_why(shop_first: Market, capsys: Output) -> None:
    """The reason is the first thing to be read of an order."""
    assert shop_first.run("orders", "show", "501") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == say("why.storefront")
    assert any("1 Mill Lane" in line for line in lines)
    assert answer(shop_first, capsys, "orders", "show", "501")["order"]["row"]["number"] == "501"


def test_no_double_shipment_is_said(shop_first: Market, capsys: Output) -> None:
    """The list of failures is empty, and says so."""
    found = answer(shop_first, capsys, "orders", "double-shipments")
    assert found == {"double_shipments": [], "surplus_labels": []}


@pytest.mark.proves("W7")
def test_a_double_shipment_is_named_with_both_labels(market: Market, capsys: Output) -> None:
    """Documented mode lets both twins be shipped; the list names them and ends with 1."""
    market.run("stores", "mode", "documented")
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("import", "shop", "amz")
    market.run("ship", "500", "--carrier", "UPS", "--tracking", "FIRST1")
    second = ("ship", "111-0000001-0000001", "--carrier", "UPS", "--tracking", "SECOND2")
    assert market.run(*second) == 1
    asked = capsys.readouterr().err
    assert "shop:500" in asked
    assert "UPS FIRST" in asked
    assert "--anyway" in asked
    assert market.run(*second, "--anyway") == 0
    capsys.readouterr()
    assert market.run("orders", "double-shipments") == 1
    out = capsys.readouterr().out
    assert "FIRST" in out
    assert "SECOND" in out
    assert "500" in out


def test_hostile_text_is_shown_as_text(market: Market, capsys: Output) -> None:
    """Markup and wide characters in a buyer's name neither fail nor disturb the columns."""
    market.platforms["shop"].orders = {"501": storefront(buyer="[/] 王小明 [red]")}
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("import", "shop")
    capsys.readouterr()
    assert market.run("orders") == 0
    assert "[/] 王小明 [red]" in capsys.readouterr().out


def test_french_is_spoken_everywhere(shop_first: Market, capsys: Output) -> None:
    """``--lang`` may stand before or behind the command, and reaches complaints too."""
    assert shop_first.run("orders", "--lang", "fr") == 0
    assert capsys.readouterr().out.startswith("En attente d")
    assert shop_first.run("--lang", "fr", "nix") == 2
    assert "pas de sous-commande nix" in capsys.readouterr().err
    assert shop_first.run("--lang=fr", "why", "999") == 2
    assert "999" in capsys.readouterr().err


@pytest.mark.proves("A6")
def test_a_rule_that_would_lose_orders_says_how_many(market: Market, capsys: Output) -> None:
    """With BigCommerce alone the article's rule keeps out what nobody else would ship."""
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("import", "shop")
    capsys.readouterr()
    added = answer(market, capsys, "rules", "add", "--exclude-copies", "--disabled")["rule"]
    (warning,) = added["warnings"]
    assert warning["code"] == "limit.rule_loses_orders"
    assert warning["facts"]["n"] == 1


@pytest.mark.proves("D5")
def test_switching_the_notifications_unhides_nothing(shop_first: Market, capsys: Output) -> None:
    """What is hidden stays hidden, in both positions of the switch and after another import."""
    for switch in ("off", "on"):
        shop_first.run("stores", "notifications", "shop", switch, "--by", "Ada", "--yes")
        shop_first.run("import", "--all")
        capsys.readouterr()
        assert answer(shop_first, capsys, "orders", "--hidden")["in_all"] == 1


@pytest.mark.proves("R7")
def test_bigcommerce_is_told_of_a_copy_that_a_rule_kept_out(market: Market, capsys: Output) -> None:
    """The record of what was kept out is enough to know whom to tell."""
    market.run("rules", "add", "--exclude-copies")
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    market.run("import", "--all")
    capsys.readouterr()
    shipped = answer(market, capsys, "ship", "111-0000001-0000001", "--option", "house:ground")
    assert [
        notification["target_number"]
        for notification in shipped["notifications"]
        if notification["store"] == "shop"
    ]
    assert [told.remote_order for told in market.platforms["shop"].told] == ["500"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_import_says_how_far_it_reached(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """Amazon lists what changed up to two minutes ago; the shop lists everything."""
    for store, is_late in (("amz", True), ("shop", False)):
        (report,) = answer(shop_first, capsys, "import", store)["imports"]
        assert (report["until"] is not None) is is_late
        assert shop_first.run("--lang", language, "import", store) == 0
        said = say("cli.import.until", language, store=store, until_at=NOON - LAG)
        assert (said in capsys.readouterr().out) is is_late
