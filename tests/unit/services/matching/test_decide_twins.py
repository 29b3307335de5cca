"""What a person says about twins: with what was compared, and with the way back (B8, B11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shiponce.domain.order import Address, ImportedOrder, Visibility
from shiponce.domain.store import MatchingMode, Platform
from shiponce.errors import BadInput, Refused
from shiponce.hub import Hub
from shiponce.views import PersonsDecision, Shelf
from shiponce.words import say
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

ELSEWHERE = Address("Grace Hopper", "9 Compiler Way", "Reno", "US", state="NV")
BOTH = pytest.mark.parametrize("mode", list(MatchingMode))


def with_copy(mode: MatchingMode, **of_the_copy: object) -> tuple[Hub, World, int, int]:
    """An Amazon order, and a BigCommerce order that names nobody: hub, world, copy, original."""
    hub, world = a_hub()
    hub.choose_mode(mode)
    original = an_order()
    copy = replace(a_copy(original, keys=()), **of_the_copy)  # type: ignore[arg-type]  # by name
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": copy}
    hub.import_all(["amz", "shop", "bay"])
    return hub, world, hub.find("shop:1042"), hub.find(f"amz:{original.remote_id}")


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
            hub.confirm_twin(copy, original, by="Ada")
        assert refused.value.code == "limit.twins_differ"
        assert refused.value.facts["fields"] == [{"say": f"word.field.{one}"} for one in fields]
        for language in ("en", "fr"):
            said = refused.value.told(language)
            assert "Hopper" not in said
            assert "Compiler" not in said
        assert hub.order(copy).row.visibility is not Visibility.HIDDEN
        wrong = [line.field for line in hub.compare(copy, original) if not line.agrees]
        assert wrong == fields
    hub.confirm_twin(copy, original, by="Ada", anyway=bool(fields))
    assert hub.order(copy).row.visibility is Visibility.HIDDEN


@pytest.mark.proves("B8", "X8")
@BOTH
def test_no_person_is_kept_with_a_decision(mode: MatchingMode) -> None:
    """Buyer and address are compared when they are shown: the file keeps them in one table."""
    hub, world, copy, original = with_copy(mode, buyer="Grace Hopper", ship_to=ELSEWHERE)
    hub.confirm_twin(copy, original, by="Ada", anyway=True)
    hub.reject_twin(copy, original, by="Ada")
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
def test_an_original_has_one_copy_in_a_shop(mode: MatchingMode) -> None:
    """The second one is refused with the first one's name and the way out, however alike it is."""
    hub, world, copy, original = with_copy(mode)
    world.stores["shop"].orders["1043"] = a_copy(an_order(), "1043", keys=())
    hub.import_store("shop")
    second = hub.find("shop:1043")
    hub.confirm_twin(copy, original, by="Ada")
    for anyway in (False, True):
        with pytest.raises(Refused, match=r"shop:1042.*orders reject shop:1042") as refused:
            hub.confirm_twin(second, original, by="Ada", anyway=anyway)
        assert refused.value.code == "limit.original_has_copy"
    assert hub.order(second).row.visibility is not Visibility.HIDDEN
    hub.reject_twin(copy, original, by="Ada")
    hub.confirm_twin(second, original, by="Ada")
    assert hub.order(second).row.visibility is Visibility.HIDDEN


@pytest.mark.proves("B8")
@BOTH
def test_another_shop_may_have_a_copy_too(mode: MatchingMode) -> None:
    """One purchase, mirrored in two shops."""
    hub, world, copy, original = with_copy(mode)
    hub.connect("shop2", Platform.BIGCOMMERCE, "account-shop2")
    world.stores["shop2"] = type(world.stores["shop"])(
        Platform.BIGCOMMERCE, world.clock, world.db, {"77": a_copy(an_order(), "77", keys=())}
    )
    hub.import_store("shop2")
    hub.confirm_twin(copy, original, by="Ada")
    hub.confirm_twin(hub.find("shop2:77"), original, by="Ada")
    assert hub.counts()[Shelf.HIDDEN] == 2


