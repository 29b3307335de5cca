"""What goes wrong at the carrier: it acts late, and it does not find what it has."""

from __future__ import annotations

import httpx
import pytest

from mockplace.faults import Fault

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
    assert not customer.world.carrier_labels[label["labelId"]].voided_at
