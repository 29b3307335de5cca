"""``shiponce labels``: what documents there are, and their files (L1, L2)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import ImageChops

from mockplace.kernel.fault_plan import Fault
from shiponce.domain.document import LabelFormat
from shiponce.errors import PlatformError
from shiponce.persistence import label_documents
from shiponce.words import LANGUAGES, say
from tests.promises.paper import Desk, desk
from tests.wire.label_reading import pdf_text, picture, read_back

__all__ = ["desk"]

FORMATS = pytest.mark.parametrize("wanted", [LabelFormat.PDF, LabelFormat.PNG, LabelFormat.ZPL203])


def kept(desk: Desk, shipment: int) -> bytes:
    """Return the bytes that the hub keeps."""
    found = label_documents.content(desk.trade.hub._db.conn, shipment)
    assert found is not None
    return found.content


def ref(order: object) -> str:
    """Return an order as a person names it."""
    return f"{order.store}:{order.order_id}"  # type: ignore[attr-defined]  # any order


@pytest.mark.proves("L1")
def test_labels_are_listed_with_their_documents(desk: Desk) -> None:
    """Format and size; the bytes are written to a file, to a folder, and never over a file."""
    order, shipment = desk.shipped()
    code, answer = desk.ask("labels")
    (one,) = answer["labels"]
    assert (code, one["format"], one["missing"]) == (0, "pdf", None)
    assert (one["size"], one["shipment_id"]) == (len(kept(desk, shipment)), shipment)
    folder = desk.folder / "out"
    folder.mkdir()
    assert desk.type("labels", ref(order), "--save", str(folder))[0] == 0
    (file,) = folder.iterdir()
    assert file.read_bytes() == kept(desk, shipment)
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"mine")
    code, said = desk.type("labels", "--shipment", str(shipment), "--save", str(file))
    assert (code, file.read_bytes()) == (1, b"mine")
    assert str(file) in said
    assert [one.name for one in folder.iterdir()] == [file.name], "no draft is left"
    again = ("labels", "--shipment", str(shipment), "--save", str(file), "--force")
    assert desk.type(*again)[0] == 0
    assert file.read_bytes() == kept(desk, shipment)
    assert desk.bought() == 1


def test_an_order_named_by_its_label_or_copy_has_the_label(desk: Desk) -> None:
    """The tracking number is one label; a hidden copy has its original's labels."""
    order, shipment = desk.shipped()
    tracking = desk.trade.hub.printing.label(shipment).tracking
    copy = ref(desk.trade.copy(order))
    for named in (tracking, copy, ref(order)):
        _, answer = desk.ask("labels", named)
        assert [one["shipment_id"] for one in answer["labels"]] == [shipment]


@pytest.mark.proves("L3")
def test_the_house_carrier_draws_a_specimen(desk: Desk) -> None:
    """Four inches by six, and marked."""
    _, shipment = desk.shipped()
    document = kept(desk, shipment)
    assert "SPECIMEN" in pdf_text(document)
    assert picture(document, 100).size == (400, 600)


@pytest.mark.proves("L1")
def test_a_document_that_the_carrier_did_not_give_is_fetched_when_named(desk: Desk) -> None:
    """It is said how; then it is there, and stays."""
    fault = Fault("server_error", "getDocument", platform="carrier", times=5)
    desk.trade.world.faults.add(fault)
    order, shipment = desk.shipped()
    desk.trade.world.faults.clear()
    code, said = desk.type("labels")
    assert code == 0
    assert f"shiponce labels --shipment {shipment}" in said
    file = desk.folder / "label.pdf"
    assert desk.type("labels", ref(order), "--save", str(file))[0] == 0
    tracking = desk.trade.hub.printing.label(shipment).tracking
    assert read_back(file.read_bytes()) == tracking
    assert kept(desk, shipment) == file.read_bytes()
    assert desk.bought() == 1


