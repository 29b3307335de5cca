"""What a person says about twins: with what was compared, and with the way back (B8, B11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import Address, ImportedOrder, Visibility
from shiponce.domain.store import MatchingMode
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.views.orders import Grid, PersonsDecision
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import BIGCOMMERCE, EBAY

ELSEWHERE = Address("Grace Hopper", "9 Compiler Way", "Reno", "US", state="NV")
BOTH = pytest.mark.parametrize("mode", list(MatchingMode))


def with_copy(mode: MatchingMode, **of_the_copy: object) -> tuple[Hub, World, int, int]:
    """An Amazon order, and a BigCommerce order that names nobody: hub, world, copy, original."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    original = an_order()
    copy = replace(a_copy(original, keys=()), **of_the_copy)  # type: ignore[arg-type]  # by name
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": copy}
    hub.imports.run_all(["amz", "shop", "bay"])
    return hub, world, hub.orders.find("shop:1042"), hub.orders.find(f"amz:{original.remote_id}")


@pytest.mark.proves("B8", "B11")
@BOTH
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"buyer": "Grace Hopper"}, ["buyer"]),
        ({"ship_to": ELSEWHERE}, ["address"]),
        ({"buyer": "Grace Hopper", "ship_to": ELSEWHERE}, ["buyer", "address"]),
        ({"lines": (replace(an_order().lines[0], quantity=1),)}, ["goods"]),
        ({"total": replace(an_order().total, minor=1)}, ["total"]),
        ({"buyer": "Byron, Ada"}, []),
        ({"buyer": ""}, []),
    ],
)
def test_two_orders_that_differ_are_asked_about(
    mode: MatchingMode, changes: dict[str, object], fields: list[str]
) -> None:
    """The fields are named, never their values; insisting links all the same."""
    hub, _, copy, original = with_copy(mode, **changes)
    if fields:
        with pytest.raises(Refused) as refused:
            hub.matching.confirm(copy, original, by="Ada")
        assert refused.value.code == "limit.twins_differ"
        assert refused.value.facts["fields"] == [
            {"say": "word.field_name", "field": one} for one in fields
        ]
        for language in ("en", "fr"):
            said = refused.value.sentence_in(language)
            assert "Hopper" not in said
            assert "Compiler" not in said
        assert hub.orders.detail(copy).row.visibility is not Visibility.HIDDEN
        wrong = [line.field for line in hub.matching.compare(copy, original) if not line.agrees]
        assert wrong == fields
    hub.matching.confirm(copy, original, by="Ada", anyway=bool(fields))
    assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN


@pytest.mark.proves("B8", "X8")
@BOTH
def test_no_person_is_kept_with_a_decision(mode: MatchingMode) -> None:
    """Buyer and address are compared when they are shown: the file keeps them in one table."""
    hub, world, copy, original = with_copy(mode, buyer="Grace Hopper", ship_to=ELSEWHERE)
    hub.matching.confirm(copy, original, by="Ada", anyway=True)
    hub.matching.reject(copy, original, by="Ada")
    shown = {line.field: (line.ours, line.theirs) for line in decided(hub, copy).evidence}
    assert shown["buyer"] == ("Grace Hopper", "Ada Byron")
    assert shown["address"][0].startswith("9 Compiler Way")
    conn = world.db[0].conn
    tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        rows = conn.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own names
        held = " ".join(str(value) for row in rows for value in row)
        assert ("Compiler Way" in held) is (table == "people")
    with world.db[0].write() as conn:
        conn.execute("UPDATE people SET buyer = '', street1 = NULL, city = NULL, country = NULL")
    fields = {line.field for line in decided(hub, copy).evidence}
    assert not fields & {"buyer", "address"}, "purged, they are compared no more"


