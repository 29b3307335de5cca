"""Labels of the invented carrier: one a reference, void until the pick-up, and then really gone."""

from __future__ import annotations

import httpx
import pytest

from mockplace.kernel.fault_plan import CALL_KINDS, DOCUMENT_KINDS, Fault
from mockplace.platforms.carrier.rules.labels_and_pickups import PICKUP_HOUR
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from tests.wire.carrier.conftest import HOUR, START, Customer, package
from tests.wire.label_reading import pdf_text, read_back

#: From the beginning of the market until the van comes by.
UNTIL_PICKUP = PICKUP_HOUR - 9


def test_the_same_reference_again_is_the_same_label(customer: Customer) -> None:
    """201 and then 200, with the same body; the books hold one label."""
    first, again = customer.buy(), customer.buy()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(carrier_labels(customer.world.state).by_id) == 1


@pytest.mark.parametrize(
    "change", [{"serviceId": "two_day"}, {"package": package(weightGrams=901)}]
)
def test_a_reference_is_of_one_content(customer: Customer, change: dict[str, object]) -> None:
    """The same reference with other content is refused in a sentence, and nothing is bought."""
    customer.buy()
    answer = customer.buy(**change)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "reference_used")
    assert answer.json()["error"]["message"].endswith("nothing was bought now.")
    assert len(carrier_labels(customer.world.state).by_id) == 1


def test_a_lost_answer_is_found_under_the_reference(customer: Customer) -> None:
    """The label was sold, the answer was not heard: a read by the reference shows it."""
    customer.world.faults.add(Fault("timeout_after_commit", "buyLabel", "carrier"))
    with pytest.raises(httpx.ReadTimeout):
        customer.buy()
    found = customer.find().json()
    assert found["reference"] == "SO-1"
    assert [one["reference"] for one in found["labels"]] == ["SO-1"]
    assert customer.find("SO-2").json() == {"reference": "SO-2", "labels": []}


def test_the_books_know_what_each_label_is_for(customer: Customer) -> None:
    """Order, line and units, by the platform's own ids."""
    customer.buy()
    (label,) = carrier_labels(customer.world.state).by_id.values()
    (order,) = label.orders
    assert (order.platform, order.account, order.order_id) == ("amazon", "A1", "111-1")
    assert order.units == {"l1": 2}
    assert (label.reference, label.created_at, label.voided_at) == ("SO-1", START, 0)


def test_a_label_can_be_voided_until_the_pick_up(customer: Customer) -> None:
    """A second time changes nothing, and no van comes for it."""
    label_id = customer.label()["labelId"]
    customer.later(UNTIL_PICKUP - 0.01)
    void = customer.void(label_id).json()
    assert (void["status"], void["collectedAt"]) == ("voided", None)
    customer.later(24)
    assert customer.void(label_id).json() == void
    assert carrier_labels(customer.world.state).by_id[label_id].collected_at == 0


def test_a_collected_package_has_left(customer: Customer) -> None:
    """From the pick-up on a void is refused in a sentence, and tracking says where it is."""
    bought = customer.label()
    customer.later(UNTIL_PICKUP)
    refusal = customer.void(bought["labelId"])
    assert (refusal.status_code, refusal.json()["error"]["code"]) == (409, "label_collected")
    assert "2026-11-20T22:00:00.000Z" in refusal.json()["error"]["message"]
    track = customer.http.get(f"/tracking/{bought['trackingNumber']}").json()
    assert [one["status"] for one in track["events"]] == ["bought", "collected"]


@pytest.mark.parametrize(("service", "days"), [("ground", 5), ("two_day", 2), ("overnight", 1)])
def test_a_package_arrives_when_its_service_says(
    customer: Customer, service: str, days: int
) -> None:
    """Counted from the pick-up, on the world's own clock; the rate has named the moment."""
    rates = customer.rates().json()["rates"]
    promised = next(one["arrivesBy"] for one in rates if one["serviceId"] == service)
    label = customer.buy(serviceId=service).json()
    arrives = START + ((days * 24) + 20 - 9) * HOUR
    customer.world.advance_to(arrives - 1)
    assert customer.http.get(f"/labels/{label['labelId']}").json()["status"] == "collected"
    customer.world.advance_to(arrives)
    after = customer.http.get(f"/labels/{label['labelId']}").json()
    assert (after["status"], after["deliveredAt"]) == ("delivered", promised)


