"""The house carrier over the wire: one label a reference, and no answer taken for more than it is.

The simulator answers; where an answer has to be wrong, it is spoilt on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import orjson
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.world import World
from mockplace.platforms.carrier.api.services import NAME as SOLD_AS
from mockplace.platforms.carrier.api.services import SERVICES as SOLD
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from mockplace.serving.httpx_transport import Transport
from shiponce.carriers.house_carrier import HouseCarrier
from shiponce.carriers.house_services import NAME, SERVICES
from shiponce.domain.document import DocumentFormat, LabelDocument, LabelFormat, NoDocument
from shiponce.domain.money import Money
from shiponce.domain.order import Address, Line
from shiponce.domain.shipment import PackageSize
from shiponce.domain.store import Store
from shiponce.errors import (
    Collected,
    Declined,
    NotAuthorised,
    NotThere,
    PlatformError,
    RateLimited,
    ServerTrouble,
    Unreachable,
)
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.words import LANGUAGES
from tests.doubles.platforms_in_memory import NOON
from tests.platform_ids import AMAZON, BIGCOMMERCE

_HOUR = 3_600_000
_MUG = Line("l1", "MUG", "Mug", 2, Money(1299, "USD"), 400)


@dataclass(frozen=True)
class Wanted:
    """A purchase; implements ``ports.Purchase``."""

    reference: str = "SO-1-a"
    order: str = "1042"
    lines: tuple[tuple[Line, int], ...] = ((_MUG, 2),)
    package: PackageSize = field(default_factory=lambda: PackageSize(900))
    store: Store = field(default_factory=lambda: Store(1, "amz", AMAZON, "A1", NOON))
    others: tuple[Wanted, ...] = ()
    ship_to: Address | None = None
    label_format: LabelFormat = LabelFormat.PDF


@dataclass
class Spoiling(httpx.BaseTransport):
    """The world, with a hand on its answers."""

    inner: httpx.BaseTransport
    spoil: Callable[[httpx.Response], httpx.Response] | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The world's answer, or what becomes of it."""
        answer = self.inner.handle_request(request)
        return self.spoil(answer) if self.spoil else answer


@dataclass
class Desk:
    """A carrier, its books, and the wire between."""

    world: World
    wire: Spoiling
    carrier: HouseCarrier

    def now(self) -> Any:
        """The world's time."""
        return from_ms(self.world.now)

    def tell(self, change: Callable[[Any], object]) -> None:
        """Change the JSON of every answer from now on."""

        def spoil(answer: httpx.Response) -> httpx.Response:
            body = orjson.loads(answer.content)
            told = change(body)
            content = orjson.dumps(body if told is None else told)
            return httpx.Response(answer.status_code, headers=answer.headers, content=content)

        self.wire.spoil = spoil


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A carrier that has sold nothing, at noon."""
    world = World(seed=7, start=to_ms(NOON))
    wire = Spoiling(Transport(world))
    with httpx.Client(transport=wire) as client:
        desk = Desk(world, wire, None)  # type: ignore[arg-type]  # it is the carrier's clock too
        desk.carrier = HouseCarrier(client, desk)
        yield desk


def test_the_services_that_are_known_are_those_that_are_sold() -> None:
    """Rules and stories name them without asking; the simulator is what they are held against."""
    assert [(one.id, one.name) for one in SERVICES] == [(one.service_id, one.name) for one in SOLD]
    assert NAME == SOLD_AS


@pytest.mark.proves("N3")
def test_one_reference_is_one_label(desk: Desk) -> None:
    """A second purchase under the same reference sells nothing, and gives the same label."""
    first = desk.carrier.buy(Wanted(), "ground")
    assert desk.carrier.buy(Wanted(), "ground") == first
    assert [one.tracking for one in carrier_labels(desk.world.state).by_id.values()] == [
        first.tracking
    ]


@pytest.mark.proves("N3")
def test_a_lost_answer_is_found_by_the_reference(desk: Desk) -> None:
    """The carrier has sold, nobody heard: a read by the reference gives the label."""
    desk.world.faults.add(Fault("timeout_after_commit", "buyLabel", "carrier"))
    with pytest.raises(Unreachable):
        desk.carrier.buy(Wanted(), "ground")
    (label,) = desk.carrier.find(Wanted())
    assert label.remote_id in carrier_labels(desk.world.state).by_id
    assert desk.carrier.is_live(label.remote_id)


def test_only_a_sold_label_is_found(desk: Desk) -> None:
    """And only that of the reference."""
    assert desk.carrier.find(Wanted()) == ()
    label = desk.carrier.buy(Wanted(), "ground")
    assert desk.carrier.find(Wanted()) == (label,)
    assert desk.carrier.find(Wanted("SO-2-b")) == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(reference="SO-9"),
        lambda body: body["labels"][0].update(reference="SO-9"),
        lambda body: body.update(labels=None),
        lambda body: body["labels"][0].update(status="lost"),
        lambda body: body["labels"][0].pop("trackingNumber"),
        lambda body: body["labels"][0].update(labelId=""),
        lambda _: [],
        lambda _: "none",
    ],
)
def test_an_answer_about_something_else_is_never_taken_for_none(
    desk: Desk, change: Callable[[Any], object]
) -> None:
    """It says nothing of this purchase, so it is trouble."""
    desk.carrier.buy(Wanted(), "ground")
    desk.tell(change)
    with pytest.raises(ServerTrouble):
        desk.carrier.find(Wanted())


def test_a_purchase_is_not_answered_with_another_s_label(desk: Desk) -> None:
    """Nobody can say then what was bought: trouble, and no label."""
    desk.tell(lambda body: body.update(reference="SO-9"))
    with pytest.raises(ServerTrouble):
        desk.carrier.buy(Wanted(), "ground")


def test_a_label_of_something_else_under_our_reference_is_no_refusal(desk: Desk) -> None:
    """There is a label: whoever took it for none would free its units."""
    desk.carrier.buy(Wanted(), "ground")
    with pytest.raises(ServerTrouble):
        desk.carrier.buy(Wanted(), "overnight")
    assert len(desk.carrier.find(Wanted())) == 1


def test_a_voided_label_is_gone(desk: Desk) -> None:
    """Voiding it twice is no fault, it is not found, and buying it again gives none."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.carrier.void(label.remote_id)
    desk.carrier.void(label.remote_id)
    assert desk.carrier.find(Wanted()) == ()
    assert not desk.carrier.is_live(label.remote_id)
    with pytest.raises(Declined):
        desk.carrier.buy(Wanted(), "ground")