@pytest.mark.proves("B8")
@BOTH
def test_a_second_copy_in_a_shop_that_names_nobody_is_asked_about(mode: MatchingMode) -> None:
    """Refused with the first one's name and the ways out; a person who insists hides it too."""
    hub, world, copy, original = with_copy(mode)
    world.stores["shop"].orders["1043"] = a_copy(an_order(), "1043", keys=())
    hub.imports.run("shop")
    second = hub.orders.find("shop:1043")
    hub.matching.confirm(copy, original, by="Ada")
    with pytest.raises(Refused, match=r"shop:1042.*orders reject shop:1042") as refused:
        hub.matching.confirm(second, original, by="Ada")
    assert refused.value.code == "limit.original_has_copy"
    assert hub.orders.detail(second).row.visibility is not Visibility.HIDDEN
    hub.matching.reject(copy, original, by="Ada")
    hub.matching.confirm(second, original, by="Ada")
    assert hub.orders.detail(second).row.visibility is Visibility.HIDDEN
    hub.matching.confirm(copy, original, by="Ada", anyway=True)
    assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN


@pytest.mark.proves("B8")
@BOTH
def test_another_shop_may_have_a_copy_too(mode: MatchingMode) -> None:
    """One purchase, mirrored in two shops."""
    hub, world, copy, original = with_copy(mode)
    hub.stores.connect("shop2", BIGCOMMERCE, "account-shop2")
    world.stores["shop2"] = type(world.stores["shop"])(
        BIGCOMMERCE, world.clock, world.db, {"77": a_copy(an_order(), "77", keys=())}
    )
    hub.imports.run("shop2")
    hub.matching.confirm(copy, original, by="Ada")
    hub.matching.confirm(hub.orders.find("shop2:77"), original, by="Ada")
    assert hub.orders.counts()[Grid.HIDDEN] == 2


@pytest.mark.proves("B8", "B2")
@BOTH
@pytest.mark.parametrize("deed", ["confirm", "reject"])
def test_what_is_no_copy_and_no_original(mode: MatchingMode, deed: str) -> None:
    """Each is refused with what it is, and nothing is written."""
    hub, world, copy, original = with_copy(mode)
    world.stores["shop"].orders["1050"] = an_order(BIGCOMMERCE, "1050")
    hub.imports.run("shop")
    storefront = hub.orders.find("shop:1050")
    before = list(world.db[0].conn.iterdump())
    for pair, code in (
        ((original, original), "error.no_copy"),
        ((original, copy), "error.no_copy"),
        ((storefront, original), "error.storefront_no_copy"),
        ((copy, storefront), "error.no_original"),
        ((copy, copy), "error.no_original"),
        ((99, original), "error.no_order"),
        ((copy, 99), "error.no_order"),
    ):
        unknown = code == "error.no_order"
        with pytest.raises(BadInput if unknown else Refused) as bad:
            getattr(hub.matching, deed)(*pair, by="Ada")
        assert bad.value.code == code
        assert bad.value.sentence_in("fr") != bad.value.sentence_in("en")
    assert list(world.db[0].conn.iterdump()) == before


@pytest.mark.proves("B8")
@BOTH
def test_an_original_is_not_rejected_and_names_its_copy(mode: MatchingMode) -> None:
    """Whoever names the wrong side is told the right one."""
    hub, world, copy, original = with_copy(mode)
    hub.matching.confirm(copy, original, by="Ada")
    before = list(world.db[0].conn.iterdump())
    for named in ((original, 0), (original, original)):
        with pytest.raises(Refused, match="1042") as bad:
            hub.matching.reject(*named, by="Ada")
        assert bad.value.code == "error.original_no_copy"
    assert list(world.db[0].conn.iterdump()) == before


