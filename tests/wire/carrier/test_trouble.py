"""What goes wrong at the carrier: it acts late, and it does not find what it has."""

from __future__ import annotations

import httpx
import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels

from .conftest import Customer


def test_late_commit_sells_a_label_after_its_buyer_has_given_up(customer: Customer) -> None:
    """A read by the reference in between says that there is none; a minute later there is one."""
    customer.world.faults.add(Fault("late_commit", "buyLabel"))
    with pytest.raises(httpx.ReadTimeout):
        customer.buy()
    assert customer.find().json()["labels"] == []
    customer.later(1 / 60)
    (label,) = customer.find().json()["labels"]
    assert customer.buy().json()["labelId"] == label["labelId"]


@pytest.mark.parametrize("way", ["labels", "document", "tracking"])
def test_not_found_is_said_of_a_label_that_is_there(customer: Customer, way: str) -> None:
    """In the carrier's own envelope, once."""
    label = customer.label()
    path = {
        "labels": f"/labels/{label['labelId']}",
        "document": f"/labels/{label['labelId']}/document",
        "tracking": f"/tracking/{label['trackingNumber']}",
    }[way]
    customer.world.faults.add(Fault("not_found"))
    answer = customer.http.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert customer.http.get(path).is_success


def test_not_found_of_a_reference_is_an_empty_list(customer: Customer) -> None:
    """So a client that asks once believes that nothing was bought."""
    customer.world.faults.add(Fault("not_found", "findLabels"))
    assert customer.find().json()["labels"] == []
    assert customer.world.faults.seen == [0]
    customer.label()
    assert customer.find().json()["labels"] == []
    assert customer.world.faults.seen == [1]
    assert len(customer.find().json()["labels"]) == 1


def test_not_found_keeps_a_void_from_happening(customer: Customer) -> None:
    """The label stays what it was."""
    label = customer.label()
    customer.world.faults.add(Fault("not_found"))
    assert customer.void(label["labelId"]).status_code == 404
    assert not carrier_labels(customer.world.state).by_id[label["labelId"]].voided_at


@pytest.mark.parametrize("way", ["labels", "document", "tracking", "reference"])
def test_wrong_order_answers_about_another_label(customer: Customer, way: str) -> None:
    """Of the same account; under a reference the answer repeats the other one."""
    mine, other = customer.label("SO-1"), customer.label("SO-2")
    customer.world.faults.add(Fault("wrong_order", store=""))

    def read(label: dict[str, str]) -> bytes:
        path = {
            "labels": f"/labels/{label['labelId']}",
            "document": f"/labels/{label['labelId']}/document",
            "tracking": f"/tracking/{label['trackingNumber']}",
            "reference": f"/labels?reference={label['reference']}",
        }[way]
        return customer.http.get(path).content

    seen = read(mine)
    assert seen == read(other)
    assert seen != read(mine)


def test_wrong_order_never_leaves_the_account(customer: Customer) -> None:
    """Another account's label under the same reference is no other one."""
    customer.label("SO-1")
    customer.http.headers["X-Carrier-Account"] = "SHP002"
    label = customer.label("SO-1")
    customer.world.faults.add(Fault("wrong_order", times=0))
    assert customer.find("SO-1").json()["labels"] == [label]
    assert customer.http.get(f"/labels/{label['labelId']}").json() == label


def test_stale_read_shows_a_label_as_it_was(customer: Customer) -> None:
    """Bought, not yet voided; and before that none at all."""
    label = customer.label()
    customer.later(1)
    void = customer.void(label["labelId"]).json()
    customer.later(1)
    seen = []
    for minutes in (30, 90, 150):
        customer.world.faults.add(Fault("stale_read", delay=minutes * 60_000))
        seen.append(customer.find().json()["labels"])
        customer.world.faults.clear()
    assert seen == [[void], [label], []]


def test_forgets_sells_a_label_that_is_not_there(customer: Customer) -> None:
    """The buyer has its number, and nobody knows of it."""
    customer.world.faults.add(Fault("forgets"))
    label = customer.label()
    assert label["trackingNumber"]
    assert customer.http.get(f"/labels/{label['labelId']}").status_code == 404
    assert carrier_labels(customer.world.state).by_id == {}