def test_what_has_left_is_not_voided(desk: Desk) -> None:
    """After the pick-up the refusal is a sentence of its own, in both languages."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.world.advance_to(desk.world.now + 10 * _HOUR)
    with pytest.raises(Collected) as left:
        desk.carrier.void(label.remote_id)
    assert "it has left" in left.value.sentence_in("en")
    assert "il est parti" in left.value.sentence_in("fr")
    assert desk.carrier.is_live(label.remote_id)
    assert desk.carrier.find(Wanted()) == (label,)


@pytest.mark.parametrize("status", ["bought", "lost", None])
def test_a_void_is_believed_only_when_it_is_shown(desk: Desk, status: str | None) -> None:
    """An answer that shows a live label, or none, is trouble."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.tell(lambda body: body.update(status=status))
    with pytest.raises(ServerTrouble):
        desk.carrier.void(label.remote_id)


@pytest.mark.parametrize("remote_id", ["lbl_0000000000000000", "SO-1-a", "", "../labels", "a/b"])
def test_a_label_that_nobody_knows_is_not_there(desk: Desk, remote_id: str) -> None:
    """Neither live nor voided, and no id leads to another address."""

    def document(label: str) -> object:
        return desk.carrier.document(label, LabelFormat.PDF)

    for ask in (desk.carrier.is_live, desk.carrier.void, document):
        with pytest.raises(NotThere):
            ask(remote_id)
    assert {call.path.count("/") for call in desk.world.calls} <= {4, 5}