@pytest.mark.proves("L1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_whose_paper_is_only_at_the_carrier_says_so(desk: Desk, language: str) -> None:
    """Merchant Fulfillment gives no document of a label that was found after a lost answer."""
    lost = Fault("timeout_after_commit", "createShipment", platform="amazon")
    desk.trade.world.faults.add(lost)
    order, _ = desk.shipped("buy_shipping")
    desk.trade.settle()
    file = desk.folder / "label.pdf"
    named = ("labels", ref(order), "--save", str(file), "--lang", language)
    code, said = desk.type(*named)
    assert code == 1
    assert "Seller Central" in said
    assert order.order_id in said
    assert not file.exists()
    assert desk.bought() == 1


@FORMATS
def test_a_voided_label_is_never_written_without_void(desk: Desk, wanted: LabelFormat) -> None:
    """VOID stands across it in each format; an order alone does not lead to its file."""
    desk.configure(f'[shipping]\nlabel_format = "{wanted.value}"\n')
    desk.trade.hub.close()
    desk.trade.hub = desk.opening(Path(desk.trade.file), None, "Tess")
    order, shipment = desk.shipped()
    before = kept(desk, shipment)
    desk.trade.hub.shipping.void(shipment)
    file = desk.folder / "label"
    refused = say("limit.only_voided_labels", order=ref(order), shipment=shipment)
    assert desk.type("labels", ref(order), "--save", str(file)) == (1, refused + "\n")
    assert not file.exists()
    code, answer = desk.ask("labels", "--shipment", str(shipment), "--save", str(file))
    assert (code, answer["labels"][0]["state"]) == (0, "voided")
    assert answer["files"][0]["void"] is True
    written = file.read_bytes()
    assert written != before
    if b"^XA" in before[:99]:
        assert written.count(b"^FDVOID^FS") == 3
        assert written.index(b"VOID") < written.index(b"^XZ")
        return
    if before.startswith(b"%PDF"):
        assert "VOID" in pdf_text(written)
    first, second = (picture(one).convert("L") for one in (before, written))
    assert first.size == second.size
    box = ImageChops.difference(first, second).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert right - left > first.width * 0.8
    assert bottom - top > first.height * 0.5
    assert sum(second.histogram()[:128]) > sum(first.histogram()[:128]) * 1.2, "black letters"


def test_a_voided_label_without_a_document_is_refused(desk: Desk) -> None:
    """Its carrier gives none any more."""
    fault = Fault("server_error", "getDocument", platform="carrier", times=9)
    desk.trade.world.faults.add(fault)
    _, shipment = desk.shipped()
    desk.trade.hub.shipping.void(shipment)
    desk.trade.world.faults.clear()
    file = desk.folder / "label.pdf"
    code, said = desk.type("labels", "--shipment", str(shipment), "--save", str(file))
    assert code == 1
    assert "voided" in said
    assert not file.exists()


def test_a_purged_label_has_no_document_and_gets_none_again(desk: Desk) -> None:
    """It says so, and the carrier is not asked."""
    order, shipment = desk.shipped()
    desk.trade.settle()
    desk.trade.hub.maintenance.purge(orders=[ref(order)], confirmed=True)
    file = desk.folder / "label.pdf"
    calls = len(desk.trade.world.calls)
    code, said = desk.type("labels", ref(order), "--save", str(file))
    assert code == 1
    assert "removed with the buyer's personal data" in said
    assert not file.exists()
    _, answer = desk.ask("labels", "--shipment", str(shipment))
    assert answer["labels"][0]["missing"] == "purged"
    assert len(desk.trade.world.calls) == calls


def test_what_cannot_be_written_is_refused(desk: Desk) -> None:
    """Nothing named, several labels in one file, an order or a shipment without a label."""
    one, first = desk.shipped()
    two, second = desk.shipped()
    file = desk.folder / "labels.pdf"
    assert desk.type("labels", "--save", str(file))[0] == 2
    assert desk.type("labels", ref(one), ref(two), "--save", str(file))[0] == 2
    assert desk.type("labels", "--shipment", str(max(first, second) + 9))[0] == 2
    new = desk.trade.buy("amz")
    desk.trade.take_in()
    no_label = say("limit.order_without_label", order=ref(new))
    assert desk.type("labels", ref(new), "--save", str(file)) == (1, no_label + "\n")
    by_hand = desk.trade.hub.shipping.ship(
        desk.trade.id(new), "manual", carrier="UPS", tracking="1Z"
    )
    refused = say("limit.shipment_without_label", shipment=by_hand.id)
    assert desk.type("labels", "--shipment", str(by_hand.id)) == (1, refused + "\n")
    assert not file.exists()


def test_a_label_that_may_be_voided_is_not_used(desk: Desk) -> None:
    """With VOID or without would be a guess."""
    order, shipment = desk.shipped()
    for fault in (
        Fault("timeout_before_commit", "voidLabel", platform="carrier", times=9),
        Fault("server_error", "getLabel", platform="carrier", times=9),
    ):
        desk.trade.world.faults.add(fault)
    with pytest.raises(PlatformError):
        desk.trade.hub.shipping.void(shipment)
    file = desk.folder / "label.pdf"
    code, said = desk.type("labels", ref(order), "--save", str(file))
    assert code == 1
    assert say("limit.label_in_void", number=order.order_id, shipment=shipment) in said
    assert not file.exists()


def test_a_document_that_cannot_be_marked_is_not_written(desk: Desk) -> None:
    """A damaged PDF of a voided label; while the label was live it was the best there was."""
    order, shipment = desk.shipped()
    with desk.trade.hub._db.write() as conn:
        conn.execute("UPDATE label_documents SET content = ?, size = 12", (b"%PDF-damaged",))
    file = desk.folder / "label.pdf"
    named = ("labels", "--shipment", str(shipment), "--save", str(file))
    assert desk.type(*named)[0] == 0
    file.unlink()
    desk.trade.hub.shipping.void(shipment)
    code, said = desk.type(*named)
    assert code == 1
    assert say("limit.void_not_marked", number=order.order_id, shipment=shipment) in said
    assert not file.exists()