@pytest.mark.proves("B8", "B2")
@BOTH
@pytest.mark.parametrize("deed", ["confirm_twin", "reject_twin"])
def test_what_is_no_copy_and_no_original(mode: MatchingMode, deed: str) -> None:
    """Each is refused with what it is, and nothing is written."""
    hub, world, copy, original = with_copy(mode)
    world.stores["shop"].orders["1050"] = an_order(Platform.BIGCOMMERCE, "1050")
    hub.import_store("shop")
    storefront = hub.find("shop:1050")
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
        with pytest.raises(BadInput) as bad:
            getattr(hub, deed)(*pair, by="Ada")
        assert bad.value.code == code
        assert bad.value.told("fr") != bad.value.told("en")
    assert list(world.db[0].conn.iterdump()) == before


@pytest.mark.proves("B8")
@BOTH
def test_an_original_is_not_rejected_and_names_its_copy(mode: MatchingMode) -> None:
    """Whoever names the wrong side is told the right one."""
    hub, world, copy, original = with_copy(mode)
    hub.confirm_twin(copy, original, by="Ada")
    before = list(world.db[0].conn.iterdump())
    for named in ((original, 0), (original, original)):
        with pytest.raises(BadInput, match="1042") as bad:
            hub.reject_twin(*named, by="Ada")
        assert bad.value.code == "error.original_no_copy"
    assert list(world.db[0].conn.iterdump()) == before


@pytest.mark.proves("Q4", "B8")
def test_an_order_that_was_combined_is_no_original_any_more() -> None:
    """The order that took over is the one to confirm."""
    hub, world = a_hub()
    mug = replace(an_order().lines[0], remote_id="L1")
    pot = replace(mug, remote_id="L2", sku="POT")
    one = an_order(Platform.EBAY, "27-1", lines=(mug,))
    both = replace(an_order(Platform.EBAY, "27-3"), lines=(mug, pot))
    world.stores["bay"].orders = {order.remote_id: order for order in (one, both)}
    world.stores["shop"].orders = {"1042": a_copy(one, keys=(), lines=(mug,))}
    hub.import_all()
    copy = hub.find("shop:1042")
    with pytest.raises(Refused, match="27-3") as refused:
        hub.confirm_twin(copy, hub.find("27-1"), by="Ada", anyway=True)
    assert refused.value.code == "limit.original_superseded"
    hub.confirm_twin(copy, hub.find("27-3"), by="Ada", anyway=True)
    assert hub.order(copy).row.visibility is Visibility.HIDDEN


def decided(hub: Hub, order_id: int) -> PersonsDecision:
    """The one decision that stands with an order."""
    (found,) = hub.why(order_id).decisions
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
        hub.confirm_twin(copy, original, by="Grace")
    world.clock.wait(hours=1)
    hub.reject_twin(copy, 0 if nobodys else original, by="Ada")
    if mode is MatchingMode.RECONCILING and not nobodys:
        assert hub.order(copy).row.visibility is Visibility.HELD, "it may be another one's copy"
    else:
        assert hub.order(copy).row.visibility is Visibility.VISIBLE
    found = decided(hub, copy)
    assert (found.by, found.at, found.order_id) == ("Ada", world.clock.now(), original)
    assert found.what.code == ("decision.nobodys" if nobodys else "decision.rejected")
    values = {line.field: (line.ours, line.theirs, line.agrees) for line in found.evidence}
    assert values["buyer"] == ("Ada Byron", "Ada Byron", True)
    assert values["goods"] == ("MUG-SLATE × 2", "MUG-SLATE × 2", True)
    assert {twin.bond for twin in hub.order(copy).twins} == (set() if nobodys else {"rejected"})
    for language in ("en", "fr"):
        way_back = say(found.undo.code, language, **found.undo.facts)
        assert "shiponce orders confirm shop:1042 amz:111-0000001-0000001" in way_back
    hub.confirm_twin(copy, original, by="Ada")
    assert hub.order(copy).row.visibility is Visibility.HIDDEN
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
        hub.import_all()
        copy, original = hub.find("shop:1042"), hub.find(f"amz:{order.remote_id}")
        hub.reject_twin(copy, rejected and original, by="Ada")
        for order_id, other in ((copy, original), (original, copy)):
            found = decided(hub, order_id)
            assert (found.by, found.order_id) == ("Ada", other)
            assert "confirm" in say(found.undo.code, **found.undo.facts)
        assert hub.why(copy).undo is not None
        hub.import_all()
        assert hub.order(copy).row.visibility is Visibility.VISIBLE, "it is remembered"
        hub.confirm_twin(copy, original, by="Ada")
        assert [row.id for row in hub.page(Shelf.AWAITING_SHIPMENT)] == [original]
        assert not hub.rows([original])[0].duplicated


