"""What a platform says when it refuses may quote a buyer: none of that is kept or shown.

Every personal field is a canary. Each platform and carrier repeats all of them in every spelling,
and then the file, its log, every answer of the command line and every error are searched.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shiponce.cli.run_command import run
from shiponce.domain.order import Address, ImportedOrder, Package
from shiponce.domain.platform import Platform
from shiponce.domain.redaction import harmless, harmless_code, harmless_number
from shiponce.domain.shipment import Quote, Route
from shiponce.errors import Declined
from shiponce.hub import Hub
from shiponce.platforms.safe_error_values import known_values
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

HOME = Address(
    "Zoë Quillfeather",
    "4471 Larkspur Bend",
    "Wexelbridge",
    "US",
    street2="Gatehouse Ostrava",
    state="Norvania",
    postcode="QX9 4ZT",
    phone="+1 555 867 5309",
)
EMAIL = "zoe.quillfeather@marlowe.test"
#: No piece of these may be found anywhere.
CANARIES = (
    "zoë",
    "zoe",
    "quillfeather",
    "quillfea",
    "larkspur",
    "4471",
    "wexelbridge",
    "gatehouse",
    "ostrava",
    "norvania",
    "qx9",
    "4zt",
    "867",
    "5309",
    "marlowe",
)


def values() -> list[str]:
    """Every personal value of the order."""
    return [*(v for k, v in asdict(HOME).items() if k != "country"), EMAIL]


def spellings(value: str) -> Iterator[str]:
    """Return a value as platforms quote it: another case, no accents, cut, glued, spaced."""
    bare = "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))
    yield from (value, value.upper(), value.lower(), bare, unicodedata.normalize("NFD", value))
    yield from (value.replace(" ", ""), value.replace(" ", "_"), value.replace(" ", "  "))
    yield from (value[:8], value[:8] + "...", value[-8:], value.replace(" ", "."))


def refusals() -> list[str]:
    """Return sentences that quote a person."""
    return [
        shape.format(spelled)
        for value in values()
        for spelled in spellings(value)
        for shape in (
            "Name '{}' is too long",
            "{}",
            "The address {} cannot be delivered to.",
            "recipient.name={};carrierCode=XX",
            'Invalid value "{}" for shipToAddress',
            "«{}» ?",
        )
    ]


def found_in(text: str) -> list[str]:
    """Return the canaries that a text holds."""
    low = unicodedata.normalize("NFC", text).lower()
    return [one for one in CANARIES if one in low]


def test_no_spelling_of_a_person_survives() -> None:
    """Whatever the platform quotes, and however."""
    for sentence in refusals():
        assert found_in(harmless(sentence)) == [], sentence
        assert found_in(harmless_code(sentence)) == [], sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Please use PUT",
        "The field 'tracking_number' is invalid.",
        "Invalid value for orderItemId",
        "lineItems[0].quantity must not exceed 12",
        "Insufficient funds on the account; the label was not bought",
        "This service does not arrive before the promised date",
    ],
)
def test_what_names_nobody_stays_whole(sentence: str) -> None:
    """A person who has to mend it needs the platform's words."""
    assert harmless(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("May Young at 12 High Street: address invalid", "… at … Street: address invalid"),
        ("Name 'Will Price' is too long", "Name '…' is too long"),
        ("Buyer Will Price is not known", "Buyer … is not known"),
        ("call 555 010 199", "call …"),
        ("J a n e is unknown", "… is unknown"),
        ("", ""),
    ],
)
def test_words_of_the_trade_that_are_names(sentence: str, kept: str) -> None:
    """Beside something left out, or in quotation marks, a capital may begin a name."""
    assert harmless(sentence) == kept


@given(st.text(max_size=80), st.text(st.characters(categories=["L"]), min_size=4, max_size=12))
@example("", "qqqq")
def test_an_unknown_word_never_survives(around: str, word: str) -> None:
    """What is no word of the trade goes, whatever stands around it."""
    mark = f"zq{word}qz"
    assert mark not in harmless(f"{around} {mark} {around}")


def test_ids_of_the_request_may_be_repeated() -> None:
    """An order's or a label's id is no person; a name and a postal code beside it are."""
    body = {
        "tracking_number": "1Z999AA10123456784",
        "ShipToAddress": {"Name": "Quillfeather", "PostalCode": "QX94ZT", "id": "Larkspur"},
        "phone_number": "5558675309",
        "lines": [{"lineItemId": 9001}],
    }
    request = httpx.Request("POST", "https://x.test/orders/111-222/shipments", json=body)
    known = known_values(request)
    assert {"111-222", "1Z999AA10123456784", "9001"} <= known
    assert not known & {"Quillfeather", "QX94ZT", "5558675309", "Larkspur"}
    said = "Order 111-222 has 1Z999AA10123456784 of Quillfeather"
    assert harmless(said, known) == "Order 111-222 has 1Z999AA10123456784 of …"