def test_an_answer_about_another_label_is_rubbish(desk: Desk) -> None:
    """Of a read and of a void."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.tell(lambda body: body.update(labelId="lbl_1"))
    for ask in (desk.carrier.is_live, desk.carrier.void):
        with pytest.raises(ServerTrouble):
            ask(label.remote_id)


def test_the_carrier_is_told_what_is_in_the_package(desk: Desk) -> None:
    """Every order of it, by its platform's ids: so the world's books can be compared."""
    shop = Store(2, "shop", BIGCOMMERCE, "abc123", NOON)
    other = Wanted("SO-1-a-2", "77", ((replace(_MUG, remote_id="9"), 1),), store=shop)
    label = desk.carrier.buy(Wanted(others=(other,)), "ground")
    orders = carrier_labels(desk.world.state).by_id[label.remote_id].orders
    told = [(one.platform, one.account, one.order_id, one.units) for one in orders]
    assert told == [
        ("amazon", "A1", "1042", {"l1": 2}),
        ("bigcommerce", "abc123", "77", {"9": 1}),
    ]


def test_a_label_costs_what_was_quoted(desk: Desk) -> None:
    """Each service is on offer, dearer when it is faster or heavier, and says when it arrives."""
    quotes = desk.carrier.quotes(Wanted())
    assert [quote.service_id for quote in quotes] == [service.id for service in SERVICES]
    prices = [quote.price.minor for quote in quotes if quote.price]
    assert prices == sorted(prices)
    label = desk.carrier.buy(Wanted(), "two_day")
    assert label.cost == quotes[1].price
    arrives = from_ms(carrier_labels(desk.world.state).by_id[label.remote_id].arrives_at)
    assert quotes[1].arrives_by == arrives
    heavy = desk.carrier.quotes(Wanted(package=PackageSize(5000)))
    assert heavy[0].price is not None
    assert heavy[0].price.minor > prices[0]


@pytest.mark.parametrize(
    "change", [lambda body: body.pop("rates"), lambda body: body["rates"][0].pop("price")]
)
def test_rates_that_cannot_be_read_are_trouble(desk: Desk, change: Callable[[Any], object]) -> None:
    """And no price."""

    def spoil(body: Any) -> None:
        change(body)

    desk.tell(spoil)
    with pytest.raises(ServerTrouble):
        desk.carrier.quotes(Wanted())


def test_an_unknown_service_is_declined(desk: Desk) -> None:
    """Nothing is sold, and the refusal says its sentence."""
    with pytest.raises(Declined) as no:
        desk.carrier.buy(Wanted(), "teleport")
    assert "sell the label" in str(no.value)
    assert desk.carrier.find(Wanted()) == ()


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (LabelFormat.PDF, DocumentFormat.PDF),
        (LabelFormat.PNG, DocumentFormat.PNG),
        (LabelFormat.ZPL203, DocumentFormat.ZPL),
        (LabelFormat.ZPL300, DocumentFormat.PDF),
    ],
)
def test_a_label_comes_on_paper(desk: Desk, wanted: LabelFormat, given: DocumentFormat) -> None:
    """In the form that is asked for; its first bytes count, not the name that it is sent under."""
    label = desk.carrier.buy(Wanted(), "ground")
    found = desk.carrier.document(label.remote_id, wanted)
    assert isinstance(found, LabelDocument)
    assert found.format is given
    desk.wire.spoil = lambda answer: httpx.Response(
        200, headers={"x-house-carrier": "1"}, content=b"<html>" + answer.content
    )
    assert desk.carrier.document(label.remote_id, wanted) is NoDocument.UNREADABLE


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("timeout_before_commit", Unreachable),
        ("timeout_after_commit", Unreachable),
        ("reset", Unreachable),
        ("connect_refused", Unreachable),
        ("rate_limited", RateLimited),
        ("server_error", ServerTrouble),
        ("auth_expired", NotAuthorised),
        ("malformed", ServerTrouble),
        ("slow", Unreachable),
    ],
)
def test_an_outage_is_an_outage(desk: Desk, kind: str, error: type[PlatformError]) -> None:
    """For every call, as of every platform; nobody says that there is no carrier."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.world.faults.add(Fault(kind, platform="carrier", times=0, delay=999_999))  # type: ignore[arg-type]
    calls: list[Callable[[], object]] = [
        lambda: desk.carrier.quotes(Wanted()),
        lambda: desk.carrier.buy(Wanted("SO-2-b"), "ground"),
        lambda: desk.carrier.find(Wanted()),
        lambda: desk.carrier.is_live(label.remote_id),
        lambda: desk.carrier.void(label.remote_id),
    ]
    for call in calls:
        with pytest.raises(error) as lost:
            call()
        assert lost.value.code != "error.no_house_carrier"
        for language in LANGUAGES:
            assert lost.value.sentence_in(language)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404, json={"errors": []}),
        httpx.Response(405),
        httpx.Response(501, json={"errors": [{"code": "NoSuchRoute"}]}),
        httpx.Response(200, html="<html>Welcome</html>"),
        httpx.Response(302, headers={"location": "/login"}),
    ],
    ids=lambda answer: str(answer.status_code),
)
def test_a_server_without_a_carrier_is_told_apart(desk: Desk, answer: httpx.Response) -> None:
    """From an outage, and from a carrier that knows no such label: nothing is concluded from it."""
    label = desk.carrier.buy(Wanted(), "ground")
    desk.wire.spoil = lambda _: answer
    calls: list[Callable[[], object]] = [
        lambda: desk.carrier.quotes(Wanted()),
        lambda: desk.carrier.find(Wanted()),
        lambda: desk.carrier.is_live(label.remote_id),
    ]
    writes: list[Callable[[], object]] = [
        lambda: desk.carrier.buy(Wanted("SO-2-b"), "ground"),
        lambda: desk.carrier.void(label.remote_id),
    ]
    for call in writes:  # a gateway may have passed them on before it answered
        with pytest.raises(ServerTrouble) as doubt:
            call()
        assert doubt.value.may_have_acted
    for call in calls:
        with pytest.raises(NotAuthorised) as nobody:
            call()
        assert nobody.value.code == "error.no_house_carrier"
        assert "no house carrier" in nobody.value.sentence_in("en")
        assert "Aucun transporteur maison" in nobody.value.sentence_in("fr")


@pytest.mark.parametrize("status", [502, 503, 504, 408, 429])
def test_a_gateway_in_trouble_is_an_outage(desk: Desk, status: int) -> None:
    """It answers without the carrier's mark, and the carrier may well be behind it."""
    desk.wire.spoil = lambda _: httpx.Response(status)
    with pytest.raises((ServerTrouble, RateLimited)):
        desk.carrier.quotes(Wanted())