@pytest.mark.proves("B8", "B11")
def test_nobodys_copy_that_is_like_nothing_has_a_way_back_all_the_same() -> None:
    """No order to compare it with: the command is named, and the original is left open."""
    hub, _, copy, _ = with_copy(MatchingMode.RECONCILING, total=replace(an_order().total, minor=1))
    hub.reject_twin(copy, 0, by="Ada")
    found = decided(hub, copy)
    assert (found.order_id, found.evidence, found.undo.code) == (0, (), "undo.nobodys")


@pytest.mark.proves("B8")
def test_a_copy_for_which_a_label_is_being_bought_is_not_moved() -> None:
    """Nothing changes under a purchase that has no end."""
    hub, world, copy, original = with_copy(MatchingMode.DOCUMENTED)
    hub.ship(copy, "house:ground")
    with world.db[0].write() as conn:
        conn.execute("UPDATE shipments SET state = 'purchasing'")
    with pytest.raises(Refused) as refused:
        hub.confirm_twin(copy, original, by="Ada")
    assert refused.value.code == "limit.in_purchase"


@pytest.mark.proves("I2", "B8")
def test_the_same_order_of_a_replaced_connection_is_no_second_copy() -> None:
    """One BigCommerce order, imported twice: both may stand behind the original."""
    hub, world, copy, original = with_copy(MatchingMode.DOCUMENTED)
    hub.replace_store("shop", "neu")
    old = world.stores["shop"]
    orders: dict[str, ImportedOrder] = {
        key: one for key, one in old.orders.items() if isinstance(one, ImportedOrder)
    }
    world.stores["neu"] = type(old)(old.platform, world.clock, world.db, {**orders})
    hub.import_store("neu")
    hub.confirm_twin(copy, original, by="Ada")
    hub.confirm_twin(hub.find("neu:1042"), original, by="Ada")
    assert hub.counts()[Shelf.HIDDEN] == 2


@pytest.mark.proves("B11")
def test_a_comparison_is_told_by_the_order_that_is_shown() -> None:
    """An original's own values are its own, wherever the two are compared."""
    hub, world = a_hub()
    original = an_order()
    copy = replace(a_copy(original), placed_at=original.placed_at + timedelta(minutes=2))
    world.stores["amz"].orders = {original.remote_id: original}
    world.stores["shop"].orders = {"1042": copy}
    hub.import_all(["amz", "shop", "bay"])
    ids = {"amz": hub.find(f"amz:{original.remote_id}"), "shop": hub.find("shop:1042")}
    placed = {
        "amz": original.placed_at.isoformat(timespec="minutes"),
        "shop": copy.placed_at.isoformat(timespec="minutes"),
    }
    for one, other in (("amz", "shop"), ("shop", "amz")):
        detail = hub.order(ids[one])
        for lines in (
            detail.why.evidence,
            detail.twins[0].evidence,
            hub.compare(ids[one], ids[other]),
        ):
            (line,) = [line for line in lines if line.field == "placed"]
            assert (line.ours, line.theirs) == (placed[one], placed[other])
    hub.reject_twin(ids["shop"], ids["amz"], by="Ada")
    for one, other in (("amz", "shop"), ("shop", "amz")):
        (line,) = [li for li in decided(hub, ids[one]).evidence if li.field == "placed"]
        assert (line.ours, line.theirs) == (placed[one], placed[other])