def test_the_pick_up_after_the_day_s_is_tomorrow_s(customer: Customer) -> None:
    """What is bought at the hour itself has missed the van."""
    customer.later(UNTIL_PICKUP)
    assert customer.http.get("/pickups/next").json() == {"pickupAt": "2026-11-21T22:00:00.000Z"}
    assert customer.label()["pickupAt"] == "2026-11-21T22:00:00.000Z"


def test_one_account_sees_nothing_of_another(customer: Customer) -> None:
    """Neither a label nor its reference; and the reference is free there."""
    label = customer.label()
    customer.http.headers["X-Carrier-Account"] = "OTHER1"
    assert customer.http.get(f"/labels/{label['labelId']}").status_code == 404
    assert customer.void(label["labelId"]).status_code == 404
    assert customer.http.get(f"/tracking/{label['trackingNumber']}").status_code == 404
    assert customer.find().json()["labels"] == []
    assert customer.buy().status_code == 201


@pytest.mark.parametrize(
    ("accept", "kind", "begins"),
    [
        ("", "application/pdf", b"%PDF-"),
        ("*/*", "application/pdf", b"%PDF-"),
        ("image/png", "image/png", b"\x89PNG"),
        ("text/plain, application/zpl;q=0.5", "application/zpl", b"^XA"),
    ],
)
def test_a_document_is_a_specimen_of_the_kind_asked_for(
    customer: Customer, accept: str, kind: str, begins: bytes
) -> None:
    """The document has the number as text, a barcode of it, and the mark."""
    label = customer.label()
    path = f"/labels/{label['labelId']}/document"
    answer = customer.http.get(path, headers={"Accept": accept})
    assert (answer.headers["content-type"], answer.content[: len(begins)]) == (kind, begins)
    if kind == "application/zpl":
        assert b"^FDSPECIMEN^FS" in answer.content
        assert f"A^FD{label['trackingNumber']}^FS".encode() in answer.content
    else:
        assert read_back(answer.content) == label["trackingNumber"]
    if kind == "application/pdf":
        assert "SPECIMEN" in pdf_text(answer.content)


def test_a_voided_label_has_no_document(customer: Customer) -> None:
    """Nobody prints what is worth nothing."""
    label_id = customer.label()["labelId"]
    customer.void(label_id)
    assert customer.http.get(f"/labels/{label_id}/document").status_code == 409


@pytest.mark.parametrize("kind", [one for one in CALL_KINDS if one not in DOCUMENT_KINDS])
def test_every_fault_strikes_the_carrier_too(customer: Customer, kind: str) -> None:
    """Where it answers at all, in its own envelope and with its own mark; a gateway has none."""
    customer.buy()
    customer.label("SO-2")
    customer.find("SO-9")
    writes = kind in ("forgets", "arrives_twice")  # a read has nothing to forget, or to repeat
    operation = "buyLabel" if writes else "findLabels"
    customer.world.faults.add(Fault(kind, operation, "carrier", delay=60_000))  # type: ignore[arg-type]
    try:
        answer = customer.buy(reference="SO-3") if writes else customer.find()
    except httpx.TransportError:
        answer = None
    assert customer.world.calls[-1].fault == kind
    if kind == "gateway":
        assert answer is not None
        assert "x-house-carrier" not in answer.headers
    elif answer is not None:
        assert answer.headers["x-house-carrier"] == "1"
        assert answer.is_success or answer.json()["error"]["message"]


def test_a_stale_read_does_not_show_what_was_bought_since(customer: Customer) -> None:
    """A minute later it does; a purchase that meets the past still sells one label."""
    customer.buy()
    customer.world.faults.add(Fault("stale_read", "findLabels", "carrier", times=0))
    customer.world.faults.add(Fault("stale_read", "buyLabel", "carrier", times=0))
    assert customer.find().json()["labels"] == []
    assert customer.buy().status_code == 200
    assert len(carrier_labels(customer.world.state).by_id) == 1
    customer.later(1 / 60)
    assert len(customer.find().json()["labels"]) == 1


def test_too_many_requests_are_refused_until_time_passes(customer: Customer) -> None:
    """The carrier says so in its envelope, and when to come again."""
    statuses = {customer.http.get("/pickups/next").status_code for _ in range(501)}
    assert statuses == {200, 429}
    busy = customer.http.get("/pickups/next")
    assert (busy.json()["error"]["code"], busy.headers["retry-after"]) == ("too_many_requests", "1")
    customer.later(1 / 3600)
    assert customer.http.get("/pickups/next").status_code == 200