def test_somebody_elses_tracking_number_may_hold_a_name() -> None:
    """It is a field that anybody fills in."""
    assert harmless_number("1Z 999 AA1") == "1Z 999 AA1"
    assert harmless_number("left with Zoe") == "… … …"


def private(platform: Platform, remote_id: str) -> ImportedOrder:
    """Return an order whose person is made of canaries."""
    order = an_order(platform, remote_id)
    return replace(order, ship_to=HOME, buyer=HOME.name, email=EMAIL)


def no() -> Declined:
    """Return a refusal with everything in it, as an adapter would raise it."""
    said = " / ".join(values())
    return Declined(platform="word.amazon", operation="word.call.confirm", reason=said,
                    reason_code=HOME.name)  # fmt: skip


def a_market(tmp_path: Path) -> tuple[Hub, World, Path]:
    """Return a hub on a file with one order a platform, and a copy of Amazon's."""
    file = tmp_path / "hub.db"
    hub, world = a_hub(str(file))
    for name, platform, remote in (
        ("amz", AMAZON, "111-0000001-0000001"),
        ("bay", EBAY, "11-22222-33333"),
        ("shop", BIGCOMMERCE, "2001"),
    ):
        world.stores[name].orders[remote] = private(platform, remote)
    original = world.stores["amz"].orders["111-0000001-0000001"]
    assert isinstance(original, ImportedOrder)
    copy = replace(a_copy(original), ship_to=HOME, buyer=HOME.name, email=EMAIL)
    world.stores["shop"].orders["1042"] = copy
    hub.imports.run_all()
    return hub, world, file


def kept(hub: Hub) -> str:
    """Return every text of the file that is not where personal data belongs."""
    conn = hub._db.conn
    tables = [
        row[0]
        for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if row[0] not in ("people", "search_texts", "payloads", "_sqlite_migrations")
        and not row[0].startswith(("search_trigrams", "search_pending"))  # an index of search_texts
    ]
    rows = [tuple(row) for t in tables for row in conn.execute(f"SELECT * FROM {t}")]  # noqa: S608
    rows = [tuple(value for value in row if isinstance(value, str)) for row in rows]  # no times
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.mark.proves("X8")
def test_no_platforms_refusal_is_kept_with_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Notifications, imports, purchases and conflicts: the file and every face hold none of it."""
    hub, world, file = a_market(tmp_path)
    for order_id in [row.id for row in hub.orders.page(Grid.AWAITING_SHIPMENT)]:
        hub.shipping.ship(order_id, "house:ground")
    for platform in world.stores.values():
        platform.before = [no() for _ in range(9)]
    for _ in range(6):
        hub.tick()
        world.clock.wait(hours=8)
    states = {notification.state.value for notification in hub.notifications.rows()}
    assert states == {"stopped"}, "each platform has refused"
    for platform in world.stores.values():
        platform.shown = {key: [Package("p", "X", "left with Zoë")] for key in platform.orders}
        platform.before = []
    for notification in hub.notifications.rows():
        hub.notifications.retry(notification.id)
    hub.tick()
    assert {n.reason.code for n in hub.notifications.rows() if n.reason} == {
        "notification.conflict"
    }
    world.carriers[Route.HOUSE].before = [no()]
    world.stores["amz"].listing = refuse  # type: ignore[method-assign,assignment]
    assert hub.imports.run("amz").trouble is not None
    assert found_in(kept(hub)) == []
    for args in (["notifications"], ["doctor"], ["stores"], ["orders", "--excluded"]):
        for more in ([], ["--json"]):
            run(["--db", str(file), *args, *more])
    out = capsys.readouterr()
    for one in ("zoë", "quillfeather", "larkspur"):  # an order's own page shows its buyer
        assert one not in (out.out + out.err).lower()


def refuse(*_: object) -> Iterator[object]:
    """Refuse a listing with everything that the platform knows."""
    raise no()


def test_a_carriers_refusal_of_a_service_names_nobody() -> None:
    """It stands among the ways to ship, on the screen and in JSON."""
    quote = Quote(Route.HOUSE, "House", "Ground", "ground", refusal=" ".join(values()))
    assert found_in(quote.refusal) == []
    assert quote.refusal


def test_an_error_shown_once_is_as_clean() -> None:
    """What nobody may keep is not shown either: a screen has a scrollback, a pipe a file."""
    assert found_in(str(no()) + repr(no().facts) + no().reason + no().reason_code) == []