@pytest.mark.proves("Q4", "B8")
def test_an_order_that_was_combined_is_no_original_any_more() -> None:
    """The order that took over is the one to confirm."""
    hub, world = a_hub()
    mug = replace(an_order().lines[0], remote_id="L1")
    pot = replace(mug, remote_id="L2", sku="POT")
    one = an_order(EBAY, "27-1", lines=(mug,))
    both = replace(an_order(EBAY, "27-3"), lines=(mug, pot))
    world.stores["bay"].orders = {order.remote_id: order for order in (one, both)}
    world.stores["shop"].orders = {"1042": a_copy(one, keys=(), lines=(mug,))}
    hub.imports.run_all()
    copy = hub.orders.find("shop:1042")
    with pytest.raises(Refused, match="27-3") as refused:
        hub.matching.confirm(copy, hub.orders.find("27-1"), by="Ada", anyway=True)
    assert refused.value.code == "limit.original_superseded"
    hub.matching.confirm(copy, hub.orders.find("27-3"), by="Ada", anyway=True)
    assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN


def decided(hub: Hub, order_id: int) -> PersonsDecision:
    """The one decision that stands with an order."""
    (found,) = hub.orders.why(order_id).decisions
    return found


@pytest.mark.proves("B8", "B11")
@BOTH
@pytest.mark.parametrize("nobodys", [False, True])
@pytest.mark.parametrize("linked", [False, True])
def test_after_a_rejection_the_evidence_and_the_way_back_stay(
    mode: MatchingMode, nobodys: bool, linked: bool
) -> None:
    """Who said it, when, both values of each field, and the undo; and the undo works."""
    hub, world, copy, original = with_copy(mode)
    if linked:
        hub.matching.confirm(copy, original, by="Grace")
    world.clock.wait(hours=1)
    hub.matching.reject(copy, 0 if nobodys else original, by="Ada")
    if mode is MatchingMode.RECONCILING and not nobodys:
        assert hub.orders.detail(copy).row.visibility is Visibility.HELD, (
            "it may be another one's copy"
        )
    else:
        assert hub.orders.detail(copy).row.visibility is Visibility.VISIBLE
    found = decided(hub, copy)
    assert (found.by, found.at, found.order_id) == ("Ada", world.clock.now(), original)
    assert found.what.code == ("decision.nobodys" if nobodys else "decision.rejected")
    values = {line.field: (line.ours, line.theirs, line.agrees) for line in found.evidence}
    assert values["buyer"] == ("Ada Byron", "Ada Byron", True)
    assert values["goods"] == ("MUG-SLATE × 2", "MUG-SLATE × 2", True)
    documented = mode is MatchingMode.DOCUMENTED  # which looks for no alike orders
    assert {twin.bond for twin in hub.orders.detail(copy).twins} == (
        set() if nobodys and documented else {"rejected"}
    )
    for language in ("en", "fr"):
        way_back = say(found.undo.code, language, **found.undo.facts)
        assert "shiponce orders confirm shop:1042 amz:111-0000001-0000001" in way_back
    hub.matching.confirm(copy, original, by="Ada")
    assert hub.orders.detail(copy).row.visibility is Visibility.HIDDEN
    again = decided(hub, copy)
    assert again.what.code == "decision.confirmed"
    assert "orders reject shop:1042 amz:111-0000001-0000001" in say(
        again.undo.code, **again.undo.facts
    )
    assert decided(hub, original).what == again.what, "the original says it as well"
    assert decided(hub, original).order_id == copy


@pytest.mark.proves("B8", "B11")
def test_the_original_says_what_was_rejected_too() -> None:
    """By name and by key: also where the copy was declared to be nobody's."""
    for rejected in (0, 1):
        hub, world = a_hub()
        order = an_order()
        world.stores["amz"].orders = {order.remote_id: order}
        world.stores["shop"].orders = {"1042": a_copy(order)}
        hub.imports.run_all()
        copy, original = hub.orders.find("shop:1042"), hub.orders.find(f"amz:{order.remote_id}")
        hub.matching.reject(copy, rejected and original, by="Ada")
        for order_id, other in ((copy, original), (original, copy)):
            found = decided(hub, order_id)
            assert (found.by, found.order_id) == ("Ada", other)
            assert "confirm" in say(found.undo.code, **found.undo.facts)
        assert hub.orders.why(copy).undo is not None
        hub.imports.run_all()
        assert hub.orders.detail(copy).row.visibility is Visibility.VISIBLE, "it is remembered"
        hub.matching.confirm(copy, original, by="Ada")
        assert [row.id for row in hub.orders.page(Grid.AWAITING_SHIPMENT)] == [original]
        assert not hub.orders.rows([original])[0].duplicated


@pytest.mark.proves("B8", "B11")
def test_nobodys_copy_that_is_like_nothing_has_a_way_back_all_the_same() -> None:
    """No order to compare it with: the command is named, and the original is left open."""
    hub, _, copy, _ = with_copy(MatchingMode.RECONCILING, total=replace(an_order().total, minor=1))
    hub.matching.reject(copy, 0, by="Ada")
    found = decided(hub, copy)
    assert (found.order_id, found.evidence, found.undo.code) == (0, (), "undo.nobodys")


@pytest.mark.proves("B8")
def test_a_copy_for_which_a_label_is_being_bought_is_not_moved() -> None:
    """Nothing changes under a purchase that has no end."""
    hub, world, copy, original = with_copy(MatchingMode.DOCUMENTED)
    hub.shipping.ship(copy, "house:ground")
    with world.db[0].write() as conn:
        conn.execute("UPDATE shipments SET state = 'purchasing'")
    with pytest.raises(Refused) as refused:
        hub.matching.confirm(copy, original, by="Ada")
    assert refused.value.code == "limit.in_purchase"


@pytest.mark.proves("I2", "B8")
def test_the_same_order_of_a_replaced_connection_is_no_second_copy() -> None:
    """One BigCommerce order, imported twice: both may stand behind the original."""
    hub, world, copy, original = with_copy(MatchingMode.DOCUMENTED)
    hub.stores.replace("shop", "neu")
    old = world.stores["shop"]
    orders: dict[str, ImportedOrder] = {
        key: one for key, one in old.orders.items() if isinstance(one, ImportedOrder)
    }
    world.stores["neu"] = type(old)(old.platform, world.clock, world.db, {**orders})
    hub.imports.run("neu")
    hub.matching.confirm(copy, original, by="Ada")
    hub.matching.confirm(hub.orders.find("neu:1042"), original, by="Ada")
    assert hub.orders.counts()[Grid.HIDDEN] == 2


@pytest.mark.proves("B11")
def test_a_comparison_is_told_by_the_order_that_is_shown() -> None:
    """An original's own values are its own, wherever the two are compared."""
    hub, world = a_hub()
    original = an_order()
    copy = replace(a_copy(original), placed_at=original.placed_at + timedelta(minutes=2))
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": copy}
    hub.imports.run_all(["amz", "shop", "bay"])
    ids = {
        "amz": hub.orders.find(f"amz:{original.remote_id}"),
        "shop": hub.orders.find("shop:1042"),
    }
    placed = {
        "amz": original.placed_at.isoformat(timespec="minutes"),
        "shop": copy.placed_at.isoformat(timespec="minutes"),
    }
    for one, other in (("amz", "shop"), ("shop", "amz")):
        detail = hub.orders.detail(ids[one])
        for lines in (
            detail.why.evidence,
            detail.twins[0].evidence,
            hub.matching.compare(ids[one], ids[other]),
        ):
            (line,) = [line for line in lines if line.field == "placed"]
            assert (line.ours, line.theirs) == (placed[one], placed[other])
    hub.matching.reject(ids["shop"], ids["amz"], by="Ada")
    for one, other in (("amz", "shop"), ("shop", "amz")):
        (line,) = [li for li in decided(hub, ids[one]).evidence if li.field == "placed"]
        assert (line.ours, line.theirs) == (placed[one], placed[other])
